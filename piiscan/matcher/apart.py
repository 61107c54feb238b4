"""Where long numbers stand apart from the words round them, as cells and as values of a statement do.

Rule: a cell begins behind a tab, a bar or two blanks, or begins a line and ends so; up to two letters may stand before
its digits. A value is all of a text between quotes, or of an item of a list, and no value of a key. What such a number
is, `titled` and `bound` ask. Of runs of seven digits and more, which `shapes` gives; `_kernel.c` says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from piiscan.distinct import distinct
from piiscan.matcher.beside import letters_before
from piiscan.matcher.borders import Mask, Text, table, where
from piiscan.matcher.shapes import Block, Places

PARTING = table(b"\t|")
OPENS, CLOSES = table(b"'\"[( "), table(b"'\"])(,\r\n")
BEFORE_QUOTE, BEFORE_BLANK = table(b" =[(,N"), table(b",:")
_QUOTES = table(b"'\"")
_BLANK_OR_BAR = table(b" |")
_BLANK, _COLON = b" :"
_LINE_BREAK = 0x0A
_MOST_INDENTED = 3  # blanks
_MOST_IN_CELL, _MOST_GIVEN = 17, 19
"""Digits of an account or license that begins a line, and of a number that only its column makes one."""


def cells(text: Text, block: Block, long: Places, others: Sequence[Places]) -> Places:
    """Where cells begin: of the long runs of digits those that begin a line, and of other ones all that begin a cell.

    Further from the beginning of its line a number of `long` is in the place of a value, and among `others`.
    """
    digits = np.concatenate((_at_line_starts(text, block, long), *others))
    if not digits.size:
        return digits
    start = letters_before(text, digits)
    one = text.take(start - 1)
    some = where((one == _LINE_BREAK) | _behind_sign(one, text.take(start - 2)))
    start, digits = start.take(some), digits.take(some)
    end: Places = digits.astype(np.int64, copy=False) + block.run_lengths(digits)
    return distinct(start.take(where(begins_cell(text, start, end))))


def _at_line_starts(text: Text, block: Block, long: Places) -> Places:
    before = long - 1
    for _ in range(_MOST_INDENTED):
        before -= text.take(before) == _BLANK
    start = long.take(where(text.take(before) == _LINE_BREAK))
    return start.take(where(block.run_lengths(start) <= _MOST_IN_CELL))


def begins_cell(text: Text, start: Places, end: Places) -> Mask:
    """Which spans are behind a tab, a bar or two blanks, or begin a line and have one of these behind them.

    A blank may part them from a bar. The first two of a text are behind its first byte.
    """
    one, two = text.take(start - 1, mode="clip"), text.take(start - 2, mode="clip")
    first = (start == 0) | (one == _LINE_BREAK)
    if first.any():
        behind, next_one = text.take(end, mode="clip"), text.take(end + 1, mode="clip")
        first &= PARTING.take(behind) | ((behind == _BLANK) & _BLANK_OR_BAR.take(next_one))
    return np.asarray(first | _behind_sign(one, two))


def _behind_sign(one: Text, two: Text) -> Mask:
    return np.asarray(PARTING.take(one) | ((one == _BLANK) & _BLANK_OR_BAR.take(two)))


def given(text: Text, block: Block, long: Places) -> Places:
    """Where numbers begin that are all of a text in quotes or of an item, and of no key."""
    start = letters_before(text, long)
    some = where(OPENS.take(text.take(start - 1)))
    start, digits = start.take(some), long.take(some)
    one, two, three, four = (text.take(start - back) for back in (1, 2, 3, 4))
    of_key = (two == _BLANK) & (three == _COLON) & _QUOTES.take(four)
    quoted = _QUOTES.take(one) & BEFORE_QUOTE.take(two) & ~of_key
    opened = (one != _BLANK) & ~_QUOTES.take(one)
    behind = (one == _BLANK) & BEFORE_BLANK.take(two) & ~((two == _COLON) & _QUOTES.take(three))
    some = where(quoted | opened | behind)
    start, digits = start.take(some), digits.take(some)
    size = block.run_lengths(digits)
    return start.take(where((size <= _MOST_GIVEN) & CLOSES.take(text.take(digits + size))))
