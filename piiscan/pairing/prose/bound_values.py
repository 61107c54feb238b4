r"""Values that a log gives apart from their statement, as text: which are given together with the one at a place.

In one line: parameters: $1 = 'Ann' (PostgreSQL), ==> Parameters: Ann(String) (MyBatis), [Parameters=[@p0='Ann'] (Entity
Framework), sp_executesql N'…',N'…',@p0=N'Ann', -- PARAMETERS: ["Ann"] and the like, [generated in 0.1s] ('Ann',)
(SQLAlchemy), [["name", "Ann"]] (Rails). A line each: binding parameter [1] as [VARCHAR] - [Ann] (Hibernate), -- @0:
'Ann' (Type = String), Bind#0 … value="Ann" (Oracle), setString(1, "Ann") of Java, -> bind_param for … 1 'Ann' (Perl),
AddWithValue("@name", "Ann") of C#. Rows below Columns: id, name (MyBatis). All at once: -> execute for … ('Ann' '1')
(Perl); the row of an INSERT that has them in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from piiscan.later import later
from piiscan.pairing.prose.bound_lists import list_at
from piiscan.pairing.prose.statement_columns import inserted

_QUOTED = r"'(?:[^'\n]|'')*+'"
_NUMBERED = later(rf"\$(?P<number>\d{{1,3}}) = N?(?P<value>{_QUOTED}|NULL|[\w.+-]+)")
_NAMED = later(rf"(?<![\w@])@(?P<name>\w{{1,60}})\s?=\s?N?(?P<value>{_QUOTED}|[\w.+-]++)(?!\()")
_TYPE = later(r"(?:\((?:[A-Z]\w{2,40}|byte\[\])\)|(?<=null))(?:, |[ \t\r]*$)", re.MULTILINE)
_LONGEST = 400  # characters of a value with a type behind it
_LINES = (
    later(  # of Hibernate 5
        r"[^\n]{0,300}?binding parameter \[(?P<number>\d{1,3})\] as \[\w{1,40}\] - \[(?P<value>[^\n]*)\]"
    ),
    later(r"[^\n]{0,300}?binding parameter \((?P<number>\d{1,3}):\w{1,40}\) <- \[(?P<value>[^\n]*)\]"),  # and 6
    later(  # of Spring
        r"[^\n]{0,300}?column index (?P<number>\d{1,3}), parameter value \[(?P<value>[^\n]*?)\], value class"
    ),
    later(r"[^\n]{0,120}?\.set[A-Z]\w{1,20}\((?P<number>\d{1,3}), (?P<value>\"[^\"\n]*\"|[^\n)\"]*)\)"),  # of Java
    later(  # of Perl's DBI
        r"[ \t]*-> bind_param for [^\n(]{1,60}\([^\n' ]{1,80} (?P<number>\d{1,3}) "
        rf"(?P<value>{_QUOTED}|undef|[\d.]+)"
    ),
    later(rf"-- [@:]?p?(?P<number>\d{{1,3}}): (?P<value>{_QUOTED}|[^\s(]+) \(Type = "),  # of Entity Framework 6
)
_UNQUOTED = later(r"N?'(?P<value>[^\n]*)'")
_HANDLE = later(r"-> execute for [^\n(]{1,60}\([^\n' ]{1,80}")
_GIVEN_ONE = later(rf" (?P<value>{_QUOTED}|undef|[\w.+-]+)(?=[ )])")
_RETURNS = "<- bind_param"  # what a value's being given came to
_BIND = later(  # of Oracle
    r"^ ?Bind#(?P<number>\d{1,3})\s*\n(?:[ \t]{2,}[^\n]{0,200}\n){0,9}?[ \t]{2,}value=(?P<value>\"[^\"\n]*\"|[^\n]*)",
    re.MULTILINE,
)
_ADDED = later(  # of C#
    r"[^\n]{0,120}?\.AddWithValue\(\"[@:]?(?P<name>\w{1,60})\", N?(?P<value>\"[^\"\n]*\"|[^\n)\"]*)\)"
)
_ROW = later(r"<==[ \t]+Row: ")
_COLUMNS, _GIVEN, _BOUND = "Columns: ", "arameters: ", "BINDS #"
ABOVE = "[Parameters=["
"""Before values that stand above their statement (Entity Framework)."""
_TAG = later(r"\[([^\]\s]{1,60})\]")
_MOST_LINES = 200
_MOST = 400
Line = tuple[int, int]


class Value(NamedTuple):
    """A value: which one it is, from 1, what it is called, where it begins and ends, without its quotes."""

    number: int
    name: str
    start: int
    end: int


class Group(NamedTuple):
    """Values that are given together, where the first begins and their lines end.

    `columns`: of what they are, where a list says so and no statement; `tag`: of which thread the lines are; `above`:
    they stand above their statement; `listed`: they may.
    """

    start: int
    end: int
    values: list[Value]
    columns: tuple[str, ...] = ()
    tag: str = ""
    above: bool = False
    listed: bool = False


def group_at(text: str, at: int) -> Group | None:
    """The values that the one at a place is given with.

    >>> text = "DETAIL: parameters: $1 = 'Ann', $2 = '010-94-0001'"
    >>> [text[one.start : one.end] for one in group_at(text, 45).values]
    ['Ann', '010-94-0001']
    """
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = (start, end if end >= 0 else len(text))
    return next((found for form in _FORMS if (found := form(text, line, at)) is not None), None)


def tag_of(text: str, start: int, end: int) -> str:
    """The last word in brackets of a part of a line, as which a thread or process is told."""
    found = _TAG.findall(text, start, end) if text.find("[", start, end) >= 0 else []
    return found[-1] if found else ""


def _value(found: re.Match[str], number: int) -> Value:
    """A value without its quotes."""
    start, end = found.span("value")
    if end - start > 1 and found["value"][0] in "'\"" and found["value"][-1] == found["value"][0]:
        start, end = start + 1, end - 1
    return Value(number, found.groupdict().get("name") or "", start, end)


def _made(text: str, at: int, values: list[Value], line: Line) -> Group | None:
    """A group of the values in a line, if one is at the place."""
    for one in values:
        if one.start <= at < one.end:
            break
    else:
        return None
    first = values[0].start
    return Group(first, line[1], values, (), tag_of(text, line[0], first))


def _numbered(text: str, line: Line, at: int) -> Group | None:
    begin = text.find(_GIVEN, *line)
    if begin < 0 or text.find("$", begin, line[1]) < 0:
        return None
    found = list(_NUMBERED.finditer(text, begin, line[1]))[:_MOST]
    return _made(text, at, [_value(one, int(one["number"])) for one in found], line)


def _named(text: str, line: Line, at: int) -> Group | None:
    if text.find("@", *line) < 0 or text.find("-- ", line[0], line[0] + 3) >= 0:
        return None
    made = _made(text, at, [_value(one, 0) for one in _NAMED.finditer(text, *line)][:_MOST], line)
    return made and made._replace(above=text.find(ABOVE, line[0], made.start) >= 0)


def _typed(text: str, line: Line, at: int) -> Group | None:
    begin = text.find(_GIVEN, *line)
    if begin < 0:
        return None
    values, last = [], begin + len(_GIVEN)
    for number, found in enumerate(islice(_TYPE.finditer(text, last, line[1]), _MOST), 1):
        values.append(Value(number, "", max(last, found.start() - _LONGEST), found.start()))
        last = found.end()
    return _made(text, at, values, line)


def _row(text: str, line: Line, at: int) -> Group | None:
    begun = _ROW.search(text, *line)
    over = text.rfind(_COLUMNS, 0, line[0]) if begun is not None else -1
    if begun is None or over < 0:
        return None
    columns = text[over + len(_COLUMNS) : text.find("\n", over)].split(",")
    values, start = [], begun.end()
    for number, cell in enumerate(text[start : line[1]].split(", "), 1):
        values.append(Value(number, "", start, start + len(cell)))
        start += len(cell) + 2
    made = _made(text, at, values, line) if len(values) == len(columns) else None
    return made and made._replace(columns=tuple(map(str.strip, columns)))


def _a_line_each(text: str, line: Line, at: int) -> Group | None:
    """A line for each value, those of other threads between."""
    form = next((one for one in _LINES if one.match(text, *line) is not None), None)
    own = form.match(text, *line) if form is not None else None
    if form is None or own is None:
        return None
    tag = tag_of(text, line[0], own.start("number") - 1)
    found = [own]
    for lines, step in ((_lines_above(text, line[0]), -1), (_lines_below(text, line[1]), 1)):
        for one in lines:
            match = form.match(text, *one)
            other = tag_of(text, one[0], one[1] if match is None else match.start("number") - 1)
            last = found[0 if step < 0 else -1]
            if match is not None and other == tag and (int(match["number"]) - int(last["number"])) * step > 0:
                found.insert(0 if step < 0 else len(found), match)
            elif one[0] < one[1] and (not tag or other in {"", tag}) and text.find(_RETURNS, *one) < 0:
                break
    zero = int(found[0]["number"]) == 0
    made = _made(text, at, [_value(one, int(one["number"]) + zero) for one in found], line)
    return made and made._replace(start=found[0].start(), end=found[-1].end(), tag=tag)


def _written_out(text: str, line: Line, at: int) -> Group | None:
    """The row of an INSERT that has its values in it."""
    begin = max(text.rfind("INSERT ", line[0], at), text.rfind("insert ", line[0], at))
    if begin < 0 or (text.find("alues", begin, at) < 0 and text.find("ALUES", begin, at) < 0):
        return None
    values, names = [], []
    for number, (start, end, name) in enumerate(inserted(text[begin : line[1]], at - begin), 1):
        quoted = _UNQUOTED.match(text, begin + start, begin + end)
        span = quoted.span("value") if quoted is not None else (begin + start, begin + end)
        values.append(Value(number, "", *span))
        names.append(name)
    made = _made(text, at, values, line) if values else None
    return made and made._replace(columns=tuple(names))


def _executed(text: str, line: Line, at: int) -> Group | None:
    """What Perl's DBI gives a statement: -> execute for … ('Ann' '1')."""
    begin = text.find("-> execute for ", *line)
    opened = _HANDLE.match(text, begin, line[1]) if begin >= 0 else None
    if opened is None:
        return None
    found = islice(_GIVEN_ONE.finditer(text, opened.end(), line[1]), _MOST)
    return _made(text, at, [_value(one, number) for number, one in enumerate(found, 1)], line)


