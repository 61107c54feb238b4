"""Credit reporting files (Metro 2): the consumers of each account as rows of a table, the rest as text.

Rule: a record begins with its length and has the account and its first consumer at fixed places; segments behind it
say by two letters what they are: J1 a consumer at the same address, J2 one at another. Records have a line each, or
one length, that of the header. `metro_2_packed` reads packed files.
Source: the Credit Reporting Resource Guide of the CDIA, character format (426).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.formats.base import Context, Extracted, Located
from piiscan.formats.plain.text import open_text
from piiscan.formats.records.fixed_records import Line, RowWriter, Span, cells_of, places, rows_and_text
from piiscan.model import Blob, Segment, Shape

SIZE = 426
_HEADER = (
    *(b"account number", b"ssn", b"first name", b"middle name", b"last name"),
    *(b"street address", b"city", b"state", b"zip code", b"telephone"),
)
_ACCOUNT: Span = (42, 72)
_PERSON = places((298, 306), (257, 276), (277, 296), (232, 256))
_HOME = places((330, 361), (394, 413), (414, 415), (416, 420))
_PHONE: Span = (314, 324)
_LENGTHS = {"J1": 100, "J2": 200, "K1": 34, "K2": 34, "K3": 40, "K4": 30, "L1": 54, "N1": 146}
_JOINED = places((70, 78), (29, 48), (49, 68), (4, 28))
_JOINED_PHONE: Span = (86, 96)
_JOINED_HOME = places((102, 133), (166, 185), (186, 187), (188, 192))


def _moved(spans: tuple[Span, ...], by: int) -> list[Span]:
    return [(start + by, end + by) for start, end in spans]


class Consumers(RowWriter):
    """The consumers of a file."""

    def __init__(self) -> None:
        super().__init__(_HEADER)

    def take(self, line: Line) -> bool:
        """Take a record; False for the header, the trailer, and what is cut short."""
        text = line.text
        if not text[:4].isdigit() or text[4:5].isalpha() or len(text) < _PERSON[0][1]:
            return False
        self.row(cells_of(line, (_ACCOUNT, *_PERSON, *_HOME, _PHONE)))
        self.joined(line, SIZE, _HOME)
        return True

    def joined(self, line: Line, at: int, same: Sequence[Span]) -> None:
        """The consumers in the segments from a place on; `same`: where the address of the first one stands."""
        text = line.text
        while at < len(text) and (length := _LENGTHS.get(text[at : at + 2])):
            segment = text[at : at + 2]
            if segment in {"J1", "J2"} and text[at + 2 : at + length].strip():
                home = same if segment == "J1" else _moved(_JOINED_HOME, at)
                self.row([[], *cells_of(line, (*_moved(_JOINED, at), *home, *_moved((_JOINED_PHONE,), at)))])
            at += length

    def table(self) -> Segment:
        """The rows so far."""
        located, self.located = self.located, Located()
        return Segment(bytes(located.data), Shape.TABLE, located.locate, series=1)


def extract_metro_2(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The consumers as rows, and what else there is as text."""
    opened, _ = open_text(blob)
    with opened() as stream:
        size = stream.read(4)
    yield from rows_and_text(blob, max(int(size) if size.isdigit() else 0, SIZE), Consumers())
