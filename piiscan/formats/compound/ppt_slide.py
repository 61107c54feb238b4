"""One slide (or page of notes, or master) of PowerPoint 97-2003: its texts as lines, its tables as tables.

A table is a group of shapes in rows and columns: where they stand says which cell each is (MS-ODRAW 2.2.39).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.compound.ppt_records import BYTES, CHARS, COMMENT, OUTLINE, STRING, Record, records, text_of
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.formats.spans import Span
from piiscan.model import Axis, Location, Step

_GROUP, _SHAPE, _ANCHOR = 0xF003, 0xF004, 0xF00F
_DEEPEST = 64
_NOISE = "___PPT"  # names of tags that carry what later versions added


class Page(Struct):
    """One page under way; `outline` holds the texts its shapes only refer to."""

    flow: Flow
    at: Location
    outline: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    line: int = 1
    tables: int = 0
    comments: int = 0

    def read(self, data: Span, record: Record, depth: int = 0) -> Iterator[bool]:
        """All texts inside a record; yields now and then."""
        for inner in records(data, record.start, record.end):
            if inner.kind in {CHARS, BYTES, STRING, OUTLINE}:
                self.write(self._text(data, inner))
            elif inner.kind == COMMENT:
                self._comment(data, inner)
            elif inner.kind == _GROUP and self._table(data, inner):
                pass
            elif inner.inner and depth < _DEEPEST:
                yield from self.read(data, inner, depth + 1)
            yield True

    def rest(self) -> None:
        """The texts of the outline no shape refers to."""
        for index, text in enumerate(self.outline):
            if index not in self.used:
                self.write(text)

    def write(self, text: str) -> None:
        """A text as lines of its own."""
        if not text.strip() or text.startswith(_NOISE):
            return
        self.flow.write(text, self.at, self.line)
        self.flow.end_line()
        self.line += text.count("\n") + (not text.endswith("\n"))

    def _text(self, data: Span, record: Record) -> str:
        if record.kind != OUTLINE:
            return text_of(data, record)
        index = int.from_bytes(data[record.start : record.start + 4], "little")
        if index >= len(self.outline) or index in self.used:
            return ""
        self.used.add(index)
        return self.outline[index]

    def _comment(self, data: Span, record: Record) -> None:
        """A comment, and who wrote it behind it: what it says is not about its author."""
        texts = {inner.instance: text_of(data, inner) for inner in records(data, record.start, record.end)
                 if inner.kind == STRING}  # fmt: skip
        self.comments += 1
        for instance in (1, 0):
            if texts.get(instance):
                self.flow.write(texts[instance], (*self.at, Step(Axis.PART, "comments")), self.comments)
                self.flow.end_line()

    def _table(self, data: Span, group: Record) -> bool:
        cells: list[tuple[int, int, str]] = []
        used = set(self.used)
        for shape in records(data, group.start, group.end):
            if shape.kind == _GROUP:
                self.used = used
                return False
            if shape.kind == _SHAPE:
                cells += self._cell(data, shape)
        tops, lefts = sorted({top for top, _, _ in cells}), sorted({left for _, left, _ in cells})
        if len(tops) < 2 or len(lefts) < 2 or len(cells) * 2 < len(tops) * len(lefts):
            self.used = used
            return False
        self.tables += 1
        grid = Grid(self.flow, (*self.at, Step(Axis.TABLE, self.tables)))
        found = {(top, left): text for top, left, text in cells}
        for number, top in enumerate(tops, 1):
            grid.row(number, [found.get((top, left), "") for left in lefts])
        grid.close()
        return True

    def _cell(self, data: Span, shape: Record) -> Iterator[tuple[int, int, str]]:
        """(top, left, text) of a shape with text."""
        anchor = None
        texts: list[str] = []
        waiting = [shape]
        while waiting:
            for inner in records(data, (here := waiting.pop()).start, here.end):
                if inner.kind == _ANCHOR and inner.end - inner.start >= 16:
                    anchor = struct.unpack("<ii", data[inner.start : inner.start + 8])
                elif inner.kind in {CHARS, BYTES, OUTLINE}:
                    texts.append(self._text(data, inner).strip())
                elif inner.inner and len(waiting) < _DEEPEST:
                    waiting.append(inner)
        if anchor is not None and any(texts):
            yield anchor[1], anchor[0], "\n".join(filter(None, texts))
