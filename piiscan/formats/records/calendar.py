"""Calendars (iCalendar, RFC 5545): one record for each event, task or journal entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.plain.text import open_text
from piiscan.formats.records.cards import PROPERTY, Line, meant, named_lines, put_together, unfolded
from piiscan.formats.segments.keyed import TEXT, Record, Records, blocks
from piiscan.formats.segments.promising import promising
from piiscan.model import Blob

_WORDS = frozenset({"description", "summary", "comment", "location", "contact", "x-alt-desc"})
_NAMED = frozenset({"attendee", "organizer"})
_END = re.compile(r"^END:\w+[ \t]*\n(?![ \t])", re.IGNORECASE | re.MULTILINE)
_LINE = re.compile(r"^(?=.)(?:(?:[Xx]-)?([\w-]++(?:;[^:\n]*)?):)?(.*)", re.MULTILINE)


def extract_calendar(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The components of a calendar as segments of shape OBJECT."""
    opened, _ = open_text(blob)
    records, record = Records(), Record()
    with opened() as stream:
        for line in put_together(promising(blocks(stream), context, _END, _shown), quoted=False):
            word = line.text.strip().upper()
            if word.startswith(("BEGIN:", "END:")):
                records.put(record)
                record = Record()
                yield from records.drain()
            else:
                _property(record, line)
    records.put(record)
    yield from records.finish()


def _property(record: Record, line: Line) -> None:
    found = PROPERTY.fullmatch(line.text)
    if found is None:
        record.add(TEXT, line.text, line.line, 1)
        return
    name, parameters = found[2].lower(), found[3]
    column = found.start(4) + 1 if line.whole else None
    key = TEXT if name in _WORDS else name.removeprefix("x-")
    if name in _NAMED:
        for part in parameters.split(";"):
            if part.upper().startswith("CN="):
                record.add(name, part[3:].strip('"'), line.line)
    record.add(key, meant(found[4]), line.line, column)


def _shown(text: str) -> str | None:
    """What some components will say (`promising`)."""
    return named_lines(_LINE, meant(unfolded(text)))
