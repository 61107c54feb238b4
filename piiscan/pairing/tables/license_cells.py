"""Licences of a column as arrays, also beside a column of the states that issued them.

Rule: a cell with a two-letter code whose state has that very shape is read here; all else is left to the plain form.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from piiscan.detectors import drivers_license, license_shapes
from piiscan.distinct import distinct
from piiscan.pairing.subjects import Keys
from piiscan.pairing.tables.cells import Bools, Bytes, Cells, Values, digits_of, number_at
from piiscan.pairing.tables.grid import Ints

LICENSE_WIDTH = license_shapes.LONGEST
_MASSACHUSETTS = int.from_bytes(b"MA", "big")


@cache
def _published() -> Keys:
    """The last eight characters of the published samples, as a number."""
    return np.array([int.from_bytes(one[-8:].encode(), "big") for one in drivers_license.PUBLISHED], np.uint64)


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
    for size in distinct(cells.length[there]).tolist():
        bare = there & ~lettered & (cells.length == size)
        value[bare] = number_at(digits_of(matrix)[:, bare], range(size))
        rows = there & lettered & (cells.length == size)
        codes = np.where(is_letter, upper, matrix)[:, rows]
        for place in range(max(0, size - 8), size):  # as subjects.number_of: the last eight characters
            value[rows] = (value[rows] << np.uint64(8)) | codes[place]
    first, second = upper[0] == 0x53, upper[1] == 0x41
    massachusetts = there & (cells.length == 9) & first & ((mask == 1) | ((mask == 3) & second))
    exponent = is_digit[0] & ((matrix[1] == 0x2E) | (upper[1] == 0x45))
    digits = digits_of(matrix)
    repeated = np.where(is_digit, digits, 0).max(axis=0) == np.where(is_digit, digits, 9).min(axis=0)
    sample = (repeated & (count >= drivers_license.FEWEST_REPEATED)) | np.isin(value, _published())
    odd = ~there & ((count >= license_shapes.FEWEST_DIGITS) | (cells.length > LICENSE_WIDTH) | exponent)
    return Values(there, value, odd | (there & sample), massachusetts)


def read_license_in(cells: Cells, state: str) -> Values:
    """`read_license` where the header says which state's shape is asked."""
    values = read_license(cells)
    matrix = cells.matrix(LICENSE_WIDTH)
    fit = license_shapes.fits(cells.length, letters_of(matrix)[2], state)
    some_digit = (digits_of(matrix) < 10).any(axis=0) | (cells.length > LICENSE_WIDTH)
    odd = values.odd | (~fit & some_digit)
    return Values(values.there & fit, values.number, odd, fit & (state == "MA"))


def read_license_of(cells: Cells, states: Cells) -> Values:
    """`read_license` where a second column says which state's shape is asked."""
    values = read_license(cells)
    matrix = cells.matrix(LICENSE_WIDTH)
    mask = letters_of(matrix)[2]
    first, second = letters_of(states.matrix(2))[0].astype(np.int64)
    code = (first << 8) | second
    named = states.length > 0
    fit = np.zeros(len(named), bool)
    wanted = values.there & (states.length == 2)
    for one in distinct(code[wanted]).tolist():
        state = one.to_bytes(2, "big").decode("latin-1")
        if state in license_shapes.SHAPES:
            rows = wanted & (code == one)
            fit[rows] = license_shapes.fits(cells.length[rows], mask[rows], state)
    some_digit = (digits_of(matrix) < 10).any(axis=0) | (cells.length > LICENSE_WIDTH)
    massachusetts = fit & (code == _MASSACHUSETTS)
    if values.ma_license is not None:
        massachusetts |= values.ma_license & ~named
    return Values(values.there & (fit | ~named), values.number, values.odd | (named & ~fit & some_digit), massachusetts)
