"""Rows that go on with the person of the row above: their cells of the name are empty, or hold a ditto mark.

Rule: rows never pair across, but where a table is grouped by persons (SPEC §5: a continued cell). It is, where the name
stands to the left, no two groups that follow each other have the same name, a good part of the rows is of no name, and
none of these says anything else of who it is that the row of the name does not say: no key, date of birth or address
of its own. Only numbers that a person has several of go on, accounts and cards; a Social Security number of its own
is of somebody else. Of surnames beside given names, only the surname goes on: the rows of a family.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from piiscan.detectors.headers import HOME_KINDS
from piiscan.detectors.labels import split_key
from piiscan.model import Grade, Kind
from piiscan.pairing.names.columns import Subject
from piiscan.pairing.names.in_text import known_name
from piiscan.pairing.tables.grid import BLANK, Grid, Ints
from piiscan.pairing.tables.plan import Plan
from piiscan.pairing.unit import Unit

_SEVERAL = frozenset({Kind.FINANCIAL_ACCOUNT, Kind.PAYMENT_CARD})
_PART = 6  # of the rows with a number one at least goes on; fewer are of a name that nobody wrote down
_DITTO = frozenset(("”", "“", "″", "〃", "«", "»", "do", "do.", "-do-", '"', "''", "ditto"))
_NAMED = 0.6  # of the cells that stand over rows are names
_LONGEST_DITTO = 5  # characters
_LONGEST_MARK = 8  # bytes of a cell that may be one
_PERSONAL = frozenset(("phone", "telephone", "tel", "cell", "mobile", "email", "mail", "dob", "birth", "born", "ssn"))
"""Words of the titles of columns that say something of a person."""
_EVIDENCE = "name:row-above"


class Carried(NamedTuple):
    """The columns of a name that goes on in the rows below it."""

    name: int  # empty there
    numbers: tuple[int, ...] = ()  # the row of the name has one itself: else it may be a record without any
    other: tuple[int, ...] = ()  # of numbers of which nobody has two: where one stands, the row is of somebody else
    same: tuple[int, ...] = ()  # empty there, or as above
    over: bool = False  # a name has its row for itself, and all below that say nothing in its column are of it


OVER = Carried(0, over=True)
"""Of a table whose rows have names over them, in a first column without a title."""


def named_over(rows: Sequence[Sequence[str]], plan: Plan) -> list[list[str]]:
    """The first records of such a table, with the names that they are below; nothing, where it is none.

    Programs of accounts write their reports so: a vendor or an employee, and then the checks.
    """
    if not plan.first_row or plan.title(0) or any(one.by_header for one in plan.subjects):
        return []
    body = rows[plan.first_row :]
    over = [row[0] for row in body if _stands_over(row)]
    if not over or sum(known_name(cell) is not None for cell in over) < _NAMED * len(over):
        return []
    head: Sequence[str] = ()
    found = [list(row) for row in rows[: plan.first_row]]
    for row in body:
        head = row if _cell(row, 0) else head
        found.append(list(row) if row is head else filled(OVER, head, list(row)))
    return found


def carried_by(plan: Plan, rows: Sequence[Sequence[str]]) -> Carried | None:
    """Which columns go on in a table, by its first records without titles; None where no row goes on."""
    if len(plan.subjects) != 1 or not plan.subjects[0].by_header:
        return None
    subject = plan.subjects[0]
    if subject.full < 0:
        return _of_families(subject, rows)
    numbers = tuple(one.column for one in plan.elements if one.subject == 0 and one.kind in _SEVERAL)
    other = tuple(one.column for one in plan.elements if one.kind not in _SEVERAL)
    said = {
        column
        for column, role in enumerate(plan.roles)
        if (role is not None and role.kind in {*HOME_KINDS, "birth"})
        or not _PERSONAL.isdisjoint(split_key(plan.title(column)).split())
    }
    same = tuple(sorted((said | set(range(subject.full))) - {subject.full, *numbers, *other}))
    carried = Carried(subject.full, numbers, other, same)
    return carried if numbers and _is_grouped(carried, rows) else None


def _of_families(subject: Subject, rows: Sequence[Sequence[str]]) -> Carried | None:
    """The column of surnames, where it stands before that of given names and is empty in some rows."""
    if not 0 <= subject.surname < subject.given:
        return None
    family = [row for row in rows if _cell(row, subject.given)]
    on = sum(is_ditto(_cell(row, subject.surname)) for row in family)
    begins = bool(family) and not is_ditto(_cell(family[0], subject.surname))
    return Carried(subject.surname) if on and begins and on * _PART >= len(family) else None


def _is_grouped(carried: Carried, rows: Sequence[Sequence[str]]) -> bool:
    head: Sequence[str] = ()
    said = on = 0
    for row in rows:
        numbered = _is_numbered(carried, row)
        if not is_ditto(name := _cell(row, carried.name)):
            if head and numbered and _cell(head, carried.name) == name:
                return False
            head = row
        elif numbered:
            if not head or not _goes_on(carried, head, row):
                return False
            on += 1
        said += numbered
    return on > 0 and on * _PART >= said


def _goes_on(carried: Carried, head: Sequence[str], row: Sequence[str]) -> bool:
    if carried.over:
        return any(row) and _stands_over(head)
    if any(_cell(row, column) for column in carried.other) or (carried.numbers and not _is_numbered(carried, head)):
        return False
    return all(is_ditto(cell := _cell(row, column)) or cell == _cell(head, column) for column in carried.same)


def _stands_over(row: Sequence[str]) -> bool:
    """Whether a row is its first cell alone, and no total of the rows above it."""
    return _cell(row, 0) != "" and not any(row[1:]) and "total" not in row[0].casefold()


def _is_numbered(carried: Carried, row: Sequence[str]) -> bool:
    return any(any(map(str.isdigit, _cell(row, column))) for column in carried.numbers)


def is_ditto(cell: str) -> bool:
    """Whether a cell without the quotation marks round it says nothing but that it is as the one above."""
    return not cell or (len(cell) <= _LONGEST_DITTO and cell.casefold() in _DITTO)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


class Carrier:
    """Follows the records of a table: what goes on in which."""

    def __init__(self, carried: Carried) -> None:
        self._carried = carried
        self._head: list[str] = []  # of the segments before

    def of(self, grid: Grid) -> Ints:
        """The records of the next segment whose name is that of a record above."""
        every = np.arange(len(grid))
        start, end = grid.columns(every, self._carried.name)
        size = end - start
        blank = np.isin(np.frombuffer(grid.data, np.uint8).take(start, mode="clip"), list(BLANK))
        on = size <= 0
        few = np.flatnonzero((size > 0) & (blank | (size <= _LONGEST_MARK)))
        on[few] = [is_ditto(grid.text(*grid.span(row, self._carried.name))) for row in few.tolist()]
        self._grid, self._before = grid, self._head
        self._above = np.maximum.accumulate(np.where(on, -1, every))
        if len(self._above) and self._above[-1] >= 0:
            self._head = grid.cells(int(self._above[-1]))
        self._on = on & ((self._above >= 0) | bool(self._before))
        return np.flatnonzero(self._on)

    def filled(self, row: int, cells: list[str]) -> list[str]:
        """The cells of a record of that segment with what goes on in them; the same, if nothing does."""
        if not self._on[row]:
            return cells
        above = int(self._above[row])
        return filled(self._carried, self._grid.cells(above) if above >= 0 else self._before, cells)


def filled(carried: Carried, head: Sequence[str], cells: list[str]) -> list[str]:
    """The cells of a record below that of a name, with what goes on in them; the same, if it says something else."""
    if not _goes_on(carried, head, cells):
        return cells
    whole = cells + [""] * (len(head) - len(cells))
    for column in (carried.name, *carried.same):
        if column < len(head) and is_ditto(whole[column]):
            whole[column] = head[column]
    return whole


def as_carried(units: list[Unit]) -> list[Unit]:
    """The units of such a record: its person is known by the row above."""
    for unit in units:
        if unit.person is not None:
            unit.pair = min(unit.pair, Grade.FAIR)
            unit.person = replace(unit.person, evidence=(*unit.person.evidence, _EVIDENCE))
    return units
