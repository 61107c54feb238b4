"""What stands right before and behind numbers of digits alone, looked at once for all that ask for it.

Rule: a look at one byte of each place costs as much as all arithmetic with it. So two bytes before a place are
made one number, and what any rule wants to know of them is a bit of one table.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from piiscan.matcher.borders import BLANK_OR_DASH, IN_WORD, LETTER, Text, begins_long, table, where
from piiscan.matcher.shapes import Block, Places
from piiscan.matcher.value import LONGEST_WORD, WORD, by_two_bytes, value_position

BEGINS = 0x80
"""A number may begin here: few letters before it, no decimal."""
LETTERED = 0x40
"""A letter is before it,"""
LONE = 0x20
"""or a letter and a blank or dash,"""
PARTED = 0x10
"""or a letter or digit and a blank or dash."""
WORD_OR_DASH = table(WORD)
_MOST_LETTERS = 2
_BACKWARDS = np.arange(1, LONGEST_WORD + 2)


def _pairs() -> Text:
    pairs = by_two_bytes()  # its bits are the lowest
    pairs |= begins_long() * np.uint8(BEGINS)
    pairs[LETTER] |= LETTERED
    pairs |= np.outer(BLANK_OR_DASH, LETTER) * np.uint8(LONE)
    pairs |= np.outer(BLANK_OR_DASH, IN_WORD) * np.uint8(PARTED)
    return pairs.ravel()


PAIRS = _pairs()


def before(text: Text, start: Places) -> Text:
    """What the two bytes before each of the places say: the bits above, and those of `SAID`."""
    at = start - 1
    one = text.take(at)
    at -= 1
    return by_pair(one, text.take(at))


def by_pair(one: Text, two: Text) -> Text:
    """The same where the byte before each place, and the one before that, are known."""
    pair = one.astype(np.uint16)
    pair <<= 8
    pair |= two
    return PAIRS.take(pair)


def letters_before(text: Text, digits: Places) -> Places:
    """Where the letters begin, two at most, that stand right before digits; of most none do."""
    start = digits.copy()
    some = where(LETTER.take(text.take(start - 1)))
    for _ in range(_MOST_LETTERS if some.size else 0):
        start[some] -= LETTER.take(text.take(start.take(some) - 1))
    return start


class Runs(NamedTuple):
    """Long runs of digits that may begin something, and what is beside them."""

    start: Places
    lengths: Text
    end: Places
    before: Text
    """as `before` gives it"""
    behind: Text
    """the byte behind each"""

    def some(self, which: Places) -> Runs:
        """Those of the given indices."""
        return Runs(
            self.start.take(which),
            self.lengths.take(which),
            self.end.take(which),
            self.before.take(which),
            self.behind.take(which),
        )


def runs(text: Text, block: Block, long: Places, said: Text) -> Runs:
    """Of the places of long runs those that may begin something; `said` is what is `before` each."""
    begins = where(said >= BEGINS)
    start = long.take(begins)
    lengths = block.run_lengths(start)
    end = start + lengths
    return Runs(start, lengths, end, said.take(begins), text.take(end))


def places_of_values(text: Text, anchors: Places) -> Places:
    """Those of some anchors, in a padded text, of which `value.in_its_place` is true."""
    words = WORD_OR_DASH.take(text.take(anchors[:, None] - _BACKWARDS))
    ahead = words.argmin(axis=1)
    ends = where(~np.asarray(words.all(axis=1)))  # else the word is longer
    anchors = anchors.take(ends)
    start = anchors - ahead.take(ends)
    return anchors.take(where(value_position(text, start, before(text, start))))
