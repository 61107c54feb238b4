"""Quicken's old interchange (QIF): one record for each transaction or account, by the letters of its lines.

Rule: a line is a letter and a value, "^" ends a record, a line that begins with "!" says what the records behind it
are (Quicken Interchange Format, Intuit). The payee and the address belong to the record whatever comes first. In a
list of accounts the letter N is the account's name, and X begins a line of an invoice, whose second letter counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.keyed import FULL, STREET, TEXT, Record, Records, blocks
from piiscan.model import Blob

_KEYS = {
    "D": "date",
    "T": "amount",
    "U": "amount",
    "$": "amount",
    "C": "cleared",
    "N": "number",
    "P": FULL,  # a person or a company
    "M": "memo",
    "A": STREET,
    "L": "category",
    "S": "category",
    "E": "memo",
    "Y": "security",
    "Q": "quantity",
    "I": "price",
    "O": "commission",
    "F": "reimbursable",
    "%": "percent",
}
_ACCOUNT = {
    "N": "account name",
    "T": "account type",
    "D": "description",
    "L": "credit limit",
    "/": "date",
    "$": "balance",
}
_LONGEST = 6 << 10  # characters of a record: one that never ends is cut
_LISTS = ("account", "cat", "class", "memorized", "security", "prices")


def extract_qif(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The records of a file as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    records, record = Records(), Record()
    keys = _KEYS
    with opened() as stream:
        for text, first, _ in blocks(stream):
            for number, line in enumerate(text.removesuffix("\n").split("\n"), first):
                sign = line[:1]
                if sign in {"^", "!"} or record.size > _LONGEST:
                    records.put(record)
                    record = Record()
                if sign == "!":
                    keys = _ACCOUNT if _kind(line).startswith(_LISTS) else _KEYS
                    record.add(TEXT, line, number, 1)
                elif sign == "X" and line[1:2] in _KEYS:
                    record.add(_KEYS[line[1]], line[2:], number, 3)
                elif sign in keys:
                    record.add(keys[sign], line[1:], number, 2)
                elif line.strip("^"):
                    record.add(TEXT, line, number, 1)
            yield from records.drain()
    records.put(record)
    yield from records.finish()


def _kind(line: str) -> str:
    return line[1:].lower().removeprefix("type:").strip()
