"""Cells of a sheet as they come, in arrays of thousands, on their way into the rows of a grid.

Rule: no more is kept of a sheet than the row under way, so cells in opposite corners are two cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import CELL, RECORD, Grid, Remarks
from piiscan.formats.sheets.cell_text import Joined
from piiscan.model import Location

if TYPE_CHECKING:
    import numpy as np

_WIDEST_GAP = 1024  # columns without a cell that are filled up
_MOST = 1 << 16  # cells of a row; what says it has more is damaged


class SheetRows(Struct):
    """One sheet under way. Rows and columns are numbered from 1 on."""

    flow: Flow
    at: Location
    longest: int
    first: int = 0  # the column the grid begins in
    remarks: Remarks = field(default_factory=dict)  # comments on cells; what is left of them is of no record
    _grid: Grid | None = None
    _last: int = 0  # the last row that is in the grid
    _row: int = 0  # the row under way, and its cells
    _columns: list[int] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)

    def add(self, rows: np.ndarray, columns: np.ndarray, cells: Joined | list[str]) -> None:
        """The next cells, in the order of the file."""
        import numpy as np

        if not len(cells):
            return
        self._begin(int(columns.min()))
        same = rows[1:] == rows[:-1]
        breaks = np.flatnonzero(~same) + 1
        starts = np.concatenate([[0], breaks])
        bounds = [*starts.tolist(), len(cells)]
        numbers = rows[starts]
        plain = (columns[starts] == self.first) & (np.diff(numbers, prepend=numbers[:1]) == 1)
        plain[np.searchsorted(breaks, np.flatnonzero(same & (columns[1:] != columns[:-1] + 1)) + 1, "right")] = False
        plain[[0, -1]] = False
        edges = np.flatnonzero(np.diff(plain)) + 1
        listed = numbers.tolist()
        for start, end in pairwise([0, *edges.tolist(), len(listed)]):
            if plain[start]:
                self._end_row()
                self._table(listed[start:end], bounds[start : end + 1], cells)
                continue
            for index in range(start, end):
                first, last = bounds[index], bounds[index + 1]
                self._go_on(listed[index], columns[first:last].tolist(), _row(cells, first, last))

    def _table(self, numbers: list[int], bounds: list[int], cells: Joined | list[str]) -> None:
        """Rows without gaps, one below the other, from the first column on."""
        grid, at = self._grid, 0
        if grid is None:
            return
        while at < len(numbers) and not (grid.is_table and self._last + 1 == numbers[at]):
            self._give(numbers[at], self.first, _row(cells, bounds[at], bounds[at + 1]))
            at += 1
        if at == len(numbers):
            return
        text = "" if self._said_of(numbers[at:]) else _records(cells, bounds[at:])
        if text and (len(text) <= self.longest or max(map(len, text.split(RECORD))) <= self.longest):
            grid.records(numbers[at], text)
            self._last = numbers[-1]
            return
        for number, (start, end) in zip(numbers[at:], pairwise(bounds[at:]), strict=True):
            self._give(number, self.first, _row(cells, start, end))

    def _said_of(self, numbers: list[int]) -> bool:
        return bool(self.remarks) and not self.remarks.keys().isdisjoint(numbers)

    def row(self, number: int, first: int, texts: list[str]) -> None:
        """A whole row."""
        self._begin(first)
        self._end_row()
        self._give(number, first, texts)

    def _begin(self, least: int) -> None:
        if self._grid is None:
            self.first = min(self.first, least) if self.first and least - self.first <= _WIDEST_GAP else least
            self._grid = Grid(self.flow, self.at, self.first, self.longest, remarks=self.remarks)

    def close(self) -> None:
        """No more cells."""
        self._end_row()
        if self._grid:
            self._grid.close()

    def _go_on(self, number: int, columns: list[int], texts: list[str]) -> None:
        if number != self._row or len(self._columns) > _MOST:
            self._end_row()
        self._row = number
        self._columns += columns
        self._texts += texts

    def _end_row(self) -> None:
        number, columns, texts = self._row, self._columns, self._texts
        if not columns:
            return
        self._row, self._columns, self._texts = 0, [], []
        first, last = min(columns), max(columns)
        width = last - first + 1
        if width > 4 * len(columns) + _WIDEST_GAP:
            cells = dict(zip(columns, texts, strict=True))
            self._apart(number, sorted(cells.items()))
            return
        if width != len(columns) or columns != list(range(first, last + 1)):
            row = [""] * width
            for column, text in zip(columns, texts, strict=True):
                row[column - first] = text
            texts = row
        self._give(number, first, texts)

    def _give(self, number: int, first: int, texts: list[str]) -> None:
        grid = self._grid
        if grid is None:
            return
        if number > self._last + 1 > 1:
            grid.row(number - 1, [])
        self._last = number
        while texts and not texts[-1]:
            texts.pop()
        missing = first - self.first
        if missing == 0:
            grid.row(number, texts)
        elif 0 < missing <= _WIDEST_GAP:
            grid.row(number, [""] * missing + texts)
        else:
            self._apart(number, list(enumerate(texts, first)))

    def _apart(self, number: int, cells: Sequence[tuple[int, str]]) -> None:
        """Cells that are not worth the empty ones between."""
        if self._grid is not None:
            for column, text in cells:
                self._grid.line(number, [text], column)


def _row(cells: Joined | list[str], start: int, end: int) -> list[str]:
    return cells[start:end] if isinstance(cells, list) else cells.row(start, end)


def _records(cells: Joined | list[str], bounds: list[int]) -> str:
    """Rows in the form of a segment; "" where one of them is empty, or a separator stands in a cell."""
    if isinstance(cells, list):
        rows = [CELL.join(cells[start:end]) for start, end in pairwise(bounds)]
        text = RECORD.join(rows)
        whole = bounds[-1] - bounds[0]
        if text.count(RECORD) != len(rows) - 1 or text.count(CELL) != whole - len(rows):
            return ""
        text = (
            RECORD.join(row.rstrip(CELL) for row in rows) + RECORD if CELL + RECORD in text + RECORD else text + RECORD
        )
    else:
        text = cells.records(bounds[0], bounds[-1])
    return "" if RECORD + RECORD in text or text.startswith(RECORD) else text
