"""What properties of characters and paragraphs say about the text of a Word document (MS-DOC 2.9.33, 2.9.175).

Four of them matter: text that a tracked change deletes or inserts, paragraphs in a table, and ends of rows. They
stand in pages of 512 bytes, as ranges of bytes of the text. A page that cannot be read marks nothing.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, field

from piiscan.formats.compound.doc_fib import Fib
from piiscan.formats.spans import Span

_PAGE = 512
_DELETED, _INSERTED, _IN_TABLE, _ROW_END = 0x0800, 0x0801, 0x2416, 0x2417
# Word 6 and 95 have properties of one byte; the lengths of their operands are not in them.
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}


class Ranges(Struct):
    """Ranges of bytes that do not overlap, in order."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, start: int, end: int) -> None:
        """One more, behind those before."""
        if self.ends and start <= self.ends[-1]:
            self.ends[-1] = max(end, self.ends[-1])
        else:
            self.starts.append(start)
            self.ends.append(end)

    def holds(self, at: int) -> bool:
        """Whether a byte is in one of them."""
        index = bisect_right(self.starts, at) - 1
        return index >= 0 and at < self.ends[index]

    def borders(self, start: int, end: int) -> Iterator[int]:
        """Where between two bytes one begins or ends."""
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.starts)):
            if self.starts[index] >= end:
                return
            yield from (at for at in (self.starts[index], self.ends[index]) if start < at < end)


class Marks(Struct):
    """The marked ranges of a document."""

    deleted: Ranges = field(default_factory=Ranges)
    inserted: Ranges = field(default_factory=Ranges)
    in_table: Ranges = field(default_factory=Ranges)
    row_ends: Ranges = field(default_factory=Ranges)


def marks_of(fib: Fib, document: Span, table: Span) -> Marks:
    """All marks of a document of Word 97 or later; none of an older one."""
    marks = Marks()
    if not fib.wide:
        return marks
    for start, end, properties in _runs(document, table, fib.characters, paragraphs=False):
        found = dict(_properties(properties))
        if found.get(_DELETED) == 1:
            marks.deleted.add(start, end)
        if found.get(_INSERTED) == 1:
            marks.inserted.add(start, end)
    for start, end, properties in _runs(document, table, fib.paragraphs, paragraphs=True):
        found = dict(_properties(properties[2:]))  # after the number of the style
        if found.get(_IN_TABLE) == 1:
            marks.in_table.add(start, end)
        if found.get(_ROW_END) == 1:
            marks.row_ends.add(start, end)
    return marks


def _runs(document: Span, table: Span, where: tuple[int, int], *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    """(start, end, properties) of each run, page by page, in the order of the text's bytes."""
    plc = table[where[0] : where[0] + where[1]]
    count = (len(plc) - 4) // 8
    pages = struct.unpack_from(f"<{count}I", plc, (count + 1) * 4) if count > 0 else ()
    found: list[tuple[int, int, bytes]] = []
    for page in dict.fromkeys(pages):
        at = (page & 0x3FFFFF) * _PAGE
        data = document[at : at + _PAGE]
        if len(data) == _PAGE:
            found += _page(data, paragraphs=paragraphs)
    yield from sorted(found)


def _page(data: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    count = data[_PAGE - 1]
    step = 13 if paragraphs else 1
    if (count + 1) * 4 + count * step >= _PAGE:
        return
    borders = struct.unpack_from(f"<{count + 1}I", data)
    for index in range(count):
        offset = data[(count + 1) * 4 + index * step] * 2
        if not offset or borders[index] >= borders[index + 1]:
            continue
        length = data[offset]
        if paragraphs:
            # The length is counted in words, and stands in the second byte where that is even.
            start, length = (offset + 1, length * 2 - 1) if length else (offset + 2, data[offset + 1] * 2)
        else:
            start = offset + 1
        yield borders[index], borders[index + 1], data[start : min(start + length, _PAGE - 1)]


def _properties(data: bytes) -> Iterator[tuple[int, int]]:
    """(code, first byte of the operand) of each property in a list (2.6)."""
    at = 0
    while at + 3 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        yield code, data[at + 2]
        at += 2
        kind = code >> 13
        if kind != 6:
            at += _SIZES[kind]
        elif code in {0xD606, 0xD608}:  # definitions of tables: a length of two bytes
            at += 1 + struct.unpack_from("<H", data.ljust(at + 2, b"\0"), at)[0]
        else:
            at += 1 + data[at]
