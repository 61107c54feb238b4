"""The engine without processes: for debugging, for use as a library, and as the measure of the others.

A scan that raises is dealt with, and the source read once more as raw bytes; one that never ends, or takes the
process down, is not: that needs `pool`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic

from piiscan.config import Config
from piiscan.engines.again import Way
from piiscan.engines.base import (
    EncodeFunction,
    Interrupted,
    Item,
    Progress,
    RawFunction,
    Record,
    ScanFunction,
    StopFunction,
    TickFunction,
)
from piiscan.engines.frames import frames, from_frame, to_frame
from piiscan.model import Outcome

TICK = 0.1


def run(
    items: Iterable[Item],
    config: Config,
    *,
    scan: ScanFunction,
    encode: EncodeFunction,
    raw: RawFunction | None = None,
    on_tick: TickFunction | None = None,
    stop: StopFunction | None = None,
) -> Iterator[Record]:
    """Scan one source after the other in this process. `stop` and `on_tick` are called between them."""
    given = size = findings = 0
    way = Way(scan, encode, raw)
    ticked = monotonic()
    for item in items:
        if stop is not None and stop():
            raise Interrupted(1)
        source = item.source if isinstance(item, Outcome) else item
        for record in _records(item, config, way):
            findings += record.get("type") == "finding"
            yield record
        given += 1
        size += source.size
        if on_tick is not None and monotonic() - ticked >= TICK:
            ticked = monotonic()
            on_tick(Progress(given, given, size, findings))
    if on_tick is not None:
        on_tick(Progress(given, given, size, findings))


def _records(item: Item, config: Config, way: Way) -> Iterator[Record]:
    """Through bytes and back, as the pool does it, so that both give the same."""
    if isinstance(item, Outcome):
        yield from_frame(to_frame(way.encode(item, config)))
        return
    for frame, _, _ in frames(item, config, way):
        yield from_frame(frame)
