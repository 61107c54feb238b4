"""The comments on the cells of a sheet (ECMA-376 part 1, 18.7; threads: [MS-XLSX] 2.6.203), read before its cells.

Rule: what is said of a cell is one remark, however many answered. Programs begin a comment with who wrote it, and keep
a copy of a thread for those that know none: the writer is not whom the comment is about, and a copy says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.office.ooxml import Package, relations
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import COMMENT, Remark, Remarks
from piiscan.formats.sheets.xlsx_cells import reference
from piiscan.model import Axis, Location, Segment, Step

_PARTS = ("comments+xml", "threadedcomments+xml")
_TEXTS = frozenset({"t", "text", "author"})
_MOST = 10_000  # comments that wait for their rows, and characters of them
_MOST_TEXT = 4 << 20
_COPY = "tc="  # the author of a copy: this and the identity of the thread


class Comments(Struct):
    """The comments on one sheet; `remarks` are those that wait for their rows."""

    at: Location
    flow: Flow = field(default_factory=Flow)
    remarks: Remarks = field(default_factory=dict)
    _cells: dict[tuple[int, int], _Said] = field(default_factory=dict)
    _size: int = 0

    def read(self, package: Package, part: str) -> Iterator[Segment]:
        """Read what a sheet points to. More than is kept comes out as text."""
        for relation in relations(package, part).values():
            if relation.part in package.taken or not package.types.get(relation.part, "").endswith(_PARTS):
                continue
            reading = _Part(self)
            for _ in package.read(relation.part, (reading.start, reading.end, reading.text)):
                yield from self.flow.drain()
        for (row, column), said in sorted(self._cells.items()):
            self.remarks.setdefault(row, []).append(Remark(column, said.whole()))
        self._cells.clear()
        yield from self.flow.finish()

    def left(self) -> Iterator[Segment]:
        """Those whose rows never came, or are no records."""
        for row, said in sorted(self.remarks.items()):
            for column, text in said:
                self._tell((row, column), text)
        self.remarks.clear()
        yield from self.flow.finish()

    def take(self, cell: Location, author: str, text: str, *, thread: bool) -> None:
        """One comment, or one message of a thread."""
        text = text.strip().removeprefix(f"{author}:\n") if author else text.strip()
        if not text:
            return
        place = (int(cell[0].at), int(cell[1].at)) if cell else (0, 0)
        self._size += len(text)
        if not cell or len(self._cells) >= _MOST or self._size > _MOST_TEXT:
            self._tell(place, text)
            return
        said = self._cells.setdefault(place, _Said())
        (said.thread if thread else said.copies if author.startswith(_COPY) else said.notes).append(text)

    def _tell(self, place: tuple[int, int], text: str) -> None:
        cell = (Step(Axis.ROW, place[0]), Step(Axis.COLUMN, place[1])) if place[0] else ()
        self.flow.end_line()
        self.flow.write(text, (*self.at, *cell, Step(Axis.PART, COMMENT)))
        self.flow.end_line()


class _Said(Struct):
    """What is said of one cell."""

    notes: list[str] = field(default_factory=list)
    thread: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)  # of the thread

    def whole(self) -> str:
        """All of it; of a copy the lines that the thread has not, if the cell has one."""
        known = {line.strip() for text in self.thread for line in text.splitlines()}
        copied = "\n".join(self.copies)
        if self.thread:
            copied = "\n".join(line for line in copied.splitlines() if line.strip() not in known)
        return "\n".join(filter(None, (*self.notes, *self.thread, copied)))


class _Part(Struct):
    """One part under way."""

    comments: Comments
    _authors: list[str] = field(default_factory=list)
    _cell: Location = ()
    _author: str = ""
    _texts: list[str] = field(default_factory=list)
    _taking: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition(" ")[2]
        self._taking = name in _TEXTS
        if name in {"comment", "threadedComment"}:
            number = attributes.get("authorId", "")
            known = number.isdecimal() and len(number) < 6 and int(number) < len(self._authors)
            self._author = self._authors[int(number)] if known else ""
            self._cell = reference(attributes.get("ref", ""))
        if name in {"comment", "threadedComment", "author"}:
            self._texts.clear()

    def text(self, text: str) -> None:
        """Text of the innermost element."""
        if self._taking:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        self._taking = False
        name = tag.rpartition(" ")[2]
        if name == "author":
            self._authors.append("".join(self._texts))
        elif name in {"comment", "threadedComment"}:
            self.comments.take(self._cell, self._author, "".join(self._texts), thread=name == "threadedComment")
