"""Records of mainframes that have no ends of lines, as a text of one line to a record.

`Fixed` for those of one length, `Counted` for those behind a word of their length. Rule: a place is the number of the
record, the byte in it from 1, and the byte of the file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from piiscan.formats.plain.ebcdic import Layout, records_in, table_of
from piiscan.formats.plain.recoded import KEPT, READ, Recoded
from piiscan.model import Axis, Location, Step


class Fixed(Recoded):
    """Records of one length, each a line. Packed numbers are written out where they stand, between blanks."""

    def __init__(self, stream: BinaryIO, layout: Layout) -> None:
        self._layout = layout
        # For every byte of a line, the byte of the record it stands for.
        self._columns = [*_expanded(layout), layout.length]
        super().__init__(stream)

    def blocks(self) -> Iterator[bytes]:
        """The lines."""
        length, width = self._layout.length, len(self._columns)
        table = table_of(self._layout.page)
        while block := self.whole(max(1, READ // length) * length):
            whole = len(block) // length
            records = np.frombuffer(block, np.uint8, whole * length).reshape(whole, length)
            text = np.frombuffer(block.translate(table), np.uint8, whole * length).reshape(whole, length).copy()
            text[(text == 0x0A) | (text == 0x0D)] = 0x20  # no end of a line in here
            if self._layout.control:
                text[:, 0] = 0x20
            lines = np.full((whole, width), 0x20, np.uint8)
            lines[:, :-1] = text[:, self._columns[:-1]]
            lines[:, -1] = 0x0A
            for at in self._layout.packed:
                _write_out(lines, records, text, at, self._columns.index(at))
            rest = block[whole * length :].translate(table)
            yield lines.tobytes() + rest

    def byte_at(self, offset: int) -> int | None:
        """By arithmetic."""
        record, at = divmod(offset, len(self._columns))
        return self.origin(record * self._layout.length + self._columns[at])

    def place(self, offset: int) -> Location:
        """The number of the record, the byte in it from 1, and the byte of the file."""
        record, at = divmod(offset, len(self._columns))
        return _place(record + 1, self._columns[at] + 1, self.byte_at(offset))

    def place_of(self, line: int, column: int) -> Location:
        """The same by line and column of the text, both from 1."""
        return self.place((line - 1) * len(self._columns) + column - 1)


def _expanded(layout: Layout) -> Iterator[int]:
    at = 0
    while at < layout.length:
        if at in layout.packed:
            for more in (0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4):  # a blank, nine digits, a blank
                yield at + more
            at += 5
        else:
            yield at
            at += 1


def _write_out(lines: np.ndarray, records: np.ndarray, text: np.ndarray, at: int, column: int) -> None:
    """The nine digits of five bytes, as ASCII; of a record that has none there, its text."""
    high, low = records[:, at : at + 5] >> 4, records[:, at : at + 5] & 0x0F
    packed = (high <= 9).all(axis=1) & (low[:, :4] <= 9).all(axis=1) & (low[:, 4] >= 0x0A)
    field = np.full((len(lines), 11), 0x20, np.uint8)
    field[:, 1:6] = text[:, at : at + 5]
    digits = np.empty((len(lines), 9), np.uint8)
    digits[:, 0::2], digits[:, 1::2] = high, low[:, :4]
    field[packed, 1:10] = digits[packed] + 0x30
    lines[:, column : column + 11] = field


class Counted(Recoded):
    """Records behind their length, each a line."""

    def __init__(self, stream: BinaryIO, layout: Layout) -> None:
        self._layout = layout
        self._kept: deque[tuple[int, int, int, int]] = deque()  # in the text, in the file, number, column
        self._made = 0
        super().__init__(stream)

    def blocks(self) -> Iterator[bytes]:
        """The lines. Where the lengths lead nowhere, the rest is text as it is."""
        table = table_of(self._layout.page)
        rest, base, number, column, left = b"", 0, 1, 1, 0
        while True:
            block = self.whole(READ)
            data = rest + block
            lines: list[bytes] = []
            end, left_over = 0, left
            for start, end, complete, rest_of_block in records_in(data, self._layout.words, left):
                left_over = rest_of_block
                self._kept.append((self._made, base + start, number, column))
                line = data[start:end].translate(table).replace(b"\n", b" ").replace(b"\r", b" ")
                lines.append(line + b"\n" if complete else line)
                self._made += len(lines[-1])
                number, column = (number + 1, 1) if complete else (number, column + end - start)
            while self._kept and self._kept[0][0] < self._made - KEPT:
                self._kept.popleft()
            rest, base, left = data[end:], base + end, left_over
            if not block or (not end and len(rest) > 2 * READ):
                lines.append(rest.translate(table))
                self._kept.append((self._made, base, number, column))
                self._made += len(lines[-1])
                base += len(rest)
                rest = b""
            yield b"".join(lines)
            if not block:
                return

    def _origin(self, offset: int) -> tuple[int, int, int] | None:
        index = bisect_right(self._kept, offset, key=lambda record: record[0]) - 1
        if index < 0:
            return None
        made, read, number, column = self._kept[index]
        return read + offset - made, number, column + offset - made

    def byte_at(self, offset: int) -> int | None:
        """By the record it is in."""
        found = self._origin(offset)
        return self.origin(found[0]) if found else None

    def place(self, offset: int) -> Location | None:
        """The number of the record, the byte in it from 1, and the byte of the file."""
        found = self._origin(offset)
        if found is None:
            return None
        byte, number, column = found
        return _place(number, column, self.origin(byte))

    def place_of(self, line: int, column: int) -> Location:
        """The same by line and column of the text, both from 1."""
        index = bisect_left(self._kept, line, key=lambda record: record[2])
        if index == len(self._kept) or self._kept[index][2] != line:
            return _place(line, column, None)
        return self.place(self._kept[index][0] + column - 1) or _place(line, column, None)


def _place(line: int, column: int, byte: int | None) -> Location:
    at = (Step(Axis.LINE, line), Step(Axis.COLUMN, column))
    return at if byte is None else (*at, Step(Axis.BYTE, byte))
