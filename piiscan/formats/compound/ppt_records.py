"""The records of a PowerPoint 97-2003 document (MS-PPT 2.3.1)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.spans import Span

DOCUMENT, SLIDE, NOTES, MASTER = 1000, 1006, 1008, 1016
NOTES_ATOM, PERSIST_ATOM, LIST = 1009, 1011, 4080
CHARS, BYTES, STRING, OUTLINE = 4000, 4008, 4026, 3998
COMMENT, HEADERS, OBJECT, LINK = 12000, 4057, 4113, 4055
HEAD = struct.Struct("<HHI")
_TAG_DATA = 5003
_DEEPEST = 64


class Record(NamedTuple):
    """A record: its content is data[start:end]."""

    kind: int
    instance: int
    start: int
    end: int
    inner: bool  # whether it is a container of records
    cut: bool  # whether it claims more than is there


def records(data: Span, start: int, end: int) -> Iterator[Record]:
    """The records that follow each other in a range; one that claims more than is there ends with it."""
    while start + 8 <= end:
        head, kind, length = HEAD.unpack(data[start : start + 8])
        start += 8
        stop = min(start + length, end)
        # The data of a binary tag are records, though its head does not say so (2.5.20).
        yield Record(kind, head >> 4, start, stop, head & 0xF == 0xF or kind == _TAG_DATA, start + length > end)
        start = stop


def walk(data: Span, record: Record, depth: int = 0) -> Iterator[Record]:
    """All records inside a container, a container before what is in it."""
    for inner in records(data, record.start, record.end):
        yield inner
        if inner.inner and depth < _DEEPEST:
            yield from walk(data, inner, depth + 1)


def text_of(data: Span, record: Record) -> str:
    """The text of a record that is text; of TextBytesAtom the low bytes of UTF-16 (2.9.41)."""
    content = data[record.start : record.end]
    text = content.decode("latin-1") if record.kind == BYTES else content.decode("utf-16-le", "replace")
    return text.replace("\r", "\n").replace("\x0b", "\n").replace("\0", "")
