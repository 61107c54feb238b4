"""Standard input as a source: spooled, so that a worker process can open it as often as it likes.

Up to 64 MiB stay in memory, more goes to a temporary file without a name. Both vanish with this process
however it ends: personal information is not left on a disk. Workers open it as /proc/<pid>/fd/<n>; where
there is no such thing (macOS) it is a named file, mode 0600 in a directory of mode 0700, removed at the end.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from piiscan.model import Source
from piiscan.sources.base import Choice, Found, SourceError, errno_name, stamp_of
from piiscan.temporary import tempfile

NAME = "-"
IN_MEMORY = 64 << 20
BLOCK = 1 << 20


def walk(paths: Sequence[str], choice: Choice, stack: ExitStack) -> Iterator[Found]:
    """The one source standard input is, however often it was named. It lives as long as the stack."""
    del paths
    if sys.stdin is None:
        raise SourceError("standard input is closed")
    return _spooled_later(sys.stdin.buffer, choice.stdin_filename or NAME, stack)


def _spooled_later(stream: BinaryIO, name: str, stack: ExitStack) -> Iterator[Found]:
    yield stack.enter_context(spooled(stream, name))


@contextmanager
def spooled(stream: BinaryIO, name: str = NAME, memory: int = IN_MEMORY) -> Iterator[Source]:
    """Read the stream to its end and give it as a source that can be opened until the context ends."""
    with ExitStack() as stack:
        try:
            handle, opens = _fill(stream, memory, stack)
        except OSError as error:
            raise SourceError(f"standard input could not be spooled: {errno_name(error)}") from error
        status = os.fstat(handle)
        yield Source(NAME, name, opens, status.st_size, stamp_of(status))


def _fill(stream: BinaryIO, memory: int, stack: ExitStack) -> tuple[int, str]:
    spool, opens = _in_memory(stack) if _handles().exists() and hasattr(os, "memfd_create") else _on_disk(stack)
    written = 0
    moved = False
    while block := stream.read(BLOCK):
        written += len(block)
        if written > memory and not moved:
            moved = True
            disk, path = _on_disk(stack)
            spool.seek(0)
            shutil.copyfileobj(spool, disk, BLOCK)
            spool.close()
            spool, opens = disk, path
        spool.write(block)
    spool.flush()
    return spool.fileno(), opens


def _in_memory(stack: ExitStack) -> tuple[BinaryIO, str]:
    spool = stack.enter_context(os.fdopen(os.memfd_create("piiscan-stdin"), "w+b"))
    return spool, str(_handles() / str(spool.fileno()))


def _on_disk(stack: ExitStack) -> tuple[BinaryIO, str]:
    if _handles().exists():
        nameless = cast("BinaryIO", stack.enter_context(tempfile.TemporaryFile()))
        return nameless, str(_handles() / str(nameless.fileno()))
    place = stack.enter_context(tempfile.TemporaryDirectory(prefix="piiscan-"))
    named = Path(place, "stdin")
    handle = os.open(named, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    return stack.enter_context(os.fdopen(handle, "w+b")), str(named)


def _handles() -> Path:
    """Where other processes of the same user find the open files of this one (Linux)."""
    return Path(f"/proc/{os.getpid()}/fd")
