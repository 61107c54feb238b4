"""The values of R's vectors, read where they stand: as cells of a table, some rows at a time.

A factor is shown by its levels and a labelled number by its label; what is not available is empty.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

import numpy as np

from piiscan.formats.datasets.r_items import ALTERNATIVE, COMPLEX, INTEGER, LIST, LOGICAL, PAIRS, RAW, REAL, TEXTS, Node
from piiscan.formats.segments.record_table import number_cells

SEQUENCE = -1  # of numbers in equal steps, of which only the first and the step are kept
WIDTHS = {LOGICAL: 4, INTEGER: 4, REAL: 8, COMPLEX: 16, RAW: 1, SEQUENCE: 0}
_LATIN = 1 << 14  # in the flags of a text
_LEVELS = 100_000  # labels of a factor that are looked up
_COLUMNS = 10_000  # of a matrix
_MISSING = -(1 << 31)  # NA among integers

Reader = Callable[[int], list[bytes]]
"""The next values of a vector, at most so many."""


class Vectors:
    """The vectors of one stream."""

    def __init__(self, stream: BinaryIO, order: str) -> None:
        self._stream = stream
        self._order = order
        self._two = struct.Struct(f"{order}ii")

    def resolved(self, node: Node) -> Node:
        """A vector for what R keeps in another way: a sequence, numbers shown as texts, a vector with notes."""
        for _ in range(8):
            if node.kind != ALTERNATIVE or len(node.children) < 2:
                return node
            info, state = node.children[:2]
            name = info.children[0].name if info.children else ""
            if name.startswith("compact_") and state.kind == REAL and state.length == 3:
                count = self._numbers(state, 0, 1)
                length = int(count[0]) if len(count) and 0 <= count[0] < 1 << 40 else 0
                found = Node(SEQUENCE, node.tag, state.place, length)
            elif state.kind in {PAIRS, LIST} and state.children:
                found = state.children[0]
                found.tag = node.tag
            else:
                return node
            found.attributes = node.attributes or found.attributes
            node = found
        return node

    def texts(self, node: Node, most: int) -> list[str]:
        """The first texts of a vector."""
        node = self.resolved(node)
        if node.kind not in {TEXTS, INTEGER, REAL, SEQUENCE}:
            return []
        return [text.decode("utf-8", "replace") for text in self.reader(node)(most)]

    def raw(self, node: Node) -> bytes:
        """The bytes of a vector of bytes."""
        self._stream.seek(node.place)
        return self._stream.read(node.length)

    def reader(self, node: Node) -> Reader:
        """The values from the first on."""
        node = self.resolved(node)
        if node.kind == TEXTS:
            return self._texts(node)
        labels = self._labels(node)
        done = 0

        def read(count: int) -> list[bytes]:
            nonlocal done
            count = min(count, node.length - done)
            values = self._cells(node, done, count, labels)
            done += count
            return values

        return read

    def _cells(self, node: Node, start: int, count: int, labels: dict[Any, bytes]) -> list[bytes]:
        if node.kind in {RAW, COMPLEX}:
            return [b""] * count
        numbers = self._numbers(node, start, count)
        values = numbers.tolist()
        if node.kind == LOGICAL:
            return [b"" if value == _MISSING else b"TRUE" if value else b"FALSE" for value in values]
        cells = number_cells(values)
        if node.kind == INTEGER and (numbers == _MISSING).any():
            cells = [b"" if value == _MISSING else cell for value, cell in zip(values, cells, strict=True)]
        return [labels.get(value, cell) for value, cell in zip(values, cells, strict=True)] if labels else cells

    def _numbers(self, node: Node, start: int, count: int) -> np.ndarray:
        if node.kind == SEQUENCE:
            self._stream.seek(node.place + 8)
            first, step = np.frombuffer(self._stream.read(16).ljust(16, b"\0"), f"{self._order}f8")
            return np.asarray(first + step * np.arange(start, start + count))
        width = WIDTHS[node.kind]
        self._stream.seek(node.place + start * width)
        data = self._stream.read(count * width)
        return np.frombuffer(data[: len(data) // width * width], f"{self._order}{'f' if width == 8 else 'i'}{width}")

    def _texts(self, node: Node) -> Reader:
        place, left = node.place, node.length

        def read(count: int) -> list[bytes]:
            nonlocal place, left
            self._stream.seek(place)
            take, unpack = self._stream.read, self._two.unpack
            values = []
            for _ in range(min(count, left)):
                head = take(8)
                if len(head) < 8:
                    break
                flags, length = unpack(head)
                value = take(length) if length > 0 else b""
                values.append(value.decode("cp1252", "replace").encode() if flags & _LATIN else value)
                place += 8 + max(length, 0)
            left -= count
            return values

        return read

    def _labels(self, node: Node) -> dict[Any, bytes]:
        """What values are shown as: the levels of a factor, or the labels of haven."""
        named = node.named()
        levels, labels = named.get("levels"), named.get("labels")
        if levels is not None and levels.kind == TEXTS:
            return dict(enumerate(self._texts(levels)(_LEVELS), 1))
        names = labels.named().get("names") if labels is not None else None
        if labels is None or names is None or names.kind != TEXTS or labels.kind not in {INTEGER, REAL}:
            return {}
        values = self._numbers(labels, 0, min(labels.length, _LEVELS)).tolist()
        return dict(zip(values, self._texts(names)(_LEVELS), strict=False))

    def matrix(self, node: Node, attributes: dict[str, Node]) -> tuple[list[str], list[Node]] | None:
        """The columns of a matrix with their names, None for what is none."""
        size = attributes.get("dim")
        if size is None or size.kind not in {INTEGER, REAL} or size.length != 2 or node.kind == RAW:
            return None
        rows, columns = (int(value) for value in self._numbers(size, 0, 2))
        if rows < 1 or not 0 < columns <= _COLUMNS or rows * columns != node.length:
            return None
        places = self._places(node, rows, columns)
        known = attributes.get("dimnames")
        names = self.texts(known.children[1], columns) if known is not None and len(known.children) > 1 else []
        names += [f"[,{number}]" for number in range(len(names) + 1, columns + 1)]
        found = [Node(node.kind, "", place, rows) for place in places]
        if known is not None and known.children and known.children[0].kind == TEXTS:
            names, found = [*names, "row.names"], [*found, known.children[0]]
        return names, found

    def _places(self, node: Node, rows: int, columns: int) -> Sequence[int]:
        if node.kind != TEXTS:
            return [node.place + column * rows * WIDTHS[node.kind] for column in range(columns)]
        places = []
        self._stream.seek(node.place)
        for _ in range(columns):
            places.append(self._stream.tell())
            for _ in range(rows):
                self._stream.seek(max(self._two.unpack(self._stream.read(8))[1], 0), 1)
        return places
