"""Rows of a query as the records of a table segment, a batch at a time.

Rule: a batch is turned on its side, and each column is made text in one go, as the kinds of values met in it so far
allow; a value of another kind raises TypeError there, and the kinds are looked at again. What is made here is what
cell by cell would be. Text that is no UTF-8 comes as bytearray, and leaves as the bytes it came as.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from types import NoneType
from typing import Any

import numpy as np
from msgspec import Struct, field

from piiscan.formats import kernel
from piiscan.formats.segments.record_table import LONGEST_CELL, number_cell

_FRACTIONS = ["", *(f".{part:02}".rstrip("0") for part in range(1, 100))]
_MOST_HUNDREDTHS = 1e15
_ESCAPED = "surrogateescape"  # how bytes that are no UTF-8 are carried in a text
_Way = Callable[[Sequence[Any]], Sequence[str]]


class Joiner(Struct):
    """The columns of one query on their way."""

    _kinds: list[set[type]] = field(default_factory=list)  # by column
    _ways: list[_Way | None] = field(default_factory=list)

    def of_rows(self, rows: Sequence[tuple[Any, ...]]) -> bytes | None:
        """The same of rows of SQLite, whose last value is not of the record. `_kernel.c` has it, too."""
        if kernel.joined is not None:
            data: bytes | None = kernel.joined(rows, LONGEST_CELL)
            return data
        *columns, _ = zip(*rows, strict=True)
        return self.joined(columns)

    def joined(self, columns: Sequence[Sequence[Any]]) -> bytes | None:
        """The records of some rows; None where one of the values is bytes, or may be a document of its own."""
        try:
            records = self._records(columns)
        except (TypeError, ValueError):  # not what was met so far, or the first rows
            self._look(columns)
            try:
                records = self._records(columns)
            except TypeError:
                return None
        text = "\x1e".join(records)
        most = LONGEST_CELL if text.isascii() else LONGEST_CELL // 4
        if len(text) > most and max(map(len, records)) > most:
            return None
        return text.encode("utf-8", _ESCAPED)

    def _records(self, columns: Sequence[Sequence[Any]]) -> list[str]:
        texts = [way(column) if way else column for way, column in zip(self._ways, columns, strict=True)]
        return list(map("\x1f".join, zip(*texts, strict=True)))

    def _look(self, columns: Sequence[Sequence[Any]]) -> None:
        self._kinds = self._kinds or [set() for _ in columns]
        for kinds, column in zip(self._kinds, columns, strict=True):
            kinds.update(map(type, column))
        self._ways = [_way(kinds) for kinds in self._kinds]


def _way(kinds: set[type]) -> _Way | None:
    """How a column of such values is made text; None where it is text."""
    if kinds == {str}:
        return None
    if kinds == {int}:
        return _integers
    if kinds == {float}:
        return _floats
    return _texts_or_none if kinds == {str, NoneType} else _values


def _integers(column: Sequence[Any]) -> Sequence[str]:
    return list(map(int.__repr__, column))


def _floats(column: Sequence[Any]) -> Sequence[str]:
    """As `number_cell` has them, which is what Python shows but for whole numbers and very large ones."""
    if money := _hundredths(column):
        return money
    lines = "\n".join([*map(float.__repr__, column), ""])  # refuses what is none
    if "e" in lines or "n" in lines or "-0.0\n" in lines:  # an exponent, none at all, nothing with a sign
        return [_text(value) for value in column]
    return lines.replace(".0\n", "\n").split("\n")[:-1]


def _hundredths(column: Sequence[Any]) -> list[str]:
    """The same where each is a number of hundredths, as amounts are, in half the time; nothing where one is not.

    The float nearest to a decimal of at most 15 digits is nearest to no other such, so that what Python shows, which is
    the shortest that leads back to it, is that decimal.
    """
    if set(map(type, column)) != {float}:  # numpy makes numbers of truth values; TypeError of what comes next says so
        return []
    values = np.array(column)
    with np.errstate(over="ignore"):  # what is too large for hundredths is no amount
        scaled = np.rint(values * 100)
    if np.signbit(values).any() or not (scaled < _MOST_HUNDREDTHS).all() or not (scaled / 100 == values).all():
        return []
    whole, rest = np.divmod(scaled.astype(np.int64), 100)
    integers = ("%d\n" * len(column) % tuple(whole.tolist())).split("\n")
    return list(map(operator.add, integers, map(_FRACTIONS.__getitem__, rest.tolist())))


def _texts_or_none(column: Sequence[Any]) -> Sequence[str]:
    return ["" if value is None else value for value in column]


def _values(column: Sequence[Any]) -> Sequence[str]:
    return [value if value.__class__ is str else _text(value) for value in column]


def _text(value: str | bytearray | float | None) -> str:
    """One value. TypeError where it is bytes."""
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value)
    return (value if isinstance(value, bytearray) else number_cell(value)).decode("utf-8", _ESCAPED)
