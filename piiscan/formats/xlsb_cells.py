"""The cells of binary workbooks (.xlsb, MS-XLSB): by calamine, or cell by cell where the cells stand far apart.

calamine holds a sheet as the full rectangle round its cells, and the process ends where there is no memory for it: so
the places of all cells are looked at before.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from piiscan.formats.base import Context, Extracted
from piiscan.formats.flow import Flow
from piiscan.formats.grid import Grid
from piiscan.formats.ooxml import Package, archive_package, relations
from piiscan.formats.xls import extract_xls
from piiscan.formats.xlsb_records import head
from piiscan.formats.xlsx import cell_text
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step, Unscannable

Record = tuple[int, bytes]

_LARGEST = 8_000_000  # cells of one rectangle: 32 bytes each
_WORKBOOK = "xl/workbook.bin"
_WIDEST_GAP = 1024  # columns without a cell that are filled up
_MOST_STRINGS = 64 << 20  # bytes of shared strings kept
_ROW, _BEGIN_SHEET, _SHEET, _STRING = 0, b"\x81\x01", 156, 19
_TEXT, _RICH, _FORMULA_TEXT, _SHARED, _REAL, _FORMULA_NUMBER, _SMALL = 6, 62, 8, 7, 5, 9, 2
_CELLS = frozenset({*range(1, 12), _RICH})
_LONGEST = 1 << 20  # bytes of a record that are kept


def extract_cells(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The cells of all sheets."""
    with blob.open() as stream:
        package = archive_package(blob, stream, context)
        try:
            apart = package is not None and any(_is_far(package, name) for name in _sheet_parts(package))
        except Unscannable:
            apart = False  # the other reader says what is wrong
        if package is None or not apart:
            yield from extract_xls(blob, context)
            return
        book = _Book(package, Flow())
        for name in _sheet_parts(package):
            yield from book.sheet(name)
        yield from package.gaps


def _sheet_parts(package: Package) -> list[str]:
    """The parts that begin as a sheet does, whatever they are called."""
    binary = [name for name in package.entries if name.endswith(".bin")]
    return [name for name in binary if next(package.chunks(name), b"").startswith(_BEGIN_SHEET)]


def _records(package: Package, part: str) -> Iterator[Record]:
    """(kind, content) of each record (2.1.4); of a very long one the beginning. What is cut off ends them."""
    data, at = b"", 0
    chunks = package.chunks(part)
    while True:
        found = head(data, at)
        if found is None or len(data) - found[1] < min(found[2], _LONGEST):
            more = next(chunks, b"")
            if not more:
                return
            data, at = data[at:] + more, 0
            continue
        kind, at, size = found
        yield kind, data[at : at + min(size, _LONGEST)]
        while size > len(data) - at:
            size -= len(data) - at
            data, at = next(chunks, b""), 0
            if not data:
                return
        at += size


