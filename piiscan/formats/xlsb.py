"""Binary workbooks (.xlsb): cells, and the texts of all other records of their parts.

Rule: a record is told by the strings in it, whatever it is ([MS-XLSB] 2.5.169: a count of 32 bits and UTF-16), so
that none has to be known by name; only comments and formulas say which cell they belong to.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.docx_said import numbered
from piiscan.formats.flow import Flow
from piiscan.formats.ooxml import Package, links, open_package, properties, relations
from piiscan.formats.xlsb_cells import extract_cells
from piiscan.formats.xlsb_records import records, strings, texts_in_formula
from piiscan.formats.xlsx_side import beside, header_text
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

_ROW, _FORMULAS, _LAST_CELL = 0, frozenset({8, 9, 10, 11}), 12  # [MS-XLSB] 2.3.2
_SHEET, _HEADERS, _COMMENT, _COMMENT_TEXT = 156, 479, 635, 637
_LOOKS = ("ms-excel.styles", "sharedStrings", "calcChain", "binIndexWs", "binIndexMs", "printerSettings", "theme+xml",
          "sheetMetadata", "vbaProject")  # fmt: skip
_RELATION = re.compile(r"rId\w+")


def extract_xlsb(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Cells, then what stands beside them, sheet by sheet; then the other parts."""
    trouble: Unscannable | None = None
    try:
        yield from extract_cells(blob, context)
    except Unscannable as error:
        if error.reason is Reason.ENCRYPTED:
            raise
        trouble = error
    with blob.open() as stream:
        package = open_package(blob, stream, context)
        if package is None:
            if trouble is not None:
                raise trouble
            return
        yield from _beside(package)
    if trouble is not None:
        yield Gap(trouble.reason, trouble.detail)


def _beside(package: Package) -> Iterator[Extracted]:
    book = next(iter(package.named("sheet.macroEnabled.main")), "xl/workbook.bin")
    for title, part in _sheets(package, book):
        at: Location = (Step(Axis.SHEET, title),)
        yield from _told(package, part, at, "page")
        for relation in relations(package, part).values():
            if relation.part.endswith(".bin") and relation.kind in {"comments", "table", "pivotTable", "queryTable"}:
                yield from _told(package, relation.part, at, relation.kind.removesuffix("s"))
        yield from beside(package, part, at)
    for part in package.entries:
        kind = package.types.get(part, "")
        if part.endswith(".bin") and "ms-excel" in kind and part not in package.taken and not kind.endswith(_LOOKS):
            yield from _told(package, part, (), posixpath.basename(part).removesuffix(".bin"))
    yield from properties(package)
    yield from links(package)
    skip = tuple(name for name in _LOOKS if name != "vbaProject")
    yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(skip))


def _sheets(package: Package, book: str) -> Iterator[tuple[str, str]]:
    """Titles and parts in the order of the workbook."""
    if book not in package.entries:
        return
    targets = relations(package, book)
    try:
        found = [list(strings(data)) for kind, data in records(package.chunks(book)) if kind == _SHEET]
    except Unscannable:
        return  # said when the part itself is read
    for texts in found:
        identity = next((text for text in texts if _RELATION.fullmatch(text)), "")
        if identity in targets:
            yield texts[-1], targets[identity].part
    package.taken.discard(book)  # its names are told with the other parts


def _told(package: Package, part: str, at: Location, word: str) -> Iterator[Segment]:
    flow = Flow()
    place: Location = (*at, Step(Axis.PART, word))
    row = 0
    try:
        for kind, data in records(package.chunks(part)):
            here, told = place, list[str]()
            if kind == _ROW and len(data) >= 4:
                row = int.from_bytes(data[:4], "little") + 1
            elif kind in _FORMULAS and at:
                here = _cell(at, row, data, "formula")
                told = [text for text in texts_in_formula(data) if numbered(text)]
            elif kind == _COMMENT and len(data) >= 20:
                place = _cell(at, int.from_bytes(data[4:8], "little") + 1, data[12:], word)
            elif kind >= _LAST_CELL or not at:
                told = list(strings(data))
                told += [text for text in texts_in_formula(data) if text not in told and numbered(text)]
            for text in told:
                flow.end_line()
                flow.write(header_text(text) if kind == _HEADERS else text, here)
            if told:
                flow.end_line()
                yield from flow.drain()
            if kind == _COMMENT_TEXT:
                place = (*at, Step(Axis.PART, word))
    except Unscannable as trouble:
        package.gaps.append(Gap(trouble.reason, trouble.detail, (*at, Step(Axis.MEMBER, part))))
    yield from flow.finish()


def _cell(at: Location, row: int, data: bytes, word: str) -> Location:
    column = int.from_bytes(data[:4], "little") + 1
    return (*at, Step(Axis.ROW, row), Step(Axis.COLUMN, column), Step(Axis.PART, word))
