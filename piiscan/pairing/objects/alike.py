"""Objects of one form in a window, where nothing is round them: lines of their own, or items of a long list.

Rule: the form of an object is its text without its values. It holds few other objects and no list but of strings and
numbers, and no value has a brace, or an escape but of a letter: such an object is found by one pattern, which gives its
values. What stands in its lists it does not give.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from piiscan.later import later
from piiscan.pairing.objects.enclosing import FURTHEST
from piiscan.pairing.objects.forms import LONGEST, LONGEST_NESTED, NUMBER

_FEWEST = 64  # objects of a form in a window
_FORMS = 4  # of a window, at most
_PLACES = 4  # in it where objects are looked at,
_LOOKED_AT = 6  # of each
_DEPTH = 2  # objects in an object
_CLOSED = b"}\r"
_LETTER = rb"\\u(00[c-fC-F][0-9a-fA-F]|01[0-9a-fA-F]{2}|02[0-4][0-9a-fA-F]|1[eE][0-9a-fA-F]{2})"
"""A Latin letter with an accent, as programs escape it that write ASCII alone."""
_PLAIN = rb'[^"\\\x00-\x1f{}#]*+'
_STRING = rb"(" + _PLAIN + rb"(?:" + _LETTER.replace(b"(", b"(?:") + _PLAIN + rb")*)"
_ESCAPED = later(_LETTER)
_QUOTED = rb'"[^"\\{}\[\]]*+(?:\\u[^"\\{}\[\]]*+)*+"'
_LIST = rb'\[(?:[^"\\{}\[\]#]++|"[^"\\\x00-\x1f{}\[\]#]*+")*+\]'
"""A list without objects and other lists."""
_IS_LIST, _FOR_LIST = later(_LIST), b"\0"
_OUTSIDE = rb"[^\"\\{}\[\]]++|" + _LIST  # strings
_OBJECT = rb"\{(?:" + _OUTSIDE + rb"|" + _QUOTED + rb")*+\}"
for _ in range(_DEPTH):
    _OBJECT = rb"\{(?:" + _OUTSIDE + rb"|" + _QUOTED + rb"|" + _OBJECT + rb")*+\}"
_IS_NUMBER = later(rb"(?<=[:\s])" + NUMBER + rb"(?=[,}\s])")
_BRACED = rb"\{[^{}]*+\}"
for _ in range(_DEPTH):
    _BRACED = rb"\{(?:[^{}]++|" + _BRACED + rb")*+\}"
_BETWEEN = later(rb"\s*+,\s*+(?:" + _BRACED + rb"\s*+,\s*+)*+")
"""What may stand between two items of a list: others, of any form."""


class Form(Struct, frozen=True):
    """What all objects of a form have: their pattern, a group for each value; which values are numbers."""

    pattern: re.Pattern[bytes]
    paths: tuple[tuple[str, ...], ...]  # the keys that lead to each value
    bare: frozenset[int]
    longest: int  # bytes of an object that no other one is read round
    lists: tuple[str, ...]  # the keys of lists


Found = list[re.Match[bytes]]


def objects_of_one_form(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[Form, Found]]:
    """The most common forms of the objects that stand in [start, end) of some data, with all that are of each."""
    for way in _WAYS:
        forms: dict[Form, None] = {}
        for part in range(_PLACES):
            at = start + part * (end - start) // _PLACES
            for one in islice(way.any.finditer(data, at, end), _LOOKED_AT):
                form = _form_of(one.group(), way) if one.end() - one.start() <= LONGEST else None
                if form is not None:
                    forms[form] = None
        several = False
        for form in islice(forms, _FORMS):
            found = [one for one in form.pattern.finditer(data, start, end) if one.end() - one.start() <= form.longest]
            found = way.alone(data, found)
            if len(found) >= _FEWEST:
                several = True
                yield form, found
        if several:
            return


def letters(values: bytes) -> bytes:
    r"""Values without the escapes of letters that they may have.

    >>> letters(rb"N\u00fa\u00f1ez").decode()
    'Núñez'
    """
    return _ESCAPED.sub(_letter, values) if b"\\" in values else values


def _letter(escape: re.Match[bytes]) -> bytes:
    return chr(int(escape[1], 16)).encode()


def _lines(data: bytes | bytearray, found: Found) -> Found:
    """Those that stand in no other object: behind a line that is no whole one they may."""
    return [one for one in found if one.start() < 2 or data[one.start() - 2] in _CLOSED]


def _items(data: bytes | bytearray, found: Found) -> Found:
    """Those of lists so long that no object round one is read (`enclosing`)."""
    alone: Found = []
    first = 0
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and _BETWEEN.fullmatch(data, one.end(), following.start()):
            continue
        if one.end() - found[first].start() > FURTHEST:
            alone += found[first : at + 1]
        first = at + 1
    return alone


class _Way(NamedTuple):
    """How an object stands alone: what is before and behind it, any that does, and which of those found are alone."""

    before: bytes
    behind: bytes
    any: re.Pattern[bytes]
    alone: Callable[[bytes | bytearray, Found], Found]


_LINE_END, _ITEM_END = rb"(?=\r?\n)", rb"(?=\s{0,64}[,\]])"
_WAYS = (
    _Way(rb"(?<![^\n])", _LINE_END, later(_OBJECT + _LINE_END), _lines),
    _Way(rb"(?<=[\[,\s])", _ITEM_END, later(_OBJECT + _ITEM_END), _items),
)


def _form_of(text: bytes, way: _Way) -> Form | None:
    """The form of an object without escapes in its keys; None where it has no place for any value."""
    if b"#" in text or _FOR_LIST in text:
        return None
    pieces = _IS_LIST.sub(_FOR_LIST, text).split(b'"')
    if len(pieces) % 2 == 0:
        return None
    pattern: list[bytes] = [way.before]
    paths: list[tuple[str, ...]] = []
    bare: list[int] = []
    lists: list[str] = []
    path = [""]  # the keys of the objects round a place, and the last one in the innermost
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            if (parts := _IS_NUMBER.split(piece))[1:]:
                bare.append(len(paths))
                paths.append(tuple(path[1:]))
            lists += path[-1:] * piece.count(_FOR_LIST)
            path = [*path, *[""] * piece.count(b"{")][: len(path) + piece.count(b"{") - piece.count(b"}")]
            pattern += [(b"(" + NUMBER + b")").join(map(_outside, parts))]
        elif pieces[at + 1].lstrip()[:1] == b":":
            if b"\\" in piece:
                return None
            pattern.append(re.escape(b'"' + piece + b'"'))
            path[-1] = piece.decode("utf-8", "replace")
        else:
            pattern += [b'"', _STRING, b'"']
            paths.append(tuple(path[1:]))
    longest = LONGEST_NESTED if text.count(b"{") > 1 else LONGEST
    return _form(b"".join((*pattern, way.behind)), tuple(paths), frozenset(bare), longest, tuple(lists))


def _outside(piece: bytes) -> bytes:
    """The pattern of what stands outside of strings."""
    return _LIST.join(map(re.escape, piece.split(_FOR_LIST)))


@lru_cache(maxsize=64)
def _form(
    pattern: bytes, paths: tuple[tuple[str, ...], ...], bare: frozenset[int], longest: int, lists: tuple[str, ...]
) -> Form | None:
    form = Form(re.compile(pattern), paths, bare, longest, lists)
    return form if form.pattern.groups == len(paths) == len(set(paths)) else None
