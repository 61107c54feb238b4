"""The shared strings of a workbook of Excel 97 to 2003 (MS-XLS 2.4.265), out of records that cut them anywhere."""

from __future__ import annotations

from msgspec import Struct, field

from piiscan.formats.sheets.text_table import TextTable

_RICH, _EXTENDED = 8, 4


class SharedStrings(Struct):
    """The record SST and those that continue it."""

    table: TextTable = field(default_factory=TextTable)
    open: bool = False  # whether a record that continues can belong to it
    _head: bytes = b""  # of a string, where a record ends in it
    _left: int = 0  # characters that are to come
    _parts: list[str] = field(default_factory=list)
    _behind: int = 0  # bytes behind the characters: runs, and how it is pronounced

    def begin(self, data: bytes) -> None:
        """The first record."""
        self.open = True
        self._read(data, 8)

    def go_on(self, data: bytes) -> None:
        """A record that continues it."""
        at = 0
        if self._head:
            data, self._head = self._head + data, b""
        elif self._left and data:
            at = self._chars(data, 1, data[0] & 1)
        self._read(data, at)

    def _read(self, data: bytes, at: int) -> None:
        end = len(data)
        found: list[str] = []
        if not self._left and self._parts:
            at = self._skip(at, end)
            if at <= end and not self._behind:
                found.append("".join(self._parts))
                self._parts = []
        while at < end and not self._left and not self._behind:
            start, flags = at, data[at + 2] if at + 2 < end else 0
            fixed = 3 + (2 if flags & _RICH else 0) + (4 if flags & _EXTENDED else 0)
            if end - at < fixed:
                self._head = data[start:]
                break
            count = data[at] | data[at + 1] << 8
            at += fixed
            behind = 0
            if flags & _RICH:
                behind = 4 * (data[start + 3] | data[start + 4] << 8)
            if flags & _EXTENDED:
                behind += int.from_bytes(data[at - 4 : at], "little")
            stop = at + (count << (flags & 1))
            if stop + behind <= end:
                found.append(data[at:stop].decode("utf-16-le" if flags & 1 else "latin-1", "replace"))
                at = stop + behind
                continue
            self._left, self._behind = count, behind
            at = self._chars(data, at, flags & 1)
            if not self._left:
                at = self._skip(at, end)
                if not self._behind:
                    found.append("".join(self._parts))
                    self._parts = []
        self.table.extend(found)

    def _chars(self, data: bytes, at: int, wide: int) -> int:
        """As many characters of the string as there are; where they end."""
        stop = min(at + (self._left << wide), len(data))
        text = data[at:stop].decode("utf-16-le" if wide else "latin-1", "replace")
        self._left -= (stop - at) >> wide
        self._parts.append(text)
        return stop

    def _skip(self, at: int, end: int) -> int:
        skipped = min(self._behind, end - at)
        self._behind -= skipped
        return at + skipped
