"""The members of a ZIP archive: by its directory, or if that is lost by the headers before the data."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from piiscan.formats.locks.ciphers import graded
from piiscan.model import Encryption, Reason, Unscannable

_LOCAL = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_WINDOW = 256 << 10
_DEFLATE, _STORED = 8, struct.Struct("<BHH")
AES_BITS = {1: 128, 2: 192, 3: 256}


class Entry(NamedTuple):
    """What the headers claim about one member. `crc` is None where it stands behind the data."""

    name: str
    offset: int
    method: int
    flags: int
    crc: int | None
    compressed: int
    size: int | None
    extra: bytes
    mode: int = 0
    comment: bytes = b""
    time: int = 0  # of the day, as MS-DOS has it

    @property
    def is_folder(self) -> bool:
        """A name without content."""
        return self.name.endswith("/") and not self.compressed

    @property
    def is_link(self) -> bool:
        """A symbolic link, whose content is a path."""
        return stat.S_ISLNK(self.mode)


def from_directory(stream: BinaryIO) -> tuple[list[Entry], bytes]:
    """All members in the order of the directory, and the archive's comment. Raises what zipfile raises."""
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        entries = [
            Entry(
                info.filename,
                info.header_offset,
                info.compress_type,
                info.flag_bits,
                info.CRC,
                info.compress_size,
                info.file_size,
                info.extra,
                info.external_attr >> 16,
                info.comment,
                info.date_time[3] << 11 | info.date_time[4] << 5 | info.date_time[5] // 2,
            )
            for info in archive.infolist()
        ]
        return entries, archive.comment


def from_headers(stream: BinaryIO) -> Iterator[Entry]:
    """Members by a walk over the local headers, which also stand in a truncated archive."""
    position = _find(stream, 0)
    while position is not None:
        entry = _local_entry(stream, position)
        if entry is None:
            position = _find(stream, position + 4)
            continue
        start = data_start(stream, entry)
        if entry.flags & 8 and not entry.compressed:
            # Sizes stand behind the data: it ends at the next header, or at its end mark where it has one.
            following = _find(stream, start)
            end = following if following is not None else stream.seek(0, 2)
            yield entry._replace(compressed=max(0, end - start), crc=None, size=None)
        else:
            following = _find(stream, start + entry.compressed)
            yield entry
        position = following


def data_start(stream: BinaryIO, entry: Entry) -> int:
    """Where the data of a member begin. Raises `Unscannable` where its header is not there."""
    # An offset in front of the file is a lie of the directory, as is one where no header stands.
    stream.seek(max(0, entry.offset))
    header = b"" if entry.offset < 0 else stream.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_LOCAL):
        raise Unscannable(Reason.CORRUPT, "no member at the place the directory names")
    name, extra = struct.unpack_from("<HH", header, 26)
    return entry.offset + _HEADER.size + int(name) + int(extra)


def is_quotation(stream: BinaryIO, entry: Entry, start: int, others: Mapping[int, Entry]) -> bool:
    """Whether a member is nothing but the header of another one and all that is in that (D. Fifield's bombs).

    Its data begin with a stored block (RFC 1951, 3.2.4) that is the header of a member, whose own data follow and end
    where these do. So whoever reads that one has read this one, and a chain of them costs no more than its last.
    """
    if entry.method != _DEFLATE:
        return False
    stream.seek(start)
    block = stream.read(_STORED.size)
    other = others.get(start + _STORED.size)
    if len(block) < _STORED.size or other is None or other.method != _DEFLATE or other.flags & 1 or other.is_link:
        return False
    kind, length, check = _STORED.unpack(block)
    if kind or length ^ check != 0xFFFF:
        return False
    inside = start + _STORED.size + int(length)
    return data_start(stream, other) == inside and inside + other.compressed == start + entry.compressed


def encryption_of(entry: Entry) -> Encryption | None:
    """The verdict on one member; None where it is not encrypted."""
    if not entry.flags & 1:
        return None
    field = aes_field(entry.extra)
    if field is not None:
        return Encryption("encrypted", "AES", AES_BITS.get(field[4]))
    strong = _field(entry.extra, 0x0017)
    if strong is not None:
        name, bits = _strong_cipher(strong)
        return graded(f"PKWARE {name}" if name else "PKWARE strong encryption", bits)
    if entry.method == 99:
        return Encryption("encrypted", "AES")
    return Encryption("weak", "ZipCrypto", 96)


def aes_field(extra: bytes) -> bytes | None:
    """The field of WinZip AES: version, "AE", the strength, the real method. None where there is none."""
    field = _field(extra, 0x9901)
    return field if field is not None and len(field) >= 7 else None


def _field(extra: bytes, wanted: int) -> bytes | None:
    while len(extra) >= 4:
        tag, length = struct.unpack_from("<HH", extra)
        if tag == wanted:
            return extra[4 : 4 + length]
        extra = extra[4 + length :]
    return None


def _strong_cipher(field: bytes) -> tuple[str | None, int | None]:
    """APPNOTE 4.5.12: format, algorithm, bits."""
    if len(field) < 6:
        return None, None
    _, algorithm, bits = struct.unpack_from("<HHH", field)
    names = {0x6601: "DES", 0x6602: "RC2", 0x6603: "Triple DES", 0x660E: "AES", 0x660F: "AES", 0x6610: "AES"}
    names |= {0x6609: "Triple DES", 0x6702: "RC2", 0x6720: "Blowfish", 0x6721: "Twofish", 0x6801: "RC4"}
    return names.get(algorithm), 112 if algorithm in {0x6603, 0x6609} else bits


def _local_entry(stream: BinaryIO, offset: int) -> Entry | None:
    stream.seek(offset)
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    _, version, flags, method, time, _, crc, compressed, size, name_size, extra_size = _HEADER.unpack(header)
    name = stream.read(name_size)
    extra = stream.read(extra_size)
    if version & 0xFF > 99 or method > 99 or not name or len(name) + len(extra) < name_size + extra_size:
        return None
    if compressed == 0xFFFFFFFF:
        compressed, size = _zip64(extra) or (0, size)
    text = name.decode("utf-8" if flags & 0x800 else "cp437", "replace").partition("\0")[0]
    return Entry(text or "?", offset, method, flags, None if flags & 8 else crc, compressed, size, extra, time=time)


def _zip64(extra: bytes) -> tuple[int, int] | None:
    while len(extra) >= 4:
        tag, length = struct.unpack_from("<HH", extra)
        if tag == 1 and length >= 16:
            size, compressed = struct.unpack_from("<QQ", extra, 4)
            return int(compressed), int(size)
        extra = extra[4 + length :]
    return None


def _find(stream: BinaryIO, start: int) -> int | None:
    """The offset of the next local header at or after `start`."""
    overlap = b""
    stream.seek(start)
    while block := stream.read(_WINDOW):
        data = overlap + block
        found = data.find(_LOCAL)
        if found >= 0:
            return start - len(overlap) + found
        start += len(block)
        overlap = data[-3:]
    return None
