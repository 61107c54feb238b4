"""How fast each format is read, beside what a library alone takes for the same file, in one run; and memory at 4x size.

    python benchmarks/formats.py [--only xlsx,pdf] [--scale 0.2] [--rounds 3] [--no-memory] [--json FILE]

Rule: each figure is the least processor time of some rounds, each in a process of its own in which a small file was
read first, so that loading is not in it, and what takes less than a quarter of a second is done several times; rounds
of piiscan and of the reference take turns. "Reads" is the reader of the format alone, drained: its text is made, its
members are decompressed, nobody looks for numbers. "Scan" is all of a scan of the same file, with what it found beside
what was planted. Memory is the peak of a process that scans one file. MB are of the file, or of what is packed in it.
Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from format_specs import SPECS, Spec

_FLAT = 1.15, 6.0  # what more memory may be taken, in all and in MB, to be called flat
_BLOCK = 1 << 20
_ENOUGH = 0.25  # seconds: what takes less is done again, for a clock says little of ten milliseconds
_COLUMNS = ("format", "reads", "reference", "ratio", "target", "scan", "found", "peak memory, 4x the file", "")


@dataclass
class Row:
    """The figures of one format."""

    name: str
    unit: str
    against: str
    target: float | None
    units: float = 0
    planted: int = 0
    found: int = 0
    reads: float | None = None  # processor seconds
    reference: float | None = None
    scan: float | None = None
    sizes: tuple[float, ...] = ()  # MB of the files, and MB of memory at each
    peaks: tuple[float, ...] = ()
    skipped: str = ""

    @property
    def ratio(self) -> float | None:
        """Our speed as a part of the reference's."""
        return self.reference / max(self.reads, 1e-6) if self.reads and self.reference else None

    @property
    def verdict(self) -> str:
        """Whether memory is flat, or how much more it takes for each MB of the file."""
        if not self.peaks:
            return ""
        (one, four), (small, large) = self.peaks, self.sizes
        more, least = _FLAT
        return "flat" if four <= one * more + least else f"+{(four - one) / max(large - small, 1e-6):.1f} MB per MB"


def _read(path: Path, enters: bool) -> int:  # noqa: FBT001
    """What the reader of a format gives, drained. A child is decompressed, and read as a document if `enters`."""
    from piiscan.config import Limits
    from piiscan.formats.base import new_context
    from piiscan.formats.identify import identify_blob
    from piiscan.model import Blob, Segment

    def drain(blob: Blob, context: Any) -> int:  # noqa: ANN401
        total = 0
        for item in identify_blob(blob).extract(blob, context):
            if isinstance(item, Segment):
                total += len(item.data)
            elif isinstance(item, Blob) and enters and not item.name.endswith(".csv"):
                total += drain(item, context.deeper())
            elif isinstance(item, Blob):
                with item.open() as stream:
                    while block := stream.read(_BLOCK):
                        total += len(block)
        return total

    return drain(Blob(path.name, lambda: path.open("rb"), size=path.stat().st_size), new_context(Limits()))


def _scan(path: Path) -> int:
    """How many Social Security numbers of people in Massachusetts a scan finds."""
    from piiscan.config import Config
    from piiscan.copies import COPIES
    from piiscan.model import Outcome, Source
    from piiscan.scan import scan_one

    COPIES.forget()  # else it is answered by what was found the time before
    total = 0
    for event in scan_one(Source(str(path.parent), path.name, str(path), path.stat().st_size), Config()):
        if isinstance(event, Outcome):
            counted: Any = event.counts.get("personal_information", {})
            total += counted.get("ssn", 0)
    return total


def _work(spec: Spec, side: str, paths: Iterable[Path]) -> int:
    if side == "reference":
        return sum(map(spec.reference, paths))
    if side == "reads":
        return sum(_read(path, spec.enters) for path in paths)
    return sum(map(_scan, paths))


def _cpu() -> float:
    """Processor seconds, those of programs started included."""
    return sum(os.times()[:4])


def _child(spec: Spec, side: str, folder: Path) -> dict[str, Any]:
    """In a process of its own: read the small file, then the others by the clock."""
    told: dict[str, Any] = {}
    for one in side.split(","):
        _work(spec, one, (folder / "small").iterdir())
        paths = sorted((folder / "speed").iterdir())
        told[one] = {"cpu": float("inf")}
        total = 0.0
        while total < _ENOUGH:
            begun, before = time.process_time(), _cpu()
            told[one]["found"] = _work(spec, one, paths)
            spent = time.process_time() - begun
            spent = max(spent, _cpu() - before) if one == "reference" else spent
            total += max(spent, 1e-3)
            told[one]["cpu"] = min(told[one]["cpu"], spent)
    return told


