"""Calendars (iCalendar, RFC 5545): one record for each event, task or journal entry."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.records.cards import PROPERTY, meant, put_together
from piiscan.formats.segments.keyed import TEXT, Record, Records
from piiscan.model import Blob

_WORDS = frozenset({"description", "summary", "comment", "location", "contact", "x-alt-desc"})
_NAMED = frozenset({"attendee", "organizer"})


def extract_calendar(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The components of a calendar as segments of shape OBJECT."""
    records, record = Records(), Record()
    for line in put_together(blob, quoted=False):
        word = line.text.strip().upper()
        if word.startswith(("BEGIN:", "END:")):
            records.put(record)
            record = Record()
            yield from records.drain()
            continue
        found = PROPERTY.fullmatch(line.text)
        if found is None:
            record.add(TEXT, line.text, line.line, 1)
            continue
        name, parameters = found[2].lower(), found[3]
        column = found.start(4) + 1 if line.whole else None
        key = TEXT if name in _WORDS else name.removeprefix("x-")
        if name in _NAMED:
            for part in parameters.split(";"):
                if part.upper().startswith("CN="):
                    record.add(name, part[3:].strip('"'), line.line)
        record.add(key, meant(found[4]), line.line, column)
    records.put(record)
    yield from records.finish()
