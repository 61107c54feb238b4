"""A report of any number of findings takes the same memory."""

import json
import runpy
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from piiscan.reporters import REPORTERS, graded, parts
from piiscan.reporters.terminal import Look

MOST = 1_000_000
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


class Nowhere:
    """Takes a report and keeps nothing of it."""

    def write(self, text):
        pass

    def another(self):
        return self


@pytest.fixture(scope="module")
def some():
    """The lines of six hundred findings; to keep them as records would take three megabytes and more."""
    return list(runpy.run_path(str(BENCHMARKS / "findings.py"))["lines"](600, (50,)))


@pytest.mark.long
@pytest.mark.parametrize("reporter", REPORTERS, ids=lambda reporter: reporter.name)
def test_nothing_is_kept_of_what_was_written(some, reporter, monkeypatch):
    monkeypatch.setattr(parts, "_IN_MEMORY", 50_000)
    monkeypatch.setattr(graded, "WAITING", 5)  # of the fifty of a file
    reporter.write(map(json.loads, some[:20] + some[-1:]), Nowhere(), Look())  # what it loads
    tracemalloc.start()
    try:
        reporter.write(map(json.loads, some), Nowhere(), Look())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MOST


def test_the_measure_sees_what_is_kept(some):
    tracemalloc.start()
    try:
        kept = list(map(json.loads, some))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept
    assert peak > 3 * MOST


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_hundred_thousand_findings_fit_in_little_memory():
    command = [sys.executable, BENCHMARKS / "reports.py", "--findings", "200000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.split("|") for line in done.stdout.splitlines() if line.startswith("| `")]
    assert len(rows) > len(REPORTERS)
    for row in rows:
        most = 60 if "`report" in row[1] else 200 if "marks.toml -" in row[1] else 100
        assert int(row[4].split()[0]) < most, row
