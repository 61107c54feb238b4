"""What a worker runs here: the scan itself, with the time and the peak of memory of each file in its last record."""

from __future__ import annotations

import contextlib
import ctypes
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from piiscan.config import Config
from piiscan.model import Event, Outcome, Source
from piiscan.scan import scan_one
from piiscan.stream import to_record

_BEGUN: list[float] = []  # one, in the process that scans


def scan(source: Source, config: Config) -> Iterator[Event]:
    """`scan_one`, with the highest mark of the memory put back to what is held now."""
    with contextlib.suppress(OSError, AttributeError):  # Linux only; elsewhere the peak is that of the whole process
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: a worker that seals itself may not write there
        Path("/proc/self/clear_refs").write_text("5")
    _BEGUN[:] = [time.monotonic()]
    yield from scan_one(source, config)


def encode(event: Event, config: Config) -> dict[str, object]:
    """The record; that of the file itself says what it cost. One made by the supervisor for a dead worker does not."""
    record = to_record(event, config)
    if isinstance(event, Outcome) and not event.at and _BEGUN:
        record |= {"seconds": time.monotonic() - _BEGUN[0], "peak": peak()}
    return record


def peak() -> float:
    """MiB of resident memory at the highest."""
    with contextlib.suppress(OSError):
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / (1 << 20)
