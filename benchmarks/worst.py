"""Texts made to be slow: the speed of the matcher and of a whole scan, and that twice the text takes twice the time.

    python benchmarks/worst.py [--only NAME;…] [--of find,scan] [--rounds 3] [--size MIB] [--patience SECONDS]
    python benchmarks/worst.py --line 1000        # MB of one line, and nothing else

Rule: nothing is measured against another machine. A rate stands beside that of ordinary text on the same machine,
and each text is taken in three sizes; a doubling that takes more than `LINEAR` times as long is marked. What is
for one reader alone (`FILES`) is only scanned. Where a size takes longer than the patience, the next is left out.
Behind a rate stands how much of that of ordinary text it is.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from worst_texts import FILES, ORDINARY, TEXTS, Make

from piiscan import matcher
from piiscan.config import Config
from piiscan.copies import COPIES
from piiscan.model import Source
from piiscan.scan import scan_one

MIB = 1 << 20
LINEAR = 2.6


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def scanned(data: bytes, folder: Path, ending: str = ".txt") -> Callable[[], object]:
    """A whole scan of a file with this in it."""
    path = folder / f"worst{ending}"
    path.write_bytes(data)
    source = Source(str(folder), path.name, str(path), len(data))

    def work() -> None:
        COPIES.forget()  # else the next round is answered by what this one found
        list(scan_one(source, Config()))

    return work


def _find(make: Make, _folder: Path, _ending: str, size: int) -> Callable[[], object]:
    data = make(size)[:size]
    return lambda: matcher.find(data)


def _scan(make: Make, folder: Path, ending: str, size: int) -> Callable[[], object]:
    return scanned(make(size), folder, ending)


_ways = {"find": _find, "scan": _scan}


def column(
    make: Callable[[int], Callable[[], object]], sizes: list[int], rounds: int, patience: float, usual: list[float]
) -> str:
    """The rate at the largest size, how much that is of the first one (`usual`), and what each doubling takes."""
    times: list[float] = []
    for size in sizes:
        times.append(seconds(make(size), rounds))
        if times[-1] > patience:
            break
    ratios = [behind / before for before, behind in pairwise(times)]
    marks = " ".join(f"{ratio:4.1f}{'!' if ratio > LINEAR else ' '}" for ratio in ratios)
    rate = sizes[len(times) - 1] / 1e6 / times[-1]
    usual.append(rate)
    return f"{rate:10.2f} {rate / usual[0]:5.0%} {marks:>12}"


def one_line(size: int, folder: Path) -> None:
    """Print the rate of a file of one line, with a person in each megabyte, and the memory that took."""
    path = folder / "line.txt"
    piece = ORDINARY(1 << 20).replace(b"\n", b" ") + b"Ann Lee, SSN 010-94-0001, of Lowell, MA 01852; "
    with path.open("wb") as stream:
        for _ in range(max(1, size // len(piece))):
            stream.write(piece)
    written = path.stat().st_size
    source = Source(str(folder), path.name, str(path), written)
    events: Counter[str] = Counter()

    def scan() -> None:
        events.update(type(event).__name__ for event in scan_one(source, Config(max_findings_per_file=0)))

    took = seconds(scan, 1)
    found = events["Finding"] * len(piece) / written
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"one line of {written / 1e6:.0f} MB: {written / 1e6 / took:.2f} MB/s, {found:.0%} found, {peak:.0f} MB held")


def main() -> None:
    """Print a row for each text: MB a second, and what each doubling takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--of", default="find,scan", help="the matcher alone, a whole scan, or both")
    parser.add_argument("--size", type=float, default=1.0, help="MiB, the smallest of three")
    parser.add_argument("--patience", type=float, default=20.0, help="seconds")
    parser.add_argument("--line", type=float, default=0.0, help="MB of one line, instead of the table")
    given = parser.parse_args()
    every: dict[str, tuple[str, Make]] = {**{name: (".txt", make) for name, make in TEXTS.items()}, **FILES}
    chosen = [name for name in given.only.split(";") if name] or list(every)
    sizes = [int(given.size * MIB) << doubled for doubled in range(3)]
    matcher.prepare()
    with tempfile.TemporaryDirectory() as folder:
        if given.line:
            one_line(int(given.line * 1e6), Path(folder))
            return
        print(f"{'text':30} " + "   ".join(f"{of + ' MB/s':>10} {'':5} {'doubled':>12}" for of in given.of.split(",")))
        usual: dict[str, list[float]] = {of: [] for of in _ways}
        rows = {"(ordinary)": (".txt", ORDINARY), **{name: every[name] for name in chosen}}
        for name, (ending, make) in rows.items():
            columns = [
                column(partial(_ways[of], make, Path(folder), ending), sizes, given.rounds, given.patience, usual[of])
                if of == "scan" or name not in FILES
                else " " * 29
                for of in given.of.split(",")
            ]
            print(f"{name:30} {'   '.join(columns)}", flush=True)


if __name__ == "__main__":
    main()
