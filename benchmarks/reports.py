"""Every report of a stream of many findings: its size, time and peak memory, each in a process of its own.

    python benchmarks/reports.py [--findings 5000000] [--formats sarif,csv]

The stream is made up as it is read: a thousand findings a file, every hundredth file not read. Reports go to files
in a temporary directory, in parts where a report has parts, and are removed before the next.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FILES = 1_000  # findings of a file


def main() -> None:
    """Measure, a line a format."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--findings", type=int, default=5_000_000)
    parser.add_argument("--formats", default="")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one, arguments.findings)
        return
    from piiscan.reporters import REPORTERS

    wanted = arguments.formats.split(",") if arguments.formats else [reporter.name for reporter in REPORTERS]
    print(f"| format | {arguments.findings:,} findings: time (processor) | a second | peak memory | size | files |")
    print("|---|---|---|---|---|---|")
    for form in wanted:
        command = [sys.executable, __file__, "--one", form, "--findings", str(arguments.findings)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(done.stdout, end="", flush=True)


def one(form: str, findings: int) -> None:
    """Write one report, and say what it took."""
    from piiscan.cli.output import report_file
    from piiscan.reporters import REPORTERS
    from piiscan.reporters.read import read
    from piiscan.reporters.terminal import Look

    reporter = next(reporter for reporter in REPORTERS if reporter.name == form)
    with tempfile.TemporaryDirectory() as directory:
        started = time.process_time()
        with report_file(str(Path(directory) / "report.txt")) as (out, _):
            reporter.write(read(Made(findings), "made up"), out, Look())
        took = time.process_time() - started
        sizes = [path.stat().st_size for path in Path(directory).iterdir()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = findings / took
    print(f"| {form} | {took:,.0f} s | {rate:,.0f} | {peak:,.0f} MB | {sum(sizes) / 1e6:,.0f} MB | {len(sizes)} |")


class Made:
    """The lines of a stream, made as they are asked for."""

    def __init__(self, findings: int) -> None:
        self._lines = lines(findings)

    def readline(self, _limit: int = -1) -> bytes:
        """The next line; nothing at the end."""
        return next(self._lines, b"")


def lines(findings: int) -> Iterator[bytes]:
    """A stream as a scan writes it."""
    from piiscan.config import Config
    from piiscan.stream import run_record
    from piiscan.tally import Tally

    when, tally = "2026-01-01T00:00:00Z", Tally()
    yield _line(run_record(Config(), ["/srv/share"], {}, when))
    files = -(-findings // FILES)
    for number in range(files):
        rows = min(FILES, findings - number * FILES)
        for row in range(rows):
            yield _line(finding(number, row))
        outcome = _outcome(number, rows)
        tally.add(outcome)
        yield _line(outcome)
        if number % 100 == 0:
            gap = _gap(number)
            tally.add(gap)
            yield _line(gap)
    yield _line(tally.summary_record(1, "made up", when))


def finding(number: int, row: int) -> dict[str, object]:
    """A person with two numbers in a row of a table; ids as random as real ones."""
    place = {
        "text": f"line {row + 2} › column 3 (ssn)",
        "steps": [["LINE", row + 2], ["COLUMN", 3], ["KEY", "ssn"], ["BYTE", row * 80]],
        "line": row + 2,
        "page": None,
        "byte": row * 80,
        "sheet": None,
        "cell": None,
    }
    element = {
        "kind": "ssn",
        "masked": f"•••-••-{row % 10_000:04}",
        "grade": 3,
        "evidence": ["column:ssn", "rule:ssn-area", "shape:delimited"],
        "test_value": False,
        "review": None,
        "location": place,
    }
    return {
        "type": "finding",
        "id": os.urandom(16).hex(),
        "subject": os.urandom(16).hex(),
        "root": "/srv/share",
        "file": f"department {number % 37}/{number // 37}/export-{number}.csv",
        "container": [],
        "location": place,
        "classification": ("personal_information", "review", "element_only")[row % 3],
        "residency": ("massachusetts", "unknown")[row % 2],
        "confidence": ("high", "medium", "low")[row % 3],
        "grades": {"element": 3, "name": 3, "pair": 3, "residency": 3},
        "person": {"masked": "A… L…", "grade": 3, "evidence": ["column:name", "name:labelled", "name:listed"]},
        "elements": [element, element],
        "reasons": ["ma-state", "ma-zip"],
        "duties": [{"clause": "17.04(2)(a)", "fact": "mode 0644: every user may read it"}],
    }


def _outcome(number: int, rows: int) -> dict[str, object]:
    return {
        "type": "outcome",
        "root": "/srv/share",
        "file": f"department {number % 37}/{number // 37}/export-{number}.csv",
        "container": [],
        "status": "scanned",
        "reason": None,
        "detail": "",
        "media_type": "text/csv",
        "bytes": rows * 80,
        "encryption": None,
        "counts": {"personal_information": {"ssn": rows}, "persons": {"massachusetts": rows}},
        "listed": rows,
    }


def _gap(number: int) -> dict[str, object]:
    gap = {"file": f"scans/{number}.png", "status": "not_scanned", "reason": "unsupported", "detail": "an image"}
    return {**_outcome(number, 0), **gap, "media_type": "image/png", "counts": {}, "listed": 0}


def _line(record: dict[str, object]) -> bytes:
    return json.dumps(record).encode() + b"\n"


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
