"""Columns of a table that stand one below the other, as pictures and some documents are read: all names, all numbers.

Rule: lines that are nothing but a number, one below the other and alike, are a column. As many lines above or below it
are another, and so on, each below its title or all without; a column of names says whose the numbers are, line by line
(SPEC §5). Where the lists of names are more than one, or of another length, nobody can tell. What is no cell (a
sentence, a field with its value) ends the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from piiscan.detectors.headers import column_role
from piiscan.later import later
from piiscan.model import Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.residence.evidence import Evidence
from piiscan.pairing.unit import person_of

_FEWEST = 2
_MOST = 200  # lines of a column
_MOST_COLUMNS = 12  # on either side of the numbers
_REACH = 1900  # bytes of a column, and of what is above it and below: `formats.segments.flow` has so much in one piece
_LONGEST = 60  # characters of a cell
_NUMBER = later(r"[A-Z]{0,2}[\d*\u2022][\d*\u2022Xx .-]{4,30}")
_RUN = later(r"[\d*\u2022Xx]+")
_NO_CELL = later(r"[a-z]{2}[.!?;]$|:\s*\S|\.\.")
_AMBIGUOUS = ("ambiguous-subject",)


class Owned(NamedTuple):
    """Whose a number of a column is, what makes that doubtful, and where the person lives by another column."""

    person: Person
    reasons: tuple[str, ...]
    residence: list[Evidence]


class Stacks:
    """The columns in one segment, looked for at numbers that stand alone in their lines."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._seen = (1, 0)  # where the lines begin between which all are of the last column
        self._owned: dict[int, Owned] = {}

    def of(self, start: int, end: int) -> Owned | None:
        """Whose the number at some bytes is, if its line is one of a column, and another column names persons."""
        line = self._lines.at(start)
        if end - start < len(line.text.strip()) or not _form(line):
            return None
        if not self._seen[0] <= line.start <= self._seen[1]:
            self._owned = {at.start: one for at, one in self._look(line) if one is not None}
        return self._owned.get(line.start)

    def _look(self, line: Line) -> Iterable[tuple[Line, Owned | None]]:
        """The column that a line is of: each line, and whose its number is; none where there is no such table."""
        form = _form(line)

        def alike(other: Line) -> bool:
            return _form(other) == form

        above = _walk(line, self._lines.before, alike, _MOST + 1)
        column = [*above[::-1], line, *_walk(line, self._lines.after, alike, _MOST + 1)]
        self._seen = (column[0].start, column[-1].start)
        if not _FEWEST <= len(column) <= _MOST or column[-1].start - column[0].start > _REACH:
            return ()
        most = (len(column) + 1) * _MOST_COLUMNS
        above = _walk(column[0], self._lines.before, _is_cell, most)[::-1]
        below = _walk(column[-1], self._lines.after, _is_cell, most)
        return zip(column, _of_table(above, column, below) or _by_lists(above, column, below), strict=False)


def _walk(line: Line, step: Callable[[Line], Line | None], wanted: Callable[[Line], bool], most: int) -> list[Line]:
    """The lines that follow in one direction and are wanted, without the blank ones, as far as may be looked."""
    found: list[Line] = []
    at = step(line)
    while at is not None and (at.blank or wanted(at)) and len(found) < most:
        if not at.blank:
            found.append(at)
        if abs(at.start - line.start) > _REACH:
            break
        at = step(at)
    return found


def _form(line: Line) -> str:
    """What numbers of one column have in common: how they are parted."""
    text = line.text.strip()
    return _RUN.sub("9", text) if _NUMBER.fullmatch(text) is not None else ""


def _is_cell(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= _LONGEST and _NO_CELL.search(text) is None


def _of_table(above: Sequence[Line], column: Sequence[Line], below: Sequence[Line]) -> list[Owned | None]:
    """By the columns of a table whose titles stand above each: the row of each number is read as in any table."""
    from piiscan.pairing.tables.column_owner import Owners
    from piiscan.pairing.tables.plan import make_plan
    from piiscan.pairing.tables.row_homes import row_residency
    from piiscan.pairing.tables.row_persons import named_in

    count = len(column)
    lines = [*above, *column, *below]
    mine = len(above) - 1  # the title of the numbers
    starts = list(range(mine % (count + 1), len(lines) - count, count + 1)) if above else []
    named = [at for at in starts if _names_persons(lines[at], lines[at + 1 : at + 1 + count])]
    if not named:
        return []
    starts = [at for at in starts if min(*named, mine) <= at <= max(*named, mine)]  # beyond these may be none
    rows = [[lines[at + row].text.strip() for at in starts] for row in range(count + 1)]
    plan = make_plan(rows)
    at = starts.index(mine)
    role = plan.roles[at]
    owner, ambiguous = Owners(plan.subjects).of(at, role.group if role is not None else "")
    if owner < 0 or not plan.first_row:
        return []
    found: list[Owned | None] = []
    for row in rows[1:]:
        person, reasons = named_in(plan.subjects[owner], row)
        residence = row_residency(plan, row, plan.subjects[owner].group)
        found.append(None if person is None else Owned(person, _AMBIGUOUS if ambiguous else reasons, residence))
    return found


def _names_persons(title: Line, cells: Sequence[Line]) -> bool:
    """Whether a column holds names, or parts of them, by its title and all its cells."""
    role = column_role(title.text.strip())
    if role is None or not role.kind.startswith("name."):
        return False
    texts = [cell.text.strip() for cell in cells]
    if role.kind == "name.full":
        return all(names.parse_name(text, labelled=True) is not None for text in texts)
    return not any(sign.isdigit() for text in texts for sign in text)


def _by_lists(above: Sequence[Line], column: Sequence[Line], below: Sequence[Line]) -> list[Owned | None]:
    """By a list of names, each of them sure by itself, above the numbers or else below."""
    for lines in (above, below):
        listed = [run for run in _lists(lines) if len(run) >= _FEWEST]
        if listed:
            same = [run for run in listed if len(run) == len(column)]
            persons = same[0] if same else listed[-1 if lines is above else 0]
            reasons = () if len(same) == 1 else _AMBIGUOUS
            return [Owned(persons[min(row, len(persons) - 1)], reasons, []) for row in range(len(column))]
    return []


def _lists(lines: Sequence[Line]) -> list[list[Person]]:
    known = ((line.text.strip(), names.known_name(line.text.strip())) for line in lines)
    return [
        [person_of(name, text) for text, name in run if name is not None]
        for named, run in groupby(known, lambda one: one[1] is not None)
        if named
    ]
