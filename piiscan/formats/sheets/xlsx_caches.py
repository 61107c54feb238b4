"""Cells of other places that a workbook keeps copies of: the records behind its pivots, and cells of other workbooks.

Chapters are those of ECMA-376 part 1.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from piiscan.formats.office.ooxml import Package, relations
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.formats.sheets.xlsx_cells import reference
from piiscan.model import Axis, Gap, Location, Reason, Segment, Step

_SPARSE = 256  # columns; a row of few cells that goes on farther is not filled up
_VALUES = frozenset({"s", "n", "d", "b", "e"})


def caches(package: Package) -> Iterator[Segment]:
    """All of them, each as the table it was."""
    for part in package.named("pivotCacheDefinition+xml"):
        yield from _Pivot(package, part).told()
    for part in package.named("externalLink+xml"):
        yield from _Other(package, part).told()


class _Pivot:
    """The cache of a pivot table: its fields with the values they may have, and the records that point to these."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        number = "".join(filter(str.isdigit, posixpath.basename(part)))
        self._at: Location = (Step(Axis.PART, f"pivot cache {number}".strip()),)
        self._names: list[str] = []
        self._items: list[list[str]] = []
        self._used: list[set[int]] = []
        self._size = 0

    def told(self) -> Iterator[Segment]:
        """The records, then the values that are in none of them: of records that were deleted."""
        flow = Flow()
        for _ in self._package.read(self._part, (self._field, _nothing, _nothing)):
            if self._size > self._package.context.limits.document:
                detail = f"a pivot cache of more than {self._package.context.limits.document} bytes (limit: document)"
                self._package.gaps.append(Gap(Reason.LIMIT, detail, self._at))
                break
        for relation in relations(self._package, self._part).values():
            if relation.kind == "pivotCacheRecords":
                yield from self._records(flow, relation.part)
        for name, items, used in zip(self._names, self._items, self._used, strict=True):
            for index, item in enumerate(items):
                if index not in used and item:
                    flow.end_line()
                    flow.write(f"{name}: {item}", self._at)
                    yield from flow.drain()
        flow.end_line()
        yield from flow.finish()

    def _field(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "cacheField":
            self._names.append(attributes.get("name", ""))
            self._items.append([])
            self._used.append(set())
        elif self._items and (name in _VALUES or name == "m"):
            self._items[-1].append(attributes.get("v", ""))
            self._size += len(attributes.get("v", "")) + 64

    def _records(self, flow: Flow, part: str) -> Iterator[Segment]:
        grid = Grid(flow, self._at, 1, self._package.context.limits.field)
        grid.row(1, self._names)
        row: list[str] = []
        number = 1

        def start(tag: str, attributes: dict[str, str]) -> None:
            name = tag.rpartition(" ")[2]
            if name == "r":
                row.clear()
            elif name == "x":
                row.append(self._shared(len(row), attributes.get("v", "")))
            elif name in _VALUES or name == "m":
                row.append(attributes.get("v", ""))

        def end(tag: str) -> None:
            nonlocal number
            if tag.endswith(" r"):
                number += 1
                grid.row(number, list(row))

        for _ in self._package.read(part, (start, end, _nothing)):
            yield from flow.drain()
        grid.close()
        yield from flow.finish()

    def _shared(self, field: int, index: str) -> str:
        if field >= len(self._items) or not (index.isascii() and index.isdigit() and len(index) < 10):
            return ""
        at = int(index)
        if at >= len(self._items[field]):
            return ""
        self._used[field].add(at)
        return self._items[field][at]


class _Other:
    """The cells of another workbook as they were when it was last seen (18.14)."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._flow = Flow()
        self._at: Location = (Step(Axis.PART, posixpath.basename(part).removesuffix(".xml")),)
        self._names: list[str] = []
        self._grid = Grid(self._flow, self._at)
        self._row: dict[int, str] = {}
        self._number = 0
        self._column = 0
        self._texts: list[str] | None = None

    def told(self) -> Iterator[Segment]:
        """The cells by sheet, and what the names of that workbook refer to."""
        for _ in self._package.read(self._part, (self._start, self._end, self._text)):
            yield from self._flow.drain()
        self._grid.close()
        yield from self._flow.finish()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "sheetName":
            self._names.append(attributes.get("val", ""))
        elif name == "definedName":
            self._line(f"{attributes.get('name', '')}: {attributes.get('refersTo', '')}")
        elif name == "sheetData":
            index = attributes.get("sheetId", "")
            title = self._names[int(index)] if index.isdecimal() and int(index) < len(self._names) else ""
            at = (*self._at, Step(Axis.SHEET, title))
            self._grid = Grid(self._flow, at, 1, self._package.context.limits.field)
        elif name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() and len(number) < 9 else self._number + 1
            self._row, self._column = {}, 0
        elif name == "cell":
            place = reference(attributes.get("r", ""))
            self._column = int(place[1].at) if place else self._column + 1
        elif name in {"v", "val"}:  # of a cell; of an item of DDE
            self._texts = []

    def _text(self, text: str) -> None:
        if self._texts is not None:
            self._texts.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if self._texts is not None:
            text, self._texts = "".join(self._texts), None
            if name == "v":
                self._row[self._column] = text
            else:
                self._line(text)
        elif name == "row" and self._row:
            row, self._row = self._row, {}
            if max(row) > _SPARSE + 4 * len(row):
                for column, text in sorted(row.items()):
                    self._grid.line(self._number, [text], column)
            else:
                self._grid.row(self._number, [row.get(column, "") for column in range(1, max(row) + 1)])
        elif name == "sheetData":
            self._grid.close()

    def _line(self, text: str) -> None:
        self._flow.end_line()
        self._flow.write(text, self._at)
        self._flow.end_line()


def _nothing(_anything: object) -> None:
    return None
