"""The records of a PowerPoint 97-2003 document (MS-PPT 2.3.1), and which of them are the present slides.

A file that was saved in a hurry holds earlier versions of its slides before the present ones. Which are present
says the chain of edits; without it they are numbered as they stand.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.formats.spans import Span

DOCUMENT, SLIDE, NOTES, MASTER = 1000, 1006, 1008, 1016
NOTES_ATOM, PERSIST_ATOM, LIST = 1009, 1011, 4080
CHARS, BYTES, STRING, OUTLINE = 4000, 4008, 4026, 3998
COMMENT, HEADERS, OBJECT, LINK = 12000, 4057, 4113, 4055
_USER_EDIT, _DIRECTORY, _TAG_DATA = 4085, 6002, 5003
_HEAD = struct.Struct("<HHI")
_EDIT = struct.Struct("<HHI8xIII")
_MOST_EDITS = 10_000
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
        head, kind, length = _HEAD.unpack(data[start : start + 8])
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


@dataclass(slots=True)
class Show:
    """What is known of the parts of a presentation: names by where they begin, and the texts of its outline."""

    names: dict[int, str] = field(default_factory=dict)
    by_slide_id: dict[int, int] = field(default_factory=dict)
    outline: dict[str, list[Record]] = field(default_factory=dict)  # where the texts stand
    slides: dict[int, int] = field(default_factory=dict)  # where each slide begins, by its number
    document: int | None = None  # where the present document begins

    def number_of(self, record: Record) -> int:
        """The number of a slide, 0 for one of an earlier save."""
        name = self.names.get(record.start - 8, "")
        return int(name.removeprefix("slide ")) if name.startswith("slide ") else 0

    def slide_of(self, data: Span, record: Record) -> int:
        """The number of the slide that notes belong to, 0 for those of an earlier save."""
        if record.start - 8 not in self.names:
            return 0
        for inner in records(data, record.start, record.end):
            if inner.kind == NOTES_ATOM and inner.end - inner.start >= 4:
                return self.by_slide_id.get(int.from_bytes(data[inner.start : inner.start + 4], "little"), 0)
        return 0


def show_of(data: Span, current_user: bytes) -> Show:
    """The present document of a file."""
    show = Show()
    persistent, wanted = _directory(data, current_user)
    documents = [record for record in records(data, 0, len(data)) if record.kind == DOCUMENT]
    live = [record for record in documents if record.start - 8 == persistent.get(wanted)] or documents[-1:]
    for record in live:
        show.document = record.start - 8
        for inner in records(data, record.start, record.end):
            if inner.kind == LIST:
                _list(data, inner, show, persistent)
    if not persistent:
        _as_they_stand(data, show)
    return show


def _as_they_stand(data: Span, show: Show) -> None:
    """Number slides and notes in the order of the file, where nothing says which are present."""
    counts: dict[int, int] = {}
    for record in records(data, 0, len(data)):
        number = counts[record.kind] = counts.get(record.kind, 0) + 1
        if record.kind in {SLIDE, NOTES, MASTER}:
            word = {SLIDE: "slide", NOTES: "notes", MASTER: "master"}[record.kind]
            show.names[record.start - 8] = f"{word} {number}"


def _directory(data: Span, current_user: bytes) -> tuple[dict[int, int], int]:
    """(where each persistent object begins, the number of the document), by the newest edit that names it."""
    found: dict[int, int] = {}
    wanted = 0
    (at,) = struct.unpack_from("<I", current_user, 16) if len(current_user) >= 20 else (0,)
    seen: set[int] = set()
    while at + 28 <= len(data) and at not in seen and len(seen) < _MOST_EDITS:
        seen.add(at)
        _, kind, _, earlier, directory, document = _EDIT.unpack(data[at : at + 28])
        if kind != _USER_EDIT:
            break
        wanted = wanted or document
        for number, offset in _entries(data, directory):
            found.setdefault(number, offset)
        if not earlier:
            break
        at = earlier
    return found, wanted


def _entries(data: Span, at: int) -> Iterator[tuple[int, int]]:
    if at + 8 > len(data):
        return
    _, kind, length = _HEAD.unpack(data[at : at + 8])
    at, end = at + 8, min(at + 8 + length, len(data))
    while kind == _DIRECTORY and at + 4 <= end:
        head = int.from_bytes(data[at : at + 4], "little")
        first, count = head & 0xFFFFF, head >> 20
        count = min(count, (end - at - 4) // 4)
        for index, (offset,) in enumerate(struct.iter_unpack("<I", data[at + 4 : at + 4 + count * 4])):
            yield first + index, offset
        at += 4 + count * 4


def _list(data: Span, listing: Record, show: Show, persistent: dict[int, int]) -> None:
    """Slides (0), masters (1) or notes (2) in their order, with the texts of their outline."""
    word = {0: "slide", 1: "master", 2: "notes"}.get(listing.instance, "part")
    number, name = 0, ""
    for record in records(data, listing.start, listing.end):
        if record.kind == PERSIST_ATOM and record.end - record.start >= 16:
            reference, _, _, slide_id = struct.unpack("<4I", data[record.start : record.start + 16])
            number += 1
            name = f"{word} {number}"
            if reference in persistent:
                show.names[persistent[reference]] = name
            if word == "slide":
                show.by_slide_id[slide_id] = number
                show.slides[number] = persistent.get(reference, 0)
        elif record.kind in {CHARS, BYTES}:
            show.outline.setdefault(name or word, []).append(record)
