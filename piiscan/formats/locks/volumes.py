"""Encrypted volumes, stores of passwords and of keys: the cipher and the key length as the header has them.

Nothing is opened. What has no header at all and looks random is opaque, never "encrypted" (SPEC, chapter 10).
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.locks.ciphers import graded
from piiscan.model import Blob, Encryption, Reason, Unscannable

_LARGEST = 4 << 20  # of the header of a LUKS 2 volume
_UNIT = 512
_SAMPLE = 4096
# What comes of headers in which numbers are too large, and JSON is short, nested, or of other kinds than it should be.
_DAMAGE = (
    struct.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    StopIteration,
    RecursionError,
)

# KeePass: the cipher by its UUID (KDBX), and by bits of the flags (KDB).
_KDBX = {
    "31c1f2e6bf714350be5805216afc5aff": "AES",
    "d6038a2b8b6f4cb5a524339a31dbb59a": "ChaCha20",
    "ad68f29f576f4bb9a36ad47af965346c": "Twofish",
}
_BITLOCKER = {  # libbde, "BitLocker Drive Encryption format", encryption methods
    0x8000: ("AES-CBC with diffuser", 128),
    0x8001: ("AES-CBC with diffuser", 256),
    0x8002: ("AES-CBC", 128),
    0x8003: ("AES-CBC", 256),
    0x8004: ("AES-XTS", 128),
    0x8005: ("AES-XTS", 256),
}


def extract_luks(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Of LUKS 1 and 2. A volume "encrypted" with the null cipher is not."""
    raise _said(blob, luks, "LUKS")
    yield


def extract_bitlocker(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Of BitLocker: the method stands in its metadata, at the place the volume header names."""
    raise _said(blob, _bitlocker, "BitLocker")
    yield


def extract_filevault(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Of an encrypted disk image of macOS."""
    raise _said(blob, _filevault, "disk image")
    yield


def extract_keepass(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Of KeePass 1 and 2."""
    raise _said(blob, _keepass, "KeePass")
    yield


def extract_java_keys(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Of a JKS, JCEKS or BKS store: certificates are clear, keys are under a password."""
    raise _said(blob, _java_keys, "keys")
    yield


def extract_opaque(_blob: Blob, _context: Context) -> Iterator[Extracted]:
    """Of bytes that look random and have no header."""
    detail = "unknown data that looks random: encrypted, compressed, or neither"
    raise Unscannable(Reason.UNSUPPORTED, detail, Encryption("opaque"))
    yield


def _said(blob: Blob, look: Callable[[BinaryIO], Encryption], what: str) -> Unscannable:
    with blob.open() as stream:
        return refusal(told(stream, look, what))


def told(stream: BinaryIO, look: Callable[[BinaryIO], Encryption], what: str) -> Encryption:
    """The verdict by a header; of a damaged one, whose mark is there, that it is of something encrypted."""
    try:
        return look(stream)
    except _DAMAGE:
        return Encryption("encrypted", what)


def refusal(lock: Encryption) -> Unscannable:
    """What is said in place of the content: that it needs a key, or that it needs none but has no reader."""
    if lock.verdict == "plain":
        return Unscannable(Reason.UNSUPPORTED, f"no reader for what it holds ({lock.algorithm})", lock)
    return Unscannable(Reason.ENCRYPTED, f"needs a key ({lock.algorithm})", lock)


def luks(stream: BinaryIO, start: int = 0) -> Encryption:
    """The verdict by a header of LUKS at an offset. Of a damaged one it raises what `told` is there for."""
    stream.seek(start)
    head = stream.read(592)
    (version,) = struct.unpack_from(">H", head, 6)
    if version == 1:  # LUKS On-Disk Format 1.2.3, figure 1
        name, mode = (head[at : at + 32].split(b"\0")[0].decode("ascii", "replace") for at in (8, 40))
        (size,) = struct.unpack_from(">I", head, 108)
        return _dm_crypt(f"{name}-{mode}", size)
    (header,) = struct.unpack_from(">Q", head, 8)
    stream.seek(start + 4096)
    text = stream.read(max(min(header, _LARGEST) - 4096, 0)).split(b"\0")[0]
    described = json.loads(text)
    cipher = next(iter(described["segments"].values()))["encryption"]
    size = next(iter(described["keyslots"].values()), {"key_size": 0})["key_size"]
    return _dm_crypt(str(cipher), int(size))


def _dm_crypt(cipher: str, size: int) -> Encryption:
    """By a cipher as dm-crypt names it and the bytes of its key; XTS takes two keys."""
    if "null" in cipher.partition("-")[0]:
        return Encryption("plain", f"LUKS {cipher}")
    bits = size * (4 if "-xts" in cipher else 8)
    return graded(f"LUKS {cipher}", bits or None)


def _bitlocker(stream: BinaryIO) -> Encryption:
    head = stream.read(_UNIT)
    for at in (176, 424):  # Windows 7 and later; BitLocker To Go
        (offset,) = struct.unpack_from("<Q", head, at)
        stream.seek(offset)
        block = stream.read(112) if 0 < offset < 1 << 60 else b""
        if block.startswith(b"-FVE-FS-"):
            (method,) = struct.unpack_from("<I", block, 64 + 36)
            name, bits = _BITLOCKER.get(method & 0xFFFF, (None, None))
            return graded(f"BitLocker {name}" if name else "BitLocker", bits)
    return Encryption("encrypted", "BitLocker")


def _filevault(stream: BinaryIO) -> Encryption:
    (bits,) = struct.unpack_from(">I", stream.read(64), 24)
    return Encryption("encrypted", "AES-CBC", bits if bits in {128, 256} else None)


def _keepass(stream: BinaryIO) -> Encryption:
    head = stream.read(_SAMPLE)
    if head[4:5] == b"\x65":
        (flags,) = struct.unpack_from("<I", head, 8)
        return Encryption("encrypted", f"KeePass {'Twofish' if flags & 8 else 'AES'}", 256)
    (major,) = struct.unpack_from("<H", head, 10)
    sizes, at = struct.Struct("<BI" if major >= 4 else "<BH"), 12
    while True:
        field, length = sizes.unpack_from(head, at)
        at += sizes.size
        if field == 2:
            name = _KDBX.get(head[at : at + length].hex())
            return Encryption("encrypted", f"KeePass {name}" if name else "KeePass", 256 if name else None)
        if field == 0:
            return Encryption("encrypted", "KeePass")
        at += length


def _java_keys(stream: BinaryIO) -> Encryption:
    """JKS hides keys by a stream of SHA-1, which is no cipher; JCEKS and BKS by Triple DES and MD5 or SHA-1."""
    head = stream.read(_SAMPLE)
    magic, _, count = struct.unpack_from(">III", head)
    if magic in {0xFEEDFEED, 0xCECECECE}:
        (tag,) = struct.unpack_from(">I", head, 12) if count else (2,)
        if tag == 2 and count <= 1:
            return Encryption("plain", "certificates")
        if magic == 0xFEEDFEED:
            return Encryption("weak", "JKS key protection")
        return Encryption("weak", "JCEKS Triple DES", 112)
    return Encryption("weak", "BKS Triple DES", 112)
