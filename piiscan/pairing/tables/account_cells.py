"""Account cells of many records as arrays: digits in a row, and IBANs in one piece. The rest is left to `rows`."""

from __future__ import annotations

from functools import cache

import numpy as np

from piiscan.detectors import financial_account
from piiscan.detectors.sets import Table, member, table
from piiscan.distinct import distinct
from piiscan.pairing.subjects import Keys, number_of
from piiscan.pairing.tables.cells import Bools, Bytes, Cells, Values, digits_of, number_at
from piiscan.pairing.tables.grid import Ints
from piiscan.pairing.tables.number_cells import valid_cards


def read_account(cells: Cells) -> Values:
    """Account numbers of 4 to 17 digits in a row; those with letters or in groups, and IBANs, are odd."""
    longest = financial_account.LONGEST
    values = digits_of(cells.matrix(longest))
    count = (values < 10).sum(axis=0)
    length = cells.length
    known = (count == length) & (length >= financial_account.SHORTEST) & (length <= longest)
    number = np.zeros(len(length), np.uint64)
    for size in distinct(length[known]).tolist():
        rows = known & (length == size)
        number[rows] = number_at(values[:, rows], range(size))
    card = known & valid_cards(number, length)
    odd = card | (known & financial_account.is_test_array(number, length))
    odd |= ~known & ((count >= financial_account.SHORTEST) | (length > longest))
    rest = np.flatnonzero(~known & (length > 0))
    if rest.size:
        some = cells.some(rest)
        codes = some.matrix(financial_account.LONGEST_IBAN)
        iban = financial_account.iban_array(codes, some.length)
        keys = _keys(codes, some.length)
        number[rest[iban]] = keys[iban]
        known[rest[iban]] = True
        odd[rest] &= ~iban | member(keys, _samples())
    return Values(known & ~card, number, odd)


def are_ibans(cells: Cells) -> Bools:
    """Which cells that hold an account hold an IBAN: the only ones read here that begin with a letter."""
    return (cells.length > 0) & (cells.code(cells.start) >= 0x41)


def _keys(codes: Bytes, length: Ints) -> Keys:
    """As `subjects.number_of`: the last eight characters of each value."""
    keys = np.zeros(len(length), np.uint64)
    columns = np.arange(len(length))
    for back in range(8, 0, -1):
        keys = (keys << np.uint64(8)) | codes[np.clip(length - back, 0, len(codes) - 1), columns]
    return keys


@cache
def _samples() -> Table:
    return table(number_of(value) for value in financial_account.samples() if value[0].isalpha())
