"""A batch on its way: items of the walker in their order, of which the sources are one task, and what came of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from piiscan.engines.base import Book, Item, Kept, ReadFunction, Record
from piiscan.engines.frames import from_frame, is_finding
from piiscan.engines.spread_task import CLOSES, Done
from piiscan.model import Known, Outcome, Source

if TYPE_CHECKING:
    from piiscan.engines.spread_parted import Parted

FILES, BYTES = 2000, 512 << 20  # of a batch, at most: a second of work and more
FIRST, FIRST_BYTES = 100, 64 << 20  # of the first ones, so that a small share keeps all workers busy, too
SHARE = 8  # batches for each worker, of as much as has come: the last ones are not to be waited for long
LONG = 4.0  # seconds of a batch of more files than the first ones have, by what those took that are done
LEAST = 0.25  # seconds of a piece of one of the last batches
PIECES = 4  # of them for each worker
EACH = 4  # batches under way for each worker, where they are soon done
NEXT = 2  # the same of others and of the last ones
GIVEN = 0.5  # seconds that one has been under way before it is asked for what nobody has begun of it
KNOWN = 16 << 20  # bytes of records that are known already
ITEMS = 10_000


class Lot(Struct, eq=False):
    """Items of the walker in their order, of which the sources are one task."""

    items: list[Item] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    since: float = 0.0
    size: int = 0
    known: int = 0
    most: int = FIRST  # sources
    room: int = FIRST_BYTES
    alone: bool = False
    future: Any = None  # of its task while it is under way; Dask gives up a task whose future nobody holds
    token: str = ""  # what its task is called where it is asked to give back what it has not begun
    given: float = 0.0  # when it was given to Dask
    to_end: bool = False  # it is asked for that
    errors: int = 0
    deaths: int = 0
    done: Done | None = None  # of its sources
    lost: bytes = b""  # the outcome of its only source, that no worker came back from
    part_size: int = 0  # bytes of a part, where its only source may be read by several tasks
    parts: Parted | None = None  # it is
    part: tuple[Parted, int] | None = None  # this is one of them, and which

    @property
    def full(self) -> bool:
        """Whether it takes no more."""
        return (
            self.alone
            or len(self.sources) >= self.most
            or self.size >= self.room
            or self.known >= KNOWN
            or len(self.items) >= ITEMS
        )

    @property
    def asked(self) -> tuple[list[object], int] | None:
        """What its task is told of parts."""
        if self.part is not None:
            parts, number = self.part
            return parts.asked(number)
        return ([self.part_size], self.size) if self.part_size else None

    @property
    def under_way(self) -> bool:
        """Whether it is with Dask."""
        return self.future is not None

    def add(self, item: Item) -> None:
        """One item more."""
        self.items.append(item)
        if isinstance(item, Source):
            self.sources.append(item)
            self.size += item.size
        elif isinstance(item, Known):
            self.known += sum(map(len, item.frames))

    @classmethod
    def after(cls, files: int, size: int, workers: int, pace: float = 0.0) -> Lot:
        """The next one: the larger the more has come, of which each worker is to have a share.

        `pace`: seconds that a file takes, 0 where that is not known yet.
        """
        most = min(FILES, files // (SHARE * workers), int(LONG / pace) if pace else FILES)
        return cls(most=max(FIRST, most), room=max(FIRST_BYTES, min(BYTES, size // (SHARE * workers))))

    def halves(self) -> Iterator[Lot]:
        """The same as two."""
        return iter(self._cut(len(self.sources) // 2))

    def without_rest(self, whole: int) -> Lot:
        """Keep so many sources; the others."""
        kept, rest = self._cut(whole)
        self.items, self.sources, self.size, self.known = kept.items, kept.sources, kept.size, kept.known
        return rest

    def _cut(self, sources: int) -> tuple[Lot, Lot]:
        first, second = Lot(), Lot()
        for item in self.items:
            (first if len(first.sources) < sources else second).add(item)
        return first, second

    def lines(self, folder: str) -> Iterator[tuple[Source, bytes, bool]]:
        """The records of its sources, from its part; with the last of each a mark."""
        if self.lost:
            yield self.sources[0], self.lost, True
        if self.parts is not None and self.parts.complete:
            yield from ((self.sources[0], frame, closes) for frame, closes in self.parts.records(folder))
            return
        if self.done is None or not self.done.part:
            return
        sources = iter(self.sources)
        source = next(sources)
        with Path(folder, self.done.part).open("rb") as part:
            for line in part:
                closes = line.startswith(CLOSES)
                yield source, line[1:-1], closes
                if closes:
                    source = next(sources, source)

    def forget(self, folder: str) -> None:
        """What was written of it is not wanted any more."""
        if self.parts is not None:
            self.parts.forget(folder)
        elif self.done is not None and self.done.part:
            Path(folder, self.done.part).unlink(missing_ok=True)


class Pace(Struct):
    """How long files take, by the batches that are done: the last one says as much as all before it."""

    known: float = 0.0

    @property
    def each(self) -> float:
        """Seconds of a file; 0: not known."""
        return self.known

    def took(self, lot: Lot, seconds: float) -> None:
        """A batch is done."""
        if lot.part is None and seconds:
            own = seconds / len(lot.sources)
            self.known = (self.known + own) / 2 if self.known else own

    def ahead(self, lot: Lot, *, last: bool) -> int:
        """How many batches of each worker are to be under way, so that it has another one when it is done with one.

        One while nothing is known of any: a small share is to be divided by what the first ones took.
        """
        if not self.each and lot.part is None:
            return 1
        return EACH if not last and 0 < self.each * len(lot.sources) < 2 * LEAST else NEXT

    def too_long(self, last: deque[Lot], workers: int) -> bool:
        """Whether the first of the last batches would keep one worker busy when others have nothing to do any more."""
        own = len(last[0].sources)
        left = sum(len(lot.sources) for lot in last if lot.part is None)
        return own > 1 and self.each * own > 2 * max(LEAST, self.each * left / (PIECES * workers))


def to_share(order: Iterable[Lot], idle: int) -> Iterator[Lot]:
    """Of what is under way as much as there are workers with nothing to do, the oldest first; each is asked once."""
    until = monotonic() - GIVEN
    fit = (lot for lot in order if lot.under_way and len(lot.sources) > 1 and not lot.to_end and lot.given <= until)
    for lot in islice(fit, max(0, idle)):
        lot.to_end = True
        yield lot


def tell(lot: Lot, folder: str, book: Book | None) -> None:
    """Tell the book what was read."""
    if book is None:
        return
    kept = Kept()
    for source, frame, closes in lot.lines(folder):
        kept.add(frame)
        if closes:
            if not lot.alone:  # where it was not told before; this process lives whatever became of the workers
                book.began(source)
            book.done(source, kept.frames)
            kept = Kept()
    book.flush()


class Count(Struct):
    """Of what was handed on."""

    framed: Callable[[Outcome], bytes]
    read: ReadFunction = from_frame
    finished: int = 0
    size: int = 0
    findings: int = 0
    unfinished: int = 0

    def records(self, lot: Lot, folder: str) -> Iterator[Record]:
        """The records of a batch in the order of its items, counted as they pass."""
        lines = lot.lines(folder)
        for item in lot.items:
            closed = True
            if isinstance(item, Outcome):
                yield from_frame(self.framed(item))
            elif isinstance(item, Known):
                yield from map(self._counted, item.frames)
            else:
                closed = False
                for _, frame, closed in lines:
                    yield self._counted(frame)
                    if closed:
                        break
            source = item if isinstance(item, Source) else item.source
            self.finished += closed
            self.unfinished += not closed
            self.size += source.size * closed

    def _counted(self, frame: bytes) -> Record:
        self.findings += is_finding(frame)
        return self.read(frame)
