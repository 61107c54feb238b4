"""Proof of card numbers: the card rules of `reference` once more, as arithmetic on arrays of places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors import payment_card
from piiscan.detectors.payment_card import LABEL_LENGTHS, LONGEST, SHORTEST
from piiscan.matcher.area import Area
from piiscan.matcher.borders import DIGIT, Mask, Text, digits_at, free_after, free_before, in_rows, table
from piiscan.matcher.hits import CARD, Found
from piiscan.matcher.patterns import CARD_LABEL
from piiscan.matcher.rows import cuts_through_groups
from piiscan.matcher.shapes import LONGEST_RUN, Places, places

_SEPARATOR = table(b" -\x96\x97\xa0\xad")
_BLANK = ord(" ")
_TRACK_1 = table(b"bB")
_TRACK_2 = table(b"dD")
_NEEDS_LABEL = np.isin(np.arange(LONGEST + 1), list(LABEL_LENGTHS))

_GROUPED = (  # shape, sizes of the groups, how many of the digits the shape has looked at; best first
    ("quad", (4, 4, 4, 4), 16),
    ("wide", (4, 6, 5), 10),
    ("wide", (4, 6, 4), 10),
    ("quad", (4, 4, 4, 4, 3), 16),
)


def cards(area: Area) -> Iterator[Found]:
    """All card numbers; where two begin at one place the better one comes first."""
    for name, sizes, seen in _GROUPED:
        mask = getattr(area.shapes, name)
        if mask.any():
            yield _grouped(area, places(mask), sizes, seen)
    if area.shapes.bare.any():
        yield _bare(area, places(area.shapes.bare))


def _grouped(area: Area, start: Places, sizes: tuple[int, ...], seen: int) -> Found:
    text = area.text
    offsets: list[int] = []
    separators: list[int] = []
    at = 0
    for size in sizes:
        offsets += range(at, at + size)
        at += size + 1
        separators.append(at - 1)
    length = separators.pop()
    separator = text[start + separators[0]]
    same = _SEPARATOR[separator]
    for at in separators[1:]:
        same = same & (text[start + at] == separator)
    start = start[same]
    for at in offsets[seen:]:
        start = start[DIGIT[text[start + at]]]
    if not start.size:
        return CARD, start, start
    start = start[free_before(text, start) & free_after(text, start + length)]
    digits = digits_at(text, start, offsets)
    lengths = np.full(start.size, len(offsets))
    start = start[_good(area, start, start + length, lengths, _prefix(digits), digits)]
    if sizes[1] == 4:
        inside = in_rows(text, start, start + length, text[start + 4] == _BLANK, cuts_through_groups)
        start = np.delete(start, inside)
    return CARD, start, start + length


def _bare(area: Area, start: Places) -> Found:
    text = area.text
    lengths = area.block.run_lengths(start)
    issued = _issued(text, start, lengths)
    start, lengths = start[issued], lengths[issued]
    prefixes = _prefix(digits_at(text, start, [0, 1, 2, 3, 4, 5]))
    end = start + lengths
    track_1 = _TRACK_1[text[start - 1]] & (text[start - 2] == ord("%"))
    free = (free_before(text, start, bare=True) | track_1) & (free_after(text, end) | _track_2(text, end))
    start, end, lengths, prefixes = start[free], end[free], lengths[free], prefixes[free]
    # The last digits in one row, whatever the length; what stands before the first counts as zeros.
    digits = digits_at(text, end - LONGEST, list(range(LONGEST)))
    digits[np.arange(LONGEST)[:, None] < LONGEST - lengths] = 0
    good = _good(area, start, end, lengths, prefixes, digits, bare=True)
    return CARD, start[good], end[good]


@cache
def _first_two() -> Mask:
    """For each length and first two digits, whether any prefix fits: two bytes tell most ids from cards."""
    every = np.arange(1_000_000)
    found = np.zeros((LONGEST_RUN + 1, 100), dtype=np.bool_)
    for length in range(SHORTEST, LONGEST + 1):
        fits = payment_card.prefix_array(every, np.full(every.size, length))
        found[length] = fits.reshape(100, -1).any(axis=1)
    return found.ravel()


def _issued(text: Text, start: Places, lengths: Places) -> Mask:
    two = text[start] * np.int64(10) + text[start + 1] - 11 * ord("0")
    return _first_two()[lengths * 100 + two]


def _track_2(text: Text, end: Places) -> Mask:
    """Where the `D` of a track 2 in a hex dump and the expiry, service code and more follow."""
    found = _TRACK_2[text[end]]
    few = np.flatnonzero(found)
    for offset in range(1, 8):
        few = few[DIGIT[text[end[few] + offset]]]
    found[:] = False
    found[few] = True
    return np.asarray(found)


def _prefix(digits: Text) -> NDArray[np.int64]:
    value = np.zeros(digits.shape[1], dtype=np.int64)
    for row in digits[:6]:
        value *= 10
        value += row
    return value


def _good(
    area: Area,
    start: Places,
    end: Places,
    lengths: Places,
    prefixes: NDArray[np.int64],
    digits: Text,
    *,
    bare: bool = False,
) -> Mask:
    """Prefix, length and Luhn; and a label near where these do not do."""
    good = payment_card.luhn_array(digits)
    left = np.flatnonzero(good)  # one in ten of what is none
    lengths, prefixes = lengths[left], prefixes[left]
    good[left] = issued = payment_card.prefix_array(prefixes, lengths)
    sure = payment_card.prefix_array(prefixes, lengths, vague=False)
    if bare:
        sure &= ~_NEEDS_LABEL[lengths]
    vague = left[issued & ~sure]
    if vague.size:
        good[vague] = area.labelled(start[vague], end[vague], CARD_LABEL)[0]
    return good
