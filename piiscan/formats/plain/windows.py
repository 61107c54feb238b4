"""Overlapping windows over a stream, at fixed places of it.

Rule: what is seen round a place is the same, from whichever window on the stream is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

WINDOW = 2 << 20  # of a file: numpy's cost for each call is spread over more than fits the second-level cache
BACK = 8192  # how far pairing may look back from a hit, for the heading of a form
AHEAD = 4096


_LINES = 256 << 10  # bytes read at once for lines


def by_lines(stream: BinaryIO) -> BinaryIO:
    """A stream to be read by lines: one without a buffer, as a source is, would be asked for each byte of them."""
    return io.BufferedReader(cast("io.RawIOBase", stream), _LINES)


def fill(stream: BinaryIO, view: memoryview) -> int:
    """Read until `view` is full or the stream ends; the number of bytes read."""
    done = 0
    while done < len(view):
        count = stream.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            break
        done += count
    return done


def read_first(stream: BinaryIO, size: int, expected: int | None) -> tuple[bytearray, int]:
    """A buffer of `size` bytes, or of less where the stream is shorter, and how much of it is filled."""
    small = size if expected is None else min(size, max(expected, 0) + 1)
    buffer = bytearray(small)
    have = fill(stream, memoryview(buffer))
    if small < size and have == small:  # more than was expected
        buffer.extend(bytes(size - small))
        have += fill(stream, memoryview(buffer)[have:])
    return buffer, have


def windows(
    stream: BinaryIO,
    block: int = WINDOW,
    reach: tuple[int, int] = (BACK, AHEAD),
    expected: int | None = None,
    first: int = 0,
) -> Iterator[tuple[bytes | bytearray, int, int, int]]:
    """Cut a stream into overlapping windows: (data, start, end, base); hits of [start, end) are its own.

    One buffer is used again and again: a window holds only until the next is asked for. `expected` is the size of
    the stream, if it is known: a small one needs no large buffer. `first`: so many windows are left out.
    """
    look_back, look_ahead = reach
    size = look_back + block + look_ahead
    base = first * block
    if base:
        stream.seek(base)
    buffer, have = read_first(stream, size, expected)
    view = memoryview(buffer)
    back = look_back if first else 0  # bytes of look-back now in front of the core
    while True:
        if have < len(buffer):
            yield bytes(view[:have]), back, have, base
            return
        end = len(buffer) - look_ahead
        yield buffer, back, end, base
        kept = len(buffer) - (end - look_back)
        view[:kept] = bytes(view[end - look_back :])
        base += end - look_back
        back = look_back
        have = kept + fill(stream, view[kept:])
