"""Cells of Excel 5 to 2003: every kind of record, strings cut anywhere, formats, and rows without end."""

from __future__ import annotations

import io
import struct
import tracemalloc
from itertools import chain

import pytest
from both_ways import both_ways
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from xls_samples import Sheet, chars, record, xls

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.compound import ole
from piiscan.formats.compound.ole_write import compound
from piiscan.formats.identify import identify_blob
from piiscan.formats.segments import grid
from piiscan.formats.sheets import text_table, xls_batches
from piiscan.formats.sheets.text_table import TextTable
from piiscan.formats.sheets.xls_cells import Reader
from piiscan.formats.sheets.xls_strings import SharedStrings
from piiscan.model import Blob, Reason, Segment

ZEROS, DATE, GENERAL = 1, 2, 0
GLOBALS = (
    record(0x41E, struct.pack("<H", 164) + chars("000\\-00\\-0000"))
    + record(0xE0, struct.pack("<HH16x", 0, 0))
    + record(0xE0, struct.pack("<HH16x", 0, 164))
    + record(0xE0, struct.pack("<HH16x", 0, 14))
)


each_way = both_ways("xls_records", "gathered")


def place(row: int, column: int, style: int = 0) -> bytes:
    return struct.pack("<HHH", row, column, style)


def small(value: int) -> int:
    return value << 2 | 2


def text_of(cells: bytes, globals_: bytes = GLOBALS) -> str:
    return read(xls(Sheet("A", [], cells), globals_=globals_), "a.xls").text


def test_every_kind_of_cell():
    real = struct.pack("<d", 1.5)
    cells = (
        record(0x27E, place(0, 0) + struct.pack("<I", small(10940001)))
        + record(0x27E, place(0, 1) + struct.pack("<I", small(12345) | 1))
        + record(0x27E, place(0, 2) + struct.pack("<I", struct.unpack("<Q", struct.pack("<d", 2.5))[0] >> 32 & ~3))
        + record(0xBD, struct.pack("<HH", 1, 0) + struct.pack("<HIHI", 0, small(71), 1, small(10940003)) + b"\1\0")
        + record(0x203, place(1, 2) + real)
        + record(0x205, place(1, 3) + b"\1\0")
        + record(0x06, place(1, 4) + struct.pack("<d", 40.0) + bytes(8))
        + record(0x06, place(1, 5) + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x207, chars("the result"))
        + record(0x06, place(1, 6) + b"\1\0\1\0\0\0\xff\xff" + bytes(8))
        + record(0xD6, place(1, 7) + chars("rich ë", wide=True) + bytes(2))
        + record(0x204, place(1, 8) + chars("é"))
    )
    text = text_of(cells)
    assert "10940001\x1f123.45\x1f2.5\x1e" in text
    assert "71\x1f010-94-0003\x1f1.5\x1fTRUE\x1f40\x1fthe result\x1fTRUE\x1frich ë\x1fé" in text


@pytest.mark.parametrize("more", ["", "日本", "a\x1eb"])
def test_texts_in_their_cells(more):
    """Those of a byte a character are put together where they stand, beside others, and as far as they go."""
    rows = [
        record(0x204, place(row, 0) + chars("Zoë\x1fLee"))
        + record(0x203, place(row, 1) + struct.pack("<d", row + 0.5))
        + record(0x204, place(row, 2) + chars(f"wide{more}", wide=True))
        + record(0x204, place(row, 3) + struct.pack("<HB", 900, 0) + b"cut")
        + record(0x204, place(row, 4) + struct.pack("<HB", 900, 1) + b"c\0u\0t")
        + record(0xD6, place(row, 5) + struct.pack("<HB", 3, 0) + b"rich")
        for row in range(60)
    ]
    shown = more.replace("\x1e", " ")
    lines = text_of(b"".join(rows)).split("\x1e")
    assert lines[1] == f"Zoë Lee\x1f1.5\x1fwide{shown}\x1fcut\x1fcu\ufffd\x1fric"
    assert lines[50] == lines[1].replace("1.5", "50.5")


def test_a_text_without_its_beginning_is_empty():
    last = record(0x204, place(60, 0) + struct.pack("<H", 3))  # no more: not even of how many bytes its characters are
    rows = [record(0x204, place(row, column) + chars("abc")) for row in range(60) for column in (0, 1)]
    for stream in (b"".join(rows) + last, b"".join(rows) + last + record(0x204, place(60, 1) + chars("end"))):
        assert "abc\x1fabc\x1e" in text_of(stream)
    batch = next(iter(xls_batches.batches([record(0x204, place(0, 0) + chars("abc")) + last])))
    _, _, texts = Reader().cells(batch, 0, 2)
    assert texts[0:1] == ["abc"] if isinstance(texts, list) else texts.text == "abc\x1e\x1e"


