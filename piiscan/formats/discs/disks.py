"""Images of disks: of virtual machines, and file systems as they stand on a disk. Their files are not read one by one.

Rule: what is written in clear stands in the bytes, in pieces, and is searched there; that the files themselves are not
read is said of every image. An image of QEMU that is encrypted says so in its header (docs/interop/qcow2.txt).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.locks.volumes import luks, refusal, told
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.model import Blob, Encryption, Gap, Reason

_QCOW, _LUKS_AT = b"QFI\xfb", 0x0537BE77
_EXTENSIONS = 100
_NOT_READ = "the files in an image of a disk are not read: only the text that stands in its bytes"


def extract_disk(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """The text that stands in the bytes, and that this is not all; the verdict where the image is encrypted."""
    with blob.open() as stream:
        lock = _lock(stream)
    if lock is not None:
        raise refusal(lock)
    yield from text_of_bytes(blob)
    yield Gap(Reason.UNSUPPORTED, _NOT_READ)


def _lock(stream: BinaryIO) -> Encryption | None:
    """How an image of QEMU is encrypted: by LUKS inside it, or by AES with the password itself as its key."""
    head = stream.read(112)
    if not head.startswith(_QCOW) or len(head) < 72:
        return None
    (version,) = struct.unpack_from(">I", head, 4)
    method = int.from_bytes(head[36:40] if version == 1 else head[32:36], "big")
    if not method:
        return None
    if method == 1:
        return Encryption("weak", "QCOW AES-CBC", 128)
    at = int.from_bytes(head[100:104], "big") if version >= 3 else 72
    for _ in range(_EXTENSIONS):
        stream.seek(at)
        kind, size = struct.unpack(">II", (stream.read(8) + bytes(8))[:8])
        if kind == _LUKS_AT:
            (place,) = struct.unpack(">Q", (stream.read(8) + bytes(8))[:8])
            return told(stream, partial(luks, start=place), "QCOW LUKS")
        if not kind:
            break
        at += 8 + (size + 7 & ~7)
    return Encryption("encrypted", "QCOW LUKS")
