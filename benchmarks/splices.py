"""Texts glued together out of pieces of others: no rule may raise, and none may take long, whatever stands beside what.

    python benchmarks/splices.py [FOLDER ...] [--seconds 600] [--seed 1] [--keep DIR]

`torture` breaks the bytes of formats, and fuzzing reaches the branches of their readers; this asks the rules of labels,
names and pairing, which see what such readers hand on. Lines of the fixture share, of the records of `accuracy/run.py`
(if they were written) and of FOLDERs are moved, doubled, left out, joined, and put into one another. Each text is
scanned as it is: an error of the program (reason `bug`) and a text that takes more processor time than `SECONDS` and as
much again for each `RATE` bytes is told, and kept in DIR. One that takes a hundred times as long is ended. The exit
code is 1 where there is one.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from types import FrameType

from piiscan.config import Config
from piiscan.model import Outcome, Reason, Source
from piiscan.scan import scan_one

HERE = Path(__file__).parent
FOLDERS = (HERE.parent / "fixtures", HERE / "data" / "accuracy")
ENDINGS = frozenset(
    (
        *(".txt", ".csv", ".tsv", ".json", ".jsonl", ".html", ".htm", ".xml", ".eml", ".mbox", ".md", ".log", ".sql"),
        *(".yaml", ".yml", ".vcf", ".ldif", ".hl7", ".ofx", ".ics", ".ini", ".toml", ".properties", ".rtf", ".edi"),
        *(".x12", ".py", ".js", ".fdf", ".dat", ".prn", ".ipynb"),
    )
)
PIECES = (
    *(b"", b" ", b"\t", b":", b"|", b",", b'"', b"'", b"(", b")", b"<", b">", b"{", b"}", b"[", b"]", b"=", b"#", b"-"),
    *(b"\xc3\xa9", b"\xff", b"\0", b"SSN:", b"Name:", b"Ann Lee", b"010-94-0001", b"spouse", b"license", b"D12345678"),
    *(b"MA 02139", b"Account number", b"-" * 90, b"_" * 90, b"." * 90, b" " * 90, b"words " * 20),
)
LARGEST = 200_000  # bytes of a file that is taken apart
SECONDS, RATE = 1.0, 50_000
ENDED = 100


class TooLongError(BaseException):
    """The time of one text is up. No `Exception`: nothing may take it for its own."""


def texts(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """The files to take apart, by their endings."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in ENDINGS and path.is_file() and path.stat().st_size <= LARGEST:
                found.setdefault(path.suffix.lower(), []).append(path)
    return found


def splice(rng: Random, files: dict[str, list[Path]]) -> tuple[str, bytes]:
    """A text and the ending of its name."""
    ending = rng.choice(sorted(files))
    lines = _lines(rng, files[ending])
    for _ in range(rng.randint(1, 6)):
        other = ending if rng.random() < 0.7 else rng.choice(sorted(files))
        lines = _changed(rng, lines, _lines(rng, files[other])) or [b""]
    data = b"\n".join(lines)
    if rng.random() < 0.3:
        data = data[: rng.randrange(len(data) + 1)]
    return (ending if rng.random() < 0.85 else rng.choice(sorted(files))), data[: 2 * LARGEST]


def _lines(rng: Random, files: Sequence[Path]) -> list[bytes]:
    return rng.choice(files).read_bytes().split(b"\n")


def _changed(rng: Random, lines: list[bytes], others: list[bytes]) -> list[bytes]:
    at = rng.randrange(len(lines))
    end = min(len(lines), at + rng.randint(1, 8))
    before, some, after = lines[:at], lines[at:end], lines[end:]
    first = rng.randrange(len(others))
    ways = (
        lambda: before + after,
        lambda: before + some + some + after,
        lambda: before + others[first : first + rng.randint(1, 12)] + some + after,
        lambda: [*before, _torn(rng, some[0]), *some[1:], *after],
        lambda: before + some,
        lambda: some + after,
        lambda: [*before, b" ".join(some), *after],
        lambda: before + [b""] * rng.randint(0, 3) + after,
        lambda: before + rng.sample(some, len(some)) + after,
        lambda: [*before, b" ".join(rng.sample(words := some[0].split(b" "), len(words))), *some[1:], *after],
    )
    return rng.choice(ways)()


def _torn(rng: Random, line: bytes) -> bytes:
    at = rng.randrange(len(line) + 1)
    return line[:at] + rng.choice(PIECES) + line[at + rng.randint(0, 6) :]


def faults(path: Path, size: int) -> Iterator[str]:
    """What is wrong with the scan of a text."""
    allowed = SECONDS + size / RATE
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, ENDED * allowed)
    try:
        for event in scan_one(Source(str(path.parent), path.name, str(path), size), Config()):
            if isinstance(event, Outcome) and event.reason is Reason.BUG:
                yield f"error: {event.detail}"
    except TooLongError:
        yield "endless"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if time.process_time() - begun > allowed:
        yield "slow"


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TooLongError


def main() -> int:
    """Glue and scan until the time is up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where texts that did harm are kept")
    asked = parser.parse_args()
    signal.signal(signal.SIGPROF, _ring)
    files = texts([*FOLDERS, *asked.folders])
    rng = Random(asked.seed)
    seen: Counter[str] = Counter()
    tried = 0
    end = time.monotonic() + asked.seconds
    with tempfile.TemporaryDirectory(prefix="piiscan-splices-") as folder:
        while time.monotonic() < end:
            ending, data = splice(rng, files)
            path = Path(folder) / f"splice{ending}"
            path.write_bytes(data)
            for fault in faults(path, len(data)):
                seen[fault] += 1
                print(f"text {tried}: {fault}", flush=True)
                if asked.keep is not None:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    (asked.keep / f"{asked.seed}-{tried}{ending}").write_bytes(data)
            path.unlink()
            tried += 1
    print(f"{tried:,} texts out of {sum(map(len, files.values())):,} files, {sum(seen.values())} faults")
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main())
