"""BSON: told by its structure, read up to where it is damaged and on behind that."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest
from format_samples import SSN, read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.objects.bson import is_bson
from piiscan.model import Reason

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))
from planted import Plant
from planted_bson import _document, _dump, _made, _text

ONE = _document((2, "name", _text("Ann Lee")), (2, "ssn", _text(SSN)))


def test_a_document_that_is_damaged_costs_no_other():
    broken = bytearray(ONE)
    broken[4] = 0x55  # no kind of element
    result = read(ONE + bytes(broken) + ONE, "a.bson")
    assert result.format == "bson"
    assert len(result.places[SSN]) == 2
    assert [(gap.reason, gap.detail.split()[0]) for gap in result.gaps] == [(Reason.CORRUPT, "1")]


@pytest.mark.parametrize("cut", range(1, len(ONE), 3))
def test_what_stands_before_a_cut_is_read(cut):
    result = read(ONE + ONE[:cut], "a.bson")
    assert len(result.places[SSN]) >= 1
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


@pytest.mark.parametrize("build", [_made, _dump])
def test_it_is_told_by_what_it_holds(build):
    data = build(Plant())
    assert is_bson(data[:4096], "dump")
    assert read(data, "dump").format == "bson"


@pytest.mark.parametrize(
    "head",
    [
        b"\x16\0\0\0\x02\1\2\0",
        b"\x10\0\0\0\x02a\0\xff\xff\xff\x7f",
        b"\5\0\0\0\0",
        struct.pack("<i", 30) + b"\x10a\0\0\0\0\0" + b"no end",
        "Ann Lee".encode("utf-16-le"),
        bytes(40),
    ],
)
def test_other_data_are_none(head):
    assert not is_bson(head, "a")


@given(st.binary(min_size=1, max_size=200))
def test_no_bytes_are_a_crash(data):
    is_bson(data, "a.bson")
    read(ONE + data, "a.bson")
    read(struct.pack("<i", len(data) + 5) + data + b"\0" + ONE, "a.bson")


def test_documents_in_documents_without_end():
    deep = b"".join(struct.pack("<i", 1 << 20) + b"\x03a\0" for _ in range(100_000))
    result = read(ONE + deep, "a.bson")
    assert SSN in result.places
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}
