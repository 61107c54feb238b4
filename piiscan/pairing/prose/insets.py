"""Small tables inside running text: a line of titles, the rows below it, columns by tabs or by runs of blanks.

"Name    SSN    DOB" in a letter, the drivers of an application, the accounts of a borrower. Each row is a record, read
by the plan that tables have (`plan`, `rows`): its columns decide, and rows never pair across. A number in a table that
names nobody is left to the text round it.

Rule: all that is asked of a number lies above its row within `REACH`, and in the first rows, so that how a text is cut
into segments changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from piiscan.detectors.headers import NAME_HALVES
from piiscan.detectors.labels import column_role
from piiscan.later import later
from piiscan.matcher import CELL, Hits
from piiscan.matcher.titled import REACH, begins_cell
from piiscan.model import Grade
from piiscan.pairing.prose import starts
from piiscan.pairing.prose.column_titles import CELLS
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.header_row import ELEMENT_ROLES
from piiscan.pairing.tables.plan import Plan, make_plan
from piiscan.pairing.unit import Unit

_SAMPLE_BYTES = 1500
_SAMPLE_ROWS = 12
_MOST_BLANK = 1  # lines between a title and its rows
_LONGEST = 400
_LONGEST_TITLE = 40
_FEWEST = 2  # columns
_QUOTED = 8
_WHOLE = "Name"  # a title of a whole one
_REMEMBERED = 4096
_RULER = later(r"[ \t|+]*(?:[-=_]{2,}[ \t|+]*)+")
_NO_TITLE = later(r"[:=;{}<>|@]|\d{3}")

Span = tuple[int, int]


class Inset(NamedTuple):
    """A table: where its titles begin, their places in the line, whether tabs part its cells, and how rows are read."""

    start: int
    columns: tuple[Span, ...]
    tabs: bool
    plan: Plan
    others: bool = False  # it has no numbers of ours by its titles, which only say that some are something else


class Row(NamedTuple):
    """A unit of a row, where the row begins, and what says that the next unit is of the same person there."""

    start: int
    unit: Unit
    key: tuple[str, int] | None


class Insets:
    """The tables in the running text of one segment."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._of: dict[int, Inset | None] = {}  # by the start of a line
        self._by_titles: dict[int, Inset | None] = {}

    def of(self, line: Line) -> Inset | None:
        """The table that a line is a row of."""
        passed: list[Line] = []
        found = others = None
        at: Line | None = line
        blanks = 0
        while at is not None and line.start - at.start <= REACH:
            if at is not line and at.start in self._of:
                found = self._of[at.start]
                break
            if at.blank:
                blanks += 1
                if blanks > _MOST_BLANK:
                    break
            elif at is not line and is_titles(plain(at.text)):
                found = self._titled(at)
                break
            elif not is_ruler(plain(at.text)):
                if not _is_row(plain(at.text)):
                    break
                blanks = 0
                others = others or self._of_others(at)
            passed.append(at)
            at = self._lines.before(at)
        found = found or others
        if len(self._of) > _REMEMBERED:
            self._of.clear()
        for one in passed:
            self._of[one.start] = found if found is not None and one.start - found.start <= REACH else None
        return self._of.get(line.start)

    def _of_others(self, line: Line) -> Inset | None:
        """The table whose titles end with a line and say that some numbers are something else, and none is ours."""
        return self._titled(line, others=True) if is_titles(plain(line.text), of_others=True) else None

    def _titled(self, line: Line, *, others: bool = False) -> Inset | None:
        """The table whose titles end with a line. `others`: they name no numbers of ours."""
        if line.start not in self._by_titles:
            if len(self._by_titles) > _REMEMBERED:
                self._by_titles.clear()
            self._by_titles[line.start] = self._read(line, others=others)
        return self._by_titles[line.start]

    def _read(self, line: Line, *, others: bool) -> Inset | None:
        text = plain(line.text)
        tabs = "\t" in text.strip()
        above = self._lines.before(line)
        over = plain(above.text) if above is not None and not tabs else ""
        columns, titles = _joined(over if _may_go_over(over) else "", text, tabs=tabs)
        below = [plain(one.text) for one in self._below(line)]
        sample = [row for one in below if (row := _row(columns, one, tabs=tabs)) is not None]
        if not tabs and (at := _halves(titles, sample)) is not None:
            span = columns[at][0], columns[at + 1][1]
            columns, titles = (*columns[:at], span, *columns[at + 2 :]), [*titles[:at], _WHOLE, *titles[at + 2 :]]
            sample = [row for one in below if (row := _row(columns, one, tabs=tabs)) is not None]
        if not sample:
            return None
        plan = make_plan([titles, *sample])
        known = others or any(one.label >= Grade.FAIR or one.routed for one in plan.elements)
        return Inset(line.start, columns, tabs, plan, others) if known and plan.first_row == 1 else None

    def _below(self, line: Line) -> Iterator[Line]:
        """The first rows below some titles."""
        at = self._lines.after(line)
        blanks = count = 0
        while at is not None and count < _SAMPLE_ROWS and at.end - line.start <= _SAMPLE_BYTES:
            if at.blank:
                blanks += 1
                if blanks > _MOST_BLANK:
                    return
            elif not is_ruler(plain(at.text)):
                if not _is_row(plain(at.text)):
                    return
                blanks = 0
                count += 1
                yield at
            at = self._lines.after(at)


def cells_of(inset: Inset, line: Line) -> tuple[list[str], list[Span]] | None:
    """The cells of a row, and where each stands in it, in characters; None: it is none."""
    spans = _spans(inset.columns, plain(line.text), tabs=inset.tabs)
    return None if spans is None else ([line.text[start:end] for start, end in spans], spans)


