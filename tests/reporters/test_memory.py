"""A report of any number of findings takes the same memory."""

import json
import runpy
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from piiscan.reporters import REPORTERS, json_document, parts
from piiscan.reporters.terminal import Look

MOST = 900_000
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "reports.py"


class Nowhere:
    """Takes a report and keeps nothing of it."""

    def write(self, text):
        pass

    def another(self):
        return self


@pytest.fixture(scope="module")
def some():
    """The lines of six hundred findings; to keep them as records would take three megabytes and more."""
    reports = runpy.run_path(str(BENCHMARK))
    reports["lines"].__globals__["FILES"] = 50
    return list(reports["lines"](600))


@pytest.mark.parametrize("reporter", REPORTERS, ids=lambda reporter: reporter.name)
def test_nothing_is_kept_of_what_was_written(some, reporter, monkeypatch):
    monkeypatch.setattr(parts, "_IN_MEMORY", 50_000)
    monkeypatch.setattr(json_document, "_IN_MEMORY", 50_000)
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
@pytest.mark.timeout(600)
@pytest.mark.parametrize("reporter", REPORTERS, ids=lambda reporter: reporter.name)
def test_two_hundred_thousand_findings_fit_in_little_memory(reporter):
    command = [sys.executable, BENCHMARK, "--one", reporter.name, "--findings", "200000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak = int(done.stdout.split("|")[4].split()[0].replace(",", ""))
    assert peak < 60
