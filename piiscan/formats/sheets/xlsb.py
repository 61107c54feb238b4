"""Binary workbooks (.xlsb): cells, and the texts of all other records of their parts.

Rule: a record is told by the strings in it, whatever it is ([MS-XLSB] 2.5.169: a count of 32 bits and UTF-16), so
that none has to be known by name; only comments and formulas say which cell they belong to.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.office.docx_said import numbered
from piiscan.formats.office.ooxml import (
    Package,
    archive_package,
    as_archive,
    links,
    open_package,
    properties,
    relations,
)
from piiscan.formats.segments.flow import Flow
from piiscan.formats.sheets.sheet_rows import SheetRows
from piiscan.formats.sheets.xlsb_batches import Batch, batches
from piiscan.formats.sheets.xlsb_cells import CELLS, ROW, Reader
from piiscan.formats.sheets.xlsb_records import records, strings, texts_in_formula
from piiscan.formats.sheets.xlsx_comments import Comments
from piiscan.formats.sheets.xlsx_side import beside, header_text
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

if TYPE_CHECKING:
    import numpy as np

_BOOK, _BEGIN_SHEET = "xl/workbook.bin", b"\x81\x01"
_FORMULAS, _LAST_CELL = frozenset({8, 9, 10, 11}), 12  # [MS-XLSB] 2.3.2
_WITHOUT_TEXTS = sorted(CELLS - _FORMULAS)
_SHEET, _HEADERS, _AUTHOR, _COMMENT, _COMMENT_TEXT = 156, 479, 632, 635, 637
_LOOKS = ("ms-excel.styles", "sharedStrings", "calcChain", "binIndexWs", "binIndexMs", "printerSettings", "theme+xml",
          "sheetMetadata", "vbaProject")  # fmt: skip


def extract_xlsb(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Sheet by sheet its cells and what stands beside them; then the other parts."""
    with blob.open() as stream:
        package = open_package(blob, stream, context) or archive_package(blob, stream, context)
        book = next(iter(package.named("sheet.macroEnabled.main")), _BOOK) if package else ""
        listed = dict(_sheets(package, book)) if package else {}
        listed |= _unlisted(package, set(listed)) if package else {}
        if package is None or not listed:
            yield from as_archive(blob, stream, context, "no sheet to be found: read as an archive")
            return
        reading = _Reading(package, Reader(package))
        try:
            reading.reader.read_styles(book)
            for part, title in listed.items():
                yield from reading.sheet(title, part)
        finally:
            reading.reader.close()
        package.taken.discard(book)  # its names are told with the other parts
        yield from _other_parts(package)


def _other_parts(package: Package) -> Iterator[Extracted]:
    for part in package.entries:
        kind = package.types.get(part, "")
        if part.endswith(".bin") and "ms-excel" in kind and part not in package.taken and not kind.endswith(_LOOKS):
            yield from _told(package, part, (), posixpath.basename(part).removesuffix(".bin"))
    yield from properties(package)
    yield from links(package)
    skip = tuple(name for name in _LOOKS if name != "vbaProject")
    yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(skip))


