"""Statements of SQL whose values a log gives apart, as records: each value under the column that it is for.

Rule: a statement stands before its values, in the same line or above, with none of its kind and thread between; or, in
some logs, behind them. What it sets and what it compares is of one row. Whom the record does not name, nothing round
it does: the next line is of another statement.
"""

from __future__ import annotations

from piiscan.pairing.prose.bound_values import ABOVE, Group, Value, group_at, tag_of
from piiscan.pairing.prose.printed_rows import Field
from piiscan.pairing.prose.statement_columns import (
    NO_STATEMENT,
    Statement,
    read_statement,
    statement_before,
    statement_behind,
)

REACH = 6 << 10
"""Bytes on either side of a value: statements with hundred columns have three thousand."""
_SHORT = 1200, 800
_BEHIND = 600  # bytes between values and a statement below
_LONGEST = 4 << 10  # bytes of a statement below
_TRIES = 6  # statements of other threads that are passed over, and parts of one
_GIVEN = ("arameters: ", "\n-- @", "BINDS #", "arameters=[", "\n-- p0")
"""Before values in a line, or all of them."""


def values_round(data: bytes | bytearray, at: int, *, digits: bool) -> list[Field]:
    """The values of the statement that the one at a place is for; none, where it is for none.

    `digits`: the value is digits alone, so that one without a column of such numbers is not read.
    """
    found = _within(data, at, *_SHORT, digits=digits)
    found = _within(data, at, REACH, REACH, digits=digits) if found is None else found
    return found or []


def _within(data: bytes | bytearray, at: int, back: int, ahead: int, *, digits: bool) -> list[Field] | None:
    """The same of a stretch round the place: most statements are short. None: of this one no statement is in it."""
    low = max(0, at - back)
    low = low and (data.find(b"\n", low, at) + 1 or low)  # of a long line, what is near
    text = bytes(data[low : at + ahead]).decode("latin-1")  # a byte to each character
    group = group_at(text, at - low)
    if group is None:
        return None
    fields = _by_columns(group) if group.columns else _by_statement(text, group, at - low, digits=digits)
    if fields is None:
        return None
    return [Field(name.encode("latin-1"), low + one.start, low + one.end) for name, one in fields]


def _by_columns(group: Group) -> list[tuple[str, Value]]:
    return list(zip(group.columns, group.values, strict=False))


def _by_statement(text: str, group: Group, at: int, *, digits: bool) -> list[tuple[str, Value]] | None:
    """The values of a row, each with its column; none, where the place is in none of them. None: without statement."""
    statement = _statement(text, group)
    if not statement.places:
        return None
    if digits and not statement.has_number:
        return []
    values = _parted(text, group.values, len(statement.places))
    named = bool(values[0].name)
    if not named and statement.last != values[-1].number:
        return []  # of another one
    known = {one.name.lower() if named else one.number: one for one in values}
    found = [
        (place, value)
        for place in statement.places
        if place.column and (value := known.get(place.name.lower() if named else place.number)) is not None
    ]
    row = next((place.row for place, value in found if value.start <= at < value.end), None)
    rows = {row, -1} if row is not None else ()
    return sorted(((place.column, value) for place, value in found if place.row in rows), key=_start)


def _start(field: tuple[str, Value]) -> int:
    return field[1].start


def _statement(text: str, group: Group) -> Statement:
    """The statement that some values are for."""
    end = 0 if group.above else group.start
    for _ in range(_TRIES):
        start = statement_before(text, end, 0)
        if start < 0:
            break
        line = text.rfind("\n", start, end)  # what stands before the values in their own line is always another
        if _is_of(text, start, group):
            read = read_statement(text[start : line if line >= 0 else end])
            if read.places:
                return read
            if text[start] in "iI" or any(sign in text[start : group.start] for sign in _GIVEN):
                break  # its values are written out, or those given are of the statement before
        end = start
    behind = group.end if group.above else group.start
    start = statement_behind(text, behind, behind + _BEHIND) if group.above or group.listed else -1
    if start < 0:
        return NO_STATEMENT
    ends = [text.find(sign, start, start + _LONGEST) for sign in (("\n\n", ABOVE) if group.above else ("\n",))]
    return read_statement(text[start : min((at for at in ends if at >= 0), default=start + _LONGEST)])


def _is_of(text: str, start: int, group: Group) -> bool:
    """Whether a statement is of the thread that some values are of."""
    line = text.rfind("\n", 0, start) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    tag = tag_of(text, line, start) or tag_of(text, above, line)
    return not group.tag or not tag or tag == group.tag


def _parted(text: str, values: list[Value], places: int) -> list[Value]:
    """Values that only blanks part, as Go prints a list: as many as there are places."""
    if len(values) != 1 or places < 2:
        return values
    at = values[0].start
    found: list[Value] = []
    for word in text[at : values[0].end].split(" "):
        found.append(Value(len(found) + 1, "", at, at + len(word)))
        at += len(word) + 1
    return found if len(found) == places else values
