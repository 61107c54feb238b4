"""A text for a line printer, whose lines begin with a control of the carriage, as one without.

Rule: byte for byte of the same length, so that offsets stay those of the file. The first byte of a line says how far
the paper moves before it: "1" to a new page, blank, "0" and "-" by one to three lines, "+" not at all (as job output
of mainframes has it). Left there, it is a part of the first word of a title, which stands over no column then.
"""

from __future__ import annotations

import io
from typing import BinaryIO

import numpy as np

from piiscan.formats.plain.same_length import SameLength

_NEWLINE, _BLANK = 0x0A, 0x20
_CONTROLS = b" 01-+"
_OTHERS = np.zeros(256, np.bool_)
_OTHERS[list(b"01-+")] = True
_FEWEST = 4  # lines


def is_controlled(head: bytes | bytearray) -> bool:
    r"""Whether every line of the beginning of a text has a control, and the first begins a page.

    >>> is_controlled(b"1PAY10  REGISTER\n0NAME   SSN\n Ann    1\n Bob    2\n")
    True
    >>> is_controlled(b"1 Ann\n2 Bob\n3 Eve\n4 Al\n")
    False
    """
    if head[:1] != b"1" or head[1:2].isdigit():
        return False
    lines = [line for line in bytes(head).split(b"\n") if line.strip()]
    first = [line[0] for line in lines]
    if len(lines) < _FEWEST or not all(byte in _CONTROLS for byte in first):
        return False
    moved = [line for line in lines[1:] if line[:1] != b" "]
    return 0 < len(moved) < len(lines) - 1 and not all(line[1:2].isdigit() for line in moved)


class PrinterStream(SameLength):
    """A binary stream over another one, each control of the carriage turned into a blank."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._begins = True  # whether the next byte begins a line

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an offset, which is the same in both streams."""
        at = self._stream.seek(offset, whence)
        if at:
            self._stream.seek(at - 1)
        self._begins = not at or self._stream.read(1) == b"\n"
        return at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill (a part of) `buffer`; 0 at the end."""
        view = memoryview(buffer).cast("B")
        count = int(self._stream.readinto(view) or 0)  # type: ignore[attr-defined]
        if count:
            codes = np.frombuffer(view, np.uint8, count)
            begin = np.flatnonzero(codes[:-1] == _NEWLINE) + 1
            begin = np.append(0, begin) if self._begins else begin
            for at in begin[_OTHERS.take(codes.take(begin))].tolist():
                view[at] = _BLANK
            self._begins = codes[-1] == _NEWLINE
        return count
