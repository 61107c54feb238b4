"""Text with tables drawn in it: those of Markdown and wikis, and those that database shells print.

Rule: a line of cells with a line of dashes below it, or with double bars (Jira), begins a table; it goes on as long as
lines have bars. What `layout` calls no table of records, a form of labels and values say, stays text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.keyed import blocks
from piiscan.formats.segments.layout import Kind, is_label, layout
from piiscan.formats.tables.drawn import RULE
from piiscan.later import later
from piiscan.model import Blob, Segment, Shape

_MOST_ROWS = 1000  # of a segment
_WIDEST = 4000  # characters: a longer line is text
_PAIR = 2  # cells
_BAR = later(r"(?<!\\)\|")
_DRESSED = later(r"(\*\*|__|[*_`])([^*_`]+)\1")
_DRESS = frozenset("*_`")

Cell = tuple[str, int]
"""The text of a cell, and the column of the line it begins in, from 1."""


def extract_markdown(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The tables as tables, all else as text."""
    opened, _ = open_text(blob)
    reader = _Reader()
    with opened() as stream:
        for text, first, _ in blocks(stream):
            for number, line in enumerate(text.removesuffix("\n").split("\n"), first):
                reader.line(number, line)
            yield from reader.flow.drain()
    reader.end()
    yield from reader.flow.finish()


class _Reader(Struct):
    """The text and the table under way."""

    flow: Flow = field(default_factory=Flow)
    held: list[tuple[int, str]] = field(default_factory=list)  # a line that may be a header, or the rows of a table
    inside: bool = False
    series: int = 0  # of a table that goes on

    def line(self, number: int, line: str) -> None:
        """The next line."""
        barred = "|" in line and len(line) <= _WIDEST
        ruled = len(line) <= _WIDEST and RULE.fullmatch(line) is not None
        if self.inside:
            if barred or ruled:
                self.held.append((number, line))
                if len(self.held) >= _MOST_ROWS:
                    self._give()
                return
            self.end()
        if ruled and self.held:
            self.inside = True
            self.held.append((number, line))
            return
        self._text()
        if barred and not ruled:
            self.held = [(number, line)]
            self.inside = line.lstrip().startswith("||") and line.rstrip().endswith("||")
        else:
            self.flow.write(line + "\n", (), number, 1)

    def end(self) -> None:
        """The table is complete; what is held is none by now."""
        if self.inside:
            self._give()
        self._text()
        self.inside, self.series = False, 0

    def _text(self) -> None:
        held, self.held = self.held, []
        for number, line in held:
            self.flow.write(line + "\n", (), number, 1)

    def _give(self) -> None:
        """The rows so far as a segment, if they are records."""
        rows = [(number, _cells(line)) for number, line in self.held if RULE.fullmatch(line) is None]
        if not self.series:
            if not _are_records([[text for text, _ in cells] for _, cells in rows]):
                self._text()
                return
            self.series = self.flow.new_series()
        self.held = []
        located = Located()
        for number, cells in rows:
            for index, (text, at) in enumerate(cells):
                if index:
                    located.glue(b"\x1f")
                located.add(text.encode("utf-8", "replace"), (), number, at)
            located.glue(b"\x1e")
        if rows:
            self.flow.table(Segment(bytes(located.data), Shape.TABLE, located.locate, series=self.series))


def _are_records(rows: list[list[str]]) -> bool:
    """Whether rows are those of a table: of two columns the first may name fields ("Field | Value", "Name | Ann")."""
    names = [row[0] for row in rows[1:] if row]
    fields = all(len(row) == _PAIR for row in rows) and len(set(names)) == len(names)
    if fields and sum(map(is_label, names)) * 2 >= len(names):
        return False
    return layout(rows).kind is Kind.TABLE


def _cells(line: str) -> list[Cell]:
    r"""The cells of a line.

    >>> _cells("| **Ann** | 1 |"), _cells("||Name||SSN||"), _cells(" 1 | a")
    ([('Ann', 5), ('1', 13)], [('Name', 3), ('SSN', 9)], [('1', 2), ('a', 6)])
    """
    if line.lstrip().startswith("||"):
        line = line.replace("||", " |")
    bars = [-1, *_bars(line), len(line)]
    spans = [(start + 1, end) for start, end in pairwise(bars)]
    if not line[: spans[0][1]].strip():
        spans = spans[1:]
    if spans and not line[spans[-1][0] :].strip():
        spans.pop()
    return [_cell(line, start, end) for start, end in spans]


def _bars(line: str) -> list[int]:
    """Where the bars of a line stand that part cells."""
    if "\\" in line:
        return [found.start() for found in _BAR.finditer(line)]
    found, at = [], line.find("|")
    while at >= 0:
        found.append(at)
        at = line.find("|", at + 1)
    return found


def _cell(line: str, start: int, end: int) -> Cell:
    text = line[start:end].lstrip()
    start = end - len(text)
    text = text.rstrip()
    if "\x1e" in text or "\x1f" in text:
        text = text.translate({0x1E: " ", 0x1F: " "})
    dressed = _DRESSED.fullmatch(text) if text[:1] in _DRESS else None
    return (dressed[2], start + len(dressed[1]) + 1) if dressed is not None else (text, start + 1)
