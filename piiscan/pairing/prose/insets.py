"""Small tables inside running text: a line of titles, the rows below it, columns by tabs, bars or runs of blanks.

"Name    SSN    DOB" in a letter, the drivers of an application, the accounts of a borrower. Each row is a record, read
by the plan that tables have (`plan`, `rows`): its columns decide, and rows never pair across. A number in a table that
names nobody is left to the text round it.

Rule: all that is asked of a number lies above its row within `REACH`, and in the first rows, so that how a text is cut
into segments changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from piiscan.detectors import drivers_license, ssn
from piiscan.detectors.header_words import NAME_HALVES
from piiscan.detectors.labels import column_role, find_labels
from piiscan.later import later
from piiscan.matcher import CELL, LICENSE, LICENSE_ALONE, Hits
from piiscan.matcher.apart import begins_cell
from piiscan.matcher.borders import CAPITAL, Text
from piiscan.model import Grade, Kind
from piiscan.pairing.prose.column_titles import CELLS
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.prose.row_titles import (
    MOST_ALONE,
    MOST_BLANK,
    REMEMBERED,
    Span,
    Titles,
    goes_on,
    is_row,
    is_ruler,
    is_titles,
    joined,
    plain,
    spans_of,
)
from piiscan.pairing.tables.carried import Carried, carried_by, filled, is_ditto
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.plan import ElementColumn, Plan, make_plan
from piiscan.pairing.tables.several import with_state
from piiscan.pairing.unit import Unit

_SAMPLE_BYTES = 1500
_SAMPLE_ROWS = 12
_STATE = 3  # bytes
_WORD = later(r"[^\W\d_]{3}")
_PARTS = later(r" ?[/&,] ?| and ")
_TELLING = 2
"""Titles of other things (an invoice, an order) that make a table with one whose title may be of an account or not."""
_WHOLE = "Name"  # a title of a whole one
_GROUPED = later(r"\d{3}([ -])\d{2}\1\d{4}", re.ASCII)


class Inset(NamedTuple):
    """A table: where its titles begin, their places in the line, whether tabs part its cells, and how rows are read."""

    start: int
    columns: tuple[Span, ...]
    tabs: bool
    plan: Plan
    carried: Carried | None = None  # which cells go on in the rows below


class Row(NamedTuple):
    """A unit of a row, where the row begins, and what says that the next unit is of the same person there."""

    start: int
    unit: Unit
    key: tuple[str, int] | None


class Insets:
    """The tables in the running text of one segment."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.titles = Titles(lines)
        self._by_titles: dict[int, Inset | None] = {}

    def of(self, line: Line) -> Inset | None:
        """The table that a line is a row of."""
        above = self.titles.of(line)
        return self._titled(above) if above is not None and is_titles(plain(above.text)) else None

    def _titled(self, line: Line) -> Inset | None:
        """The table whose titles end with a line."""
        if line.start not in self._by_titles:
            if len(self._by_titles) > REMEMBERED:
                self._by_titles.clear()
            self._by_titles[line.start] = self._read(line)
        return self._by_titles[line.start]

    def _read(self, line: Line) -> Inset | None:
        text = plain(line.text)
        tabs = "\t" in text.strip()
        above = self.lines.before(line)
        columns, titles = joined(plain(above.text) if above is not None else "", text, tabs=tabs)
        below = [plain(one.text) for one in self._below(line, columns)]
        if not tabs and _are_fields(columns, below):
            return None
        sample = [row for one in below if (row := _row(columns, one, tabs=tabs)) is not None]
        if not tabs and (at := _halves(titles, sample)) is not None:
            span = columns[at][0], columns[at + 1][1]
            columns, titles = (*columns[:at], span, *columns[at + 2 :]), [*titles[:at], _WHOLE, *titles[at + 2 :]]
            sample = [row for one in below if (row := _row(columns, one, tabs=tabs)) is not None]
        if not sample:
            return None
        titles = [_of_names(titles[0], [row[0] for row in sample]), *titles[1:]]
        plan = make_plan([titles, *sample])
        labelled = any(one.label >= Grade.FAIR or one.routed or _has_form(one, sample) for one in plan.elements)
        labelled = labelled or sum(map(plan.vetoed, range(len(titles)))) >= _TELLING
        if not labelled or plan.first_row != 1:
            return None
        return Inset(line.start, columns, tabs, plan, carried_by(plan, sample))

    def filled(self, inset: Inset, line: Line, cells: list[str]) -> list[str]:
        """The cells of a row, with those of the row above it that go on in it; the same, if none do."""
        carried = inset.carried
        if carried is None or not is_ditto(cells[carried.name]):
            return cells
        at = self.lines.before(line)
        while at is not None and at.start > inset.start:
            above = _row(inset.columns, plain(at.text), tabs=inset.tabs)
            if above is not None and not is_ditto(above[carried.name]):
                return filled(carried, above, cells)
            if above is None or any(_WORD.search(above[column]) for column in carried.numbers):
                return cells  # its name runs into the number
            at = self.lines.before(at)
        return cells

    def in_lines_above(self, inset: Inset, line: Line, cells: list[str]) -> list[str] | None:
        """The cells of a second line of a record, which begins with a number below the name, with the name above it."""
        subject = inset.plan.subjects[0] if len(inset.plan.subjects) == 1 else None
        at = self.lines.before(line)
        if subject is None or subject.full != 0 or at is None or _WORD.search(cells[0].partition(" ")[0]):
            return None
        above = _row(inset.columns, plain(at.text), tabs=inset.tabs)
        if above is None or not _WORD.search(above[0]) or any(map(str.isdigit, above[0])):
            return None
        return [above[0], *cells[1:]]

    def going_on(self, inset: Inset, line: Line) -> list[Line]:
        """The lines below a row that are more of its first column: an address below the name."""
        found: list[Line] = []
        at = self.lines.after(line)
        while at is not None and len(found) < MOST_ALONE and goes_on(inset.columns, plain(at.text)):
            found.append(at)
            at = self.lines.after(at)
        return found

    def _below(self, line: Line, columns: Sequence[Span]) -> Iterator[Line]:
        """The first rows below some titles."""
        at = self.lines.after(line)
        blanks = count = 0
        while at is not None and count < _SAMPLE_ROWS and at.end - line.start <= _SAMPLE_BYTES:
            if at.blank:
                blanks += 1
                if blanks > MOST_BLANK:
                    return
            elif not (is_ruler(plain(at.text)) or goes_on(columns, plain(at.text))):
                if not is_row(plain(at.text)):
                    return
                blanks = 0
                count += 1
                yield at
            at = self.lines.after(at)


