"""A table of OpenDocument on its way into a grid: repeated cells and rows, and what a cell shows of its value.

A value that is repeated a million times is one value: rows and cells are repeated so often only as people see
them (`SEEN`), so that neither memory nor time follow the numbers a file claims.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct, field

from piiscan.formats.segments.grid import CELL, COMMENT, RECORD, Grid, Remark, Remarks
from piiscan.model import Axis, Location, Step

SEEN = 100
_WIDEST = 16384
_NO_DIGITS = re.compile(r"\D+")
_HELD = 40
_GAP = 256  # a row with so many empty cells for each full one is not filled up


class Cell(Struct):
    """One cell under way."""

    texts: list[str] = field(default_factory=list)
    value: str = ""
    repeated: int = 1
    formula: str = ""

    def shown(self) -> str:
        """What the cell says: its text, unless a number is stored that the text does not show in full.

        >>> Cell(["010-94-0001"], "10940001").shown(), Cell(["4.11E+15"], "4111111111111111").shown()
        ('010-94-0001', '4111111111111111')
        """
        text = "\n".join(self.texts).strip()
        if '"' in self.formula and (not (text or self.value) or text.startswith(("Err:", "#"))):
            return f"{text} {self.formula}".strip()  # not computed: its literals are all there is
        if not self.value or not text:
            return text or self.value
        return text if _digits(text) == _digits(self.value) else self.value


class Cells(Struct):
    """One table under way. `new_grid` makes the grid for cells that begin in a column."""

    at: Location
    new_grid: Callable[[int], Grid]
    row: int = 0  # the number of the row under way
    repeated: int = 1
    column: int = 0  # the last column that was filled
    cells: dict[int, str] = field(default_factory=dict)
    cell: Cell | None = None
    count: int = 0  # of cells with content
    remarks: Remarks = field(default_factory=dict)  # comments on cells; the grid takes those on records
    _held: list[tuple[int, dict[int, str]]] = field(default_factory=list)
    _grid: Grid | None = None
    _first: int = 1

    def start_row(self, attributes: dict[str, str]) -> None:
        """The next row."""
        self.row += 1
        self.repeated = repeats(attributes, "number-rows-repeated")
        self.column = 0
        self.cells = {}

    def start_cell(self, attributes: dict[str, str]) -> None:
        """The next cell, or cells."""
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.cell = Cell(
            [], stored_value(local), repeats(attributes, "number-columns-repeated"), local.get("formula", "")
        )

    def place(self) -> Location:
        """The cell under way."""
        return (*self.at, Step(Axis.ROW, max(self.row, 1)), Step(Axis.COLUMN, self.column + 1))

    def remark(self, text: str) -> None:
        """A comment on the cell under way."""
        self.remarks.setdefault(max(self.row, 1), []).append(Remark(self.column + 1, text))

    def left(self) -> list[tuple[Location, str]]:
        """The comments that no record took, and where they stand."""
        left = [
            ((*self.at, Step(Axis.ROW, row), Step(Axis.COLUMN, column), Step(Axis.PART, COMMENT)), text)
            for row, said in sorted(self.remarks.items())
            for column, text in said
        ]
        self.remarks.clear()
        return left

    def end_cell(self) -> None:
        """The cell is complete."""
        if self.cell is None:
            return
        cell, self.cell = self.cell, None
        text = cell.shown()
        if text:
            for column in range(self.column + 1, self.column + 1 + min(cell.repeated, SEEN)):
                self.cells[column] = text
        self.column += cell.repeated

    def end_row(self) -> None:
        """The row is complete."""
        cells, self.cells = self.cells, {}
        if cells:
            times = min(self.repeated, SEEN)
            self.count += len(cells) * times
            for number in range(self.row, self.row + times):
                self._give(number, cells)
        elif self._held and self._held[-1][1]:
            self._held.append((self.row, {}))
        elif self._grid is not None:
            self._grid.row(self.row, [])
        self.row += self.repeated - 1

    def plain_row(self, texts: list[str], repeated: int) -> None:
        """A whole row: `start_row`, all cells and `end_row` in one."""
        self.row += 1
        self.repeated = repeated
        while texts and not texts[-1]:
            texts.pop()
        usual = repeated == 1 and self._first == 1 and 0 < len(texts) <= _GAP
        if usual and self._grid is not None and not self._held:
            self.count += len(texts) - texts.count("")
            self._grid.row(self.row, texts)
            return
        self.cells = {column: text for column, text in enumerate(texts, 1) if text}
        self.end_row()

    def plain_rows(self, columns: Sequence[Sequence[str]]) -> bool:
        """Rows one below the other, by columns; False, and nothing is taken, where they are not simply records."""
        grid, width, height = self._grid, len(columns), len(columns[0])
        if grid is None or self._held or self._first != 1 or width > _GAP or not grid.is_table:
            return False
        text = RECORD.join(map(CELL.join, zip(*columns, strict=True))) + RECORD
        if text.count(RECORD) != height or text.count(CELL) != height * (width - 1) or len(text) > grid.longest:
            return False
        while CELL + RECORD in text:
            text = text.replace(CELL + RECORD, RECORD)
        if text.startswith(RECORD) or RECORD + RECORD in text:
            return False  # an empty row parts tables
        self.count += width * height - sum(column.count("") for column in columns)
        grid.records(self.row + 1, text)
        self.row, self.repeated = self.row + height, 1
        return True

    def close(self) -> None:
        """No more rows."""
        self.end_cell()
        if self.cells:
            self.end_row()
        self._decide()
        if self._grid is not None:
            self._grid.close()

    def _give(self, number: int, cells: dict[int, str]) -> None:
        if self._grid is None:
            self._held.append((number, cells))
            if len(self._held) >= _HELD:
                self._decide()
            return
        first, last = min(cells), max(cells)
        if last - min(first, self._first) > _GAP + 16 * len(cells) or last > _WIDEST:
            for column, text in sorted(cells.items()):
                self._grid.line(number, [text], column)
        elif first < self._first:
            self._grid.line(number, [cells.get(column, "") for column in range(first, last + 1)], first)
        else:
            self._grid.row(number, [cells.get(column, "") for column in range(self._first, last + 1)])

    def _decide(self) -> None:
        """The grid begins where the first rows begin, so that a form is seen as one wherever it stands."""
        held, self._held = self._held, []
        columns = [min(cells) for _, cells in held if cells]
        if not columns:
            return
        if self._grid is None:
            self._first = min(columns)
            self._grid = self.new_grid(self._first)
            self._grid.remarks = self.remarks
        for number, cells in held:
            if cells:
                self._give(number, cells)
            else:
                self._grid.row(number, [])


def stored_value(local: dict[str, str]) -> str:
    """The stored value of a cell, where the text may be a shortened form of it (19.387)."""
    kind = local.get("value-type", local.get("type", ""))
    if kind in {"float", "currency", "percentage"}:
        value = local.get("value", "")
        try:
            number = float(value)
        except ValueError:
            return value
        return str(int(number)) if number.is_integer() and abs(number) < 1e18 and not value.isdigit() else value
    if kind == "date":
        return local.get("date-value", "").removesuffix("T00:00:00").replace("T", " ")
    return local.get("string-value", "") if kind == "string" else ""


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text).lstrip("0")


def repeats(attributes: dict[str, str], name: str) -> int:
    """How often a row, a cell or a space stands, by an attribute of that local name."""
    text = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 9 else 1
