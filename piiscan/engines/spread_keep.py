"""Processes that have read a batch and wait for the next one of the same run, so that not every task starts its own.

Rule: a process is used again by the very thread that started it, since it dies with that; it waits for two seconds,
and no longer than the records of its run are wanted.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from time import monotonic, sleep

from msgspec import Struct

from piiscan.engines import process
from piiscan.engines.process import Worker

WAIT = 2.0  # seconds
LOOK = 0.25  # seconds between looks


class _Idle(Struct, frozen=True):
    wanted: str
    salt: bytes
    thread: int
    until: float
    worker: Worker


class _Waiting:
    """All of this process, and the thread that looks after them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.idle: list[_Idle] = []
        self.watched = False

    def add(self, more: Iterable[_Idle]) -> None:
        """Let them wait."""
        with self.lock:
            self.idle.extend(more)
            start = bool(self.idle) and not self.watched
            self.watched = self.watched or start
        if start:
            threading.Thread(target=self.watch, name="piiscan-kept", daemon=True).start()

    def taken(self, which: Callable[[_Idle], bool]) -> list[_Idle]:
        """Those that are so, which wait no more."""
        with self.lock:
            found = [one for one in self.idle if which(one)]
            self.idle = [one for one in self.idle if not which(one)]
        return found

    def watch(self) -> None:
        """End what waits too long, or for nothing."""
        while True:
            sleep(LOOK)
            _bury(self.taken(lambda one: monotonic() > one.until or not os.path.exists(one.wanted)))  # noqa: PTH110
            with self.lock:
                if not self.idle:
                    self.watched = False
                    return


_WAITING = _Waiting()


class Kept(Struct, frozen=True):
    """Those of one run. `wanted` is a file that is there as long as its records are wanted."""

    wanted: str

    def take(self, salt: bytes) -> list[Worker]:
        """Those that were told of this run, by its number that nobody can guess."""
        mine = threading.get_ident(), self.wanted, salt
        return [one.worker for one in _WAITING.taken(lambda one: (one.thread, one.wanted, one.salt) == mine)]

    def give(self, salt: bytes, workers: Iterable[Worker]) -> None:
        """Let them wait for the next batch."""
        until, thread = monotonic() + WAIT, threading.get_ident()
        _WAITING.add(_Idle(self.wanted, salt, thread, until, worker) for worker in workers)

    def end(self) -> None:
        """End them."""
        _bury(_WAITING.taken(lambda one: one.wanted == self.wanted))


def _bury(idle: Iterable[_Idle]) -> None:
    ended = [one.worker for one in idle]
    for worker in ended:
        process.kill(worker)
    until = process.soon()
    for worker in ended:
        process.bury(worker, until)
