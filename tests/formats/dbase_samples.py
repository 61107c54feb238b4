"""Tables of dBase III to 7 and FoxPro, and their memos."""

from __future__ import annotations

import struct
from collections.abc import Sequence

Column = tuple[str, str, int]
FIELDS: list[Column] = [("NAME", "C", 20), ("SSN", "C", 11)]


def dbase(
    fields: Sequence[Column],
    records: Sequence[tuple[str, Sequence[str | bytes]]],
    version: int = 0x03,
    code_page: int = 0x03,
) -> bytes:
    """Records are (" " or "*", values)."""
    seven = version & 7 == 4
    step, first = (48, 68) if seven else (32, 32)
    backlink = 263 if version in {0x30, 0x31, 0x32} else 0
    size = 1 + sum(length for _, _, length in fields)
    begin = first + step * len(fields) + 1 + backlink
    head = struct.pack("<BBBBIHH17xB2x", version, 126, 1, 2, len(records), begin, size, code_page).ljust(first, b"\0")
    for name, kind, length in fields:
        if seven:
            head += struct.pack("<32ssBB13x", name.encode(), kind.encode(), length, 0)
        else:
            head += struct.pack("<11ss4xBB14x", name.encode(), kind.encode(), length & 255, length >> 8)
    head += b"\r" + bytes(backlink)
    body = bytearray()
    for flag, values in records:
        body += flag.encode()
        for value, (_, _, length) in zip(values, fields, strict=True):
            body += (value if isinstance(value, bytes) else value.encode("cp1252")).ljust(length)
    return head + bytes(body) + b"\x1a"


def dbt(memos: Sequence[str]) -> bytes:
    """Memos of dBase III."""
    head = struct.pack("<I12xB", len(memos) + 1, 3).ljust(512, b"\0")
    return head + b"".join((memo.encode() + b"\x1a\x1a").ljust(512, b"\0") for memo in memos)


def dbt_4(memos: Sequence[str]) -> bytes:
    """Memos of dBase IV."""
    head = struct.pack("<I16xH", len(memos) + 1, 512).ljust(512, b"\0")
    blocks = (b"\xff\xff\x08\0" + struct.pack("<I", len(memo) + 8) + memo.encode() for memo in memos)
    return head + b"".join(block.ljust(512, b"\0") for block in blocks)


def fpt(memos: Sequence[str | bytes]) -> bytes:
    """Memos of FoxPro."""
    head = struct.pack(">I2xH", len(memos) + 1, 512).ljust(512, b"\0")
    out = head
    for memo in memos:
        data = memo if isinstance(memo, bytes) else memo.encode()
        out += (struct.pack(">II", 1, len(data)) + data).ljust(512, b"\0")
    return out
