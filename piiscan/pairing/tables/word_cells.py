"""The words of name cells of many records as arrays: hashed, and told where they are unusual.

Rule: what `_special_words` has, what is not ASCII and what has more than three words is left to `names.cells`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from piiscan.pairing.names import words as name_words
from piiscan.pairing.subjects import MULTIPLIER, Keys, short_word_hashes, word_hash, word_hashes
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.cells import Bools, Cells
from piiscan.pairing.tables.eight import has_byte, letters
from piiscan.pairing.tables.grid import Ints

_SPECIAL_SLOTS = 1 << 16
_FLAGS = (1, 2, 4, 8, 16)  # of the kernel: the first, second and last word is a letter, a comma, odd


class Words(NamedTuple):
    """Words of name cells: how many, hashes and lengths of the first, second and last, and what is unusual."""

    words: Ints
    first: Keys
    second: Keys
    last: Keys
    short: tuple[Bools, Bools, Bools]  # whether the first, the second and the last are a letter
    comma: Bools  # behind the first word
    odd: Bools


@cache
def _special_words() -> Bools:
    """Slots of the words that the plain form treats in a way of its own. A word may share one by chance."""
    words = (
        name_words.TITLES
        | name_words.RANKS
        | name_words.SALUTATIONS
        | name_words.SUFFIXES
        | name_words.PARTICLES
        | name_words.SAINTS
        | name_words.BOUND
        | name_words.ORGANISATIONS
        | name_words.STREETS
        | name_words.CARD_BEGINS
        | name_words.LANDSCAPE
        | name_words.NOT_FIRST
        | name_words.STATES
        | name_words.STOPS
        | name_words.PLACEHOLDERS
    )
    slots = np.zeros(_SPECIAL_SLOTS, bool)
    slots[_slot(np.array([word_hash(word) for word in words], np.uint64))] = True
    return slots


def _slot(hashes: Keys) -> npt.NDArray[np.int64]:
    return ((hashes ^ (hashes >> np.uint64(31))) & np.uint64(_SPECIAL_SLOTS - 1)).astype(np.int64)


@cache
def _special_bytes() -> bytes:
    return _special_words().tobytes()


def read_words(cells: Cells) -> Words:
    """Hash the words of name cells as `subjects.word_hash` does.

    A word is ASCII letters, and a dot if it is one letter. One comma may stand behind the first. All else is odd.
    """
    if kernel.words is not None:
        end = cells.start + cells.length
        found = kernel.words(cells.text.codes, cells.start, end, _special_bytes(), MULTIPLIER)
        if found is not None:
            count, flags = np.frombuffer(found[0], np.int64), np.frombuffer(found[4], np.uint8)
            first, second, last = (np.frombuffer(keys, np.uint64) for keys in found[1:4])
            one, other, third, comma, odd = ((flags & bit) != 0 for bit in _FLAGS)
            return Words(count, first, second, last, (one, other, third), comma, odd)
    return words_by_numpy(cells)


def words_by_numpy(cells: Cells) -> Words:
    """`read_words` with numpy alone."""
    count = (cells.length > 0).astype(np.int64)
    keys, short, plain, odd = _word(cells, cells.start, cells.start + cells.length)
    rest = np.flatnonzero(~plain & (count > 0))
    rest = rest[_has_blank(cells.some(rest))]  # what is one word and not of letters is odd as it is
    odd &= count > 0
    comma = np.zeros(len(count), bool)
    if not rest.size:  # one word of letters, or none
        return Words(count, keys, keys, keys, (short, short, short), comma, odd)
    several = _read_several(cells.some(rest))
    first, second, last = keys, keys.copy(), keys.copy()
    shorts = short, short.copy(), short.copy()
    count[rest], comma[rest], odd[rest] = several.words, several.comma, several.odd
    first[rest], second[rest], last[rest] = several.first, several.second, several.last
    for one, other in zip(shorts, several.short, strict=True):
        one[rest] = other
    return Words(count, first, second, last, shorts, comma, odd)


def _has_blank(cells: Cells) -> Bools:
    """Cells with a blank in them, and all long ones."""
    found = cells.length > 16
    for index in range(2):
        found |= has_byte(cells.text.eight.part(cells.start, cells.length, index), 0x20)
    return found


def _read_several(cells: Cells) -> Words:
    """`words_by_numpy` of cells of any number of words."""
    start, end = cells.start, cells.start + cells.length
    blanks = cells.text.blanks
    low, high = np.searchsorted(blanks, start), np.searchsorted(blanks, end)
    count = np.where(cells.length > 0, high - low + 1, 0)
    known = np.append(blanks, np.iinfo(np.int64).max // 2)
    first_end = np.minimum(known[low], end)
    second_start = np.minimum(first_end + 1, end)
    second_end = np.minimum(np.where(count > 2, known[np.minimum(low + 1, len(blanks))], end), end)
    last_start = np.where(count > 1, known[np.maximum(high - 1, 0)] + 1, start)
    comma = (cells.code(first_end - 1) == 0x2C) & (count > 0)
    first, first_short, _, odd = _word(cells, start, first_end - comma)
    second, last, second_short, last_short = first.copy(), first.copy(), first_short.copy(), first_short.copy()
    more = np.flatnonzero(count > 1)
    if more.size:
        second[more], second_short[more], _, second_odd = _word(cells, second_start[more], second_end[more])
        last[more], last_short[more], _, last_odd = _word(cells, last_start[more], end[more])
        odd[more] |= second_odd | last_odd
    odd |= (count > 3) | (comma & (count < 2))
    return Words(count, first, second, last, (first_short, second_short, last_short), comma, odd & (count > 0))


def _word(cells: Cells, start: Ints, end: Ints) -> tuple[Keys, Bools, Bools, Bools]:
    """The hash of one word in each cell, whether it is one letter, whether it is all letters, and whether unusual."""
    length = end - start
    length = length - ((length == 2) & (cells.code(end - 1) == 0x2E))  # the dot of an initial
    small, plain = letters(cells.text.eight.part(start, length, 0), length)
    plain &= (length > 0) & (length <= 16)
    keys = short_word_hashes(small)
    long = np.flatnonzero(length > 8)  # few names are
    if long.size:
        long_length = length[long]
        more, fits = letters(cells.text.eight.part(start[long], long_length, 1), long_length, 1)
        keys[long] = word_hashes(small[long], more)
        plain[long] &= fits
    short = length == 1
    special = _special_words()[_slot(keys)] & ~short
    return keys, short, plain, ~plain | special
