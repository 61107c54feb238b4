"""The bytes of one version of an object, fetched as they are asked for: in blocks, or all of them where it is leapt in.

Rule: what is read is what was listed. Each answer carries the tag of what it was made from; one of another version is
an error, never a part of a mixture. What fails stays failed: nobody waits twice for a server that is gone.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import IO, TYPE_CHECKING
from weakref import WeakValueDictionary, finalize

from piiscan.model import Gap, Reason, Source, Unscannable
from piiscan.sources import remote
from piiscan.sources.base import errno_name
from piiscan.sources.listing import begun
from piiscan.sources.remote.faults import REPLACED, CutError
from piiscan.sources.remote.places import Entry, Place, connect, stamp_of
from piiscan.sources.remote.urls import split
from piiscan.sources.slowly import SLOWLY
from piiscan.temporary import tempfile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 4 << 20  # bytes of one request: most objects are smaller, and come whole with the first
LEAST = 64 << 10  # the same with a rate
KEPT = 3  # blocks in memory, beside the first
READERS = 3  # of one object at a time: of a text another one counts its lines
AHEAD = 1 << 20  # bytes of an object that is fetched while others are read
IN_FLIGHT = 16  # of those, at a time
LEAPS = 4  # to other places than the next one; with more, all of it is fetched at once
_MANY_LEAPS = 64  # the same for what is too large for that


class Held:
    """What is there of one object. Fetches the first block at once, or `ahead`: while something else is read."""

    fault: Unscannable | None = None
    unproved = False  # an answer had no tag, though the listing had

    def __init__(self, source: Source, *, ahead: bool = False) -> None:
        self.source = source
        self.after: Entry | None = None  # how it looked when all of it had been read, if one answer had all
        parts = split(source.opens)
        self.path = parts.path
        self.place: Place = connect(parts)
        # Each comes as fast as it does: with a rate it is a second's worth at most.
        slow = min(BLOCK, max(LEAST, int(SLOWLY.most)))
        self.block = slow if SLOWLY.holds(source.size) else BLOCK  # bytes of one request
        self._blocks: dict[int, bytes] = {}
        self._heads = [0]  # the blocks that come next, for each of those who read from front to back
        self._leaps = self._fetched = 0
        self._ahead: tuple[int, Callable[[float | None], bytes]] | None = None
        self._file: IO[bytes] | None = None
        if ahead:
            self._ahead = (0, begun(partial(self._fetch, 0)))
        else:
            self.begin()

    def begin(self) -> None:
        """Have the first block. Raises `Unscannable`."""
        if self.source.size:
            self._block(0)

    def read(self, at: int, count: int) -> bytes:
        """Bytes from a place on: at least one, but at the end, and not more than were asked for."""
        if at >= self.source.size:
            return b""
        if self._file is None:
            block = self._block(at // self.block)
            if self._file is None:
                return block[at % self.block : at % self.block + count]
        return os.pread(self._file.fileno(), min(count, self.source.size - at), at)

    def _block(self, index: int) -> bytes:
        block = self._blocks.get(index)
        if block is None:
            if self.fault is not None:
                raise self.fault
            try:
                block = self._missing(index)
            except Unscannable as fault:
                self.fault = fault
                raise
        return block

    def _missing(self, index: int) -> bytes:
        onward = index in self._heads
        if not onward:
            self._leaps += 1
            most = remote.limits().spooled
            if self.source.size <= most and (self._leaps > LEAPS or self._fetched >= self.source.size):
                self._spool()
                return b""
            if self._leaps > _MANY_LEAPS:
                told = f"more than {most} bytes, and not read from front to back (limit: spooled)"
                raise Unscannable(Reason.LIMIT, told)
        block = self._get(index)
        self._keep(index, block)
        self._heads = [*(head for head in self._heads if head != index), index + 1][-READERS:]
        if onward and index and (index + 1) * self.block < self.source.size:
            self._ahead = (index + 1, begun(partial(self._fetch, index + 1)))
        return block

    def _keep(self, index: int, block: bytes) -> None:
        self._blocks[index] = block
        for old in [one for one in self._blocks if one][:-KEPT]:
            del self._blocks[old]

    def _get(self, index: int) -> bytes:
        ahead, self._ahead = self._ahead, None
        return ahead[1](None) if ahead is not None and ahead[0] == index else self._fetch(index)

    def _fetch(self, index: int) -> bytes:
        start = index * self.block
        end = min(start + self.block, self.source.size)
        tagged = self.source.stamp[3] < 0

        def once() -> bytes:
            data, tag, after = self.place.fetch(self.path, start, end)
            if tagged and not tag:
                self.unproved = True
            if tagged and tag and stamp_of(Entry("", tag=tag))[3] != self.source.stamp[3]:
                raise Unscannable(Reason.CHANGED, REPLACED)
            if len(data) < end - start:
                raise CutError
            if not start and end == self.source.size:
                self.after = after
            return data

        data = self.place.line.ask(once)
        if SLOWLY.holds(self.source.size):
            SLOWLY.passed(len(data))
        self._fetched += len(data)
        return data

    def _spool(self) -> None:
        """Have all of it in a file without a name."""
        blocks = -(-self.source.size // self.block)
        try:
            file = tempfile.TemporaryFile()
            for index in range(blocks):
                block = self._blocks.get(index) or self._get(index)
                if index + 1 < blocks and index + 1 not in self._blocks:
                    self._ahead = (index + 1, begun(partial(self._fetch, index + 1)))
                file.write(block)
            file.flush()
        except OSError as error:
            told = f"{errno_name(error)} in the directory for temporary files"
            raise Unscannable(Reason.UNREADABLE, told) from None
        finalize(self, file.close)
        self._file = file
        self._blocks.clear()


class RemoteFile(io.RawIOBase):
    """One reader of an object."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self._at = 0

    def whole(self, most: int) -> bytes | None:
        """All of it, if that is no more and came with the first block."""
        size = self.held.source.size
        return self.held.read(0, size) if size <= min(most, self.held.block) else None

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill it, but at the end: as files of this machine do."""
        view = memoryview(buffer).cast("B")
        done = 0
        while done < len(view) and (data := self.held.read(self._at, len(view) - done)):
            view[done : done + len(data)] = data
            done += len(data)
            self._at += len(data)
        return done

    def readall(self) -> bytes:
        """All that follows."""
        pieces = []
        while data := self.held.read(self._at, BLOCK):
            pieces.append(data)
            self._at += len(data)
        return b"".join(pieces)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; nothing is fetched for that."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.held.source.size}[whence]
        if base + offset < 0:
            raise OSError(22, "")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """The place."""
        return self._at

    @property
    def fault(self) -> Gap | None:
        """What made it end early, whether or not its reader has said so."""
        fault = self.held.fault
        return None if fault is None else Gap(fault.reason, fault.detail)


_HELD: WeakValueDictionary[tuple[object, ...], Held] = WeakValueDictionary()
_COMING: dict[tuple[object, ...], Held] = {}


def coming(sources: Iterable[Source]) -> None:
    """These are opened next, in this order: begin to fetch the first of them. What else was begun is given up."""
    keys = {_key(source): source for source in sources}
    for key in _COMING.keys() - keys.keys():  # of a run that was ended
        del _COMING[key]
    for key, source in keys.items():
        if len(_COMING) >= IN_FLIGHT:
            return
        if 0 < source.size <= AHEAD and key not in _COMING:
            _COMING[key] = Held(source, ahead=True)


def _key(source: Source) -> tuple[object, ...]:
    return (source.opens, source.size, source.stamp)


def open_file(source: Source) -> RemoteFile:
    """A reader at the beginning. Those of one object share what was fetched of it. Raises `Unscannable`."""
    key = _key(source)
    held = _HELD.get(key)
    if held is None or held.fault is not None:
        held = _COMING.pop(key, None)
        if held is None:
            held = Held(source)
        else:
            held.begin()
        _HELD[key] = held
    return RemoteFile(held)