def _binds(text: str, _: Line, at: int) -> Group | None:
    begin = text.rfind(_BOUND, 0, at)
    if begin < 0:
        return None
    end = text.find("\n\n", at)
    found = _BIND.finditer(text, begin, end if end >= 0 else len(text))
    values = [_value(one, int(one["number"]) + 1) for one in islice(found, _MOST)]
    again = next((index for index, one in enumerate(values) if index and one.number == 1), len(values))
    made = _made(text, at, values[:again], (begin, begin))
    return made and made._replace(start=begin, end=values[again - 1].end, tag="")


def _in_list(text: str, line: Line, at: int) -> Group | None:
    spans, names = list_at(text, line, at)
    values = [Value(number, "", *span) for number, span in enumerate(spans, 1)]
    made = _made(text, at, values, line)
    return made and made._replace(columns=names, listed=True)


def _added(text: str, line: Line, at: int) -> Group | None:
    """Lines that each give a value its name."""
    own = _ADDED.match(text, *line)
    if own is None:
        return None
    found = [own]
    for lines, place in ((_lines_above(text, line[0]), 0), (_lines_below(text, line[1]), -1)):
        for one in lines:
            match = _ADDED.match(text, *one)
            if match is None:
                break
            found.insert(0 if place == 0 else len(found), match)
    made = _made(text, at, [_value(one, number) for number, one in enumerate(found, 1)], line)
    return made and made._replace(columns=tuple(one["name"] for one in found))


_FORMS = (_numbered, _named, _written_out, _typed, _row, _a_line_each, _added, _executed, _binds, _in_list)


def _lines_above(text: str, start: int) -> Iterator[Line]:
    for _ in range(_MOST_LINES):
        if start <= 0:
            return
        end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
        yield start, end


def _lines_below(text: str, end: int) -> Iterator[Line]:
    for _ in range(_MOST_LINES):
        start = end + 1
        if start >= len(text):
            return
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        yield start, end
