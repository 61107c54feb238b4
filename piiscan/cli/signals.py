"""Signals that end a run: the first asks for an orderly end, a second one breaks off what is under way.

Rule: five seconds after the first the report is there. Workers are ended in time by their engine; a file that is read
in this process is broken off here, because nobody else could.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TypeVar

from piiscan.engines import Interrupted

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_AGAIN = 0.2  # seconds until it is tried again, where nothing could be broken off just then

_Event = TypeVar("_Event")


class Stop:
    """Whether a run was asked to end. The engine calls it between two steps."""

    def __init__(self, drain: float = 0.0) -> None:
        """`drain`: seconds from the first signal until what is under way is broken off; 0: only a second does that."""
        self.signal: int | None = None
        self._drain = drain
        self._breakable = False

    def __call__(self) -> bool:
        """Whether to begin nothing new."""
        return self.signal is not None

    def request(self, number: int, _frame: FrameType | None = None) -> None:
        """Take a signal. It may come at any point of the program: a second one raises only where it may."""
        again = self.signal is not None
        if not again:
            self.signal = number
            if self._drain:
                signal.setitimer(signal.ITIMER_REAL, self._drain, _AGAIN)
        elif self._breakable:
            raise KeyboardInterrupt

    def late(self, _number: int, _frame: FrameType | None = None) -> None:
        """The time since the first signal is over."""
        if self.signal is not None and self._breakable:
            raise KeyboardInterrupt

    def before(self, events: Iterator[_Event]) -> Iterator[_Event]:
        """What an engine gives, whose end by a signal is an end like another.

        A second signal breaks off waiting for the engine, not what is done with what it gave.
        """
        while True:
            try:
                try:
                    self._breakable = True
                    event = next(events)
                finally:
                    self._breakable = False
            except (StopIteration, Interrupted, KeyboardInterrupt):
                return
            yield event


@contextlib.contextmanager
def stop_on_signals(drain: float) -> Iterator[Stop]:
    """Have the ending signals set a `Stop` instead of ending the process, except those that are ignored."""
    stop = Stop(drain)
    before = {number: signal.getsignal(number) for number in _ENDING}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]  # nohup
    timed = signal.signal(signal.SIGALRM, stop.late) if drain else None
    try:
        for number in heeded:
            signal.signal(number, stop.request)
        yield stop
    finally:
        if drain:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, timed)
        for number in heeded:
            signal.signal(number, before[number])
