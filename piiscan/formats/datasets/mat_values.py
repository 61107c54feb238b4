"""The elements of MATLAB's level 5 files as values: grids of cells, and structures of such. Nothing is loaded.

Rule: a value never has more cells than its bytes, whatever its dimensions claim. Source: "MAT-File Format" of
MathWorks, the level 5 format. Arrays stand column by column.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
from msgspec import Struct, field

from piiscan.formats.segments.record_table import number_cells

COMPRESSED, _MATRIX = 15, 14
_CELL, _STRUCTURE, _OBJECT, _TEXT, _SPARSE = 1, 2, 3, 4, 5
_NUMBERS = range(6, 16)
_TYPES = {1: "i1", 2: "u1", 3: "i2", 4: "u2", 5: "i4", 6: "u4", 7: "f4", 9: "f8", 12: "i8", 13: "u8",
          16: "u1", 17: "u2", 18: "u4"}  # fmt: skip
_UTF_8 = 16
_DEEPEST = 50
_MOST = 1_000_000  # matrices in one another


class DamagedError(Exception):
    """What follows is no element."""


class Value(Struct):
    """An array: its rows and columns, and its cells, column by column; or a structure, field by field."""

    name: str
    rows: int = 0
    columns: int = 0
    cells: list[bytes] = field(default_factory=list)
    inner: list[Value] = field(default_factory=list)  # of a list of values, or of a structure, element by element
    fields: list[str] = field(default_factory=list)


class Elements:
    """The elements in some bytes."""

    def __init__(self, data: bytes, order: str) -> None:
        self._data = data
        self._order = order
        self._matrices = 0

    def values(self) -> Iterator[Value]:
        """All matrices. Raises `DamagedError` behind those before the damage."""
        at = 0
        while at + 8 <= len(self._data):
            kind, begin, end, at = self._element(at, len(self._data))
            if kind == _MATRIX and end > begin:
                yield self._matrix(begin, end, 0)

    def _element(self, at: int, limit: int) -> tuple[int, int, int, int]:
        """(type, where its data begin and end, where the next begins)."""
        if at + 8 > limit:
            raise DamagedError
        kind, size = struct.unpack_from(f"{self._order}II", self._data, at)
        if kind >> 16:  # a small one, in the tag itself
            return kind & 0xFFFF, at + 4, at + 4 + min(kind >> 16, 4), at + 8
        end = at + 8 + size
        if end > limit:
            raise DamagedError
        return kind, at + 8, end, end if kind == COMPRESSED else end + -size % 8

    def _matrix(self, at: int, limit: int, depth: int) -> Value:
        self._matrices += 1
        if depth > _DEEPEST or self._matrices > _MOST:
            raise DamagedError
        _, begin, end, at = self._element(at, limit)
        if end - begin < 4:
            raise DamagedError
        flags = struct.unpack_from(f"{self._order}I", self._data, begin)[0]
        kind = flags & 0xFF
        _, begin, end, at = self._element(at, limit)
        sizes = [max(size, 0) for size in self._array(begin, end, "i4").tolist()]
        _, begin, end, at = self._element(at, limit)
        value = Value(self._data[begin:end].decode("utf-8", "replace"))
        value.rows = sizes[0] if sizes else 0
        value.columns = int(np.prod(sizes[1:], dtype=object)) if len(sizes) > 1 else 1
        if kind == _TEXT:
            self._text(value, at, limit)
        elif kind in _NUMBERS:
            self._numbers(value, at, limit)
        elif kind == _CELL:
            value.inner = self._inner(at, limit, value.rows * value.columns, depth)
        elif kind in {_STRUCTURE, _OBJECT}:
            self._structure(value, at, limit, depth, named=kind == _OBJECT)
        return value

    def _array(self, begin: int, end: int, kind: str) -> np.ndarray:
        width = int(kind[1])
        return np.frombuffer(self._data[begin : begin + (end - begin) // width * width], f"{self._order}{kind}")

    def _numbers(self, value: Value, at: int, limit: int) -> None:
        kind, begin, end, _ = self._element(at, limit)
        values = self._array(begin, end, _TYPES.get(kind, "u1"))
        value.cells = number_cells(values.tolist())

    def _text(self, value: Value, at: int, limit: int) -> None:
        """Rows of text: every row is a cell."""
        kind, begin, end, _ = self._element(at, limit)
        width = value.columns
        if kind == _UTF_8:
            signs = np.array([ord(sign) for sign in self._data[begin:end].decode("utf-8", "replace")], "<u4")
        else:
            signs = self._array(begin, end, _TYPES.get(kind, "u2")).astype("<u4")
        signs = np.where((signs > 0x10FFFF) | ((signs >= 0xD800) & (signs < 0xE000)), 0xFFFD, signs).astype("<u4")
        rows = min(value.rows, len(signs) // width if width else 0)
        grid = signs[: rows * width].reshape(width, -1).T if rows and rows == value.rows else signs.reshape(1, -1)
        value.cells = [
            np.ascontiguousarray(row).tobytes().decode("utf-32-le").rstrip(" \0").encode() for row in grid if len(row)
        ]
        value.rows, value.columns = len(value.cells), 1

    def _inner(self, at: int, limit: int, count: int, depth: int) -> list[Value]:
        found: list[Value] = []
        while len(found) < count and at + 8 <= limit:
            kind, begin, end, at = self._element(at, limit)
            if kind != _MATRIX:
                raise DamagedError
            found.append(self._matrix(begin, end, depth + 1) if end > begin else Value(""))
        return found

    def _structure(self, value: Value, at: int, limit: int, depth: int, *, named: bool) -> None:
        if named:  # by the name of its class
            at = self._element(at, limit)[3]
        _, begin, end, at = self._element(at, limit)
        size = int(self._array(begin, end, "i4")[0]) if end - begin >= 4 else 0
        _, begin, end, at = self._element(at, limit)
        if not 0 < size <= 4096:
            raise DamagedError
        names = self._data[begin:end]
        value.fields = [
            names[start : start + size].split(b"\0")[0].decode("utf-8", "replace")
            for start in range(0, len(names), size)
        ]
        value.inner = self._inner(at, limit, value.rows * value.columns * len(value.fields), depth)
