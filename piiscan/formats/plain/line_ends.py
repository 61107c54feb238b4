"""A text in which a lone carriage return ends a line, as one whose lines end with a newline.

Rule: byte for byte of the same length, so that offsets stay those of the file. Old systems of Apple, and exports
made on them, end lines with a carriage return alone; a table may have both kinds.
"""

from __future__ import annotations

import io
from typing import BinaryIO

import numpy as np

from piiscan.formats.counting import count_byte
from piiscan.formats.plain.same_length import SameLength

_RETURN, _NEWLINE = 0x0D, 0x0A


class NewlineStream(SameLength):
    """A binary stream over another one, each carriage return that no newline follows turned into a newline."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._held = b""  # a byte that was read to see what follows a return

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset, which is the same in both streams."""
        self._held = b""
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`; 0 at the end."""
        view = memoryview(buffer).cast("B")
        if not len(view):
            return 0
        held, self._held = self._held, b""
        view[: len(held)] = held
        count = len(held) + (self._stream.readinto(view[len(held) :]) or 0)  # type: ignore[attr-defined]
        if count and view[count - 1] == _RETURN:
            self._held = self._stream.read(1)
        if count and count_byte(view, _RETURN, 0, count):  # few texts have any
            codes = np.frombuffer(view, np.uint8, count)
            returns = codes == _RETURN
            returns[:-1] &= codes[1:] != _NEWLINE
            returns[-1] &= self._held != b"\n"
            codes[returns] = _NEWLINE
        return count
