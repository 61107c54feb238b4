"""The memos of a dBase or FoxPro table: texts in blocks of a file of the same name (.dbt, .fpt) beside it."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import ExitStack
from typing import BinaryIO

from piiscan.model import Blob

_LARGEST = 16 << 20  # bytes of a memo
_SUFFIXES = ("fpt", "FPT", "dbt", "DBT", "Fpt", "Dbt")
_DBASE_4 = b"\xff\xff\x08\x00"


class Memos:
    """The memos by number. A number that leads nowhere has no text."""

    def __init__(self, stream: BinaryIO, *, foxpro: bool) -> None:
        self._stream = stream
        head = stream.read(32)
        self._foxpro = foxpro
        if foxpro:
            size = int.from_bytes(head[6:8], "big")
        else:
            size = int.from_bytes(head[20:22], "little") if head[16:17] != b"\x03" else 512
        self._block = size or 512

    def get(self, number: int) -> bytes:
        """The bytes of a memo."""
        self._stream.seek(number * self._block)
        head = self._stream.read(8)
        if len(head) < 8:
            return b""
        if self._foxpro:
            return self._stream.read(min(struct.unpack(">4xI", head)[0], _LARGEST))
        if head.startswith(_DBASE_4):
            return self._stream.read(min(max(struct.unpack("<4xI", head)[0] - 8, 0), _LARGEST))
        return self._to_the_mark(head)

    def _to_the_mark(self, data: bytes) -> bytes:
        """A memo of dBase III, which ends with 1A."""
        while b"\x1a" not in data and len(data) < _LARGEST and (more := self._stream.read(4096)):
            data += more
        return data.split(b"\x1a", 1)[0]


def open_memos(blob: Blob, stack: ExitStack, *, foxpro: bool) -> Memos | None:
    """The memos of a table, if their file stands beside it."""
    beside: Callable[[str], BinaryIO | None] | None = blob.beside
    if beside is None:
        return None
    stem = blob.name.rpartition(".")[0] or blob.name
    for suffix in _SUFFIXES:
        stream = beside(f"{stem}.{suffix}")
        if stream is not None:
            stack.enter_context(stream)
            return Memos(stream, foxpro=foxpro or suffix.lower() == "fpt")
    return None
