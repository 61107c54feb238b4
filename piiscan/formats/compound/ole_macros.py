"""The source of macros in Office documents (MS-OVBA): read as text, never run."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from piiscan.formats.compound.ole import Compound, Path, shown
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Segment, Step

# A module begins with "Attribute VB_Name", packed: a mark, the head of a chunk, the flags of eight signs, the signs.
_BEGINS = b"\x00Attribut"
_CHUNK = 4096
_FOLDER = "vba"
_PROJECT = frozenset({"project", "projectwm"})


def is_of_macros(path: Path) -> bool:
    """Whether a stream holds nothing but macros, packed, and what was compiled of them."""
    return (len(path) > 1 and path[-2].lower() == _FOLDER) or path[-1].lower() in _PROJECT


def macros(compound: Compound) -> Iterator[Segment]:
    """The source of every module in a document."""
    for path in compound.streams:
        if len(path) < 2 or path[-2].lower() != _FOLDER:
            continue
        data = compound.read(path)
        at = data.find(_BEGINS)
        if at < 3 or data[at - 3] != 1:
            continue
        flow = Flow()
        source = unpacked(data[at - 3 :], compound.context.limits.document)
        compound.context.budget.take_bytes(len(source))
        text = source.decode("cp1252", "replace").replace("\r\n", "\n")
        flow.write(text, (Step(Axis.PART, f"macro {shown(path[-1])}"),), 1, 1)
        yield from flow.finish()


def unpacked(data: bytes, largest: int) -> bytes:
    r"""Take apart the chunks of a packed stream (2.4.1), as far as they can be.

    >>> unpacked(bytes.fromhex("0119b000616263646566676800696a6b6c6d6e6f70007172737475762e"), 100)
    b'abcdefghijklmnopqrstuv.'
    >>> unpacked(bytes.fromhex("0103b002614500"), 100) == b"a" * 73
    True
    """
    out = bytearray()
    at = 1
    while at + 2 <= len(data) and len(out) < largest:
        (head,) = struct.unpack_from("<H", data, at)
        chunk = data[at + 2 : at + (head & 0xFFF) + 3]
        at += (head & 0xFFF) + 3
        if head >> 12 & 7 != 3:
            break
        out += _chunk(chunk) if head & 0x8000 else chunk[:_CHUNK]
    return bytes(out)


def _chunk(data: bytes) -> bytes:
    """Signs, and references to signs before; how many bits a reference counts with grows with what is there."""
    out = bytearray()
    at = 0
    while at < len(data):
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data) or len(out) >= _CHUNK:
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 2 > len(data) or not out:
                return bytes(out)
            (token,) = struct.unpack_from("<H", data, at)
            at += 2
            bits = max((len(out) - 1).bit_length(), 4)
            back, count = (token >> 16 - bits) + 1, (token & 0xFFFF >> bits) + 3
            if back > len(out):
                return bytes(out)
            for _ in range(count):
                out.append(out[-back])
    return bytes(out)
