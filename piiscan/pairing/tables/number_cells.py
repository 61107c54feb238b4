"""Social Security and card numbers in the cells of one column of many records.

Rule: the forms below, and nothing else, are read; a cell of another form with digits enough to be something is odd.
What the compiled kernel gives, numpy gives, too.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from piiscan.detectors import payment_card, ssn
from piiscan.distinct import distinct
from piiscan.pairing.subjects import Keys
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.cells import Bools, Cells, Values, digits_of, number_at
from piiscan.pairing.tables.eight import digits, number
from piiscan.pairing.tables.grid import Ints

_FEWEST_DIGITS = 7  # a cell with fewer holds no element, whatever it is
_CARD_WIDTH = 19
_SEPARATORS = {19: (4, 9, 14), 17: (4, 11)}  # 4-4-4-4 and 4-6-5


def _has_many_digits(cells: Cells) -> Bools:
    many = (digits_of(cells.matrix(24)) < 10).sum(axis=0) >= _FEWEST_DIGITS
    return cast("Bools", many | (cells.length > 24))


def read_ssn(cells: Cells) -> Values:
    """SSNs in the forms AAA-GG-SSSS, AAA GG SSSS, nine digits, and seven or eight (leading zeros lost)."""
    number, known = ssn_numbers(cells)
    there = known & (cells.length > 0) & ssn.valid_array(number)
    return Values(there, number, _odd(cells, known) | (there & ssn.is_test_array(number)))


def _by_kernel(cells: Cells, *, cards: bool) -> tuple[Keys, Ints, Bools] | None:
    """Numbers, counts of digits of cards, and which cells are in a form that is known, where the kernel was built."""
    if kernel.numbers is None:
        return None
    found = kernel.numbers(cells.text.codes, cells.start, cells.start + cells.length, cards)
    if found is None:
        return None
    return np.frombuffer(found[0], np.uint64), np.frombuffer(found[1], np.int64), np.frombuffer(found[2], np.bool_)


def ssn_numbers(cells: Cells) -> tuple[Keys, Bools]:
    """The numbers of SSNs in the forms of `read_ssn`, and which cells are in one (or empty); 0 for all others."""
    found = _by_kernel(cells, cards=False)
    return ssn_numbers_by_numpy(cells) if found is None else (found[0], found[2])


def ssn_numbers_by_numpy(cells: Cells) -> tuple[Keys, Bools]:
    """`ssn_numbers` with numpy alone."""
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
    return number, known


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
    value, count, known = card_numbers(cells)
    there = known & (cells.length > 0) & valid_cards(value, count)
    lost = known & ~there & (count == 16) & (value % np.uint64(10) == 0)  # the last digit: see `typed_cells.read_typed`
    return Values(there, value, _odd(cells, known) | lost | (there & payment_card.is_test_array(value)))


def valid_cards(numbers: Keys, digits: Ints) -> Bools:
    """`payment_card.valid_array`."""
    if kernel.valid_cards is None:
        return payment_card.valid_array(numbers, digits)
    return np.frombuffer(kernel.valid_cards(numbers, digits, payment_card.lengths_by_prefix()), np.bool_)


def card_numbers(cells: Cells) -> tuple[Keys, Ints, Bools]:
    """The numbers of cards in the forms of `read_card`, of how many digits, and which cells are in one (or empty)."""
    found = _by_kernel(cells, cards=True)
    return card_numbers_by_numpy(cells) if found is None else found


def card_numbers_by_numpy(cells: Cells) -> tuple[Keys, Ints, Bools]:
    """`card_numbers` with numpy alone."""
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
    return value, count, known


def _other_cards(cells: Cells) -> tuple[Keys, Ints, Bools]:
    """Numbers, counts of digits, and whether they are in a form that is known, of cells in any form."""
    values = digits_of(cells.matrix(_CARD_WIDTH))
    is_digit = values < 10
    length = cells.length
    count = is_digit.sum(axis=0)
    found = np.zeros(len(length), np.uint64)
    known = (count == length) & (length >= 12) & (length <= _CARD_WIDTH)
    for size in distinct(length[known]).tolist():
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
    count[~known] = 0
    return found, count, known
