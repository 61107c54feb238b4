"""A report that grows: beyond what its reader takes, into another file; beyond memory, into a temporary one.

Rule: nothing is cut off in silence; what cannot go on is refused with the way out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol, cast, runtime_checkable

from piiscan.given import in_words
from piiscan.reporters.terminal import Sink
from piiscan.temporary import tempfile

_IN_MEMORY = 1 << 20  # bytes


class ReportError(Exception):
    """A report that cannot be made of this stream, and what to do instead."""


class NoRoomError(ReportError):
    """What waits could not be kept in the directory for temporary files, and why."""


@contextmanager
def waiting() -> Iterator[None]:
    """What fails here fails in the directory for temporary files."""
    try:
        yield
    except OSError as error:
        what = in_words(error)
        why = f"{what[:1].lower()}{what[1:]} in the directory for temporary files; no report was written"
        raise NoRoomError(why) from None


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


@contextmanager
def spooled() -> Iterator[IO[str]]:
    """A place for the part of a report that stands behind what is not known yet. On the disk without a name."""
    with (
        waiting(),
        tempfile.SpooledTemporaryFile(
            _IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline=""
        ) as place,
    ):
        yield cast("IO[str]", place)
