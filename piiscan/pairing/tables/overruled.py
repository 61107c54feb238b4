"""Numbers in columns whose header says another thing, where the cell itself says what they are.

Rule: the name of a number right before it says what it is wherever it stands ("SSN 010-94-0001"), as does its key in
an object ("old_row" of an audit: {"ssn": "010-94-0001"}), and a cell of words that has its record for itself is a note
below the table, or between its rows: no header is said of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from piiscan import judge
from piiscan.detectors.labels import Role
from piiscan.later import later
from piiscan.matcher import Hits
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.tables.grid import Grid, Ints
from piiscan.pairing.tables.plan import Plan

_SHORTEST_NAME = 3  # bytes of what names a number in a cell: "SSN"
_COLUMNS = 2  # with titles; a list has one
_KEY = later(r"""[{,]\s{0,20}(?P<quote>"{1,2})[^"\n]{1,80}(?P=quote)\s?:\s?(?:(?P=quote)|)\Z""")
"""The key of a number in an object, in CSV with doubled quotes."""


def overruled(hits: Hits, grid: Grid, plan: Plan, some: Ints, columns: Ints) -> list[int]:
    """Which of some hits are what their cell says, whatever its header does."""
    cell = np.searchsorted(grid.ends, hits.start[some])
    start = np.where(cell > 0, grid.ends[cell - 1] + 1, 0)
    some = some[hits.start[some] - start >= _SHORTEST_NAME]
    found = []
    for index in some.tolist():
        role = plan.roles[int(columns[index])]
        if role is not None and role.kind in judge.OVERRULED:
            at, (row, column) = int(hits.start[index]), grid.places(hits.start[index])
            begin = max(grid.span(int(row), int(column))[0], at - judge.BEFORE)
            before = decode(grid.data[begin:at], cut=True)
            note = " " in before.strip() and is_note(plan, grid.cells(int(row)))
            if note or _has_key(before) or judge.names_itself(int(hits.kind[index]), before):
                found.append(index)
    return found


def role_of(plan: Plan, column: int, before: str, cells: Sequence[str]) -> Role | None:
    """What the header of a column says of a number in it, behind some words in its cell."""
    role = plan.roles[column] if column < len(plan.roles) else None
    if role is None or role.kind not in judge.OVERRULED:
        return role
    if _has_key(before):
        return None
    if " " not in before.strip():
        return role
    return None if is_note(plan, cells) else role


def _has_key(before: str) -> bool:
    """Whether a text ends with the key of an object, and the quote of its value.

    >>> _has_key('{"ssn": "'), _has_key('{""id"":7,""ssn"":'), _has_key("SSN: ")
    (True, True, False)
    """
    return before[-2:].strip()[-1:] in {'"', ":"} and _KEY.search(before) is not None


def is_note(plan: Plan, cells: Sequence[str]) -> bool:
    """Whether a record is one cell, in a table with more columns than one."""
    return sum(map(bool, cells)) == 1 and sum(map(bool, plan.header)) >= _COLUMNS
