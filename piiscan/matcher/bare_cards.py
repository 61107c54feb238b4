"""Digits that may be card numbers by their bytes alone: what `survey` knows of cards.

Rule: the first two digits tell most ids from cards, then what stands beside, then Luhn; prefixes and labels are for
`cards`.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from piiscan.detectors import payment_card
from piiscan.detectors.payment_card import LONGEST, SHORTEST
from piiscan.matcher.borders import DIGIT, IN_WORD, Mask, Text, digits_at, free_after, free_before, table, where
from piiscan.matcher.shapes import Places

SEPARATOR = table(b" -\x96\x97\xa0\xad")
TRACK_1 = table(b"bB")
TRACK_2 = table(b"dD")
_LINE_BREAK = 0x0A
_SEEN = 8
"""So many digits of a number in groups the shape has looked at."""


GROUPED = {
    "by_four": (4, 4, 4, 4),
    "by_four_five": (4, 6, 5),
    "by_four_four": (4, 6, 4),
    "by_four_three": (4, 4, 4, 4, 3),
}
"""Sizes of the groups, best first, by the names `survey` has for them."""


def offsets_of(sizes: tuple[int, ...]) -> tuple[list[int], int]:
    """How far from the first each digit stands in groups of such sizes, and the length of it all."""
    offsets: list[int] = []
    at = 0
    for size in sizes:
        offsets += range(at, at + size)
        at += size + 1
    return offsets, at - 1


def grouped_places(text: Text, start: Places, sizes: tuple[int, ...]) -> Places:
    """Among places that have four digits, a separator and four digits: those that go on in groups of these sizes.

    It begins as some card does, all separators are one, nothing is joined to it, and it passes Luhn.
    """
    offsets, length = offsets_of(sizes)
    start = start.take(where(_begins(text, start, np.uint8(len(offsets)))))
    first = start + sizes[0]
    for at in (offset - 1 for offset, before in zip(offsets[1:], offsets, strict=False) if offset - before > 1):
        same = where(text.take(start + at) == text.take(first))
        start, first = start.take(same), first.take(same)
    if start.size:
        unseen = start + np.array(offsets[_SEEN:])[:, None]
        start = start.take(where(DIGIT.take(text.take(unseen)).all(axis=0)))
    if start.size:
        start = start.take(where(free_before(text, start) & free_after(text, start + length)))
    if start.size:
        start = start.take(where(payment_card.luhn_array(digits_at(text, start, offsets))))
    return start


def at_a_break(text: Text, start: Places) -> Mask:
    """Whether a line ends right before two groups of which the first has four digits, or right behind them."""
    found = np.zeros(start.size, dtype=np.bool_)
    for far in (*range(-6, 0), *range(9, 15)):  # behind four or six
        found |= text.take(start + far) == _LINE_BREAK
    return found


def bare_places(text: Text, start: Places, lengths: Text) -> tuple[Places, Places]:
    """Runs of digits that pass Luhn, begin as some card of their length does, and stand alone or in a track."""
    sized = where(lengths - np.uint8(SHORTEST) <= LONGEST - SHORTEST)  # what is below zero wraps round
    start, lengths = start.take(sized), lengths.take(sized)
    issued = where(_begins(text, start, lengths))
    start, sizes = start.take(issued), lengths.take(issued).astype(np.int64)
    if not start.size:
        return start, sizes
    end = start + sizes
    free = free_before(text, start, bare=True)
    track_1 = where(TRACK_1.take(text.take(start - 1)))
    mark = text[start[track_1] - 2]
    free[track_1] |= (mark == ord("%")) | (~IN_WORD.take(mark) & (text[end[track_1]] == ord("^")))
    ends = free_after(text, end)
    ends |= _track_2(text, end)
    free &= ends
    kept = where(free)
    start, end, sizes = start.take(kept), end.take(kept), sizes.take(kept)
    if not start.size:
        return start, sizes
    # The last digits in one row, whatever the length; what stands before the first counts as zeros.
    longest, shortest = int(sizes.max()), int(sizes.min())
    digits = digits_at(text, end - longest, list(range(longest)))
    for row in range(longest - shortest):
        digits[row, sizes < longest - row] = 0
    good = where(payment_card.luhn_array(digits))
    return start.take(good), sizes.take(good)


@cache
def first_two() -> Mask:
    """For each length and first two digits, whether any prefix fits: two bytes tell most ids from cards."""
    lengths = np.arange(LONGEST + 1)[:, None]
    found = (payment_card.lengths_by_first_two() >> np.maximum(lengths - 12, 0)) & 1 == 1
    return np.asarray(found & (lengths >= SHORTEST)).ravel()


def _begins(text: Text, start: Places, lengths: Text | np.uint8) -> Mask:
    key = text.take(start) * np.uint16(10)
    key += lengths * np.uint16(100)
    key += text.take(start + 1)
    key -= np.uint16(11 * ord("0"))
    return first_two().take(key)


def _track_2(text: Text, end: Places) -> Mask:
    """Where the `D` of a track 2 in a hex dump and the expiry, service code and more follow."""
    found: Mask = TRACK_2.take(text.take(end))
    few = where(found)
    if few.size:
        for offset in range(1, 8):
            few = few.take(where(DIGIT.take(text.take(end.take(few) + offset))))
        found[:] = False
        found[few] = True
    return found
