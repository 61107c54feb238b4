"""Fedwire funds transfers: who is paid and who pays, with the accounts that a code says are such, as records.

A field begins with its number in braces; {4200} is the beneficiary and {5000} the originator: a code for what the
identifier is (D an account), the identifier, name and address, parted by asterisks, or by line ends as it is printed.
Source: Federal Reserve, Fedwire Funds Service format reference guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.segments.keyed import FULL, STREET, TEXT, Record, Records, after, blocks
from piiscan.formats.segments.promising import promising
from piiscan.later import later
from piiscan.model import Blob

_HEAD = later(rb"\{1500\}[^{]{0,200}\{(?:1510|1520|2000|31\d\d|33\d\d|34\d\d)\}")
_BEGINS = later(r"(?=\{1500\})")
_FIELD = later(r"\{(\d{4})\}")
_PARTIES = frozenset(("4200", "5000"))
_PARTY = later(
    r"[ \t]*(?:[A-Za-z][A-Za-z ]{2,30}:[ \t]*)?(?P<code>[0-9A-Z])[ \t]?(?P<number>[^*\s]{1,34})[ \t]*(?:\*|\r?\n|$)"
)
_PARTED = later(r"[^*\r\n]+")
_KEYS = {"D": "bank_account_number", "2": "tax_id", "3": "drivers_license_number"}


def is_fedwire(text: bytes) -> bool:
    """Whether a text begins as a message of Fedwire does.

    >>> is_fedwire(b"{1500}30        P {1510}1000"), is_fedwire(b"see {1500}")
    (True, False)
    """
    return _HEAD.match(text) is not None


def extract_fedwire(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The parties of each message as records, and what else it says."""
    opened, _ = open_text(blob)
    records = Records()
    with opened() as stream:
        for text, line, column in promising(blocks(stream), context, _BEGINS, lambda _: None):
            at, place = 0, (line, column)
            for begun in (*_FIELD.finditer(text), None):
                end = len(text) if begun is None else begun.start()
                if text[at:end].strip():
                    _take(records, text[at:end], *place)
                at, place = end, after(text[at:end], *place)
            yield from records.drain()
    yield from records.finish()


def _take(records: Records, field: str, line: int, column: int) -> None:
    """One field, or what stands before the first one."""
    record = Record()
    head = _FIELD.match(field)
    party = _PARTY.match(field, head.end()) if head is not None and head[1] in _PARTIES else None
    if party is None:
        record.add(TEXT, field, line, column)
        records.put(record)
        return
    record.add(
        _KEYS.get(party["code"], "identifier"), party["number"], *after(field[: party.start("number")], line, column)
    )
    for index, part in enumerate(_parts(field, party.end())):
        record.add(STREET if index else FULL, part[0].strip(), *after(field[: part.start()], line, column))
    records.put(record)


def _parts(field: str, at: int) -> list[re.Match[str]]:
    return [part for part in _PARTED.finditer(field, at) if part[0].strip()]
