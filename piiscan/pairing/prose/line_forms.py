"""The form of a line, or of some lines that are a record: its text without what differs from one to the next.

Rule: a form is learnt from one line. What may differ are the numbers found in it, the values of its keys and labels
that a table reads too, a name in its words, and any other word that has a digit or stands behind a key. All else has to
be the same, so that whatever it says of a person it says in each line. Forms are of ASCII, their values of any letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct

from piiscan.detectors.header_words import NAMES
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names.in_text import find_names
from piiscan.pairing.prose import fields
from piiscan.pairing.prose.keyed_text import pairs
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.grid import Ints

_WIDE, _WORD = b"w", b"t"
_PARTING = r"\s,;=()\[\]{}\"'<>|&"
_TOKEN = rb"[^" + _PARTING.encode() + rb"\x00-\x1f]*+"
_VALUE = later(rf"(?<![\w.-])([A-Za-z_][\w.-]*+)=([^{_PARTING}]+)")
_WITH_DIGITS = later(rf"[^{_PARTING}\d]*+\d[^{_PARTING}]*+")
_STATE_BEFORE = later(r"\b[A-Z]{2} \Z")
_CODE = later(r"[A-Z]{2}")  # of a state, it may be
_ZIP = later(r"\d{5}(?:-\d{4})?")
_HOMES = frozenset({"state", "zip", "city", "address"})
_FULL = "name.full"
_AROUND = 64  # characters beside a name that say whether it is one
_DIGIT = later(r"\d")


class Number(Struct, frozen=True):
    """A number found in a line, and what heads it in a table where no key does."""

    start: int
    end: int
    title: str


class LineForm(Struct, frozen=True):
    """What all lines of a form have: a pattern with a group for each value, and what heads these in a table."""

    pattern: re.Pattern[bytes]
    literals: tuple[bytes, ...]  # what stands before, between and behind the values,
    kinds: bytes  # "w" for each that may be of several words, else "t"
    titles: tuple[str, ...]
    is_named: bool  # somebody is
    name: int = -1  # which value is a name that nothing labels,
    before: str = ""  # and the words round it
    behind: str = ""
    home: str = ""  # the state that what is the same in all lines names

    @property
    def is_line(self) -> bool:
        """Whether it is of a line, and not of some."""
        return not any(b"\n" in literal for literal in self.literals)


class _Slot(Struct, frozen=True, order=True):
    """Where a value stands in a line, and its key; `wide`: it may be of several words."""

    start: int
    end: int
    title: str = ""
    wide: bool = False


def learnt(line: bytes, numbers: Sequence[Number]) -> LineForm | None:
    """The form of a line with some numbers in it; None where it has none that a table could be made of.

    >>> learnt(b"12:01 name=Ann Lee ssn=773-01-0001 ok", [Number(23, 34, "ssn")]).titles
    ('', 'name', 'ssn')
    """
    if not line.isascii():
        return None
    text = line.decode("ascii")
    named = list(_named(text))
    slots = [_Slot(one.start, one.end, _title(one, named), wide=True) for one in numbers]
    slots = _with(slots, [slot for one in named for slot in _slots(*one)])
    is_named = any(kind in NAMES for _, _, title, kind in named if title in _titles(slots))
    said = None if is_named or "\n" in text else _said(text)
    slots = _with(slots, [said] if said is not None else [])
    values = (_Slot(*found.span(2), found[1]) for found in _VALUE.finditer(text) if not _CODE.fullmatch(found[2]))
    slots = _with(slots, values)
    slots = sorted(_with(slots, (_digits(text, *found.span()) for found in _WITH_DIGITS.finditer(text))))
    titles = _titles(slots)
    if not titles or len(set(titles)) < len(titles) or any(one.end >= two.start for one, two in pairwise(slots)):
        return None
    ends, starts = [0, *(one.end for one in slots)], [*(one.start for one in slots), len(text)]
    literals = tuple(line[end:start] for end, start in zip(ends, starts, strict=True))
    kinds = b"".join(_WIDE if one.wide else _WORD for one in slots)
    heads = tuple(one.title for one in slots)
    name, before, behind = _context(text, slots, said)
    is_named = is_named or said is not None
    return form_of(literals, kinds, heads, is_named=is_named, name=name, before=before, behind=behind)


@lru_cache(maxsize=64)
def form_of(
    literals: tuple[bytes, ...],
    kinds: bytes,
    titles: tuple[str, ...],
    *,
    is_named: bool,
    name: int = -1,
    before: str = "",
    behind: str = "",
) -> LineForm:
    """A form by what stands between its values: each ends where that begins for the first time."""
    parts = [re.escape(literals[0])]
    for literal, kind in zip(literals[1:], kinds, strict=True):
        parts.append(rb"(" + (_until(literal) if kind == ord(_WIDE) else _TOKEN) + rb")" + re.escape(literal))
    pattern = re.compile(rb"(?m)^" + b"".join(parts) + rb"(?=\r?\n)")
    return LineForm(pattern, literals, kinds, titles, is_named, name, before, behind)


def spans_by_pattern(form: LineForm, data: bytes | bytearray, start: int, end: int) -> Ints:
    """Where lines of a form stand in [start, end) of some data, and the values of each."""
    spans = [one.regs for one in form.pattern.finditer(data, start, end)]
    return np.array(spans, np.int64).reshape(-1, len(form.titles) + 1, 2)


def spans_of(form: LineForm, data: bytes | bytearray, start: int, end: int) -> Ints:
    """The same, by the kernel where there is one."""
    if kernel.lines is None:
        return spans_by_pattern(form, data, start, end)
    spans = kernel.lines(data, start, end, form.literals, form.kinds)
    return np.frombuffer(spans, np.int64).reshape(-1, len(form.titles) + 1, 2)


def _until(literal: bytes) -> bytes:
    """What a value of several words may be that stands before a text, or at the end of a line."""
    if not literal:
        return rb"[^\x00-\x1f]*+"
    first = re.escape(literal[:1])
    if len(literal) == 1 or literal < b" ":
        return rb"[^\x00-\x1f" + first + rb"]*+"
    return rb"(?:[^\x00-\x1f" + first + rb"]++|(?!" + re.escape(literal) + rb")" + first + rb")*+"


_Named = tuple[int, str, str, str]
"""Where a value begins, the value, its key, and what that means."""


def _named(text: str) -> Iterator[_Named]:
    """The values of keys and labels, each in its line."""
    at = 0
    for line in text.split("\n"):
        for start, value, key, kind in (*_keyed(line), *_labelled(line)):
            yield at + start, value, key, kind
        at += len(line) + 1


def _keyed(text: str) -> Iterator[_Named]:
    """The values of keys that have a meaning."""
    for one in pairs(text):
        if one.value and text.startswith(one.value, one.at):
            yield one.at, one.value, one.key, one.role.kind


def _labelled(text: str) -> Iterator[_Named]:
    """What stands behind labels."""
    labels = fields.labels_of(text)
    for index, label in enumerate(labels):
        parted = fields.separator(text, labels[index:])
        if parted is not None:
            following = next((other for other in labels[index + 1 :] if other.start >= parted.end()), None)
            value, at = fields.value(text, parted.end(), following)
            if value and text.startswith(value, at):
                yield at, value, text[label.start : label.end], label.kind


def _title(number: Number, named: Sequence[_Named]) -> str:
    """The key right before a number, else what its kind is called."""
    return next((title for start, _, title, _ in named if start == number.start), number.title)


def _slots(start: int, value: str, title: str, kind: str) -> Iterator[_Slot]:
    """The place of a value that a table reads by its key, or that is one word."""
    several = " " in value or "," in value
    if kind in _HOMES or (kind in NAMES and (kind != _FULL or several)):
        yield _Slot(start, start + len(value), title, wide=True)
    elif not several:
        yield _Slot(start, start + len(value), "" if kind == _FULL else title)  # a login


def _digits(text: str, start: int, end: int) -> _Slot:
    """The place of a word with digits: a ZIP code behind what may be a state, else anything."""
    is_zip = _ZIP.fullmatch(text, start, end) and _STATE_BEFORE.search(text, max(0, start - 4), start)
    return _Slot(start, end, "zip" if is_zip else "")


def _said(text: str) -> _Slot | None:
    """The only person whom a line names in its words, where both parts of the name are listed."""
    found = find_names(text)
    if len(found) != 1 or found[0].grade < Grade.STRONG:
        return None
    return _Slot(found[0].start, found[0].end, "name", wide=True)


def _titles(slots: Iterable[_Slot]) -> list[str]:
    return [one.title for one in slots if one.title]


def _with(slots: list[_Slot], more: Iterable[_Slot]) -> list[_Slot]:
    """Slots and those of some more that lie in none of them."""
    slots = list(slots)
    for one in more:
        if not any(one.start < other.end and other.start < one.end for other in slots):
            slots.append(one)
    return slots


def _context(text: str, slots: list[_Slot], said: _Slot | None) -> tuple[int, str, str]:
    """Which value is a name that nothing labels, or -1, and the words before and behind it."""
    if said is None or said not in slots:
        return -1, "", ""
    before, behind = text[max(0, said.start - _AROUND) : said.start], text[said.end : said.end + _AROUND]
    return slots.index(said), _DIGIT.sub("0", before), _DIGIT.sub("0", behind)
