r"""A table in a string of JSON: {"payload": "name,ssn\nAnn Lee,010-94-0001\n"}, as logs of requests and queues have it.

Rule: the string begins with titles, of which one may name a number of ours and one a person (else whoever the object
names would be lost), and all lines have as many cells. So a letter that has a comma in its first line is none.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from piiscan.formats.encoded.triggers import Buffer
from piiscan.formats.objects.json_cells import tells
from piiscan.later import later

NAME = "string.csv"
_FURTHEST = 1000  # bytes of titles
_LONGEST = 4 << 20  # bytes of a string that is decoded at once
_LOOKED_AT = 64 << 10  # bytes of it that tell
_FEWEST, _MOST = 2, 500  # columns
_QUOTE = re.compile(rb'(?<!\\)"(?=(?:[^"]|\\")*\Z)')
_INSIDE = later(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_LINES = re.compile(r"\r\n|\n|\r")
_TITLE = later(r"[^\W\d_][\w .#/()'-]{0,60}")
_NAMING = re.compile(
    r"nam|nom|first|last|employee|customer|client|patient|member|person|student|owner|holder|applicant", re.IGNORECASE
)


class Inside(NamedTuple):
    """The inside of a string, in a text."""

    start: int
    end: int


def table_at(data: Buffer, place: int) -> Inside | None:
    r"""The inside of the string round a place that is a table by its beginning, None if it is none.

    >>> table_at(rb'{"payload": "name,ssn\nAnn Lee,010-94-0001"}', 23)
    Inside(start=13, end=42)
    >>> table_at(rb'{"text": "Dear Ann, my ssn\nis below, as you asked"}', 28) is None
    True
    """
    begun = bytes(data[max(0, place - _FURTHEST) : place])
    opening = _QUOTE.search(begun)
    if opening is None or not _may_be_titles(begun[opening.end() :]):
        return None
    inside = string_at(data, place - len(begun) + opening.end())
    if inside is None:
        return None
    head = bytes(data[inside.start : min(inside.end, inside.start + _LOOKED_AT)])
    whole = inside.end - inside.start <= _LOOKED_AT
    return inside if _is_table(head if whole else head[: head.rfind(rb"\n")]) else None


def string_at(data: Buffer, start: int) -> Inside | None:
    """The inside of the string that begins at a place, None if it does not end."""
    inside = _INSIDE.match(data, start, start + _LONGEST)
    return Inside(*inside.span()) if inside is not None and data[inside.end() : inside.end() + 1] == b'"' else None


def string_text(letters: BinaryIO) -> Iterator[bytes]:
    """What the inside of a string, or of several of a list, stands for."""
    yield text_of(letters.read()).encode("utf-8", "replace")


def text_of(inside: bytes) -> str:
    r"""What stands between the quotes of a string, or of the first and the last of several; "" if that is none.

    >>> text_of(rb"Ann\tLee"), text_of(b'Ann ", "Lee'), text_of(b'Ann" Lee')
    ('Ann\tLee', 'Ann Lee', '')
    """
    try:
        return "".join(map(str, json.loads(b'["' + inside + b'"]', strict=False)))
    except ValueError:
        return ""


def names_somebody(titles: Iterable[str]) -> bool:
    """Whether one of some titles may be that of a person."""
    return any(map(_NAMING.search, titles))


def _may_be_titles(begun: bytes) -> bool:
    """Whether the first line of a string has a title of a number and one of a person: most have other ones.

    Of the lines of a string only the first is asked, so that no string is read twice.
    """
    line, broken, more = begun.partition(rb"\n")
    text = line.decode("utf-8", "replace")
    return bool(broken) and not more and tells((text,)) and _NAMING.search(text) is not None


def _is_table(inside: bytes) -> bool:
    lines = [line for line in _LINES.split(text_of(inside)) if line.strip()]
    if len(lines) < _FEWEST:
        return False
    for mark in ",;|\t":
        titles = _cells(lines[0], mark)
        if not _FEWEST <= len(titles) <= _MOST:
            continue
        told = all(map(_TITLE.fullmatch, titles)) and tells(titles) and names_somebody(titles)
        return told and all(len(_cells(line, mark)) == len(titles) for line in lines[1:])
    return False


def _cells(line: str, mark: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
    except csv.Error:
        return []
