"""Cells of typed columns of which most digits are masked: `***-**-0001`, `411111******1111`, `xxxxx1234` (SPEC §8).

Rule: a whole cell that ends with four digits and has four signs of a mask or more before them. The matcher's masked
numbers are looked for in any text and want more; small x is a mask only under a header that names the number.
"""

from __future__ import annotations

import numpy as np

from piiscan.later import later
from piiscan.model import Kind
from piiscan.pairing.tables.cells import Bools, Bytes, Cells
from piiscan.pairing.tables.grid import Grid

_SIGN = "[*Xx#\u2022]"
_MASKED = rf"(?:{_SIGN}[- .]?){{3,15}}{_SIGN}[- .]?[0-9]{{4}}"
_ANY = later(_MASKED)
_CARD = later(rf"(?:[0-9]{{4}}(?:[ -]?[0-9]{{2}}(?:[0-9]{{2}})?)?[ -]?)?{_MASKED}")  # the first four, six or eight
_SHORTEST, _LONGEST = 8, 80  # bytes; a bullet has three
_LAST_OF_SIGN = np.isin(np.arange(256), list(b"*Xx#\x95\xa2"))  # a bullet is 95 in cp1252, and ends with A2 in UTF-8
_SEPARATES = np.isin(np.arange(256), list(b"- ."))
_FORMS = 32  # one table writes its masks in a few ways: the cells of each are decided at once


def is_masked(kind: Kind, cell: str) -> bool:
    """Whether a cell in a column of this kind is a number of which most digits are masked.

    >>> is_masked(Kind.SSN, "xxx-xx-1234"), is_masked(Kind.PAYMENT_CARD, "4111 11** **** 1111")
    (True, True)
    >>> is_masked(Kind.FINANCIAL_ACCOUNT, "X12-345678"), is_masked(Kind.SSN, "010-94-0001")
    (False, False)
    """
    form = _CARD if kind is Kind.PAYMENT_CARD else _ANY
    return form.fullmatch(cell) is not None


def masked_cells(cells: Cells, kind: Kind) -> Bools:
    """Which of many cells `is_masked`."""
    end = cells.start + cells.length
    before = cells.code(end - 5)  # the byte before the last four
    maybe = _LAST_OF_SIGN.take(before)
    parted = np.flatnonzero(_SEPARATES.take(before))
    maybe[parted] = _LAST_OF_SIGN.take(cells.code(end[parted] - 6))
    rows = np.flatnonzero(maybe)
    rows = rows[(cells.length[rows] >= _SHORTEST) & (cells.length[rows] <= _LONGEST)]
    found = np.zeros(len(maybe), bool)
    if rows.size:
        some = cells.some(rows)
        written = some.matrix(int(some.length.max()))
        written[(written >= 0x30) & (written <= 0x39)] = 0x30
        found[rows] = _decide(written, kind)
    return found


def _decide(written: Bytes, kind: Kind) -> Bools:
    """Which columns of a matrix are masked numbers; every digit in it is 0, so few are unlike."""
    found = np.zeros(written.shape[1], bool)
    left = np.arange(len(found))
    for _ in range(_FORMS):
        if not left.size:
            return found
        form = written[:, left[0]]
        alike = (written[:, left] == form[:, None]).all(axis=0)
        found[left[alike]] = _is_form(form, kind)
        left = left[~alike]
    found[left] = [_is_form(written[:, at], kind) for at in left.tolist()]
    return found


def _is_form(form: Bytes, kind: Kind) -> bool:
    return is_masked(kind, Grid.clean(form.tobytes().rstrip(b"\0")))
