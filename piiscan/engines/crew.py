"""The worker processes of a pool: who has what, who is late, who died with which source. Knows no walker.

Blame is exact: a worker says when it begins a source and when it is done, one after the other, so a death or
a deadline between the two is that source's, and the rest of its queue was not touched.
"""

from __future__ import annotations

import contextlib
import selectors
from collections import deque
from collections.abc import Iterable
from itertools import islice
from time import monotonic, sleep

from piiscan.config import Limits
from piiscan.engines import process
from piiscan.engines.again import dumped
from piiscan.engines.base import EngineError
from piiscan.engines.hearing import START, Hearing
from piiscan.engines.process import ProtocolError, Worker
from piiscan.engines.reorder import Slot
from piiscan.model import Reason

LONG = 8 << 10  # bytes of the line of a source that waits in a queue,
WAITING = 96 << 10  # and of all in one queue: these must fit the socket's buffer
START_FAILURES = 5  # in a row, before there was any worker: none will come
SHORTAGE = 120.0  # seconds without any worker, once there was one: as long may a system be short of something
BACK_OFF = 0.1, 5.0  # seconds after the first failure to start, doubled up to the second
BAD_STARTS = 3  # workers that died with the same source next: it gets no other
TOO_LONG = Limits().told("exceeded {:g} s (limit: deadline)")
TICK = 0.1  # seconds between looks when nothing happens
LOOK_EVERY = 0.02  # seconds between looks at every worker when much happens
LULL = 0.1  # seconds in which what workers say is left to gather: to wake up costs as much as to take in fifty records
LAST_WORDS = 64  # blocks read from a dead worker, more than a socket holds: a child it left may still be talking


