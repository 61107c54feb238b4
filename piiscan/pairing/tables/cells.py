"""The cells of one column of many records as arrays.

Only what is written in the usual ways is read; the rest is marked odd, and left to the plain form in `rows`.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from piiscan.matcher.kernel import places
from piiscan.pairing.names.in_text import BETWEEN
from piiscan.pairing.subjects import Keys
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.eight import Eight
from piiscan.pairing.tables.grid import BLANK, Grid, Ints

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]


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


@cache
def _between() -> Bools:
    table = np.zeros(256, bool)
    table[list(BETWEEN.encode())] = True
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
        return _hold(self._ats, start, end)

    @cached_property
    def _ats(self) -> Ints:
        return places(self.codes, 0x40, 0x40)

    def may_name(self, start: Ints, end: Ints) -> Bools:
        """Whether some spans have what a name has in running text: two capitals, and what parts words; or an object."""
        found = self._capitals[end] - self._capitals[start] > 1
        some = np.flatnonzero(found)  # few, where a table has no names
        found[some] = _hold(self._marks, start[some], end[some])
        return np.asarray(found | _hold(self._braces, start, end))

    @cached_property
    def _capitals(self) -> npt.NDArray[np.int32]:
        """The capitals before each byte, and before the end; a byte that is not ASCII may be one, or a part of one."""
        is_capital = (self.codes - np.uint8(0x41) < 26) | (self.codes >= 0x80)
        before = np.zeros(len(self.codes) + 1, np.int32)
        np.cumsum(is_capital, dtype=np.int32, out=before[1:])
        return before

    @cached_property
    def _marks(self) -> Ints:
        """Where a byte is one that stands between the words of a name: see `names.in_text`."""
        found: Ints = np.flatnonzero(_between()[self.codes])
        return found

    @cached_property
    def _braces(self) -> Ints:
        return places(self.codes, 0x7B, 0x7B)


def _hold(places: Ints, start: Ints, end: Ints) -> Bools:
    """Which of some spans hold one of the places, which are in order."""
    if not places.size:
        return np.zeros(len(start), bool)
    return np.asarray(np.searchsorted(places, start) < np.searchsorted(places, end))


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

    @classmethod
    def of(cls, text: Text, grid: Grid, rows: Ints, column: int) -> Cells:
        """One column of many records (ascending, each once) of the table that `text` is of."""
        if kernel.column is not None:
            spans = text.codes, grid.ends, grid.first, grid.width
            found = kernel.column(*spans, rows, column, _blank_bytes(), _ROUNDS)
            if found is not None:
                start, length = np.frombuffer(found[0], np.int64), np.frombuffer(found[1], np.int64)
                return cls(text, start, start + length, trim=False)
        return cls(text, *grid.columns(rows, column))

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


def number_at(digits: Bytes, places: range | tuple[int, ...]) -> Keys:
    """The number that the digits at these places make, for every cell."""
    value = np.zeros(digits.shape[1], np.uint64)
    for place in places:
        value *= np.uint64(10)
        value += digits[place]
    return value
