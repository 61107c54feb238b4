"""The headers of a TAR archive: ustar, GNU, pax, and those before ustar. What they claim, and whether it can be.

Read here and not by `tarfile`, which the versions of Python this runs on differ in: a negative size ends in an
endless loop (CVE-2025-8194), a long pax header takes time by its square (CVE-2024-6232) and is read whole
whatever size it claims, and a damaged header ends the archive in silence. Sources: POSIX.1-2017 pax, chapters
"ustar interchange format" and "pax interchange format"; GNU tar manual, "Basic tar format".
"""

from __future__ import annotations

import re
import struct
from typing import NamedTuple
from zlib import adler32

BLOCK = 512
_NUMBER = re.compile(rb"[ \0]*([0-7]*)[ \0]*(?:[ \0].*)?", re.DOTALL)
_ENDS, _OCTAL = frozenset(b"\0 "), b"01234567"
_RECORD = re.compile(rb"([0-9]{1,10}) ([^=]+)=", re.DOTALL)
_SIGNED = struct.Struct("148b8x356b")
_PIECES = 4  # of a sparse member, in the header; 21 in each block behind it


class Header(NamedTuple):
    """What one block claims about the member behind it."""

    name: str
    kind: bytes  # "typeflag", one byte
    size: int  # bytes of data behind the header
    target: str  # of a link
    block: bytes


def parse(block: bytes) -> Header | None:
    """The header that a block is, None where its checksum or its size says that it is none."""
    return _claims(block) if _sum_is_right(block) else None


def claimed_name(block: bytes) -> str | None:
    """The name in a header that is damaged, None where the block does not look like one at all."""
    return _claimed_name(block) if block[257:262] == b"ustar" else None


def find(data: bytes) -> int:
    """Where the first whole header with a magic stands in `data`, -1 if none does."""
    at = data.find(b"ustar")
    while at >= 0:
        start = at - 257
        if start >= 0 and len(data) >= start + BLOCK and parse(data[start : start + BLOCK]) is not None:
            return start
        at = data.find(b"ustar", at + 1)
    return -1


def is_old(head: bytes) -> bool:
    """Whether a file begins with a header from before ustar, which has no magic."""
    return len(head) >= BLOCK and bool(head[0]) and head[156] in b"\x000127" and parse(head[:BLOCK]) is not None


def number(field: bytes) -> int | None:
    r"""A number in octal digits, or in base 256 where it has too many. None where it is neither, or negative.

    >>> number(b"0000644\0"), number(b"\x80" + bytes(6) + b"\x07"), number(b"\xff" * 8), number(b"12x")
    (420, 7, None, None)
    """
    digits = field[:-1]
    if digits and field[-1] in _ENDS and not digits.translate(None, _OCTAL):  # as nearly all are written
        return int(digits, 8)
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    return _odd_number(field)


def _odd_number(field: bytes) -> int | None:
    """One with blanks before it, or in the middle of what is not its own, or none at all."""
    digits = _NUMBER.fullmatch(field)
    return None if digits is None else int(digits[1] or b"0", 8)


def text(field: bytes) -> str:
    """A name up to its end mark. What is not UTF-8 stays as it is."""
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def pax_records(data: bytes) -> tuple[list[tuple[str, bytes]], bool]:
    r"""The records of an extended header, up to the first that is damaged, and whether there is none such.

    >>> pax_records(b"12 path=a.b\n11 size=12\n")
    ([('path', b'a.b'), ('size', b'12')], True)
    """
    records: list[tuple[str, bytes]] = []
    at = 0
    while at < len(data) and data[at]:
        record = _RECORD.match(data, at, at + 512)
        end = at + int(record[1]) if record else 0
        if record is None or not record.end() < end <= len(data) or data[end - 1] != 0x0A:
            return records, False
        records.append((record[2].decode("utf-8", "replace"), data[record.end() : end - 1]))
        at = end
    return records, True


def sparse_pieces(block: bytes, *, more: bool = False) -> tuple[list[tuple[int, int]] | None, bool]:
    """Offset and length of each piece a GNU header (or a block behind it) lists, and whether a block follows.

    None instead of the list where one is no number.
    """
    start, count, flag = (0, 21, 504) if more else (386, _PIECES, 482)
    pieces = []
    for at in range(start, start + 24 * count, 24):
        if not block[at : at + 24].strip(b"\0"):
            break
        offset, length = number(block[at : at + 12]), number(block[at + 12 : at + 24])
        if offset is None or length is None:
            return None, False
        pieces.append((offset, length))
    return pieces, bool(block[flag])


def _claims(block: bytes) -> Header | None:
    size = number(block[124:136])
    if size is None:
        return None
    return Header(_claimed_name(block), block[156:157], size, text(block[157:257]), block)


def _claimed_name(block: bytes) -> str:
    name = text(block[:100])
    if block[257:263] != b"ustar\0":  # GNU has times where POSIX has the beginning of a long name
        return name
    prefix = text(block[345 : 476 if block[508:512] == b"tar\0" else 500])  # so has star, behind 131 bytes
    return f"{prefix}/{name}" if prefix else name


def _sum(data: bytes) -> int:
    """The sum of at most 256 bytes: less than the modulus of Adler-32 (RFC 1950, section 9), which takes far less."""
    return (adler32(data) & 0xFFFF) - 1


def _sum_is_right(block: bytes) -> bool:
    if len(block) < BLOCK:
        return False
    claimed = number(block[148:156])
    if not claimed:
        return False
    found = _sum(block[:148]) + _sum(block[156:334]) + _sum(block[334:]) + 8 * 0x20
    # Some old systems took the bytes for signed ones.
    return claimed == found or claimed == sum(_SIGNED.unpack(block)) + 8 * 0x20
