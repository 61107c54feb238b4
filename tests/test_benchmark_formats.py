"""The benchmark of formats: its files are what they are called, hold what it says, and its verdicts are right."""

import argparse
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import formats
from format_specs import SPECS

from piiscan.formats.identify import identify_blob
from piiscan.model import Blob

pytestmark = pytest.mark.long


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_a_file_is_of_its_format_and_all_planted_in_it_is_found(spec, tmp_path):
    rows = 41 if spec.grows else spec.rows
    path = tmp_path / f"file{spec.ending}"
    path.write_bytes(spec.make(rows))
    blob = Blob(path.name, lambda: path.open("rb"), size=path.stat().st_size)
    known = {"csv": "delimited", "jsonl": "json"}
    name = spec.name.split()[0]
    assert identify_blob(blob).name == known.get(name, name)
    assert formats._scan(path) == spec.planted(rows) > 0


def test_names_are_told_apart_and_files_are_the_same_every_time():
    assert len({spec.name for spec in SPECS}) == len(SPECS)
    same = [spec for spec in SPECS if spec.name in {"csv", "json", "xml", "html", "xls", "dbase", "doc", "rtf"}]
    assert all(spec.make(30) == spec.make(30) for spec in same)


def row(**values):
    return formats.Row("x", "MB", "lib", 0.5, units=10, **values)


def test_memory_is_called_flat_or_told_by_the_mb():
    assert row(sizes=(1, 4), peaks=(60, 74)).verdict == "flat"
    assert row(sizes=(1, 4), peaks=(60, 90)).verdict == "+10.0 MB per MB"


def test_a_ratio_below_its_target_is_marked():
    assert formats.cells(row(reads=2.0, reference=0.5, scan=4.0))[1:6] == [
        "5 MB/s",
        "lib: 20 MB/s",
        "0.25 !",
        "0.5",
        "2.5 MB/s",
    ]
    assert formats.cells(row(reads=1.0, reference=0.5))[3] == "0.50"


def test_one_format_is_measured(tmp_path):
    given = argparse.Namespace(scale=0.001, rounds=1, no_memory=False)
    told = formats.measured(next(spec for spec in SPECS if spec.name == "csv"), tmp_path, given)
    assert (told.skipped, told.found) == ("", told.planted)
    assert told.planted > 0
    assert told.reads
    assert told.reference
    assert len(told.peaks) == 2


def test_a_reference_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "_run", lambda *_: {"error": "ModuleNotFoundError: No module named 'striprtf'"})
    given = argparse.Namespace(scale=0.001, rounds=1, no_memory=True)
    told = formats.measured(next(spec for spec in SPECS if spec.name == "rtf"), tmp_path, given)
    assert "striprtf" in formats.cells(told)[-1]
