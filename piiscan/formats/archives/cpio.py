"""CPIO: newc and crc, odc, and the old binary format in both byte orders. The payload of RPM packages and of initrd.

Archives may follow each other, with zeros between them, as in an initrd.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.archives.slices import Slices, damaged, shown, unix_kind
from piiscan.formats.base import Context, Extracted
from piiscan.formats.siblings import Siblings
from piiscan.model import Blob, Reason, Unscannable

_END = b"TRAILER!!!"
_LONGEST = 65536
_LONGEST_NAME = 4096  # of a header in bytes, whose mark some data happen to begin with
_KINDS = frozenset({0, 1, 2, 4, 6, 8, 10, 12})  # of files, by the mode; the last header has none
_WINDOW = 64 << 10
_HEX = frozenset(b"0123456789abcdefABCDEF")
_OCTAL = frozenset(b"01234567")


class _Header(NamedTuple):
    """What stands before a member, and by how much its name and its data are padded."""

    length: int
    mode: int
    links: int
    name_size: int
    size: int
    padding: int


def is_cpio(head: bytes) -> bool:
    """Whether a header stands here, not a text that begins with the same digits."""
    return _header(head[:110]) is not None


def extract_cpio(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members in order."""
    with blob.open() as stream:
        yield from _members(Slices(blob, stream, context, siblings=Siblings(extract_cpio, blob, context)))


def _members(slices: Slices) -> Iterator[Extracted]:
    position, end, ended = 0, slices.size(), False
    while position < end:
        header = _header(slices.at(position, 110))
        if header is None:
            found = _next(slices, position) if ended else None
            if found is None:
                break
            position = found
            continue
        name = slices.at(position + header.length, min(header.name_size, _LONGEST))
        start = _padded(position, header.length + header.name_size, header.padding)
        position = _padded(start, header.size, header.padding)
        ended = name.rstrip(b"\0") == _END
        if not ended:
            yield from _member(slices, header, shown(name), start)
    if not ended:
        yield from damaged(f"no good header at byte {position}")


def _member(slices: Slices, header: _Header, name: str, start: int) -> Iterator[Extracted]:
    kind = unix_kind(header.mode)
    if kind == "folder":
        return
    if kind:
        yield from slices.special(name, kind)
    elif not header.size and header.links > 1:
        # The last of several links has the data.
        yield from slices.refuse(name, Unscannable(Reason.SPECIAL, "hard link, not followed"))
    else:
        yield from slices.give(name, [(start, header.size)])


def _header(block: bytes) -> _Header | None:
    if block[:6] in {b"070701", b"070702"}:
        return _new(block)
    if block[:6] == b"070707":
        return _old_text(block)
    for order in "<>":
        if len(block) >= 26 and block[:2] == struct.pack(f"{order}H", 0o070707):
            # Numbers of 32 bits have their high half first in either order.
            _, _, _, mode, _, _, links, _, _, _, name_size, high, low = struct.unpack(f"{order}13H", block[:26])
            known = 0 < name_size <= _LONGEST_NAME and mode >> 12 in _KINDS
            return _Header(26, mode, links, name_size, high << 16 | low, 2) if known else None
    return None


def _new(block: bytes) -> _Header | None:
    if len(block) < 110 or not _HEX.issuperset(block[6:110]):
        return None
    fields = [int(block[at : at + 8], 16) for at in range(6, 110, 8)]
    _, mode, _, _, links, _, size, _, _, _, _, name_size, _ = fields
    return _Header(110, mode, links, name_size, size, 4)


def _old_text(block: bytes) -> _Header | None:
    if len(block) < 76 or not _OCTAL.issuperset(block[6:76]):
        return None
    mode, links, name_size, size = (int(block[at:end], 8) for at, end in ((18, 24), (36, 42), (59, 65), (65, 76)))
    return _Header(76, mode, links, name_size, size, 1)


def _padded(start: int, length: int, padding: int) -> int:
    """The end of what begins at `start`; both count from a header, whose place is padded too."""
    return start + length + (-(start + length) % padding)


def _next(slices: Slices, position: int) -> int | None:
    """Where another archive begins behind zeros."""
    while block := slices.at(position, _WINDOW):
        rest = block.lstrip(b"\0")
        if rest:
            found = position + len(block) - len(rest)
            return found if _header(slices.at(found, 110)) is not None else None
        position += len(block)
    return None
