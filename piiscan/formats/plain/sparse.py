"""Text with holes in it: what is stored of a file, and no more zero bytes between than keep its parts apart.

A log that is cut to nothing while a program goes on writing begins with a hole; a hole may be a terabyte long and
reads as zero bytes. Rule: the stream tells the byte of the file for each of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from piiscan.formats.plain.recoded import Recoded
from piiscan.model import Blob

_READ = 256 << 10
_KEPT = 8 << 20
_APART = 16 << 10  # zero bytes for a hole: farther than pairing looks
_AHEAD = 16 << 20  # of a file that begins with zero bytes, and has no holes
Piece = tuple[int, int]


def stored(stream: BinaryIO) -> list[Piece] | None:
    """(start, end) of what is stored of a file, None if that is all of it. A file of this machine knows."""
    pieces = getattr(stream, "pieces", None)
    return None if pieces is None else pieces()


class Stored(Recoded):
    """The stored parts of a file from the first byte that is not zero on."""

    def __init__(self, stream: BinaryIO, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._made = 0
        self._kept: deque[tuple[int, int]] = deque()  # offset here, offset in the file
        super().__init__(stream)

    def blocks(self) -> Iterator[bytes]:
        """The parts, and some zero bytes for what is between."""
        last = None
        for start, end in self._pieces:
            if last is not None and self._made:
                yield self._give(b"\0" * min(start - last, _APART), last)
            last = end
            yield from self._piece(start, end)

    def _piece(self, at: int, end: int) -> Iterator[bytes]:
        self.source.seek(at)
        while at < end and (block := self.source.read(min(_READ, end - at))):
            size, zeros = len(block), 0
            if not self._made:
                zeros = len(block) - len(block.lstrip(b"\0"))
                zeros = zeros if zeros == size else zeros & ~3  # as UTF-16 and UTF-32 are aligned
            if zeros < size:
                yield self._give(block[zeros:], at + zeros)
            at += size

    def _give(self, block: bytes, start: int) -> bytes:
        self._kept.append((self._made, start))
        self._made += len(block)
        while self._kept[0][0] < self._made - _KEPT:
            self._kept.popleft()
        return block

    def byte_at(self, offset: int) -> int | None:
        """By the block it is in."""
        index = bisect_right(self._kept, offset, key=lambda block: block[0]) - 1
        return None if index < 0 else self._kept[index][1] + offset - self._kept[index][0]


def without_holes(blob: Blob, stream: BinaryIO, head: bytes) -> Blob | None:
    """The blob without its holes, and without the zero bytes it begins with; None if it has neither."""
    pieces = stored(stream)
    if pieces is None:
        if head.strip(b"\0") or not head:
            return None
        pieces = [(0, 1 << 62)]
    opened = cast("Callable[[], BinaryIO]", partial(_open, blob, pieces))
    return Blob(blob.name, opened, blob.at, None, blob.media_type)


def _open(blob: Blob, pieces: list[Piece]) -> Stored:
    return Stored(blob.open(), pieces)


def first_stored(stream: BinaryIO, size: int) -> bytes | None:
    """The first bytes that are not zero of a stream that begins with a hole or zero bytes; None if they are far."""
    pieces = stored(stream)
    if pieces is None:
        pieces = [(0, _AHEAD)]
    elif not pieces:
        return b""
    ahead = 0
    for start, end in pieces:
        at = start
        while at < end and ahead < _AHEAD:
            stream.seek(at)
            block = stream.read(min(_READ, end - at))
            if not block:
                return None
            ahead += len(block)
            found = len(block) - len(block.lstrip(b"\0"))
            if found < len(block):
                stream.seek(at + (found & ~3))
                return stream.read(size).rstrip(b"\0")
            at += len(block)
    return None
