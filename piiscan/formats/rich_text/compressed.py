"""Compressed RTF (MS-OXRTFCP), as Outlook keeps bodies. The only file that takes it apart."""

from __future__ import annotations

import struct

# 2.1.2.1: what the dictionary begins with.
_BEGUN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_SIZE = 4096
_COMPRESSED, _PLAIN = b"LZFu", b"MELA"


def decompressed(data: bytes, largest: int) -> tuple[bytes, bool]:
    r"""(RTF, whether it is whole), of `largest` bytes at most. What is no compressed RTF is nothing.

    >>> head = bytes.fromhex("24000000170000004c5a4675f903add8")
    >>> decompressed(head + bytes.fromhex("0300040600534e20303130202d39342d300e10317d010e60"), 100)
    (b'{\\rtf1 SSN 010-94-0001}', True)
    """
    if len(data) < 16:
        return b"", False
    size, raw = struct.unpack_from("<II", data)
    kind = data[8:12]
    content = data[16 : size + 4]
    if kind == _PLAIN:
        return content[: min(raw, largest)], len(content) >= raw
    if kind != _COMPRESSED:
        return b"", False
    out = _inflated(content, min(raw, largest))
    return out, len(out) >= raw


def _inflated(data: bytes, wanted: int) -> bytes:
    """References into a ring of 4096 bytes, and bytes as they are, eight after each byte of flags (2.2.2)."""
    ring = bytearray(_SIZE)
    ring[: len(_BEGUN)] = _BEGUN
    write, at = len(_BEGUN), 0
    out = bytearray()
    while at < len(data) and len(out) < wanted:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= len(data):
                break
            if not flags >> bit & 1:
                out.append(data[at])
                ring[write] = data[at]
                write = (write + 1) % _SIZE
                at += 1
                continue
            if at + 1 >= len(data):
                return bytes(out)
            reference = data[at] << 8 | data[at + 1]
            at += 2
            read, count = reference >> 4, (reference & 0xF) + 2
            if read == write:  # the end
                return bytes(out[:wanted])
            for _ in range(count):
                byte = ring[read]
                out.append(byte)
                ring[write] = byte
                read, write = (read + 1) % _SIZE, (write + 1) % _SIZE
    return bytes(out[:wanted])
