"""Records of one length whose fields have their places by a standard: a line each, or one behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from piiscan.formats.base import Located
from piiscan.formats.plain.text import BLOCK, open_text
from piiscan.formats.plain.windows import by_lines
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

_LONGEST = 1 << 12  # bytes: a longer line is cut, and its parts are text

Span = tuple[int, int]
"""Characters [start, end) of a record, from 0."""


class Line(NamedTuple):
    """A record: its text, and where it stands."""

    text: str
    number: int  # of the line, or of the record in a file without line ends
    offset: int
    parted: bool  # by line ends

    def put(self, located: Located, span: Span) -> None:
        """Add some of the characters to a segment, without the blanks round them."""
        piece = self.text[slice(*span)]
        start = span[0] + len(piece) - len(piece.lstrip())
        at: Location = () if self.parted else (Step(Axis.ROW, self.number), Step(Axis.BYTE, self.offset + start))
        line, column = (self.number, start + 1) if self.parted else (None, None)
        located.add(
            piece.strip().replace("\x1f", " ").replace("\x1e", " ").encode("utf-8", "replace"), at, line, column
        )


class Rows(Protocol):
    """What makes rows of a table of the records that have a person, and knows their header."""

    located: Located

    def take(self, line: Line, /) -> bool:
        """Take a record; False where it is none of a row."""

    def finish(self) -> None:
        """No record follows."""


def cells_of(line: Line, spans: Iterable[Span]) -> list[list[tuple[Line, Span]]]:
    """Cells of one place each."""
    return [[(line, span)] for span in spans]


class RowWriter:
    """Rows of a table on their way into segments, the header before the first one."""

    def __init__(self, header: Sequence[bytes]) -> None:
        self.located = Located()
        self._header = b"\x1f".join(header) + b"\x1e"

    def row(self, cells: Iterable[Iterable[tuple[Line, Span]]]) -> None:
        """One row, each cell from some places of records; of several, they are parted by a blank."""
        located = self.located
        located.glue(self._header)
        self._header = b""
        for at, pieces in enumerate(cells):
            located.glue(b"\x1f" if at else b"")
            for number, (line, span) in enumerate(pieces):
                located.glue(b" " if number else b"")
                line.put(located, span)
        located.glue(b"\x1e")

    def finish(self) -> None:
        """Nothing is held back."""


def places(*fields: tuple[int, int]) -> tuple[Span, ...]:
    """Fields as the standards have them: the first and the last character, from 1."""
    return tuple((first - 1, last) for first, last in fields)


def rows_and_text(blob: Blob, size: int, rows: Rows) -> Iterator[Segment]:
    """Blocks of rows in one series, and what else there is as text."""
    base, other = 0, Located()
    for line in lines(blob, size):
        if not rows.take(line):
            line.put(other, (0, len(line.text)))
            other.glue(b"\n")
        if len(rows.located.data) >= BLOCK:
            yield _table(rows)
        if len(other.data) >= BLOCK:
            yield Segment(bytes(other.data), Shape.PROSE, other.locate, base=base)
            base, other = base + len(other.data), Located()
    rows.finish()
    if rows.located.data:
        yield _table(rows)
    if other.data:
        yield Segment(bytes(other.data), Shape.PROSE, other.locate, base=base)


def _table(rows: Rows) -> Segment:
    located, rows.located = rows.located, Located()
    return Segment(bytes(located.data), Shape.TABLE, located.locate, series=1)


def lines(blob: Blob, size: int) -> Iterator[Line]:
    """The records of a file: its lines, or all of that size in one that has none."""
    opened, _ = open_text(blob)
    with opened() as stream:
        head = stream.read(size + 2)
    parted = any(end in head[size:] for end in (b"\n", b"\r")) or len(head) <= size or b"\n" in head
    number = offset = 0
    with by_lines(opened()) as stream:
        while raw := stream.readline(_LONGEST) if parted else stream.read(size):
            number += 1
            text = _text(raw.rstrip(b"\r\n"))
            yield Line(text, number, offset, parted)
            offset += len(raw)
            while parted and not raw.endswith(b"\n") and (raw := stream.readline(_LONGEST)):
                yield Line(" " + _text(raw.rstrip(b"\r\n")), number, offset, parted)
                offset += len(raw)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
