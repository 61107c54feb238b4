"""One story of a Word document, character by character, into paragraphs and tables (MS-DOC 2.4).

A paragraph with tracked changes is given twice, as it reads now and as it read before; the instructions of a field
come behind the paragraph, so that they part no label from its value.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.compound.doc_fib import Piece
from piiscan.formats.compound.doc_marks import Marks
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.formats.spans import Span
from piiscan.model import Axis, Location, Segment, Step

_CHUNK = 8 << 10  # characters
_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # all that mean something, but for tabs and ends of paragraphs
_CONTROL = re.compile("([\x07\x0c\r\x13\x14\x15])")
_PLAIN = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": None, "\x00": None, "\x01": None, "\x02": None,
                        "\x03": None, "\x04": None, "\x05": None, "\x08": None})  # fmt: skip
_WIDEST = 16384  # cells of a row
_LONGEST = 1 << 20  # characters of a paragraph, and of a cell


class DocStory(Struct):
    """The state between two pieces."""

    flow: Flow
    at: Location
    marks: Marks
    number: int = 0  # of the paragraph, outside tables
    tables: int = 0
    grid: Grid | None = None
    row_number: int = 0
    row: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    changed: bool = False
    size: int = 0
    fields: list[bool] = field(default_factory=list)  # for each open field, whether its instruction is under way
    instructions: list[str] = field(default_factory=list)

    def read(self, document: Span, pieces: list[Piece]) -> Iterator[Segment]:
        """All of a story."""
        for piece in pieces:
            for start, end in self._parts(piece, min(piece.end, len(document))):
                encoding = "utf-16-le" if piece.width == 2 else "cp1252"
                text = document[start:end].decode(encoding, "replace")
                self._take(text, start, piece.width)
                yield from self.flow.drain()
        self._end_paragraph()
        self._end_table()
        yield from self.flow.finish()

    def _parts(self, piece: Piece, end: int) -> Iterator[tuple[int, int]]:
        """A piece cut where a tracked change begins or ends, and where it is too long for one go."""
        borders = {
            piece.start,
            max(end, piece.start),
            *range(piece.start, end, _CHUNK * piece.width),
            *self.marks.deleted.borders(piece.start, end),
            *self.marks.inserted.borders(piece.start, end),
        }
        # A border inside a character of two bytes is a lie: the character stays whole.
        ordered = sorted({border - (border - piece.start) % piece.width for border in borders})
        return itertools.pairwise(ordered)

    def _take(self, text: str, start: int, width: int) -> None:
        gone, new = self.marks.deleted.holds(start), self.marks.inserted.holds(start)
        at = start
        if not (gone or new) and self._is_plain(text, start, start + len(text) * width):
            first, last = text.find("\r") + 1, text.rfind("\r") + 1
            if last > first:
                self._take_plain(text[:first], text[first:last])
                text, at = text[last:], start + last * width
        for part in _CONTROL.split(text):
            if part and _CONTROL.match(part):
                self._control(part, at)
            elif part:
                self._add(part.translate(_PLAIN), gone=gone, new=new)
            at += len(part) * width

    def _is_plain(self, text: str, start: int, end: int) -> bool:
        """Whether a text is nothing but whole paragraphs outside tables and fields, as most are."""
        marks = self.marks.in_table
        outside = not marks.holds(start) and next(marks.borders(start, end), None) is None
        return outside and not (self.fields or self.row or self.cell) and not _SIGNS.search(text)

    def _take_plain(self, first: str, rest: str) -> None:
        """The end of the paragraph under way, and many whole ones at once: their lines are counted when asked for."""
        self._add(first[:-1], gone=False, new=False)
        self._paragraph_mark(-1, page=False)
        self.flow.end_line()
        self.flow.write(rest.replace("\r", "\n"), self.at, self.number + 1)
        self.number += rest.count("\r")

    def _add(self, text: str, *, gone: bool, new: bool) -> None:
        if self.fields and self.fields[-1]:
            self.instructions.append(text)
            return
        self.changed = self.changed or gone or new
        if not gone:
            self.now.append(text)
        if not new:
            self.before.append(text)
        self.size += len(text)
        if self.size > _LONGEST:
            self._end_paragraph()

    def _control(self, sign: str, at: int) -> None:
        if sign == "\x13":
            self.fields.append(True)
        elif sign == "\x14" and self.fields:
            self.fields[-1] = False
        elif sign == "\x15" and self.fields:
            self.fields.pop()
            self.instructions.append("\n")
        elif sign == "\x07":
            self._cell_mark(at)
        elif sign in "\r\x0c":
            self._paragraph_mark(at, page=sign == "\x0c")

    def _paragraph_mark(self, at: int, *, page: bool) -> None:
        if self.marks.in_table.holds(at):
            self._to_cell()
            return
        self.number += 1
        self._end_table()
        self._end_paragraph()
        if page:
            self.flow.text.glue(b"\n")

    def _cell_mark(self, at: int) -> None:
        """The end of a cell, or of a row: where no property says which, an empty cell behind another is one."""
        told = bool(self.marks.row_ends.starts)
        empty = not (self.now or self.cell or self.instructions)
        if self.marks.row_ends.holds(at) if told else (empty and bool(self.row)):
            self._end_row()
            return
        self._to_cell()
        if len(self.row) < _WIDEST:
            self.row.append("\n".join(self.cell))
            self.cell = []

    def _end_row(self) -> None:
        if self.grid is None:
            self.tables += 1
            self.row_number = 0
            self.grid = Grid(self.flow, (*self.at, Step(Axis.TABLE, self.tables)))
        self.row_number += 1
        self.grid.row(self.row_number, self.row)
        self.row = []

    def _end_table(self) -> None:
        if self.cell:
            self.row.append("\n".join(self.cell))
            self.cell = []
        if any(self.row):
            self._end_row()
        self.row = []
        if self.grid is not None:
            self.grid.close()
            self.grid = None

    def _to_cell(self) -> None:
        self.cell += [text for text in self._texts() if text.strip()]

    def _end_paragraph(self) -> None:
        for text in self._texts():
            if text.strip():
                self.flow.end_line()
                self.flow.write(text, (*self.at, Step(Axis.LINE, max(self.number, 1))))
                self.flow.end_line()

    def _texts(self) -> list[str]:
        """What the paragraph under way comes to."""
        texts = ["".join(self.now)]
        if self.changed:
            texts.append("".join(self.before))
        if not self.fields or not self.fields[-1]:
            texts.append("".join(self.instructions).strip())
            self.instructions = []
        self.now, self.before, self.changed, self.size = [], [], False, 0
        return texts
