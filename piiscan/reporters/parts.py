"""A report that grows: beyond what its reader takes, into another file; beyond memory, into a temporary one.

Rule: nothing is cut off in silence; what cannot go on is refused with the way out.
"""

from __future__ import annotations

import tempfile
from contextlib import AbstractContextManager
from typing import IO, Protocol, cast, runtime_checkable

from piiscan.reporters.terminal import Sink

_IN_MEMORY = 1 << 20  # bytes


class ReportError(Exception):
    """A report that cannot be made of this stream, and what to do instead."""


@runtime_checkable
class Parted(Sink, Protocol):
    """A place that has room for further files of the same report."""

    def another(self) -> Sink:
        """Begin the next file."""


def another(out: Sink, why: str) -> Sink:
    """The next file of a report. Raises `ReportError` where there is only one stream to write to."""
    if isinstance(out, Parted):
        return out.another()
    raise ReportError(f"{why}: use -o FILE, and the report goes on in further files beside it")


def spooled() -> AbstractContextManager[IO[str]]:
    """A place for the part of a report that stands behind what is not known yet. On the disk without a name."""
    place = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: SIM115 - the caller closes it
    return cast("AbstractContextManager[IO[str]]", place)
