"""Numbers with bytes that are not plain digits and separators: found by a trigger, proved by `reference`.

Rule: a trigger may be too generous, never too strict: whatever number has a separator of more than one byte,
full-width digits, or a JSON escape right before it, starts at most `REACH` bytes before the end of one. Text
that has no JSON escape, no full-width digit and no digit before a byte beyond ASCII is not searched at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from piiscan.compiled import database
from piiscan.detectors import payment_card, ssn
from piiscan.distinct import distinct
from piiscan.matcher import reference
from piiscan.matcher.borders import BLANK_OR_DASH, DIGIT, LETTER, Text, four_hex, where
from piiscan.matcher.hits import LABEL_AFTER, Found, found_of
from piiscan.matcher.labels import Buffer
from piiscan.matcher.patterns import ACCOUNT_LABEL, CARD_LABEL, LICENSE_LABEL, MEDICARE_LABEL, SSN_LABEL
from piiscan.matcher.reference import MULTI_SEPARATORS, SINGLE_SEPARATORS, WIDE_DIGIT, WIDE_SEPARATORS
from piiscan.matcher.shapes import Places
from piiscan.matches import search_of

if TYPE_CHECKING:
    from piiscan.matcher.area import Area

REACH = 56
"""The longest such number (19 digits, four escapes) and some more."""

_MULTI = rb"(?:" + MULTI_SEPARATORS + rb")"
_ANY = rb"(?:[." + SINGLE_SEPARATORS + rb"]|" + MULTI_SEPARATORS + rb"|" + WIDE_SEPARATORS + rb")"
_WIDE = rb"(?:" + WIDE_DIGIT + rb")"
_ESCAPE = rb"\\u[0-9A-Fa-f]{4}"
_BEHIND_ESCAPE = (
    rb"[0-9]{3}(?:[0-9]{2}|" + _ANY + rb"[0-9]{2}|[0-9]" + _ANY + rb"[0-9]{4})",
    rb"[A-Za-z]{1,4}[ -]?[0-9]{3}",
)
TRIGGERS = (
    rb"[0-9]{3}" + _MULTI + rb"[0-9]{2}" + _MULTI + rb"[0-9]{4}",
    rb"[0-9]{4}" + _MULTI + rb"[0-9]{4}" + _MULTI + rb"[0-9]{4}" + _MULTI + rb"[0-9]{4}",
    rb"[0-9]{4}" + _MULTI + rb"[0-9]{6}" + _MULTI + rb"[0-9]{4}",
    _WIDE + rb"{3}" + _ANY + _WIDE + rb"{2}" + _ANY + _WIDE + rb"{4}",
    *(_ESCAPE + behind for behind in _BEHIND_ESCAPE),
)

_SSN, _BY_FOUR, _BY_SIX, _WIDE_SSN = range(4)
"""The first of them, of numbers whose place their end tells."""
_OF_SSN = (3, 2, 4)
_LENGTHS = (2, 3, 6)  # of the separators
_WIDE_LENGTHS = (1, *_LENGTHS)
_ZERO, _WIDE_ZERO = 0x30, 0x90
_MANY = 16
"""Places: fewer are looked at one by one."""
_LONGEST = 19
_LABELS = (SSN_LABEL, LICENSE_LABEL, ACCOUNT_LABEL, CARD_LABEL, MEDICARE_LABEL)
_BACKSLASH, _U = b"\\u"
_ESCAPE_SIZE, _MOST_LETTERS = 6, 4
_AROUND = 64
"""Bytes at the end of a text in which no number begins: of its padding."""

Ends = list[list[int]]
"""For each of `TRIGGERS` where it ends; of those behind escapes one is enough."""
Search = Callable[[Buffer], Ends]


def _hyperscan() -> Search:
    import hyperscan

    once = hyperscan.HS_FLAG_SINGLEMATCH
    look = search_of(database(TRIGGERS, [once if number > _WIDE_SSN else 0 for number in range(len(TRIGGERS))]))

    def search(buffer: Buffer) -> Ends:
        found = look(buffer)
        if not found:
            return [[] for _ in TRIGGERS]
        which, _, end = np.frombuffer(found, np.int64).reshape(-1, 3).T
        return [end[which == number].tolist() for number in range(len(TRIGGERS))]

    return search


def _one_by_one(patterns: Sequence[Any]) -> Search:
    def search(buffer: Buffer) -> Ends:
        data = bytes(buffer)
        return [[match.end() for match in pattern.finditer(data)] for pattern in patterns]

    return search


def _re2() -> Search:
    import re2

    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return _one_by_one([re2.compile(trigger, options) for trigger in TRIGGERS])


def _regex() -> Search:
    import regex

    return _one_by_one([regex.compile(trigger) for trigger in TRIGGERS])


ENGINES: dict[str, Callable[[], Search]] = {"hyperscan": _hyperscan, "re2": _re2, "regex": _regex}
"""Best first."""


@cache
def triggers(engine: str = "") -> Search:
    """The search for triggers, by `engine` or the best that is installed."""
    for name in [engine] if engine else ENGINES:
        try:
            return ENGINES[name]()
        except ImportError:
            continue
    raise ImportError(engine)


def possible(data: bytes | bytearray, start: int, end: int, joined: Callable[[], bool]) -> bool:
    """Whether such a number can be in [start, end); `joined` tells whether any byte beyond ASCII follows a digit."""

    def has(sign: bytes) -> bool:
        # one byte is found thirty times as fast as two
        return data.find(sign[:1], start, end) >= 0 and data.find(sign, start, end) >= 0

    return has(rb"\u") or has(b"\xef\xbc") or ((has(b"\xc2") or has(b"\xe2")) and joined())


def find(data: bytes | bytearray, shift: int, area: Area) -> Iterator[Found]:
    """The numbers of an area, whose byte 0 is byte `shift` of `data`, and some in its padding; places in the area."""
    found = triggers()(area.text.data)
    if not any(found):
        return
    data = bytes(data)
    ends = [distinct(np.array(some, dtype=np.int64)) for some in found]
    grouped = [*_ssns(area.text, ends), *_cards(area.text, ends)]
    spans = [span for at in grouped for span in reference.found_at(data, at + shift, grouped=True)]
    if any(found[_WIDE_SSN + 1 :]):
        escaped = _promising(area, _behind_escapes(area.text))
        spans += [span for at in escaped for span in reference.found_at(data, at + shift)]
    for one in {span[0] for span in spans}:
        yield from found_of(one, ((first - shift, last - shift) for kind, first, last in spans if kind == one))


def _behind_escapes(text: Text) -> Places:
    """Where three digits begin right behind an escape of JSON, or up to four letters before such."""
    at = where(text[: text.size - _AROUND] == _BACKSLASH)
    at = at.take(where(text.take(at + 1) == _U))
    at = at.take(where(four_hex(text, at + 2))) + _ESCAPE_SIZE
    digits = at
    for _ in range(_MOST_LETTERS):
        digits = digits + LETTER.take(text.take(digits))
    digits = digits + (BLANK_OR_DASH.take(text.take(digits)) & (digits > at))
    good = DIGIT.take(text.take(digits))
    for offset in (1, 2):
        good &= DIGIT.take(text.take(digits + offset))
    return at.take(where(good))


def _promising(area: Area, start: Places) -> list[int]:
    """Those of some places behind escapes where a number may begin: one that needs no label, or has one near."""
    if start.size < _MANY:
        return list(start.tolist())
    size = np.zeros(start.size, dtype=np.int64)
    digit = np.ones(start.size, dtype=np.bool_)
    for offset in range(_LONGEST + 1):
        digit &= DIGIT.take(area.text.take(start + offset))
        size += digit
    kept = (size == 3) | (size == 4) | ((size >= payment_card.SHORTEST) & (size <= _LONGEST))  # all others need one
    for kind in _LABELS:
        for further in range(0, REACH + LABEL_AFTER, LABEL_AFTER):  # the label may stand behind the number
            rest = where(~kept)
            some = start.take(rest)
            kept[rest] = area.labelled(some, some + further, kind)[0]
    return list(start.take(where(kept)).tolist())


def _ssns(text: Text, ends: list[Places]) -> list[int]:
    """Where what has the shape of an SSN begins, in the digits of one."""
    found: set[int] = set()
    for trigger, zero, lengths in ((_SSN, _ZERO, _LENGTHS), (_WIDE_SSN, _WIDE_ZERO, _WIDE_LENGTHS)):
        for length in lengths if ends[trigger].size else ():
            start, digits = _written(text, ends[trigger], _OF_SSN, length, zero)
            found.update(start.take(where(ssn.valid_digits(digits) | ssn.other_digits(digits))).tolist())
    return sorted(found)


def _cards(text: Text, ends: list[Places]) -> list[int]:
    """Where groups of digits begin that pass Luhn, with some digits more or without."""
    found: set[int] = set()
    for trigger, sizes, more in ((_BY_FOUR, (4, 4, 4, 4), (4, 4, 4, 4, 3)), (_BY_SIX, (4, 6, 4), (4, 6, 5))):
        mine = ends[trigger]
        for length in _LENGTHS if mine.size else ():
            longer = mine + (sum(more) - sum(sizes)) + length * (len(more) - len(sizes))
            for groups, behind in ((sizes, mine), (more, longer.take(where(longer <= text.size)))):
                start, digits = _written(text, behind, groups, length, _ZERO)
                found.update(start.take(where(payment_card.luhn_array(digits))).tolist())
    return sorted(found)


def _written(text: Text, ends: Places, sizes: tuple[int, ...], length: int, zero: int) -> tuple[Places, Text]:
    """Where groups of digits of some sizes begin that end there, one separator of a length between; and the digits."""
    wide = 3 if zero == _WIDE_ZERO else 1  # bytes of a digit
    start = ends - (sum(sizes) * wide + (len(sizes) - 1) * length)
    start = start.take(where(start > 0))
    offsets: list[int] = []
    parted: list[int] = []
    at = 0
    for size in sizes:
        offsets += range(at + wide - 1, at + size * wide, wide)
        at += size * wide
        parted.append(at)
        at += length
    digits = text.take(start + np.array(offsets)[:, None]) - np.uint8(zero)
    good = (digits < 10).all(axis=0)
    for first, other in pairwise(parted[:-1]):
        for byte in range(length):
            good &= text.take(start + first + byte) == text.take(start + other + byte)
    kept = where(good)
    return start.take(kept), digits[:, kept]
