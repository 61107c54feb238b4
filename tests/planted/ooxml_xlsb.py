"""A binary workbook, record by record ([MS-XLSB] 2.1.7), with a number at every place one can stand."""

from __future__ import annotations

import struct

from office_packages import TYPES, zipped
from planted import Case, Plant

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BIN = "application/vnd.ms-excel."
_SHEET = 'sheet "Pay" › '


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of BIFF12."""
    return _number(kind) + _number(len(data)) + data


def wide(text: str) -> bytes:
    """A string with its count."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, kind: int, value: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + value)


def _row(number: int, *cells: bytes) -> bytes:
    return record(0, struct.pack("<IIHBBI", number, 0, 300, 0, 0, 1) + struct.pack("<II", 0, 9)) + b"".join(cells)


def _relations(*lines: tuple[str, str, str]) -> str:
    told = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}{kind}" Target="{part}"/>' for name, kind, part in lines)
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{told}</Relationships>'


def _sheet(plant: Plant) -> bytes:
    literal = plant.record("text in a formula", _SHEET + "C3 › formula")
    formula = b"\x17" + struct.pack("<H", len(literal)) + literal.encode("utf-16-le")
    tokens = struct.pack("<H", 0) + struct.pack("<I", len(formula)) + formula + struct.pack("<I", 0)
    null = struct.pack("<i", -1)
    header = (
        wide("&L" + plant.record("header", _SHEET + "page")) + wide(plant.record("footer", _SHEET + "page")) + null * 4
    )
    rule = struct.pack("<II", 0, 1) + struct.pack("<IIII", 1, 1, 2, 2) + null * 3
    rule += wide(plant.record("prompt", _SHEET + "page")) + struct.pack("<II", 0, 0)
    return b"".join(
        [
            record(129),
            record(148, struct.pack("<IIII", 0, 2, 0, 2)),
            record(145),
            _row(0, _cell(0, 6, wide("Name")), _cell(1, 6, wide("SSN"))),
            _row(1, _cell(0, 6, wide("Ann Lee")), _cell(1, 6, wide(plant("cell", _SHEET + "B2")))),
            _row(
                2,
                _cell(0, 6, wide("Bob Ray")),
                _cell(1, 6, wide(plant("last cell", _SHEET + "B3"))),
                _cell(2, 8, wide("n") + tokens),
            ),
            record(146),
            record(64, rule),
            record(479, struct.pack("<H", 0) + header),
            record(130),
        ]
    )


def _book(plant: Plant) -> bytes:
    sheets = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Pay"))
    text = plant.record("name", "workbook")
    formula = b"\x17" + struct.pack("<H", len(text)) + text.encode("utf-16-le")
    name = struct.pack("<IBI", 0, 0, 0xFFFFFFFF) + wide("known") + struct.pack("<I", len(formula)) + formula
    book = record(131) + record(143) + sheets + record(144)
    book += record(39, name + struct.pack("<Ii", 0, -1)) + record(132)
    comment = struct.pack("<IIIII", 0, 4, 4, 3, 3) + bytes(16)
    comments = b"".join(
        [
            record(628),
            record(635, comment),
            record(637, b"\0" + wide(plant.record("comment", _SHEET + "D5 › comment"))),
            record(636),
        ]
    )
    cache = record(24, wide(plant.record("item of a pivot", "pivotCacheDefinition1")))
    other = record(361, struct.pack("<I", 0) + wide(plant.record("cell of another workbook", "externalLink1")))
    kinds = {
        "xl/workbook.bin": "sheet.binary.macroEnabled.main",
        "xl/worksheets/sheet1.bin": "worksheet",
        "xl/comments1.bin": "comments",
        "xl/pivotCache/pivotCacheDefinition1.bin": "pivotCacheDefinition",
        "xl/externalLinks/externalLink1.bin": "externalLink",
    }
    types = "".join(f'<Override PartName="/{part}" ContentType="{_BIN}{kind}"/>' for part, kind in kinds.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return zipped(
        {
            TYPES: f'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels}{types}</Types>',
            "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.bin")),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _relations(("rId1", "worksheet", "worksheets/sheet1.bin")),
            "xl/worksheets/sheet1.bin": _sheet(plant),
            "xl/worksheets/_rels/sheet1.bin.rels": _relations(("rId1", "comments", "../comments1.bin")),
            "xl/comments1.bin": comments,
            "xl/pivotCache/pivotCacheDefinition1.bin": cache,
            "xl/externalLinks/externalLink1.bin": other,
        }
    )


CASES = [Case("XLSB", "record by record", "a.xlsb", _book)]
