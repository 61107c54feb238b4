"""Texts glued together out of others: they are made again by their seed, and what goes wrong with one is told."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import splices

from piiscan.pairing.prose.reader import ProseReader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no timer of processor time")
FORM = b"Name: Ann Lee\nSSN: 010-94-0001\n"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.txt"
    path.write_bytes(FORM)
    return path


def test_the_same_seed_makes_the_same_texts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(FORM * 4)
    (tmp_path / "b.csv").write_bytes(b"name,ssn\nBob Ray,010-94-0002\n" * 4)
    (tmp_path / "c.bin").write_bytes(b"no text")
    files = splices.texts([tmp_path])
    assert sorted(files) == [".csv", ".txt"]
    made = [[splices.splice(rng, files) for _ in range(60)] for rng in (Random(1), Random(1), Random(2))]
    assert made[0] == made[1] != made[2]
    assert len({data for _, data in made[0]}) > 30


def test_a_good_scan_has_no_fault(form: Path) -> None:
    assert list(splices.faults(form, len(FORM))) == []


def test_an_error_of_the_program_is_told(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(ProseReader, "read", broken)
    (fault,) = splices.faults(form, len(FORM))
    assert fault.startswith("error: IndexError")


def test_one_that_does_not_end_is_ended(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(ProseReader, "read", endless)
    monkeypatch.setattr(splices, "ENDED", 0.2)
    before = signal.signal(signal.SIGPROF, splices._ring)
    try:
        assert "endless" in list(splices.faults(form, len(FORM)))
    finally:
        signal.signal(signal.SIGPROF, before)
