"""Binary formats without a magic number, by how their first bytes are built.

Rule: each test looks at several fields that have to fit each other; a single odd byte is no evidence.
"""

from __future__ import annotations

import struct

_DBASE = frozenset({0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0x8E, 0xCB, 0xE5, 0xF5, 0xFB})
_DBASE_TYPES = b"CNFDLMGPBIYTVQ0+O@W"


def by_structure(head: bytes) -> tuple[str, str] | None:
    """(name of the format, media type) of what begins with `head`, which is no text."""
    if _is_dbase(head):
        return "dbase", "application/vnd.dbf"
    if head.startswith(b"\1\0\0\0") and head[40:44] == b" EMF":
        return "emf", "image/emf"
    if _is_arrow_stream(head):
        return "arrow", "application/vnd.apache.arrow.stream"
    return None


def _is_dbase(head: bytes) -> bool:
    """A table of dBase or its kin: a version, a date, and a first field."""
    if len(head) < 64 or head[0] not in _DBASE or not (head[2] <= 12 and head[3] <= 31):
        return False
    first, name, kind = (68, 32, 100) if head[0] & 7 == 4 else (32, 11, 43)
    begin, size = struct.unpack_from("<HH", head, 8)
    if begin <= first or size < 2 or len(head) <= kind:
        return False
    named = head[first : first + name].split(b"\0")[0]
    return bool(named) and named.isascii() and named.decode().isprintable() and head[kind] in _DBASE_TYPES


def _is_arrow_stream(head: bytes) -> bool:
    """A stream of Arrow: the message with its schema, as a mark, a length, and a table."""
    if len(head) < 16 or not head.startswith(b"\xff\xff\xff\xff"):
        return False
    length, root = struct.unpack_from("<iI", head, 4)
    return 0 < length < 64 << 20 and not length % 8 and 0 < root <= 64
