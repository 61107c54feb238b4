"""RAR 1.5 to 4 and RAR 5: every member by its header. Those that are stored are read, the others are named.

The headers are documented ("RAR 5.0 archive format", unrar's technote); the compression is not. The readers for it
are unrar, which is not free, and libarchive, whose reader of RAR was made to leave its memory several times
(CVE-2024-26256, CVE-2024-48957, CVE-2025-5914, CVE-2026-14164).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from piiscan.formats.archives.slices import Slices, damaged, unix_kind
from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.flow import comment_text
from piiscan.formats.siblings import Siblings
from piiscan.model import Blob, Encryption, Reason, Unscannable

_OLD, _NEW = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_AES256 = Encryption("encrypted", "RAR AES", 256)
_AES128 = Encryption("encrypted", "RAR AES", 128)
_LARGEST = 2 << 20  # of a header, as RAR has it


class _Member(NamedTuple):
    """What a header says of a member."""

    name: str
    start: int
    packed: int
    size: int
    method: str  # "" for what is stored
    lock: Encryption | None
    split: bool
    special: str


def extract_rar(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The members in order."""
    with blob.open() as stream:
        slices = Slices(blob, stream, context, siblings=Siblings(extract_rar, blob, context))
        head = slices.at(0, 8)
        walk = _Walk(slices)
        yield from walk.new(8) if head == _NEW else walk.old(7)


class _Walk(Struct):
    """One archive under way."""

    slices: Slices
    given: bool = False

    def give(self, member: _Member) -> Iterator[Extracted]:
        """A member as a blob, whatever is to be said about it."""
        self.given = True
        if member.special:
            if member.special != "folder":
                yield from self.slices.special(member.name, member.special)
            return
        trouble: Unscannable | None = None
        if member.lock is not None:
            trouble = Unscannable(Reason.ENCRYPTED, f"needs a password ({member.lock.algorithm})", member.lock)
        elif member.method and member.size:
            detail = f"compressed by {member.method}: no free and safe reader, unpack it to have it read"
            trouble = Unscannable(Reason.UNSUPPORTED, detail)
        if trouble is not None:
            yield from self.slices.refuse(member.name, trouble, member.size)
            return
        yield from self.slices.give(member.name, [(member.start, member.packed)])
        if member.split:
            yield from damaged("one volume of a set: a member goes on in another")

    def old(self, position: int) -> Iterator[Extracted]:
        """RAR 1.5 to 4: blocks of CRC, type, flags, size."""
        end = self.slices.size()
        while position + 7 <= end:
            base = self.slices.at(position, 7)
            _, kind, flags, size = struct.unpack("<HBHH", base)
            block = self.slices.at(position, size)
            if size < 7 or len(block) < size or not 0x72 <= kind <= 0x7B:
                yield from damaged(f"no good header at byte {position}")
                return
            behind = 0
            if kind == 0x73 and flags & 0x80:
                raise Unscannable(Reason.ENCRYPTED, "needs a password, names and all (RAR AES)", _AES128)
            if kind in {0x74, 0x7A} or flags & 0x8000:
                behind = struct.unpack_from("<I", block, 7)[0] if size >= 11 else 0
            if kind in {0x74, 0x7A} and size >= 32:
                if flags & 0x100 and size >= 40:
                    behind |= struct.unpack_from("<I", block, 32)[0] << 32
                member = _old_member(block, flags, position + size, behind)
                if kind == 0x74:
                    yield from self.give(member)
                elif member.name == "CMT" and not member.method:
                    yield from comment_text(self.slices.at(position + size, min(behind, _LARGEST)))
            position += size + behind
            if kind == 0x7B:
                return
        yield from damaged("no mark at the end of the archive: it may be cut short")

    def new(self, position: int) -> Iterator[Extracted]:
        """RAR 5: blocks of CRC, then numbers of variable length."""
        end = self.slices.size()
        while position + 7 <= end:
            head = _Numbers(self.slices.at(position + 4, 32))
            size = head.next()
            start = position + 4 + head.at
            if not 2 <= size <= _LARGEST:
                break
            fields = _Numbers(self.slices.at(start, size))
            kind, flags = fields.next(), fields.next()
            extra = fields.next() if flags & 1 else 0
            behind = fields.next() if flags & 2 else 0
            position = start + size + behind
            if kind == 4:
                raise Unscannable(Reason.ENCRYPTED, "needs a password, names and all (RAR AES)", _AES256)
            if kind == 2:
                yield from self.give(_new_member(fields, flags, extra, start + size, behind))
            elif kind == 3:
                service = _new_member(fields, flags, extra, start + size, behind)
                if service.name == "CMT" and not service.method and service.lock is None:
                    yield from comment_text(self.slices.at(start + size, min(behind, _LARGEST)))
            elif kind == 5:
                return
        yield from damaged(f"no good header at byte {position}: the archive may be cut short")


def _old_member(block: bytes, flags: int, start: int, packed: int) -> _Member:
    size, host, _, _, version, method, length, attributes = struct.unpack_from("<IBIIBBHI", block, 11)
    at = 32
    if flags & 0x100:
        size |= struct.unpack_from("<I", block, 36)[0] << 32 if len(block) >= 40 else 0
        at = 40
    raw = block[at : at + length]
    name = raw.partition(b"\0")[0].decode("utf-8" if flags & 0x200 else "cp437", "replace")
    lock = None
    if flags & 4:
        # Before RAR 2.9 the cipher was RAR's own, which is not documented to hold.
        lock = _AES128 if version >= 29 else Encryption("weak", "RAR 2 cipher")
    special = "folder" if flags & 0xE0 == 0xE0 or (host < 3 and attributes & 0x10) else ""
    special = unix_kind(attributes) if host == 3 and not special else special
    # 0x30 is stored, 0x31 to 0x35 "fastest" to "best"; the version is that of the program needed, 15 to 36.
    by = "" if method == 0x30 else f"RAR {version / 10:.1f} (method {method - 0x30} of 5)"
    return _Member(_clean(name), start, packed, size, by, lock, bool(flags & 3), special)


def _new_member(fields: _Numbers, flags: int, extra: int, start: int, packed: int) -> _Member:
    file_flags, size = fields.next(), fields.next()
    attributes = fields.next()
    fields.at += 4 * bool(file_flags & 2) + 4 * bool(file_flags & 4)
    method, host, length = fields.next(), fields.next(), fields.next()
    name = fields.data[fields.at : fields.at + length].decode("utf-8", "replace")
    lock, special = None, "folder" if file_flags & 1 else unix_kind(attributes) if host == 1 else ""
    records = _Numbers(fields.data[len(fields.data) - extra :] if 0 < extra <= len(fields.data) else b"")
    while records.at < len(records.data):
        record_size = records.next()
        end = records.at + record_size
        kind = records.next()
        if kind == 1:
            lock = _AES256
        elif kind == 5:
            special = "link, not followed"
        if not record_size:
            break
        records.at = end
    level = method >> 7 & 7
    by = f"RAR {'7' if method & 0x3F else '5'} (method {level} of 5)" if level else ""
    return _Member(_clean(name), start, packed, size, by, lock, bool(flags & 0x18), special)


def _clean(name: str) -> str:
    return name.replace("\\", "/") or "?"


class _Numbers(Struct):
    """Numbers of seven bits a byte, low ones first. Behind the end all are 0."""

    data: bytes
    at: int = 0

    def next(self) -> int:
        """The next number."""
        value = shift = 0
        while self.at < len(self.data) and shift < 70:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        return value
