"""Objects of one form in a window, where nothing is round them: lines of their own, or items of a long list.

Rule: the form of an object is its text without its values. It holds few other objects and no list but of strings and
numbers, and no value has a brace, or an escape but of a letter: such an object is found by one pattern, which gives its
values. What stands in its lists it does not give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from piiscan.later import later
from piiscan.pairing.objects.enclosing import FURTHEST
from piiscan.pairing.objects.forms import LONGEST, LONGEST_NESTED, NUMBER
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import Ints

_FEWEST = 64  # objects of a form in a window
_FORMS = 4  # of a window, at most
_PLACES = 4  # in it where objects are looked at,
_LOOKED_AT = 6  # of each
_DEPTH = 2  # objects in an object
_CLOSES = np.isin(np.arange(256), list(b"}\r"))
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
_OF_KIND = {b"s": _STRING, b"n": rb"(" + NUMBER + rb")", b"l": _LIST}
"""What values are: strings, numbers; and lists, which are none."""
_BARE = later(rb"((?<=[:\s])" + NUMBER + rb"(?=[,}\s])|\0)")
"""Outside of strings: a number, or what stands for a list."""
_BRACED = rb"\{[^{}]*+\}"
for _ in range(_DEPTH):
    _BRACED = rb"\{(?:[^{}]++|" + _BRACED + rb")*+\}"
_BETWEEN = later(rb"\s*+,\s*+(?:" + _BRACED + rb"\s*+,\s*+)*+")
"""What may stand between two items of a list: others, of any form."""


class Form(Struct, frozen=True):
    """What all objects of a form have: their pattern, a group for each value; which values are numbers."""

    pattern: re.Pattern[bytes]
    literals: tuple[bytes, ...]  # the same in parts: before, between and behind values and lists,
    kinds: bytes  # and what each of these is, see `_OF_KIND`
    items: bool  # of a list, not lines
    paths: tuple[tuple[str, ...], ...]  # the keys that lead to each value
    bare: frozenset[int]
    longest: int  # bytes of an object that no other one is read round
    lists: tuple[str, ...]  # the keys of lists

    def fits(self, data: bytes | bytearray, span: tuple[int, int], end: int) -> bool:
        """Whether an object is of the form: an object is of one, and that takes a twentieth of telling which."""
        found = self.pattern.match(data, span[0], end)
        return found is not None and found.end() == span[1]


class Found(NamedTuple):
    """Some objects of a form: spans of each, itself and then its values, in the data they stand in."""

    data: bytes | bytearray
    spans: Ints

    def joined(self, values: Sequence[int], between: bytes, behind: bytes) -> bytes:
        """Some values of each object, parted from each other; behind an object's last one stands `behind`."""
        spans = self.spans.take([value + 1 for value in values], axis=1)
        way = joined_by_slices if kernel.joined is None else kernel.joined
        return letters(way(self.data, spans, len(values), between, behind))


def joined_by_slices(data: bytes | bytearray, spans: Ints, _width: int, between: bytes, behind: bytes) -> bytes:
    """Pieces of some data, records of them."""
    return b"".join([between.join([data[start:end] for start, end in record]) + behind for record in spans.tolist()])


def spans_by_pattern(form: Form, data: bytes | bytearray, start: int, end: int) -> Ints:
    """Where objects of a form stand in [start, end) of some data, and the values of each."""
    spans = [one.regs for one in form.pattern.finditer(data, start, end)]
    return np.array(spans, np.int64).reshape(-1, len(form.paths) + 1, 2)


def spans_of(form: Form, data: bytes | bytearray, start: int, end: int) -> Ints:
    """The same, by the kernel where there is one."""
    if kernel.objects is None:
        return spans_by_pattern(form, data, start, end)
    spans = kernel.objects(data, start, end, form.literals, form.kinds, form.items)
    return np.frombuffer(spans, np.int64).reshape(-1, len(form.paths) + 1, 2)


