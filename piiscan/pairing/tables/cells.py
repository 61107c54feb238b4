"""The cells of one column of many records as arrays, and the numbers in them.

Only what is written in the usual ways is read; the rest is marked odd, and left to the plain form in `rows`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from piiscan.detectors import license_shapes, payment_card, ssn
from piiscan.matcher.kernel import places
from piiscan.model import Kind
from piiscan.pairing.subjects import Keys
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.eight import Eight, digits, number
from piiscan.pairing.tables.grid import BLANK, Ints

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

_FEWEST_DIGITS = 7  # a cell with fewer holds no element, whatever it is
_CARD_WIDTH = 19
LICENSE_WIDTH = license_shapes.LONGEST
_SEPARATORS = {19: (4, 9, 14), 17: (4, 11)}  # 4-4-4-4 and 4-6-5


class Values(NamedTuple):
    """One element column over many records: where there is an element, which, and where it is unusual."""

    there: Bools
    number: Keys
    odd: Bools
    ma_license: Bools | None = None


@cache
def _blank() -> Bools:
    table = np.zeros(256, bool)
    table[list(BLANK)] = True
    return table


class Text:
    """The bytes of a block in the views that reading cells takes."""

    def __init__(self, data: bytes | bytearray, size: int) -> None:
        self.codes: Bytes = np.frombuffer(data, np.uint8, size)
        self.eight = Eight(data)

    @cached_property
    def blanks(self) -> Ints:
        """Where there are blanks."""
        return places(self.codes, 0x20, 0x20)

    def mails(self, start: Ints, end: Ints) -> Bools:
        """Whether there is an @ in some spans."""
        return np.searchsorted(self._ats, start) < np.searchsorted(self._ats, end)

    @cached_property
    def _ats(self) -> Ints:
        return places(self.codes, 0x40, 0x40)

    def letters(self, start: Ints, end: Ints) -> Ints:
        """How many letters stand in some spans; a byte that is not ASCII may be one, or a part of one."""
        return self._letters[end] - self._letters[start]

    @cached_property
    def _letters(self) -> npt.NDArray[np.int32]:
        """The letters before each byte, and before the end."""
        is_letter = ((self.codes | np.uint8(0x20)) - np.uint8(0x61) < 26) | (self.codes >= 0x80)
        before = np.zeros(len(self.codes) + 1, np.int32)
        np.cumsum(is_letter, dtype=np.int32, out=before[1:])
        return before


_ROUNDS = 4
"""Blanks taken off either end of a cell: more of them make it unusual by its width."""


@cache
def _blank_bytes() -> bytes:
    return _blank().tobytes()


def trimmed(codes: Bytes, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Where cells begin without the blanks round them, and how long they are."""
    found = None if kernel.trimmed is None else kernel.trimmed(codes, start, end, _blank_bytes(), _ROUNDS)
    if found is None:
        return trimmed_by_numpy(codes, start, end)
    return np.frombuffer(found[0], np.int64), np.frombuffer(found[1], np.int64)


