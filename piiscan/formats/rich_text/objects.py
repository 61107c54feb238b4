"""Objects and pictures of RTF as children, without the wrapping of OLE 1 where there is one (MS-OLEDS, chapter 2.2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

from piiscan.formats.held import Held
from piiscan.model import Axis, Blob, Step

_HEAD = 8192
_EMBEDDED = 2
_LONGEST_NAME = 4096


class Ended(Struct):
    """An object that is complete: its bytes, and the name it is to have."""

    held: Held
    name: str


def children(blob: Blob, ended: list[Ended]) -> Iterator[Blob]:
    """The objects that are complete, each of which is let go of when it has been read."""
    while ended:
        done = ended.pop(0)
        try:
            if done.held.size:
                start, end, name = unwrapped(done.held.head(_HEAD), done.held.size)
                name = name.replace("\\", "/").rpartition("/")[2]
                step = Step(Axis.MEMBER, f"{done.name} ({name})" if name else done.name)
                yield done.held.child(blob, step, name or done.name, start, end)
        finally:
            done.held.close()


def unwrapped(head: bytes, size: int) -> tuple[int, int, str]:
    """Where the data of an object begin and end, and the name of a file that was packed; all of it if in doubt."""
    try:
        _, kind = struct.unpack_from("<II", head)
        at, name = _string(head, 8)
        at, _ = _string(head, at)
        at, _ = _string(head, at)
        (length,) = struct.unpack_from("<I", head, at)
    except (struct.error, ValueError):
        return 0, size, ""
    if kind != _EMBEDDED:
        return 0, size, ""
    start, end = at + 4, min(at + 4 + length, size)
    if name != b"Package":
        return start, end, ""
    try:
        return _packed(head, start, end)
    except (struct.error, ValueError):
        return start, end, ""


def _packed(head: bytes, start: int, end: int) -> tuple[int, int, str]:
    """A file that the packager of Windows wrapped: label, path, then the path it came from, and the file."""
    at, label = _terminated(head, start + 2)
    at, _ = _terminated(head, at)
    (length,) = struct.unpack_from("<I", head, at + 4)
    at += 8 + int(length)
    (size,) = struct.unpack_from("<I", head, at)
    return at + 4, min(at + 4 + int(size), end), label.decode("cp1252", "replace")


def _string(head: bytes, at: int) -> tuple[int, bytes]:
    (length,) = struct.unpack_from("<I", head, at)
    if length > _LONGEST_NAME:
        raise ValueError
    return at + 4 + length, head[at + 4 : at + 4 + length].rstrip(b"\0")


def _terminated(head: bytes, at: int) -> tuple[int, bytes]:
    end = head.index(b"\0", at)
    return end + 1, head[at:end]