def objects_of_one_form(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[Form, Found]]:
    """The most common forms of the objects that stand in [start, end) of some data, with all that are of each."""
    for way in _WAYS:
        forms: Counter[Form] = Counter()
        for part in range(_PLACES):
            at = start + part * (end - start) // _PLACES
            for one in islice(way.any.finditer(data, at, end), _LOOKED_AT):
                if one.end() - one.start() > LONGEST:
                    continue
                form = next((form for form in forms if form.fits(data, one.span(), end)), None)
                if (form := form or _form_of(one.group(), way)) is not None:
                    forms[form] += 1
        several = False
        for form, _ in forms.most_common(_FORMS):
            found = spans_of(form, data, start, end)
            found = found[found[:, 0, 1] - found[:, 0, 0] <= form.longest]
            found = found[way.alone(data, found[:, 0])]
            if len(found) >= _FEWEST:
                several = True
                yield form, Found(data, found)
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


def _lines(data: bytes | bytearray, spans: Ints) -> Bools:
    """Which stand in no other object: behind a line that is no whole one they may."""
    before = np.frombuffer(data, np.uint8).take(spans[:, 0] - 2, mode="clip")
    return np.asarray((spans[:, 0] < 2) | _CLOSES.take(before))


def _items(data: bytes | bytearray, spans: Ints) -> Bools:
    """Which are of lists so long that no object round one is read (`enclosing`)."""
    alone = np.zeros(len(spans), bool)
    found = spans.tolist()
    first = 0
    for at, (_, end) in enumerate(found):
        if at + 1 < len(found) and _BETWEEN.fullmatch(data, end, found[at + 1][0]):
            continue
        alone[first : at + 1] = end - found[first][0] > FURTHEST
        first = at + 1
    return alone


class _Way(NamedTuple):
    """How an object stands alone: what is before and behind it, any that does, and which of those found are alone."""

    before: bytes
    behind: bytes
    any: re.Pattern[bytes]
    alone: Callable[[bytes | bytearray, Ints], Bools]


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
    literals: list[bytes] = [b""]
    kinds: list[bytes] = []
    paths: list[tuple[str, ...]] = []
    bare: list[int] = []
    lists: list[str] = []
    path = [""]  # the keys of the objects round a place, and the last one in the innermost
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            outside, *values = _BARE.split(piece)
            literals[-1] += outside
            for value in values[::2]:
                if value == _FOR_LIST:
                    lists += path[-1:]
                else:
                    bare.append(len(paths))
                    paths.append(tuple(path[1:]))
            kinds += [b"l" if value == _FOR_LIST else b"n" for value in values[::2]]
            literals += values[1::2]
            path = [*path, *[""] * piece.count(b"{")][: len(path) + piece.count(b"{") - piece.count(b"}")]
        elif pieces[at + 1].lstrip()[:1] == b":":
            if b"\\" in piece:
                return None
            literals[-1] += b'"' + piece + b'"'
            path[-1] = piece.decode("utf-8", "replace")
        else:
            kinds.append(b"s")
            literals[-1] += b'"'
            literals.append(b'"')
            paths.append(tuple(path[1:]))
    longest = LONGEST_NESTED if text.count(b"{") > 1 else LONGEST
    parts = tuple(literals), b"".join(kinds)
    return _form(*parts, way, tuple(paths), frozenset(bare), longest, tuple(lists))


@lru_cache(maxsize=64)
def _form(
    literals: tuple[bytes, ...],
    kinds: bytes,
    way: _Way,
    paths: tuple[tuple[str, ...], ...],
    bare: frozenset[int],
    longest: int,
    lists: tuple[str, ...],
) -> Form | None:
    escaped = [re.escape(literal) for literal in literals]
    values = [_OF_KIND[kinds[at : at + 1]] for at in range(len(kinds))]
    inside = b"".join(part for pair in zip(escaped, [*values, b""], strict=True) for part in pair)
    pattern = re.compile(way.before + inside + way.behind)
    form = Form(pattern, literals, kinds, way.behind == _ITEM_END, paths, bare, longest, lists)
    return form if 0 < pattern.groups == len(paths) == len(set(paths)) else None
