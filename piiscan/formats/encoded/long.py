"""An encoded run that is to be read on its own: its letters, kept as they come, and the blob they stand for.

One that is known to be a text, and short, is decoded at once: many of them are looked at together, see `members`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from piiscan.formats.base import Context
from piiscan.formats.encoded.triggers import Buffer
from piiscan.formats.spans import part_of
from piiscan.formats.spool import Member
from piiscan.model import Blob, Location, Unscannable
from piiscan.temporary import tempfile

_SHORT = 4096  # letters
Decode = Callable[[BinaryIO], Iterator[bytes]]
Ends = Callable[[Buffer, int], int]
"""Where a run that has begun before a text ends in it."""


class Long:
    """A run under way. `at` are the steps inside the blob it stands in, the encoding last."""

    def __init__(
        self, at: Location, name: str, ends: Ends, decode: Decode, context: Context, *, text: bool = False
    ) -> None:
        self.ends = ends
        self._text = text
        self._at = at
        self._name = name
        self._decode = decode
        self._context = context
        self._size = 0
        memory = context.limits.member_memory
        self._letters = tempfile.SpooledTemporaryFile(max_size=memory, prefix="piiscan-")

    def add(self, letters: Buffer) -> None:
        """More of it has come."""
        self._letters.write(letters)
        self._size += len(letters)

    def close(self) -> None:
        """Let go of the letters."""
        self._letters.close()

    @property
    def is_short(self) -> bool:
        """Whether it is a text in so few letters that no limit counts it: a log may have a million tokens."""
        return self._text and self._size <= _SHORT

    @property
    def _most(self) -> int | None:
        """Bytes that it can stand for, where these are a text; a package may be far larger."""
        return self._size if self._text else None

    def blob(self, outer: Blob) -> Blob:
        """What it stands for, when all of it has come; of a short one the size is known."""
        if self.is_short:
            self._letters.seek(0)
            try:
                data = b"".join(self._decode(cast("BinaryIO", self._letters)))
            except Unscannable:
                pass  # it is met again when the blob is read, and told
            else:
                return Blob(self._name, partial(io.BytesIO, data), (*outer.at, *self._at), len(data))

        def chunks() -> Iterator[bytes]:
            with part_of(self._letters, 0, self._letters.seek(0, io.SEEK_END)) as letters:
                yield from self._decode(letters)

        return Blob(self._name, Member(chunks, self._context, most=self._most).open, (*outer.at, *self._at))
