"""The properties and tables in a node of an Outlook store (MS-PST, 2.3): a heap, a tree of records in it, its values.

Rule: nothing here raises for damage: a value that is not where it should be is empty.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

from piiscan.formats.mail.mapi import ATTACHED, Properties
from piiscan.formats.mail.pst_nodes import Node, Nodes

_HEAP, _TREE, _TABLE = 0xEC, 0xB5, 0x7C
_DEEPEST = 4
_MOST_RECORDS = 1 << 16
_MOST_ROWS = 1 << 14
_WIDE, _NARROW, _BINARY, _OBJECT = 0x1F, 0x1E, 0x0102, 0x0D
_INLINE = {0x02: "<h", 0x03: "<i", 0x0B: "<H"}
_BESIDE = {0x05: "<d", 0x14: "<q"}


class Heap:
    """The heap in the data of a node."""

    def __init__(self, nodes: Nodes, node: Node | None) -> None:
        self._nodes = nodes
        self._blocks = nodes.blocks(node)
        self._shift = 19 if nodes.large else 16  # of the number of a block in an id
        self._looks = _MOST_RECORDS
        self.inside = nodes.inside(node)

    @property
    def root(self) -> int:
        """The id of what the heap is for; 0 where this is no heap."""
        head = self._blocks[0] if self._blocks else b""
        return int.from_bytes(head[4:8], "little") if len(head) >= 12 and head[2] == _HEAP else 0

    def item(self, number: int) -> bytes:
        """A piece of the heap."""
        block, index = number >> self._shift, (number >> 5) & ((1 << (self._shift - 5)) - 1)
        if not index or block >= len(self._blocks):
            return b""
        data = self._blocks[block]
        at = int.from_bytes(data[:2], "little") + 2 + 2 * index
        if at + 4 > len(data):
            return b""
        start, end = struct.unpack_from("<HH", data, at)
        found = data[start:end]
        self._nodes.spend(len(found))
        return found

    def value(self, number: int) -> bytes:
        """A piece of the heap, or all of a node inside, by what the id says."""
        return b"".join(self.rows(number)) if number & 0x1F else self.item(number)

    def rows(self, number: int) -> list[bytes]:
        """The same, block by block, in which the rows of a table are."""
        return self._nodes.blocks(self.inside.get(number)) if number & 0x1F else [self.item(number)]

    def records(self, number: int) -> Iterator[bytes]:
        """The records of a tree."""
        head = self.item(number)
        if len(head) < 8 or head[0] != _TREE:
            return
        key, size, levels = head[1], head[1] + head[2], head[3]
        leaves = self._leaves(int.from_bytes(head[4:8], "little"), key, min(levels, _DEEPEST))
        found = (leaf[at : at + size] for leaf in leaves for at in range(0, len(leaf) - size + 1, size or 1))
        yield from islice(found, _MOST_RECORDS)

    def _leaves(self, number: int, key: int, levels: int) -> Iterator[bytes]:
        data = self.item(number)
        if not levels:
            yield data
            return
        for at in range(key, len(data) - 3, key + 4):
            self._looks -= 1
            if self._looks > 0:  # a tree may name itself
                yield from self._leaves(int.from_bytes(data[at : at + 4], "little"), key, levels - 1)


def properties_of(heap: Heap) -> tuple[Properties, Node | None]:
    """The properties, and the node of the message or object that is attached, where it is one."""
    found, attached = Properties(), None
    for record in heap.records(heap.root):
        if len(record) < 8:
            continue
        number, kind, value = struct.unpack("<HHI", record[:8])
        if kind == _OBJECT:
            node = heap.inside.get(int.from_bytes(heap.item(value)[:4], "little"))
            attached = node if number == ATTACHED else attached
        elif kind in _INLINE:
            found.numbers[number] = struct.unpack_from(_INLINE[kind], record, 4)[0]
        else:
            _set(found, number, kind, heap.value(value))
    return found, attached


def rows_of(heap: Heap) -> Iterator[Properties]:
    """The rows of a table, each as properties (2.3.4)."""
    head = heap.item(heap.root)
    if len(head) < 22 or head[0] != _TABLE:
        return
    # Where the bits begin that say which cells there are, and where the row ends.
    bits, size = struct.unpack_from("<HH", head, 6)
    (rows,) = struct.unpack_from("<I", head, 14)
    columns = [struct.unpack_from("<IHBB", head, at) for at in range(22, min(22 + 8 * head[1], len(head) - 7), 8)]
    each = (block[at : at + size] for block in heap.rows(rows) for at in range(0, len(block) - size + 1, size or 8192))
    for row in islice(each, _MOST_ROWS):
        yield _row(heap, row, columns, bits)


def _row(heap: Heap, row: bytes, columns: list[tuple[int, ...]], bits: int) -> Properties:
    found = Properties()
    for tag, at, width, bit in columns:
        number, kind = tag >> 16, tag & 0xFFFF
        cell = row[at : at + width]
        place = bits + bit // 8
        if place >= len(row) or not row[place] & 0x80 >> bit % 8 or len(cell) < width:
            continue
        if kind in _INLINE and width >= struct.calcsize(_INLINE[kind]):
            found.numbers[number] = struct.unpack_from(_INLINE[kind], cell)[0]
        elif kind in _BESIDE and width == 8:
            _set(found, number, kind, cell)
        elif width == 4:
            _set(found, number, kind, heap.value(int.from_bytes(cell, "little")))
    return found


def _set(found: Properties, number: int, kind: int, data: bytes) -> None:
    if kind == _WIDE:
        found.wide[number] = data.decode("utf-16-le", "replace")
    elif kind == _NARROW:
        found.narrow[number] = data
    elif kind == _BINARY:
        found.binary[number] = data
    elif kind in _BESIDE and len(data) == 8:
        (found.numbers[number],) = struct.unpack(_BESIDE[kind], data)
