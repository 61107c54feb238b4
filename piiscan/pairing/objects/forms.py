"""Objects that have the same keys in the same order: what is asked of keys is asked once for all of them.

Exports are records of a few forms, a line each. The form of one is its text without the strings that are no keys; it
is decoded once, with marks in their places, and asked like any object. What a mark stands for is read where it matters.

Rule: an object is read so only where it comes to what `enclosing` reads: it is a line of its own, or an item of a long
list, no brace is in its strings and no escape but a doubled backslash, none of its strings says what another one is,
and the number is in it once. All else is read by `enclosing`, and a property test holds the two against each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from operator import itemgetter
from typing import Any

from piiscan.later import later
from piiscan.matcher.titled import MESSAGES
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.enclosing import DECODER, enclosing, stands_alone
from piiscan.pairing.objects.plain_json import goes_by_keys
from piiscan.pairing.objects.records import Leaf, all_leaves
from piiscan.pairing.tables import kernel

LONGEST = 8 << 10
"""Bytes of an object that holds no other one: `enclosing` looks that far."""
LONGEST_NESTED = 2 << 10
"""Bytes of one that holds others: it is sought nearer."""
_MARK = "\x02"
_BEGINS, _ENDS = b'\n{"', later(rb"\}[\r\n]")
NUMBER = rb"-?(?:(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,17})?|[1-9][0-9]{9,17})"
"""A number that is decoded as it is written, but for zeros."""
_NUMBER = later(rb"(?<=[:,\[\s])" + NUMBER + rb"(?=[,\]}\s])")
_MOST = 256  # forms that are kept
_BETWEEN = 256  # bytes of blanks and a comma between two items
_AT_ONCE = 32  # forms of one blob that are made before it must show that they come again


class Form:
    """The keys of some objects, and what was asked of them about a number in each of their strings."""

    __slots__ = ("_asked", "_data", "longest", "names_somebody")

    def __init__(self, data: bytes, longest: int) -> None:
        self._data = data
        self.longest = longest
        records = enclosing(data, 1, 1)
        self.names_somebody = len(records) == 1 and bool(records[0].name_leaves())
        self._asked: dict[str, Asked | None] = {}

    def asked(self, mark: str) -> Asked | None:
        """What is asked about a number in the string, or as the number, of a mark; None where it has to be read."""
        if mark not in self._asked:
            self._asked[mark] = self._ask(mark)
        return self._asked[mark]

    def _ask(self, mark: str) -> Asked | None:
        at = self._data.find(f'"{mark}"'.encode()) + 1
        records = enclosing(self._data, at, at + len(mark)) if at else []
        if not records or records[-1].start:
            return None  # a key; or all of it is a wrapper
        leaf = next((one for one in records[0].leaves if one.text == mark), None)
        if leaf is None or (leaf.path and leaf.path[-1].lower() in MESSAGES):
            return None  # a key comes again; an answer in a chat, perhaps
        return Asked(records, leaf)


class Filled:
    """An object of a form: where it stands, and what its strings say."""

    __slots__ = ("_numbers", "_said", "_strings", "end", "form", "start")

    def __init__(self, form: Form, span: tuple[int, int], strings: list[bytes], numbers: list[bytes]) -> None:
        self.form = form
        self.start, self.end = span
        self._strings = strings
        self._numbers = numbers
        self._said: dict[str, str] = {}  # by the mark

    def mark(self, before: bytes, number: bytes | bytearray) -> str:
        """The mark of what a number stands in, of the object's text `before` it; "" where it is no part of one."""
        pieces = before.split(b'"')
        if b'"' in number:
            return ""
        if not len(pieces) % 2:
            return f"{_MARK}{len(pieces) - 1}"
        at = len(_NUMBER.findall(b'"'.join(pieces[::2])))
        return f"{_MARK}#{at}" if at < len(self._numbers) and self._numbers[at] == number else ""

    def said(self, leaf: Leaf) -> str:
        """What a leaf of the form says here."""
        text = self._said.get(leaf.text)
        if text is None:
            text = self._said[leaf.text] = self._stands(leaf.text)
        return text

    def _stands(self, mark: str) -> str:
        if mark[:1] != _MARK:
            return mark  # a number that all objects of the form have
        if mark[1] == "#":
            return repr(json.loads(self._numbers[int(mark[2:])]))
        return self._strings[int(mark[1:])].decode().replace("\\\\", "\\")


FORMS: dict[bytes, tuple[Callable[[list[bytes]], Any], dict[Any, Form | None]]] = {}
"""By what stands between the strings: which of these are keys, and the forms by those."""


