"""Excel 97-2003: cells of all sheets, and what stands beside them; no damage that is a fault."""

from __future__ import annotations

import struct
import tracemalloc

import pytest
from doc_samples import macro, package, picture, property_set
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from xls_samples import (
    Sheet,
    chars,
    drawn,
    header,
    link,
    more_headers,
    name,
    note,
    other_cells,
    pivot,
    record,
    validation,
    xls,
)

from piiscan.formats.compound.ole_write import compound
from piiscan.model import Reason, Shape

ROWS = [("Name", "SSN"), ("Ann Lee", SSN), ("Bo Lee", 10940002)]


def book(**options) -> bytes:
    beside = (
        header('&L&"Arial,Bold"&12 of 010-94-0011')
        + header("&C010-94-0012", footer=True)
        + more_headers("even 010-94-0013", "first 010-94-0014")
        + note(2, 3, 7, "see 010-94-0015")
        + note(3, 1, 8, "wide 010-94-0016", wide=True)
        + drawn("box\r010-94-0017", 9)
        + link(2, 2, "http://example.com/?ssn=010-94-0018")
        + validation("enter 010-94-0019", "a\x00010-94-0020")
    )
    sheets = (Sheet("Pay", ROWS, beside), Sheet("Hid", [(1, "010-94-0021")], state=2))
    outside = name("Boss", "010-94-0022") + other_cells(["Ann Lee", "010-94-0023", 10940024.0])
    return xls(*sheets, globals_=outside, **options)


def test_cells_and_what_stands_beside_them():
    streams = {"_SX_DB_CUR": {"0001": pivot(["Ann Lee", "010-94-0025"])}}
    result = read(book(streams=streams), "a.xls")
    assert (result.format, result.gaps) == ("xls", [])
    assert Shape.TABLE in result.shapes
    assert result.places == {
        SSN: ["SHEET Pay ROW 2 COLUMN 2"],
        "010-94-0021": ["SHEET Hid ROW 1 COLUMN 2"],
        "010-94-0011": ["SHEET Pay PART header LINE 1"],
        "010-94-0012": ["SHEET Pay PART footer LINE 1"],
        "010-94-0013": ["SHEET Pay PART header LINE 1"],
        "010-94-0014": ["SHEET Pay PART header LINE 1"],
        "010-94-0015": ["SHEET Pay ROW 2 COLUMN 3 PART comment"],
        "010-94-0016": ["SHEET Pay ROW 3 COLUMN 1 PART comment"],
        "010-94-0017": ["SHEET Pay PART text box 1 LINE 2"],
        "010-94-0018": ["SHEET Pay ROW 2 COLUMN 2 PART link"],
        "010-94-0019": ["SHEET Pay PART validation LINE 2"],
        "010-94-0020": ["SHEET Pay PART validation LINE 4"],
        "010-94-0022": ["PART names LINE 1"],
        "010-94-0023": ["PART cells of other workbooks LINE 1"],
        "010-94-0025": ["PART pivot cache LINE 1"],
    }
    assert "Ann Lee | 010-94-0023 | 10940024" in result.text


def test_the_title_of_a_sheet_with_a_number_is_read():
    result = read(xls(Sheet("Lee 010-94-0001", [(1, "x")]), Sheet("Q3", [(1, "y")])), "a.xls")
    assert result.places == {SSN: ["PART workbook"]}
    assert "Q3" not in result.text


def test_codes_of_headers_are_no_text():
    result = read(xls(Sheet("A", ROWS, header('&L&"Arial,Bold"&12Ann&RLee'))), "a.xls")
    assert "Ann Lee\n" in result.text


def test_notes_of_excel_5():
    def old(row, text):
        return record(0x1C, struct.pack("<3H", row, 1, len(text)) + text)

    beside = old(1, b"first 010-94-") + old(0xFFFF, b"0003")
    stream = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0))
    listing = record(0x85, struct.pack("<IBB", len(stream) + 4 + 9 + 4, 0, 0) + b"\x02S1")
    sheet = (
        record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
        + beside
        + record(0x14, b"\x0bAnn 94-0004")
        + record(0x0A)
    )
    result = read(compound({"Book": stream + listing + record(0x0A) + sheet}), "a.xls")
    assert result.places["010-94-0003"] == ["SHEET S1 ROW 2 COLUMN 2 PART comment"]
    assert "Ann 94-0004" in result.text


def test_properties_and_objects():
    streams = {
        "\x05SummaryInformation": property_set({4: "010-94-0030"}),
        "MBD0001": {"\x01Ole10Native": package("a.txt", b"010-94-0031")},
    }
    result = read(xls(Sheet("A", ROWS), streams=streams), "a.xls")
    assert result.places["010-94-0030"] == ["PART properties"]
    assert result.child("object 1 a.txt").places == {"010-94-0031": ["LINE 1 COLUMN 1 BYTE 0"]}


def test_pictures_and_macros():
    png = picture(b"\x89PNG\r\n\x1a\n" + b"x" * 500)
    drawings = record(0xEB, png[:300]) + record(0x3C, png[300:])
    macros = macro(b'Attribute VB_Name = "M"\r\n\' 010-94-0032\r\n')
    result = read(xls(Sheet("A", ROWS), globals_=drawings, streams={"_VBA_PROJECT_CUR": macros}), "a.xls")
    assert [child.name for child in result.children] == ["picture 1.png"]
    assert result.places["010-94-0032"] == ["PART macro Module1 LINE 2 COLUMN 3"]


def test_what_calamine_refuses_is_read_beside_the_cells():
    source = compound({"Workbook": record(0x809, b"\0\x06\x05\0") + name("Boss", SSN) + record(0x85, b"")})
    result = read(source, "a.xls")
    assert result.places == {SSN: ["PART names LINE 1"]}
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}


def test_counts_that_lie():
    beside = record(0x14, b"\xff\xff\x01ab") + record(0x1B6, b"\0" * 4) + record(0x5A, b"\xff\0\0\0\x02\xff\xff\0")
    result = read(xls(Sheet("A", ROWS, beside + header(f"end {SSN}"))), "a.xls")
    assert len(result.places[SSN]) == 2
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


@pytest.mark.parametrize("size", [0, 100, 600, 1500, 2000])
def test_a_workbook_cut_off(size):
    assert read(book()[:size], "a.xls").format in {"text", "xls", "ole-damaged"}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    source = bytearray(book(streams={"MBD1": {"Package": chars("x")}}))
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.xls")


@pytest.mark.timeout(20)
def test_a_chain_of_sectors_without_end_is_no_way_round_and_round():
    data = bytearray(book())
    (start,) = struct.unpack_from("<I", data, 60)  # of the table of small sectors
    struct.pack_into("<I", data, 512 * (start + 1) + 4 * 14, 13)
    result = read(bytes(data), "a.xls")
    assert "010-94-0011" in result.places
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}


def test_cells_far_apart_are_held_close_together():
    far = [(SSN,), *[()] * 65_534, (*[None] * 255, "010-94-0002")]
    tracemalloc.start()
    result = read(xls(Sheet("A", far), Sheet("Empty"), Sheet("B", [(1, 2), *far[:-2], far[-1]])), "a.xls")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.gaps == []
    assert result.places == {
        SSN: ["SHEET A ROW 1 COLUMN 1", "SHEET B ROW 2 COLUMN 1"],
        "010-94-0002": ["SHEET A ROW 65536 COLUMN 256", "SHEET B ROW 65536 COLUMN 256"],
    }
    assert peak < 100 << 20
