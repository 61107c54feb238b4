"""CBOR as RFC 8949 has it, made here: heads of the shortest form, or strings and containers without a length."""

from __future__ import annotations

import struct


def head(kind: int, value: int) -> bytes:
    """The first bytes of an item."""
    if value < 24:
        return bytes([kind << 5 | value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([kind << 5 | 24 + size]) + value.to_bytes(1 << size, "big")


def cbor(value: object, *, endless: bool = False) -> bytes:
    """An item."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str | bytes):
        kind, data = (3, value.encode()) if isinstance(value, str) else (2, value)
        if not endless:
            return head(kind, len(data)) + data
        parts = [data[at : at + 5] for at in range(0, len(data), 5)]
        return bytes([kind << 5 | 31]) + b"".join(head(kind, len(part)) + part for part in parts) + b"\xff"
    if isinstance(value, dict):
        inner = b"".join(cbor(key) + cbor(item, endless=endless) for key, item in value.items())
        return b"\xbf" + inner + b"\xff" if endless else head(5, len(value)) + inner
    assert isinstance(value, list)
    inner = b"".join(cbor(item, endless=endless) for item in value)
    return b"\x9f" + inner + b"\xff" if endless else head(4, len(value)) + inner
