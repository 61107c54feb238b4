"""Where the texts of a Visio drawing are: its streams, by the pointers that lead to them, inflated (Visio 5 to 2010).

The format has no published specification; this follows what the readers of libvisio and Apache POI found. Pointers
stand in streams that pointers lead to; a stream may be packed by references into a ring of 4096 bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_TRAILER = 0x24
_PACKED = 0x02
_RING, _SHIFT = 4096, 18
_MOST = 100_000  # streams
_DEEPEST = 16
_ROOT = 0x14
# Of Visio 5: where the list of pointers begins in a stream, by its kind. Later the stream itself says it.
_LISTS = {0x1D: 30, 0x4E: 30, 0x1E: 54, _ROOT: 130}
_LIST = 10


class Pointer(NamedTuple):
    """A stream: what it is, where it is, how many bytes it has there."""

    kind: int
    offset: int
    length: int
    flags: int


def streams(data: bytes, largest: int) -> Iterator[bytes]:
    """All streams of a drawing, inflated, of `largest` bytes in all at most."""
    if len(data) < _TRAILER + 18:
        return
    old = data[0x1A] < 6
    root = _pointer(data, _TRAILER, old=old)._replace(kind=_ROOT)
    waiting = [(root, 0)]
    seen: set[int] = set()
    total = 0
    while waiting and len(seen) < _MOST:
        pointer, depth = waiting.pop()
        if pointer.offset in seen or not pointer.length:
            continue
        seen.add(pointer.offset)
        content = data[pointer.offset : pointer.offset + pointer.length]
        if pointer.flags & _PACKED:
            # Four bytes of a packed stream say where it belongs; offsets inside count from behind them.
            content = inflated(content, largest - total)[4:]
        total += len(content)
        yield content
        if total > largest:
            return
        if depth < _DEEPEST and _leads_on(pointer):
            waiting += [(inner, depth + 1) for inner in _pointers(content, pointer.kind, old=old)]


def inflated(data: bytes, largest: int) -> bytes:
    r"""Take apart references into the last 4096 bytes; a bit says which of eight is one.

    >>> inflated(b"\x07abc\xee\xf0", 100)
    b'abcabc'
    """
    ring = bytearray(_RING)
    out = bytearray()
    at = 0
    while at < len(data) and len(out) < largest:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if flags >> bit & 1:
                ring[len(out) % _RING] = data[at]
                out.append(data[at])
                at += 1
                continue
            if at + 1 >= len(data):
                return bytes(out)
            place = (data[at + 1] & 0xF0) << 4 | data[at]
            start, count = (place + _SHIFT) % _RING, (data[at + 1] & 0x0F) + 3
            at += 2
            for index in range(count):
                byte = ring[(start + index) % _RING]
                ring[len(out) % _RING] = byte
                out.append(byte)
    return bytes(out)


def _leads_on(pointer: Pointer) -> bool:
    """Whether a stream holds pointers."""
    return pointer.kind == _ROOT or pointer.flags >> 4 == 5


def _pointer(data: bytes, at: int, *, old: bool) -> Pointer:
    if old:
        kind, flags, _, offset, length = struct.unpack_from("<HHIII", data, at)
        return Pointer(kind & 0xFF, offset, length, flags & 0xFF)
    kind, _, offset, length, flags = struct.unpack_from("<IIIIH", data, at)
    return Pointer(kind, offset, length, flags)


def _pointers(content: bytes, kind: int, *, old: bool) -> Iterator[Pointer]:
    try:
        if old:
            at, size = _LISTS.get(kind, _LIST), 16
            (count,) = struct.unpack_from("<H", content, at)
            at += 2
        else:
            at, size = struct.unpack_from("<I", content)[0], 18
            (count,) = struct.unpack_from("<I", content, at)
            at += 8
    except struct.error:
        return
    for _ in range(min(count, _MOST, max(0, len(content) - at) // size)):
        yield _pointer(content, at, old=old)
        at += size
