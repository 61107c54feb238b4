"""OFX and QFX of the first kind (SGML): aggregates as records, so that a bank and its account stand together.

Open Financial Exchange 1.x: a header of "KEY:value" lines, then tags. An element with a value needs no end tag,
an aggregate has one. OFX 2.x is XML and read as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.plain.text import open_text
from piiscan.formats.plain.windows import by_lines
from piiscan.formats.references import unescape
from piiscan.model import Blob

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9._-]{0,63})>([^<]*)")
_LONGEST = 64 << 10  # bytes of a line
_DEEPEST = 1000
_EMPTY_WORDS = "MEMO NAME CHECKNUM REFNUM SIC PAYEEID FITID ADDR1 ADDR2 ADDR3 PHONE ORG FID"
_MAY_BE_EMPTY = frozenset(_EMPTY_WORDS.split())


def extract_ofx(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The aggregates of a document as segments of shape OBJECT; text outside of all as records of its own."""
    records = Records()
    open_tags: list[str] = []
    opened, _ = open_text(blob)
    number = 1
    with by_lines(opened()) as stream:
        while raw := stream.readline(_LONGEST):
            _line(records, open_tags, _text(raw), number)
            number += raw.endswith(b"\n")
            yield from records.drain()
    yield from records.finish()


def _line(records: Records, open_tags: list[str], line: str, number: int) -> None:
    first = line.find("<")
    before = line[:first] if first >= 0 else line
    if open_tags:
        _say(records, before)
    else:
        records.comment(before, number)
    for match in _TAG.finditer(line, max(first, 0)):
        closing, tag, value = match.groups()
        if closing:
            _close(records, open_tags, tag)
            _say(records, value)
        elif value.strip() or tag.upper() in _MAY_BE_EMPTY:
            records.start(tag, {}, number)
            _say(records, value.strip())
            records.end()
        elif len(open_tags) < _DEEPEST:
            records.start(tag, {}, number)
            open_tags.append(tag)


def _say(records: Records, text: str) -> None:
    if text.strip():
        records.text(unescape(text))


def _close(records: Records, open_tags: list[str], tag: str) -> None:
    """An end tag: of an aggregate, and of what is still open in it; an element's own says nothing new."""
    if tag in open_tags:
        while open_tags.pop() != tag:
            records.end()
        records.end()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
