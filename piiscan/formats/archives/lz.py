"""Compressed streams of the LZ family beside those of the standard library: LZ4 frames, lzip, `compress` (.Z).

All that can be decoded is read, then the damage is said, as in `compressed`.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from piiscan.formats.archives.compressed import Codec, all_streams, unpacked
from piiscan.formats.base import Context, Extracted
from piiscan.formats.optional import optional
from piiscan.model import Blob, Reason, Unscannable

_MOST = 256 << 20  # bytes of dictionary a decoder may keep
_TABLE = 256 << 20  # bytes of strings in the table of LZW
_OUTPUT = 256 << 10


class _Lz4:
    """The decompressor of the library, with the errors of the others."""

    def __init__(self) -> None:
        self._inner = optional("lz4.frame", "archives").LZ4FrameDecompressor()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - `eof` and the like
        return getattr(self._inner, name)

    def decompress(self, data: bytes, most: int) -> bytes:
        """The next bytes."""
        try:
            found: bytes = self._inner.decompress(data, most)
        except RuntimeError as error:
            raise ValueError(type(error).__name__) from None
        return found


class _Lzip:
    """One member of lzip: a header of 6 bytes, LZMA with an end mark, a trailer of 20 (draft-diaz-lzip)."""

    def __init__(self) -> None:
        self._head = b""
        self._inner: Any = None
        self._behind = b""
        self.eof = False
        self.unused_data = b""

    @property
    def needs_input(self) -> bool:
        """Whether more must be fed for more to come."""
        return self._inner is None or self._inner.eof or bool(self._inner.needs_input)

    def decompress(self, data: bytes, most: int) -> bytes:
        """The next bytes."""
        if self._inner is None:
            self._head += data
            if len(self._head) < 6:
                return b""
            data = self._begin()
        found = b""
        if not self._inner.eof:
            found = self._inner.decompress(data, most)
            data = self._inner.unused_data if self._inner.eof else b""
        if self._inner.eof:
            self._behind += data
            if len(self._behind) >= 20:
                self.eof, self.unused_data = True, self._behind[20:]
        return found

    def _begin(self) -> bytes:
        size = 1 << (self._head[5] & 0x1F)
        size -= size // 16 * (self._head[5] >> 5)
        if self._head[4] != 1 or not size >= 4096:
            raise ValueError("no lzip header")
        if size > _MOST:
            raise MemoryError
        properties = {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": 3, "lp": 0, "pb": 2}
        self._inner = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[properties])
        return self._head[6:]


_LZ4 = Codec(
    "lz4",
    re.compile(rb"\x04\x22\x4d\x18|[\x50-\x5f]\x2a\x4d\x18"),  # a frame, or one to be skipped
    _Lz4,
    {".tlz4": ".tar", ".lz4": ""},
)
_LZIP = Codec("lzip", re.compile(rb"LZIP\x01"), _Lzip, {".tlz": ".tar", ".lz": ""})
_Z_SUFFIXES = {".taz": ".tar", ".tz": ".tar", ".z": ""}


def extract_lz4(blob: Blob, context: Context) -> Iterator[Extracted]:
    """LZ4 frames. So are the two below: one child each."""
    optional("lz4.frame", "archives")
    yield from unpacked(blob, context, "lz4", _LZ4.suffixes, partial(all_streams, _LZ4, blob))


def extract_lzip(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Lzip."""
    yield from unpacked(blob, context, "lzip", _LZIP.suffixes, partial(all_streams, _LZIP, blob))


def extract_compress(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The LZW of Unix."""
    yield from unpacked(blob, context, "compress", _Z_SUFFIXES, _unlzw)


def _unlzw(stream: BinaryIO) -> Iterator[bytes]:  # noqa: C901 - one loop, as the algorithm is one
    """LZW as `compress` writes it: codes in groups of eight, of 9 to 16 bits; where the width changes one ends."""
    head = stream.read(3)
    widest, clears = (head[2] & 0x1F, bool(head[2] & 0x80)) if len(head) == 3 else (0, False)
    if not head.startswith(b"\x1f\x9d") or not 9 <= widest <= 16:
        raise Unscannable(Reason.CORRUPT, "not data of compress")
    table = [bytes([byte]) for byte in range(256)] + [b""] * clears
    kept, width, before = 0, 9, b""
    out: list[bytes] = []
    ready = 0
    while group := stream.read(width):
        bits, mask = int.from_bytes(group, "little"), (1 << width) - 1
        now = width
        for _ in range(len(group) * 8 // width):
            code = bits & mask
            bits >>= width
            if code == 256 and clears:
                table, kept, width, before = table[:257], 0, 9, b""
                break
            if code < len(table):
                found = table[code]
            elif code == len(table) and before:
                found = before + before[:1]
            else:
                yield from _cut(out)
                raise Unscannable(Reason.CORRUPT, "data of compress is damaged")
            out.append(found)
            ready += len(found)
            if before and len(table) < 1 << widest:
                table.append(before + found[:1])
                kept += len(before) + 1
            before = found
            if len(table) > mask and width < widest:
                width += 1
                break
        if ready >= _OUTPUT:
            yield from _cut(out)
            out, ready = [], 0
        if kept > _TABLE:
            yield from _cut(out)
            raise Unscannable(Reason.LIMIT, f"its decoder needs more than {_TABLE} bytes of memory (limit: memory)")
        if len(group) < now:
            break
    yield from _cut(out)


def _cut(pieces: list[bytes]) -> Iterator[bytes]:
    """What has come, in pieces of 1 MiB at most."""
    data = b"".join(pieces)
    for start in range(0, len(data), 1 << 20):
        yield data[start : start + (1 << 20)]
