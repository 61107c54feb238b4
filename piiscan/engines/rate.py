"""How fast a run may read (--max-rate): files and bytes a second, over all its workers.

Rule: whoever gives files out asks here, and nobody else gives any; so the rate holds for any number of workers. A file
counts with its size when it is given out, and as long as that takes nothing else is: who reads it spreads its bytes
over that time (`sources.slowly`). A second's worth may be saved up.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from msgspec import Struct

SAVED = 1.0  # seconds


class MaxRate(Struct, frozen=True):
    """Files and bytes a second; 0: any number."""

    files: float = 0
    bytes: float = 0


class Rate:
    """The rate of one run, by a clock."""

    def __init__(self, most: MaxRate, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._free = [clock()] * 2  # when the next file may be given out: by files, by bytes

    @property
    def bytes(self) -> float:
        """Bytes a second; 0: any number."""
        return self._most.bytes

    def wait(self) -> float:
        """Seconds until one more may be given out; 0: now."""
        return max(0.0, max(self._free) - self._clock())

    def take(self, size: int) -> None:
        """A file of that size is given out."""
        saved = self._clock() - SAVED
        costs = (
            1 / self._most.files if self._most.files else 0.0,
            size / self._most.bytes if self._most.bytes else 0.0,
        )
        self._free = [max(free, saved) + cost for free, cost in zip(self._free, costs, strict=True)]
