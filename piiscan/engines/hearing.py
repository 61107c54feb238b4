"""What workers say, taken in: the parent's side of the language of `worker`.

Rule: what is not a sentence of it, or not one for this moment, is a `ProtocolError`: the worker's memory is no more
what it was, and nothing it says counts from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from msgspec import Struct, field

from piiscan.engines.again import is_note
from piiscan.engines.deadline import Clock, patience
from piiscan.engines.lots import MANY
from piiscan.engines.process import ProtocolError, Worker
from piiscan.engines.reorder import Reorder, Slot
from piiscan.model import Reason

START = 60.0
"""Seconds for a worker to come up, and to begin the next of its queue."""

LOTS = 2
"""In a queue, at most: one that is looked at, and one on the way to and fro."""
SLOWER = 8
"""So many fewer wait behind one that has to be scanned: another worker may get to them sooner."""

Fail = Callable[[Slot, Reason, str], None]
Divide = Callable[[Slot, bytes], Slot]
Clean = Callable[[Slot, str], None]


class Hearing(Struct, frozen=True):
    """Where it goes: `fail` closes a slot that is lost, `clean` one of which there is nothing to say but its type.

    `divide` makes the first part of a source that is read in parts, as its reader says.
    """

    reorder: Reorder
    deadline: float
    fail: Fail
    divide: Divide
    clean: Clean
    clock: Clock = field(default_factory=Clock)
    rate: float = 0  # bytes a second that are read of a large source; 0: any number

    def hear(self, worker: Worker, line: bytes) -> bool:
        """Take in a line. Whether the worker has come up with it. Raises `ProtocolError`, ValueError."""
        tag = line[:1]
        if tag == b"R" and worker.running:
            self._record(worker.queue[0], line)
            return False
        text = line[1:]
        if tag == b"+" and not worker.ready:
            worker.ready = True
            worker.until = inf
            return True
        if tag in b"GZ" and not worker.running:
            self._hear_many(worker, tag, text)
        elif tag in b"SPFKLXD":
            self._hear_of_one(worker, tag, text)
        elif tag == b"!" and not worker.ready:
            worker.complaint = text.decode("ascii", "replace")[:100]
        elif tag == b"Q" and not worker.running:
            worker.retiring = True
        else:
            raise ProtocolError
        return False

    def _patience(self, size: int, done: int) -> float:
        """Seconds for what a worker is at; what is read no faster than a rate has the time for that, too."""
        return patience(size, done, self.deadline) + (size / self.rate if self.rate else 0)

    def _record(self, slot: Slot, line: bytes) -> None:
        colon = line.index(b":")
        length = int(line[1:colon])
        end = colon + 1 + length
        frame, note = line[colon + 1 : end], line[end:]
        if len(frame) != length or not is_note(note):  # something else wrote into the socket
            raise ProtocolError
        if note:
            slot.trail.keep(note)
        self.reorder.put(slot, frame)

    def _hear_of_one(self, worker: Worker, tag: bytes, text: bytes) -> None:
        """Of the source at the head of its queue."""
        queue = worker.queue
        if tag == b"S" and queue and not worker.running and int(text) == queue[0].index:
            worker.running = True
            worker.glancing = max(0, worker.glancing - 1)
            self.reorder.begin(queue[0])
            worker.began = self.clock.now()
            worker.until = worker.began + self._patience(queue[0].span, 0)
        elif tag in b"PFKLX" and worker.running:
            self._hear_on(worker, tag, text)
        elif tag == b"D" and worker.running and int(text) == queue[0].index:
            worker.running = False
            worker.has_scanned(self.clock.now())
            worker.room = max(worker.room - max(SLOWER, worker.room // SLOWER), worker.least)
            self.reorder.close(worker.taken())
            worker.until = self.clock.now() + START if queue else inf
        else:
            raise ProtocolError

    def _hear_many(self, worker: Worker, tag: bytes, text: bytes) -> None:
        """Of sources that are looked at together."""
        queue = worker.queue
        if tag == b"Z" and worker.glancing:
            worker.glancing -= 1
            self.clean(worker.taken(), text.decode("ascii"))
            worker.room = min(worker.room + 1, LOTS * worker.most)
            if not worker.glancing:
                worker.until = self.clock.now() + START if queue else inf
        elif tag == b"G" and not worker.glancing:
            count, most = map(int, text.split(b":"))
            if not (1 < count <= len(queue) and most <= MANY):
                raise ProtocolError
            worker.glancing, worker.most = count, most
            lot = [queue[at] for at in range(worker.glancing)]
            for slot in lot:
                self.reorder.begin(slot)
            worker.began = self.clock.now()
            worker.until = worker.began + self._patience(sum(slot.span for slot in lot), 0)
        else:
            raise ProtocolError

    def _hear_on(self, worker: Worker, tag: bytes, text: bytes) -> None:
        """How it gets on with a source, or with a part of one."""
        slot = worker.queue[0]
        if tag == b"P":
            worker.until = worker.began + self._patience(slot.span, int(text))
        elif tag == b"F" and slot.part_size and slot.split is None:
            part = self.divide(slot, text)
            slot.worker, part.worker, part.line = None, worker, slot.line
            worker.queue[0] = part
            worker.until = worker.began + self._patience(part.span, 0)
        elif slot.split is None or not slot.is_part or tag == b"F":
            raise ProtocolError
        elif tag == b"K":
            slot.split.persons(text)
        elif tag == b"L":
            slot.split.counted(text)
        elif tag == b"X":
            self.fail(slot, Reason.BUG, "")
        else:
            raise ProtocolError
