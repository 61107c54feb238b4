"""The cells of one column of many records as arrays: numbers, and the words of names.

Only what is written in the usual ways is read; the rest is marked odd, and left to the plain form in `rows`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from piiscan.detectors import payment_card, ssn
from piiscan.model import Kind
from piiscan.pairing import name_words
from piiscan.pairing.grid import BLANK, Ints
from piiscan.pairing.subjects import MULTIPLIER, Keys, word_hash

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

_SSN_DIGITS = (0, 1, 2, 4, 5, 7, 8, 9, 10)
_FEWEST_DIGITS = 7  # a cell with fewer holds no element, whatever it is
_NAME_WIDTH = 30
_CARD_WIDTH = 19
_SEPARATORS = {19: (4, 9, 14), 17: (4, 11)}  # 4-4-4-4 and 4-6-5
_SPECIAL_SLOTS = 1 << 16
ONE_LETTER = np.uint64(128)  # words of one letter have its code for a hash, and so hash below this


class Values(NamedTuple):
    """One element column over many records: where there is an element, which, and where it is unusual."""

    there: Bools
    number: Keys
    odd: Bools
    ma_license: Bools | None = None


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
def _blank() -> Bools:
    table = np.zeros(256, bool)
    table[list(BLANK)] = True
    return table


class Cells:
    """One column of many records: trimmed spans, and the bytes of the cells as rows of a matrix."""

    def __init__(self, codes: Bytes, start: Ints, end: Ints) -> None:
        blank = _blank()
        for _ in range(4):  # more blanks than this make a cell unusual by its width
            first = blank[codes.take(start, mode="clip")] & (start < end)
            last = blank[codes.take(end - 1, mode="clip")] & (start < end)
            if not (first.any() or last.any()):
                break
            start, end = start + first, end - (last & (start + first < end))
        self.start = start
        self.length = end - start
        self._codes = codes

    def raw(self, row: int) -> bytes:
        """The bytes of one cell."""
        start = int(self.start[row])
        return self._codes[start : start + int(self.length[row])].tobytes()

    def matrix(self, width: int) -> Bytes:
        """Byte k of every cell in row k, 0 behind the end of a cell."""
        index = self.start + np.arange(width)[:, None]
        found = self._codes.take(index, mode="clip")
        found[np.arange(width)[:, None] >= self.length] = 0
        return found


def digits_of(matrix: Bytes) -> Bytes:
    """Digits as numbers; what is no digit becomes 10 or more, because bytes wrap."""
    return matrix - np.uint8(48)


def _has_many_digits(cells: Cells) -> Bools:
    many = (digits_of(cells.matrix(24)) < 10).sum(axis=0) >= _FEWEST_DIGITS
    return cast("Bools", many | (cells.length > 24))


def number_at(digits: Bytes, places: range | tuple[int, ...]) -> Keys:
    """The number that the digits at these places make, for every cell."""
    value = np.zeros(digits.shape[1], np.uint64)
    for place in places:
        value *= np.uint64(10)
        value += digits[place]
    return value


def read_ssn(cells: Cells) -> Values:
    """SSNs in the forms AAA-GG-SSSS, AAA GG SSSS, nine digits, and seven or eight (leading zeros lost)."""
    matrix = cells.matrix(11)
    digits = digits_of(matrix)
    is_digit = digits < 10
    length = cells.length
    number = np.zeros(len(length), np.uint64)
    separated = (length == 11) & is_digit[list(_SSN_DIGITS)].all(axis=0) & (matrix[3] == matrix[6])
    separated &= (matrix[3] == 0x2D) | (matrix[3] == 0x20)
    number[separated] = number_at(digits[:, separated], _SSN_DIGITS)
    known = separated | (length == 0)
    for size in (9, 8, 7):
        bare = (length == size) & is_digit[:size].all(axis=0)
        if bare.any():
            number[bare] = number_at(digits[:, bare], range(size))
            known |= bare
    there = known & (length > 0) & ssn.valid_array(number)
    odd = ~known & _has_many_digits(cells)
    return Values(there, number, odd | (there & ssn.is_test_array(number)))


def read_card(cells: Cells) -> Values:
    """Card numbers of 13 to 19 digits in a row, or grouped 4-4-4-4 or 4-6-5."""
    digits = digits_of(cells.matrix(_CARD_WIDTH))
    is_digit = digits < 10
    length = cells.length
    count = is_digit.sum(axis=0)
    number = np.zeros(len(length), np.uint64)
    bare = (count == length) & (length >= 12) & (length <= _CARD_WIDTH)
    known = bare | (length == 0)
    for size in np.unique(length[bare]).tolist():
        rows = bare & (length == size)
        number[rows] = number_at(digits[:, rows], range(size))
    for size, separators in _SEPARATORS.items():
        rows = (length == size) & ~bare
        if rows.any():
            between = digits[list(separators)][:, rows]
            places = tuple(place for place in range(size) if place not in separators)
            fits = is_digit[list(places)][:, rows].all(axis=0) & (between == between[0]).all(axis=0)
            fits &= (between[0] == 0xF0) | (between[0] == 0xFD)  # a blank or a dash, less 48
            index = np.flatnonzero(rows)[fits]
            number[index] = number_at(digits[:, index], places)
            known[index] = True
    there = known & (length > 0) & payment_card.valid_array(number, count)
    odd = ~known & _has_many_digits(cells)
    return Values(there, number, odd | (there & payment_card.is_test_array(number)))


def read_license(cells: Cells) -> Values:
    """Massachusetts licences: S and eight digits, SA and seven, or nine digits."""
    matrix = cells.matrix(9)
    upper = np.where((matrix >= 0x61) & (matrix <= 0x7A), matrix - np.uint8(32), matrix)
    is_digit = digits_of(matrix) < 10
    nine = cells.length == 9
    tail = is_digit[2:].all(axis=0)
    lettered = nine & (upper[0] == 0x53) & (is_digit[1] | (upper[1] == 0x41)) & tail
    bare = nine & is_digit[0] & is_digit[1] & tail
    number = np.zeros(len(nine), np.uint64)
    for place in range(1, 9):  # as subjects.number_of: the last eight of the nine characters
        number = (number << np.uint64(8)) | upper[place]
    number = np.where(bare, number_at(digits_of(matrix), range(9)), number)
    odd = ~(lettered | bare | (cells.length == 0)) & _has_many_digits(cells)
    return Values(lettered | bare, number, odd, lettered)


READERS: dict[Kind, Callable[[Cells], Values]] = {
    Kind.SSN: read_ssn,
    Kind.PAYMENT_CARD: read_card,
    Kind.DRIVERS_LICENSE: read_license,
}


class Words(NamedTuple):
    """The words of name cells: how many, hashes of the first, second and last, and what is unusual."""

    words: Ints
    first: Keys
    second: Keys
    last: Keys
    comma: Bools  # behind the first word
    odd: Bools


def read_words(cells: Cells) -> Words:
    """Hash the words of name cells as `subjects.word_hash` does."""
    longest = int(cells.length.max(initial=0))
    width = min(max(longest, 1), _NAME_WIDTH) + 1
    matrix = cells.matrix(width)
    lower = matrix | np.uint8(0x20)
    letter = (lower >= 0x61) & (lower <= 0x7A)
    inner = (matrix == 0x27) | (matrix == 0x2E) | (matrix == 0x2D)  # ' . -
    comma = matrix == 0x2C
    gap = (matrix == 0x20) | (matrix == 0) | comma
    rows = matrix.shape[1]
    odd = ~(letter | inner | gap).all(axis=0) | (cells.length > _NAME_WIDTH)
    count = np.zeros(rows, np.int64)
    hashes = np.zeros(rows, np.uint64)
    grown = np.empty_like(hashes)
    first, second, last = (np.zeros(rows, np.uint64) for _ in range(3))
    multiplier = np.uint64(MULTIPLIER)
    for place in range(width):
        np.multiply(hashes, multiplier, out=grown)
        grown += lower[place]
        np.copyto(hashes, grown, where=letter[place])
        ending = gap[place] & (hashes != 0)
        if ending.any():
            count += ending
            np.copyto(first, hashes, where=ending & (count == 1))
            np.copyto(second, hashes, where=ending & (count == 2))
            np.copyto(last, hashes, where=ending)
            hashes[ending] = 0
        if comma[place].any():
            odd |= comma[place] & (count != 1)
    for words in (first, second, last):  # all there are: with more than three words a cell is unusual anyway
        odd |= (words >= ONE_LETTER) & _special_words()[_slot(words)]
    commas = comma.sum(axis=0)
    starts = (matrix[0] | 0x20 >= 0x61) & letter[0]
    odd |= (commas > 1) | ~(starts | (cells.length == 0))
    return Words(count, first, second, last, commas == 1, odd)
