"""Broken files of every format, in this process: nothing but a verdict, and what stands before a cut is found or missed aloud.

The same at large, through the program itself: `benchmarks/torture.py`.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import torture
from mutations import Sample, controls, formats, remake, samples
from regressions import FILES, data

pytestmark = pytest.mark.long

ALL_ARE_LARGE = {"udf"}
FORMATS = sorted(set(formats()) - ALL_ARE_LARGE)
# Read from front to back, so that what is cut off behind a number does not hide it.
STREAMED = (
    "text",
    "CSV",
    "JSON",
    "XML",
    "HTML",
    "SQL",
    "RTF",
    "tar",
    "cpio",
    "ar",
    "eml",
    "mbox",
    "vCard",
    "SVG",
    "dbase",
)
EACH = 4


def told(scanned) -> str:
    return " ".join(f"{outcome.reason} {outcome.detail}" for outcome in scanned.outcomes)


def test_every_format_has_samples():
    assert list(samples()) == FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_file_has_an_outcome_and_is_no_bug(scan, name):
    for number in range(EACH):
        broken = remake(name, number, seed=7)
        scanned = scan(broken.data, broken.name)
        assert scanned.outcomes[-1].at == ()
        assert "bug" not in told(scanned), broken
        assert "Error at " not in told(scanned), broken


@pytest.mark.parametrize("name", [name for name in STREAMED if name in FORMATS])
def test_what_stands_before_a_cut_is_found_or_said_to_be_lost(scan, name):
    for sample in samples()[name][:4]:
        number = sample.numbers[0]
        ends = [place + len(number) for place in [sample.data.find(number.encode())] if place >= 0]
        for end in ends:
            for cut in sorted({end + 1, end + 20, (end + len(sample.data)) // 2, len(sample.data) - 1}):
                if end < cut < len(sample.data):
                    scanned = scan(sample.data[:cut], sample.name)
                    found = {
                        f"{e.value[:3]}-{e.value[3:5]}-{e.value[5:]}" for f in scanned.findings for e in f.elements
                    }
                    complete = all(outcome.status.value == "scanned" for outcome in scanned.outcomes)
                    assert number in found or not complete, (sample.name, cut, told(scanned))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.timeout(20)
def test_what_once_did_harm_does_none(scan, name):
    scanned = scan(data(name), name)
    assert "bug" not in told(scanned)


def test_a_broken_file_can_be_made_again_from_its_name_at_any_time(monkeypatch):
    packed = [remake(name, number) for name in FORMATS for number in range(8)]
    assert any(broken.how.endswith("in a member") for broken in packed)
    monkeypatch.setattr(time, "time", lambda: 1e9)
    assert [remake(name, number) for name in FORMATS for number in range(8)] == packed
    ways = Counter(remake(name, number).how for name in FORMATS for number in range(8))
    assert len(ways) > 15
    assert len({sample.format for sample in controls(100)}) > 40


def test_a_bar_that_is_missed_is_told():
    whole = {"whole-000.txt": Sample("text", "a.txt", b"", ("010-94-0001",))}
    good = torture.Told(code=1, ends=Counter(["a", "whole-000.txt"]), found={"whole-000.txt": {"0001"}}, summary=True)
    assert not any(bad for _, bad in torture.missed(good, ["a", "whole-000.txt"], whole, 10).values())
    bad = torture.Told(code=-9, silence=13.0, parent=400, worker=600, troubles={"bug": ["x"]})
    assert all(bad for _, bad in torture.missed(bad, ["a", "whole-000.txt"], whole, 10).values())
