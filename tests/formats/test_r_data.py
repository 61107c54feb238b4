"""Data of R: frames, vectors, lists, environments, code and objects by name; nothing of it is evaluated."""

from __future__ import annotations

import gzip
import lzma
import random
import struct

import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from r_samples import native, rdata, rds

from piiscan.formats.datasets import r_items
from piiscan.model import Reason

FRAME = gzip.decompress(rds())
ALL = lzma.decompress(rdata())
ROWS = f"Ann Lee\x1f{SSN}\x1f\x1fa\x1eBob Ray\x1f010-94-0002\x1f10940003\x1fb\x1e"


@pytest.mark.parametrize("data", [FRAME, native()], ids=["big-endian", "native"])
def test_a_frame(data):
    result = read(data)
    assert result.format == "r-data"
    assert result.text.startswith(f"name\x1fv17: Social Security Number\x1fssn\x1fsex\x1e{ROWS}")
    assert result.places[SSN] == ["ROW 1 COLUMN 2 KEY v17"]
    assert result.gaps == []


def test_every_kind_of_object():
    result = read(rdata()).children[0]
    assert result.format == "r-data"
    assert result.gaps == []
    assert {number: places[0] for number, places in result.places.items()} == {
        SSN: "TABLE people ROW 1 COLUMN 2 KEY v17",
        "010-94-0002": "TABLE people ROW 2 COLUMN 2 KEY v17",
        "010-94-0004": "TABLE keyed ROW 1 COLUMN 1 KEY keyed",
        "010-94-0005": "TABLE keyed ROW 2 COLUMN 1 KEY keyed",
        "010-94-0006": "KEY records[[1]]$ssn",
        "010-94-0007": "KEY records[[2]]$ssn",
        "010-94-0008": "TABLE cells ROW 1 COLUMN 2 KEY ssn",
        "010-94-0009": "TABLE cells ROW 2 COLUMN 2 KEY ssn",
        "010-94-0010": "KEY hidden$note",
        "010-94-0011": "KEY code",
        "010-94-0012": "KEY object$about",
        "010-94-0013": "KEY bytes",
    }
    assert "Ann Lee\x1f10940014\x1eBob Ray\x1f10940015\x1e" in result.text


def test_cut_short():
    result = read(FRAME[: FRAME.index(b"Bob Ray")])
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    result = read(ALL[: ALL.index(b"010-94-0012")])
    assert len(result.places) == 10
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_damage_in_the_middle_hides_nothing_behind_it():
    at = ALL.index(b"010-94-0006") - 8
    result = read(ALL[:at] + b"\0\0\0\x63" + ALL[at + 4 :])
    assert "010-94-0009" in result.places
    assert result.gaps


def test_more_items_than_are_kept(monkeypatch):
    monkeypatch.setattr(r_items, "_MOST", 20)
    result = read(ALL)
    assert SSN in result.places
    assert "010-94-0012" in result.places
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_lists_in_lists_without_end():
    deep = b"X\n" + struct.pack(">iii", 2, 0, 0) + struct.pack(">ii", 19, 1) * 20_000
    assert [gap.reason for gap in read(deep).gaps] == [Reason.CORRUPT]


@pytest.mark.parametrize("length", [(1 << 31) - 1, -1])
def test_a_length_that_lies(length):
    for kind in (10, 13, 14, 16, 19, 24):
        data = b"X\n" + struct.pack(">iiiii", 2, 0, 0, kind, length) + bytes(64) + SSN.encode()
        assert read(data).gaps


@pytest.mark.parametrize("data", [FRAME, ALL], ids=["frame", "all"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_changed_bytes_raise_nothing(data, seed, changes):
    generator = random.Random(seed)
    changed = bytearray(data)
    for _ in range(changes):
        changed[generator.randrange(len(changed))] = generator.randrange(256)
    read(bytes(changed))
