"""A zlib stream alone (RFC 1950), as joblib and Git write: what is inside as one blob, then the damage is said."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator
from typing import BinaryIO

from piiscan.formats.archives.compressed import unpacked
from piiscan.formats.base import Context, Extracted
from piiscan.model import Blob, Reason, Unscannable

_INPUT = 64 << 10
_OUTPUT = 256 << 10
_SUFFIXES = {".z": "", ".zlib": "", ".zz": ""}


def extract_zlib(blob: Blob, context: Context) -> Iterator[Extracted]:
    """One child, named as the file without its suffix."""
    yield from unpacked(blob, context, "zlib", _SUFFIXES, _alone)


def _alone(stream: BinaryIO) -> Iterator[bytes]:
    rest = yield from inflated(stream)
    if rest or stream.read(1):
        raise Unscannable(Reason.CORRUPT, "trailing data behind the zlib data")


def inflated(stream: BinaryIO) -> Generator[bytes, None, bytes]:
    """The bytes a zlib stream unfolds to; returns what was read behind it. Raises `Unscannable` at damage."""
    unpacker = zlib.decompressobj()
    while not unpacker.eof:
        fed = stream.read(_INPUT)
        if not fed:
            if rest := unpacker.flush():
                yield rest
            raise Unscannable(Reason.CORRUPT, "zlib data is cut short")
        while fed:
            try:
                chunk = unpacker.decompress(fed, _OUTPUT)
            except zlib.error as error:
                raise Unscannable(Reason.CORRUPT, f"zlib data is damaged ({type(error).__name__})") from None
            if chunk:
                yield chunk
            fed = unpacker.unconsumed_tail
    return unpacker.unused_data
