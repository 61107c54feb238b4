"""Binary workbooks of Excel (.xlsb), built here record by record after MS-XLSB 2.1.4."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from format_samples import zipped

_TYPES = (
    b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    b"<Default Extension='bin' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/>"
    b"<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/></Types>"
)
_RELATIONS = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
_RELATION = (
    "<Relationship Id='{}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}' Target='{}'/>"
)


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return number + length + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(*sheets: Sequence[tuple[int, int, str]]) -> bytes:
    """A workbook of sheets A, B and so on, each of cells (row, column, text), from 0 on, by rows."""
    listed, relations, members = b"", "", {}
    for number, cells in enumerate(sheets, 1):
        listed += record(156, struct.pack("<II", 0, number) + wide(f"rId{number}") + wide(chr(64 + number)))
        relations += _RELATION.format(f"rId{number}", "worksheet", f"worksheets/sheet{number}.bin")
        members[f"xl/worksheets/sheet{number}.bin"] = _sheet(cells)
    book = record(131) + record(143) + listed + record(144) + record(132)
    root = _RELATION.format("rId1", "officeDocument", "xl/workbook.bin")
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format(root).encode(),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _RELATIONS.format(relations).encode(),
            **members,
        }
    )


def _sheet(cells: Sequence[tuple[int, int, str]]) -> bytes:
    out = record(129) + record(148, struct.pack("<4I", 0, 0, 0, 0)) + record(145)
    row = -1
    for at, column, text in cells:
        if at != row:
            out += record(0, struct.pack("<IIHHBI", at, 0, 300, 0, 0, 0))
            row = at
        out += record(6, struct.pack("<II", column, 0) + wide(text))
    return out + record(146) + record(130)
