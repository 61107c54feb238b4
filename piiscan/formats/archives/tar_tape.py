"""A stream read as a tape: forward, with a look ahead. What a TAR inside a compressed file is read from."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from piiscan.formats.archives.tar_headers import BLOCK, find
from piiscan.model import Reason, Unscannable

OUTPUT = 256 << 10  # bytes given at once
_AHEAD = 32 << 10
"""Bytes of a file that are read at once: small members and their headers are not asked of the system one by one."""


class Tape:
    """A place on a stream. Others may read the same stream in between; to go back costs what it costs the stream."""

    def __init__(self, stream: BinaryIO, position: int = 0, ahead: bytes = b"") -> None:
        self.stream = stream
        self._ahead = ahead  # read and not yet taken
        self.position = position

    def fork(self) -> Tape:
        """Another place on the same stream, for now the same."""
        return Tape(self.stream, self.position, self._ahead)

    def read(self, size: int) -> bytes:
        """The next bytes; fewer only at the end."""
        data = self.peek(size)
        self._ahead = b"" if len(self._ahead) <= size else self._ahead[size:]
        self.position += len(data)
        return data

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay the next."""
        have = len(self._ahead)
        if have < size and (self.stream.tell() == self.position + have or self._goes_to(self.position + have)):
            while have < size and (more := self.stream.read(size - have)):
                self._ahead = self._ahead + more if have else more
                have = len(self._ahead)
        return self._ahead if have == size else self._ahead[:size]

    def put_back(self, data: bytes) -> None:
        """What was just read is the next again."""
        self._ahead = data + self._ahead
        self.position -= len(data)

    def seek(self, offset: int) -> None:
        """Go to a place. Beyond the end there is nothing to read, and that is all."""
        ahead = offset - self.position
        self._ahead = self._ahead[ahead:] if 0 <= ahead <= len(self._ahead) else b""
        self.position = offset

    def chunks(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes. Raises `Unscannable` where the tape ends before."""
        while size > 0:
            chunk = self.read(min(size, OUTPUT))
            if not chunk:
                raise Unscannable(Reason.CORRUPT, "member is cut short")
            size -= len(chunk)
            yield chunk

    def up_to_header(self, ended: Callable[[Tape], None]) -> Iterator[bytes]:
        """All up to the next header that can be told by its magic, or to the end; without the zeros before it.

        `ended` is given the tape where that is.
        """
        zeros, rest = 0, b""
        while True:
            read = self.read(OUTPUT)
            data = rest + read
            at = find(data)
            if at >= 0:
                self.put_back(data[at:])
                data = data[:at]
            elif read:
                data, rest = data[: 1 - BLOCK], data[1 - BLOCK :]  # a header may begin in the rest
            solid = data.rstrip(b"\0")
            if solid:
                yield from zeros_of(zeros)
                yield solid
                zeros = 0
            zeros += len(data) - len(solid)
            if at >= 0 or not read:
                ended(self)
                return

    def _goes_to(self, offset: int) -> bool:
        try:
            self.stream.seek(offset)
        except (OSError, OverflowError, ValueError):  # a place no file can have
            return False
        return True


def ahead_of(stream: BinaryIO) -> BinaryIO:
    """A file that is read in larger pieces than it is asked for; whatever else as it is, for it may come by once."""
    return io.BufferedReader(stream, _AHEAD) if isinstance(stream, io.FileIO) else stream


def zeros_of(count: int) -> Iterator[bytes]:
    """So many zeros."""
    while count > 0:
        yield bytes(min(count, OUTPUT))
        count -= OUTPUT
