"""ACH payment files (NACHA): the entries as a table of routing number, account, name; the rest as text.

Records of 94 characters, by their first digit: 1 file header, 5 batch header, 6 entry, 7 addenda, 8 and 9 totals.
Positions as banks publish them (file format guides of the NACHA Operating Rules). An addenda record belongs to the
entry above it, and stands in its row; of international entries (IAT) it holds the name. Files come with a line
for each record, or without line ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.records.fixed_records import Line, RowWriter, Span, rows_and_text
from piiscan.model import Blob

SIZE = 94
_HEADER = (b"routing number", b"bank account number", b"individual name", b"identification number", b"addenda")
_DIGITS = frozenset(b"0123456789")


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


def is_nacha(head: bytes) -> bool:
    """Whether a file begins with the file header of an ACH file.

    >>> is_nacha(b"101 011000015 0210000212511200100A094101BANK" + b" " * 50)
    True
    """
    dates = head[23:29]
    return head[:3] == b"101" and head[34:40] == b"094101" and len(dates) == 6 and _DIGITS.issuperset(dates)


class _Table(RowWriter):
    """The entries on their way into segments. An entry is held until its addenda have come."""

    def __init__(self) -> None:
        super().__init__(_HEADER)
        self.layout = _USUAL
        self.entry: list[Line] = []

    def take(self, line: Line) -> bool:
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
        named = next((one for one in addenda if self.layout.name == (0, 0) and one.text[1:3] == "10"), None)
        name = (first, self.layout.name) if named is None else (named, _IAT_NAME)
        account, number = (first, self.layout.account), (first, self.layout.number)
        self.row([[(first, _ROUTING)], [account], [name], [number], [(one, _ADDENDA) for one in addenda]])


def extract_nacha(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Blocks of entries in one series, and what else there is as text."""
    yield from rows_and_text(blob, SIZE, _Table())
