"""Count false findings on real text without personal information, by class and per GB (10^9 bytes read).

    python benchmarks/accuracy_real.py [--show] [--report FILE] FOLDER…

Whatever is found in documentation, sources, logs and public tables is wrong or a sample, so every finding has
to be looked at: `--show` prints them, values masked. Exit code 1 above the bar at the default gate, which is
personal information of residents or of people whose residency is not known.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BAR = 5.0
GATE = "personal_information"
SHOWN = (GATE, "review", "non_resident", "element_only", "test_value")
READ = ("scanned", "partial")


@dataclass
class Tally:
    """What a report says."""

    files: Counter[str] = field(default_factory=Counter)  # by status
    types: Counter[str] = field(default_factory=Counter)  # bytes read, by media type
    reasons: Counter[str] = field(default_factory=Counter)  # of what was not read
    classes: Counter[str] = field(default_factory=Counter)  # findings
    elements: Counter[str] = field(default_factory=Counter)  # class and kind
    counted: dict[str, dict[str, int]] = field(default_factory=dict)  # weak and look-alikes, never listed
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The bytes of the files read, as they are on disk."""
        return self.types.total()

    def per_gb(self, name: str) -> float:
        """Findings of a class in a GB of what was read."""
        return self.classes[name] / (self.size / 1e9) if self.size else 0.0


def scan(folders: list[str], report: Path, workers: int) -> None:
    """Run the command line once over all folders. Anything but a finished scan ends the measurement."""
    command = [sys.executable, "-m", "piiscan", "scan", "-f", "jsonl", "-o", str(report), "--workers", str(workers)]
    command += ["--max-findings-per-file", "0", "--quiet", *folders]
    with tempfile.TemporaryDirectory() as home:  # a key of its own, that nobody keeps
        done = subprocess.run(command, env={**os.environ, "XDG_CONFIG_HOME": home}, check=False)
    if done.returncode not in {0, 1, 3}:
        sys.exit(f"piiscan ended with {done.returncode}")


def records(report: Path) -> Iterator[dict[str, Any]]:
    """The records of a report."""
    with report.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def count(stream: Iterator[dict[str, Any]]) -> Tally:
    """One pass over a report."""
    out = Tally()
    for record in stream:
        match record["type"]:
            case "outcome" if not record["container"]:
                out.files[record["status"]] += 1
                if record["status"] in READ:
                    out.types[record["media_type"] or "not known"] += record["bytes"]
                if record["status"] != "scanned":
                    out.reasons[record["reason"]] += 1
            case "finding":
                name = record["classification"]
                out.classes[name] += 1
                out.elements.update(f"{name} {element['kind']}" for element in record["elements"])
                out.findings.append(record)
            case "summary":
                out.counted = {name: record["counts"].get(name, {}) for name in ("weak", "lookalike")}
    return out


def rank(name: str) -> int:
    """The place of a class in the order of `SHOWN`, others behind."""
    return SHOWN.index(name) if name in SHOWN else len(SHOWN)


def show(finding: dict[str, Any]) -> str:
    """One finding for a person to look at: where it is, what it is, why it is one."""
    root, file = finding["root"], finding["file"]
    path = root if root.endswith(f"/{file}") else f"{root}/{file}"  # a file may be given as such
    where = " › ".join([path, *finding["container"], finding["location"]["text"]])
    grades = " ".join(f"{atom[0].upper()}{grade}" for atom, grade in finding["grades"].items())
    person = finding["person"] or {}
    lines = [f"{finding['classification']}  {where}"]
    lines.append(f"    {grades}  {', '.join(finding['reasons'])}")
    if person:
        lines.append(f"    person {person['masked']}: {', '.join(person['evidence'])}")
    lines += [
        f"    {element['kind']} {element['masked']}: {', '.join(element['evidence'])}"
        for element in finding["elements"]
    ]
    return "\n".join(lines)


def print_tally(tally: Tally) -> None:
    """The tables."""
    read = sum(tally.files[status] for status in READ)
    print(f"{read:,} files and {tally.size / 1e9:.3f} GB read, {tally.files.total() - read:,} files not read")
    print("  not read, or in part: " + told(tally.reasons))
    print("  MB by type: " + told(Counter({name: size // 10**6 for name, size in tally.types.items()}), most=12))
    print(f"\n{'class':<24}{'findings':>9}{'per GB':>9}")
    for name in sorted({*SHOWN, *tally.classes}, key=rank):
        print(f"{name:<24}{tally.classes[name]:>9}{tally.per_gb(name):>9.1f}")
    print("elements: " + told(tally.elements))
    for name, kinds in tally.counted.items():
        print(f"{name}, not listed: " + told(Counter(kinds)))


def told(counter: Counter[str], most: int | None = None) -> str:
    """A counter in one line, the most first."""
    return ", ".join(f"{number:,} {name}" for name, number in counter.most_common(most) if number) or "none"


def main() -> int:
    """The command: 1 if there is more than the bar at the default gate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--show", action="store_true", help="print every finding, worst class first")
    parser.add_argument("--report", type=Path, metavar="FILE", help="keep the report; if it is there, do not scan")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="default: %(default)s")
    parser.add_argument("--bar", type=float, default=BAR, help="findings per GB (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = options.report or Path(folder) / "report.jsonl"
        if not report.exists():
            scan(options.folders, report, options.workers)
        tally = count(records(report))
    print_tally(tally)
    if options.show:
        for finding in sorted(tally.findings, key=lambda finding: rank(finding["classification"])):
            print(show(finding))
    rate = tally.per_gb(GATE)
    print(f"\nat the default gate: {rate:.1f} per GB, bar {options.bar:g}: {'above' if rate > options.bar else 'held'}")
    return int(rate > options.bar)


if __name__ == "__main__":
    sys.exit(main())
