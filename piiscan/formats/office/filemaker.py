"""Rows of FileMaker as XML: the names of fields once above all, then a list of cells for each record.

Source: FileMaker's XML grammar FMPXMLRESULT: METADATA with a FIELD for each column, RESULTSET with ROWs of COLs, each
with a DATA for every repetition of the field.
"""

from __future__ import annotations

from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.model import Axis, Step

ROOT = b"FMPXMLRESULT"
_MOST = 1 << 14  # columns


class Records:
    """The table under way; the state between two elements."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.cells = 0
        self._grid = Grid(self.flow, ())
        self._titles: list[str] = []
        self._row: list[str] = []
        self._number = 0
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        self._words.clear()
        if name == "FIELD" and len(self._titles) < _MOST:
            self._titles.append(attributes.get("NAME", ""))
        elif name == "RESULTSET":
            self._grid.row(0, self._titles)
        elif name == "ROW":
            self._row, self._number = [], self._number + 1
        elif name == "COL" and len(self._row) < _MOST:
            self._row.append("")

    def text(self, text: str) -> None:
        """Some text of an element."""
        self._words.append(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition(" ")[2]
        text = "".join(self._words).strip()
        self._words.clear()
        if name == "DATA" and self._row:
            self.cells += 1
            self._row[-1] = f"{self._row[-1]} {text}".strip()
        elif name == "ROW":
            self._grid.row(self._number, self._row)
        elif text:
            self.flow.end_line()
            self.flow.write(text, (Step(Axis.PART, name),))
            self.flow.end_line()

    def close(self) -> None:
        """The document has ended."""
        self._grid.close()
