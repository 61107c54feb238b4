"""Numbers without a name whose key another table of the same blob has beside names (SPEC §5, JOINABLE).

Rule: only where the two headers mean the same key (`join_keys`) and the value stands in both; never across files. What
waits for the end of the blob is bounded: findings that may be listed, then the hash of a key and what is to be counted.
Where a bound is passed, the reason says `joinable-unchecked`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from piiscan.distinct import distinct
from piiscan.model import Element, Grade, Kind
from piiscan.pairing.join_keys import Key
from piiscan.pairing.subjects import MULTIPLIER, Keys
from piiscan.pairing.tables.cells import Cells, Text
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.unit import Unit

_MOST_KEYS = 2_000_000  # of tables with names, and as many numbers that wait
_MOST_UNITS = 100_000  # whole findings that wait
_WIDTH = 24  # characters of a key that count
_FEW = 16  # rows that are hashed one by one
_WORD = (1 << 64) - 1
UNCHECKED = "joinable-unchecked"


def hashes(grid: Grid, column: int) -> Keys:
    """A hash of each cell of a column: letters in any case; leading zeros, which spreadsheets lose, do not count."""
    rows = np.arange(len(grid))
    cells = Cells.of(Text(grid.data, grid.size), grid, rows, column)
    if len(rows) <= _FEW:
        return np.array([_hash(cells.raw(row)) for row in range(len(rows))], np.uint64)
    found = np.zeros(len(rows), np.uint64)
    for code in cells.matrix(_WIDTH):
        letter = ((code & 0xDF) >= 0x41) & ((code & 0xDF) <= 0x5A)
        folded = np.where(letter, code & 0xDF, code).astype(np.uint64)
        counts = (code != 0) & ~((found == 0) & (code == 0x30))
        step = (found ^ folded) * np.uint64(MULTIPLIER)
        found = np.where(counts, step ^ (step >> np.uint64(32)), found)
    return found


def _hash(cell: bytes) -> int:
    """`hashes` of one cell: in tables of a few rows the arrays cost more than the loop."""
    found = 0
    for code in cell[:_WIDTH].upper():
        if code and (found or code != 0x30):
            step = (found ^ code) * MULTIPLIER & _WORD
            found = step ^ step >> 32
    return found


class _Sign(NamedTuple):
    """What the count of a number depends on, besides the values of its keys."""

    kind: Kind
    grade: int
    test_value: bool
    review: str | None
    keys: tuple[Key, ...]


class Joins:
    """The keys of the tables of one blob that name persons, and the numbers that wait for them."""

    def __init__(self, most: int) -> None:
        self._room = min(most or _MOST_UNITS, _MOST_UNITS)
        self._all = not most  # every finding is to be listed
        self._named: dict[str, list[Keys]] = {}
        self._size = 0
        self._full = False
        self._units: list[tuple[Unit, list[tuple[Key, int]]]] = []
        self._counted: dict[_Sign, tuple[Element, list[array[int]]]] = {}
        self._waiting = 0

    def name(self, grid: Grid, keys: Sequence[Key], names: Sequence[int]) -> None:
        """Keep the keys of records that have something in a column of names."""
        rows = np.arange(len(grid))
        text = Text(grid.data, grid.size)
        there = np.logical_or.reduce([Cells.of(text, grid, rows, column).length > 0 for column in names])
        for key in keys:
            found = distinct(hashes(grid, key.column)[there])
            if self._size + len(found) > _MOST_KEYS:
                self._shrink()
            if self._size + len(found) > _MOST_KEYS:
                self._full = True
                return
            self._named.setdefault(key.meaning, []).append(found)
            self._size += len(found)

    def _shrink(self) -> None:
        self._named = {meaning: [distinct(np.concatenate(parts))] for meaning, parts in self._named.items()}
        self._size = sum(len(parts[0]) for parts in self._named.values())

    def hold(self, units: Sequence[Unit], keys: list[tuple[Key, int]]) -> Iterator[Unit]:
        """Keep the units that nobody is named beside; give out the others."""
        for unit in units:
            if unit.person is not None or max(element.grade for element in unit.elements) < Grade.FAIR:
                yield unit
            elif len(self._units) < self._room:
                self._units.append((unit, keys))
            elif self._all or self._waiting >= _MOST_KEYS:
                unit.notes = (*unit.notes, UNCHECKED)
                yield unit
            else:
                self._count(unit, keys)

    def _count(self, unit: Unit, keys: list[tuple[Key, int]]) -> None:
        columns = tuple(key for key, _ in keys)
        for element in unit.elements:
            sign = _Sign(element.kind, element.grade, element.test_value, element.review, columns)
            _, held = self._counted.setdefault(sign, (element, [array("Q") for _ in keys]))
            for values, (_, value) in zip(held, keys, strict=True):
                values.append(value)
            self._waiting += 1

    def close(self) -> Iterator[Unit]:
        """Give out what waited: with the key as a reason where a table with names has it."""
        self._shrink()
        units, self._units = self._units, []
        for unit, keys in units:
            header = next((key.title for key, value in keys if self._has(key.meaning, value)), None)
            yield self._said(unit, header)
        counted, self._counted = self._counted, {}
        for sign, (element, held) in counted.items():
            joined = [self._have(key, values) for key, values in zip(sign.keys, held, strict=True)]
            for number in range(len(held[0])):
                header = next((key.title for key, there in zip(sign.keys, joined, strict=True) if there[number]), None)
                yield self._said(Unit(None, [element], []), header)

    def _have(self, key: Key, held: array[int]) -> npt.NDArray[np.bool_]:
        values = np.frombuffer(held, np.uint64)
        named = self._named.get(key.meaning, [np.empty(0, np.uint64)])[0]
        there: npt.NDArray[np.bool_] = (values != 0) & np.isin(values, named)
        return there

    def _has(self, meaning: str, value: int) -> bool:
        named = self._named.get(meaning)
        if named is None or not value:
            return False
        at = int(np.searchsorted(named[0], np.uint64(value)))
        return at < len(named[0]) and int(named[0][at]) == value

    def _said(self, unit: Unit, header: str | None) -> Unit:
        if header is not None:
            unit.reasons = (*unit.reasons, f"joinable:{header}")
        elif self._full:
            unit.notes = (*unit.notes, UNCHECKED)
        return unit