def test_formats_show_zeros_and_dates():
    cells = b"".join(
        record(0x203, place(row, style, style) + struct.pack("<d", value))
        for row in range(3)
        for style, value in ((GENERAL, 10940001), (ZEROS, 10940001), (DATE, 29221))
    )
    assert "10940001\x1f010-94-0001\x1f1980-01-01" in text_of(cells)
    assert "1984-01-02" in text_of(cells, GLOBALS + record(0x22, b"\1\0"))


def test_cells_of_excel_5():
    stream = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", 1251))
    stream += record(0x85, struct.pack("<IBB", len(stream) + 4 + 9 + 4, 0, 0) + b"\x02S1") + record(0x0A)
    name = "Иван".encode("cp1251")
    sheet = record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    for row in range(3):
        sheet += record(0x204, place(row, 0) + struct.pack("<H", len(name)) + name)
        sheet += record(0x204, place(row, 1) + struct.pack("<H", 11) + SSN.encode())
        sheet += record(0x06, place(row, 2) + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
        sheet += record(0x207, struct.pack("<H", 4) + name)
    result = read(compound({"Book": stream + sheet + record(0x0A)}), "a.xls")
    assert f"Иван\x1f{SSN}\x1fИван" in result.text
    assert result.places[SSN][0] == "SHEET S1 ROW 1 COLUMN 2"


TEXTS = ["", "Ann Lee", "é" * 40, "Ω" * 30, "x" * 400, SSN]


@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.integers(0, 3)), max_size=12), st.integers(1, 60))
def test_shared_strings_cut_anywhere(texts, width):
    pieces, now = [], bytearray(8)

    def cut(more: bytes, flags: int | None = None) -> None:
        """Bytes that may be parted; each continuation of characters tells their width again."""
        nonlocal now
        step = 1 if flags is None else 1 + flags
        for at in range(0, len(more), step):
            if len(now) + step > width + 8:
                pieces.append(bytes(now))
                now = bytearray() if flags is None else bytearray([flags])
            now += more[at : at + step]

    for text, extra in texts:
        wide = int(not text.isascii())
        head = struct.pack("<HB", len(text), wide | (8 if extra & 1 else 0) | (4 if extra & 2 else 0))
        head += (struct.pack("<H", 2) if extra & 1 else b"") + (struct.pack("<I", 5) if extra & 2 else b"")
        if len(now) + len(head) > width + 8:
            pieces.append(bytes(now))
            now = bytearray()
        now += head
        cut(text.encode("utf-16-le" if wide else "latin-1"), wide)
        cut(b"R" * (8 * (extra & 1) + 5 * (extra >> 1)))
    strings = SharedStrings()
    strings.begin(pieces[0] if pieces else bytes(now))
    for piece in [*pieces[1:], bytes(now)] if pieces else []:
        strings.go_on(piece)
    assert [strings.table[at] for at in range(len(texts) + 1)] == [*(text for text, _ in texts), ""]


