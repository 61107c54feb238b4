"""RTF as it is written down: groups, control words, characters, raw bytes. The only file that knows the syntax.

No more is held back than the end of a block, which may be half a control word.
"""

from __future__ import annotations

import re
from typing import Protocol

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z]))|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_BRACE = re.compile(rb"\\bin([0-9]{1,10}) ?|\\[^a-zA-Z]|([{}])", re.DOTALL)
_WORD = 48  # bytes: no control word is longer


class Reader(Protocol):
    """What is told of the tokens."""

    def open(self) -> None:
        """A group begins."""

    def close(self) -> None:
        """A group ends."""

    def word(self, word: bytes, parameter: bytes | None) -> None:
        """A control word."""

    def symbol(self, symbol: bytes) -> None:
        """A control symbol."""

    def characters(self, text: bytes) -> None:
        """Characters in the code page of their font, or digits of data."""

    def raw(self, data: bytes) -> None:
        """Bytes as they are, of a picture or an object."""


class Tokens:
    """The place between two blocks. Whoever is told of a token may have the group skipped, or bytes taken as raw."""

    def __init__(self) -> None:
        self._skipping = 0  # groups to be skipped over
        self._binary = 0  # raw bytes still to come

    @property
    def is_skipping(self) -> bool:
        """Whether the end of a group is looked for."""
        return self._skipping > 0

    def skip(self) -> None:
        """Pass over the rest of the group."""
        self._skipping = 1

    def take(self, count: int) -> None:
        """So many raw bytes follow."""
        self._binary = max(0, count)

    def feed(self, data: bytes, reader: Reader, *, last: bool) -> int:
        """Read on; how many bytes were used."""
        limit = len(data) if last else len(data) - _WORD
        at, before = 0, -1
        while before < at < limit:  # where it does not go on, the next word may not be complete
            before = at
            if self._binary:
                at = self._raw(data, at, reader)
            elif self._skipping:
                at = self._skip(data, at, limit, reader)
            else:
                at = self._told(data, at, limit, reader)
        return max(at, 0)

    def _told(self, data: bytes, at: int, limit: int, reader: Reader) -> int:
        for found in _TOKEN.finditer(data, at):
            if found.start() >= limit:
                return found.start()
            kind = found.lastindex or 0
            if kind == 6:
                reader.characters(found[6])
            elif kind <= 2:
                reader.word(found[1], found[2])
            elif kind == 5:
                reader.open() if found[5] == b"{" else reader.close()
            elif kind == 3:
                reader.characters(bytes((int(found[3], 16),)))
            else:
                reader.symbol(found[4])
            if self._binary or self._skipping:
                return found.end()
        return len(data)

    def _skip(self, data: bytes, at: int, limit: int, reader: Reader) -> int:
        for found in _BRACE.finditer(data, at):
            if found.start() >= limit:
                return found.start()
            if found[1]:
                self._binary = int(found[1])
                return found.end()
            if found[2]:
                self._skipping += 1 if found[2] == b"{" else -1
                if not self._skipping:
                    reader.close()
                    return found.end()
        return limit

    def _raw(self, data: bytes, at: int, reader: Reader) -> int:
        taken = data[at : at + self._binary]
        self._binary -= len(taken)
        if not self._skipping:
            reader.raw(taken)
        return at + len(taken)
