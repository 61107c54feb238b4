"""Licences of a column beside the column of the states that issued them, as arrays.

Rule: a cell with a two-letter code whose state has that very shape is read here; all else is left to the plain form.
"""

from __future__ import annotations

import numpy as np

from piiscan.detectors import license_shapes
from piiscan.pairing.tables.cells import LICENSE_WIDTH, Cells, Values, digits_of, letters_of, read_license

_MASSACHUSETTS = int.from_bytes(b"MA", "big")


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
    for one in np.unique(code[wanted]).tolist():
        state = one.to_bytes(2, "big").decode("latin-1")
        if state in license_shapes.SHAPES:
            rows = wanted & (code == one)
            fit[rows] = license_shapes.fits(cells.length[rows], mask[rows], state)
    some_digit = (digits_of(matrix) < 10).any(axis=0) | (cells.length > LICENSE_WIDTH)
    massachusetts = fit & (code == _MASSACHUSETTS)
    if values.ma_license is not None:
        massachusetts |= values.ma_license & ~named
    return Values(values.there & (fit | ~named), values.number, values.odd | (named & ~fit & some_digit), massachusetts)
