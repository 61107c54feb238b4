r"""A table of HTML in a string of JSON, as messages and tickets have it, and a printed one in the lines of a notebook.

A message of HL7 is taken out as well, where a segment of it is of a person.

Rule: as of other tables in strings (`string_tables`), the first row has titles, of which one may name a number of ours
and one a person. A text may be in parts, a string for each line. Where one was looked at, it is not again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

from piiscan.formats.encoded.string_tables import NAME, Inside, names_somebody, string_at, table_at, text_of
from piiscan.formats.encoded.triggers import MARKUP, MESSAGE, STRING, Buffer
from piiscan.formats.objects.json_cells import tells
from piiscan.later import later

LONGEST = 1 << 20
"""Bytes of a table that is decoded at once."""
_OPENING = b"<", b"\\u003"
_END = later(rb"(?:<|\\u003c)\\?/table", re.IGNORECASE)
_STRINGS = later(rb'(?:[^"\\]++|\\.)*+(?:"\s{0,64}+,\s{0,64}+"(?:[^"\\]++|\\.)*+){0,4096}+(?="\s{0,64}+\])', re.DOTALL)
_MSH = 20  # bytes from the quote to where the marks of a message are told
_OF_PERSON = later(rb"\\[nr](?:PID|NK1|GT1|IN1|IN2|STF)\|")
_ROW = later(r"<tr\b[^>]{0,400}>(.{1,16000}?)</tr\b(.{0,200}?)<tr\b", re.IGNORECASE | re.DOTALL)
_CELL = later(r"<t[hd]\b[^>]{0,400}>(.{0,1000}?)</t[hd]\b", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,400}>")
_COLUMNS = re.compile(r"[ \t]{2,}|\t")
_VALUE = re.compile(r"\d{3}")


class Taken(NamedTuple):
    """A table in strings: where it stands, and how it is called then."""

    start: int
    end: int
    name: str


def taken_at(kind: int, data: Buffer, place: int) -> tuple[Taken | None, int]:
    """The table at a trigger of some kind, None without one, and up to where there is no other one of the kind."""
    if kind == MARKUP:
        inside, titled = markup_at(data, place)
        return Taken(*inside, "string.html") if titled else None, inside.end
    if kind == MESSAGE:
        message = string_at(data, data.rfind(b'"', max(0, place - _MSH), place) + 1)
        if message is None:
            return None, len(data)
        told = _OF_PERSON.search(data, *message) is not None
        return (Taken(*message, "string.hl7") if told else None), message.end
    found = table_at(data, place) if kind == STRING else printed_at(data, place)
    return None if found is None else Taken(*found, NAME if kind == STRING else "string.txt"), 0


def markup_at(data: Buffer, place: int) -> tuple[Inside, bool]:
    r"""The table that begins before a place of a text, and whether it has titles; what was looked at, if it has none.

    >>> markup_at(rb'{"body": "<table><tr><th>Name</th><th>SSN</th></tr><tr><td>Ann Lee</td></tr></table>"}', 16)
    (Inside(start=10, end=76), True)
    """
    start = max(data.rfind(opening, max(0, place - 11), place) for opening in _OPENING)
    end = _END.search(data, place, place + LONGEST)
    if end is None:
        return Inside(start, min(len(data), place + LONGEST)), False
    row = _ROW.search(text_of(bytes(data[start : end.start()])))
    titles = [] if row is None else [_plain(cell) for cell in _CELL.findall(row[1])]
    return Inside(start, end.start()), _are_titles(titles)


def printed_at(data: Buffer, place: int) -> Inside | None:
    r"""The strings of a list, from behind the first quote, that are the lines of a printed table; None for others.

    >>> printed_at(rb'{"text": ["   name       ssn\n", "0  Ann Lee  1\n"]}', 11)
    Inside(start=11, end=49)
    """
    found = _STRINGS.match(data, place, place + LONGEST)
    first, broken, rest = text_of(found[0]).partition("\n") if found is not None else ("", "", "")
    if found is None or not broken or not rest.strip():
        return None
    return Inside(*found.span()) if _are_titles(_COLUMNS.split(first.strip())) else None


def _plain(cell: str) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", cell)).split())


def _are_titles(cells: Sequence[str]) -> bool:
    titles = [cell for cell in cells if cell]  # the column of an index has none
    if len(titles) < 2 or any(map(_VALUE.search, titles)):
        return False
    return tells(titles) and names_somebody(titles)
