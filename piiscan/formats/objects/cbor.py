"""CBOR (RFC 8949): maps as objects, so that a key speaks for its value; files in it as children. Memory stays flat.

A place is the byte at which a value begins. An array at the top is a list of records, and so are items that follow
each other (RFC 8742).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.markup.xml_records import Records
from piiscan.formats.objects.cbor_items import (
    ARRAY,
    BYTES,
    CLOSE,
    NEGATIVE,
    NUMBER,
    OPEN,
    TEXT,
    BadCborError,
    Event,
    Item,
    Items,
    number_of,
    walk,
)
from piiscan.formats.signatures import signature
from piiscan.formats.spool import CHUNK, Member, child
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step

_BIG, _BIG_NEGATIVE = 2, 3  # tags of whole numbers in bytes (3.4.3)
_LONGEST_NUMBER = 64  # bytes
_SHORT = 4096  # bytes that are looked at where they stand; more are a child


def extract_cbor(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The values as segments of shape OBJECT; what is a file, or long, in bytes as a child."""
    with blob.open() as stream:
        reading = _Reading(blob, context, Items(stream))
        try:
            while not reading.items.ended():
                yield from reading.item()
        except BadCborError:
            damage = reading.items.position
        else:
            damage = -1
        yield from map(by_byte, reading.records.finish())
    if damage >= 0:
        yield Gap(Reason.CORRUPT, f"CBOR is damaged or cut short at byte {damage}: read up to there")


class _Reading:
    """Items under way."""

    def __init__(self, blob: Blob, context: Context, items: Items) -> None:
        self.items = items
        self.records = Records()
        self._blob = blob
        self._context = context
        self._names: dict[str, int] = {}

    def item(self) -> Iterator[Extracted]:
        """The next item, with all that is in it."""
        records = self.records
        depth, listed = 0, False  # whether it is an array, whose items are records of their own
        for event in walk(self.items):
            what, key, item, _ = event
            at = (self.items.position if item.kind == TEXT and item.value else item.start) + 1  # as lines are counted
            if what == OPEN:
                listed = listed or (not depth and item.kind == ARRAY)
                if depth or not listed:
                    records.start(key or "record", {}, at)
                depth += 1
            elif what == CLOSE:
                depth -= 1
                if depth or not listed:
                    records.end(at)
            elif item.kind == BYTES and event.tag not in {_BIG, _BIG_NEGATIVE}:
                yield from self._bytes(key, item)
            elif item.kind in {NUMBER, NEGATIVE}:
                records.number(key or "value", number_of(item), at)
            else:
                self._value(key, self._texts(event), at)
            yield from map(by_byte, records.drain())

    def _value(self, key: str, texts: Iterator[str], at: int) -> None:
        self.records.start(key or "value", {}, at)
        for text in texts:
            self.records.text(text)
        self.records.end(at)

    def _bytes(self, key: str, item: Item) -> Iterator[Extracted]:
        """A file, or many bytes, as a child; a text as it is; what is neither says nothing."""
        start, size = self.items.position, item.value
        pieces = self.items.string(item)
        if size is not None and size > _SHORT:
            for _ in pieces:
                pass
            yield from self._child(key, partial(_slice, self._blob, start, size), size)
            return
        data = b"".join(pieces)
        if len(data) > _SHORT or (data and signature(data, text=False) is not None):
            yield from self._child(key, lambda: iter((data,)), len(data))
            return
        with contextlib.suppress(UnicodeDecodeError):
            self._value(key, iter((data.decode(),)), item.start + 1)

    def _child(self, key: str, chunks: Callable[[], Iterator[bytes]], size: int) -> Iterator[Extracted]:
        self._context.budget.take_member()
        name = key or "data"
        count = self._names[name] = self._names.get(name, 0) + 1
        step = Step(Axis.MEMBER, name if count == 1 else f"{name} ({count})")
        member = Member(chunks, self._context, expands=False)
        yield child(self._blob, step, name, member, size)
        yield from member.gap((step,))

    def _texts(self, event: Event) -> Iterator[str]:
        item = event.item
        if item.kind == TEXT:
            yield from self.items.text(item)
        elif item.kind == BYTES:
            data = b"".join(self.items.string(item))[:_LONGEST_NUMBER]
            value = int.from_bytes(data, "big")
            yield str(value if event.tag == _BIG else -1 - value)
        else:
            yield item.shown


def _slice(blob: Blob, start: int, size: int) -> Iterator[bytes]:
    with blob.open() as stream:
        stream.seek(start)
        while size and (piece := stream.read(min(size, CHUNK))):
            size -= len(piece)
            yield piece


def by_byte(segment: Segment) -> Segment:
    """A segment whose records stand in lines that are bytes."""
    return replace(segment, locate=partial(_place, segment))


def _place(segment: Segment, offset: int) -> Location:
    return tuple(Step(Axis.BYTE, int(step.at) - 1) for step in segment.locate(offset) if step.axis is Axis.LINE)
