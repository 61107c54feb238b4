"""How far a run is, on standard error: a line redrawn on a terminal, a line a minute elsewhere.

No thread: `tick` is called as records come and while workers are busy, and does nothing until it is time.
The time left is known where everything to read was counted ahead; the counting takes small slices of time
between redraws, so that a run never waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from msgspec import Struct

from piiscan.model import Outcome
from piiscan.reporters.terminal import clip, escape
from piiscan.sources.base import Found

REDRAW = 0.2  # seconds
LINE = 60.0
_SLICE = 0.02  # of counting ahead, for each redraw: a tenth of the time


class Ahead(Struct):
    """What there is to read in all, counted ahead of the reading with a walk of its own."""

    items: Iterator[Found]
    files: int = 0
    bytes: int = 0
    known: bool = False

    def step(self, seconds: float) -> None:
        """Count on, for about so long."""
        until = time.perf_counter() + seconds
        while not self.known and time.perf_counter() < until:
            for item in self.items:
                self.files += 1
                self.bytes += 0 if isinstance(item, Outcome) else item.size
                if not self.files % 64:
                    break
            else:
                self.known = True


@dataclass(slots=True)
class Progress:
    """The display. `columns` 0: lines, one a minute; otherwise one line of that width, redrawn."""

    out: TextIO
    columns: int = 0
    ahead: Ahead | None = None
    clock: Callable[[], float] = time.monotonic
    files: int = 0
    bytes: int = 0
    findings: int = 0
    name: str = ""
    _began: float = field(init=False)
    _next: float = field(init=False)
    gone: bool = False  # what it is shown on was closed
    _drawn: bool = False

    def __post_init__(self) -> None:
        self._began = self.clock()
        self._next = self._began + (REDRAW if self.columns else LINE)

    def record(self, record: Mapping[str, object]) -> None:
        """Take one finding or outcome into account."""
        if record["type"] == "finding":
            self.findings += 1
        elif not record["container"]:
            self.files += 1
            size = record["bytes"]
            self.bytes += size if isinstance(size, int) else 0
            self.name = str(record["file"])
        self.tick()

    def tick(self) -> None:
        """Show how far it is, if it is time to."""
        now = self.clock()
        if now < self._next:
            return
        self._next = now + (REDRAW if self.columns else LINE)
        if not self.columns:
            self._show(f"piiscan: {self._numbers(now)}\n")
        else:
            if self.ahead is not None:
                self.ahead.step(_SLICE)
            numbers = self._numbers(now)
            room = self.columns - 1 - len(numbers)
            name = f"  {clip(escape(self.name), room - 2)}" if self.name and room > 12 else ""
            shown = clip(numbers, self.columns - 1) if self.columns > 1 else ""
            self._show(f"\r{shown}{name}\x1b[K")
            self._drawn = True

    def close(self) -> None:
        """Leave the line empty for what comes next."""
        if self._drawn:
            self._show("\r\x1b[K")
            self._drawn = False

    def _show(self, text: str) -> None:
        """Write it. Where nobody reads it any more the run goes on, and its report is not lost."""
        if self.gone:
            return
        try:
            self.out.write(text)
            self.out.flush()
        except (OSError, ValueError):
            self.gone = True

    def _numbers(self, now: float) -> str:
        elapsed = max(now - self._began, 1e-9)
        ahead = self.ahead if self.ahead is not None and self.ahead.known else None
        files = f"{self.files:,}" if ahead is None else f"{self.files:,}/{ahead.files:,}"
        megabytes = f"{self.bytes / 1e6:,.0f}" if ahead is None else f"{self.bytes / 1e6:,.0f}/{ahead.bytes / 1e6:,.0f}"
        rate = self.bytes / 1e6 / elapsed
        left = None if ahead is None else self._left(elapsed, ahead)
        span = f"{_span(elapsed)} so far" if left is None else f"{_span(left)} left"
        findings = f"{self.findings:,} finding{'' if self.findings == 1 else 's'}"
        return f"{files} files  {megabytes} MB  {rate:,.1f} MB/s  {findings}  {span}"

    def _left(self, elapsed: float, ahead: Ahead) -> float | None:
        """Seconds left, by files or by bytes, whichever is further from its end."""
        of_files = self.files / ahead.files if ahead.files else 1.0
        of_bytes = self.bytes / ahead.bytes if ahead.bytes else 1.0
        done = min(of_files, of_bytes, 1.0)
        return elapsed * (1 - done) / done if done else None


def _span(seconds: float) -> str:
    """A length of time.

    >>> _span(75), _span(3725)
    ('1:15', '1:02:05')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
