"""SWIFT MT messages (statements MT940 to 942, payments MT103): the fields as blocks of text, accounts with a label.

A field begins a line with ":20:", ":25:", ":59A:"... Field 25 is the account of a statement, "bank/account" or an
IBAN; 50 and 59 begin with "/account" and go on with the name and address of who pays and who is paid. An account
stands there without any word for it, so the word is put before it; places are those of the file all the same. What
field 86 says of the other side, `swift_details` knows. Some banks put lines of their own before the first field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.plain.windows import by_lines
from piiscan.formats.records.swift_details import LONGEST, Lines, write_details
from piiscan.formats.segments.flow import Flow
from piiscan.model import Blob

_FIELD = re.compile(r":(\d{2}[A-Z]?):")
_HEAD = re.compile(
    rb"(?:[^\r\n{]{0,60}\r?\n){0,4}?\s{0,8}(?:\{1:[^\r\n]{0,400}\{4:\s{0,4})?:20:[^\r\n]{0,100}\r?\n"
    rb"(?:[^\r\n]{1,200}\r?\n){0,8}?:(?:25P?|32A|50[A-Z]?):"
)
_CURRENCY = r"(?:EUR|USD|GBP|CHF|PLN|HUF|CZK|SEK|NOK|DKK|RON|BGN|TRY|RUB|UAH|JPY|CNY|HKD|SGD|AUD|CAD|MXN|BRL|ZAR)"
_STATEMENT = re.compile(rf"(?:([A-Z0-9][A-Z0-9-]{{3,11}})/)?([A-Z0-9][A-Z0-9 .-]{{2,33}}?)(?:(?<=\d)/?{_CURRENCY})?\s*")
_PARTY = re.compile(r"/(?:[CD]/)?([A-Z0-9][A-Z0-9 -]{2,33})\s*")
_LONGEST = 1 << 12  # bytes of a line


def is_swift(head: bytes) -> bool:
    r"""Whether a text begins as an MT message with an account does.

    >>> is_swift(b":20:STMT1\n:25:011000015/12345678\n:28C:1/1\n"), is_swift(b":20: at noon\n")
    (True, False)
    """
    return _HEAD.match(head) is not None


def extract_swift(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The fields, an empty line between two."""
    flow = Flow()
    opened, _ = open_text(blob)
    number = 1
    details: Lines = []
    room = 0  # for more lines of the field under way
    named = False  # whether a line has whose the account above it is
    with by_lines(opened()) as stream:
        while raw := stream.readline(_LONGEST):
            text = _text(raw).rstrip("\r\n")
            field = _FIELD.match(text)
            room = LONGEST if field is not None and field[1] == "86" else 0 if field is not None else room
            room -= len(text) + 1
            if field is not None or room < 0:
                write_details(flow, details)
                details = []
            if field is not None:
                flow.end_line()
                flow.text.glue(b"\n")
            if room >= 0:
                details.append((text, number))
            else:
                if named and field is None and text[:1].isalpha():
                    flow.text.glue(b"Account name: ")  # so that the account of a firm is not somebody else's
                named = _write(flow, text, number, field)
                flow.end_line()
            number += raw.endswith(b"\n")
            yield from flow.drain()
    write_details(flow, details)
    yield from flow.finish()


def _write(flow: Flow, text: str, number: int, field: re.Match[str] | None) -> bool:
    """Write a line; whether it has the account of a party, whose name is in the next one."""
    at = 0
    of_party = False
    if field is not None:
        pattern = _STATEMENT if field[1].startswith("25") else _PARTY if field[1][:1] == "5" else None
        account = pattern.fullmatch(text, field.end()) if pattern else None
        if account is not None:
            of_party = pattern is _PARTY
            start = account.start(account.re.groups)
            bank = account.start(1)
            if account.re.groups > 1 and bank >= 0:
                flow.write(text[:bank], (), number, 1)
                flow.text.glue(b" routing number ")
                flow.write(text[bank : start - 1], (), number, bank + 1)
            else:
                flow.write(text[:start], (), number, 1)
            flow.text.glue(b" bank account number ")
            at = start
            for part in text[start : account.end(account.re.groups)].split("."):  # as Dutch banks write them
                flow.write(part, (), number, at + 1)
                at += len(part) + 1
            at -= 1
            flow.end_line()
    flow.write(text[at:], (), number, at + 1)
    return of_party


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
