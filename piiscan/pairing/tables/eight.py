"""Eight bytes of many cells at once: a byte string read as 64-bit words at any offset, and what words can tell.

The only file that knows the tricks of arithmetic on bytes inside a word (SWAR). Words are little-endian: the
first character is the lowest byte.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def _all(byte: int) -> np.uint64:
    return np.uint64(int.from_bytes(bytes([byte]) * 8, "little"))


_KEEP = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)
_HIGH = _all(0x80)
_SMALL = _all(0x20)
_FROM_A, _PAST_Z = _all(0x80 - 0x61), _all(0x7F - 0x7A)
_ZERO, _PAST_NINE = _all(0x30), _all(0x80 - 10)
_EIGHT = np.uint64(8)


class Eight:
    """A byte string as words at every offset; behind its end there are zeros."""

    def __init__(self, data: bytes | bytearray) -> None:
        if len(data) < 8:
            data = bytes(data).ljust(8, b"\0")
        self._last = len(data) - 8
        self._words: Words = np.ndarray((self._last + 1,), "<u8", data, strides=(1,))

    def at(self, start: Ints) -> Words:
        """The eight bytes at each offset."""
        if int(start.max(initial=0)) <= self._last:
            return self._words[start]
        inside = np.minimum(start, self._last)
        found = self._words[inside]
        past = start - inside
        if past.any():
            found >>= (np.minimum(past, 7) * 8).astype(np.uint64)
            found[past > 7] = 0
        return found

    def part(self, start: Ints, length: Ints, index: int) -> Words:
        """Bytes 8 * index to 8 * index + 7 of each cell, zeros behind its end."""
        return self.at(start + 8 * index) & _KEEP.take(length - 8 * index, mode="clip")


def letters(words: Words, length: Ints, index: int = 0) -> tuple[Words, Bools]:
    """The words with ASCII letters made small, and whether all their bytes within `length` are letters."""
    present = _KEEP.take(length - 8 * index, mode="clip")
    small = words | (_SMALL & present)
    within = (small + _FROM_A) & ~(small + _PAST_Z) & ~words & _HIGH
    return small, within == (present & _HIGH)


def has_byte(words: Words, byte: int) -> Bools:
    """Whether any byte of the words is this one.

    >>> has_byte(Eight(b"de Souza").at(np.array([0])), 0x20).tolist()
    [True]
    """
    other = words ^ _all(byte)
    return np.asarray(((other - _all(1)) & ~other & _HIGH) != 0)


def digits(words: Words, keep: int = 0xFFFFFFFFFFFFFFFF) -> tuple[Words, Bools]:
    """The digits of the bytes under the mask `keep`, 0 elsewhere, and whether all of these are digits."""
    found = (words ^ _ZERO) & np.uint64(keep)
    return found, ((found | (found + _PAST_NINE)) & _HIGH) == 0


def number(found: Words) -> Words:
    """The number that eight digits (values, the first one lowest) make.

    >>> int(number(digits(Eight(b"12345678").at(np.array([0])))[0])[0])
    12345678
    """
    pairs = found * np.uint64(10) + (found >> _EIGHT)
    mask = np.uint64(0x000000FF000000FF)
    high = (pairs & mask) * np.uint64(0x000F424000000064)
    low = ((pairs >> np.uint64(16)) & mask) * np.uint64(0x0000271000000001)
    return (high + low) >> np.uint64(32)
