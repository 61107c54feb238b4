"""CAB: Microsoft cabinets, members stored, in MSZIP or LZX. Quantum is named as what is not read.

[MS-CAB]. Members of a folder are one compressed stream, which is unpacked once, as far as it is asked for.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO

from msgspec import Struct

from piiscan.formats.archives.lzx import WINDOWS, Lzx, LzxError
from piiscan.formats.archives.slices import Slices, damaged
from piiscan.formats.base import Context, Extracted
from piiscan.formats.siblings import Siblings
from piiscan.formats.spool import KEPT
from piiscan.model import Blob, Reason, Unscannable
from piiscan.temporary import tempfile

_MSZIP, _QUANTUM, _LZX = 1, 2, 3
_METHODS = {_QUANTUM: "compressed by Quantum: no free and safe reader, unpack it to have it read"}
_CHUNK = 256 << 10
_LONGEST = 4096
_WINDOW = 32768
_CONTINUED = frozenset({0xFFFD, 0xFFFE, 0xFFFF})


class _Folder(Struct):
    """One compressed stream: where its blocks are, and what of it was unpacked."""

    slices: Slices
    position: int
    blocks: int
    method: int
    reserved: int
    copy: IO[bytes]
    unpacked: int = 0
    window: bytes = b""
    trouble: str = ""
    lzx: Lzx | None = None
    doubt: int | None = None  # where what a checksum does not match begins

    def run(self, offset: int, size: int) -> Iterator[bytes]:
        """The bytes of one member."""
        done = 0
        while done < size:
            while self.unpacked <= offset + done and self._block():
                pass
            self.copy.seek(offset + done)
            chunk = self.copy.read(min(_CHUNK, size - done))
            if not chunk:
                raise Unscannable(Reason.CORRUPT, self.trouble or "member goes on behind its folder")
            done += len(chunk)
            yield chunk
        if self.doubt is not None and self.doubt < offset + size:
            raise Unscannable(Reason.CORRUPT, "a checksum does not match: data are damaged here or before")

    def _block(self) -> bool:
        """Unpack one more block; False where there is none."""
        if not self.blocks or self.trouble:
            return False
        head = self.slices.at(self.position, 8)
        if len(head) < 8:
            self.trouble = "the cabinet is cut short"
            return False
        checksum, packed, size = struct.unpack("<IHH", head)
        data = self.slices.at(self.position + 8 + self.reserved, packed)
        self.position += 8 + self.reserved + packed
        self.blocks -= 1
        if checksum and self.doubt is None and checksum != _checksum(data) ^ int.from_bytes(head[4:], "little"):
            self.doubt = self.unpacked
        if self.method == _MSZIP:
            data = self._inflated(data, size)
        elif self.lzx is not None:
            data = self._unpacked(self.lzx, data, size)
        self.copy.seek(self.unpacked)
        self.copy.write(data)
        self.unpacked += len(data)
        if self.unpacked > self.slices.context.limits.document:
            self.trouble = "unfolds to more than may be kept (limit: document)"
        return bool(data)

    def _inflated(self, data: bytes, size: int) -> bytes:
        """A block of MSZIP: "CK" and raw deflate, which may look back into the block before."""
        unpacker = zlib.decompressobj(-15, zdict=self.window) if self.window else zlib.decompressobj(-15)
        try:
            out = unpacker.decompress(data[2:], max(size, 1)) if data.startswith(b"CK") else b""
        except zlib.error:
            out = b""
        if len(out) < size:
            self.trouble = "compressed data is damaged"
        self.window = (self.window + out)[-_WINDOW:]
        return out

    def _unpacked(self, lzx: Lzx, data: bytes, size: int) -> bytes:
        """A block of LZX: a frame of one stream."""
        try:
            return lzx.frame(data, size)
        except LzxError as damage:
            self.trouble = "compressed data is damaged"
            return bytes(damage.args[0])


def _checksum(data: bytes) -> int:
    """Words of four bytes by exclusive or, the bytes behind the last whole one the other way round (3.1)."""
    whole = len(data) // 4 * 4
    folded, bits = int.from_bytes(data[:whole], "little"), whole * 8
    while bits > 32:
        bits = (bits // 32 + 1) // 2 * 32
        folded = folded >> bits ^ folded & (1 << bits) - 1
    return folded ^ int.from_bytes(data[whole:], "big")


def extract_cab(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members in order."""
    with blob.open() as stream:
        yield from _members(Slices(blob, stream, context, siblings=Siblings(extract_cab, blob, context)))


def _members(slices: Slices) -> Iterator[Extracted]:
    head = slices.at(0, 36)
    if len(head) < 36:
        raise Unscannable(Reason.CORRUPT, "the cabinet is cut short")
    (files,) = struct.unpack_from("<I", head, 16)
    folders, count, flags = struct.unpack_from("<HHH", head, 26)
    position, per_folder, per_block = 36, 0, 0
    if flags & 4:
        sizes = slices.at(36, 4)
        per_header, per_folder, per_block = struct.unpack("<HBB", sizes) if len(sizes) == 4 else (0, 0, 0)
        position += 4 + per_header
    for bit in (1, 2):  # names of the cabinet before and behind, and of their disks
        for _ in range(2 if flags & bit else 0):
            position += len(_text(slices, position)) + 1
    opened: list[_Folder] = []
    try:
        for number in range(folders):
            record = slices.at(position + number * (8 + per_folder), 8)
            if len(record) < 8:
                break
            start, blocks, method = struct.unpack("<IHH", record)
            memory = min(slices.context.limits.member_memory, KEPT)
            copy = tempfile.SpooledTemporaryFile(max_size=memory, prefix="piiscan-")
            lzx = Lzx(method >> 8 & 31) if method & 15 == _LZX and method >> 8 & 31 in WINDOWS else None
            opened.append(_Folder(slices, start, blocks, method & 15, per_block, copy, lzx=lzx))
        yield from _files(slices, files, count, opened)
    finally:
        for folder in opened:
            folder.copy.close()
    if flags & 3:
        yield from damaged("one cabinet of a set: what goes on in another is not read")


def _files(slices: Slices, position: int, count: int, folders: list[_Folder]) -> Iterator[Extracted]:
    for _ in range(count):
        record = slices.at(position, 16)
        if len(record) < 16:
            yield from damaged("the list of members is cut short")
            return
        size, offset, index, _, _, attributes = struct.unpack("<IIHHHH", record)
        raw = _text(slices, position + 16)
        position += 16 + len(raw) + 1
        name = raw.decode("utf-8" if attributes & 0x80 else "cp1252", "replace").replace("\\", "/") or "?"
        if index in _CONTINUED or index >= len(folders):
            detail = "goes on in another cabinet" if index in _CONTINUED else "of a folder that is not there"
            yield from slices.refuse(name, Unscannable(Reason.CORRUPT, detail), size)
            continue
        folder = folders[index]
        if folder.method > _MSZIP and folder.lzx is None:
            detail = _METHODS.get(folder.method, f"compression method {folder.method}")
            yield from slices.refuse(name, Unscannable(Reason.UNSUPPORTED, detail), size)
            continue
        yield from slices.unpacked(name, partial(folder.run, offset, size), size)


def _text(slices: Slices, position: int) -> bytes:
    return slices.at(position, _LONGEST).partition(b"\0")[0]
