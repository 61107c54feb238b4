"""What may stand round a number: the borders of `reference` once more, as arithmetic on arrays of places.

Rule: every function takes the padded text of a block and places in it, and looks at bytes from the number
outwards, the rarer cases on the few places that have them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from piiscan.matcher.rows import REACH
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
_WORD = table(_DIGITS + _LETTERS + b"_")
_HEX = table(_DIGITS + b"abcdefABCDEF")
_ESCAPED = table(b"nrt")
_JOINING = table(b".-")
_BLANK = ord(" ")


def free_before(text: Text, start: Places, *, bare: bool = False) -> Mask:
    """Whether a number may begin at `start`; `bare`: one written without separators."""
    one, two = text[start - 1], text[start - 2]
    free = np.asarray(~_WORD[one])
    escaped = np.flatnonzero(_ESCAPED[one])
    free[escaped] = two[escaped] == ord("\\")
    joining = np.flatnonzero(_JOINING[one])
    if joining.size:
        free[joining] &= LETTER[two[joining]] if bare else ~DIGIT[two[joining]]
        dash = joining[one[joining] == ord("-")]
        free[dash] &= ~_four_hex(text, start[dash] - 5)
    if bare:
        free &= one != ord("+")
    return free


def free_after(text: Text, end: Places) -> Mask:
    """Whether a number may end before `end`."""
    one = text[end]
    free = np.asarray(~_WORD[one])
    joining = np.flatnonzero(_JOINING[one])
    if joining.size:
        free[joining] = ~DIGIT[text[end[joining] + 1]]
        dash = joining[one[joining] == ord("-")]
        free[dash] &= ~_four_hex(text, end[dash] + 1)
    return free


def _four_hex(text: Text, start: Places) -> Mask:
    found = _HEX[text[start]]
    for offset in (1, 2, 3):
        found = found & _HEX[text[start + offset]]
    return np.asarray(found)


def in_rows(
    text: Text, start: Places, end: Places, blank: Mask, cuts_through: Callable[[bytes, bytes], bool]
) -> list[int]:
    """Which numbers, of those written with a `blank`, cut through a row of numbers. Asked one by one."""
    beside = ((text[start - 1] == _BLANK) & _HEX[text[start - 2]]) | ((text[end] == _BLANK) & _HEX[text[end + 1]])
    return [
        index
        for index in np.flatnonzero(blank & beside).tolist()
        if cuts_through(
            text[start[index] - REACH : start[index]].tobytes(), text[end[index] : end[index] + REACH].tobytes()
        )
    ]


def digits_at(text: Text, start: Places, offsets: list[int]) -> Text:
    """A column of digits for each place: those at `offsets` from it."""
    return np.asarray(text[start + np.array(offsets)[:, None]] - np.uint8(ord("0")))
