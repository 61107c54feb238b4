"""The engine without processes: for debugging, for use as a library, and as the measure of the others.

A scan that raises is dealt with; one that never ends, or takes the process down, is not: that needs `pool`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import monotonic

from piiscan.config import Config
from piiscan.engines.base import (
    EncodeFunction,
    Interrupted,
    Item,
    Progress,
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
    on_tick: TickFunction | None = None,
    stop: StopFunction | None = None,
) -> Iterator[Record]:
    """Scan one source after the other in this process. `stop` and `on_tick` are called between them."""
    progress = Progress()
    ticked = monotonic()
    for item in items:
        if stop is not None and stop():
            raise Interrupted(1)
        source = item.source if isinstance(item, Outcome) else item
        progress = replace(progress, given=progress.given + 1, running=1, oldest=source.path)
        findings = progress.findings
        for record in _records(item, config, scan, encode):
            findings += record.get("type") == "finding"
            yield record
        progress = replace(
            progress,
            finished=progress.finished + 1,
            size=progress.size + source.size,
            findings=findings,
            running=0,
            oldest=None,
        )
        if on_tick is not None and monotonic() - ticked >= TICK:
            ticked = monotonic()
            on_tick(progress)
    if on_tick is not None:
        on_tick(progress)


def _records(item: Item, config: Config, scan: ScanFunction, encode: EncodeFunction) -> Iterator[Record]:
    """Through bytes and back, as the pool does it, so that both give the same."""
    if isinstance(item, Outcome):
        yield from_frame(to_frame(encode(item, config)))
        return
    for frame, _ in frames(item, config, scan, encode):
        yield from_frame(frame)