def test_shared_strings_of_a_workbook():
    table = record(0xFC, struct.pack("<II", 2, 2) + chars("Name") + chars("SSN") + chars("Ann Lee") + chars(SSN)[:6])
    table += record(0x3C, b"\0" + SSN[3:].encode())
    cells = b"".join(record(0xFD, place(at // 2, at % 2) + struct.pack("<I", at)) for at in range(4))
    cells += record(0xFD, place(2, 0) + struct.pack("<I", 99))
    result = read(xls(Sheet("A", [], cells), globals_=table), "a.xls")
    assert result.places == {SSN: ["SHEET A ROW 2 COLUMN 2"]}


def test_two_tables_with_a_gap_and_cells_in_any_order():
    rows = [
        ("Name", "SSN"),
        *(("Ann Lee", f"010-94-{row:04}") for row in range(2, 60)),
        (),
        ("Id", "Town"),
        ("7", "Lynn"),
    ]
    result = read(xls(Sheet("A", rows)), "a.xls")
    assert result.places["010-94-0059"] == ["SHEET A ROW 59 COLUMN 2"]
    assert "Id\x1fTown\x1e" in result.text or "Id | Town" in result.text
    late = record(0x204, place(1, 3) + chars(SSN)) + record(0x204, place(0, 2) + chars("up"))
    assert read(xls(Sheet("A", rows, late)), "a.xls").places[SSN] == ["SHEET A ROW 2 COLUMN 4"]


def test_a_sheet_without_end_does_not_hide_the_next():
    data = xls(Sheet("A", [("x", 1)]), Sheet("B", [("Ann Lee", SSN)]))
    at = data.index(record(0x0A) + record(0x809)[:2], data.index(b"\x03\x02\x0e\x00"))
    result = read(data[:at] + record(0x01) + data[at + 4 :], "a.xls")
    assert result.places == {SSN: ["SHEET B ROW 1 COLUMN 2"]}


def test_copies_of_cells_in_a_chart_are_no_cells():
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6))
    chart += record(0x204, place(0, 0) + chars("010-94-0009")) + record(0x0A)
    result = read(xls(Sheet("A", [("Ann Lee", SSN)], chart + record(0x204, place(1, 0) + chars("after")))), "a.xls")
    assert "010-94-0009" not in result.text
    assert "after" in result.text


def test_more_cells_than_the_limit_are_said():
    data = xls(Sheet("A", [("Ann", row) for row in range(60)]))
    blob = Blob("a.xls", lambda: io.BytesIO(data))
    found = list(identify_blob(blob).extract(blob, new_context(replace(Limits(), cells=50))))
    assert [item.reason for item in found if not isinstance(item, Segment)] == [Reason.LIMIT]


@pytest.mark.parametrize("least", [1, 100, 1 << 20])
def test_where_batches_end_makes_no_difference(monkeypatch, least):
    monkeypatch.setattr(xls_batches, "_LEAST", least)
    formula = b"\0\0\0\0\0\0\xff\xff" + bytes(8)
    cells = b"".join(
        record(0x06, place(row, 0) + formula)
        + record(0x4BC, bytes(600))
        + record(0x207, struct.pack("<HB", 9 + len(str(row)), 0) + b"res")
        + record(0x3C, b"\0ult")
        + record(0x3C, f"\0 {row} on".encode())
        + record(0x204, place(row, 1) + chars(f"010-94-{row:04}"))
        for row in range(90)
    )
    result = read(xls(Sheet("A", [], cells)), "a.xls")
    assert len(result.places) == 90
    assert all(f"result {row} o\x1f010-94-{row:04}" in result.text for row in range(90))


@pytest.mark.parametrize("size", [211, 300, 457])
def test_the_text_of_a_formula_is_in_its_batch(monkeypatch, size):
    monkeypatch.setattr(xls_batches, "_LEAST", 200)
    records = (record(0x06, bytes(22)), record(0x207, b"\5\0\0re"), record(0x3C, b"\0sul"), record(0x204, bytes(9)))
    stream = b"".join(records) * 90
    found = list(xls_batches.batches(stream[at : at + size] for at in range(0, len(stream), size)))
    assert sum(len(batch.kinds) for batch in found) == 360
    assert len(found) > 10
    assert {int(batch.kinds[0]) for batch in found} <= {0x06, 0x204}


@pytest.mark.long
def test_memory_does_not_grow_with_the_rows(monkeypatch):
    for module, name in ((ole, "_CHUNK"), (xls_batches, "_LEAST"), (grid, "BLOCK")):
        monkeypatch.setattr(module, name, 16 << 10)
    names = (record(0x204, place(row, 0) + chars("Ann Lee of Lynn")) for row in range(3_000))
    numbers = (record(0x203, place(row, 1) + struct.pack("<d", row)) for row in range(3_000))
    cells = b"".join(chain.from_iterable(zip(names, numbers, strict=True)))

    def peak(sheets: int) -> int:
        data = xls(*(Sheet(f"S{number}", [], cells) for number in range(sheets)))
        blob = Blob("a.xls", lambda: io.BytesIO(data), size=len(data))
        tracemalloc.start()
        for _ in identify_blob(blob).extract(blob, new_context(Limits())):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is loaded once, whichever tests ran before
    assert peak(4) < peak(1) * 1.15


def test_texts_beyond_those_kept_are_the_same(monkeypatch):
    monkeypatch.setattr(text_table, "_KEPT", 10)
    table = TextTable()
    texts = [f"text {number}é\x1e"[: 6 + number % 5] for number in range(1000)]
    for start in range(0, 1000, 7):
        table.extend(texts[start : start + 7])
    assert [text.replace("\x1e", " ") for text in table.many(range(1000))] == [
        text.replace("\x1e", " ") for text in texts
    ]
    assert (table[-1], table[1000], len(table)) == ("", "", 1000)
    table.close()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_damage_raises(data):
    table = record(0xFC, struct.pack("<II", 2, 2) + chars("Name") + chars("SSN")) + GLOBALS
    cells = (
        record(0xBD, struct.pack("<HH", 1, 0) + struct.pack("<HIHI", 0, 5, 1, 9) + b"\1\0")
        + record(0x06, place(1, 5) + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x207, chars("the result"))
        + record(0xFD, place(2, 2) + bytes(4))
    )
    source = bytearray(xls(Sheet("A", [("Ann", 7)], cells), globals_=table))
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(512, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.xls")