def cells_of(inset: Inset, line: Line) -> tuple[list[str], list[Span]] | None:
    """The cells of a row, and where each stands in it, in characters; None: it is none."""
    spans = spans_of(inset.columns, plain(line.text), tabs=inset.tabs)
    return None if spans is None else ([line.text[start:end] for start, end in spans], spans)


def in_cells(data: bytes | bytearray, hits: Hits) -> Bools:
    """Which hits begin a cell: behind a tab, a bar, or two blanks, or a row. Others may stand in the same row.

    A licence may have its state before it: "MA S12345678".
    """
    text = np.frombuffer(data, np.uint8)
    begin = hits.start - _STATE * _are_stated(text, hits)
    return np.asarray(begins_cell(text, begin, hits.end) | (hits.kind == CELL))


def _are_stated(text: Text, hits: Hits) -> Bools:
    """Which licences stand behind two capitals and a blank."""
    stated = np.isin(hits.kind, (LICENSE, LICENSE_ALONE)) & (hits.start >= _STATE)
    at = hits.start[stated]
    stated[stated] = CAPITAL[text[at - 3]] & CAPITAL[text[at - 2]] & (text[at - 1] == ord(" "))
    return np.asarray(stated)


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


def _are_fields(columns: Sequence[Span], rows: Sequence[str]) -> bool:
    """Whether most rows have a label of their own before the first column: "Account 1   Account 2" over "Routing #"."""
    begun = [cell for row in rows if (cell := CELLS.search(row)) is not None and cell.end() < columns[0][0]]
    labelled = sum(bool(find_labels(cell[0])) for cell in begun)
    return len(rows) > 1 and 2 * labelled > len(rows)


def _of_names(title: str, cells: Sequence[str]) -> str:
    """The first part of a title over names that have something else in the lines below them: "Name / Address"."""
    first = _PARTS.split(title, maxsplit=1)[0]
    role = column_role(first) if first != title else None
    alone = role is not None and role.kind == "name.full" and not any(map(str.isdigit, "".join(cells)))
    return first if alone else title


def _row(columns: Sequence[Span], text: str, *, tabs: bool) -> list[str] | None:
    spans = spans_of(columns, text, tabs=tabs)
    return None if spans is None else [text[start:end] for start, end in spans]


def _has_form(element: ElementColumn, sample: Sequence[Sequence[str]]) -> bool:
    """Whether a column "License" has numbers of the form that Massachusetts alone gives out; "TIN", grouped as SSNs."""
    cells = [row[element.column] for row in sample if element.column < len(row)] if element.label else []
    if element.kind is Kind.SSN:
        return any(_GROUPED.fullmatch(cell.strip()) and ssn.validate(cell.strip()) is not None for cell in cells)
    if element.kind is not Kind.DRIVERS_LICENSE:
        return False
    for cell in cells:
        stated = with_state(cell)
        value = drivers_license.validate(cell if stated is None else cell[stated[0] : stated[1]])
        if value is not None and drivers_license.is_massachusetts(value):
            return True
    return False
