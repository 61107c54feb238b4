"""A file that stands inside a text in base64 or hexadecimal digits, kept while it is read as a child.

In memory up to the limit for members, in an unlinked temporary file beyond.
"""

from __future__ import annotations

from typing import IO

from piiscan.formats.base import Context
from piiscan.formats.spans import part_of
from piiscan.model import Blob, Step
from piiscan.temporary import tempfile


class Held:
    """The bytes so far. Whoever made it closes it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(context.limits.member_memory, prefix="piiscan-")
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

        size = max(0, end - start)
        return Blob(name, lambda: part_of(self._file, start, size), (*parent.at, step), size)

    def close(self) -> None:
        """Let go of the bytes."""
        self._file.close()
