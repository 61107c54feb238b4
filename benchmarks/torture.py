"""Ten thousand broken files of every format with a hundred whole ones among them: nothing may fall over.

    python benchmarks/torture.py [--files 10000] [--only zip,PDF] [--seed 1] [--deadline 10] [--keep DIR]

Made by `mutations`, scanned by `piiscan scan` with two workers. The bars: the scan itself ends well, no file takes
longer than its deadline and `LATE` seconds, every file has an outcome, all numbers of the whole files are found,
and memory stays below `PARENT` and `WORKER`. The exit code is 1 where one is missed. Workers that crashed or were
ended for time, and errors of this program (reason `bug`), are listed by file: each is something to mend.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from measure import look, offspring
from mutations import Sample, controls, remake, samples

LATE = 2.0  # seconds
PARENT, WORKER = 300.0, 512.0  # MB
CONTROLS = 100
TOLD = ("crashed", "timeout", "bug")


@dataclass
class Told:
    """What a scan said, and how it went."""

    code: int = 0
    seconds: float = 0.0
    silence: float = 0.0  # the longest time without a word
    parent: float = 0.0  # MB
    worker: float = 0.0
    ends: Counter[str] = field(default_factory=Counter)  # outcomes by file
    troubles: dict[str, list[str]] = field(default_factory=dict)  # reason: files
    found: dict[str, set[str]] = field(default_factory=dict)  # file: the last four digits
    summary: bool = False

    def take(self, record: dict[str, object]) -> None:
        """One record of the stream."""
        kind, file = record["type"], str(record.get("file", ""))
        if kind == "finding":
            digits = {element["masked"][-4:] for element in record["elements"]}  # type: ignore[attr-defined]
            self.found.setdefault(file, set()).update(digits)
        elif kind == "outcome":
            if not record["container"]:
                self.ends[file] += 1
            for reason in TOLD:
                if reason == record["reason"] or (reason == "bug" and "Error at " in str(record["detail"])):
                    self.troubles.setdefault(reason, []).append(f"{file}: {record['detail']}")
        elif kind == "summary":
            self.summary = True


def make(folder: Path, files: int, only: list[str], seed: int) -> tuple[list[str], dict[str, Sample]]:
    """Write the files; the names of all, and the whole ones by name."""
    formats = [name for name in samples() if not only or name in only]
    whole = {f"whole-{at:03}{sample.suffix}": sample for at, sample in enumerate(controls(CONTROLS))}
    for name, sample in whole.items():
        (folder / name).write_bytes(sample.data)
    names = list(whole)
    for number in range(files):
        broken = remake(formats[number % len(formats)], number // len(formats), seed)
        (folder / broken.name).write_bytes(broken.data)
        names.append(broken.name)
    return names, whole


def scan(folder: Path, deadline: float) -> Told:
    """Scan a folder and watch."""
    told = Told()
    command = [sys.executable, "-m", "piiscan", "scan", str(folder), "-f", "jsonl", "--workers", "2"]
    command += ["--deadline", str(deadline), "--max-findings-per-file", "0", "--quiet", "--no-progress"]
    began = last = time.monotonic()
    done = threading.Event()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:

        def watch() -> None:
            while not done.wait(0.02):
                told.parent = max(told.parent, look(process.pid)[1])
                told.worker = max([told.worker, *(look(pid)[1] for pid in offspring(process.pid))])

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        assert process.stdout is not None  # noqa: S101 - for the checker of types
        for line in process.stdout:
            now = time.monotonic()
            told.silence, last = max(told.silence, now - last), now
            told.take(json.loads(line))
        told.code = process.wait()
        done.set()
        watcher.join()
    told.seconds = time.monotonic() - began
    return told


def missed(told: Told, names: list[str], whole: dict[str, Sample], deadline: float) -> dict[str, tuple[str, bool]]:
    """Each bar: what was measured, and whether it is missed."""
    crashes = int(not told.summary or told.code not in {0, 1, 2, 3})
    without = sum(told.ends[name] != 1 for name in names)
    seen = sum(
        {number[-4:] for number in sample.numbers} <= told.found.get(name, set()) for name, sample in whole.items()
    )
    late = int(told.silence > deadline + LATE)
    return {
        "crashes of the scan itself": (f"{crashes} (exit {told.code})", crashes > 0),
        f"longest silence, at most {deadline + LATE:.0f} s": (f"{told.silence:.1f} s", late > 0),
        "files without exactly one outcome": (str(without), without > 0),
        f"whole files found of {len(whole)}": (str(seen), seen < len(whole)),
        f"peak of the parent, at most {PARENT:.0f} MB": (f"{told.parent:.0f} MB", told.parent > PARENT),
        f"peak of a worker, at most {WORKER:.0f} MB": (f"{told.worker:.0f} MB", told.worker > WORKER),
        "errors of the program (bug)": (str(len(told.troubles.get("bug", ()))), bool(told.troubles.get("bug"))),
    }


def main() -> int:
    """Make, scan, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--only", default="", help="formats, with commas between")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--deadline", type=float, default=10.0)
    parser.add_argument("--keep", help="a folder for the files, left there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(given.keep or place)
        folder.mkdir(parents=True, exist_ok=True)
        names, whole = make(folder, given.files, [name for name in given.only.split(",") if name], given.seed)
        told = scan(folder, given.deadline)
    bars = missed(told, names, whole, given.deadline)
    print(f"{len(names)} files in {told.seconds:.0f} s, {len(samples())} formats, seed {given.seed}")
    for bar, (value, bad) in bars.items():
        print(f"{bar:44} {value:>14}{'   MISSED' if bad else ''}")
    for reason, files in told.troubles.items():
        by_format = Counter(file.partition("-")[0] for file in files)
        print(f"{reason}: {', '.join(f'{name} {count}' for name, count in by_format.most_common())}")
        for file in files:
            print(f"    {file}")
    return int(any(bad for _, bad in bars.values()))


if __name__ == "__main__":
    sys.exit(main())
