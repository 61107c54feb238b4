"""Signals that end a run: the first asks for an orderly end, a second one breaks off what is under way."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import TypeVar

from piiscan.engines import Interrupted

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


_Event = TypeVar("_Event")


class Stop:
    """Whether a run was asked to end. The engine calls it between two steps."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._breakable = False

    def __call__(self) -> bool:
        """Whether to begin nothing new."""
        return self.signal is not None

    def request(self, number: int, _frame: FrameType | None = None) -> None:
        """Take a signal. It may come at any point of the program: a second one raises only where it may."""
        again = self.signal is not None
        if not again:
            self.signal = number
        elif self._breakable:
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
def stop_on_signals() -> Iterator[Stop]:
    """Have the ending signals set a `Stop` instead of ending the process, except those that are ignored."""
    stop = Stop()
    before = {number: signal.getsignal(number) for number in _ENDING}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]  # nohup
    try:
        for number in heeded:
            signal.signal(number, stop.request)
        yield stop
    finally:
        for number in heeded:
            signal.signal(number, before[number])
