"""Records as stores and languages print them, whose keys stand above their values or in the middle of a line.

HGETALL of Redis (`5) "ssn"`, `6) "773010001"`), scan and get of HBase (`column=p:ssn, …, value=773010001`), and
var_dump of PHP (`["ssn"]=>`, `string(9) "773010001"`). Rule: lines that stand together are a record, up to where the
counter begins anew, another row begins, or a line is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from piiscan.later import later

_COUNTED = later(
    rb"[ \t]{0,40}(?:\d{1,6}\)[ \t]){0,4}?(?P<count>\d{1,6})\)[ \t]\"(?P<value>[^\"\r\n]{0,400})\"[ \t\r]*\Z"
)
_COLUMN = later(
    rb"[ \t]{0,40}(?:(?P<row>\S{1,200})[ \t]{1,60}column=)?[\w-]{1,40}:(?P<key>[\w.-]{1,60})(?:,|[ \t])[ \t]{0,60}"
    rb"timestamp=[\w:.+-]{1,40}, value=(?P<value>[^\r\n]{0,400})\Z"
)
_DUMPED_KEY = later(rb"[ \t]{0,200}\[\"(?P<key>[\w.-]{1,60})\"(?::[\w\":\\]{1,120})?\]=>[ \t\r]*\Z")
_DUMPED = later(
    rb"[ \t]{0,200}(?:string\(\d{1,6}\)[ \t]\"(?P<value>[^\"\r\n]{0,400})\"|(?:int|float)\((?P<number>[\d.E+-]{1,24})\)"
    rb"|bool\(\w{4,5}\)|NULL)[ \t\r]*\Z"
)
_LENGTH = later(rb"\$(?P<value>\d{1,4})\r?\Z")
_SENT = later(rb"(?P<value>[^\r\n]{0,400}?)\r?\Z")
_KEY = re.compile(rb"[A-Za-z_][\w.:-]{0,60}")
_MOST = 80  # fields either way
_LINE_BREAK = 0x0A
_LONGEST = 600  # bytes of a line
PRINTED = (b') "', b", value=", b"string(", b"int(")
"""One of them is in the line of a number, or how long that is stands above it."""


class Field(NamedTuple):
    """A field of a record: its key, and where its value stands."""

    key: bytes
    start: int
    end: int


Line = tuple[int, int]


def fields_of(data: bytes | bytearray, at: int) -> list[Field]:
    """The fields of the record that a place is in the value of; none, where it is in no such one."""
    line = _line(data, at)
    text = bytes(data[line[0] : line[1]]) if line is not None else b""
    if line is None:
        return []
    if not any(map(text.__contains__, PRINTED)):
        return _sent(data, line) if line[0] == at else []
    for form in (_counted, _columns, _dumped):
        found = form(data, line)
        if found:
            return found if len(found) > 1 and any(one.start <= at < one.end for one in found) else []
    return []


def is_first(data: bytes | bytearray, at: int) -> bool:
    """Whether a line begins at a place, as what is sent to Redis does."""
    return not at or data[at - 1] == _LINE_BREAK


def _sent(data: bytes | bytearray, line: Line) -> list[Field]:
    """The keys and values of a command as it is sent to Redis (RESP): above each of its words how long that is."""
    words: list[Line] = []
    at: Line | None = line
    while at is not None and len(words) < 2 * _MOST:
        over = _above(data, at)
        if over is None or _match(_LENGTH, data, over) is None:
            break
        words.insert(0, at)
        at = _above(data, over)
    own = len(words) - 1
    at = _below(data, line) if words else None
    while at is not None and len(words) < 4 * _MOST:
        under = _below(data, at)
        if under is None or _match(_LENGTH, data, at) is None:
            break
        words.append(under)
        at = _below(data, under)
    spans = [found.span("value") for one in words if (found := _match(_SENT, data, one)) is not None]
    first = (own - 1) % 2 if own > 0 else len(spans)  # where keys begin: behind the command, and what it is for
    fields = [
        Field(bytes(data[slice(*key)]), *value)
        for key, value in zip(spans[first::2], spans[first + 1 :: 2], strict=False)
    ]
    return [one for one in fields if _KEY.fullmatch(one.key)]


def _line(data: bytes | bytearray, at: int) -> Line | None:
    start = data.rfind(b"\n", max(0, at - _LONGEST), at) + 1
    if not start and at > _LONGEST:
        return None
    end = data.find(b"\n", at, at + _LONGEST)
    return start, end if end >= 0 else min(len(data), at + _LONGEST)


def _above(data: bytes | bytearray, line: Line) -> Line | None:
    return _line(data, line[0] - 1) if line[0] else None


def _below(data: bytes | bytearray, line: Line) -> Line | None:
    return _line(data, line[1] + 1) if line[1] + 1 < len(data) else None


def _match(form: re.Pattern[bytes], data: bytes | bytearray, line: Line | None) -> re.Match[bytes] | None:
    return form.match(data, *line) if line is not None else None


def _run(
    data: bytes | bytearray, line: Line, form: re.Pattern[bytes], goes_on: Callable[..., bool]
) -> list[re.Match[bytes]]:
    """The lines of a form that stand together round one, as far as each goes on behind the one before it."""
    own = _match(form, data, line)
    found = [own] if own is not None else []
    at: Line | None = line
    while found and len(found) < 2 * _MOST and at is not None:
        at = _above(data, at)
        one = _match(form, data, at)
        if one is None or not goes_on(one, found[0]):
            break
        found.insert(0, one)
    at = line
    while found and len(found) < 4 * _MOST and at is not None:
        at = _below(data, at)
        one = _match(form, data, at)
        if one is None or not goes_on(found[-1], one):
            break
        found.append(one)
    return found


def _counted(data: bytes | bytearray, line: Line) -> list[Field]:
    own, over = _match(_COUNTED, data, line), _match(_COUNTED, data, _above(data, line))
    if own is None or over is None or int(own["count"]) % 2 or int(own["count"]) > 2 * _MOST:
        return []
    if not _KEY.fullmatch(over["value"]):
        return []  # soon seen of what is a list, however long
    lines = _run(data, line, _COUNTED, lambda one, two: int(two["count"]) == int(one["count"]) + 1)
    if not lines or int(lines[0]["count"]) != 1:
        return []
    keys, values = lines[::2], lines[1::2]
    if not all(_KEY.fullmatch(one["value"]) for one in keys):
        return []
    return [Field(key["value"], *value.span("value")) for key, value in zip(keys, values, strict=False)]


def _columns(data: bytes | bytearray, line: Line) -> list[Field]:
    lines = _run(data, line, _COLUMN, lambda one, two: one["row"] == two["row"])
    return [Field(one["key"], *one.span("value")) for one in lines]


def _dumped(data: bytes | bytearray, line: Line) -> list[Field]:
    """Pairs of lines, from the one of a value on up and down."""
    found: list[Field] = []
    at: Line | None = line
    while at is not None and len(found) < _MOST:
        over = _above(data, at)
        key, value = _match(_DUMPED_KEY, data, over), _match(_DUMPED, data, at)
        if key is None or value is None or over is None:
            break
        found.insert(0, _field(key, value))
        at = _above(data, over)
    at = _below(data, line) if found else None
    while at is not None and len(found) < 2 * _MOST:
        under = _below(data, at)
        key, value = _match(_DUMPED_KEY, data, at), _match(_DUMPED, data, under)
        if key is None or value is None or under is None:
            break
        found.append(_field(key, value))
        at = _below(data, under)
    return found


def _field(key: re.Match[bytes], value: re.Match[bytes]) -> Field:
    which = "number" if value["number"] else "value"
    return Field(key["key"], *(value.span(which) if value[which] is not None else (value.end(), value.end())))
