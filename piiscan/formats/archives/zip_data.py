"""The decoded bytes of one ZIP member. Sizes in headers are claims; what counts is where the data ends.

Deflate goes through ISA-L (twice the speed of zlib), a mebibyte of output at a time at most, so that a worker
stays killable and a bomb is counted as it unfolds.
"""

from __future__ import annotations

import bz2
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from isal import isal_zlib
from isal.igzip_lib import IsalError

from piiscan.formats.archives.zip_entries import Entry
from piiscan.formats.archives.zstandard import ZstdError, decompressor
from piiscan.model import Reason, Unscannable

OUTPUT = 1 << 20
_INPUT = 64 << 10
_MEMORY = 256 << 20  # of a decoder of XZ, whatever the data claim it needs
_NAMES = {1: "Shrink", 6: "Implode", 96: "JPEG", 97: "WavPack"}
_UNBOUND = frozenset({9, 14})  # whose decoders have no bound on what one call gives

Read = Callable[[int, int], bytes]
"""(offset, size) → bytes of the archive."""


def reader(stream: BinaryIO) -> Read:
    """Read anywhere in one shared stream: members open and close while the archive stays open."""

    def read(offset: int, size: int) -> bytes:
        stream.seek(offset)
        return stream.read(size)

    return read


def decoded(read: Read, entry: Entry, start: int) -> Iterator[bytes]:
    """The bytes of a member whose data begin at `start`. Raises `Unscannable` after the last good byte."""
    if entry.method == 0:
        chunks = _stored(read, start, entry.compressed)
    elif entry.method in {8, 9, 12, 14, 93, 95}:
        chunks = _unpacked(read, start, entry)
    elif entry.method == 98:
        from piiscan.formats.archives.zip_rare import ppmd

        chunks = ppmd(read, start, entry)
    else:
        name = _NAMES.get(entry.method, "unknown")
        raise Unscannable(Reason.UNSUPPORTED, f"compression method {entry.method} ({name})")
    crc = 0
    for chunk in chunks:
        crc = isal_zlib.crc32(chunk, crc)
        yield chunk
    if entry.crc is not None and crc != entry.crc:
        raise Unscannable(Reason.CORRUPT, "checksum of the member does not match")


def _stored(read: Read, start: int, size: int) -> Iterator[bytes]:
    done = 0
    while done < size:
        chunk = read(start + done, min(OUTPUT, size - done))
        if not chunk:
            raise Unscannable(Reason.CORRUPT, "member is cut short")
        done += len(chunk)
        yield chunk


def _unpacked(read: Read, start: int, entry: Entry) -> Iterator[bytes]:
    unpacker: Any = _unpacker(entry)
    step = 1024 if entry.method in _UNBOUND else _INPUT
    position = start
    fed = b""
    try:
        while not unpacker.eof:
            if not fed and getattr(unpacker, "needs_input", True):
                fed = read(position, step)
                position += len(fed)
                if not fed:
                    raise Unscannable(Reason.CORRUPT, "member is cut short")
            if entry.method in _UNBOUND:
                chunk, fed = unpacker.decompress(fed), b""
            else:
                chunk = unpacker.decompress(fed, OUTPUT)
                fed = getattr(unpacker, "unconsumed_tail", b"")
            if chunk:
                yield chunk
    except (IsalError, zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, ZstdError) as error:  # type: ignore[misc]
        raise Unscannable(
            Reason.CORRUPT, f"compressed data of the member is damaged ({type(error).__name__})"
        ) from None


def _unpacker(entry: Entry) -> object:
    method = entry.method
    if method == 9:
        from piiscan.formats.archives.zip_rare import Deflate64

        return Deflate64()
    if method == 8:
        return isal_zlib.decompressobj(-15)
    if method == 12:
        return bz2.BZ2Decompressor()
    if method == 14:
        return zipfile.LZMADecompressor()  # type: ignore[attr-defined]
    if method == 93:
        return decompressor()
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, _MEMORY)
