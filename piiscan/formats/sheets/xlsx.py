"""Excel workbooks (.xlsx, .xlsm): every sheet, hidden or not, cell by cell, and the text beside the cells.

The XML of a sheet is read once, in batches of rows, and nothing is kept of it but the row under way. What has no list
of sheets is an archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.xml_batches import Batches
from piiscan.formats.office.ooxml import Package, as_archive, links, open_package, properties
from piiscan.formats.segments.flow import Flow
from piiscan.formats.sheets.number_formats import NumberFormats
from piiscan.formats.sheets.sheet_rows import SheetRows
from piiscan.formats.sheets.text_table import TextTable
from piiscan.formats.sheets.xlsx_caches import caches
from piiscan.formats.sheets.xlsx_cells import reference
from piiscan.formats.sheets.xlsx_comments import Comments
from piiscan.formats.sheets.xlsx_parts import Sheet, sheets, styles
from piiscan.formats.sheets.xlsx_sheet import LONGEST, Beside, Cells
from piiscan.formats.sheets.xlsx_side import beside, side_text
from piiscan.formats.sheets.xlsx_strings import shared_strings
from piiscan.formats.sheets.xlsx_usual import Cells as UsualCells
from piiscan.formats.sheets.xlsx_usual import Usual
from piiscan.model import Axis, Blob, Gap, Reason, Step

_BEGIN, _CLOSING = re.compile(rb"<worksheet[\s>](?s:.*)<sheetData>"), b"</sheetData></worksheet>"
_LOOKS = ("styles+xml", "theme+xml", "calcChain+xml", "printerSettings", "sheetMetadata+xml",
          "chartstyle+xml", "chartcolorstyle+xml", "themeOverride+xml", "customXmlProperties+xml")  # fmt: skip
_CELLS = ("worksheet+xml", "sharedStrings+xml", "chartsheet+xml", "dialogsheet+xml", "macrosheet+xml",
          )  # fmt: skip


def extract_xlsx(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Sheets, side text, properties; then pictures, macros and embedded files as children."""
    with blob.open() as stream:
        package = open_package(blob, stream, context)
        listed, since_1904 = sheets(package) if package else ([], False)
        if package is None or not any(sheet.part for sheet in listed):
            yield from as_archive(blob, stream, context, "no sheet to be found: read as an archive")
            return
        book = _Book(package, styles(package, since_1904=since_1904))
        try:
            for sheet in listed:
                yield from book.sheet(sheet)
        finally:
            book.close()
        yield from caches(package)
        yield from side_text(package)
        yield from properties(package)
        yield from links(package)
        skip = (*_LOOKS, *_CELLS)
        yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(skip))


class _Book:
    """One workbook under way: its strings are read only if a cell asks for one."""

    def __init__(self, package: Package, numbers: NumberFormats) -> None:
        self.package = package
        self.numbers = numbers
        self.flow = Flow()
        self.over = ""  # what is to be said of too many cells
        self._strings: TextTable | None = None

    def strings(self) -> TextTable:
        """The shared strings."""
        if self._strings is None:
            self._strings = shared_strings(self.package)
        return self._strings

    def close(self) -> None:
        """Let go of them."""
        if self._strings is not None:
            self._strings.close()

    def sheet(self, sheet: Sheet) -> Iterator[Extracted]:
        """One sheet: its cells, then what stands round them."""
        at = (Step(Axis.SHEET, sheet.title),)
        if not sheet.part:
            yield Gap(Reason.CORRUPT, "the cells of a sheet are missing", at)
            return
        package, flow = self.package, self.flow
        flow.hint = sheet.title
        seen, comments = Beside(), Comments(at)
        yield from comments.read(package, sheet.part)
        rows = SheetRows(flow, at, package.context.limits.field, remarks=comments.remarks)
        yield from self._cells(sheet.part, rows, seen)
        flow.write(seen.after, (*at, Step(Axis.PART, "page")))
        for cell, text in seen.literals.items():
            flow.end_line()
            flow.write(text, (*at, *reference(cell), Step(Axis.PART, "formula")))
        yield from flow.finish()
        yield from comments.left()
        yield from beside(package, sheet.part, at)

    def _cells(self, part: str, rows: SheetRows, seen: Beside) -> Iterator[Extracted]:
        package, cells, flow = self.package, Cells(self.strings, self.numbers), self.flow

        def take(found: UsualCells) -> bool:
            texts = cells.usual(found)
            if texts is None:
                return False
            rows.first = rows.first or seen.first
            rows.add(found.rows, found.columns, texts)
            self._count(len(texts))
            cells.row = cells.known_row = int(found.rows[-1])
            return True

        def way(chunks: Iterable[bytes], *handlers: Any) -> Iterator[None]:  # noqa: ANN401 - those of expat
            reader = Batches(_BEGIN, b"</row>", b"</sheetData", _CLOSING, Usual(take).read, cells.forget)
            return reader.parse(seen.watch(chunks), *handlers)

        for _ in package.read(part, (cells.start, cells.end, cells.data), way):
            self._give(cells, rows, seen)
            if self.over:
                yield Gap(Reason.LIMIT, self.over, rows.at)
                break
            if flow.ready:
                yield from flow.drain()
        else:
            cells.finish()
            self._give(cells, rows, seen)
        rows.close()
        if cells.cut:
            detail = f"the text of a cell beyond {LONGEST} characters (limit: cell)"
            yield Gap(Reason.LIMIT, detail, rows.at)
        yield from flow.finish()

    def _give(self, cells: Cells, rows: SheetRows, seen: Beside) -> None:
        for number, column, texts in cells.taken():
            rows.first = rows.first or seen.first
            rows.row(number, column, texts)
            self._count(sum(map(bool, texts)))

    def _count(self, cells: int) -> None:
        self.over = self.package.context.budget.take_cells(cells) or self.over
