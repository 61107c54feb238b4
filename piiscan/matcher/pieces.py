r"""Social Security numbers in pieces: broken at the end of a line, or with blanks between digits, as OCR reads them.

Rule: "773-01-\n0001", "773 - 01 - 0001", "773 01 00 01", "7 7 3 - 0 1 - 0 0 0 1", with boxes or without, the dash in
one of its own or not and of any length; only with a label of such a number near, and not in long texts full of digits:
in tables and logs pieces are numbers. Sought by masks of the digits (see `shapes`), of the words alone that have some;
proved by a pattern where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from piiscan.detectors import ssn
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.borders import where
from piiscan.matcher.hits import SSN_PIECES, Found, found_of
from piiscan.matcher.patterns import SSN_LABEL
from piiscan.matcher.shapes import Places, Words, begins, bits_of, further, near_digits, places

_FEW = 3
"""At most one word of 64 bytes in so many has a digit, in texts of more than"""
_LONG = 2048  # words
_GAPS = range(1, 6)
"""Bytes between two pieces: a dash, a line break of two bytes, a mark of quotation."""
_REACH = 40
_LONGEST = 48  # bytes, with what tells behind it that it ends
_DIGITS = 9
_SIGN = rb"(?:-|\xe2\x80[\x90-\x95]|\xe2\x88\x92|[\x96\x97])"  # a dash of any length, in UTF-8 or cp1252
_DASH = rb"(?:[ ]?" + _SIGN + rb"[ ]?(?:\r?\n[ \t>]{0,4})?|\r?\n[ \t>]{0,4}" + _SIGN + rb"[ ]?)"
_BAR = rb"(?:[ ]|[ ]?\|[ ]?|\][ ]?\[)"
_PART = rb"(?:[ ]?" + _SIGN + rb"[ ]?|[ ]?\|[ ]?(?:" + _SIGN + rb"[ ]?\|[ ]?)?|[ ]|\][ ]?" + _SIGN + rb"?[ ]?\[)"
_SINGLE = rb"[0-9]" + _BAR + rb"[0-9]"
_NUMBER = later(
    rb"(?![0-9]{3}(" + _SIGN + rb")[0-9]{2}\1[0-9]{4})"  # in one piece
    rb"(?:[0-9]{3}" + _DASH + rb"[0-9]{2}" + _DASH + rb"[0-9]{4}|[0-9]{3} [0-9]{2} [0-9]{2} [0-9]{2}|"
    + _SINGLE + _BAR + rb"[0-9]" + _PART + _SINGLE + _PART + _SINGLE + _BAR + _SINGLE
    + rb")(?![0-9A-Za-z_])(?![ .-]{0,2}[0-9])(?!" + _SIGN + rb"[0-9])"
)  # fmt: skip
_BEFORE = later(rb"(?:[0-9A-Za-z_][-.]?|[0-9][ .,|-]{1,3}|[0-9][ ]?" + _SIGN + rb"[ ]?)\Z")


def pieces(area: Area) -> list[Found]:
    """The numbers in pieces of an area, whose digits are known by now."""
    if has_no_pieces(area) or not area.may_have(SSN_LABEL):
        return []
    start = np.array(_in_few(area.bits()), np.int64) if area.is_small else _places(area.block.digits)
    if start.size:
        start = start.take(where(area.labelled(start, start + _REACH, SSN_LABEL)[0]))
    return found_of(SSN_PIECES, (span for at in start.tolist() if (span := _proved(area, at)) is not None))


def is_full(area: Area, words: int) -> bool:
    """Whether an area is long and full of digits, of which it has some in so many words; small texts never are."""
    size: int = area.block.digits.size
    return size > _LONG and words * _FEW > size and not area.several


def has_no_pieces(area: Area) -> bool:
    """Whether an area has no digits, or so many that pieces in it are numbers."""
    return not area.words or is_full(area, area.words)


def _places(digits: Words) -> Places:
    """Where the first piece of one may begin."""
    d, kept = near_digits(digits, _DIGITS)
    second = further(d, 1)
    begin = begins(d, kept)
    more = begin & second
    one = np.append(begin & ~second, np.uint64(0))
    third = further(d, 2)
    two = np.append(more & ~third, np.uint64(0))
    more &= third
    third = further(d, 3)
    three = more & ~third
    four = np.append(more & third, np.uint64(0))  # and more: the pattern knows
    found = np.zeros_like(three)
    some = three.nonzero()[0]  # ever fewer of the words
    near = three.take(some) & _any(two, some, [3 + gap for gap in _GAPS])
    kept_near = where(near != 0)
    some, near = some.take(kept_near), near.take(kept_near)
    if some.size:
        last = _any(four, some, range(3 + 2 + 2 * _GAPS[0], 3 + 2 + 2 * _GAPS[-1] + 1))
        second = _ahead(two, some, 4)
        last &= ~(second & _ahead(four, some, 7))  # in one piece
        found[some] = near & (last | (second & _ahead(two, some, 7) & _ahead(two, some, 10)))
    some = one[:-1].nonzero()[0]
    for gap in (2, 3, 4):
        few = some.take(where((one.take(some) & _ahead(one, some, gap)) != 0))
        found[few] |= one.take(few) & _ahead(one, few, gap) & _ahead(one, few, 2 * gap)
    return places(found, kept)


def _in_few(d: int) -> list[int]:
    """`_places` of a small text, whose digits are the bits of a number."""
    begin = d & ~(d << 1)
    one, more = begin & ~(d >> 1), begin & d >> 1
    two, more = more & ~(d >> 2), more & d >> 2
    three, four = more & ~(d >> 3), more & d >> 3
    near = three & _any_of(two, 3)
    if near:
        pairs = two >> 4
        in_one_piece = pairs & four >> 7
        last = _any_of(_any_of(four, 0), 3 + 2) & ~in_one_piece
        near &= last | (pairs & two >> 7 & two >> 10)
    for gap in (2, 3, 4):
        near |= one & one >> gap & one >> 2 * gap
    return bits_of(near)


def _any_of(mask: int, bits: int) -> int:
    """The mask moved by so many bits and a gap, whichever."""
    found = 0
    for gap in _GAPS:
        found |= mask >> bits + gap
    return found


def _ahead(mask: Words, some: Places, bits: int) -> Words:
    """`further`, of some of the words."""
    moved: Words = mask.take(some) >> np.uint64(bits)
    moved |= mask.take(some + 1) << np.uint64(64 - bits)
    return moved


def _any(mask: Words, some: Places, bits: Iterable[int]) -> Words:
    """The same for several numbers of bits at once."""
    found = np.zeros(some.size, dtype=np.uint64)
    for far in bits:
        found |= _ahead(mask, some, far)
    return found


def _proved(area: Area, start: int) -> tuple[int, int] | None:
    """Where a number in pieces begins and ends, if one begins at a place."""
    around = area.text[start - 8 : start + _LONGEST].tobytes()
    match = _NUMBER.match(around, 8)
    if match is None or _BEFORE.search(around, 0, 8):
        return None
    value = b"".join(re.findall(rb"[0-9]", match[0])).decode()
    return (start, start + match.end() - 8) if ssn.validate(value) is not None else None
