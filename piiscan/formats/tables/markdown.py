"""Text with tables drawn in it: those of Markdown and wikis, and those that database shells print.

Rule: a line of cells with a line of dashes below it, or with double bars (Jira), begins a table; it goes on as long as
lines have bars. Below a rule a header may have several lines: words, or the types of columns. Boxes are read as dashes
and bars; what R and pandas print without any, `frames` knows, what has but dashes below each title, `ruled`. What
`layout` calls no table of records, a form of labels and values say, stays text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.cell_labels import names_field
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.keyed import blocks
from piiscan.formats.segments.layout import Kind, layout
from piiscan.formats.segments.stanzas import stands_over
from piiscan.formats.tables.drawn import RULE, in_ascii, titles_in_rule
from piiscan.formats.tables.frames import Frames
from piiscan.formats.tables.ruled import Ruled
from piiscan.later import later
from piiscan.model import Blob, Segment, Shape

_MOST_ROWS = 1000  # of a segment
_WIDEST = 4000  # characters: a longer line is text
_PAIR = 2  # cells
_MOST_TITLES = 5  # lines of a header
_TYPE = later(  # of a column, in the second line of a header
    r"-*|str|chr|cat|enum|bool(?:ean)?|u?(?:tiny|small|big|huge)?int(?:eger)?\d*|[iuf]\d{1,3}|float\d*|double|decimal.*|varchar"
    r"|string|text|date|time|timestamp.*|datetime.*|list.*|struct.*|object|null|uuid|blob"
)
_BAR = later(r"(?<!\\)\|")
_BEFORE = later(r"\s*(?:\d{1,9}\.\s*)?")  # a bar on the left, and perhaps the number of the row
_DRESSED = later(r"(\*\*|__|[*_`])([^*_`]+)\1")
_DRESS = frozenset("*_`")

Cell = tuple[str, int]
"""The text of a cell, and the column of the line it begins in, from 1."""
_Row = tuple[int, list[Cell]]
"""The number of a line, and its cells."""


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


class _Held(NamedTuple):
    """A line, as it is and with bars and dashes for what is drawn."""

    number: int
    line: str
    drawn: str


class _Reader(Struct):
    """The text and the table under way."""

    flow: Flow = field(default_factory=Flow)
    held: list[_Held] = field(default_factory=list)  # lines that may be a header, or the rows of a table
    inside: bool = False
    series: int = 0  # of a table that goes on
    above: bool = False  # whether the line before is a rule
    bordered: bool = False  # whether one is above what is held: a header may have several lines
    outside: Ruled | None = None  # of the text outside of tables

    def line(self, number: int, line: str) -> None:
        """The next line."""
        drawn = in_ascii(line)
        barred = "|" in drawn and len(line) <= _WIDEST
        ruled = len(line) <= _WIDEST and RULE.fullmatch(drawn) is not None
        here = _Held(number, line, drawn)
        above, self.above = self.above, ruled
        if self.inside:
            if barred or ruled:
                self.held.append(here)
                if len(self.held) >= _MOST_ROWS:
                    self._give()
                return
            self.end()
        if ruled and self.held:
            self.inside = True
            self.held.append(here)
            return
        self._begin(here, above=above, barred=barred and not ruled)

    def _begin(self, here: _Held, *, above: bool, barred: bool) -> None:
        """A line outside of tables: the first one of a header, a further one, or text."""
        titles = titles_in_rule(here.line)
        if not (barred and self.bordered and 0 < len(self.held) < _MOST_TITLES):
            self._text()
            self.bordered = above
        if titles is not None:
            self.held, self.inside = [here._replace(drawn=titles)], True
        elif barred:
            self.held.append(here)
            self.inside = here.drawn.lstrip().startswith("||") and here.drawn.rstrip().endswith("||")
        else:
            self.outside = self.outside or Ruled(self.flow, Frames(self.flow))
            self.outside.line(here.number, here.line)

    def end(self) -> None:
        """The table is complete; what is held is none by now."""
        if self.inside:
            self._give()
        self._text()
        if self.outside is not None:
            self.outside.end()
        self.inside, self.series = False, 0

    def _text(self) -> None:
        held, self.held = self.held, []
        if held and self.outside is not None:
            self.outside.end()
        for number, line, _ in held:
            self.flow.write(in_ascii(line) + "\n", (), number, 1)  # the bars of a form, as text has them

    def _rows(self) -> list[tuple[int, list[Cell]]]:
        """The rows that are held, a header of several lines as one."""
        rules = [at for at, one in enumerate(self.held) if RULE.fullmatch(one.drawn) is not None]
        titles = rules[0] if rules and not self.series and self.bordered else 0
        rows = [(one.number, _cells(one.drawn)) for at, one in enumerate(self.held) if at not in set(rules)]
        return (
            rows if titles < _PAIR else [(rows[0][0], _merged([cells for _, cells in rows[:titles]])), *rows[titles:]]
        )

    def _bands(self) -> list[tuple[_Row, _Row]] | None:
        """The rows of a box without a rule below its titles: those of a form, each of labels with one of values."""
        held = self.held
        rules = [-1, *(at for at, one in enumerate(held) if RULE.fullmatch(one.drawn) is not None), len(held)]
        between = [held[start + 1 : end] for start, end in pairwise(rules) if end - start > 1]
        if not self.bordered or any(len(rows) != _PAIR for rows in between):
            return None
        found = [((one.number, _cells(one.drawn)), (two.number, _cells(two.drawn))) for one, two in between]
        over = all(stands_over(*([text for text, _ in cells] for _, cells in rows)) for rows in found)
        return found if found and over else None

    def _fields(self, bands: list[tuple[_Row, _Row]]) -> None:
        """The fields of a box, in a line each."""
        self.held = []
        for (_, labels), (number, cells) in bands:
            for (label, _), (text, at) in zip(labels, cells, strict=False):
                if text:
                    self.flow.text.glue(f"{label.rstrip(': ')}: ".encode("utf-8", "replace"))
                    self.flow.write(f"{text}\n", (), number, at)

    def _give(self) -> None:
        """The rows so far as a segment, if they are records."""
        rows = self._rows()
        if self.outside is not None:
            self.outside.end()
        if not self.series:
            if (bands := self._bands()) is not None:
                self._fields(bands)
                return
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


def _merged(lines: Sequence[list[Cell]]) -> list[Cell]:
    """The titles of columns whose words stand in several lines. Lines of types only are none of them.

    >>> _merged([[("name", 3), ("Social", 9)], [("", 3), ("Security", 9)], [("str", 3), ("---", 9)]])
    [('name', 3), ('Social Security', 9)]
    """
    said = [line for at, line in enumerate(lines) if not at or not all(_TYPE.fullmatch(text) for text, _ in line)]
    width = max(map(len, said))
    columns = [[line[at] for line in said if at < len(line)] for at in range(width)]
    return [(" ".join(text for text, _ in column if text), column[0][1]) for column in columns]


def _are_records(rows: list[list[str]]) -> bool:
    """Whether rows are those of a table: of two columns the first may name fields ("Field | Value", "Name | Ann").

    Below no titles at all it does.
    """
    names = [row[0] for row in rows[1:] if row]
    fields = all(len(row) == _PAIR for row in rows) and len(set(names)) == len(names)
    if fields and (not any(rows[0]) or sum(map(names_field, names)) * 2 >= len(names)):
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
    if _BEFORE.fullmatch(line, 0, spans[0][1]) is not None:
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
