"""Binary workbooks: damage costs what it hits, and no bytes make the walk of the records fail."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest
from format_samples import read, rezipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.sheets.xlsb_records import records, strings, texts_in_formula
from piiscan.model import Reason, Unscannable

sys.path.insert(0, str(Path(__file__).parent.parent / "planted"))

from ooxml_xlsb import CASES, record, wide
from planted import Plant

PLANT = Plant()
BOOK = CASES[0].build(PLANT)


def test_records_and_their_strings():
    data = record(479, b"\0\0" + wide("left &P") + wide("right")) + record(3)
    found = list(records([data[:7], data[7:]]))
    assert [kind for kind, _ in found] == [479, 3]
    assert list(strings(found[0][1])) == ["left &P", "right"]
    assert list(texts_in_formula(b"\x1e\x17\x02\0a\0b\0\x08")) == ["ab"]


@pytest.mark.parametrize("data", [record(5, b"abc")[:-1], b"\x05"])
def test_a_record_that_is_cut_off_is_said(data):
    with pytest.raises(Unscannable) as trouble:
        list(records([data]))
    assert trouble.value.reason is Reason.CORRUPT


def test_a_record_that_claims_too_much_is_a_limit():
    with pytest.raises(Unscannable) as trouble:
        list(records([b"\x05\xff\xff\xff\x7f"]))
    assert trouble.value.reason is Reason.LIMIT


def test_a_damaged_part_costs_only_itself():
    damaged = rezipped(BOOK, lambda name, data: data[:-5] if name == "xl/comments1.bin" else data)
    result = read(damaged, "a.xlsb")
    cell = next(ssn for ssn, (name, _) in PLANT.places.items() if name == "cell")
    assert result.places[cell] == ["SHEET Pay ROW 2 COLUMN 2"]
    assert any(gap.reason is Reason.CORRUPT for gap in result.gaps)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["xl/workbook.bin", "xl/worksheets/sheet1.bin", "xl/comments1.bin"]),
       st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=8))  # fmt: skip
def test_no_damage_raises_anything(part, changes):
    def damaged(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        bent = bytearray(data)
        for offset, byte in changes:
            bent[offset % len(bent)] = byte
        return bytes(bent)

    read(rezipped(BOOK, damaged), "a.xlsb")


def test_a_comment_is_part_of_its_row(scan):
    """Whose number it has is whom the row names, not who wrote it; on no row it is a text of its own."""

    def comment(row: int, column: int, text: str) -> bytes:
        cell = struct.pack("<IIIII", 0, row, row, column, column) + bytes(16)
        return record(635, cell) + record(637, b"\0" + wide(text)) + record(636)

    said = comment(2, 1, "Kevin Doyle:\nSSN 010-94-0077") + comment(8, 0, "SSN 010-94-0078")
    part = record(628) + record(630) + record(632, wide("Kevin Doyle")) + record(631) + said
    book = rezipped(BOOK, lambda name, data: part if name == "xl/comments1.bin" else data)
    places = read(book, "a.xlsb").places
    assert places["010-94-0077"] == ["SHEET Pay ROW 3 COLUMN 2 PART comment"]
    assert places["010-94-0078"] == ["SHEET Pay ROW 9 COLUMN 1 PART comment"]
    persons = {number: person for person, number in scan(book, "a.xlsb").persons()}
    assert (persons["010940077"], persons.get("010940078")) == ("bob ray", None)
