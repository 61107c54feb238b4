"""What is filed with the SSA, the IRS and the states of people who are paid: persons as a table, the rest as text.

Rule: each record says by its first letters what it is, and has its fields at fixed places; a person may come again
in a record for a state. A correction has the number and name as first told, and as they are: a row for each. What the
filer says is an EIN is a firm's. Amounts are not read.

Sources, for the places: SSA Publications 42-007 (EFW2: W-2, records of 512) and 42-014 (EFW2C: W-2c, 1024); IRS
Publication 1220 (1099 and its like, 750; names stand elsewhere since tax year 2023); ICESA (quarterly wages, 275); the
guide of the National Directory of New Hires (W-4, 801); the SSNVS handbook of the SSA (numbers to be verified, 130).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.records.fixed_records import Line, RowWriter, Span, cells_of, places, rows_and_text
from piiscan.model import Blob

_PERSON = (b"ssn", b"first name", b"middle name", b"last name", b"street address", b"city", b"state", b"zip code")
_PAYEE = (b"ssn", b"ein", b"tin", b"name", b"remarks", b"street address", b"city", b"state", b"zip code")
_HEAD = 2048
_PAYEES = 750  # the size of what the IRS gets
# How files begin: the size of their records, the first one, and the second, behind a line end or so many bytes on.
_BEGINNINGS = tuple(
    (size, re.compile(first), re.compile(second))
    for size, first, second in (
        (512, rb"RA\d{9}", rb"RE\d{4}"),
        (512, rb"RE\d{4}", rb"RW\d{9}"),
        (1024, rb"RCA\d{9}", rb"RCE\d{4}"),
        (1024, rb"RCE\d{4}", rb"RCW[\d ]{18}"),
        (_PAYEES, rb"T\d{4}[P ]\d{9}", rb"A\d{4}"),
        (_PAYEES, rb"A\d{4}", rb"B\d{4}[CG ][^\r\n]{5}[\d ]{9}"),
        (275, rb"A\d{13}UTAX", rb"[BE]\d{4}"),
        (275, rb"E\d{13}", rb"S\d{9}[A-Z]"),
        (801, rb"W4\d{9}[A-Z]", rb"W4\d{9}[A-Z]|T4|\Z"),
        (801, rb"H4[\d ]{2}.{9}W4", rb"W4\d{9}"),
        (130, rb"\d{9}TPV214[A-Z]", rb"\d{9}TPV214|\Z"),
    )
)
_WORD = re.compile(r"[^\s,]+")


def size_of(head: bytes) -> int:
    r"""The size of the records of a file that begins so; 0 for one that is none of these.

    >>> size_of(b"RA123456789PIN\nRE2024\n"), size_of(b"A list\nB list\n")
    (512, 0)
    """
    for size, first, second in _BEGINNINGS:
        if first.match(head):
            end = head.find(b"\n", 0, size + 2)
            if second.match(head, end + 1 or size):
                return size
    return 0


class _Fields(NamedTuple):
    """Where a record has a person: the name from the given to the surname, the address from street to ZIP code."""

    ssn: Span
    name: tuple[Span, ...]
    home: tuple[Span, ...] = ()


def _fields(ssn: int, name: int, home: int) -> _Fields:
    """Of EFW2 and its kin: names of 15, 15 and 20 letters, an address of 22, 22, 2 and 5."""
    return _Fields(
        (ssn - 1, ssn + 8),
        places((name, name + 14), (name + 15, name + 29), (name + 30, name + 49)),
        places((home, home + 21), (home + 22, home + 43), (home + 44, home + 45), (home + 46, home + 50)),
    )


_LAYOUTS: dict[str, tuple[_Fields, ...]] = {
    "RW": (_fields(3, 12, 88),),
    "RS": (_fields(10, 19, 95),),
    "RCW": (_fields(4, 22, 144), _fields(13, 72, 144)),  # as first told, without a name that was right, and as it is
    "RCS": (_fields(11, 29, 151), _fields(20, 79, 151)),
    "S": (_Fields((1, 10), places((31, 42), (43, 43), (11, 30))),),
    "W4": (
        _Fields(
            (2, 11),
            places((12, 27), (28, 43), (44, 73)),
            places((74, 113), (194, 218), (219, 220), (221, 225)),
        ),
    ),
    "TPV": (_Fields((0, 9), places((29, 38), (39, 45), (16, 28))),),
}
_KIND = re.compile(r"(RC?[WS]|S(?=\d{9})|W4)|\d{9}(TPV)")

# Of a payee: what is said of the number, and where the name and a second line of it stand, before 2023 and since.
_NUMBER_IS, _NUMBER, _CONTROL = 10, (11, 20), (6, 10)
_MORE_AMOUNTS, _NAMES = (247, 270), {False: ((247, 287), (287, 327)), True: ((287, 327), (327, 367))}
_OWN_WORDS = (662, 722)
_ADDRESS = places((368, 407), (448, 487), (488, 489), (490, 494))


def _in_order(text: str, name: Span) -> list[Span]:
    """The places of a name, the given name first: the filer gives the first letters of the surname, too."""
    control = text[slice(*_CONTROL)].strip().upper()
    words = [(name[0] + word.start(), name[0] + word.end()) for word in _WORD.finditer(text[slice(*name)])]
    begins = [text[slice(*word)].upper().startswith(control) for word in words]
    if control and len(words) > 1 and begins[0] and not any(begins[1:]):
        return [(words[1][0], words[-1][1]), words[0]]
    return [name]


class _Rows(RowWriter):
    """The persons of a file."""

    def __init__(self, size: int) -> None:
        payees = size == _PAYEES
        super().__init__(_PAYEE if payees else _PERSON)
        self._put = self._payee if payees else self._persons

    def take(self, line: Line) -> bool:
        """Take a record; False where it names nobody."""
        return self._put(line)

    def _persons(self, line: Line) -> bool:
        kind = _KIND.match(line.text)
        if kind is None:
            return False
        layout = _LAYOUTS[kind[1] or kind[2]]
        for fields in layout:
            if line.text[slice(*fields.ssn)].strip():
                named = any(line.text[slice(*span)].strip() for span in fields.name)
                names = fields.name if named else layout[-1].name
                self.row(cells_of(line, (fields.ssn, *names, *fields.home)))
        return True

    def _payee(self, line: Line) -> bool:
        text = line.text
        if not text.startswith("B") or not text[1:5].isdigit():
            return False
        numbers: list[list[Span]] = [[], [], []]  # an SSN, an EIN, or nobody says
        numbers[{"2": 0, "1": 1}.get(text[_NUMBER_IS : _NUMBER_IS + 1], 2)] = [_NUMBER]
        is_new = text[slice(*_MORE_AMOUNTS)].isdigit() or not text[slice(*_NAMES[False][0])].strip()
        name, more = _NAMES[is_new]
        cells = [*numbers, _in_order(text, name), [more, _OWN_WORDS], *([span] for span in _ADDRESS)]
        self.row([(line, span) for span in spans] for spans in cells)
        return True


def extract_tax_filing(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The persons as rows, and what else there is as text."""
    opened, _ = open_text(blob)
    with opened() as stream:
        size = size_of(stream.read(_HEAD))
    yield from rows_and_text(blob, size, _Rows(size))
