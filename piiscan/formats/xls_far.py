"""Cells of an Excel 97-2003 workbook that stand far apart, moved together by rows for a reader that holds rectangles.

calamine opens all sheets at once, each as the full rectangle round its cells: two cells in opposite corners are 16.7
million. A row number stands in the record of each cell (MS-XLS 2.5.13), so rows without cells can be taken out, and the
places put back behind.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.model import Reason, Unscannable

_LARGEST = 8_000_000  # cells of all rectangles; calamine takes up to 64 bytes for each
_BOF, _EOF, _BOUND_SHEET, _LOCK, _MANY = 0x809, 0x0A, 0x85, 0x2F, 0xBD
# NUMBER, LABEL, BOOLERR, RK, LABELSST, MULRK, FORMULA in its ages, RSTRING
_CELLS = frozenset({0x203, 0x204, 0x205, 0x27E, 0xFD, _MANY, 0x06, 0x206, 0x406, 0xD6, 0x03, 0x04, 0x05})
_HEAD, _PLACE = struct.Struct("<HH"), struct.Struct("<HH")


class Gathered(NamedTuple):
    """The workbook with its rows moved together, and by sheet the rows they were (from 0 on)."""

    data: bytes
    rows: list[list[int]]


@dataclass(slots=True)
class _Spread:
    rows: set[int] = field(default_factory=set)
    first: int = 1 << 16
    last: int = 0

    def add(self, row: int, first: int, last: int) -> None:
        self.rows.add(row)
        self.first, self.last = min(self.first, first), max(self.last, last)

    def cells(self, rows: int) -> int:
        return rows * (self.last - self.first + 1) if self.rows else 0


def gathered(data: bytes) -> Gathered | None:
    """None for a workbook that can be read as it is. Raises `Unscannable` (LIMIT) for one that no way helps."""
    sheets: dict[int, _Spread] = {}  # by where they begin
    listed: list[int] = []
    for start, kind, at, length in _records(data):
        if kind == _LOCK:
            return None  # what follows is in a cipher
        if kind == _BOUND_SHEET and length >= 4:
            listed.append(int.from_bytes(data[at : at + 4], "little"))
        elif kind in _CELLS and length >= _PLACE.size:
            row, column = _PLACE.unpack_from(data, at)
            last = int.from_bytes(data[at + length - 2 : at + length], "little") if kind == _MANY else column
            sheets.setdefault(start, _Spread()).add(row, column, max(column, last))
    if sum(sheet.cells(max(sheet.rows) - min(sheet.rows) + 1) for sheet in sheets.values()) <= _LARGEST:
        return None
    if sum(sheet.cells(len(sheet.rows)) for sheet in sheets.values()) > _LARGEST:
        raise Unscannable(Reason.LIMIT, f"cells so far apart that more than {_LARGEST} would be held (limit: cells)")
    order = {start: sorted(sheet.rows) for start, sheet in sheets.items()}
    numbers = {start: {row: number for number, row in enumerate(rows)} for start, rows in order.items()}
    out = bytearray(data)
    for start, kind, at, length in _records(data):
        if kind in _CELLS and length >= _PLACE.size:
            row = int.from_bytes(data[at : at + 2], "little")
            out[at : at + 2] = numbers[start][row].to_bytes(2, "little")
    return Gathered(bytes(out), [order.get(start, []) for start in listed])


def _records(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(where its sheet begins, kind, where its content begins, its length) of each record."""
    at = depth = start = 0
    last, head = len(data) - _HEAD.size, _HEAD.unpack_from
    while at <= last:
        kind, length = head(data, at)
        if kind == _BOF:
            depth += 1
            if depth == 1:
                start = at
        elif kind == _EOF:
            depth = max(0, depth - 1)
        content = at + _HEAD.size
        yield start, kind, content, min(length, len(data) - content)
        at = content + length
