"""A file that stands inside a text in base64 or hexadecimal digits, kept while it is read as a child.

In memory up to the limit for members, in an unlinked temporary file beyond.
"""

from __future__ import annotations

import io
import tempfile
from typing import IO, BinaryIO, cast

from piiscan.formats.base import Context
from piiscan.model import Blob, Step


class Held:
    """The bytes so far. Whoever made it closes it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(context.limits.member_memory, prefix="piiscan-")  # noqa: SIM115
        self.size = 0

    def write(self, data: bytes) -> None:
        """The next bytes, counted against the budget of the source."""
        self._context.budget.take_bytes(len(data))
        self._file.write(data)
        self.size += len(data)

    def head(self, count: int) -> bytes:
        """The first bytes."""
        self._file.seek(0)
        data = self._file.read(count)
        self._file.seek(self.size)
        return data

    def child(self, parent: Blob, step: Step, name: str, start: int = 0, end: int | None = None) -> Blob:
        """The bytes from `start` to `end` as a member of `parent`. Raises `Unscannable` beyond the budget."""
        self._context.budget.take_member()
        end = self.size if end is None else min(end, self.size)

        def opened() -> BinaryIO:
            return cast("BinaryIO", io.BufferedReader(_View(self._file, start, end)))

        return Blob(name, opened, (*parent.at, step), max(0, end - start))

    def close(self) -> None:
        """Let go of the bytes."""
        self._file.close()


class _View(io.RawIOBase):
    """A part of a file, with a position of its own."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        super().__init__()
        self._file = file
        self._start = start
        self._size = max(0, end - start)
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._position)
        data = self._file.read(max(0, min(len(buffer), self._size - self._position)))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        return self._position
