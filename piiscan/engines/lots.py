"""How many small sources are looked at together: as many as take no longer than anybody waits for a stop.

A lot costs some three milliseconds whatever is in it, and each of its files a twentieth of one from a local disk.
From a server that answers slowly a few of them take as long as a thousand do here: the time of the last lot decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from piiscan.engines.base import LOT

MANY = 1024
"""Sources in a lot, at most."""
TOGETHER = 4 << 20
"""Bytes of a lot, and a source more, at most: all of it is in memory twice."""
SHORT = 0.1
"""Seconds that a lot should take, at most."""


@dataclass(slots=True)
class Pace:
    """`most`: the sources of the next lot, at most."""

    most: int = LOT

    @contextmanager
    def of(self, count: int) -> Iterator[None]:
        """A lot of so many sources is looked at meanwhile."""
        began = monotonic()
        yield
        took = monotonic() - began
        if took > SHORT:
            self.most = max(LOT, self.most // 2)
        elif count == self.most and 2 * took < SHORT:
            self.most = min(MANY, 2 * self.most)
