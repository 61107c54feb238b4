"""Quotes that hide line ends in delimited text, and those that only look so.

Rule (RFC 4180, 2.5 to 2.7): a quote opens a cell where the cell begins and closes it where the cell ends, two in a
row are a letter. Every other quote is a letter, too (5" pipe), and so is one that opens a cell which never ends: the
file goes on behind it, line by line. Letters become apostrophes, so that whoever counts quotes is not misled.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import NamedTuple

import numpy as np
from msgspec import Struct, field

NEWLINE = 0x0A
_BLANKS = b" \t"
_BLANK_CODES = np.frombuffer(_BLANKS, np.uint8)
_BACK = 50  # lines to go back over, for a cell with line ends in it that is cut off
_MOST_LINES = 1000  # in one cell
_WIDEST = 100  # blanks between a quote and the end of its cell
_STEPS = 20  # looks at a quote, on average, before all quotes of a block are letters


class Cut(NamedTuple):
    """Where the last whole record of a block ends (0: there is none), whether quotes count, the block if changed."""

    end: int
    quoted: bool
    data: bytes | None = None


def well_quoted(block: np.ndarray, delimiter: int, quote: int) -> bool:
    """Whether every quote of a block opens or closes a cell, so that quotes may hide newlines."""
    quotes = np.flatnonzero(block == quote)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[0::2], quotes[1::2]
    before = block[np.maximum(opening, 1) - 1]
    after = block[np.minimum(closing + 1, len(block) - 1)]
    opens = (before == delimiter) | (before == NEWLINE) | (before == quote) | (before == 0x20) | (opening == 0)
    closes = (after == delimiter) | (after == NEWLINE) | (after == 0x0D) | (after == quote) | (after == 0x20)
    return bool(opens.all() and (closes | (closing == len(block) - 1)).all())


def cut(data: bytes | bytearray, have: int, delimiter: int, quote: int = 0x22, *, ended: bool = False) -> Cut:
    """Where to cut data[:have], behind which more comes unless it has `ended`."""
    sign = bytes([quote])
    end = have if ended else data.rfind(b"\n", 0, have) + 1
    if data.find(sign, 0, have) < 0:
        return Cut(end, quoted=False)
    at = end
    for _ in range(1 if ended else _BACK):
        if at <= have // 2:
            break
        if data.count(sign, 0, at) % 2 == 0:
            if well_quoted(np.frombuffer(data, np.uint8, at), delimiter, quote):
                return Cut(at, quoted=True)
            break
        at = data.rfind(b"\n", 0, at - 1) + 1
    return _repaired(bytes(memoryview(data)[:have]), delimiter, quote, ended=ended)


def _repaired(data: bytes, delimiter: int, quote: int, *, ended: bool) -> Cut:
    walk = _Walk(data, delimiter, quote)
    walk.read(ended=ended)
    end = len(data) if ended else walk.last_end()
    block = bytearray(data[:end])
    for place in walk.letters:
        if place < end:
            block[place] = 0x27 if quote != 0x27 else 0x60
    return Cut(end, quoted=True, data=bytes(block))


class _Walk(Struct):
    """A block with quotes in odd places: which of them open and close cells, and which are letters."""

    data: bytes
    delimiter: int
    quote: int
    letters: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)  # from an opening quote to its closing one
    open: int = -1  # where the cell was opened that the block ends in
    looks: int = 0  # at quotes, for the cell read last

    def read(self, *, ended: bool) -> None:
        found = np.flatnonzero(np.frombuffer(self.data, np.uint8) == self.quote)
        places, never = found.tolist(), self._never(found)
        index, steps = 0, 0
        while index < len(places):
            steps += 1
            if steps > _STEPS * len(places):
                self.letters, self.spans = places, []
                return
            if never[index]:  # what `_cell` says of it, which costs ten times as much
                self.letters.append(places[index])
                index += 1
                steps += never[index - 1] - 1
            elif self._begins(places[index]):
                index = self._cell(places, index, ended=ended)
                steps += self.looks
                if self.open >= 0:
                    return
            else:
                self.letters.append(places[index])
                index += 1

    def _never(self, found: np.ndarray) -> list[int]:
        """At which quotes no cell begins (1), or one that never ends, because right at the next another begins (2).

        Told where the bytes beside them are no blanks; of all others nothing is told (0).
        """
        codes = np.frombuffer(self.data, np.uint8)
        before = codes.take(np.maximum(found, 1) - 1)
        behind = codes.take(np.minimum(found + 1, len(codes) - 1))
        blank = np.isin(before, _BLANK_CODES) | np.isin(behind, _BLANK_CODES)
        known = ~blank & (found > len(BOM_UTF8)) & (found < len(codes) - 1)
        begins = (before == self.delimiter) | (before == NEWLINE)
        ends = (behind == self.delimiter) | (behind == NEWLINE) | (behind == 0x0D)
        another = known & begins & ~ends & (behind != self.quote)
        never = (known & ~begins).astype(np.uint8)
        never[:-1] += np.uint8(2) * ((known & begins)[:-1] & another[1:])
        return list(never.tolist())

    def _cell(self, places: list[int], opened: int, *, ended: bool) -> int:
        """Read on from the quote that opens a cell to behind the one that closes it; a letter, if there is none."""
        inside: list[int] = []
        index = opened + 1
        while index < len(places):
            place = places[index]
            if index + 1 < len(places) and places[index + 1] == place + 1:
                index += 1
            elif self._ends(place):
                self.letters += inside
                self.spans.append((places[opened], place))
                self.looks = index - opened
                return index + 1
            elif self._begins(place):
                ended = True  # another cell: the one before never ended
                break
            else:
                inside.append(place)
            index += 1
        self.looks = index - opened
        if not ended and self.data.count(b"\n", places[opened]) <= _MOST_LINES:
            self.open = places[opened]
        else:
            self.letters.append(places[opened])
        return opened + 1

    def last_end(self) -> int:
        """The offset behind the last newline that no cell hides."""
        limit = len(self.data) if self.open < 0 else self.open
        spans = list(self.spans)
        while True:
            end = self.data.rfind(b"\n", 0, limit) + 1
            while spans and spans[-1][0] >= end:
                spans.pop()
            if not spans or spans[-1][1] < end:
                return end
            limit = spans[-1][0]

    def _begins(self, place: int) -> bool:
        at = place - 1
        first = max(-1, at - _WIDEST)
        while at > first and self.data[at] in _BLANKS and self.data[at] != self.delimiter:
            at -= 1
        return at < 0 or self.data[at] in (self.delimiter, NEWLINE) or (at == 2 and self.data.startswith(BOM_UTF8))

    def _ends(self, place: int) -> bool:
        at = place + 1
        last = min(len(self.data), at + _WIDEST)
        while at < last and self.data[at] in _BLANKS and self.data[at] != self.delimiter:
            at += 1
        return at >= len(self.data) or self.data[at] in (self.delimiter, NEWLINE, 0x0D)
