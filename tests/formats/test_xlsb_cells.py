"""Cells of binary workbooks: read by calamine, and by ourselves where that would take all the memory there is."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
from format_samples import SSN, read, rezipped
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsb_samples import record, wide, xlsb

from piiscan.formats import xlsb_cells as module
from piiscan.model import Shape

TABLE = [(0, 0, "Name"), (0, 1, "SSN"), (1, 0, "Ann Lee"), (1, 1, SSN), (9, 1, "010-94-0002")]
FAR = (1_048_575, 16_383, "010-94-0003")


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


def test_both_readers_give_the_same(monkeypatch):
    data = xlsb(TABLE, [(3, 2, "x"), *((row, 2, f"010-94-{row:04}") for row in range(4, 600))])
    fast = read(data, "a.xlsb")
    monkeypatch.setattr(module, "_LARGEST", 0)
    slow = read(data, "a.xlsb")
    assert len(fast.places) == 598
    assert (slow.places, slow.text) == (fast.places, fast.text)


def test_every_kind_of_cell(monkeypatch):
    cells = (
        record(2, struct.pack("<IIi", 0, 0, 10940001 << 2 | 2))
        + record(5, struct.pack("<IId", 1, 0, 10940002.0))
        + record(9, struct.pack("<IId", 2, 0, 10940003.5) + bytes(4))
        + record(8, struct.pack("<II", 3, 0) + wide("formula") + bytes(4))
        + record(62, struct.pack("<IIB", 4, 0, 1) + wide("rich") + bytes(8))
        + record(7, struct.pack("<III", 5, 0, 1))
    )
    row = record(0, struct.pack("<IIHHBI", 0, 0, 300, 0, 0, 0))
    sheet = record(129) + record(145) + row + cells + record(146) + record(130)
    strings = record(159) + record(19, b"\0" + wide("none")) + record(19, b"\0" + wide("shared")) + record(160)
    data = rezipped(xlsb([]), lambda name, old: sheet if name.endswith("sheet1.bin") else old)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", strings)
    monkeypatch.setattr(module, "_LARGEST", 0)
    text = read(out.getvalue(), "a.xlsb").text
    for value in ("10940001", "10940002", "10940003.5", "formula", "rich", "shared"):
        assert value in text


@pytest.mark.parametrize("largest", [0, 8_000_000])
def test_no_damage_raises_anything_but_a_verdict(monkeypatch, largest):
    monkeypatch.setattr(module, "_LARGEST", largest)

    @settings(max_examples=60)
    @given(st.integers(0, 500), st.binary(min_size=1, max_size=5))
    def damaged(at, junk):
        data = rezipped(
            xlsb(TABLE, TABLE),
            lambda name, old: old[:at] + junk + old[at + len(junk) :] if name.endswith(".bin") else old,
        )
        read(data, "a.xlsb")

    damaged()
