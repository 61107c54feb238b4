"""How cost grows: four and sixteen times the data, ten and a hundred times the persons; processor time and memory.

    python benchmarks/growth.py [--only text,CSV] [--rounds 3] [--write]

Rule: each file is scanned by a process of its own, and the cost of a small file of that kind, which is that of loading
what reads it, is taken off. Time that grows more than `STEEP` times as fast as the data, memory that
grows by more than `ROOM` MB, and numbers that are not found are marked `!`; the exit code is then 1. `--write` stores
the table and its plot beside this file.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from growth_plot import Series, plot
from measure import measure

HERE = Path(__file__).parent
SMALLEST = 8 << 20  # bytes; of the workbook an eighth, unpacked
HEAD = 256 << 10  # of the file whose cost is taken off: some of what is needed is only made when much asks for it
TIMES = (1, 4, 16)
PERSONS = (100, 1_000, 10_000)  # in the middle size
EVERY = 48 << 10  # bytes to a person where the data grows
STEEP = 1.3
ROOM = 32.0  # MB
_GIVEN = ("Ann", "Mary", "John", "Peter", "Susan", "Carlos", "Linda", "David")
_SURNAMES = ("Lee", "Smith", "Garcia", "Nguyen", "Brown", "Miller", "Davis", "Lopez")
_TALK = "the report from this meeting was about a contract with our supplier and some late delivery"
_WORDS = _TALK.split()

Row = Callable[[Random, bool], str]
Make = Callable[[int, int], bytes]


def _name(rng: Random) -> str:
    return f"{rng.choice(_GIVEN)} {rng.choice(_SURNAMES)}"


def _ssn(rng: Random) -> str:
    return f"{rng.randrange(10, 35):03}-{rng.randrange(11, 99, 2)}-{rng.randrange(1, 9999):04}"


def _line(rng: Random, person: bool) -> str:  # noqa: FBT001
    text = f"{' '.join(rng.choices(_WORDS, k=12))} {rng.randrange(10**5)}.\n\n"
    return f"{_name(rng)}, SSN {_ssn(rng)}, of Lowell, MA 01852, has changed banks.\n\n" if person else text


def _record(rng: Random, person: bool) -> str:  # noqa: FBT001
    ssn = _ssn(rng) if person else ""
    stamp = f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return f"{rng.randrange(10**9)},{stamp},{_name(rng)},12 Main Street,Lowell,MA,01852,{rng.random():.4f},{ssn}\n"


_HEAD = "order_id,placed,customer,street,city,state,zip,load,ssn\n"


def _event(rng: Random, person: bool) -> str:  # noqa: FBT001
    told = {"user": {"name": _name(rng), "ssn": _ssn(rng)}} if person else {"kind": rng.choice(_WORDS)}
    return json.dumps({"ts": rng.randrange(10**12), "id": rng.randrange(10**9), "load": rng.random(), **told}) + "\n"


def _rows(row: Row, size: int, persons: int) -> Iterator[str]:
    """Rows of so many bytes, with so many persons spread over them."""
    rng = Random(17)
    done = given = 0
    while done < size:
        due = given < persons and done >= size * (given + 0.5) / persons
        given += due
        text = row(rng, due)
        done += len(text)
        yield text


def _text(row: Row, head: str = "") -> Make:
    return lambda size, persons: "".join([head, *_rows(row, size, persons)]).encode()


def _zip(size: int, persons: int) -> bytes:
    """Members of a megabyte each."""
    out = io.BytesIO()
    members = max(1, size >> 20)
    data = _text(_line)(size, persons)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        cuts = [data.rfind(b"\n\n", 0, at * len(data) // members) + 2 for at in range(1, members)]
        for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(data)], strict=True)):
            archive.writestr(f"{number:04}.txt", data[start:end])
    return out.getvalue()


def _workbook(size: int, persons: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    for row in (_HEAD, *_rows(_record, size // 8, persons)):
        sheet.append(row.strip().split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


KINDS: dict[str, tuple[str, Make]] = {
    "text": (".txt", _text(_line)),
    "CSV": (".csv", _text(_record, _HEAD)),
    "JSON lines": (".jsonl", _text(_event)),
    "ZIP": (".zip", _zip),
    "XLSX": (".xlsx", _workbook),
}


@dataclass(frozen=True)
class Cost:
    """What one scan took, and how many numbers it found."""

    cpu: float
    peak: float
    found: int


@dataclass(frozen=True)
class Step:
    """One size of one kind: what was asked for, and what it took without the loading."""

    times: int
    size: int
    persons: int
    cost: Cost


def scan(path: Path, home: Path, rounds: int) -> Cost:
    """The median of some scans in one process each."""
    report = home / "report.jsonl"
    command = [sys.executable, "-m", "piiscan", "scan", str(path), "--workers", "0", "--quiet", "--no-progress"]
    command += ["--max-findings-per-file", "0", "-f", "jsonl", "-o", str(report)]
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    runs = []
    for _ in range(rounds):
        report.unlink(missing_ok=True)
        usage = measure(command, environment)
        if usage.code not in {0, 1, 3}:
            sys.exit(f"piiscan ended with {usage.code} on {path}:\n{usage.output}")
        runs.append(usage)
    with report.open(encoding="utf-8") as lines:
        found = sum(json.loads(line)["type"] == "finding" for line in lines)
    cpus = sorted(usage.cpu for usage in runs)
    return Cost(cpus[len(cpus) // 2], min(usage.peak for usage in runs), found)


def steps(kind: str, wanted: list[tuple[int, int, int]], home: Path, rounds: int) -> list[Step]:
    """The sizes of one kind: (times, bytes, persons)."""
    ending, make = KINDS[kind]
    path = home / f"growth{ending}"

    def cost(size: int, persons: int) -> Cost:
        path.write_bytes(make(size, persons))
        return scan(path, home, rounds)

    loading = cost(HEAD, 1)
    done = []
    for times, size, persons in wanted:
        one = cost(size, persons)
        done.append(Step(times, size, persons, Cost(max(one.cpu - loading.cpu, 1e-3), one.peak, one.found)))
    return done


def table(title: str, what: str, every: dict[str, list[Step]]) -> tuple[list[str], bool]:
    """One table in Markdown, and whether anything in it grows too fast."""
    bad = False
    lines = [
        f"## {title}",
        "",
        f"| kind | {what} | MB | persons | found | cpu s | x the one before | peak MB |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, done in every.items():
        before: Step | None = None
        for step in done:
            size = step.size / (8 if kind == "XLSX" else 1) / 1e6
            grown = step.cost.cpu / before.cost.cpu if before else 1.0
            steep = before is not None and grown > STEEP * step.times / before.times
            large = before is not None and step.cost.peak > before.cost.peak + ROOM
            lost = step.cost.found != step.persons
            bad = bad or steep or large or lost
            lines.append(
                f"| {kind} | {step.times} | {size:.1f} | {step.persons:,} | {step.cost.found:,}{'!' * lost} "
                f"| {step.cost.cpu:.2f} | {f'{grown:.1f}' if before else ''}{'!' * steep} "
                f"| {step.cost.peak:.0f}{'!' * large} |"
            )
            before = step
    return [*lines, ""], bad


def series(every: dict[str, list[Step]]) -> list[Series]:
    """For the plot: how many times, seconds."""
    return [Series(kind, [(step.times, step.cost.cpu) for step in done]) for kind, done in every.items()]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default=",".join(KINDS), help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--write", action="store_true", help="GROWTH.md and growth.svg beside this file")
    given = parser.parse_args()
    by_data = [(times, SMALLEST * times, SMALLEST * times // EVERY) for times in TIMES]
    middle = SMALLEST * TIMES[1]
    by_persons = [(persons // PERSONS[0], middle, persons) for persons in PERSONS]
    data: dict[str, list[Step]] = {}
    persons: dict[str, list[Step]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.only.split(","):
            data[kind] = steps(kind, by_data, Path(folder), given.rounds)
            persons[kind] = steps(kind, by_persons, Path(folder), given.rounds)
            print(f"{kind} done", file=sys.stderr, flush=True)
    first, bad = table("More data, as many persons in each MB", "x data", data)
    second, worse = table(f"More persons, as much data ({middle / 1e6:.0f} MB)", "x persons", persons)
    head = [
        "# How cost grows",
        "",
        "By `python benchmarks/growth.py --write`: processor seconds of one process, without what loading the program",
        "takes, and the highest resident memory. XLSX: an eighth of the data, unpacked. `!`: grows too fast.",
        "",
        "![seconds against data and persons](growth.svg)",
        "",
    ]
    text = "\n".join([*head, *first, *second])
    print(text)
    if given.write:
        (HERE / "GROWTH.md").write_text(text, encoding="utf-8")
        plots = [("x the data", series(data)), ("x the persons", series(persons))]
        (HERE / "growth.svg").write_text(plot(plots, "processor seconds"), encoding="utf-8")
    return int(bad or worse)


if __name__ == "__main__":
    sys.exit(main())
