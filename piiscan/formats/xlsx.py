"""Excel workbooks (.xlsx, .xlsm): every sheet, hidden or not, cell by cell, and the text beside the cells.

calamine reads the cells (125,000 rows a second); sheets it must not be given, because they are sparse or huge
or show their numbers with leading zeros, are read from their XML. What neither can read is an archive.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.flow import Flow
from piiscan.formats.grid import Grid
from piiscan.formats.ooxml import Package, as_archive, links, open_package, properties
from piiscan.formats.xlsx_caches import caches
from piiscan.formats.xlsx_cells import reference
from piiscan.formats.xlsx_parts import Sheet, Strings, Styles, shared_strings, sheets, styles
from piiscan.formats.xlsx_sheet import Cells, Survey, survey
from piiscan.formats.xlsx_side import beside, side_text
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

_LARGEST_EXTENT = 8_000_000  # cells calamine may hold at once: 32 bytes each
_LARGEST_STRINGS = 64 << 20  # bytes of shared strings calamine may hold
_WIDEST_GAP = 1024
_LOOKS = ("styles+xml", "theme+xml", "calcChain+xml", "printerSettings", "sheetMetadata+xml",
          "chartstyle+xml", "chartcolorstyle+xml", "themeOverride+xml", "customXmlProperties+xml")  # fmt: skip
_CELLS = ("worksheet+xml", "sharedStrings+xml", "chartsheet+xml", "dialogsheet+xml", "macrosheet+xml",
          )  # fmt: skip

Row = tuple[int, int, list[str]]


def extract_xlsx(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Sheets, side text, properties; then pictures, macros and embedded files as children."""
    with blob.open() as stream:
        package = open_package(blob, stream, context)
        listed = sheets(package) if package else []
        if package is None or not any(sheet.part for sheet in listed):
            yield from as_archive(blob, stream, context, "no sheet to be found: read as an archive")
            return
        book = _Book(package, stream, Counter(sheet.title for sheet in listed))
        for sheet in listed:
            yield from book.sheet(sheet)
        yield from caches(package)
        yield from side_text(package)
        yield from properties(package)
        yield from links(package)
        skip = (*_LOOKS, *_CELLS)
        yield from package.rest(lambda name: "thumbnail" in name or package.types.get(name, "").endswith(skip))


def cell_text(value: object) -> str:
    """A value of calamine as text: whole numbers without ".0", dates as ISO.

    >>> [cell_text(value) for value in (10940001.0, 1.5, True, dt.date(2020, 1, 2))]
    ['10940001', '1.5', 'TRUE', '2020-01-02']
    """
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return str(value)


def rows_of(sheet: Any) -> Iterator[Row]:  # noqa: ANN401 - a sheet of calamine
    """The rows of a sheet of calamine, which gives all rows from 1 on, and columns from the first in use."""
    if sheet.start is None:
        return
    first = sheet.start[1] + 1
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = [value if type(value) is str else cell_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        yield number, first, texts


class _Book:
    """One workbook under way: the fast reader opened at most once, the strings read only if needed."""

    def __init__(self, package: Package, stream: BinaryIO, titles: Counter[str]) -> None:
        self.package = package
        self.titles = titles  # two of one name are one to the fast reader
        self.stream = stream
        self.styles: Styles = styles(package)
        self.flow = Flow()
        self._strings: Strings | None = None
        self._fast: Any = None
        self._no_fast = any(
            package.entries[part].size is None or (package.entries[part].size or 0) > _LARGEST_STRINGS
            for part in package.named("sharedStrings+xml")
        )

    def sheet(self, sheet: Sheet) -> Iterator[Extracted]:
        """One sheet: its cells, then what stands round them."""
        at = (Step(Axis.SHEET, sheet.title),)
        if not sheet.part:
            yield Gap(Reason.CORRUPT, "the cells of a sheet are missing", at)
            return
        try:
            surveyed = survey(self.package, sheet.part, self.styles.zeros())
        except Unscannable as trouble:
            yield Gap(trouble.reason, trouble.detail, at)
            return
        flow = self.flow
        flow.hint = sheet.title
        first, _ = surveyed.reach
        grid = Grid(flow, at, first, self.package.context.limits.field)
        for number, column, row in self._rows(sheet, surveyed):
            detail = self.package.context.budget.take_cells(sum(map(bool, row)))
            if detail:
                yield Gap(Reason.LIMIT, detail, at)
                break
            if column - first > _WIDEST_GAP:  # not worth a thousand empty cells before it
                grid.line(number, row, column)
            else:
                grid.row(number, [""] * (column - first) + row if column > first else row)
            if flow.ready:
                yield from flow.drain()
        grid.close()
        yield from flow.finish()
        flow.write(surveyed.after, (*at, Step(Axis.PART, "page")))
        for cell, text in surveyed.literals.items():
            flow.end_line()
            flow.write(text, (*at, *reference(cell), Step(Axis.PART, "formula")))
        yield from flow.finish()
        yield from beside(self.package, sheet.part, at)

    def _rows(self, sheet: Sheet, surveyed: Survey) -> Iterator[Row]:
        odd = surveyed.special or self.titles[sheet.title] > 1
        fit = not (self._no_fast or odd or surveyed.extent > _LARGEST_EXTENT)
        found = self._calamine(sheet.title) if fit else None
        if found is not None:
            yield from rows_of(found)
            return
        if self._strings is None:
            self._strings = shared_strings(self.package)
        yield from Cells(self._strings, self.styles).read(self.package, sheet.part)

    def _calamine(self, title: str) -> Any:  # noqa: ANN401 - an untyped library
        """The sheet by the fast reader, None if it refuses the workbook or the sheet."""
        try:
            if self._fast is None:
                import python_calamine

                self._fast = python_calamine.CalamineWorkbook.from_object(_Shared(self.stream))
            return self._fast.get_sheet_by_name(title)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException:  # noqa: BLE001 - a panic of the library is no Exception; the second reader takes over
            self._no_fast = self._no_fast or self._fast is None
            return None


class _Shared:
    """The stream of the archive for a reader that must not mind others seeking in it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        self._stream.seek(self._position)
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence == 1:
            offset, whence = self._position + offset, 0
        self._position = self._stream.seek(offset, whence)
        return self._position
