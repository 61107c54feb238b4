"""Who calls the scan, and survives its death: the same records in the same order from every engine.

What all of them share. `base`, `named`, `frames`, `again`, `deadline`, `rate`
In this process. `inline`
In worker processes. `pool`, `crew`, `process`, `hearing`, `lots`, `reorder`, `split`; what runs in one: `worker`,
    `parted`
On other machines, by Dask. `spread`, `spread_cluster`, `spread_lot`, `spread_parted`; what runs there: `spread_task`,
    `spread_part`, `spread_keep`
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from piiscan.config import Config
from piiscan.engines import inline
from piiscan.engines.again import Way
from piiscan.engines.base import (
    DRAIN,
    MEMORY,
    Book,
    EncodeFunction,
    EngineError,
    GlanceFunction,
    Hooks,
    Interrupted,
    Item,
    NothingFunction,
    PartFunction,
    Progress,
    RawFunction,
    ReadFunction,
    Record,
    ScanFunction,
    StopFunction,
    TickFunction,
)
from piiscan.engines.named import Named
from piiscan.engines.rate import MaxRate, Rate

if TYPE_CHECKING:
    from piiscan.engines.spread_cluster import Spread

__all__ = [
    "DRAIN",
    "ENGINES",
    "Book",
    "EngineError",
    "Interrupted",
    "Item",
    "MaxRate",
    "Named",
    "Progress",
    "Rate",
    "Record",
    "default_workers",
    "run",
]

ENGINES = ("inline", "pool", "dask")


def default_workers() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    items: Iterable[Item],
    config: Config,
    *,
    scan: ScanFunction,
    encode: EncodeFunction,
    raw: RawFunction | None = None,
    part: PartFunction | None = None,
    glance: GlanceFunction | None = None,
    workers: int | None = None,
    on_tick: TickFunction | None = None,
    stop: StopFunction | None = None,
    memory: int = MEMORY,
    book: Book | None = None,
    rate: Rate | None = None,
    spread: Spread | None = None,
    read: ReadFunction | None = None,
    nothing: NothingFunction | None = None,
) -> Iterator[Record]:
    """The records of all items, as `base` says. 0 workers: in this process; None: one per processor.

    `raw` reads once more, as bytes, what broke down when it was scanned; without one nothing is read twice. `part`
    reads a part of a large source, so that several workers do; without one, or with one worker, each is read whole.
    `glance` says of which of some small sources there is nothing to say; without one each is scanned by itself. What
    `nothing` makes of such a one is what `encode` makes of its outcome, in less time.
    `memory` is the address space of a worker in bytes, 0 for no limit. `book` is told what was read. `rate` says
    how fast sources are given out. `spread`: on the workers of a scheduler, however many these are. `read` makes a
    record of the line in JSON that it has come as; without one each is a dict.
    """
    way, hooks = Way(scan, encode, raw, part, glance=glance, nothing=nothing), Hooks(on_tick, stop, book, rate, read)
    if spread is not None:
        from piiscan.engines import spread as engine

        return engine.run(items, config, way, hooks, spread=spread, memory=memory)
    if workers == 0:
        return inline.run(items, config, way, hooks)
    from piiscan.engines import pool

    workers = default_workers() if workers is None else workers
    return pool.run(items, config, way, hooks, workers=workers, memory=memory)
