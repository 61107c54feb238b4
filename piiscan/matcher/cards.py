"""Proof of card numbers: the card rules of `reference` once more, as arithmetic on arrays of places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors import payment_card
from piiscan.detectors.payment_card import LABEL_LENGTHS, LONGEST, SHORTEST
from piiscan.matcher.area import Area
from piiscan.matcher.borders import (
    DIGIT,
    LETTER,
    Mask,
    Text,
    digits_at,
    free_after,
    free_before,
    in_rows,
    table,
    where,
    without,
)
from piiscan.matcher.hits import CARD, Found
from piiscan.matcher.patterns import CARD_LABEL
from piiscan.matcher.rows import cuts_through_groups
from piiscan.matcher.shapes import Places

_SEPARATOR = table(b" -\x96\x97\xa0\xad")
_BLANK = ord(" ")
_TRACK_1 = table(b"bB")
_WORD = DIGIT | LETTER | table(b"_")
_TRACK_2 = table(b"dD")
_NEEDS_LABEL = np.isin(np.arange(LONGEST + 1), list(LABEL_LENGTHS))

_SEEN = 8
"""So many digits of a number in groups the shape has looked at."""
_GROUPED = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3))
"""Sizes of the groups, best first."""


def grouped(area: Area, start: Places, separator: Text) -> Iterator[Found]:
    """Cards in groups among places that have four digits, a `separator` and four digits; the better shape first."""
    text = area.text
    parted = where(_SEPARATOR.take(separator))
    if not parted.size:
        return
    start, separator = start.take(parted), separator.take(parted)
    for second in (4, 6):
        of_size = where(text.take(start + 5 + second) == separator)
        if of_size.size:
            for sizes in _GROUPED:
                if sizes[1] == second:
                    yield _grouped(area, start.take(of_size), sizes)


def _grouped(area: Area, start: Places, sizes: tuple[int, ...]) -> Found:
    text = area.text
    offsets: list[int] = []
    separators: list[int] = []
    at = 0
    for size in sizes:
        offsets += range(at, at + size)
        at += size + 1
        separators.append(at - 1)
    length = separators.pop()
    for at in separators[2:]:
        start = start.take(where(text.take(start + at) == text.take(start + separators[0])))
    if start.size:
        unseen = start + np.array(offsets[_SEEN:])[:, None]
        start = start.take(where(DIGIT.take(text.take(unseen)).all(axis=0)))
    if not start.size:
        return CARD, start, start
    start = start.take(where(free_before(text, start) & free_after(text, start + length)))
    digits = digits_at(text, start, offsets)
    lengths = np.full(start.size, len(offsets))
    start = start[_good(area, start, start + length, lengths, _prefix(digits), digits)]
    if sizes[1] == 4:
        inside = in_rows(text, start, start + length, text[start + 4] == _BLANK, cuts_through_groups)
        start = without(start, inside)
    return CARD, start, start + length


def bare(area: Area, start: Places, lengths: Text) -> Found:
    """Cards among runs of digits: where they start, and how many digits they have."""
    text = area.text
    sized = where(lengths - np.uint8(SHORTEST) <= LONGEST - SHORTEST)  # what is below zero wraps round
    start, lengths = start.take(sized), lengths.take(sized)
    issued = where(_issued(text, start, lengths))
    start, sizes = start.take(issued), lengths.take(issued).astype(np.int64)
    if not start.size:
        return CARD, start, start
    end = start + sizes
    free = free_before(text, start, bare=True)
    track_1 = where(_TRACK_1.take(text.take(start - 1)))
    mark = text[start[track_1] - 2]
    free[track_1] |= (mark == ord("%")) | (~_WORD.take(mark) & (text[end[track_1]] == ord("^")))
    ends = free_after(text, end)
    ends |= _track_2(text, end)
    free &= ends
    kept = where(free)
    start, end, sizes = start.take(kept), end.take(kept), sizes.take(kept)
    if not start.size:
        return CARD, start, start
    # The last digits in one row, whatever the length; what stands before the first counts as zeros.
    longest, shortest = int(sizes.max()), int(sizes.min())
    digits = digits_at(text, end - longest, list(range(longest)))
    for row in range(longest - shortest):
        digits[row, sizes < longest - row] = 0
    prefixes = _prefix(digits_at(text, start, [0, 1, 2, 3, 4, 5]) if shortest < longest else digits)
    good = where(_good(area, start, end, sizes, prefixes, digits, bare=True))
    return CARD, start.take(good), end.take(good)


@cache
def _first_two() -> Mask:
    """For each length and first two digits, whether any prefix fits: two bytes tell most ids from cards."""
    lengths = np.arange(LONGEST + 1)[:, None]
    found = (payment_card.lengths_by_first_two() >> np.maximum(lengths - 12, 0)) & 1 == 1
    return np.asarray(found & (lengths >= SHORTEST)).ravel()


def _issued(text: Text, start: Places, lengths: Text) -> Mask:
    key = lengths * np.uint16(100)
    key += text.take(start) * np.uint16(10)
    key += text.take(start + 1)
    key -= np.uint16(11 * ord("0"))
    return _first_two().take(key)


def _track_2(text: Text, end: Places) -> Mask:
    """Where the `D` of a track 2 in a hex dump and the expiry, service code and more follow."""
    found: Mask = _TRACK_2.take(text.take(end))
    few = where(found)
    if few.size:
        for offset in range(1, 8):
            few = few.take(where(DIGIT.take(text.take(end.take(few) + offset))))
        found[:] = False
        found[few] = True
    return found


def _prefix(digits: Text) -> NDArray[np.int32]:
    value = digits[0].astype(np.int32)
    for row in digits[1:6]:
        value *= 10
        value += row
    return np.asarray(value)


def _good(
    area: Area,
    start: Places,
    end: Places,
    lengths: Places,
    prefixes: NDArray[np.int32],
    digits: Text,
    *,
    bare: bool = False,
) -> Mask:
    """Prefix, length and Luhn; and a label near where these do not do."""
    good = payment_card.luhn_array(digits)
    left = where(good)  # one in ten of what is none
    lengths, prefixes = lengths.take(left), prefixes.take(left)
    good[left] = issued = payment_card.prefix_array(prefixes, lengths)
    sure = payment_card.prefix_array(prefixes, lengths, vague=False)
    if bare:
        sure &= ~_NEEDS_LABEL.take(lengths)
    vague = left.take(where(issued & ~sure))
    if vague.size:
        good[vague] = area.labelled(start[vague], end[vague], CARD_LABEL)[0]
    return good
