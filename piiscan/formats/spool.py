"""A member of a container as a stream that can be read more than once. The only file that keeps members.

Read from front to back, or with leaps ahead, a member costs no more memory than a block: what reads it so
(text, tables, JSON) never causes a temporary file. Only who goes back or looks at the end pays for a copy, in
memory up to a limit and in an unlinked temporary file beyond. Members that follow each other in a stream that
cannot go back (a TAR inside a compressed file) are kept while they are read, by `Replay`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import IO, BinaryIO, cast

from piiscan.config import Limits
from piiscan.formats.base import Context
from piiscan.model import Blob, Gap, Location, Reason, Step, Unscannable
from piiscan.temporary import tempfile

CHUNK = 256 << 10
_REWIND = 64 << 10  # going back within so much from the start costs nothing
KEPT = 8 << 20
"""Bytes of what comes by once that are kept in memory, not in a file: most of it is never asked for again."""

Chunks = Callable[[], Iterator[bytes]]
"""A new run over the decoded bytes of a member, in pieces of 1 MiB at most. Raises `Unscannable`."""


class Member:
    """The decoded bytes of one member, counted against the budget of the source once.

    Where nothing was decompressed (`expands` is false) they are a part of what was counted before, or of the
    source itself, and cost nothing more. A number in its place: so many bytes count as one.

    Damage and limits met after the first byte end the stream as if the member ended there, so that all before
    is searched; `trouble` then says what happened, and who gave the member out reports it as a gap.

    `most`: of a member that has no size before it is read so many bytes at most, where that is known.
    """

    def __init__(self, chunks: Chunks, context: Context, *, expands: int = True, most: int | None = None) -> None:
        self.most = most
        self._chunks = chunks
        self._context = context
        self._expands = expands
        self.memory = context.limits.member_memory
        self.largest = context.limits.document
        self.counted = 0
        self.trouble: Unscannable | None = None

    def open(self) -> BinaryIO:
        """A new stream at offset 0. Raises `Unscannable` where not even the first byte can be had."""
        chunks = self.run()
        first = next(chunks, b"")
        return cast("BinaryIO", io.BufferedReader(_Stream(self, first, chunks), CHUNK))

    def run(self) -> Generator[bytes, None, None]:
        """The decoded bytes, budgeted; ends at trouble."""
        produced = 0
        given = False
        try:
            for chunk in self._chunks():
                produced += len(chunk)
                if produced > self.counted:
                    if self._expands:
                        cost = produced // self._expands - self.counted // self._expands
                        self._context.budget.take_bytes(cost)
                    self.counted = produced
                if chunk:
                    given = True
                    yield chunk
        except Unscannable as trouble:
            self.trouble = trouble
            if not given:
                raise

    def whole(self, most: int) -> bytes | None:
        """What a stream from `open` gives to its end; None where that is more than `most` bytes. Raises as it does."""
        pieces, size = [], 0
        with closing(self.run()) as chunks:
            for chunk in chunks:
                pieces.append(chunk)
                size += len(chunk)
                if size > most:
                    return None
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def gap(self, at: Location) -> Iterator[Gap]:
        """What of the member was not read, if it was given out and then ended early."""
        if self.trouble is not None and self.counted:
            yield Gap(self.trouble.reason, self.trouble.detail, at)


class _Stream(io.RawIOBase):
    """A seekable view on a run: sequential while it can be, a spooled copy from the moment it cannot."""

    def __init__(self, member: Member, first: bytes, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._member = member
        self._chunks = chunks
        self._rest = memoryview(first)
        self._position = 0
        self._head = first[:_REWIND]
        self._copy: IO[bytes] | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._copy is not None:
            data = self._copy.read(len(buffer))
            buffer[: len(data)] = data
            return len(data)
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._position += count
        return count

    def tell(self) -> int:
        return self._copy.tell() if self._copy is not None else self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if self._copy is None:
            if whence == io.SEEK_CUR:
                offset, whence = self._position + offset, io.SEEK_SET
            if whence == io.SEEK_SET and offset == self._position:
                return offset
            consumed_head = self._position <= len(self._head)
            if whence == io.SEEK_SET and 0 <= offset <= self._position and consumed_head:
                back = self._head[offset : self._position]
                self._rest = memoryview(back + bytes(self._rest))
                self._position = offset
                return offset
            if whence == io.SEEK_SET and offset > self._position:
                return self._skip(offset)
            self._copy = self._spool()
        return self._copy.seek(offset, whence)

    def close(self) -> None:
        if not self.closed:
            close = getattr(self._chunks, "close", None)
            if close is not None:
                close()
            if self._copy is not None:
                self._copy.close()
        super().close()

    def _skip(self, offset: int) -> int:
        """Go forward without a copy; no farther than the end."""
        while self._position < offset:
            if not self._rest:
                self._rest = memoryview(next(self._chunks, b""))
                if not self._rest:
                    break
            count = min(offset - self._position, len(self._rest))
            self._rest = self._rest[count:]
            self._position += count
        return self._position

    def _spool(self) -> IO[bytes]:
        copy = tempfile.SpooledTemporaryFile(max_size=self._member.memory, prefix="piiscan-")
        if self._position <= len(self._head):
            copy.write(self._head[: self._position])
            copy.write(self._rest)
            run = self._chunks
        else:
            run = self._member.run()
        for chunk in run:
            copy.write(chunk)
            if copy.tell() > self._member.largest:
                detail = f"larger than {self._member.largest} bytes, too much for a copy (limit: document)"
                self._member.trouble = limit(detail)
                break
        self._rest = memoryview(b"")
        return copy


class Replay:
    """The bytes of a member that come by only once, kept as they come, so that it can be run over again.

    `once` gives them from the stream that goes on to the next member; `again` from a stream of its own, which
    costs all that stands before the member, and is asked only for what is more than may be kept.
    """

    def __init__(self, once: Chunks, again: Chunks, limits: Limits) -> None:
        self._once = once()
        self._again = again
        self._largest = limits.document
        memory = min(limits.member_memory, KEPT)
        self._copy = tempfile.SpooledTemporaryFile(max_size=memory, prefix="piiscan-")
        self._kept = 0
        self._come = 0  # how far the only run is
        self._trouble: Exception | None = None

    def run(self) -> Iterator[bytes]:
        """All the bytes from the first on. Runs may take turns. Raises where, and what, the first run did."""
        position = 0
        while True:
            if position < self._kept:
                self._copy.seek(position)
                chunk = self._copy.read(min(CHUNK, self._kept - position))
            elif position == self._come:
                chunk = self._next()
            else:
                yield from _from(self._again(), position)
                return
            if not chunk:
                return
            position += len(chunk)
            yield chunk

    def close(self) -> None:
        """Let go of the copy."""
        self._copy.close()

    def _next(self) -> bytes:
        if self._trouble is not None:
            raise self._trouble
        try:
            chunk = next(self._once, b"")
        except Exception as trouble:
            self._trouble = trouble
            raise
        if self._kept == self._come and self._kept + len(chunk) <= self._largest:
            self._copy.seek(self._kept)
            self._copy.write(chunk)
            self._kept += len(chunk)
        self._come += len(chunk)
        return chunk


def _from(chunks: Iterator[bytes], position: int) -> Iterator[bytes]:
    """The chunks without the first `position` bytes."""
    for chunk in chunks:
        if position < len(chunk):
            yield chunk[position:]
        position = max(0, position - len(chunk))


def may_be_large(blob: Blob, most: int) -> bool:
    """Whether a member has no size before it is read, and may be of more than so many bytes."""
    known = getattr(getattr(blob.open, "__self__", None), "most", None)
    return blob.size is None and (known is None or known > most)


def read_small(blob: Blob, most: int) -> bytes | None:
    """All bytes of a member; None for one of more than `most`. Raises as opening and reading it does."""
    member = getattr(blob.open, "__self__", None)
    if isinstance(member, Member):  # nothing is built round it
        return member.whole(most)
    with blob.open() as stream:
        data = stream.read(most + 1)
    return data if len(data) <= most else None


def child(blob: Blob, step: Step, name: str, member: Member, size: int | None = None) -> Blob:
    """A member of `blob` to be read on its own."""
    return Blob(name, member.open, (*blob.at, step), size)


def refused(blob: Blob, step: Step, name: str, trouble: Unscannable, size: int | None = None) -> Blob:
    """A member of `blob` that cannot be opened: its own outcome says why."""

    def refuse() -> BinaryIO:
        raise trouble

    return Blob(name, refuse, (*blob.at, step), size)


def limit(detail: str) -> Unscannable:
    """A limit that is hit."""
    return Unscannable(Reason.LIMIT, detail)
