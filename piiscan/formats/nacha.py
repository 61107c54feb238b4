"""ACH payment files (NACHA): the entries as a table of routing number, account, name; the rest as text.

Records of 94 characters, by their first digit: 1 file header, 5 batch header, 6 entry, 7 addenda, 8 and 9 totals.
Positions as banks publish them (file format guides of the NACHA Operating Rules). An addenda record belongs to the
entry above it, and stands in its row; of international entries (IAT) it holds the name. Files come with a line
for each record, or without line ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.text import BLOCK, open_text
from piiscan.formats.windows import by_lines
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

SIZE = 94
HEADER = b"\x1f".join(
    (b"routing number", b"bank account number", b"individual name", b"identification number", b"addenda")
)
_LONGEST = 1 << 12  # bytes: a longer line is cut, and its parts are text
_DIGITS = frozenset(b"0123456789")

Span = tuple[int, int]
"""Characters [start, end) of a record, from 0."""


class _Layout(NamedTuple):
    """Where the fields of an entry stand."""

    account: Span
    name: Span
    number: Span


_ROUTING: Span = (3, 12)
_USUAL = _Layout((12, 29), (54, 76), (39, 54))
_BY_CLASS = {
    "CTX": _Layout((12, 29), (58, 74), (39, 54)),
    "IAT": _Layout((39, 74), (0, 0), (0, 0)),
}
_IAT_NAME: Span = (46, 81)  # of the first addenda, type 710
_ADDENDA: Span = (3, 83)


class _Line(NamedTuple):
    """A record: its text, and where it stands."""

    text: str
    number: int  # of the line, or of the record in a file without line ends
    offset: int
    parted: bool  # by line ends

    def put(self, located: Located, span: Span) -> None:
        """Add some of the characters to a segment, without the blanks round them."""
        piece = self.text[slice(*span)]
        start = span[0] + len(piece) - len(piece.lstrip())
        at: Location = () if self.parted else (Step(Axis.BYTE, self.offset + start),)
        line, column = (self.number, start + 1) if self.parted else (None, None)
        located.add(
            piece.strip().replace("\x1f", " ").replace("\x1e", " ").encode("utf-8", "replace"), at, line, column
        )


def is_nacha(head: bytes) -> bool:
    """Whether a file begins with the file header of an ACH file.

    >>> is_nacha(b"101 011000015 0210000212511200100A094101BANK" + b" " * 50)
    True
    """
    dates = head[23:29]
    return head[:3] == b"101" and head[34:40] == b"094101" and len(dates) == 6 and _DIGITS.issuperset(dates)


@dataclass(slots=True)
class _Table:
    """The entries on their way into segments. An entry is held until its addenda have come."""

    layout: _Layout = _USUAL
    located: Located = field(default_factory=Located)
    entry: list[_Line] = field(default_factory=list)
    begun: bool = False

    def take(self, line: _Line) -> bool:
        """Take a record; False where it is no part of an entry."""
        kind = line.text[:1]
        if kind == "7" and self.entry:
            self.entry.append(line)
            return True
        self.finish()
        if kind == "5":
            self.layout = _BY_CLASS.get(line.text[50:53], _USUAL)
        if kind != "6" or len(line.text) < self.layout.account[1]:
            return False
        self.entry = [line]
        return True

    def finish(self) -> None:
        """Write down the entry that is held."""
        if not self.entry:
            return
        (first, *addenda), self.entry = self.entry, []
        located = self.located
        if not self.begun:
            located.glue(HEADER + b"\x1e")
            self.begun = True
        named = next((one for one in addenda if self.layout.name == (0, 0) and one.text[1:3] == "10"), None)
        first.put(located, _ROUTING)
        located.glue(b"\x1f")
        first.put(located, self.layout.account)
        located.glue(b"\x1f")
        if named is not None:
            named.put(located, _IAT_NAME)
        else:
            first.put(located, self.layout.name)
        located.glue(b"\x1f")
        first.put(located, self.layout.number)
        located.glue(b"\x1f")
        for one in addenda:
            one.put(located, _ADDENDA)
            located.glue(b" ")
        located.glue(b"\x1e")

    def segments(self, least: int) -> Iterator[Segment]:
        """The segment under way, if it has so many bytes."""
        if len(self.located.data) >= least:
            located, self.located = self.located, Located()
            yield Segment(bytes(located.data), Shape.TABLE, located.locate, series=1)


def extract_nacha(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Blocks of entries in one series, and what else there is as text."""
    table, other = _Table(), Located()
    base = 0
    for line in _lines(blob, context):
        if not table.take(line):
            line.put(other, (0, len(line.text)))
            other.glue(b"\n")
        yield from table.segments(BLOCK)
        if len(other.data) >= BLOCK:
            yield Segment(bytes(other.data), Shape.PROSE, other.locate, base=base)
            base, other = base + len(other.data), Located()
    table.finish()
    yield from table.segments(1)
    if other.data:
        yield Segment(bytes(other.data), Shape.PROSE, other.locate, base=base)


def _lines(blob: Blob, _context: Context) -> Iterator[_Line]:
    """The records of a file: its lines, or every 94 bytes of one that has none."""
    opened, _ = open_text(blob)
    with opened() as stream:
        head = stream.read(SIZE + 2)
    parted = any(end in head[SIZE:] for end in (b"\n", b"\r")) or len(head) <= SIZE or b"\n" in head
    number = offset = 0
    with by_lines(opened()) as stream:
        while raw := stream.readline(_LONGEST) if parted else stream.read(SIZE):
            number += 1
            text = _text(raw.rstrip(b"\r\n"))
            yield _Line(text, number, offset, parted)
            offset += len(raw)
            while parted and not raw.endswith(b"\n") and (raw := stream.readline(_LONGEST)):
                yield _Line(" " + _text(raw.rstrip(b"\r\n")), number, offset, parted)
                offset += len(raw)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
