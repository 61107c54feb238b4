"""The pieces descriptors of UDF are made of: tags, names, and runs of bytes in an image."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

NAME = 257


class Extent(NamedTuple):
    """A run of bytes of a file; without a place it was never recorded and reads as zeros."""

    place: int | None
    size: int


def tag(block: bytes) -> int:
    """The identifier of a descriptor with a right checksum of its tag (ECMA-167, 3/7.2), else 0."""
    if len(block) < 16 or (sum(block[:4]) + sum(block[5:16])) & 0xFF != block[4]:
        return 0
    return int.from_bytes(block[:2], "little")


def third(data: bytes) -> tuple[int, int]:
    """Size and block of an extended descriptor."""
    size, _, _, block = struct.unpack_from("<4I", data)
    return size, block


def within(extents: list[Extent], offset: int) -> int | None:
    """The place of an offset into a partition that may stand in pieces."""
    for place, size in extents:
        if offset < size:
            return None if place is None else place + offset
        offset -= size
    return None


def text(raw: bytes) -> str:
    """A name in OSTA compressed Unicode (UDF 2.60, 2.1.1)."""
    if raw[:1] == b"\x10":
        return raw[1:].decode("utf-16-be", "replace") or "?"
    return raw[1:].decode("latin-1") or "?"


def names(data: bytes) -> Iterator[tuple[str, int, int, bool] | None]:
    """Each entry of a folder: its name, the block and the partition it leads to, and whether to a folder.

    ECMA-167, 4/14.4. Deleted names and that of the folder above are left out; None: no entry where one should be.
    """
    at = 0
    while at + 38 <= len(data):
        if tag(data[at : at + 16]) != NAME:
            if data[at:].strip(b"\0"):
                yield None
            return
        flags, length = data[at + 18], data[at + 19]
        _, block, partition = struct.unpack_from("<IIH", data, at + 20)
        (before,) = struct.unpack_from("<H", data, at + 36)
        start = at + 38 + before
        raw = data[start : start + length]
        at = start + length + -(38 + before + length) % 4
        if not flags & 0x0C:
            yield text(raw), block, partition, bool(flags & 2)