class Forms:
    """The forms of the objects of one blob."""

    def __init__(self) -> None:
        self._data: bytes | bytearray = b""
        self._last: Filled | None = None
        self._refused = 0  # no line that begins before this place has a form
        self._chained = 0  # where the last item ends that nothing is round
        self._alone = self._apart = 0  # how many items were such, and how many were not
        self._seen = 0, 0  # the line looked at last
        self._bare = 0, 0  # where no line of an object begins, as was seen last
        self._utf8: bool | None = None
        self._made = 0
        self._used = 0

    def begin(self, data: bytes | bytearray) -> None:
        """A segment begins."""
        self._data, self._last, self._refused, self._chained, self._utf8 = data, None, 0, 0, None
        self._bare = 0, 0

    def at(self, start: int, end: int) -> tuple[Filled, Asked] | None:
        """The object round a number, by its form, and what is asked about the number; None: it has to be read."""
        one = self._last
        if one is None or not one.start <= start < one.end:
            one = self._line(start, end) if start >= self._refused else None
            one = self._last = one or self._item(start, end)
        return None if one is None else self._asked(one, start, end)

    def of(self, span: tuple[int, int], start: int, end: int) -> tuple[Filled, Asked] | None:
        """The same of an object that stands at a place, where the caller knows that nothing is round it."""
        one = self._filled(*span)
        return None if one is None else self._asked(one, start, end)

    def _asked(self, one: Filled, start: int, end: int) -> tuple[Filled, Asked] | None:
        """An object, and what is asked about a number in it."""
        data = self._data
        number = data[start:end]
        mark = one.mark(bytes(data[one.start : start]), number)
        if not mark or data.count(number, one.start, one.end) != 1:
            return None
        asked = one.form.asked(mark)
        return None if asked is None else (one, asked)

    def _item(self, start: int, end: int) -> Filled | None:
        """The object round a number that is one of a list: it names somebody, holds no other, and nothing is round it.

        That no object round it can be decoded, because it is too long, holds for the next items of the list as well.
        """
        data = self._data
        first = data.rfind(b"{", max(0, start - LONGEST_NESTED), start)
        last = data.find(b"}", end, first + LONGEST_NESTED) + 1
        if first < 0 or not last or (first, last) == self._seen or self._apart > _AT_ONCE + self._alone:
            return None
        one = self._filled(first, last)
        chained = 0 < first - self._chained < _BETWEEN and data[self._chained : first].strip() == b","
        if one is None or not one.form.names_somebody or not (chained or stands_alone(data, first)):
            self._apart += 1
            return None
        self._alone += 1
        self._chained = last
        return one

    def _line(self, start: int, end: int) -> Filled | None:
        """The object round a number that is a line of its own."""
        data = self._data
        low = max(0, start - LONGEST)
        since, until = self._bare
        known = since <= low <= until  # objects in one line are many, and none of them begins one
        first = data.rfind(_BEGINS, max(low, until - len(_BEGINS) + 1) if known else low, start) + 1
        if not first:
            self._bare = since if known else low, start
        if not first and (low or not data.startswith(b'{"')):
            return None
        ends = _ENDS.search(data, end, first + LONGEST)
        if ends is None and (len(data) - first > LONGEST or not data.endswith(b"}")):
            return None
        last = ends.start() + 1 if ends is not None else len(data)
        self._refused = last
        self._seen = first, last
        if first > 1 and data[first - 2] not in b"}\r" and data.find(b"\n", first, last) >= 0:
            return None  # lines of which the first may be in another object
        return self._filled(first, last)

    def _filled(self, first: int, last: int) -> Filled | None:
        """The object that stands at a place, by its form."""
        text = bytes(self._data[first:last])
        if b"\\" in text and (b'\\"' in text or b"\\" in text.replace(b"\\\\", b"")):
            return None
        if not (text.isascii() or self._is_utf8()):
            return None
        pieces = text.split(b'"')
        if not len(pieces) % 2:
            return None
        between = b'"'.join(pieces[::2])
        if b"#" in between:
            return None
        numbers = _NUMBER.findall(between)
        form = self._form(_NUMBER.sub(b"#", between) if numbers else between, pieces)
        if form is None or len(text) > form.longest:
            return None
        if text.count(b"{") != between.count(b"{") or text.count(b"}") != between.count(b"}"):
            return None
        return Filled(form, (first, last), pieces, numbers)

    def _is_utf8(self) -> bool:
        if self._utf8 is None:
            self._utf8 = (is_utf8 if kernel.is_utf8 is None else kernel.is_utf8)(self._data)
        return self._utf8

    def _form(self, between: bytes, pieces: list[bytes]) -> Form | None:
        known = FORMS.get(between)
        if known is not None:
            keys = known[0](pieces)
            if keys in known[1]:
                self._used += 1
                return known[1][keys]
        if self._made >= _AT_ONCE and self._made > self._used >> 2:
            return None
        self._made += 1
        if known is None:
            if len(FORMS) >= _MOST:
                FORMS.clear()
            places = [at for at in range(1, len(pieces), 2) if _is_key(pieces[at + 1])]
            if not places:
                return None
            FORMS[between] = itemgetter(*places), {}
            return None  # of most there is one only, which is read in less time than a form is made
        if len(known[1]) >= _MOST:
            known[1].clear()
        keys = known[0](pieces)
        form = known[1][keys] = _made(between, pieces)
        return form


def is_utf8(data: bytes | bytearray) -> bool:
    """Whether some data is UTF-8."""
    try:
        bytes(data).decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_key(behind: bytes) -> bool:
    """Whether what stands behind a string makes it a key."""
    return behind.lstrip()[:1] == b":"


def _made(between: bytes, pieces: list[bytes]) -> Form | None:
    """The form of an object, None where its strings have a say in what its keys mean."""
    marked = [
        piece if not at % 2 or _is_key(pieces[at + 1]) else f"{_MARK}{at}".encode() for at, piece in enumerate(pieces)
    ]
    counted = count()
    marked[::2] = (_NUMBER.sub(lambda _: f'"{_MARK}#{next(counted)}"'.encode(), piece) for piece in marked[::2])
    data = b'"'.join(marked)
    longest = LONGEST if between.count(b"{") == 1 else LONGEST_NESTED
    if len(data) > longest:
        return None
    try:
        text = data.decode()
        value, stop = DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or stop != len(text) or "\\" in text or not goes_by_keys(value):
        return None
    bare = between.decode()
    if not all(leaf.text[:1] == _MARK or leaf.text in bare for leaf in all_leaves(value)):
        return None  # a number that is written in another way than it is decoded
    return Form(data, longest)