def _is_far(package: Package, part: str) -> bool:
    """Whether the rectangle round all cells of a sheet is too large to be held."""
    rows, columns = [1 << 32, 0], [1 << 32, 0]
    row = 0
    for kind, content in _records(package, part):
        if len(content) < 4:
            continue
        number = int.from_bytes(content[:4], "little")
        if kind == _ROW:
            row = number
        elif kind in _CELLS:
            rows[:] = min(rows[0], row), max(rows[1], row)
            columns[:] = min(columns[0], number), max(columns[1], number)
    return (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > _LARGEST


@dataclass(slots=True)
class _Book:
    """A workbook that is read cell by cell."""

    package: Package
    flow: Flow
    titles: dict[str, str] = field(default_factory=dict)  # by part
    strings: list[str] | None = None
    cells: int = 0

    def sheet(self, part: str) -> Iterator[Extracted]:
        """One sheet."""
        self.titles = self.titles or self._listed()
        title = self.titles.get(part, part.rpartition("/")[2])
        at: Location = (Step(Axis.SHEET, title),)
        self.flow.hint = title
        grid: Grid | None = None
        limits = self.package.context.limits
        try:
            for row, cells in self._rows(part):
                first = next(iter(cells))
                grid = grid or Grid(self.flow, at, first, limits.field)
                if first >= grid.first and max(cells) - grid.first <= _WIDEST_GAP:
                    grid.row(row, [cells.get(column, "") for column in range(grid.first, max(cells) + 1)])
                else:
                    for column, text in cells.items():
                        grid.line(row, [text], column)
                self.cells += len(cells)
                yield from self.flow.drain()
                if self.cells > limits.cells:
                    yield Gap(Reason.LIMIT, f"more than {limits.cells} cells (limit: cells)", at)
                    break
        except Unscannable as trouble:
            yield Gap(trouble.reason, trouble.detail, at)
        if grid:
            grid.close()
        yield from self.flow.finish()

    def _listed(self) -> dict[str, str]:
        if _WORKBOOK not in self.package.entries:
            return {}
        parts = relations(self.package, _WORKBOOK)
        listed = {}
        for kind, content in _records(self.package, _WORKBOOK):
            if kind == _SHEET:
                relation = parts.get(_wide(content, 8))
                if relation is not None:
                    listed[relation.part] = _wide(content, 12 + 2 * int.from_bytes(content[8:12], "little"))
        return listed

    def _rows(self, part: str) -> Iterator[tuple[int, dict[int, str]]]:
        """Rows with their cells by column, both from 1 on."""
        row, cells = 0, dict[int, str]()
        for kind, content in _records(self.package, part):
            if kind == _ROW and len(content) >= 4:
                if cells:
                    yield row + 1, dict(sorted(cells.items()))
                row, cells = int.from_bytes(content[:4], "little"), {}
            elif kind in _CELLS and len(content) >= 8:
                text = self._text(kind, content)
                if text:
                    cells[int.from_bytes(content[:4], "little") + 1] = text
        if cells:
            yield row + 1, dict(sorted(cells.items()))

    def _text(self, kind: int, content: bytes) -> str:
        value = content[8:]
        if kind in {_TEXT, _FORMULA_TEXT}:
            return _wide(value, 0)
        if kind == _RICH:
            return _wide(value, 1)
        if kind == _SHARED:
            self.strings = list(self._shared()) if self.strings is None else self.strings
            number = int.from_bytes(value[:4], "little")
            return self.strings[number] if number < len(self.strings) else ""
        read = _NUMBERS.get(kind)
        return read(value) if read is not None and len(value) >= (4 if kind == _SMALL else 8) else ""

    def _shared(self) -> Iterator[str]:
        kept = 0
        if "xl/sharedStrings.bin" in self.package.entries:
            for kind, content in _records(self.package, "xl/sharedStrings.bin"):
                if kind == _STRING:
                    kept += len(content)
                    if kept > _MOST_STRINGS:
                        detail = f"more than {_MOST_STRINGS} bytes of shared strings (limit: strings)"
                        self.package.gaps.append(Gap(Reason.LIMIT, detail))
                        return
                    yield _wide(content, 1)


def _wide(data: bytes, at: int) -> str:
    """A text behind its count of characters (2.5.169)."""
    count = int.from_bytes(data[at : at + 4], "little")
    return data[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace")


def _small(value: bytes) -> str:
    """A number in 30 bits and what is to be done with it (RkNumber, 2.5.123)."""
    (raw,) = struct.unpack_from("<i", value)
    number = float(raw >> 2) if raw & 2 else struct.unpack("<d", bytes(4) + struct.pack("<I", raw & 0xFFFFFFFC))[0]
    return cell_text(number / 100 if raw & 1 else number)


def _real(value: bytes) -> str:
    return cell_text(struct.unpack_from("<d", value)[0])


_NUMBERS: dict[int, Callable[[bytes], str]] = {_SMALL: _small, _REAL: _real, _FORMULA_NUMBER: _real}
