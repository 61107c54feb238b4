"""What may stand round a number: the borders of `reference` once more, as arithmetic on arrays of places.

Rule: every function takes the padded text of a block and places in it, and looks at bytes from the number
outwards, the rarer cases on the few places that have them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from piiscan.later import kernel
from piiscan.matcher.shapes import Places

Text = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def table(chars: bytes) -> Mask:
    """A set of bytes, to be indexed by bytes."""
    found = np.zeros(256, dtype=np.bool_)
    found[list(chars)] = True
    return found


_DIGITS = b"0123456789"
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGIT = table(_DIGITS)
LETTER = table(_LETTERS)
CAPITAL = table(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
IN_WORD = table(_DIGITS + _LETTERS + b"_")
BLANK_OR_DASH = table(b" -")
_NO_WORD = ~IN_WORD
HEX = table(_DIGITS + b"abcdefABCDEF")
ESCAPED = table(b"nrt")
JOINING = table(b".-")
_LOOK_BEFORE = table(b"nrt.-")
_LOOK_BEFORE_BARE = table(b"nrt.-+")
_BEFORE_LONG = _NO_WORD | table(b"nrtSsAaBb")
"""What may stand before a bare number or the digits of a licence."""
_ROW_BY_ROW = 500
"""From so many places on, a call for each row costs less than the arithmetic on a table of places."""
_digits_at: Any = getattr(kernel("matcher"), "digits_at", None)  # none in a binary of an older source
SSN_DIGITS = {9: [*range(9)], 11: [0, 1, 2, 4, 5, 7, 8, 9, 10]}
"""How far from its first the digits of a Social Security number stand, by its length: in a row, or in groups."""
_WIDE = 11
_DASH = ord("-")
_LINE = ord("_")
"""Two of them and more are a line to write on: SSN: __010-94-0001__; one on either side is a mark (`_marked`)."""


def where(mask: Mask) -> Places:
    """The indices of what is true: to `take` these costs less than to index by the mask."""
    return mask.nonzero()[0]


def free_before(text: Text, start: Places, *, bare: bool = False) -> Mask:
    """Whether a number may begin at `start`; `bare`: one written without separators."""
    one = text.take(start - 1)
    free: Mask = _NO_WORD.take(one)
    lines = where(one == _LINE)
    free[lines] = (text.take(start.take(lines) - 2) == _LINE) | _marked(text, start.take(lines))
    closer = where((_LOOK_BEFORE_BARE if bare else _LOOK_BEFORE).take(one))
    if closer.size:
        one = one.take(closer)
        first = start.take(closer)
        two = text.take(first - 2)
        joining = JOINING.take(one)
        kept = ESCAPED.take(one) & (two == ord("\\"))
        kept |= joining & (LETTER.take(two) if bare else ~DIGIT.take(two))
        dash = where(kept & (one == _DASH))
        kept[dash] = ~four_hex(text, first.take(dash) - 5)
        free[closer] = kept
    return free


def free_after(text: Text, end: Places) -> Mask:
    """Whether a number may end before `end`."""
    one = text.take(end)
    free: Mask = _NO_WORD.take(one)
    lines = where(one == _LINE)
    free[lines] = (text.take(end.take(lines) + 1) == _LINE) | _marked(text, end.take(lines) - _WIDE)
    joining = where(JOINING.take(one))
    if joining.size:
        behind = end.take(joining)
        kept = ~DIGIT.take(text.take(behind + 1))
        dash = where(kept & (one.take(joining) == _DASH))
        kept[dash] = ~four_hex(text, behind.take(dash) + 1)
        free[joining] = kept
    return free


def _marked(text: Text, start: Places) -> Mask:
    """Whether one underscore marks what begins at each of the places, and is as wide as an SSN in groups.

    Behind it more may follow, as what is left of a line to write on: _010-94-0001____.
    """
    begins = (text.take(start - 1) == _LINE) & _NO_WORD.take(text.take(start - 2))
    behind = text.take(start + _WIDE + 1)
    ends = (text.take(start + _WIDE) == _LINE) & (_NO_WORD.take(behind) | (behind == _LINE))
    return np.asarray(begins & ends)


def begins_long() -> Mask:
    """Whether a long run of digits may begin something, by the byte before it and the one before that.

    Few letters may be before it, and it is no decimal.
    """
    begins = np.repeat(_BEFORE_LONG[:, None], 256, axis=1)
    begins[ord(".")] = LETTER
    begins[_LINE, _LINE] = True
    return begins


def four_hex(text: Text, start: Places) -> Mask:
    """Whether four hex digits stand at each of the places."""
    found = HEX.take(text.take(start))
    for offset in (1, 2, 3):
        found &= HEX.take(text.take(start + offset))
    return found


def digits_at(text: Text, start: Places, offsets: list[int]) -> Text:
    """A row for each of `offsets`, none below zero: the digits so far from each place."""
    if _digits_at is None:
        return digits_by_numpy(text, start, offsets)
    return np.frombuffer(_digits_at(text, start, bytes(offsets)), np.uint8).reshape(len(offsets), -1)


def digits_by_numpy(text: Text, start: Places, offsets: list[int]) -> Text:
    """`digits_at` with numpy alone."""
    if start.size < _ROW_BY_ROW:
        return np.asarray(text.take(start + np.array(offsets)[:, None]) - np.uint8(ord("0")))
    digits = np.empty((len(offsets), start.size), dtype=np.uint8)
    least = min(offsets)
    start = start + least
    for row, offset in zip(digits, offsets, strict=True):
        text[offset - least :].take(start, out=row, mode="clip")  # `out` without a mode is copied
    digits -= np.uint8(ord("0"))
    return digits


def among(places: Places, others: Places) -> Mask:
    """Which places, in order, are among others in order."""
    if not (places.size and others.size):
        return np.zeros(places.size, dtype=np.bool_)
    return np.asarray(others.take(others.searchsorted(places), mode="clip") == places)
