"""Records of a table without a header that may say where somebody lives, among many: asked of a whole block at once.

Rule: what the plain form finds in the text of one record (`row_homes.row_residency`) is found in that of all; the
records it is found in are read by the plain form, and the others say nothing.
"""

from __future__ import annotations

import re
from functools import cached_property

import numpy as np

from piiscan.distinct import distinct
from piiscan.pairing.residence.evidence import hints
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import BLANK, Grid, Ints

_CELL, _RECORD = 0x1F, 0x1E
_ROUND = rb"[" + re.escape(BLANK) + rb"]*"  # of the text of a cell: `Grid.clean` takes it off
_CELL_END = re.compile(rb"(?:%s\x1f)+%s" % (_ROUND, _ROUND))
_RECORD_END = re.compile(rb"%s\x1e%s" % (_ROUND, _ROUND))
_DOUBLED = re.compile(rb'""')


class Hints:
    """The records of a grid that may say where somebody lives; looked for when it is asked."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    @cached_property
    def records(self) -> Bools:
        """Which ones."""
        return hinting(_text(self._grid), len(self._grid))


def hinting(text: bytes, count: int) -> Bools:
    """Which records of a text may say where somebody lives: so many, each with 0x1E behind it.

    Where these stand in a record as well all may.
    """
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == _RECORD)
    if len(ends) != count:
        return np.ones(count, bool)
    found = np.zeros(count, bool)
    found[_records(ends, hints(text.decode("latin-1")))] = True
    found[_records(ends, [match.start() for match in _DOUBLED.finditer(text)])] = True  # written otherwise than meant
    if not text.isascii():
        found[_records(ends, np.flatnonzero(np.frombuffer(text, np.uint8) >= 0x80).tolist())] = True
    return found


def _records(ends: Ints, places: list[int]) -> Ints:
    """The records that some places are in, or right behind."""
    return distinct(np.searchsorted(ends, np.array(places, np.int64)))


def _text(grid: Grid) -> bytes:
    """The records as the plain form reads them: the text of the cells, a comma and a blank between two."""
    codes = np.frombuffer(grid.data, np.uint8, grid.size).copy()
    last = grid.ends[grid.first + grid.width - 1]
    if len(last) and last[-1] == grid.size:
        codes = np.append(codes, np.uint8(_RECORD))
    codes[grid.ends] = _CELL
    codes[last] = _RECORD
    return _RECORD_END.sub(b"\x1e", _CELL_END.sub(b", ", codes.tobytes()))
