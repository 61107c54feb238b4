"""Which records of a PowerPoint 97-2003 document are the present slides, and what they are called.

A file that was saved in a hurry holds earlier versions of its slides before the present ones. Which are present
says the chain of edits; without it they are numbered as they stand. Of each slide some numbers are kept, and no more.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator

from piiscan.formats.compound.ppt_records import (
    BYTES,
    CHARS,
    DOCUMENT,
    HEAD,
    LIST,
    MASTER,
    NOTES,
    NOTES_ATOM,
    PERSIST_ATOM,
    SLIDE,
    Record,
    records,
    text_of,
)
from piiscan.formats.spans import Span

_USER_EDIT, _DIRECTORY = 4085, 6002
_EDIT = struct.Struct("<HHI8xIII")
_MOST_EDITS = 10_000
_WORDS = ("slide", "master", "notes", "part")
_SLIDES = 0
_EARLIER = "earlier save"


class Numbers:
    """What stands under a number: whole numbers, in the order in which they came. 16 bytes for each.

    >>> numbers = Numbers()
    >>> for key, value in ((7, 1), (3, 2), (7, 3)):
    ...     numbers.add(key, value)
    >>> numbers.of(7), numbers.of(8)
    ([1, 3], [])
    """

    def __init__(self) -> None:
        self._keys, self._values = array("Q"), array("Q")
        self._sorted = True

    def add(self, key: int, value: int) -> None:
        """Behind what stands there."""
        self._sorted = self._sorted and (not self._keys or self._keys[-1] <= key)
        self._keys.append(key)
        self._values.append(value)

    def of(self, key: int) -> list[int]:
        """All that stands under a number."""
        if not self._sorted:
            import numpy as np

            order = np.argsort(np.frombuffer(self._keys, np.uint64), kind="stable")
            for numbers in (self._keys, self._values):
                found = np.frombuffer(numbers, np.uint64)
                found[:] = found[order]
            self._sorted = True
        first = bisect_left(self._keys, key)
        return list(self._values[first : bisect_left(self._keys, key + 1, first)])


class Show:
    """The present document of a file."""

    def __init__(self) -> None:
        self.slides = 0
        self.document: int | None = None  # where the present document begins
        self._names = Numbers()  # by where a part begins: its number, and which of the words
        self._slide_ids = Numbers()
        self._outlines = Numbers()  # by the same name: where the texts begin, and where the listing ends
        self._lists: list[Record] = []

    def is_named(self, record: Record) -> bool:
        """Whether it is of the present document."""
        return bool(self._names.of(record.start - 8))

    def name(self, record: Record) -> str:
        """What it is called: a slide with its number, or what was left of an earlier save."""
        found = self._names.of(record.start - 8)
        return f"{_WORDS[found[-1] % 4]} {found[-1] // 4}" if found else _EARLIER

    def number_of(self, record: Record) -> int:
        """The number of a slide, 0 for one of an earlier save."""
        found = self._names.of(record.start - 8)
        return found[-1] // 4 if found and found[-1] % 4 == _SLIDES else 0

    def slide_of(self, data: Span, record: Record) -> int:
        """The number of the slide that notes belong to, 0 for those of an earlier save."""
        if not self.is_named(record):
            return 0
        for inner in records(data, record.start, record.end):
            if inner.kind == NOTES_ATOM and inner.end - inner.start >= 4:
                found = self._slide_ids.of(int.from_bytes(data[inner.start : inner.start + 4], "little"))
                return found[-1] if found else 0
        return 0

    def outline(self, data: Span, name: str) -> list[str]:
        """The texts that the listing of the slides has of one."""
        word, _, number = name.partition(" ")
        if word not in _WORDS:
            return []
        places = iter(self._outlines.of(int(number) * 4 + _WORDS.index(word)))
        return [text for at, end in zip(places, places, strict=True) for text in _texts(data, at, end)]

    def loose(self, data: Span) -> Iterator[str]:
        """The texts of listings that stand in front of any slide."""
        for listing in self._lists:
            yield from _texts(data, listing.start, listing.end)

    def put(self, at: int, number: int, word: str) -> None:
        """A part that begins at a place, and the how manyth of its kind it is."""
        self._names.add(at, number * 4 + _WORDS.index(word))

    def listed(self, data: Span, listing: Record, persistent: Numbers) -> None:
        """Slides (0), masters (1) or notes (2) in their order, with the texts of their outline."""
        self._lists.append(listing)
        word = {0: "slide", 1: "master", 2: "notes"}.get(listing.instance, "part")
        number = 0
        for record in records(data, listing.start, listing.end):
            if record.kind != PERSIST_ATOM or record.end - record.start < 16:
                continue
            reference, _, _, slide_id = struct.unpack("<4I", data[record.start : record.start + 16])
            number += 1
            for place in (record.end, listing.end):
                self._outlines.add(number * 4 + _WORDS.index(word), place)
            if found := persistent.of(reference):
                self.put(found[0], number, word)
            if word == "slide":
                self._slide_ids.add(slide_id, number)
                self.slides = max(self.slides, number)


def _texts(data: Span, start: int, end: int) -> Iterator[str]:
    for record in records(data, start, end):
        if record.kind == PERSIST_ATOM:
            return
        if record.kind in {CHARS, BYTES}:
            yield text_of(data, record)


def show_of(data: Span, current_user: bytes) -> Show:
    """The present document of a file."""
    show = Show()
    persistent, wanted = _directory(data, current_user)
    documents = [record for record in records(data, 0, len(data)) if record.kind == DOCUMENT]
    present = (persistent.of(wanted) if persistent is not None else []) or [-1]
    live = [record for record in documents if record.start - 8 == present[0]] or documents[-1:]
    for record in live:
        show.document = record.start - 8
        for inner in records(data, record.start, record.end):
            if inner.kind == LIST:
                show.listed(data, inner, persistent or Numbers())
    if persistent is None:
        _as_they_stand(data, show)
    return show


def _as_they_stand(data: Span, show: Show) -> None:
    """Number slides and notes in the order of the file, where nothing says which are present."""
    counts: dict[int, int] = {}
    words = {SLIDE: "slide", NOTES: "notes", MASTER: "master"}
    for record in records(data, 0, len(data)):
        if record.kind in words:
            number = counts[record.kind] = counts.get(record.kind, 0) + 1
            show.put(record.start - 8, number, words[record.kind])
    show.slides = max(show.slides, counts.get(SLIDE, 0))


def _directory(data: Span, current_user: bytes) -> tuple[Numbers | None, int]:
    """(where each persistent object begins, the number of the document), by the newest edit that names it."""
    found: Numbers | None = None
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
            found = found or Numbers()
            found.add(number, offset)
        if not earlier:
            break
        at = earlier
    return found, wanted


def _entries(data: Span, at: int) -> Iterator[tuple[int, int]]:
    if at + 8 > len(data):
        return
    _, kind, length = HEAD.unpack(data[at : at + 8])
    at, end = at + 8, min(at + 8 + length, len(data))
    while kind == _DIRECTORY and at + 4 <= end:
        head = int.from_bytes(data[at : at + 4], "little")
        first, count = head & 0xFFFFF, head >> 20
        count = min(count, (end - at - 4) // 4)
        for index, (offset,) in enumerate(struct.iter_unpack("<I", data[at + 4 : at + 4 + count * 4])):
            yield first + index, offset
        at += 4 + count * 4