def plain(text: str) -> str:
    """A line without the marks of a quotation: they become blanks.

    >>> plain("> > Name   SSN")
    '    Name   SSN'
    """
    if ">" not in text[:_QUOTED]:
        return text
    rest = text.lstrip("> \t")
    return text[: len(text) - len(rest)].replace(">", " ") + rest


def in_cells(data: bytes | bytearray, hits: Hits) -> Bools:
    """Which hits begin a cell: behind a tab, or two blanks, or a row. Others may stand in the same row."""
    return np.asarray(begins_cell(np.frombuffer(data, np.uint8), hits.start, hits.end) | (hits.kind == CELL))


def is_titles(text: str, *, of_others: bool = False) -> bool:
    """Whether a line holds the titles of columns, one of them of numbers that may be an element.

    of_others: one of them of numbers that are something else.
    >>> is_titles("Name        SSN      DOB"), is_titles("Name: Ann     SSN: 773-01-0001"), is_titles("SSN  is here")
    (True, False, False)
    """
    if len(text) > _LONGEST or not ("  " in text or "\t" in text) or _NO_TITLE.search(text):
        return False
    titles = [match[0] for match in CELLS.finditer(text)]
    if len(titles) < _FEWEST or max(map(len, titles)) > _LONGEST_TITLE:
        return False
    roles = [column_role(title) for title in titles]
    kinds = {role.kind for role in roles if role is not None and role.grade > Grade.WEAK * (role.kind == "other")}
    if kinds.isdisjoint(ELEMENT_ROLES) and not (of_others and "other" in kinds):
        return False
    return sum(role is not None for role in roles) >= _FEWEST and all(
        title[0].isalpha() or title[0] in "#(" for title in titles
    )


def is_ruler(text: str) -> bool:
    """Whether a line only parts titles from rows."""
    return _RULER.fullmatch(text.rstrip()) is not None


def _is_row(text: str) -> bool:
    """Whether a line has cells, and is no entry of a log."""
    return len(text) <= _LONGEST and ("  " in text.strip() or "\t" in text.strip()) and not starts.is_stamped(text)


def _may_go_over(text: str) -> bool:
    """Whether a line may hold the first words of titles that a second line ends."""
    inner = text.strip()
    return "  " in inner and not any(map(str.isdigit, text)) and ":" not in text and len(text) <= _LONGEST


def _joined(over: str, text: str, *, tabs: bool) -> tuple[tuple[Span, ...], list[str]]:
    """The columns of two lines of titles, and the titles."""
    if tabs:
        return tuple(_tabbed(text)), [text[start:end] for start, end in _tabbed(text)]
    columns = [match.span() for match in CELLS.finditer(text)]
    titles = [match[0] for match in CELLS.finditer(text)]
    for match in CELLS.finditer(over):
        below = [index for index, span in enumerate(columns) if _shared(span, match.span()) > 0]
        if len(below) == 1:
            index = below[0]
            titles[index] = f"{match[0]} {titles[index]}"
            columns[index] = min(columns[index][0], match.start()), max(columns[index][1], match.end())
    return tuple(columns), titles


def _halves(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """Where a title of a given name and one of a surname stand, if the first row and half of all have one cell below.

    "First name  Last name" over "Ann Lee", as the dependents of a tax return are printed.
    """
    kinds = [role.kind if (role := column_role(title)) is not None else "" for title in titles]
    at = next((at for at, pair in enumerate(pairwise(kinds)) if set(pair) == NAME_HALVES), None)
    if at is None or not rows:
        return None
    ordered = kinds[at] == "name.given"  # else only a comma says that the surname is first
    one = [bool(row[at]) and not row[at + 1] and (ordered or "," in row[at]) for row in rows]
    return at if one[0] and 2 * sum(one) >= len(rows) else None


def _tabbed(text: str) -> list[Span]:
    """Where the cells between tabs stand, without blanks round them."""
    found, at = [], 0
    for cell in text.rstrip("\r\n").split("\t"):
        begin = at + len(cell) - len(cell.lstrip())
        found.append((begin, max(begin, at + len(cell.rstrip()))))
        at += len(cell) + 1
    return found


def _row(columns: Sequence[Span], text: str, *, tabs: bool) -> list[str] | None:
    spans = _spans(columns, text, tabs=tabs)
    return None if spans is None else [text[start:end] for start, end in spans]


def _spans(columns: Sequence[Span], text: str, *, tabs: bool) -> list[Span] | None:
    """Where the cells of a row stand, one for each column, empty where it has none."""
    if tabs:
        cells = _tabbed(text)
        return [*cells, *[(len(text), len(text))] * (len(columns) - len(cells))] if len(cells) <= len(columns) else None
    cells = [match.span() for match in CELLS.finditer(text)]
    if len(cells) < _FEWEST:
        return None
    if len(cells) == len(columns) + 1 and cells[0][1] < columns[0][0] and text[slice(*cells[0])].isdigit():
        del cells[0]  # the number of the row, which has no title
    if len(cells) == len(columns):
        return cells
    found: list[Span | None] = [None] * len(columns)
    for cell in cells:
        index = max(range(len(columns)), key=lambda at: _shared(columns[at], cell))
        known = found[index]
        found[index] = cell if known is None else (known[0], cell[1])
    placed = [span for span in found if span is not None]
    if any(one[0] >= other[0] for one, other in pairwise(placed)):
        return None
    return [(len(text), len(text)) if span is None else span for span in found]


def _shared(column: Span, cell: Span) -> int:
    """How many characters two spans have in common; below zero, how far they are apart."""
    return min(column[1], cell[1]) - max(column[0], cell[0])
