"""Statements of SQL with places for values that are given apart: of which column the value of each place is.

Rule: a place in the list of values of an INSERT is of the column that stands as far in the list of columns; any other
is of the column it is set to or compared with. What stands between quotes is a text of the statement, and no place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from piiscan.detectors.labels import column_role
from piiscan.later import later
from piiscan.pairing.tables.header_row import ELEMENT_ROLES

_VERBS = ("insert", "update ", "select ", "delete ")
_VERB = later(
    r"INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?(?:INTO\s|\[)|UPDATE\s+(?!SET\b)\S{1,200}\s+(?:AS\s+)?(?:\w+\s+)?SET\s"
    r"|DELETE\s+FROM\s|SELECT\s",
    re.IGNORECASE,
)
_STRING = later(r"'[^']*+'")
_INSERT = later(
    r"INSERT\s[^()]{1,300}\(([^()]{1,4000})\)\s*(?:OUTPUT\s[^()]{1,300}?|OVERRIDING\s\w+\sVALUE\s*)?VALUES?\s*(?=\()",
    re.IGNORECASE,
)
_PLACE = later(r"\?|\$(\d{1,3})|(?<![\w:@])[@:](\w{1,60})|%s|%\((\w{1,60})\)s")
_COMPARED = later(
    r"(?<![\w$])([A-Za-z_][\w$]{0,80})[`\"\]]?\s{0,9}(?:[=<>!]{1,3}|(?:NOT\s)?I?LIKE|IN\s{0,3}\()\s{0,9}(?:\w{1,30}\()?\Z",
    re.IGNORECASE,
)
_REACH = 100  # characters before a place that hold what it is compared with
_MOST = 400  # places of a statement
_TRIES = 12


class Place(NamedTuple):
    """Which value it is for, from 1, the name of that where it has one, its column, and its row of an INSERT."""

    number: int
    name: str
    column: str
    row: int


class Statement(NamedTuple):
    """The places of a statement, in order, the number of the last value, and whether a column is of numbers of ours."""

    places: tuple[Place, ...]
    last: int
    has_number: bool


NO_STATEMENT = Statement((), 0, has_number=False)


def is_number(column: str) -> bool:
    """Whether a column is of a number of ours: digits alone under any other title are nothing."""
    role = column_role(column)
    return role is not None and role.kind in ELEMENT_ROLES


def statement_before(text: str, end: int, floor: int) -> int:
    """Where the last statement begins that begins between two places, -1 where none does.

    >>> statement_before("x INSERT INTO t (a) VALUES (?) y", 32, 0), statement_before("an update of it", 15, 0)
    (2, -1)
    """
    lowered = text[floor:end].lower()
    for _ in range(_TRIES):
        found = max(map(lowered.rfind, _VERBS))
        if found < 0 or _VERB.match(text, floor + found, end) is not None:
            return floor + found if found >= 0 else -1
        lowered = lowered[:found]
    return -1


def statement_behind(text: str, start: int, last: int) -> int:
    """Where the first statement begins that begins between two places, -1 where none does."""
    found = _VERB.search(text, start, last)
    return found.start() if found is not None else -1


@lru_cache(maxsize=1 << 9)  # programs say the same statements again
def read_statement(statement: str) -> Statement:
    """The places for values in a statement.

    >>> [(place.number, place.column) for place in read_statement("INSERT INTO t (a, b) VALUES (upper($2), $1)").places]
    [(2, 'a'), (1, 'b')]
    >>> [(place.name, place.column) for place in read_statement("UPDATE t SET a = @x WHERE t.[b] LIKE @y").places]
    [('x', 'a'), ('y', 'b')]
    """
    text = _STRING.sub(lambda found: " " * len(found[0]), statement)
    listed = _listed(text)
    places: list[Place] = []
    names: dict[str, int] = {}
    count = 0
    for found in _PLACE.finditer(text):
        if len(places) >= _MOST:
            break
        name = found[2] or found[3] or ""
        if name:
            number = names.setdefault(name, len(names) + 1)
        else:
            count += 1
            number = int(found[1]) if found[1] else count
        column, row = next((one[2:] for one in listed if one[0] <= found.start() < one[1]), ("", -1))
        if not column:
            compared = _COMPARED.search(text, max(0, found.start() - _REACH), found.start())
            column = compared[1] if compared is not None else ""
        places.append(Place(number, name, column, row))
    last = max((one.number for one in places), default=0)
    return Statement(tuple(places), last, any(is_number(one.column) for one in places))


def inserted(text: str, at: int) -> list[tuple[int, int, str]]:
    """The values that an INSERT in a line lists in the row of a place: where each begins and ends, and its column.

    >>> text = "INSERT INTO t (id, nm) VALUES (7, 'Lee (Ann)')"
    >>> [(text[begin:end], column) for begin, end, column in inserted(text, 35)]
    [('7', 'id'), ("'Lee (Ann)'", 'nm')]
    """
    plain = _STRING.sub(lambda found: "x" * len(found[0]), text)
    listed = _listed(plain)
    if any(_PLACE.fullmatch(plain[one[0] : one[1]].strip()) for one in listed if one[3] == 0):
        return []  # its values are given apart
    row = next((one[3] for one in listed if one[0] <= at < one[1]), -1)
    found = []
    for begin, end, column, of in listed if row >= 0 else ():
        if of == row:
            value = text[begin:end]
            first = begin + len(value) - len(value.lstrip())
            found.append((first, first + len(value.strip()), column))
    return found


def _listed(text: str) -> list[tuple[int, int, str, int]]:
    """The values that an INSERT lists: where each begins and ends, its column, and its row."""
    inserted = _INSERT.search(text)
    if inserted is None:
        return []
    columns = [column.strip(' \t\r\n`"[]') for column in inserted[1].split(",")]
    found: list[tuple[int, int, str, int]] = []
    at, row = inserted.end(), 0
    while at < len(text) and text[at] == "(" and len(found) < _MOST:
        begin, depth, which = at + 1, 1, 0
        at += 1
        while at < len(text) and depth:
            depth += (text[at] == "(") - (text[at] == ")")
            if depth == 0 or (depth == 1 and text[at] == ","):
                if which < len(columns):
                    found.append((begin, at, columns[which], row))
                begin, which = at + 1, which + 1
            at += 1
        row += 1
        while at < len(text) and text[at] in ", \r\n\t":
            at += 1
    return found
