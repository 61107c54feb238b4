"""Puts the records of many workers back into the order of the walker. The only file that holds them back.

Bounded twice: by the number of sources begun ahead of the oldest unfinished one, and by the bytes kept for
them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from piiscan.engines.again import Again, Trail
from piiscan.engines.base import Book, Kept
from piiscan.model import Source
from piiscan.sources.remote import is_url

if TYPE_CHECKING:
    from piiscan.engines.process import Worker
    from piiscan.engines.split import Split

WINDOW = 32_768  # sources; a tiny one takes some 700 bytes here, its record included
BUFFERED = 32 << 20  # bytes of records
SMALL = 64 << 10  # bytes of a source that may wait in a worker's queue, so that it need not wait for the next
AWAY = 1 << 20  # the same of one on another machine, which the worker fetches in the meantime


class Slot(Struct, eq=False):
    """The place of one item in the stream."""

    index: int
    source: Source
    frames: deque[bytes] = field(default_factory=deque)  # not handed on yet
    records: int = 0  # arrived so far
    closed: bool = False
    worker: Worker | None = None  # who has it
    failed_starts: int = 0  # workers that died with it next in their queue
    trail: Trail = field(default_factory=Trail)  # notes of its records
    again: Again | None = None  # the first try failed
    single: bool = False  # not to be looked at together with others: a worker has died, or was late, doing so
    clean: str | None = None  # its media type, where that is all there is to say of it
    alone: bool = False  # nothing else may be under way with it
    kept: Kept | None = None  # all its frames, for the book, once it is begun
    line: int = 0  # bytes of what its worker was told of it
    span: int = 0  # bytes of what is read: of the source, or of a part
    part_size: int = 0  # bytes of a part, where several workers may read it
    split: Split | None = None  # the parts of it, or that it is one of

    @property
    def is_part(self) -> bool:
        """Whether it stands for a part of a source only."""
        return self.split is not None and self.split.whole is not self

    @property
    def is_small(self) -> bool:
        """Whether it may wait behind another, and another behind it: not so what has ended a worker before."""
        source = self.source
        small = source.size <= SMALL or (source.size <= AWAY and is_url(source.opens))
        return small and self.again is None

    @property
    def part(self) -> list[object] | None:
        """What its worker is told of parts: the size of them where it may be read so, or which one it is."""
        if self.split is not None and self.is_part:
            return self.split.line(self)
        return [self.part_size] if self.part_size and self.split is None and self.again is None else None


class Reorder:
    """The slots of all items that are not handed on yet, oldest first."""

    def __init__(self, book: Book | None = None) -> None:
        self.book = book
        self.slots: deque[Slot] = deque()
        self.given = 0
        self.buffered = 0

    @property
    def full(self) -> bool:
        """Whether nothing more should be begun before the oldest source gets on."""
        return len(self.slots) >= WINDOW or self.over

    @property
    def over(self) -> bool:
        """Whether more is kept than should be."""
        return self.buffered >= BUFFERED

    @property
    def head(self) -> Slot | None:
        """The oldest item that is not handed on yet."""
        return self.slots[0] if self.slots else None

    @property
    def working(self) -> Worker | None:
        """Who has the oldest item, or the part of it whose turn it is."""
        head = self.head
        if head is None or head.split is None or head.split.broken:
            return None if head is None else head.worker
        return head.split.working.worker

    def is_early(self, slot: Slot) -> bool:
        """Whether it is a part whose records could not be kept until it is their turn."""
        split = slot.split if slot.is_part else None
        return split is not None and self.over and slot is not split.working

    def add(self, source: Source) -> Slot:
        """The slot of the next item."""
        slot = Slot(self.given, source, span=source.size)
        self.given += 1
        self.slots.append(slot)
        return slot

    def begin(self, slot: Slot) -> None:
        """A worker has begun it, perhaps once more."""
        if self.book is not None and slot.kept is None and not slot.is_part:
            slot.kept = Kept()
            self.book.began(slot.source)

    def put(self, slot: Slot, frame: bytes) -> None:
        """Take in a record."""
        if slot.split is not None and not self._goes_on(slot, slot.split, frame):
            return
        slot = slot if slot.split is None else slot.split.whole
        self._keep(slot, frame)

    def _goes_on(self, slot: Slot, split: Split, frame: bytes) -> bool:
        """Whether a record of a source that is read in parts, or was, is to be handed on now."""
        if slot is split.whole:
            slot.records += 1
            return split.is_new(frame)
        waiting = split.waiting
        goes_on = split.put(slot, frame)
        self.buffered += split.waiting - waiting
        return goes_on

    def _keep(self, slot: Slot, frame: bytes) -> None:
        slot.frames.append(frame)
        if slot.kept is not None:
            slot.kept.add(frame)
        slot.records += 1
        self.buffered += len(frame)

    def close(self, slot: Slot, frame: bytes | None = None) -> None:
        """Nothing more comes for this slot; `frame` is the last record if it has not been put in."""
        if slot.split is not None and slot.is_part:
            self._close_part(slot, slot.split)
            return
        if frame is not None:
            self.put(slot, frame)
        slot.closed = True
        slot.worker = None
        if self.book is not None and slot.kept is not None:
            self.book.done(slot.source, slot.kept.frames)
            slot.kept = None

    def _close_part(self, slot: Slot, split: Split) -> None:
        waiting = split.waiting
        for frame in split.close(slot):
            self._keep(split.whole, frame)
        self.buffered += split.waiting - waiting
        if not split.broken and split.working.closed:  # the last, then
            split.whole.split = None
            self.close(split.whole)

    def give_up(self, split: Split) -> None:
        """A source is not read in parts after all."""
        self.buffered -= split.waiting
        split.give_up()

    def ready(self) -> Iterator[tuple[Slot, bytes | None]]:
        """What can be handed on now, and after the last record of a source a None."""
        while self.slots:
            slot = self.slots[0]
            frames = slot.frames  # handed on here: a generator for them costs as much again
            while frames:
                frame = frames.popleft()
                self.buffered -= len(frame)
                yield slot, frame
            if not slot.closed:
                return
            self.slots.popleft()
            yield slot, None

    def leftovers(self) -> Iterator[tuple[Slot, bytes | None]]:
        """At an interruption: what finished behind an unfinished source, and what that one had given."""
        while self.slots:
            slot = self.slots.popleft()
            yield from self._frames(slot)
            if slot.closed:
                yield slot, None

    def _frames(self, slot: Slot) -> Iterator[tuple[Slot, bytes]]:
        while slot.frames:
            frame = slot.frames.popleft()
            self.buffered -= len(frame)
            yield slot, frame
