"""Data frames as R and pandas print them: titles flush right over their cells, one blank apart, rows counted in front.

Rule: every cell ends where its title ends, so that the right edges of the titles tell the columns, and a name of some
words is one cell. A line that does not end with the last title is no row. A frame too wide for the screen is printed in
blocks (pandas ends the titles of all but the last with a backslash): those with the same rows are one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Located
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.layout import Kind, layout
from piiscan.later import later
from piiscan.model import Segment, Shape

_WIDEST = 1000  # characters
_MOST_LINES = 4000
_TITLES = later(r" +[^\W\d][^|]*[^\s|] *\\? *")
_INDEX = later(r"\d{1,7}(?= )")
_LEFT_OUT = later(r"\.{2,3}(?: +\.{3})+ *")
"""What stands for the rows in the middle of a long frame."""
_WORD = later(r"\S+")
_NOTHING = frozenset(("NaN", "NaT", "None", "NA", "<NA>", "nan"))
_FIRST = (b"\n0 ", b"\n1 ")

Cell = tuple[str, int, int]
"""Its text, and the column and line where it stands."""


class Held(NamedTuple):
    """A line and its number."""

    number: int
    line: str


class _Block(NamedTuple):
    """Titles, where the columns end, and the rows by their index, of one part of a frame."""

    titles: Held
    edges: tuple[int, ...]
    rows: list[tuple[str, Held]]
    goes_on: bool


class Frames(Struct):
    """Text on its way into a flow, frames in it as tables."""

    flow: Flow
    held: list[Held] = field(default_factory=list)

    def line(self, number: int, line: str) -> None:
        """The next line."""
        here = Held(number, line)
        if self.held and self._goes_on(line):
            if len(self.held) == _MOST_LINES:
                self._give_some()
            self.held.append(here)
            return
        self.end()
        if _may_be_titles(line):
            self.held.append(here)
        else:
            self._write(here)

    def end(self) -> None:
        """No frame goes on here."""
        held, self.held = self.held, []
        done: list[_Block] = []
        for part in _parts(held):
            block = _block(part)
            if block is not None and done and _are_one(done[-1], block):
                done.append(block)
                continue
            self._give(done)
            done = [block] if block is not None else []
            for one in part if block is None else ():
                self._write(one)
        self._give(done)

    def _give_some(self) -> None:
        """The lines of a long frame so far; its titles stay, for those that follow."""
        titles, before = self.held[0], self.flow.series
        self.end()
        if self.flow.series > before:
            self.held.append(titles)

    def _goes_on(self, line: str) -> bool:
        """Whether a line may be one of a frame whose lines are held: its first row fits, a row follows, or a block."""
        if len(self.held) == 1:
            return _fits(self.held[0].line, line)
        return not line.strip() or _is_row(line) or _may_be_titles(line)

    def _write(self, one: Held) -> None:
        self.flow.write(one.line + "\n", (), one.number, 1)

    def _give(self, blocks: Sequence[_Block]) -> None:
        """The table of some blocks that have the same rows."""
        if not blocks:
            return
        table = _table(blocks)
        if layout([[text for text, _, _ in cells] for cells in table]).kind is not Kind.TABLE:
            for block in blocks:
                for one in (block.titles, *(row for _, row in block.rows)):
                    self._write(one)
            return
        located = Located()
        for cells in table:
            for index, (text, at, line) in enumerate(cells):
                if index:
                    located.glue(b"\x1f")
                located.add(text.encode("utf-8", "replace"), (), line, at)
            located.glue(b"\x1e")
        series = self.flow.new_series()
        self.flow.table(Segment(bytes(located.data), Shape.TABLE, located.locate, series=series))


def has_frame(text: bytes) -> bool:
    r"""Whether a frame is printed in a text.

    >>> has_frame(b"     name         ssn\n0 Ann Lee 773-01-0001\n"), has_frame(b"  Chapter\n1 Introduction\n")
    (True, False)
    """
    for first in _FIRST:
        at = text.find(first)
        while at >= 0:
            end = text.find(b"\n", at + 1, at + _WIDEST)
            titles = text[max(text.rfind(b"\n", max(0, at - _WIDEST), at) + 1, 0) : at]
            row = text[at + 1 : end if end >= 0 else at + _WIDEST]
            if titles.startswith(b" ") and _fits(titles.decode("latin-1"), row.decode("latin-1")):
                return True
            at = text.find(first, at + 1)
    return False


def _may_be_titles(line: str) -> bool:
    return line.startswith(" ") and len(line) <= _WIDEST and _TITLES.fullmatch(line.rstrip("\r")) is not None


def _is_row(line: str) -> bool:
    return _INDEX.match(line) is not None or _LEFT_OUT.fullmatch(line) is not None


def _fits(titles: str, row: str) -> bool:
    """Whether a line is the first row below some titles."""
    if not row.startswith(("0 ", "1 ")) or not _may_be_titles(titles):
        return False
    return len(_edges(_plain(titles), [row])) > 1


def _plain(titles: str) -> str:
    """Titles without the sign that more follow."""
    return titles.rstrip().removesuffix("\\").rstrip()


def _edges(titles: str, rows: Sequence[str]) -> tuple[int, ...]:
    """Where the columns end: with the words of titles where a cell of every row ends. Empty if the last is not one."""
    ends = [match.end() for match in _WORD.finditer(titles)]
    found = tuple(
        end for end in ends if all(row[end - 1 : end].strip() and not row[end : end + 1].strip() for row in rows)
    )
    fits = bool(found) and found[-1] == len(titles) and all(len(row.rstrip()) == len(titles) for row in rows)
    return found if fits else ()


def _parts(held: Sequence[Held]) -> Iterator[list[Held]]:
    """The held lines, cut before each that may be titles."""
    part: list[Held] = []
    for one in held:
        if part and _may_be_titles(one.line):
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _block(part: Sequence[Held]) -> _Block | None:
    """Titles and the rows below them; None where what is below is none."""
    titles = part[0]
    rows = [(index[0], one) for one in part[1:] if (index := _INDEX.match(one.line)) is not None]
    edges = _edges(_plain(titles.line), [one.line for _, one in rows]) if rows else ()
    if not edges or any(len(index) >= edges[0] for index, _ in rows):
        return None
    # R leaves no blank line between the blocks, and counts from one
    goes_on = titles.line.rstrip().endswith("\\") or (rows[0][0] == "1" and bool(part[-1].line.strip()))
    return _Block(titles, edges, rows, goes_on)


def _are_one(block: _Block, following: _Block) -> bool:
    """Whether a block follows with more columns of the same rows."""
    return block.goes_on and [index for index, _ in block.rows] == [index for index, _ in following.rows]


def _table(blocks: Sequence[_Block]) -> list[list[Cell]]:
    """The titles and the rows."""
    found = [[cell for block in blocks for cell in _cells(block.titles, block.edges, 0)]]
    for at in range(len(blocks[0].rows)):
        rows = [(block, *block.rows[at]) for block in blocks]
        found.append([cell for block, index, one in rows for cell in _cells(one, block.edges, len(index))])
    return found


def _cells(one: Held, edges: Sequence[int], first: int) -> Iterator[Cell]:
    for start, end in pairwise((first, *edges)):
        cell = one.line[start:end].lstrip()
        yield "" if cell in _NOTHING else cell.rstrip(), end - len(cell) + 1, one.number
