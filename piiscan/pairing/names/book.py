"""Unusual names of a table (accents, particles, titles), each spelling read once by the plain form.

What is known is kept in sorted arrays, so that a block is looked up at once; names repeat in any long table.
"""

from __future__ import annotations

import numpy as np

from piiscan.distinct import distinct_at
from piiscan.pairing.names.columns import Subject
from piiscan.pairing.subjects import MULTIPLIER, Keys, word_hash
from piiscan.pairing.tables import kernel
from piiscan.pairing.tables.cells import Bools, Cells, Text
from piiscan.pairing.tables.grid import Grid, Ints
from piiscan.pairing.tables.row_persons import mail_in, names_several, person_in

_REMEMBERED = 200_000  # spellings
_WORDS = 5  # of eight bytes: a longer cell is read every time it comes up
_NOBODY = np.uint64(0)
_BY_MAIL = 3
"""Instead of how many are named in a record: an e-mail address stands where a name should. The plain form reads it."""


class NameBook:
    """The persons that the columns of one subject name, by the spelling of the cells."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.columns = [subject.full] if subject.full >= 0 else [subject.given, subject.surname]
        self._clear()

    def _clear(self) -> None:
        self._keys = np.array([_NOBODY])
        self._people = np.zeros((3, 1), np.uint64)  # there, and the hashes of two names

    def look_up(self, grid: Grid, text: Text, rows: Ints) -> tuple[Bools, Bools, Keys, Keys]:
        """For some records: whether a person is named, whether the plain form must say whom, two hashes."""
        spans = [Cells.of(text, grid, rows, column) for column in self.columns]
        keys = _keys(spans)
        place = self._places(keys)
        unknown = np.flatnonzero(self._keys[place] != keys)
        if unknown.size:
            self._learn(grid, rows, keys, unknown)
            place = self._places(keys)
        people = self._people[:, place]
        for row in np.flatnonzero(keys == _NOBODY).tolist():
            people[:, row] = self.read(grid, int(rows[row]))
        return (people[0] != 0) & (people[0] != _BY_MAIL), people[0] > 1, people[1], people[2]

    def _places(self, keys: Keys) -> Ints:
        """Where keys stand, or would."""
        return np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)

    def _learn(self, grid: Grid, rows: Ints, keys: Keys, unknown: Ints) -> None:
        if len(self._keys) > _REMEMBERED:
            self._clear()
            unknown = np.arange(len(keys))
        new, first = distinct_at(keys[unknown])
        read = [self.read(grid, int(rows[unknown[at]])) for at in first.tolist()]
        self._keys = np.concatenate((self._keys, new))
        self._people = np.concatenate((self._people, np.array(read, np.uint64).T), axis=1)
        self._keys, kept = distinct_at(self._keys)
        self._people = self._people[:, kept]

    def read(self, grid: Grid, row: int) -> tuple[int, int, int]:
        """The person of one record, by the plain form: more than 1 where that has to say it, and two hashes."""
        cells = [""] * (max(self.columns) + 1)
        for column in self.columns:
            if column < grid.width[row]:
                cells[column] = grid.text(*grid.span(row, column))
        person = person_in(self._subject, cells)
        if person is None:
            return (_BY_MAIL if mail_in(self._subject, cells) else 0), 0, 0
        words = person.normal.split()
        return 1 + names_several(self._subject, cells), word_hash(words[0]), word_hash(words[-1])


def _keys(spans: list[Cells]) -> Keys:
    """One key for the bytes of some cells of each record; `_NOBODY` where a cell is too long for that."""
    keys = np.ones(len(spans[0].start), np.uint64)
    long = np.zeros(len(keys), bool)
    for cells in spans:
        longest = min(int(cells.length.max(initial=0)), 8 * _WORDS)
        long |= cells.length > 8 * _WORDS
        rounds = -(-longest // 8)
        if kernel.keys is None or not kernel.keys(
            keys, cells.text.codes, cells.start, cells.start + cells.length, rounds, MULTIPLIER
        ):
            keys = mixed_by_numpy(keys, cells, rounds)
    keys |= np.uint64(1)
    keys[long] = _NOBODY
    return keys


def mixed_by_numpy(keys: Keys, cells: Cells, rounds: int) -> Keys:
    """Keys with those of some more cells in them, of so many times eight bytes of each."""
    multiplier, half = np.uint64(MULTIPLIER), np.uint64(31)
    for index in range(rounds):
        keys = (keys ^ cells.text.eight.part(cells.start, cells.length, index)) * multiplier
        keys ^= keys >> half
    return (keys ^ cells.length.astype(np.uint64)) * multiplier
