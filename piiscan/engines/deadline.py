"""How long a source may take, and the clock that is measured with."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

COVERED = 64 << 20
"""Bytes the configured deadline is meant for. Beyond, it grows with the size: at 60 s, 1.1 MB/s will do."""

SHORT = 0.25  # seconds


def allowance(size: int, deadline: float) -> float:
    """Seconds for a source of that size.

    >>> allowance(1000, 60.0), allowance(1 << 30, 60.0)
    (60.0, 960.0)
    """
    return deadline * max(1.0, size / COVERED)


@dataclass(slots=True)
class Clock:
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
