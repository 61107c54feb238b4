"""A table of HTML on its way into a grid: rows and cells as they are seen, spans taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from piiscan.formats.markup.html_plain import Marks, between, in_records, records, rows
from piiscan.formats.markup.html_sides import in_sides, is_box
from piiscan.formats.segments.cell_labels import continued
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.model import Location

_LONGEST_CELL = 64 << 10  # a cell that never ends is no cell: the rest of the table is read as text
_WIDEST = 16384
_PIECES = 8  # of a cell, that a title may be made of
_CELLS = frozenset({"td", "th"})


@dataclass(slots=True)
class HtmlTable:
    """One table under way. A table inside a cell is a table of its own and leaves nothing in the cell."""

    flow: Flow
    at: Location
    grid: Grid = field(init=False)
    number: int = 0
    row: list[str] | None = None
    cell: list[str] | None = None
    cell_size: int = 0
    span: int = 1
    hanging: dict[int, int] = field(default_factory=dict)  # column → rows a cell above still covers
    over: dict[int, str] = field(default_factory=dict)  # column → what that cell says, if it is one of data
    is_head: bool = False
    given_up: bool = False
    marks: Marks = field(default_factory=lambda: Marks(in_records))

    def __post_init__(self) -> None:
        self.grid = Grid(self.flow, self.at)

    @property
    def is_open(self) -> bool:
        """Whether text goes into a cell."""
        return self.cell is not None and not self.given_up

    def text(self, text: str) -> bool:
        """Take text into the open cell; False if it belongs to none."""
        if self.cell is None or self.given_up:
            return False
        self.cell.append(text)
        self.cell_size += len(text)
        if self.cell_size > _LONGEST_CELL:
            self._give_up()
        return True

    def box(self, side: int, following: str) -> None:
        """End the line of an open cell where text follows that is the value of what the cell says so far."""
        if not self.is_head and self.cell and is_box(side, _last_line(self.cell), following):
            self.cell.append("\n")

    def tag(self, name: str, attributes: Mapping[str, str]) -> None:
        """A tag of rows and cells. What HTML lets be left out ends by itself."""
        if self.given_up:
            self.flow.end_line()
            return
        if name in _CELLS:
            self._end_cell()
            if self.row is None:
                self._begin_row()
            if self.hanging:
                self._skip_hanging()
            self.cell, self.cell_size, self.span, self.is_head = [], 0, 1, name == "th"
            if attributes:
                self._spread(attributes)
        elif name == "tr":
            self._end_row()
            self._begin_row()
        elif name == "/tr":
            self._end_row()
        else:
            self._end_cell()

    def rows(self, source: str) -> bool:
        """Take whole rows without spans, or boxes; False if they are to be taken tag by tag."""
        if self.given_up or self.hanging or in_sides(source):
            return False
        self._end_row()
        if self.grid.is_table and (found := records(self.marks, source)):
            self.number += self.grid.records(self.number + 1, found)
            return True
        for cells, row in rows(source):
            self.number += 1
            if not self.grid.is_table:  # what stands between cells is text, if there is no table in the end
                self.flow.write(between(row))
            self.grid.row(self.number, cells)
        return True

    def _spread(self, attributes: Mapping[str, str]) -> None:
        self.span = _number(attributes.get("colspan"))
        down = _number(attributes.get("rowspan")) - 1
        if down and self.row is not None:
            self.hanging.update((len(self.row) + place, down + 1) for place in range(self.span))

    def close(self) -> None:
        """The table ends."""
        self._end_row()
        self.grid.close()

    def _begin_row(self) -> None:
        self.row = []
        self.number += 1

    def _skip_hanging(self) -> None:
        while self.row is not None and self.hanging.get(len(self.row), 0) > 0 and len(self.row) < _WIDEST:
            self.row.append(self.over.get(len(self.row), ""))

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        text = "".join(self.cell).strip()
        self.cell = None
        if self.row is not None:
            if self.hanging.get(len(self.row), 0) > 0:
                self.over[len(self.row)] = "" if self.is_head else continued(text)
            self.row.append(text)
            if self.span > 1:
                self.row.extend([""] * min(self.span - 1, _WIDEST - len(self.row)))

    def _end_row(self) -> None:
        self._end_cell()
        if self.row is not None:
            self.grid.row(self.number, self.row)
            if self.hanging:
                self.hanging = {column: left - 1 for column, left in self.hanging.items() if left > 1}
        self.row = None

    def _give_up(self) -> None:
        self._end_row()
        self.grid.close()
        self.given_up = True


def _last_line(pieces: Sequence[str]) -> str:
    return "".join(pieces[-_PIECES:]).rpartition("\n")[2]


def _number(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() and len(text) < 9 and int(text) else 1
