"""The engine with worker processes: a source, or a part of a large one, under way in each; none takes another with it.

What the supervisor does, over and over: take sources from the walker and give them out, hand on the records
whose turn it is, wait for news, look after the workers (`crew`).

Interruption: once `stop` says so nothing more is given out; what is under way may finish for some seconds.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from piiscan.config import Config
from piiscan.engines.again import Again, Trail, Way, broken_down, second
from piiscan.engines.base import (
    DRAIN,
    MEMORY,
    EncodeFunction,
    EngineError,
    Hooks,
    Interrupted,
    Item,
    Progress,
    Record,
    StopFunction,
    TickFunction,
    nothing_in,
)
from piiscan.engines.crew import BAD_STARTS, TICK, Crew
from piiscan.engines.frames import from_frame, is_finding, nothing_frame, to_frame
from piiscan.engines.hearing import Hearing
from piiscan.engines.named import Named
from piiscan.engines.rate import Rate
from piiscan.engines.reorder import Reorder, Slot
from piiscan.engines.split import Split
from piiscan.engines.worker import Setup
from piiscan.model import Known, Outcome, Reason
from piiscan.titles import told

if TYPE_CHECKING:
    from piiscan.engines.spread_keep import Kept

SPARE = 64 << 20  # bytes a temporary file may be larger than all that decompression may give
AT_ONCE = 256  # items taken from the walker before the workers are looked after again
PART = 64 << 20  # bytes of a large source that one worker reads while others read the rest


def run(
    items: Iterable[Item],
    config: Config,
    way: Way,
    hooks: Hooks,
    *,
    workers: int,
    memory: int = MEMORY,
    part_size: int = PART,
) -> Iterator[Record]:
    """Scan with that many processes. The functions of `way` are of modules that a worker can import."""
    if workers < 1:
        raise EngineError("a pool needs at least one worker")
    setup = setup_of(config, way, memory, hooks.rate)
    supervisor = _Supervisor(iter(items), config, workers, setup, way.encode)
    supervisor.part_size = part_size if way.part is not None and workers > 1 and not setup.rate else 0
    supervisor.reorder.book = hooks.book
    supervisor.rate = hooks.rate
    read = hooks.read or from_frame
    try:
        for slot, frame in supervisor.frames(hooks.on_tick, hooks.stop):
            if frame is not None:
                yield read(frame)
            elif slot.clean is not None:
                yield way.of_nothing(slot.source, slot.clean, config)
    finally:
        supervisor.crew.end()


def frames(
    items: Iterable[Item], setup: Setup, kept: Kept, *, encode: EncodeFunction, stop: StopFunction
) -> Iterator[tuple[Slot, bytes | None]]:
    """The same by one process, kept from a run before this one, if there is one: bytes, and a None behind each source.

    At the end, unless it ends otherwise, the process is kept for the next run.
    """
    supervisor = _Supervisor(iter(items), setup.config, 1, setup, encode)
    supervisor.crew.adopt(kept.take(setup.salt))
    try:
        for slot, frame in supervisor.frames(None, stop):
            if frame is None and slot.clean is not None:
                yield slot, to_frame(encode(nothing_in(slot.source, slot.clean), setup.config))
            yield slot, frame
        kept.give(setup.salt, supervisor.crew.idle())
    finally:
        supervisor.crew.end()


def setup_of(config: Config, way: Way, memory: int, rate: Rate | None = None) -> Setup:
    """What the processes of a run are told. The functions are of modules that they can import."""
    most = 0 if rate is None else rate.bytes
    written = max(config.limits.expanded, config.limits.spooled) + SPARE
    raw, part, glance = (reference(one) if one is not None else "" for one in (way.raw, way.part, way.glance))
    scan, encode = reference(way.scan), reference(way.encode)
    return Setup(scan, encode, config, memory, written, raw, part, glance, os.urandom(16), most)


def reference(function: Callable[..., object]) -> str:
    """The name by which another process finds the function: "module:function"."""
    if isinstance(function, Named):
        return function.name
    module, name = getattr(function, "__module__", ""), getattr(function, "__qualname__", "")
    if module == "__main__" or getattr(sys.modules.get(module), name, None) is not function:
        raise EngineError(f"not a function of a module that can be imported: {module}:{name}")
    return f"{module}:{name}"


class _Supervisor:
    """The state of one run."""

    def __init__(
        self, items: Iterator[Item], config: Config, workers: int, setup: Setup, encode: EncodeFunction
    ) -> None:
        self.items: Iterator[Item] | None = items  # None: no more
        self.config = config
        self.encode = encode
        self.second = bool(setup.raw)
        self.reorder = Reorder()
        self.rate: Rate | None = None
        line = base64.b64encode(pickle.dumps(setup))
        hearing = Hearing(self.reorder, config.limits.deadline, self.fail, self.divide, self.clean, rate=setup.rate)
        self.crew = Crew(workers, line, hearing)
        self.waiting: deque[Slot] = deque()  # taken from the walker, given to nobody yet
        self.part_size = 0  # 0: every source is read whole
        self.noted = False  # something that is not written down yet
        self.finished = self.size = self.findings = 0
        self.drain_until = inf  # finite once the run is stopped

    def frames(self, on_tick: TickFunction | None, stop: StopFunction | None) -> Iterator[tuple[Slot, bytes | None]]:
        """The loop."""
        ticked = monotonic()
        while True:
            self.crew.clock.leave()
            more = self.give_out()
            yield from self.hand_on(self.reorder.ready())
            self.crew.clock.back()
            if self.items is None and not self.reorder.slots:
                break
            if stop is not None and self.drained(stop):
                self.crew.end()
                unfinished = sum(not slot.closed for slot in self.reorder.slots)
                yield from self.hand_on(self.reorder.leftovers())
                raise Interrupted(unfinished)
            self.crew.listen(wait=not more)
            self.flush()
            self.crew.look_after()
            if on_tick is not None and monotonic() - ticked >= TICK:
                ticked = monotonic()
                on_tick(self.progress())
        if on_tick is not None:
            on_tick(self.progress())

    def give_out(self) -> bool:
        """Keep the workers busy, with a few sources in hand to see how many workers are worth starting.

        Says whether there is more to take at once, as where most is known already.
        """
        if self.crew.returned:
            self.waiting.extendleft(reversed(self.crew.returned))
            self.crew.returned.clear()
        if self.drain_until < inf:
            return False
        more = True
        for _ in range(AT_ONCE):
            if not self.waiting and not self.take_one():
                more = False
                break
            if self.waiting and not self.crew.give(self.waiting[0]):
                if len(self.waiting) >= self.crew.size or not self.take_one():
                    more = False
                    break
            elif self.waiting:
                self.note(self.waiting.popleft())
        if self.noted:
            self.noted = False
            self.flush()
        self.crew.send()
        if self.waiting:
            self.crew.hire(sum(map(self.workers_for, self.waiting)))
        return more

    @staticmethod
    def workers_for(slot: Slot) -> int:
        """How many can read it: those of its parts come up while the first of them finds out what its parts are."""
        return slot.source.size // slot.part_size if slot.part_size else 1

    def note(self, slot: Slot) -> None:
        """What may end the whole run is written down as begun before a worker has it."""
        book = self.reorder.book
        if book is not None and (slot.alone or book.wary):
            self.reorder.begin(slot)
            self.noted = True

    def flush(self) -> None:
        """Let the book write."""
        if self.reorder.book is not None:
            self.reorder.book.flush()

    def take_one(self) -> bool:
        """Take an item from the walker: a source to wait for a worker, an outcome to wait for its turn."""
        if self.items is None or self.reorder.full or (self.rate is not None and self.rate.wait() > 0):
            return False
        item = next(self.items, None)
        if item is None:
            self.items = None
            return False
        if isinstance(item, Outcome):
            slot = self.reorder.add(item.source)
            self.reorder.close(slot, to_frame(self.encode(item, self.config)))
        elif isinstance(item, Known):
            slot = self.reorder.add(item.source)
            for frame in item.frames:
                self.reorder.put(slot, frame)
            self.reorder.close(slot)
        else:
            if self.rate is not None:
                self.rate.take(item.size)
            slot = self.reorder.add(item)
            slot.alone = self.reorder.book is not None and self.reorder.book.alone(item)
            if self.part_size and not slot.alone and item.size >= 2 * self.part_size:
                slot.part_size = self.part_size
            self.waiting.append(slot)
        return True

    def hand_on(self, frames: Iterator[tuple[Slot, bytes | None]]) -> Iterator[tuple[Slot, bytes | None]]:
        """Give the caller what is ready, counted as it passes."""
        for slot, frame in frames:
            if frame is None:
                self.finished += 1
                self.size += slot.source.size
            else:
                self.findings += is_finding(frame)
            yield slot, frame

    def divide(self, slot: Slot, said: bytes) -> Slot:
        """A source is read in parts: those behind the first, which is given back, wait for workers."""
        kind, starts, sizes = json.loads(said)
        split = slot.split = Split(slot, kind, starts, self.config.max_findings_per_file)
        split.parts = [Slot(slot.index, slot.source, span=size, split=split) for size in sizes]
        self.waiting.extendleft(reversed(split.parts[1:]))
        return split.parts[0]

    def rejoin(self, split: Split) -> None:
        """A part cannot be read by itself, or was lost with its worker: the source is read as a whole."""
        if split.broken:
            return
        self.reorder.give_up(split)
        for queue in (self.waiting, self.crew.returned):
            for part in [slot for slot in queue if slot.split is split]:
                queue.remove(part)
        split.whole.records, split.whole.trail = 0, Trail()
        self.crew.returned.append(split.whole)

    def fail(self, slot: Slot, reason: Reason, detail: str) -> None:
        """A source was lost with its worker: give it out once more, as raw bytes, or close it."""
        if slot.split is not None and slot.is_part:
            self.rejoin(slot.split)
            return
        if self.second and slot.again is None and not slot.trail.full and slot.failed_starts < BAD_STARTS:
            slot.again = Again(reason, detail, tuple(slot.trail.notes))
            slot.worker = None
            self.crew.returned.append(slot)
            return
        if slot.again is not None:
            reason, detail = second(slot.again, detail)
        outcome = broken_down(slot.source, reason, detail, slot.trail, partial=slot.records > 0)
        self.reorder.close(slot, to_frame(self.encode(outcome, self.config)))

    def clean(self, slot: Slot, media_type: str) -> None:
        """A source in which a glance found nothing: its record is made when it is handed on, unless a book wants it."""
        if slot.kept is not None:
            outcome = nothing_in(slot.source, media_type)
            self.reorder.close(slot, nothing_frame(self.encode(outcome, self.config)))
        else:
            slot.clean = media_type
            self.reorder.close(slot)

    def drained(self, stop: StopFunction) -> bool:
        """Whether the run was stopped and nothing is worth waiting for any more."""
        if self.drain_until == inf:
            if not stop():
                return False
            self.drain_until = monotonic() + DRAIN
        return self.crew.under_way == 0 or monotonic() > self.drain_until

    def progress(self) -> Progress:
        """What a display wants to know."""
        head = self.reorder.head
        return Progress(
            given=self.reorder.given,
            finished=self.finished,
            size=self.size,
            findings=self.findings,
            running=self.crew.under_way,
            oldest=None if head is None else told(head.source.path),
        )