def _sheets(package: Package, book: str) -> Iterator[tuple[str, str]]:
    """Parts and titles in the order of the workbook."""
    if book not in package.entries:
        return
    targets = relations(package, book)
    try:
        found = [data for kind, data in records(package.chunks(book)) if kind == _SHEET]
    except Unscannable:
        return  # said when the part itself is read
    for data in found:
        identity, end = _wide(data, 8)
        if identity in targets:
            title = _wide(data, end)[0]
            yield targets[identity].part, title or identity


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A text behind its count of characters (2.5.169), and where it ends."""
    end = at + 4 + 2 * int.from_bytes(data[at : at + 4], "little")
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _unlisted(package: Package, listed: set[str]) -> dict[str, str]:
    """Parts that begin as a sheet does, and that no workbook lists: their names are their titles."""
    found = {}
    for part in package.entries:
        if (
            not part.endswith(".bin")
            or part in listed
            or (listed and not package.types.get(part, "").endswith("sheet"))
        ):
            continue
        try:
            sheet = next(package.chunks(part), b"").startswith(_BEGIN_SHEET)
        except Unscannable:
            continue
        package.taken.discard(part)
        if sheet:
            found[part] = posixpath.basename(part)
    return found


class _Reading(Struct):
    """The sheets of a workbook under way."""

    package: Package
    reader: Reader
    flow: Flow = field(default_factory=Flow)
    full: bool = False  # more cells than may be

    def sheet(self, title: str, part: str) -> Iterator[Extracted]:
        """One sheet, its records read once; what stands beside its cells comes behind them."""
        package, at = self.package, (Step(Axis.SHEET, title),)
        limits = package.context.limits
        self.flow.hint = title
        self.reader.row = 0
        comments, pointed = Comments(at), relations(package, part).values()
        for relation in pointed:
            if relation.part.endswith(".bin") and relation.kind == "comments":
                yield from _told(package, relation.part, at, "comment", comments)
        yield from comments.read(package, part)
        rows, told = SheetRows(self.flow, at, limits.field, remarks=comments.remarks), _Telling(at, "page")
        try:
            for batch in batches(package.chunks(part)):
                numbers = self.reader.rows(batch)
                if not self.full:
                    yield from self._cells(batch, numbers, rows)
                told.batch(batch, numbers)
        except Unscannable as trouble:
            package.gaps.append(Gap(trouble.reason, trouble.detail, (*at, Step(Axis.MEMBER, part))))
        rows.close()
        yield from self.flow.finish()
        yield from comments.left()
        yield from told.flow.finish()
        for relation in pointed:
            if relation.part.endswith(".bin") and relation.kind in {"table", "pivotTable", "queryTable"}:
                yield from _told(package, relation.part, at, relation.kind)
        yield from beside(package, part, at)

    def _cells(self, batch: Batch, numbers: np.ndarray, rows: SheetRows) -> Iterator[Extracted]:
        found = self.reader.cells(batch, numbers)
        if found is None:
            return
        rows.add(*found)
        yield from self.flow.drain()
        over = self.package.context.budget.take_cells(len(found[2]))
        if over:
            self.full = True
            yield Gap(Reason.LIMIT, over, rows.at)


class _Telling(Struct):
    """The texts of a part that are in no cell."""

    at: Location
    word: str
    flow: Flow = field(default_factory=Flow)
    place: Location = ()
    comments: Comments | None = None  # takes those on cells
    authors: list[str] = field(default_factory=list)
    author: str = ""

    def __post_init__(self) -> None:
        self.place = (*self.at, Step(Axis.PART, self.word))

    def batch(self, batch: Batch, rows: np.ndarray) -> None:
        """Those of a sheet."""
        import numpy as np

        for index in np.flatnonzero(~np.isin(batch.kinds, _WITHOUT_TEXTS)).tolist():
            self.record(int(batch.kinds[index]), batch.content(index), int(rows[index]))

    def record(self, kind: int, data: bytes, row: int = 0) -> None:
        """One record."""
        here, told = self.place, list[str]()
        if kind in _FORMULAS and self.at:
            here = _cell(self.at, row, data, "formula")
            told = [text for text in texts_in_formula(data) if numbered(text)]
        elif kind == _COMMENT and len(data) >= 20:
            self.place = _cell(self.at, int.from_bytes(data[4:8], "little") + 1, data[12:], self.word)
            self.author = dict(enumerate(self.authors)).get(int.from_bytes(data[:4], "little"), "")
        elif kind >= _LAST_CELL or not self.at:
            told = list(strings(data))
            told += [text for text in texts_in_formula(data) if text not in told and numbered(text)]
        if kind == _AUTHOR:
            self.authors.append("".join(told))
        if kind == _COMMENT_TEXT and self.comments is not None:
            self.comments.take(self.place[len(self.at) : -1], self.author, "\n".join(told), thread=False)
            told = []
        for text in told:
            self.flow.end_line()
            self.flow.write(header_text(text) if kind == _HEADERS else text, here)
        if told:
            self.flow.end_line()
        if kind == _COMMENT_TEXT:
            self.place = (*self.at, Step(Axis.PART, self.word))


def _told(package: Package, part: str, at: Location, word: str, comments: Comments | None = None) -> Iterator[Segment]:
    told = _Telling(at, word, comments=comments)
    row = 0
    try:
        for kind, data in records(package.chunks(part)):
            if kind == ROW and len(data) >= 4:
                row = int.from_bytes(data[:4], "little") + 1
            told.record(kind, data, row)
            yield from told.flow.drain()
    except Unscannable as trouble:
        package.gaps.append(Gap(trouble.reason, trouble.detail, (*at, Step(Axis.MEMBER, part))))
    yield from told.flow.finish()


def _cell(at: Location, row: int, data: bytes, word: str) -> Location:
    column = int.from_bytes(data[:4], "little") + 1
    return (*at, Step(Axis.ROW, row), Step(Axis.COLUMN, column), Step(Axis.PART, word))
