"""The engine over many machines: batches of sources as tasks of Dask, their records given in the order of the walk.

What it does, over and over: fill batches from the walker, keep some per worker under way, take note of those that are
done, hand on the parts whose turn it is. The order and the bytes are those of the other engines.

Rule: that a worker died says nothing about a file. A batch lost more often than Dask tries it is divided, until one
file is alone in its task; only then is it named, as lost with its worker.
"""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

import piiscan
from piiscan.config import Config
from piiscan.engines.again import Way
from piiscan.engines.base import (
    Book,
    EncodeFunction,
    EngineError,
    Hooks,
    Interrupted,
    Item,
    Progress,
    Record,
    StopFunction,
    TickFunction,
    failure,
)
from piiscan.engines.frames import from_frame, to_frame
from piiscan.engines.pool import PART, setup_of
from piiscan.engines.rate import Rate
from piiscan.engines.spread_cluster import GONE, Spread
from piiscan.engines.spread_lot import Count, Lot, Pace, tell, to_share
from piiscan.engines.spread_parted import rejoin, settle
from piiscan.engines.spread_task import Batch, Done, kept_of, read
from piiscan.engines.worker import Setup
from piiscan.model import Outcome, Reason, Source

LOST = "its Dask worker was lost each time it was read, alone in a task"
WINDOW = 32  # batches for each worker that are not handed on yet
AT_ONCE = 256  # items taken from the walker before anything else is looked at
LINGER = 1.0  # seconds that a batch is filled while workers have nothing to do
TICK = 0.1
DRAIN = 4.5  # seconds for what is under way when the run is stopped; a task itself waits three
ERRORS = 3  # tries of a batch whose task says that it could not work
PATIENCE = 20.0  # seconds for what a finished task says to come here
DEATHS = 3  # of a source alone in its task, each of which Dask has tried several times


def run(
    items: Iterable[Item], config: Config, way: Way, hooks: Hooks, *, spread: Spread, memory: int
) -> Iterator[Record]:
    """Scan on the workers of a scheduler. The functions of `way` are of modules that they can import."""
    engine = _Engine(iter(items), config, spread, setup_of(config, way, memory, hooks.rate), way.encode)
    engine.book, engine.rate, engine.count.read = hooks.book, hooks.rate, hooks.read or from_frame
    try:
        yield from engine.records(hooks.on_tick, hooks.stop)
    finally:
        engine.end()


