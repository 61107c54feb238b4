"""Bytes of one large source no faster than a rate: read in small pieces, with a wait behind each.

Rule: who gives sources out (`engines.rate`) lets pass as long behind each as it should take to read; here this time is
spread over the reading. So no more than the rate is read, over all workers, in a large source too. A source of which
all is read within a second at that rate is not held up. Without a rate none of this is asked for more than once a file.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from time import monotonic, sleep

from msgspec import Struct, field

AT_ONCE = 8  # pieces in a second
LEAST = 4096  # bytes of one
LONGEST = 0.25  # seconds of one wait: Ctrl-C is heard between two


class Slowly(Struct):
    """The rate of this process. Threads that fetch share it."""

    most: float = 0  # bytes a second; 0: any number
    clock: Callable[[], float] = monotonic
    sleep: Callable[[float], None] = sleep
    _free: float = 0.0  # when the next byte may be read
    _lock: Lock = field(default_factory=Lock)

    def holds(self, size: int) -> bool:
        """Whether a source of that size is read so."""
        return 0 < self.most < size

    @property
    def piece(self) -> int:
        """Bytes to be read before the next wait."""
        return max(LEAST, int(self.most / AT_ONCE))

    def passed(self, count: int) -> None:
        """So many bytes were read: wait until the next ones may be."""
        with self._lock:
            self._free = free = max(self._free, self.clock()) + count / self.most
        while (wait := free - self.clock()) > 0:
            self.sleep(min(wait, LONGEST))


SLOWLY = Slowly()


def use_rate(most: float) -> None:
    """The bytes a second that hold from now on, in this process; 0: any number."""
    SLOWLY.most = most
