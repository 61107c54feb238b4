"""Reports of unclaimed property (NAUPA): the owners as rows of a table, what the holder says of itself as text.

Rule: a record begins with a digit that says what it is: 1 the holder, 2 a property and its owner, 3 a further owner,
9 the sum; behind 2 and 3 are six digits. An owner has surname, given and middle name, address, county, then state, ZIP
code, country and tax number with nothing between. Versions differ in places and length (577 and 625), so that group is
sought by its form, and what stands before it is told apart by the blanks that fill each field. The number of who has
no given name is a firm's, for all we know. Amounts are not read.
Source, for the records and the order of the fields: NAUPA Standard Electronic File Format (1990s; 2002, "NAUPA II").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.records.fixed_records import Line, RowWriter, Span, rows_and_text
from piiscan.formats.tables.fixed_columns import STATE
from piiscan.model import Blob

SIZE, _OLD_SIZE = 625, 577
_HEADER = (
    *(b"ssn", b"tin", b"last name", b"first name", b"middle name", b"street address", b"state", b"zip code"),
    b"remarks",
)
_HEAD = 64 << 10
_FIRST = re.compile(rb"1[\d ]{9}")
_OWNER = re.compile(r"[23]\d{6}")
_NAME = 9  # behind the digits are two letters: who owns it, one or several
_NAMES = 110  # the names end before
_GROUP = re.compile(r"([A-Z]{2})\d{5}(?:\d{4}| {4})(?:[A-Z]{3}| {3})(?:\d{9}| {9})")
_FROM, _TO = 150, 420  # where that may begin
_STATE, _ZIP, _NUMBER, _END = 2, 11, 14, 23
_IS_STATE = re.compile(f"{STATE}|PR|VI")
_FIELD = re.compile(r"\S+(?: \S+)*")


def size_of(head: bytes) -> int:
    """The length of the records of a file that begins so; 0 for one that is no such report."""
    if _FIRST.match(head) is None:
        return 0
    end = head.find(b"\n", 0, SIZE + 2)
    sizes = (SIZE, _OLD_SIZE) if end < 0 else (SIZE,)
    return next((size for size in sizes if _place(_owners(head, size)) > 0), 0)


def _owners(head: bytes, size: int) -> Iterator[str]:
    """The records of owners in the first part of a file."""
    text = head.decode("latin-1")
    parted = "\n" in text[: size + 2]
    records = text.split("\n")[1:] if parted else [text[at : at + size] for at in range(size, len(text), size)]
    return (one for one in records if _OWNER.match(one) is not None)


def _place(owners: Iterable[str]) -> int:
    """Where the state of most owners stands, 0 for none."""
    found = Counter(
        one.start()
        for owner in owners
        for one in _GROUP.finditer(owner, _FROM, _TO)
        if _IS_STATE.fullmatch(one[1]) and owner[:1] == "2"
    )
    return found.most_common(1)[0][0] if found else 0


class _Rows(RowWriter):
    """The owners of a file."""

    def __init__(self, place: int) -> None:
        super().__init__(_HEADER)
        self._at = place

    def take(self, line: Line) -> bool:
        """Take a record; False for that of anything else."""
        text, at = line.text, self._at
        if _OWNER.match(text) is None or len(text) < at + _END:
            return False
        names = list(_fields(text, _NAME, _NAMES))[:3]
        number = (at + _NUMBER, at + _END)
        firm = len(names) < 2
        said = [span for span in _fields(text, at + _END, len(text)) if _is_said(text[slice(*span)])]
        cells: list[list[Span]] = [
            [] if firm else [number],
            [number] if firm else [],
            *([name] for name in names),
            *([],) * (3 - len(names)),
            list(_fields(text, _NAMES, at)),
            [(at, at + _STATE)],
            [(at + _STATE, at + _ZIP)],
            said,
        ]
        self.row([(line, span) for span in spans] for spans in cells)
        return True


def _fields(text: str, start: int, end: int) -> Iterator[Span]:
    """The fields of a part of a record: what two blanks or more stand between."""
    return (found.span() for found in _FIELD.finditer(text, start, end))


def _is_said(field: str) -> bool:
    """Whether a field is words, and no amounts or codes."""
    return " " in field or field.isalpha()


def extract_unclaimed(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The owners as rows, and what else there is as text."""
    opened, _ = open_text(blob)
    with opened() as stream:
        head = stream.read(_HEAD)
    size = size_of(head) or SIZE
    yield from rows_and_text(blob, size, _Rows(_place(_owners(head, size))))
