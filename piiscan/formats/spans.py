"""Bytes where they stand in a file, by place: no more of them in memory than is asked for.

What is read in leaps (a presentation, pictures, objects), or by several at the same time, is so read without a copy,
whatever its size.
"""

from __future__ import annotations

import io
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from typing import IO, BinaryIO, Protocol, cast

from piiscan.model import Reason, Unscannable

_WINDOW = 64 << 10  # bytes read at once, as most of what is asked for stands beside the last


class Span(Protocol):
    """Bytes that have a length and are had in slices: `bytes`, or a `View`."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...


class View:
    """Bytes that lie in runs of a file, each (first byte, count). `data[start:end]` reads, as of `bytes`.

    Raises `Unscannable` where the file has become shorter since.
    """

    def __init__(self, file: IO[bytes], runs: Iterable[tuple[int, int]], size: int) -> None:
        self._file = file
        self._from = array("Q")  # where each run begins, in the stream and in the file
        self._at = array("Q")
        self._size = 0
        for at, count in runs:
            if not self._at or self._at[-1] + self._size - self._from[-1] != at:
                self._from.append(self._size)
                self._at.append(at)
            self._size = min(size, self._size + count)
        self._first = 0  # of what is at hand
        self._window = b""

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        start, end, _ = part.indices(self._size)
        first = self._first
        if not first <= start <= end <= first + len(self._window):
            if end - start > _WINDOW:
                return self._read(start, end)
            self._first = first = start
            self._window = self._read(start, min(start + _WINDOW, self._size))
        return self._window[start - first : end - first]

    def _read(self, start: int, end: int) -> bytes:
        pieces: list[bytes] = []
        run = bisect_right(self._from, start) - 1
        while start < end:
            stop = self._from[run + 1] if run + 1 < len(self._from) else self._size
            self._file.seek(self._at[run] + start - self._from[run])
            piece = self._file.read(min(stop, end) - start)
            if not piece:
                raise Unscannable(Reason.CORRUPT, "a stream ends before its end")
            pieces.append(piece)
            start += len(piece)
            run += start >= stop
        return b"".join(pieces)


def opened(data: Span, start: int, end: int) -> BinaryIO:
    """A part of a span as a stream of its own."""
    return cast("BinaryIO", io.BufferedReader(_Part(data, start, end), _WINDOW))


def part_of(file: IO[bytes], start: int, size: int) -> BinaryIO:
    """So many bytes of a file as a stream of its own, whoever else reads the file at the same time."""
    return opened(View(file, ((start, size),), size), 0, size)


class _Part(io.RawIOBase):
    def __init__(self, data: Span, start: int, end: int) -> None:
        super().__init__()
        self._data = data
        self._start = start
        self._size = max(0, min(end, len(data)) - start)
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        at = self._start + self._position
        piece = self._data[at : at + max(0, min(len(buffer), self._size - self._position))]
        buffer[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position
