"""The column of a place in a line, in characters."""

from __future__ import annotations

import codecs


def column_of(data: bytes | bytearray, line_start: int, offset: int) -> int:
    """The column, in characters from 1, of an offset in the line from `line_start` (both in `data`).

    UTF-8 bytes that continue a character are not counted, nor is a byte order mark in front, which no editor shows;
    where the text is not UTF-8 a byte is a character.
    """
    line = bytes(data[line_start:offset]).removeprefix(codecs.BOM_UTF8)
    try:
        return len(line.decode("utf-8")) + 1
    except UnicodeDecodeError:
        return len(line) + 1


class Columns:
    """The same of one text: of a line as long as the text, no part is decoded for each number in it."""

    def __init__(self, data: bytes | bytearray) -> None:
        self._data = data
        self._known = 0, 0, 0  # where a line begins, an offset in it, and the characters between

    def at(self, line_start: int, offset: int) -> int:
        """The column of an offset in the line from `line_start`."""
        begun, known, count = self._known
        if begun != line_start or offset < known:
            known, count = line_start, 0
        part = bytes(self._data[known:offset])
        try:
            count += len((part.removeprefix(codecs.BOM_UTF8) if known == line_start else part).decode("utf-8"))
        except UnicodeDecodeError:
            return column_of(self._data, line_start, offset)
        self._known = line_start, offset, count
        return count + 1
