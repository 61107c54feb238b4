"""An encoded run that is to be read on its own: its letters, kept as they come, and the blob they stand for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from piiscan.formats.base import Context
from piiscan.formats.encoded.triggers import Buffer
from piiscan.formats.spans import part_of
from piiscan.formats.spool import Member
from piiscan.model import Blob, Location
from piiscan.temporary import tempfile

Decode = Callable[[BinaryIO], Iterator[bytes]]
Ends = Callable[[Buffer, int], int]
"""Where a run that has begun before a text ends in it."""


class Long:
    """A run under way. `at` are the steps inside the blob it stands in, the encoding last."""

    def __init__(self, at: Location, name: str, ends: Ends, decode: Decode, context: Context) -> None:
        self.ends = ends
        self._at = at
        self._name = name
        self._decode = decode
        self._context = context
        memory = context.limits.member_memory
        self._letters = tempfile.SpooledTemporaryFile(max_size=memory, prefix="piiscan-")

    def add(self, letters: Buffer) -> None:
        """More of it has come."""
        self._letters.write(letters)

    def close(self) -> None:
        """Let go of the letters."""
        self._letters.close()

    def blob(self, outer: Blob) -> Blob:
        """What it stands for, when all of it has come."""

        def chunks() -> Iterator[bytes]:
            with part_of(self._letters, 0, self._letters.seek(0, io.SEEK_END)) as letters:
                yield from self._decode(letters)

        return Blob(self._name, Member(chunks, self._context).open, (*outer.at, *self._at))
