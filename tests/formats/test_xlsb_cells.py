"""Cells of binary workbooks: every kind of record, cells far apart, records that are long or cut, and any damage."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
import python_calamine
from both_ways import both_ways
from format_samples import SSN, read, rezipped
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from xlsb_samples import record, wide, xlsb

from piiscan.config import Limits
from piiscan.formats.sheets import octets, xlsb_batches
from piiscan.model import Reason, Shape

TABLE = [(0, 0, "Name"), (0, 1, "SSN"), (1, 0, "Ann Lee"), (1, 1, SSN), (9, 1, "010-94-0002")]
FAR = (1_048_575, 16_383, "010-94-0003")


each_way = both_ways("xlsb_records", "gathered")


def test_cells_far_apart_are_read_one_by_one():
    tracemalloc.start()
    result = read(xlsb([*TABLE, FAR], TABLE), "a.xlsb")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.gaps == []
    assert result.places == {
        SSN: ["SHEET A ROW 2 COLUMN 2", "SHEET B ROW 2 COLUMN 2"],
        "010-94-0002": ["SHEET A ROW 10 COLUMN 2", "SHEET B ROW 10 COLUMN 2"],
        "010-94-0003": ["SHEET A ROW 1048576 COLUMN 16384"],
    }
    assert Shape.TABLE in result.shapes
    assert peak < 30 << 20


def test_calamine_reads_the_same():
    data = xlsb(TABLE, [(3, 2, "x"), *((row, 2, f"010-94-{row:04}") for row in range(4, 600))])
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    theirs = {
        str(value) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for value in row
    }
    ours = read(data, "a.xlsb")
    assert len(ours.places) == 598
    assert set(ours.places) == {value for value in theirs if value.startswith("010-94")}


def test_every_kind_of_cell():
    cells = (
        record(2, struct.pack("<IIi", 0, 0, 10940001 << 2 | 2))
        + record(5, struct.pack("<IId", 1, 0, 10940002.0))
        + record(9, struct.pack("<IId", 2, 0, 10940003.5) + bytes(4))
        + record(8, struct.pack("<II", 3, 0) + wide("formula") + bytes(4))
        + record(62, struct.pack("<IIB", 4, 0, 1) + wide("rich") + bytes(8))
        + record(7, struct.pack("<III", 5, 0, 1))
        + record(4, struct.pack("<IIB", 6, 0, 1))
        + record(6, struct.pack("<II", 7, 0) + wide("long \U0001f600 " * 20))
        + record(6, struct.pack("<II", 8, 0) + wide("a\x1eb\x1fc"))
    )
    row = record(0, struct.pack("<IIHHBI", 0, 0, 300, 0, 0, 0))
    sheet = record(129) + record(145) + row + cells + record(146) + record(130)
    strings = record(159) + record(19, b"\0" + wide("none")) + record(19, b"\0" + wide("shared")) + record(160)
    data = rezipped(xlsb([]), lambda name, old: sheet if name.endswith("sheet1.bin") else old)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", strings)
    text = read(out.getvalue(), "a.xlsb").text
    for value in ("10940001", "10940002", "10940003.5", "formula", "rich", "shared", "TRUE", "long \U0001f600 " * 16):
        assert value in text


def sheet_of(cells: bytes, **parts: bytes) -> bytes:
    """A workbook with these records in its sheet, and with more parts."""
    sheet = record(129) + record(145) + cells + record(146) + record(130)
    out = io.BytesIO(rezipped(xlsb([]), lambda name, old: sheet if name.endswith("sheet1.bin") else old))
    with zipfile.ZipFile(out, "a") as archive:
        for name, data in parts.items():
            archive.writestr(f"xl/{name}.bin", data)
    return out.getvalue()


def row_of(number: int) -> bytes:
    return record(0, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0))


def test_formats_show_zeros_and_dates():
    styles = (
        record(44, struct.pack("<H", 164) + wide("000-00-0000")) + record(626) + record(47, bytes(16)) + record(627)
    )
    styles += record(617) + b"".join(record(47, struct.pack("<HH", 0, code) + bytes(12)) for code in (0, 164, 14))
    styles += record(618)
    cells = b"".join(
        row_of(row)
        + b"".join(record(5, struct.pack("<IId", at, at, (10940001, 10940001, 29221)[at])) for at in range(3))
        for row in range(3)
    )
    assert "10940001\x1f010-94-0001\x1f1980-01-01\x1e" in read(sheet_of(cells, styles=styles), "a.xlsb").text
    # A truth value in the options of the workbook: the calendar of the Macintosh.
    options = record(153, struct.pack("<IIII", 1, 0, 0, 0))
    data = rezipped(
        sheet_of(cells, styles=styles), lambda name, old: old + options if name.endswith("book.bin") else old
    )
    assert "1984-01-02" in read(data, "a.xlsb").text


@pytest.mark.parametrize("most", [40, 1000, 128 << 10])
def test_where_batches_end_makes_no_difference(monkeypatch, most):
    monkeypatch.setattr(octets, "_MOST", most)
    monkeypatch.setattr(xlsb_batches, "_LEAST", most // 2)
    rows = [
        (row, column, text) for row in range(300) for column, text in ((0, "Ann Lee"), (1, f"010-94-{row:04}"), (2, ""))
    ]
    rows.insert(500, (166, 200, "far"))
    result = read(xlsb([*rows, (301, 0, ""), (302, 0, "x" * 70_000), (303, 1, "010-94-0999")]), "a.xlsb")
    assert (len(result.places), result.gaps) == (301, [])
    assert all(result.places[f"010-94-{row:04}"] == [f"SHEET A ROW {row + 1} COLUMN 2"] for row in range(300))
    assert result.places["010-94-0999"] == ["SHEET A ROW 304 COLUMN 2"]
    assert "far" in result.text


def test_a_record_that_is_too_long_is_passed_by():
    def cell(row: int, text: str) -> bytes:
        return row_of(row) + record(6, struct.pack("<II", 0, 0) + wide(text))

    result = read(sheet_of(cell(0, SSN) + record(1000, bytes(3 << 20)) + cell(1, "010-94-0002")), "a.xlsb")
    assert set(result.places) == {SSN, "010-94-0002"}
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]
    result = read(sheet_of(cell(0, SSN) + b"\x06\xff\xff\xff\x7f"), "a.xlsb")
    assert SSN in result.places
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_more_cells_than_the_limit_are_said():
    data = xlsb([(row, column, f"text {row}") for row in range(60) for column in range(2)])
    result = read(data, "a.xlsb", replace(Limits(), cells=50))
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_a_sheet_that_no_workbook_lists_is_read():
    data = rezipped(xlsb(TABLE), lambda name, old: b"" if name.endswith("workbook.bin") else old)
    assert read(data, "a.xlsb").places[SSN] == ["SHEET sheet1.bin ROW 2 COLUMN 2"]


@settings(max_examples=100)
@given(st.integers(0, 500), st.binary(min_size=1, max_size=5))
def test_no_damage_raises_anything_but_a_verdict(at, junk):
    data = rezipped(
        xlsb(TABLE, TABLE),
        lambda name, old: old[:at] + junk + old[at + len(junk) :] if name.endswith(".bin") else old,
    )
    read(data, "a.xlsb")