def _peak(spec: Spec, path: Path) -> dict[str, Any]:
    _work(spec, "scan", [path])
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return {"peak": next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024}


def _run(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--child", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["it died"])[-1]}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _written(spec: Spec, folder: Path, scale: float) -> tuple[int, float]:
    """Write the files; rows in each, and how much there is of the unit in all."""
    rows = max(20, int(spec.rows * scale)) if spec.grows else spec.rows
    units = 0.0
    for part, count, size in (("small", 1, min(rows, 100)), ("speed", spec.count, rows)):
        (folder / part).mkdir(parents=True)
        data = spec.make(size)
        for at in range(count):
            (folder / part / f"{at:04}{spec.ending}").write_bytes(data)
        units = count * spec.units(size, len(data))
    return rows, units


def measured(spec: Spec, folder: Path, given: argparse.Namespace) -> Row:
    """All figures of one format."""
    row = Row(spec.name, spec.unit, spec.against, spec.target)
    try:
        rows, row.units = _written(spec, folder, given.scale)
    except ImportError as error:
        row.skipped = f"cannot be written without {error.name}"
        return row
    row.planted = spec.planted(rows) * spec.count
    for _ in range(given.rounds):
        for side in ("reference", "reads,scan"):
            told = _run(spec.name, side, str(folder))
            if "error" in told:
                row.skipped = f"{side.partition(',')[0]}: {told['error']}"
                continue
            for name, values in told.items():
                setattr(row, name, min(values["cpu"], getattr(row, name) or float("inf")))
            row.found = told.get("scan", {"found": row.found})["found"]
    if spec.grows and not given.no_memory:
        row.sizes, row.peaks = zip(*_peaks(spec, folder, rows * spec.count), strict=True)
    return row


def _peaks(spec: Spec, folder: Path, rows: int) -> Iterator[tuple[float, float]]:
    """MB of a file, and of memory that its scan takes: once, and four times as large."""
    for times in (1, 4):
        path = folder / f"memory{spec.ending}"
        path.write_bytes(spec.make(rows * times))
        yield path.stat().st_size / 1e6, _run(spec.name, "peak", str(path)).get("peak", float("nan"))
        path.unlink()


def _shown(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:.2g}" if rate < 10 else f"{rate:.0f}"


def cells(row: Row) -> list[str]:
    """A line of the table."""

    def rate(seconds: float | None) -> str:
        return f"{_shown(row.units / max(seconds, 1e-6))} {row.unit}/s" if seconds else "-"

    ratio = row.ratio
    missed = ratio is not None and row.target is not None and ratio < row.target
    memory = f"{row.peaks[0]:.0f} → {row.peaks[1]:.0f} MB" if row.peaks else "-"
    return [
        row.name,
        rate(row.reads),
        f"{row.against}: {rate(row.reference)}",
        "-" if ratio is None else f"{ratio:.2f}{' !' if missed else ''}",
        "-" if row.target is None else f"{row.target:.1f}",
        rate(row.scan),
        f"{row.found}/{row.planted}",
        memory,
        row.verdict if not row.skipped else f"{row.verdict} ({row.skipped})".strip(),
    ]


def main() -> None:
    """Measure, and print a row as each format is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="names of formats, with commas")
    parser.add_argument("--scale", type=float, default=0.2, help="1: five times the rows, and the time")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-memory", action="store_true")
    parser.add_argument("--json", type=Path, metavar="FILE", help="every figure, as JSON")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    by_name = {spec.name: spec for spec in SPECS}
    if given.child:
        name, side, place = given.child
        work = _peak(by_name[name], Path(place)) if side == "peak" else _child(by_name[name], side, Path(place))
        print(json.dumps(work))
        return
    chosen = [name for name in given.only.split(",") if name] or list(by_name)
    if unknown := set(chosen) - set(by_name):
        parser.error(f"no such format: {', '.join(sorted(unknown))}; there are {', '.join(by_name)}")
    print(f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}", flush=True)
    rows = []
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measured(by_name[name], Path(folder), given))
        print(f"| {' | '.join(cells(rows[-1]))} |", flush=True)
    if given.json:
        told = [{**asdict(row), "ratio": row.ratio, "verdict": row.verdict} for row in rows]
        given.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
