"""Workbooks of millions of rows, written row by row: nothing that makes them holds more than a block.

Rule: sheets are as long as Excel lets them be, each with a header; the first row of the first and the last of the last
name a person, all others are orders.
"""

from __future__ import annotations

import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
LONGEST = 1 << 20  # rows of a sheet
PERSONS = (("Ann Lee", "773-01-0001"), ("John Smith", "773-01-0002"))
_HEADER = ("id", "note", "city", "amount", "name", "ssn")
_BLOCK = 2000  # rows
_MAIN = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def xlsx(path: Path, rows: int) -> None:
    """A workbook of Excel, with shared strings."""
    words = [*_HEADER, *(f"order {number}" for number in range(5000)), "Springfield"]
    sheets = _lengths(rows)
    spread = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("workbook", "sheet.main"), ("sharedStrings", "sharedStrings")]
    parts += [(f"worksheets/sheet{number}", "worksheet") for number in range(1, len(sheets) + 1)]
    types = "".join(f"<Override PartName='/xl/{part}.xml' ContentType='{spread}.{kind}+xml'/>" for part, kind in parts)
    listed = "".join(f"<sheet name='S{at}' sheetId='{at}' r:id='r{at}'/>" for at in range(1, len(sheets) + 1))
    related = [(f"r{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
    related += [("s", "sharedStrings", "sharedStrings.xml")]
    rels = "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", f"<Types xmlns='{_PACKAGE}/content-types'>{rels}{types}</Types>")
        archive.writestr("_rels/.rels", _relations([("r", "officeDocument", "xl/workbook.xml")]))
        book = f"<workbook {_MAIN} xmlns:r='{_OFFICE}'><sheets>{listed}</sheets></workbook>"
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(related))
        strings = "".join(f"<si><t>{word}</t></si>" for word in words)
        archive.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}>{strings}</sst>")
        for number, (first, count) in enumerate(sheets, 1):
            cells = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCDEF"))
            head = f'<worksheet {_MAIN}><sheetData><row r="1">{cells}</row>'
            made = (_xlsx_row(at, *row) for at, row in enumerate(_rows(first, count, rows), 2))
            _write(archive, f"xl/worksheets/sheet{number}.xml", head, made, "</sheetData></worksheet>")


def _xlsx_row(at: int, number: int, person: tuple[str, str] | None) -> str:
    named = "".join(
        f'<c r="{letter}{at}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("EF", person or (), strict=False)
    )
    return (
        f'<row r="{at}"><c r="A{at}"><v>{number}</v></c><c r="B{at}" t="s"><v>{6 + number % 5000}</v></c>'
        f'<c r="C{at}" t="s"><v>5006</v></c><c r="D{at}"><v>{number % 900}.5</v></c>{named}</row>'
    )


def ods(path: Path, rows: int) -> None:
    """A sheet of OpenDocument."""
    names = " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "text", "table")
    )
    head = f"<?xml version='1.0'?><office:document-content {names}><office:body><office:spreadsheet>"
    tail = "</office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)

        def made() -> Iterator[str]:
            for number, (first, count) in enumerate(_lengths(rows), 1):
                yield f"<table:table table:name='S{number}'>" + _ods_row(_HEADER)
                for order, person in _rows(first, count, rows):
                    yield _ods_row((order, f"order {order % 5000}", "Springfield", order % 900 + 0.5, *(person or ())))
                yield "</table:table>"

        _write(archive, "content.xml", head, made(), tail)


def _ods_row(values: tuple[object, ...]) -> str:
    cells = ""
    for value in values:
        kind = '"string"' if isinstance(value, str) else f'"float" office:value="{value}"'
        cells += f"<table:table-cell office:value-type={kind}><text:p>{value}</text:p></table:table-cell>"
    return f"<table:table-row>{cells}</table:table-row>"


def xlsb(path: Path, rows: int) -> None:
    """A binary workbook of Excel: the parts are those of the tests, the sheets are put in their place."""
    sys.path.append(str(TESTS / "formats"))
    import xlsb_samples

    record, wide, empty = xlsb_samples.record, xlsb_samples.wide, xlsb_samples.xlsb

    sheets = _lengths(rows)
    frame = path.with_suffix(".frame")
    frame.write_bytes(empty(*[[] for _ in sheets]))

    def row(at: int, values: tuple[object, ...]) -> bytes:
        out: bytes = record(0, struct.pack("<IIHHBI", at, 0, 300, 0, 0, 0))
        for column, value in enumerate(values):
            cell = struct.pack("<II", column, 0)
            out += (
                record(6, cell + wide(value)) if isinstance(value, str) else record(5, cell + struct.pack("<d", value))
            )
        return out

    with (
        zipfile.ZipFile(frame) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name in old.namelist():
            if "worksheets" not in name:
                archive.writestr(name, old.read(name))
        for number, (first, count) in enumerate(sheets, 1):
            head = record(129) + record(148, struct.pack("<4I", 0, 0, 0, 0)) + record(145) + row(0, _HEADER)
            made = (
                row(at, (order, f"order {order % 5000}", "Springfield", order % 900 + 0.5, *(person or ())))
                for at, (order, person) in enumerate(_rows(first, count, rows), 1)
            )
            _write(archive, f"xl/worksheets/sheet{number}.bin", head, made, record(146) + record(130))
    frame.unlink()


KINDS: dict[str, Callable[[Path, int], None]] = {"xlsx": xlsx, "ods": ods, "xlsb": xlsb}


def _relations(related: list[tuple[str, str, str]]) -> str:
    each = "".join(
        f"<Relationship Id='{at}' Type='{_OFFICE}/{kind}' Target='{target}'/>" for at, kind, target in related
    )
    return f"<Relationships xmlns='{_PACKAGE}/relationships'>{each}</Relationships>"


def _lengths(rows: int) -> list[tuple[int, int]]:
    """(first row, rows) of each sheet."""
    return [(first, min(LONGEST - 1, rows - first)) for first in range(0, rows, LONGEST - 1)]


def _rows(first: int, count: int, of: int) -> Iterator[tuple[int, tuple[str, str] | None]]:
    """The rows of a sheet, each with its number and perhaps a person."""
    persons = {0: PERSONS[0], of - 1: PERSONS[1]}
    return ((number, persons.get(number)) for number in range(first, first + count))


def _write(
    archive: zipfile.ZipFile, name: str, head: str | bytes, rows: Iterator[str | bytes], tail: str | bytes
) -> None:
    """A member, a block at a time."""
    with archive.open(name, "w", force_zip64=True) as file:
        file.write(_bytes(head))
        while block := list(islice(rows, _BLOCK)):
            file.write(b"".join(map(_bytes, block)))
        file.write(_bytes(tail))


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece
