"""Workbooks of Excel 97-2003, built here record by record after MS-XLS."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from piiscan.formats.compound.ole_write import compound


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def chars(value: str, *, wide: bool = False, size: int = 2) -> bytes:
    data = value.encode("utf-16-le" if wide else "latin-1")
    return len(value).to_bytes(size, "little") + bytes([wide]) + data


@dataclass
class Sheet:
    title: str
    rows: Sequence[Sequence[object]] = ()
    beside: bytes = b""
    state: int = 0


def note(row: int, column: int, number: int, text: str, author: str = "Zoe", *, wide: bool = False) -> bytes:
    """A comment: its object, its text in two pieces, and the note that ties them to a cell."""
    return drawn(text, number, wide=wide) + record(
        0x1C, struct.pack("<4H", row - 1, column - 1, 0, number) + chars(author) + b"\0"
    )


def drawn(text: str, number: int, *, wide: bool = False) -> bytes:
    half = len(text) // 2
    return (
        record(0x5D, struct.pack("<5H", 0x15, 0x12, 0x19, number, 0) + bytes(16))
        + record(0x1B6, struct.pack("<HH6xHHI", 0, 0, len(text), 16, 0))
        + record(0x3C, chars(text[:half], wide=wide)[2:])
        + record(0x3C, chars(text[half:], wide=not wide)[2:])
        + record(0x3C, bytes(16))
    )


def header(text: str, *, footer: bool = False) -> bytes:
    return record(0x15 if footer else 0x14, chars(text))


def more_headers(even: str, first: str) -> bytes:
    counts = struct.pack("<H4H", 3, len(even), 0, len(first), 0)
    return record(0x89C, struct.pack("<H", 0x89C) + bytes(26) + counts + chars(even) + chars(first))


def link(row: int, column: int, target: str) -> bytes:
    return record(
        0x1B8, struct.pack("<4H", row - 1, row - 1, column - 1, column - 1) + bytes(24) + target.encode("utf-16-le")
    )


def validation(prompt: str, values: str) -> bytes:
    strings = b"".join(chars(text) for text in ("Title", "\0", prompt, "\0"))
    formula = b"\x17" + chars(values, size=1)
    return record(0x1BE, bytes(4) + strings + struct.pack("<HH", len(formula), 0) + formula)


def name(label: str, value: str) -> bytes:
    formula = b"\x17" + chars(value, size=1)
    head = struct.pack("<HBBHHHBBBB", 0, 0, len(label), len(formula), 0, 0, 0, 0, 0, 0)
    return record(0x18, head + b"\0" + label.encode("latin-1") + formula)


def other_cells(values: Sequence[object]) -> bytes:
    data = bytes([len(values) - 1, 0]) + b"\0\0"
    for value in values:
        data += b"\x02" + chars(value) if isinstance(value, str) else b"\x01" + struct.pack("<d", value)
    return record(0x5A, data)


def pivot(values: Sequence[str]) -> bytes:
    return b"".join(record(0xCD, chars(value)) for value in values)


def xls(*sheets: Sheet, globals_: bytes = b"", streams=None, version: int = 0x600) -> bytes:
    bof = record(0x809, struct.pack("<HHHHII", version, 5, 0x0DBB, 0x07CC, 0, 6))
    page = record(0x42, struct.pack("<H", 1200))
    bodies = [_sheet(sheet) for sheet in sheets]
    listing = b"".join(record(0x85, bytes(6) + chars(sheet.title, size=1)) for sheet in sheets)
    at = len(bof + page + listing + globals_ + record(0x0A))
    listing = b""
    for sheet, body in zip(sheets, bodies, strict=True):
        listing += record(0x85, struct.pack("<IBB", at, sheet.state, 0) + chars(sheet.title, size=1))
        at += len(body)
    stream = bof + page + listing + globals_ + record(0x0A) + b"".join(bodies)
    return compound({"Workbook": stream, **(streams or {})})


def _sheet(sheet: Sheet) -> bytes:
    out = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str) and cell:
                out += record(0x204, place + chars(cell))
            elif isinstance(cell, int):
                out += record(0x203, place + struct.pack("<d", cell))
    return out + sheet.beside + record(0x0A)
