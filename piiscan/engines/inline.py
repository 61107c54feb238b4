"""The engine without processes: for debugging, for use as a library, and as the measure of the others.

A scan that raises is dealt with, and the source read once more as raw bytes; one that never ends, or takes the
process down, is not: that needs `pool`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from time import monotonic, sleep

from piiscan.config import Config
from piiscan.engines.again import Way
from piiscan.engines.base import (
    SMALL,
    Book,
    Hooks,
    Interrupted,
    Item,
    Kept,
    Progress,
    Record,
    StopFunction,
    glanced,
)
from piiscan.engines.frames import frames, from_frame, nothing_frame, to_frame
from piiscan.engines.lots import Pace
from piiscan.engines.rate import Rate
from piiscan.model import Known, Outcome, Source
from piiscan.sources.remote import coming, is_url
from piiscan.sources.slowly import use_rate

TICK = 0.1


def run(items: Iterable[Item], config: Config, way: Way, hooks: Hooks) -> Iterator[Record]:
    """Scan one source after the other in this process. Whether to stop is asked between them."""
    use_rate(0 if hooks.rate is None else hooks.rate.bytes)
    try:
        yield from _run(items, config, way, hooks)
    finally:
        use_rate(0)


def _run(items: Iterable[Item], config: Config, way: Way, hooks: Hooks) -> Iterator[Record]:
    given = size = findings = 0
    ticked = monotonic()
    alone = way.glance is None or hooks.rate is not None
    pace = Pace()
    lots = ([item] for item in items) if alone else _lots(items, hooks.book, pace)
    for lot in lots:
        if hooks.stop is not None and hooks.stop():
            raise Interrupted(len(lot))
        if hooks.rate is not None and isinstance(lot[0], Source):
            _paced(hooks.rate, lot[0], hooks.stop)
        for at, (item, records) in enumerate(_of_lot(lot, config, way, hooks, pace)):
            if at and hooks.stop is not None and hooks.stop():
                raise Interrupted(len(lot) - at)
            if isinstance(item, Source) and is_url(item.opens):
                coming([one for one in lot[at:] if isinstance(one, Source)])
            for record in records:
                findings += record.get("type") == "finding"
                yield record
            given += 1
            size += item.size if isinstance(item, Source) else item.source.size
            if hooks.on_tick is not None and monotonic() - ticked >= TICK:
                ticked = monotonic()
                hooks.on_tick(Progress(given, given, size, findings))
    if hooks.on_tick is not None:
        hooks.on_tick(Progress(given, given, size, findings))


def _lots(items: Iterable[Item], book: Book | None, pace: Pace) -> Iterator[list[Item]]:
    """The items in their order, small sources together with those that come right behind them."""
    lot: list[Item] = []
    size = 0
    for item in items:
        if isinstance(item, Source) and item.size <= SMALL and not (book is not None and book.alone(item)):
            lot.append(item)
            size += item.size
            if pace.holds_more(len(lot), size, item):
                continue
            yield lot
        else:
            if lot:
                yield lot
            yield [item]
        lot, size = [], 0
    if lot:
        yield lot


def _of_lot(
    lot: Sequence[Item], config: Config, way: Way, hooks: Hooks, pace: Pace
) -> Iterator[tuple[Item, Iterable[Record]]]:
    """Each item with its records; those of a source are not asked for yet, unless a glance says all there is."""
    book = hooks.book
    sources = [item for item in lot if isinstance(item, Source)]
    if len(sources) < len(lot) or len(sources) < 2 or way.glance is None:
        yield from ((item, _records(item, config, way, hooks)) for item in lot)
        return
    if book is not None:
        for source in sources:
            book.began(source)
        book.flush()  # of what comes now nobody knows whether it comes back
    with pace.of(sources):
        told = glanced(way.glance, sources, config)
    for source, media_type in zip(sources, told, strict=True):
        if media_type is None:
            yield source, _records(source, config, way, hooks)
            continue
        record = way.of_nothing(source, media_type, config)
        if book is not None:
            book.done(source, [nothing_frame(record)])
        yield source, (record,)


def _paced(rate: Rate, source: Source, stop: StopFunction | None) -> None:
    """Wait until a source may be read."""
    while (wait := rate.wait()) > 0:
        if stop is not None and stop():
            raise Interrupted(1)
        sleep(min(wait, TICK))
    rate.take(source.size)


def _records(item: Item, config: Config, way: Way, hooks: Hooks) -> Iterator[Record]:
    """Through bytes and back, as the pool does it, so that both give the same."""
    book, read = hooks.book, hooks.read or from_frame
    match item:
        case Outcome():
            yield from_frame(to_frame(way.encode(item, config)))
        case Known():
            yield from map(read, item.frames)
        case Source() if book is None:
            yield from (read(frame) for frame, _, _ in frames(item, config, way))
        case Source():
            yield from map(read, _told(item, frames(item, config, way), book))


def _told(source: Source, given: Iterator[tuple[bytes, bytes, bool]], book: Book) -> Iterator[bytes]:
    """The frames of a source, told to the book as they come."""
    book.began(source)
    book.flush()  # of what comes now nobody knows whether it comes back
    kept = Kept()
    for frame, _, closing in given:
        kept.add(frame)
        if closing:
            book.done(source, kept.frames)
        yield frame