def trimmed_by_numpy(codes: Bytes, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """`trimmed` with numpy alone."""
    blank = _blank()
    for _ in range(_ROUNDS):
        first = blank[codes.take(start, mode="clip")] & (start < end)
        last = blank[codes.take(end - 1, mode="clip")] & (start < end)
        if not (first.any() or last.any()):
            break
        start, end = start + first, end - (last & (start + first < end))
    return start, end - start


class Cells:
    """One column of many records: trimmed spans, and the bytes of the cells as rows of a matrix."""

    def __init__(self, text: Text, start: Ints, end: Ints, *, trim: bool = True) -> None:
        self.text = text
        self.start: Ints
        self.length: Ints
        self.start, self.length = trimmed(text.codes, start, end) if trim else (start, end - start)

    def code(self, offset: Ints) -> Bytes:
        """The bytes at some offsets."""
        return self.text.codes.take(offset, mode="clip")

    def some(self, rows: Ints) -> Cells:
        """The same column of some of the records."""
        start = self.start[rows]
        return Cells(self.text, start, start + self.length[rows], trim=False)

    def raw(self, row: int) -> bytes:
        """The bytes of one cell."""
        start = int(self.start[row])
        return self.text.codes[start : start + int(self.length[row])].tobytes()

    def matrix(self, width: int) -> Bytes:
        """Byte k of every cell in row k, 0 behind the end of a cell."""
        index = self.start + np.arange(width)[:, None]
        found = self.text.codes.take(index, mode="clip")
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
    number, known = _separated_ssn(cells)
    rest = np.flatnonzero(~known)
    if rest.size:
        some = cells.some(rest)
        is_digit = digits_of(some.matrix(9)) < 10
        for size in (9, 8, 7):
            bare = (some.length == size) & is_digit[:size].all(axis=0)
            if bare.any():
                rows = rest[bare]
                number[rows] = number_at(digits_of(some.matrix(9))[:, bare], range(size))
                known[rows] = True
    there = known & (cells.length > 0) & ssn.valid_array(number)
    return Values(there, number, _odd(cells, known) | (there & ssn.is_test_array(number)))


def _separated_ssn(cells: Cells) -> tuple[Keys, Bools]:
    """SSNs with the same separator twice: their numbers, and which cells are one (or empty)."""
    area, area_fits = digits(cells.text.eight.at(cells.start), 0xFFFFFF)
    tail = cells.text.eight.at(cells.start + 3)  # separator, group, separator, serial
    rest, rest_fits = digits(tail, 0xFFFFFFFF00FFFF00)
    separator = tail & np.uint64(0xFF)
    same = separator == ((tail >> np.uint64(24)) & np.uint64(0xFF))
    fits = area_fits & rest_fits & same & (cells.length == 11)
    fits &= (separator == 0x2D) | (separator == 0x20)
    group, serial = np.divmod(number(rest), np.uint64(100_000))
    found = number(area << np.uint64(40)) * np.uint64(1_000_000) + group * np.uint64(10_000) + serial
    return np.where(fits, found, np.uint64(0)), fits | (cells.length == 0)


def _odd(cells: Cells, known: Bools) -> Bools:
    """Cells that are not understood and have digits enough to be something."""
    odd = np.zeros(len(known), bool)
    rest = np.flatnonzero(~known)
    if rest.size:
        odd[rest] = _has_many_digits(cells.some(rest))
    return odd


def read_card(cells: Cells) -> Values:
    """Card numbers of 12 to 19 digits in a row, or grouped 4-4-4-4 or 4-6-5."""
    first, first_fits = digits(cells.text.eight.at(cells.start))
    second, second_fits = digits(cells.text.eight.at(cells.start + 8))
    sixteen = first_fits & second_fits & (cells.length == 16)
    value = number(first) * np.uint64(100_000_000) + number(second)
    value = np.where(sixteen, value, np.uint64(0))
    count = np.where(sixteen, 16, 0)
    known = sixteen | (cells.length == 0)
    rest = np.flatnonzero(~known)
    if rest.size:
        value[rest], count[rest], known[rest] = _other_cards(cells.some(rest))
    there = known & (cells.length > 0) & payment_card.valid_array(value, count)
    lost = known & ~there & (count == 16) & (value % np.uint64(10) == 0)  # the last digit: see `typed_cells.read_typed`
    return Values(there, value, _odd(cells, known) | lost | (there & payment_card.is_test_array(value)))


def _other_cards(cells: Cells) -> tuple[Keys, Ints, Bools]:
    """Numbers, counts of digits, and whether they are in a form that is known, of cells in any form."""
    values = digits_of(cells.matrix(_CARD_WIDTH))
    is_digit = values < 10
    length = cells.length
    count = is_digit.sum(axis=0)
    found = np.zeros(len(length), np.uint64)
    known = (count == length) & (length >= 12) & (length <= _CARD_WIDTH)
    for size in np.unique(length[known]).tolist():
        rows = known & (length == size)
        found[rows] = number_at(values[:, rows], range(size))
    for size, separators in _SEPARATORS.items():
        rows = (length == size) & ~known
        if rows.any():
            between = values[list(separators)][:, rows]
            places = tuple(place for place in range(size) if place not in separators)
            fits = is_digit[list(places)][:, rows].all(axis=0) & (between == between[0]).all(axis=0)
            fits &= (between[0] == 0xF0) | (between[0] == 0xFD)  # a blank or a dash, less 48
            index = np.flatnonzero(rows)[fits]
            found[index] = number_at(values[:, index], places)
            known[index] = True
    return found, count, known


def letters_of(matrix: Bytes) -> tuple[Bytes, Bools, Ints]:
    """Letters made capitals, where they are, and for every cell a number with bit k for a letter at k."""
    upper = matrix & np.uint8(0xDF)
    is_letter = (upper >= 0x41) & (upper <= 0x5A)
    mask = (is_letter.astype(np.int64) << np.arange(len(matrix))[:, None]).sum(axis=0)
    return upper, is_letter, mask


def read_license(cells: Cells) -> Values:
    """Licences and ID cards of any state, written in a row, whose number says nothing of the name: the rest is odd."""
    matrix = cells.matrix(LICENSE_WIDTH)
    is_digit = digits_of(matrix) < 10
    upper, is_letter, mask = letters_of(matrix)
    count = is_digit.sum(axis=0)
    lettered = is_letter.any(axis=0)
    there = (is_digit | is_letter).sum(axis=0) == cells.length
    there &= license_shapes.fits(cells.length, mask) & ~(lettered & (cells.length >= license_shapes.NAMED))
    value = np.zeros(len(there), np.uint64)
    for size in np.unique(cells.length[there]).tolist():
        bare = there & ~lettered & (cells.length == size)
        value[bare] = number_at(digits_of(matrix)[:, bare], range(size))
        rows = there & lettered & (cells.length == size)
        codes = np.where(is_letter, upper, matrix)[:, rows]
        for place in range(max(0, size - 8), size):  # as subjects.number_of: the last eight characters
            value[rows] = (value[rows] << np.uint64(8)) | codes[place]
    first, second = upper[0] == 0x53, upper[1] == 0x41
    massachusetts = there & (cells.length == 9) & first & ((mask == 1) | ((mask == 3) & second))
    exponent = is_digit[0] & ((matrix[1] == 0x2E) | (upper[1] == 0x45))
    odd = ~there & ((count >= license_shapes.FEWEST_DIGITS) | (cells.length > LICENSE_WIDTH) | exponent)
    return Values(there, value, odd, massachusetts)


READERS: dict[Kind, Callable[[Cells], Values]] = {
    Kind.SSN: read_ssn,
    Kind.PAYMENT_CARD: read_card,
    Kind.DRIVERS_LICENSE: read_license,
}