class Crew:
    """Up to `size` workers. `returned` are slots to be given out again."""

    def __init__(self, size: int, setup: bytes, hearing: Hearing) -> None:
        self.size = size
        self.setup = setup
        self.hearing = hearing
        self.reorder = hearing.reorder
        self.fail = hearing.fail
        self.clock = hearing.clock
        self.workers: list[Worker] = []
        self.returned: deque[Slot] = deque()
        self.selector = selectors.DefaultSelector()
        self.start_failures = 0
        self.start_after = 0.0
        self.ever_ready = False
        self.failing_since = 0.0
        self.looked = self.listened = 0.0

    @property
    def under_way(self) -> int:
        """How many sources are being scanned, or about to be."""
        return sum(len(worker.queue) for worker in self.workers)

    def hire(self, waiting: int) -> None:
        """Start as many workers as sources wait for one."""
        free = sum(1 for worker in self.workers if not worker.queue and not worker.retiring)
        while free < waiting and len(self.workers) < self.size and monotonic() >= self.start_after:
            try:
                self.workers.append(self._start())
            except (OSError, MemoryError) as error:
                self._not_started(type(error).__name__, some=bool(self.workers))  # one that is coming up may do
                return
            free += 1

    def _start(self) -> Worker:
        worker = process.start(self.setup, self.clock.now() + START)
        try:
            self._watch(worker)
        except BaseException:
            process.kill(worker)
            process.bury(worker, process.soon())
            raise
        return worker

    def _watch(self, worker: Worker) -> None:
        """Hear of its bell, and of its end. All or nothing."""
        self.selector.register(worker.bell, selectors.EVENT_READ, worker)
        if worker.death >= 0:
            try:
                self.selector.register(worker.death, selectors.EVENT_READ, worker)
            except BaseException:
                self.selector.unregister(worker.bell)
                raise

    def _unwatch(self, worker: Worker) -> None:
        for end in (worker.bell, worker.death):
            with contextlib.suppress(KeyError, ValueError):  # a bell that is closed, a system without pidfds
                self.selector.unregister(end)

    def give(self, slot: Slot) -> bool:
        """Put the source into the queue of a worker if there is one that can take it."""
        source = slot.source
        chosen = self._chosen(slot)
        if chosen is None or (slot.alone and self.under_way) or self.reorder.is_early(slot):
            return False
        fields = [slot.index, source.root, source.path, source.opens, source.size, source.stamp]
        line = dumped(fields, slot.again, slot.part, single=slot.single or slot.alone or not slot.is_small)
        if chosen.queue and (len(line) > LONG or chosen.told + len(line) >= WAITING):
            return False
        if not chosen.queue:
            chosen.until = self.clock.now() + START
        chosen.given(slot, line.encode("ascii") + b"\n")
        slot.worker = chosen
        return True

    def _waits(self, slot: Slot, worker: Worker) -> bool:
        """Whether it may wait behind what a worker has: that is soon done, or nobody else could read it meanwhile."""
        last = worker.queue[-1]
        soon = slot.is_small and last.is_small
        return not worker.full and (soon or (self.size == 1 and slot.again is last.again is None))

    def _chosen(self, slot: Slot) -> Worker | None:
        """The worker with the shortest queue that takes it; none while something is under way that must be alone."""
        chosen: Worker | None = None
        for worker in self.workers:
            if worker.queue and worker.queue[0].alone:
                return None
            takes = worker.ready and not worker.retiring and (not worker.queue or self._waits(slot, worker))
            if takes and (chosen is None or len(worker.queue) < len(chosen.queue)):
                chosen = worker
        return chosen

    def send(self) -> None:
        """Let the workers know what was given to them."""
        for worker in self.workers:
            if worker.outgoing:
                process.send(worker)

    def listen(self, *, wait: bool = True) -> None:
        """Take in the news, of all workers now and then, of one that rings at once; where there is none, `wait`."""
        if wait and not self.workers:
            sleep(TICK / 10)
        patience = min(TICK, self.listened + LULL - monotonic()) if wait and self.workers else 0
        for key, _ in self.selector.select(0 if self._unheard() else max(0, patience)):
            worker: Worker = key.data
            if worker not in self.workers:
                continue
            if key.fileobj is worker.bell:
                worker.rang = True
                if not process.heard(worker):
                    self.selector.unregister(worker.bell)
            else:
                self._gone(worker)
        everybody = monotonic() - self.listened >= LULL
        if everybody:
            self.listened = monotonic()
        for worker in list(self.workers):
            if worker.held_since is None and (everybody or worker.rang):
                worker.rang = False
                self._take(worker)
                if worker.ended:
                    self._gone(worker)

    def _unheard(self) -> bool:
        """Whether somebody has more to say than was taken in at a time."""
        return any(worker.rang and worker.held_since is None for worker in self.workers)

    def look_after(self) -> None:
        """End what is late; hold back and let go whoever gives more than can be kept."""
        now = self.clock.now()
        if now - self.looked < LOOK_EVERY and not self.reorder.over:
            return
        self.looked = now
        for worker in list(self.workers):
            if process.is_dead(worker):
                self._gone(worker)
            elif worker.held_since is None and now > worker.until:
                self._late(worker)
        # If nobody has the oldest source, whoever is free next must be able to get it.
        ahead = self.reorder.working if self.reorder.over else None
        for worker in self.workers:
            if ahead is not None and worker is not ahead:
                if worker.held_since is None and worker.queue:
                    worker.held_since = now
            elif worker.held_since is not None:
                worker.until += now - worker.held_since
                worker.began += now - worker.held_since
                worker.held_since, worker.rang = None, True

    def adopt(self, workers: Iterable[Worker]) -> None:
        """Go on with workers of another crew that had nothing to do."""
        for worker in workers:
            self.workers.append(worker)
            self._watch(worker)
            self.ever_ready = True

    def idle(self) -> list[Worker]:
        """Let those go on living that have nothing to do, for another crew. This one has them no more."""
        free = [worker for worker in self.workers if worker.ready and not (worker.queue or worker.retiring)]
        for worker in free:
            self.workers.remove(worker)
            self._unwatch(worker)
        return free

    def end(self) -> None:
        """Kill all that is left and wait for it, no longer for many than for one."""
        for worker in self.workers:
            process.kill(worker)
        until = process.soon()
        for worker in self.workers:
            process.bury(worker, until)
        self.workers.clear()
        self.selector.close()

    def _take(self, worker: Worker) -> bool:
        """Take in a block of what has arrived. False if there is none at the moment, or never again."""
        if worker.ended:
            return False
        try:
            for line in process.receive(worker):
                if self.hearing.hear(worker, line):
                    self.ever_ready = True
                    self.start_failures = 0
        except BlockingIOError:
            return False
        except EOFError:
            worker.ended = True
        except (ProtocolError, ValueError):
            process.kill(worker)
            worker.ended = True
            worker.complaint = "worker broke the protocol"
        return not worker.ended

    def _late(self, worker: Worker) -> None:
        """Past its deadline. What it has sent all the same still counts, even that it was done."""
        self._take(worker)
        if self.clock.now() <= worker.until and not worker.ended:
            return
        if worker.ended or not worker.running:
            self._gone(worker)
            return
        seconds = worker.until - worker.began
        self._gone(worker, (Reason.TIMEOUT, TOO_LONG.format(seconds)))

    def _gone(self, worker: Worker, verdict: tuple[Reason, str] | None = None) -> None:
        """A worker has ended or been killed: what it still said counts, what it was doing has failed."""
        self._unwatch(worker)
        self.workers.remove(worker)
        if not worker.ended:
            process.kill(worker)
        for _ in range(LAST_WORDS):
            if not self._take(worker):
                break
        cause = process.bury(worker, process.soon())
        if not worker.ready:
            self._not_started(worker.complaint or cause, some=any(other.ready for other in self.workers))
        elif worker.running:
            slot = worker.queue.popleft()
            reason, detail = verdict or (Reason.CRASHED, worker.complaint or cause)
            self.fail(slot, reason, detail)
        elif worker.queue and not worker.retiring:
            self._unlucky(worker, cause)
        for slot in worker.queue:
            slot.worker = None
        self.returned.extend(worker.queue)

    def _unlucky(self, worker: Worker, cause: str) -> None:
        """It died between two sources. Nobody is to blame, unless it happens with the same one next again.

        Or it died with one of several it looked at together, and nobody knows which: each by itself, then.
        """
        for slot in islice(worker.queue, worker.glancing):
            slot.single = True
        if worker.glancing:
            return
        slot = worker.queue[0]
        slot.failed_starts += 1
        if slot.failed_starts >= BAD_STARTS:
            worker.queue.popleft()
            self.fail(slot, Reason.CRASHED, f"{cause} before it was begun, three times")

    def _not_started(self, cause: str, *, some: bool) -> None:
        """Back off, with as many workers as there are; without any, give up: soon if there never was one."""
        self.start_failures += 1
        if self.start_failures == 1:
            self.failing_since = monotonic()
        least, most = BACK_OFF
        self.start_after = monotonic() + min(most, least * 2 ** min(self.start_failures - 1, 10))
        short = self.ever_ready and monotonic() - self.failing_since < SHORTAGE
        if self.start_failures >= START_FAILURES and not some and not short:
            raise EngineError(f"no worker could be started ({cause})")