class _Engine:
    """The state of one run."""

    def __init__(
        self, items: Iterator[Item], config: Config, spread: Spread, setup: Setup, encode: EncodeFunction
    ) -> None:
        self.items: Iterator[Item] | None = items  # None: no more
        self.spread = spread
        self.setup = setup
        self.framed = partial(_framed, encode, config)
        self.book: Book | None = None
        self.rate: Rate | None = None
        self.order: deque[Lot] = deque()  # not handed on yet
        self.ready: deque[Lot] = deque()  # to be given to Dask
        self.filling = Lot.after(0, 0, 1)
        self.news: SimpleQueue[tuple[Lot, Any]] = SimpleQueue()
        self.suspects: deque[Lot] = deque()  # one of them at a time
        self.under_way, self.workers = 0, 1
        self.asked, self.drain_until = -inf, inf
        self.given = self.size = 0  # items, and bytes of those that are read
        self.pace = Pace()
        self.count = Count(self.framed)

    def records(self, on_tick: TickFunction | None, stop: StopFunction | None) -> Iterator[Record]:
        """The loop."""
        ticked = monotonic()
        while True:
            more = self.give_out()
            yield from self.hand_on()
            if self.items is None and not self.order and not self.filling.items:
                break
            if stop is not None and self.drained(stop):
                yield from self.leftovers()
                raise Interrupted(self.count.unfinished)
            self.listen(wait=not more)
            if on_tick is not None and monotonic() - ticked >= TICK:
                ticked = monotonic()
                on_tick(self.progress())
        if on_tick is not None:
            on_tick(self.progress())

    def give_out(self) -> bool:
        """Fill batches and submit them; whether there is more to take at once."""
        if self.drain_until < inf:
            return False
        if monotonic() - self.asked > 1:
            self.asked = monotonic()
            try:
                self.workers = self.spread.workers
            except Exception:  # noqa: BLE001 - of many kinds, all of which mean this
                raise EngineError(GONE) from None
        more = self.take()
        idle = self.under_way < self.workers and monotonic() - self.filling.since > LINGER
        if self.filling.items and (self.items is None or self.filling.full or idle):
            self.close()
        if self.suspects and not any(lot.deaths and lot.under_way for lot in self.order):
            self.submit(self.suspects.popleft())
        last = self.items is None
        while self.ready and self.under_way < self.pace.ahead(self.ready[0], last=last) * self.workers:
            halved = last and self.pace.too_long(self.ready, self.workers)
            (self.halve if halved else self.submit)(self.ready.popleft())
        if last and not self.ready:
            self.spread.ask_back(lot.token for lot in to_share(self.order, self.workers - self.under_way))
        return more

    def take(self) -> bool:
        """Take items from the walker; whether there is more to take at once."""
        for _ in range(AT_ONCE):
            if self.items is None or len(self.order) >= WINDOW * self.workers or len(self.ready) > self.workers:
                return False
            if self.rate is not None and self.rate.wait() > 0:
                return False
            item = next(self.items, None)
            if item is None:
                self.items = None
                return False
            self.given += 1
            alone = False
            if isinstance(item, Source):
                if self.rate is not None:
                    self.rate.take(item.size)
                self.size += item.size
                alone = self.book is not None and self.book.alone(item)
                large = item.size >= 2 * PART
                if alone or (self.filling.sources and (large or self.filling.size + item.size > self.filling.room)):
                    self.close()
                if large:
                    self.filling.room = 0  # nothing else goes with it: it may be read in parts
            self.filling.since = self.filling.since or monotonic()
            self.filling.add(item)
            self.filling.alone = alone
            if self.filling.full:
                self.close()
        return True

    def close(self) -> None:
        """The batch that is filled is one now."""
        lot, self.filling = self.filling, Lot.after(self.given, self.size, self.workers, self.pace.each)
        if self.setup.rate:  # or all of it would be read at once
            self.filling.room = min(self.filling.room, int(self.setup.rate))
        parts = self.setup.part and self.workers > 1 and not self.setup.rate
        if parts and len(lot.sources) == 1 and lot.size >= 2 * PART and not lot.alone:
            lot.part_size = PART
        if lot.items:
            self.order.append(lot)
        if lot.sources:
            self.ready.append(lot)
        else:
            lot.done = Done()  # nothing to read in it

    def halve(self, lot: Lot) -> None:
        """Make two of it."""
        at = self.order.index(lot)
        del self.order[at]
        for half in reversed([*lot.halves()]):
            self.order.insert(at, half)
            self.ready.appendleft(half)

    def submit(self, lot: Lot) -> None:
        """Give it to Dask."""
        if lot.alone and self.book is not None:
            self.book.began(lot.sources[0])
            self.book.flush()
        fields = tuple((one.root, one.path, one.opens, one.size, one.stamp) for one in lot.sources)
        lot.token, lot.given, lot.to_end = os.urandom(8).hex(), monotonic(), False
        batch = Batch(piiscan.__version__, self.spread.folder, fields, self.setup, lot.asked, lot.token)
        try:
            lot.future = self.spread.client.submit(read, batch, key=f"piiscan-{lot.token}", pure=False)
        except Exception:  # noqa: BLE001 - as above
            raise EngineError(GONE) from None
        lot.future.add_done_callback(lambda future: self.news.put((lot, future)))  # in a thread of Dask's
        self.under_way += 1

    def listen(self, *, wait: bool) -> None:
        """Take note of what is done."""
        try:
            lot, future = self.news.get(timeout=TICK) if wait else self.news.get_nowait()
            while True:
                self.note(lot, future)
                lot, future = self.news.get_nowait()
        except Empty:
            pass
        self.spread.look()

    def note(self, lot: Lot, future: Any) -> None:  # noqa: ANN401 - untyped
        """One batch is done, or lost."""
        if not lot.under_way:
            return
        lot.future = None
        self.under_way -= 1
        done = self.spread.said(future, min(PATIENCE, max(0.1, self.drain_until - monotonic())))
        if done is None:
            self.died(lot)
        else:
            self.finish(lot, done)

    def finish(self, lot: Lot, done: Done) -> None:
        """A task has said what it did: it stands if its part is here to the last byte."""
        stopping = self.drain_until < inf
        error = done.error or self.against(done)
        if not error and done.alone and done.whole < len(lot.sources) and not stopping:
            if lot.to_end and done.whole:
                self.ready.appendleft(rest := lot.without_rest(done.whole))
                self.order.insert(self.order.index(lot) + 1, rest)
            else:
                error = "it ended early"
        if not error:
            self.pace.took(lot, done.seconds)
            most = self.setup.config.max_findings_per_file
            if whole := settle(lot, done, self.ready, self.spread.folder, most, self.workers):
                tell(whole, self.spread.folder, self.book)
        elif not stopping and not (lot.part is not None and lot.part[0].given_up):
            lot.errors += 1
            if lot.errors >= ERRORS:
                raise EngineError(f"a Dask worker cannot work: {error}")
            self.ready.appendleft(lot)

    def against(self, done: Done) -> str:
        """Why a part cannot be used."""
        try:
            size = Path(self.spread.folder, done.part).stat().st_size
        except OSError:
            return "what it wrote is not to be seen here (--parts)"
        return "" if size == done.size else "what it wrote is not all here (--parts)"

    def died(self, lot: Lot) -> None:
        """Dask gives a batch up, with its workers."""
        if lot.part is not None:
            rejoin(lot.part[0], self.ready, self.spread.folder)
        elif len(lot.sources) > 1:
            self.halve(lot)
        else:
            lot.deaths, lot.part_size = lot.deaths + 1, 0
            if lot.deaths < DEATHS:
                self.suspects.append(lot)
                return
            outcome = failure(lot.sources[0], Reason.CRASHED, LOST, partial=False)
            lot.lost, lot.done = self.framed(outcome), Done()
            tell(lot, self.spread.folder, self.book)

    def hand_on(self) -> Iterator[Record]:
        """Give the caller what is ready, in order."""
        while self.order and self.order[0].done is not None:
            yield from self.count.records(self.order[0], self.spread.folder)
            self.order.popleft().forget(self.spread.folder)

    def leftovers(self) -> Iterator[Record]:
        """All that is there when the run was stopped."""
        self.close()
        while self.order:
            yield from self.count.records(self.order[0], self.spread.folder)
            self.order.popleft()

    def drained(self, stop: StopFunction) -> bool:
        """Whether the run was stopped and nothing is worth waiting for any more."""
        if self.drain_until == inf:
            if not stop():
                return False
            self.drain_until = monotonic() + DRAIN
            self.spread.stop()
        return self.under_way == 0 or monotonic() > self.drain_until

    def end(self) -> None:
        """Nothing more is wanted."""
        self.spread.end()
        until = monotonic() + DRAIN
        while self.under_way and (left := until - monotonic()) > 0:
            with contextlib.suppress(Empty):
                lot, _ = self.news.get(timeout=left)
                self.under_way -= lot.under_way
                lot.future = None
        kept_of(self.spread.folder).end()  # of workers in this process

    def progress(self) -> Progress:
        """What a display wants to know."""
        head, count = next((lot.sources[0].path for lot in self.order if lot.sources), None), self.count
        running = min(self.under_way, self.workers)
        return Progress(self.given, count.finished, count.size, count.findings, running, head)


def _framed(encode: EncodeFunction, config: Config, outcome: Outcome) -> bytes:
    return to_frame(encode(outcome, config))
