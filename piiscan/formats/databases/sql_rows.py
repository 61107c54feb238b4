"""Rows of a SQL dump that the kernel takes at once, with the places of their cells.

Rule: what `sql_dump` makes of the same text, to the byte; it takes up itself what the kernel leaves. Line and column
of a cell are counted when they are asked for.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct, field

from piiscan.formats import kernel
from piiscan.formats.base import Located
from piiscan.model import Axis, Location, Step

_WINDOW = 96 << 10  # characters that it is shown: more than a segment has


class Taken(Struct):
    """Rows and the statements they stand in: `text` is that of the source, from `line` and `column` on."""

    text: bytes
    line: int
    column: int
    rows: bytes
    places: bytes  # of each cell that is not empty: where it begins in the rows, and in the text
    heads: bytes = b""
    between: bytes = b""
    _source: Located = field(default_factory=Located)

    def row_at(self, offset: int) -> Location:
        """The place of an offset in the rows. Its column counts on from that of the cell."""
        begins, texts = np.frombuffer(self.places, np.int32).reshape(-1, 2).T
        cell = int(begins.searchsorted(offset, "right")) - 1
        if cell < 0:
            return ()
        line, column = self._at(int(texts[cell]))
        characters = len(self.rows[int(begins[cell]) : offset].decode("utf-8", "replace"))
        return Step(Axis.LINE, line), Step(Axis.COLUMN, column + characters)

    def head_at(self, offset: int) -> Location:
        """The place of an offset in the heads of the statements, one after the other."""
        which, offset = divmod(offset, len(self.between))
        line, column = self._at(int(np.frombuffer(self.heads, np.int32)[which]) + offset)
        return Step(Axis.LINE, line), Step(Axis.COLUMN, column)

    def _at(self, offset: int) -> tuple[int, int]:
        if not self._source.data:
            self._source.add(self.text, (), self.line, self.column)
        line, column = self._source.locate(offset)
        return int(line.at), int(column.at)


def take_values(text: str, line: int, column: int, between: str, room: int) -> tuple[Taken, int] | None:
    """The rows that the values begin with, and how many characters they have; None: there are none for the kernel.

    `between`: the end of a statement and the head of the next one, as long as that goes to the same columns.
    """
    if kernel.sql_values is None:
        return None
    shown, head = text[:_WINDOW].encode("utf-8", "replace"), between.encode("utf-8", "replace")
    rows, places, heads, end = kernel.sql_values(shown, head, room)
    return _taken(shown[:end], (line, column), rows, places, heads, head)


def take_lines(text: str, line: int, column: int, room: int) -> tuple[Taken, int] | None:
    """The same of the lines of COPY."""
    if kernel.sql_lines is None:
        return None
    shown = text[:_WINDOW].encode("utf-8", "replace")
    rows, places, heads, end = kernel.sql_lines(shown, room)
    return _taken(shown[:end], (line, column), rows, places, heads, b"")


def _taken(
    text: bytes, at: tuple[int, int], rows: bytes, places: bytes, heads: bytes, between: bytes
) -> tuple[Taken, int] | None:
    if not text:
        return None
    characters = len(text) if text.isascii() else len(text.decode("utf-8"))
    return Taken(text, *at, rows, places, heads, between), characters
