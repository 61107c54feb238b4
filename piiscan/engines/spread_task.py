"""What runs on a Dask worker: a batch of sources, read by a pool of one process, its records written to a part.

The process is kept for the next task of the same run (`spread_keep`).

Rule: nothing of a document passes through Dask, in neither direction. A task is sent paths, sizes and times, and says
how many records it wrote; what it raises is told by the name of its class. The pool works in a Dask worker, whose
processes may have no children by `multiprocessing`, because it starts plain subprocesses.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace

import piiscan
from piiscan.engines.base import Interrupted
from piiscan.engines.named import resolve
from piiscan.engines.spread_keep import Kept
from piiscan.engines.worker import Setup
from piiscan.hidden import Hidden
from piiscan.model import Source
from piiscan.sources.unsure import Unsure

GO = "go"  # a file in the folder of the parts that is there as long as they are wanted
STOP = "stop"  # there instead of it: what is under way may come to its end
GOES_ON, CLOSES = b"+", b"."  # before each record of a part: whether it is the last of its source
LOOK = 0.25  # seconds between looks at it
TRIES = 8  # files looked at for that


class Batch(Hidden, Struct, frozen=True):
    """What a task is told. Its text says nothing: Dask logs the arguments of what fails."""

    version: str
    folder: str
    sources: tuple[tuple[str, str, str, int, tuple[int, int, int, int]], ...]
    setup: Setup
    part: tuple[list[object], int] | None = None  # of its only source: what, and its size
    token: str = ""  # where it stands in the file GO, what is not begun is wanted back


class Done(NamedTuple):
    """What a task says: the name of its part, how many sources came to an end, and how many bytes it wrote."""

    part: str = ""
    whole: int = 0
    size: int = 0
    error: str = ""
    cuts: bytes = b""  # where a large source is cut, of which this is the first part
    line: bytes = b""  # up to where lines were counted in a part
    alone: bool = True  # else it is no part that can be read by itself
    seconds: float = 0.0  # it took


class GivenUp(Exception):  # noqa: N818 - an end, not an error
    """Nobody wants the records any more."""


def read(batch: Batch) -> Done:
    """Read a batch; never raises."""
    if batch.version != piiscan.__version__:
        return Done(error=f"piiscan {piiscan.__version__} there, {batch.version} here")
    if not os.path.exists(os.path.join(batch.folder, GO)):  # noqa: PTH110, PTH118
        there = os.path.isdir(batch.folder)  # noqa: PTH112
        return Done(error="stopped" if there else "the folder of the parts is not to be seen there")
    began = monotonic()
    try:
        return _read(batch)._replace(seconds=monotonic() - began)
    except Exception as error:  # noqa: BLE001 - a message may hold anything, and Dask would send and log it
        return Done(error=type(error).__name__)


def _read(batch: Batch) -> Done:
    from piiscan.engines import pool

    sources = numbered_here([Source(*fields) for fields in batch.sources])
    name = uuid4().hex
    path = os.path.join(batch.folder, name)  # noqa: PTH118
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    kept, stop = kept_of(batch.folder), _Asked(batch)
    with os.fdopen(descriptor, "wb") as out:
        if batch.part is not None:
            return _read_part(batch, next(sources), batch.part, name, out, kept, stop)
        whole = _write(
            out, pool.frames(stop.until(sources), batch.setup, kept, encode=resolve(batch.setup.encode), stop=stop)
        )
        return Done(name, whole, out.tell())


def _write(out: BinaryIO, frames: Iterator[tuple[object, bytes | None]]) -> int:
    """Write records; how many sources came to their end."""
    whole, last = 0, b""
    with contextlib.suppress(Interrupted):
        for _, frame in frames:
            if last:
                out.write(b"%s%s\n" % (CLOSES if frame is None else GOES_ON, last))
            whole += frame is None
            last = frame or b""
    if last:
        out.write(b"%s%s\n" % (GOES_ON, last))
    return whole


def _read_part(
    batch: Batch,
    source: Source,
    part: tuple[list[object], int],
    name: str,
    out: BinaryIO,
    kept: Kept,
    stop: Callable[[], bool],
) -> Done:
    from piiscan.engines.spread_part import CUTS, LINE, read_apart
    from piiscan.part import NotAlone

    told = {CUTS: b"", LINE: b""}
    last = b""
    try:
        for said in read_apart(source, *part, batch.setup, kept, stop):
            if said[:1] in told:
                told[said[:1]] = said[1:]
                continue
            if last:
                out.write(last + b"\n")
            last = said
    except NotAlone:
        return Done(name, size=out.tell(), alone=False)
    except Interrupted:
        return Done(error="stopped")
    is_whole = not told[CUTS] and len(part[0]) == 1
    out.write((CLOSES + last[1:] if is_whole else last) + b"\n")
    return Done(name, 1, out.tell(), cuts=told[CUTS], line=told[LINE])


def kept_of(folder: str) -> Kept:
    """The processes that wait for more of a run."""
    return Kept(os.path.join(folder, GO))  # noqa: PTH118


class _Asked:
    """What the coordinator asks of a task that is under way, by files in the folder of the parts."""

    def __init__(self, batch: Batch) -> None:
        self.go, self.stopped = (os.path.join(batch.folder, name) for name in (GO, STOP))  # noqa: PTH118
        self.token = batch.token.encode()
        self.looked, self.over, self.enough = monotonic(), False, False
        self.read = 0  # bytes of GO

    def __call__(self) -> bool:
        """Whether to stop. Raises `GivenUp` where nobody wants the records any more."""
        if not self.over and monotonic() - self.looked >= LOOK:
            self.looked = monotonic()
            try:
                size = os.stat(self.go).st_size  # noqa: PTH116
            except OSError:
                self.over = True
                if not os.path.exists(self.stopped):  # noqa: PTH110
                    raise GivenUp from None
                return True
            if size != self.read and not self.enough:
                self.read = size
                with contextlib.suppress(OSError), open(self.go, "rb") as file:  # noqa: PTH123
                    self.enough = self.token in file.read().split()
        return self.over

    def until(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources to begin: one at least, and all unless those that are not begun are wanted back."""
        for source in sources:
            yield source
            if self.enough:
                return


def numbered_here(sources: Sequence[Source]) -> Iterator[Source]:
    """The sources with the device numbers of this machine.

    Each machine numbers its mounts by itself. That it is the same file system is shown by a file with the very inode
    number, size and times; where no file shows it, the numbers stay, and the files are told as replaced.
    """
    devices: dict[int, int] = {}
    tries: dict[int, int] = {}
    unsure = Unsure()
    for source in sources:
        device = source.stamp[0]
        if any(source.stamp) and device not in devices and tries.setdefault(device, 0) < TRIES:
            tries[device] += 1
            with contextlib.suppress(OSError, ValueError):  # a mount that hangs must not take the task with it
                status = unsure.lstat(source.opens)
                if _is_same(status, source):
                    devices[device] = status.st_dev
        if device in devices and devices[device] != device:
            yield replace(source, stamp=(devices[device], *source.stamp[1:]))
        else:
            yield source


def _is_same(status: os.stat_result, source: Source) -> bool:
    same = (status.st_ino, status.st_size, status.st_mtime_ns) == (source.stamp[1], source.size, source.stamp[2])
    return same and stat.S_ISREG(status.st_mode)
