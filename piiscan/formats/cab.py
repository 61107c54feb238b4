"""CAB: Microsoft cabinets, members stored or in MSZIP. LZX and Quantum are named as what is not read.

[MS-CAB]. Members of a folder are one compressed stream, which is unpacked once, as far as it is asked for.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.siblings import Siblings
from piiscan.formats.slices import Slices, damaged
from piiscan.model import Blob, Reason, Unscannable

_METHODS = {2: "Quantum", 3: "LZX"}
_CHUNK = 256 << 10
_LONGEST = 4096
_WINDOW = 32768
_CONTINUED = frozenset({0xFFFD, 0xFFFE, 0xFFFF})


@dataclass(slots=True)
class _Folder:
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

    def _block(self) -> bool:
        """Unpack one more block; False where there is none."""
        if not self.blocks or self.trouble:
            return False
        head = self.slices.at(self.position, 8)
        if len(head) < 8:
            self.trouble = "the cabinet is cut short"
            return False
        _, packed, size = struct.unpack("<IHH", head)
        data = self.slices.at(self.position + 8 + self.reserved, packed)
        self.position += 8 + self.reserved + packed
        self.blocks -= 1
        if self.method == 1:
            data = self._inflated(data, size)
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
            memory = slices.context.limits.member_memory
            copy = tempfile.SpooledTemporaryFile(max_size=memory, prefix="piiscan-")  # noqa: SIM115
            opened.append(_Folder(slices, start, blocks, method & 15, per_block, copy))
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
        if folder.method > 1:
            detail = f"compression method {_METHODS.get(folder.method, folder.method)}"
            yield from slices.refuse(name, Unscannable(Reason.UNSUPPORTED, detail), size)
            continue
        yield from slices.unpacked(name, partial(folder.run, offset, size), size)


def _text(slices: Slices, position: int) -> bytes:
    return slices.at(position, _LONGEST).partition(b"\0")[0]
