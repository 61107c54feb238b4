"""The nodes of an Outlook store (MS-PST, 2.2): two trees of pages that say where the blocks of a node are.

For what libpff's bindings do not hand out: nodes inside of nodes. Rule: nothing here raises for damage; what a page
or a block claims wrongly is empty, and `short` says so of blocks; every tree has a depth, a node is no longer than
`largest`, and what is read is counted by `spend`, which may raise.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import BinaryIO, NamedTuple

_DEEPEST = 8
_INTERNAL = 2  # in the number of a block: it lists others
_MOST_INSIDE = 1 << 16
_PAGES = 256
_EACH = 64  # what it costs to find a block, as bytes
_ZLIB = b"\x78"


class Node(NamedTuple):
    """The block with the data of a node, and that which lists the nodes inside; 0 for none."""

    data: int
    inner: int


class _Layout(NamedTuple):
    """Where things stand in a generation."""

    word: str  # a number of a block, or an offset
    page: int
    trees: tuple[int, int]  # in the header: where the roots of both trees are, nodes first
    encoding: int
    foot: int  # in a page: behind its entries
    counts: str


_OLD = _Layout("I", 512, (188, 196), 461, 496, "<BBBB")  # 1997 to 2002
_WIDE = _Layout("Q", 512, (224, 240), 513, 488, "<BBBB")  # of Unicode
_LARGE = _Layout("Q", 4096, (224, 240), 513, 4056, "<HHBB")  # caches of Outlook 2013 and later: blocks under zlib
_LAYOUTS = {14: _OLD, 15: _OLD, 21: _WIDE, 23: _WIDE, 36: _LARGE}


class Nodes:
    """The nodes of one store. The stream is left where it was."""

    def __init__(self, stream: BinaryIO, largest: int, spend: Callable[[int], None]) -> None:
        self.spend = spend
        self.short = False  # a block was damaged or not there, or there were more than may be
        self._stream = stream
        self._largest = largest
        head = self._read(0, 1024).ljust(1024, b"\0")
        self._layout = layout = _LAYOUTS.get(int.from_bytes(head[10:12], "little"), _WIDE)
        self.large = layout is _LARGE
        self._encoding = head[layout.encoding]
        size = struct.calcsize(layout.word)
        roots = [int.from_bytes(head[at : at + size], "little") for at in layout.trees]
        self._node_tree, self._block_tree = roots
        self._page = lru_cache(_PAGES)(lambda at: self._read(at, layout.page))

    @property
    def legible(self) -> bool:
        """Whether the bytes of blocks can be decoded: as they are, or by the fixed table."""
        return self._encoding < len(_DECODED)

    def find(self, number: int) -> Node | None:
        """A node that stands for itself: a folder, a message."""
        entry = self._entry(self._node_tree, number, 0xFFFFFFFF)
        words = self._words(entry, 3)
        return Node(words[1], words[2] & 0xFFFFFFFFFFFFFFFE) if words else None

    def inside(self, node: Node | None) -> dict[int, Node]:
        """The nodes inside a node, by number."""
        return dict(islice(self._inside(node.inner, 1), _MOST_INSIDE)) if node is not None and node.inner else {}

    def blocks(self, node: Node | None) -> list[bytes]:
        """The data of a node, block by block, no more than may be."""
        found, size = [], 0
        for block in self._data(node.data, 2) if node is not None and node.data else ():
            size += len(block)
            if size > self._largest:
                self.short = True
                break
            found.append(block)
        return found

    def _data(self, number: int, depth: int) -> Iterator[bytes]:
        block = self._block(number)
        if not number & _INTERNAL:
            yield block
            return
        listed = depth and len(block) >= 8 and block[0] == 1
        words = self._words(block[8:], int.from_bytes(block[2:4], "little")) if listed else ()
        self.short = self.short or not words
        for inner in words:
            yield from self._data(inner, depth - 1)

    def _inside(self, number: int, depth: int) -> Iterator[tuple[int, Node]]:
        block = self._block(number)
        if len(block) < 8 or block[0] != 2:
            return
        level, count = block[1], int.from_bytes(block[2:4], "little")
        words = self._words(block[8 if self._layout.word == "Q" else 4 :], count * (2 if level else 3))
        if not level:
            for at in range(0, len(words), 3):
                yield words[at] & 0xFFFFFFFF, Node(words[at + 1], words[at + 2])
        elif depth:
            for inner in words[1::2]:
                yield from self._inside(inner, depth - 1)

    def _block(self, number: int) -> bytes:
        entry = self._entry(self._block_tree, number & ~1, ~1)
        words = self._words(entry, 2)
        if not words:
            self.short = True
            return b""
        behind = 2 * struct.calcsize(self._layout.word)
        size, unpacked = struct.unpack_from("<HH", entry, behind)
        self.spend(_EACH + (unpacked if self.large else size))
        data = self._read(words[1], size)
        self.short = self.short or len(data) < size
        table = b"" if number & _INTERNAL else _DECODED[self._encoding] if self.legible else b""
        if self.large and unpacked and unpacked != size:
            data = data if not table or data[:1] == _ZLIB else data.translate(table)
            inflated = _inflated(data, unpacked)
            self.short = self.short or len(inflated) < unpacked
            return inflated.translate(table) if table and data[:1] == _ZLIB else inflated
        return data.translate(table) if table else data

    def _entry(self, at: int, wanted: int, mask: int) -> bytes:
        """The entry of a number in a tree, b"" if there is none."""
        layout = self._layout
        width = struct.calcsize(layout.word)
        for _ in range(_DEEPEST):
            page = self._page(at)
            if len(page) < layout.page:
                return b""
            count, _, size, level = struct.unpack_from(layout.counts, page, layout.foot)
            if size < 3 * width or count * size > layout.foot:
                return b""
            best = b""
            for place in range(0, count * size, size):
                key = int.from_bytes(page[place : place + width], "little") & mask
                if key > wanted:
                    break
                best = page[place : place + size]
            if not best or not level:
                return best if int.from_bytes(best[:width], "little") & mask == wanted else b""
            at = int.from_bytes(best[2 * width : 3 * width], "little")
        return b""

    def _words(self, data: bytes, count: int) -> tuple[int, ...]:
        width = struct.calcsize(self._layout.word)
        return struct.unpack_from(f"<{count}{self._layout.word}", data) if len(data) >= count * width else ()

    def _read(self, at: int, size: int) -> bytes:
        if at >> 62:
            return b""
        back = self._stream.tell()
        try:
            self._stream.seek(at)
            return self._stream.read(size)
        finally:
            self._stream.seek(back)


def _inflated(data: bytes, size: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, size)
    except zlib.error:
        return b""


# "Compressible" is a fixed table (5.1): what each byte stands for. 0 is no encoding at all.
_DECODED = (
    b"",
    bytes.fromhex(
        "47f1b4e60b6a7248854e9eebe2f89453e0bba002e85a09abdbe3bac67cc310dd39059630f53760828cc9134a6b1df3fb8f2697ca"
        "911701c4322d6e3195ffd923d1005e79dc443b1a28c5615720903d83b943be67d2464276c06d5b7eb20f16293ca903540dda5ddf"
        "f6b7c762cd8d06d3695c86d614f7a56675acb1e94521700c879f74a4224c6fbf1f56aa2eb3783350b0a392bccf191ca763cb1e4d"
        "3e4b1b9b4fe7f0eead3ab55904ea40552551e57a893868527bfc27aed7bdfa07f4cc8e5fef359c842b15d5773449b6120a7f7188"
        "fd9d18417d93d8582ccefe24afdeb836c8a180a69998a82f0e816573e4c2a28ad4e111d0088b2af2ed9a643fc16cf9ec"
    ),
)
