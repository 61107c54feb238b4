"""Encodings made of lines: uuencode (POSIX.1-2024), armor, and the dumps of xxd and hexdump -C."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.encoded.triggers import Buffer
from piiscan.later import later

_ENDS = later(rb"(?:\\r)?\\n[ \t>]*")  # written as escapes
_UU_LINES = later(rb"(?:[!-M][ -`]{0,84}\r?\n)*+(?:[` ]\r?\n)?")  # a line of length 0 ends the block
_DUMP_LINES = later(rb"(?:(?:0x)?[0-9A-Fa-f]{4,16}:? {1,2}[0-9A-Fa-f]{2}[^\r\n]{0,120}(?:\r?\n|\Z))*+")
_DUMPED = later(rb"(?:0x)?[0-9A-Fa-f]+:? {1,2}((?:(?:[0-9A-Fa-f]{2}){1,4} )*(?:[0-9A-Fa-f]{2}){1,4}(?![0-9A-Fa-f]))")
_CANONICAL = later(rb"  ?\|[^\r\n]*\|?\s*\Z")  # the column of characters of hexdump -C


def uu_end(data: Buffer, start: int) -> int:
    """Where the lines of a uuencoded file end that begin at `start`."""
    found = _UU_LINES.match(data, start)
    return found.end() if found else start


def uu_decoded(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a block; a damaged line gives what it has."""
    for line in stream:
        packed = line.rstrip(b"\r\n")
        if not packed or packed[0] in b" `":
            return
        length = (packed[0] - 32) & 63
        needed = -(-length // 3) * 4
        letters = packed[1 : 1 + needed].ljust(needed)  # blanks at the end of lines get lost in mail
        try:
            yield binascii.a2b_uu(packed[:1] + letters)
        except binascii.Error:
            continue


def dump_end(data: Buffer, start: int) -> int:
    """Where the lines of a dump end that begin at `start`."""
    found = _DUMP_LINES.match(data, start)
    return found.end() if found else start


def dump_decoded(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a dump: of each line what stands between its offset and its column of characters."""
    for line in stream:
        canonical = _CANONICAL.search(line)
        digits = line[: canonical.start()] if canonical else line
        found = _DUMPED.match(digits.replace(b"  ", b" ") if canonical else digits)
        if found is not None:
            yield bytes.fromhex(found[1].decode("ascii"))


def armor_end(data: Buffer, start: int) -> int:
    """Where a block of armor (RFC 9580, 6.2; RFC 7468) that has begun ends; at the end of the text at the latest."""
    found = data.find(b"-----END ", start)
    if found < 0:
        return len(data)
    end = data.find(b"-----", found + 9, found + 60)
    return end + 5 if end > 0 else found


def armor_decoded(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a block as they would stand alone in a file: not quoted, their ends no escapes."""
    stream.seek(0)
    for line in stream:
        yield _ENDS.sub(b"\n", line).lstrip(b" \t>")
    yield b"\n"
