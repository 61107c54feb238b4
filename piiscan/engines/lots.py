"""How many small sources are looked at together: as many as take no longer than anybody waits for a stop.

A lot costs some three milliseconds whatever is in it, and each of its files a twentieth of one from a local disk.
From a server that answers slowly a few of them take as long as a thousand do here: the time of the last lot decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

from msgspec import Struct

from piiscan.dense import decoder
from piiscan.engines.base import LOT
from piiscan.model import Source
from piiscan.sources.remote import is_url

MANY = 1024
"""Sources in a lot, at most."""
TOGETHER = 4 << 20
"""Bytes of a lot, and a source more, at most: all of it is in memory twice."""
SHORT = 0.1
"""Seconds that a lot should take, at most."""


class Pace(Struct):
    """`most`: the sources of the next lot, at most."""

    most: int = LOT

    def holds_more(self, count: int, size: int, last: Source) -> bool:
        """Whether one more may go with so many sources and bytes, of which that is the last.

        A glance reads nothing of an object elsewhere, so that it says nothing of how long that takes.
        """
        return count < (min(LOT, self.most) if is_url(last.opens) else self.most) and size < TOGETHER

    @contextmanager
    def of(self, lot: Sequence[Source]) -> Iterator[None]:
        """A lot is looked at meanwhile."""
        began = monotonic()
        yield
        took = monotonic() - began
        if took > SHORT:
            self.most = max(LOT, self.most // 2)
        elif 2 * len(lot) > self.most and 2 * took < SHORT and not is_url(lot[-1].opens):
            self.most = min(MANY, 2 * self.most)


class Task(Struct, frozen=True):
    """What the parent says of a source in a line."""

    number: bytes
    source: Source
    again: list[object] | None
    part: list[object] | None
    single: bool  # not to be looked at together with others

    @classmethod
    def of(cls, line: bytes, loads: Callable[[bytes], Any]) -> Task:
        """What a line of the parent says."""
        index, root, path, opens, size, stamp, again, part, single = loads(line)
        return cls(b"%d" % index, Source(root, path, opens, size, tuple(stamp)), again, part, single)


def lots(lines: Iterator[bytes | None], pace: Pace) -> Iterator[list[Task]]:
    """What is there to be done, so much at once; nothing where the next line has to be waited for."""
    lot: list[Task] = []
    size = 0
    loads = decoder()
    for line in lines:
        task = None if line is None else Task.of(line, loads)
        if lot and (task is None or task.single or not pace.holds_more(len(lot), size, lot[-1].source)):
            yield lot
            lot, size = [], 0
        if task is None:
            yield []
        elif task.single:
            yield [task]
        else:
            lot.append(task)
            size += task.source.size
