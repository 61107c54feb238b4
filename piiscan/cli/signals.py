"""Signals that end a run: the first asks for an orderly end, a second one breaks off what is under way."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """Whether a run was asked to end. The engine calls it between two steps."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self._breakable = False
        self._where = _Breakable(self)

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

    def breakable(self) -> _Breakable:
        """Where a second signal raises KeyboardInterrupt: waiting for the engine, not writing the report."""
        return self._where

    def may_break(self, allowed: bool) -> None:  # noqa: FBT001
        """Whether a second signal may raise from now on."""
        self._breakable = allowed


class _Breakable:
    """The context of that; one for all records, as they are many."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop

    def __enter__(self) -> None:
        self._stop.may_break(True)  # noqa: FBT003

    def __exit__(self, *_error: object) -> None:
        self._stop.may_break(False)  # noqa: FBT003


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
