"""How many bytes a scan has got through, for whoever waits for it. Rule: no clock; one listener in a process."""

from __future__ import annotations

from collections.abc import Callable

EVERY = 16 << 20  # bytes between two words to the listener


class Pulse:
    """Counts what is read of one source, its text and what unpacks from it."""

    __slots__ = ("_told", "done", "listener")

    def __init__(self) -> None:
        self.done = 0
        self.listener: Callable[[int], None] | None = None
        self._told = 0

    def begin(self) -> None:
        """Another source."""
        self.done = self._told = 0

    def passed(self, count: int) -> None:
        """So many bytes more are done with."""
        self.done += count
        if self.done - self._told >= EVERY:
            self._told = self.done
            if self.listener is not None:
                self.listener(self.done)


PULSE = Pulse()
