"""Applications for a mortgage as lenders exchange them (Residential Loan Data 1003): applicants and accounts as rows.

Rule: each record is a line, begins with three signs that say what it is, and has its fields at fixed places. Where
somebody lives, and what accounts they have or owe, are records of their own, which begin with the number of the
applicant: a row for each applicant, and one for each account with the name and the home of whose it is. A file may
hold several applications, one behind the other. All else is text.

Source, for the records and the order and width of their fields: Fannie Mae, "Residential Loan Data 1003", version 3.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.records.fixed_records import Line, RowWriter, Span, cells_of, places, rows_and_text
from piiscan.model import Blob

_HEADER = (
    *(b"ssn", b"bank account number", b"loan number", b"first name", b"middle name", b"last name"),
    *(b"street address", b"city", b"state", b"zip code"),
)
_BEGINS, _NEXT = b"EH ", re.compile(rb"EH [^\r\n]{0,512}\r?\n(?:TH|TPI|000)")
_APPLICANT, _HOME, _ASSET, _DEBT = "03A", "03C", "06C", "06L"
_CURRENT = "ZG"  # of the kinds of homes; others are former ones, or only get mail
_OF_APPLICANT, _OF_OTHERS = places((6, 14), (4, 12))
_NAME = places((15, 49), (50, 84), (85, 119))
_ADDRESS = places((15, 64), (65, 99), (100, 101), (102, 106))
_ACCOUNT: dict[str, Span] = dict(zip((_ASSET, _DEBT), places((132, 161), (131, 160)), strict=True))
_MOST = 1 << 12  # records that are held of one application
_LONGEST = 1 << 10  # bytes; the size is asked of files without line ends alone, of which there are none


def is_application(head: bytes) -> bool:
    r"""Whether a file begins as an application does.

    >>> is_application(b"EH 04ABC 20240315\r\nTH T100099-002\r\n"), is_application(b"EH 1\nHELLO\n")
    (True, False)
    """
    return head.startswith(_BEGINS) and _NEXT.match(head) is not None


class _Rows(RowWriter):
    """The applicants and accounts of the application under way."""

    def __init__(self) -> None:
        super().__init__(_HEADER)
        self._applicants: dict[str, Line] = {}
        self._homes: dict[str, Line] = {}
        self._accounts: list[Line] = []

    def take(self, line: Line) -> bool:
        """Hold a record that a row is made of; False for all others."""
        kind = line.text[:3]
        if kind.encode() == _BEGINS or len(self._applicants) + len(self._accounts) >= _MOST:
            self.finish()
        if kind == _APPLICANT:
            self._applicants.setdefault(line.text[slice(*_OF_APPLICANT)], line)
        elif kind == _HOME and line.text[12:14] == _CURRENT and len(self._homes) < _MOST:
            self._homes.setdefault(line.text[slice(*_OF_OTHERS)], line)
        elif kind in _ACCOUNT and line.text[slice(*_ACCOUNT[kind])].strip():
            self._accounts.append(line)
        else:
            return False
        return True

    def finish(self) -> None:
        """Make the rows of what is held."""
        for number, line in self._applicants.items():
            self._write([[(line, _OF_APPLICANT)], [], []], number)
        for line in self._accounts:
            cell = [(line, _ACCOUNT[line.text[:3]])]
            asset = line.text[:3] == _ASSET
            self._write([[], cell if asset else [], [] if asset else cell], line.text[slice(*_OF_OTHERS)])
        self._applicants, self._homes, self._accounts = {}, {}, []

    def _write(self, numbers: list[list[tuple[Line, Span]]], whose: str) -> None:
        """A row of some numbers, with the name and the home of the applicant who has a number."""
        who, home = self._applicants.get(whose), self._homes.get(whose)
        names = [[]] * len(_NAME) if who is None else cells_of(who, _NAME)
        self.row([*numbers, *names, *([[]] * len(_ADDRESS) if home is None else cells_of(home, _ADDRESS))])


def extract_application(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The applicants and their accounts as rows, and what else there is as text."""
    yield from rows_and_text(blob, _LONGEST, _Rows())
