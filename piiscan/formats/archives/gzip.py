"""gzip: what is inside as one blob. All that can be decoded is read, then the damage is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from isal import isal_zlib
from isal.igzip_lib import IsalError

from piiscan.formats.archives.compressed import unpacked
from piiscan.formats.archives.zip_data import OUTPUT
from piiscan.formats.base import Context, Extracted
from piiscan.model import Blob, Reason, Unscannable

_MAGIC = b"\x1f\x8b"
_INPUT = 64 << 10
_SUFFIXES = {".tgz": ".tar", ".taz": ".tar", ".svgz": ".svg", ".gz": "", ".z": "", ".gzip": ""}


def extract_gzip(blob: Blob, context: Context) -> Iterator[Extracted]:
    """One child, named as the file without its suffix."""
    yield from unpacked(blob, context, "gzip", _SUFFIXES, _decoded)


def _decoded(stream: BinaryIO) -> Iterator[bytes]:  # noqa: C901 - one loop, as the format is one
    """All members one after the other."""
    fed, first = stream.read(_INPUT), True
    while fed:
        if len(fed) < 2:
            fed += stream.read(_INPUT)
        if not fed.startswith(_MAGIC):
            if first:
                raise Unscannable(Reason.CORRUPT, "not gzip data")
            if fed.strip(b"\0"):
                raise Unscannable(Reason.CORRUPT, "trailing data behind the gzip members")
            fed = stream.read(_INPUT)  # tapes and file systems pad with zeros
            continue
        first = False
        unpacker = isal_zlib.decompressobj(31)
        while not unpacker.eof:
            try:
                chunk = unpacker.decompress(fed, OUTPUT)
            except (IsalError, OSError, ValueError) as error:  # type: ignore[misc]
                raise Unscannable(Reason.CORRUPT, f"gzip data is damaged ({type(error).__name__})") from None
            if chunk:
                yield chunk
            fed = unpacker.unconsumed_tail
            if not fed and not unpacker.eof:
                fed = stream.read(_INPUT)
                if not fed:
                    yield from _last(unpacker)
                    raise Unscannable(Reason.CORRUPT, "gzip data is cut short")
        fed = unpacker.unused_data or stream.read(_INPUT)


def _last(unpacker: object) -> Iterator[bytes]:
    """What a decompressor still holds when its input ends early."""
    rest: bytes = unpacker.flush()  # type: ignore[attr-defined]
    if rest:
        yield rest
