"""How long a source may take, and the clock that is measured with."""

from __future__ import annotations

from time import monotonic

from msgspec import Struct

COVERED = 64 << 20
"""Bytes the configured deadline is meant for. Beyond, it grows with the size: at 60 s, 1.1 MB/s will do."""

CAP = 10  # deadlines
SHORT = 0.25  # seconds


def allowance(size: int, deadline: float) -> float:
    """Seconds for a source of that size.

    >>> allowance(1000, 60.0), allowance(1 << 30, 60.0)
    (60.0, 960.0)
    """
    return deadline * max(1.0, size / COVERED)


def patience(size: int, done: int, deadline: float) -> float:
    """Seconds a source may take that has got through so many bytes: it gets more while it gets on.

    What stands still is ended after ten deadlines, however large it is. A small archive that unfolds to much has so
    long too, if it gets on as a file of that size must.

    >>> patience(1000, 0, 60.0), patience(1000, 256 << 20, 60.0), patience(1000, 4 << 30, 60.0)
    (60.0, 300.0, 600.0)
    >>> patience(20 << 30, 0, 60.0), patience(20 << 30, 10 << 30, 60.0), patience(20 << 30, 20 << 30, 60.0)
    (600.0, 9660.0, 19200.0)
    """
    whole = allowance(size, deadline)
    most = CAP * deadline
    first = min(whole, most)
    return max(first, min(max(whole, most), allowance(done, deadline) + deadline)) if done else first


class Clock(Struct):
    """Seconds in which the engine was at work, and nobody waited for the caller or the walker.

    While these two are busy nobody takes what workers give, and one that waits for that is not to blame.
    Short absences do not matter and are not left out: workers are to be ended in time. Monotonic: a clock set
    forward must not kill anybody.
    """

    away: float = 0.0
    left: float = 0.0

    def now(self) -> float:
        """The time by this clock."""
        return monotonic() - self.away

    def leave(self) -> None:
        """Something else takes over."""
        self.left = monotonic()

    def back(self) -> None:
        """The engine is at work again."""
        absence = monotonic() - self.left
        if absence > SHORT:
            self.away += absence
