"""The real scan, but for files whose names say that they are poison. Workers find it by its name."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from piiscan.scan import scan_one

if TYPE_CHECKING:
    from piiscan.config import Config
    from piiscan.model import Event, Source

_HELD = []


def _eat() -> None:
    while True:
        _HELD.append(bytearray(64 << 20))


def _hang() -> None:
    while True:
        time.sleep(1)


KINDS: dict[str, Callable[[], object]] = {
    "crash": lambda: ctypes.string_at(0),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda: os._exit(3),
    "hang": _hang,
    "memory": _eat,
}


def scan(source: Source, config: Config) -> Iterator[Event]:
    """As `scan_one`, where the file does no harm: "0017-hang.csv" does."""
    kind = source.path.rpartition("-")[2].partition(".")[0]
    if kind in KINDS:
        KINDS[kind]()
    yield from scan_one(source, config)
