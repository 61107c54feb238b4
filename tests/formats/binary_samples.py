"""Files of OneNote, Visio and Publisher, as far as texts stand in them, built here."""

from __future__ import annotations

import random
import struct
from collections.abc import Sequence
from uuid import UUID

from format_samples import zipped

from piiscan.formats.compound.ole_write import compound

_NOISE = random.Random(1).randbytes(3000).translate(bytes(range(256)), b"0123456789")


def sized(text: str, *, wide: bool = True) -> bytes:
    """A text with its length in bytes before it."""
    data = text.encode("utf-16-le" if wide else "cp1252")
    return struct.pack("<I", len(data)) + data + b"\0\0\x01"


def onenote(texts: Sequence[bytes], files: Sequence[bytes] = ()) -> bytes:
    out = UUID("7b5c52e4-d88c-4da7-aeb1-5378d02996d3").bytes_le + _NOISE + b"\0"
    for data in files:
        mark = UUID("bde316e7-2665-4511-a4c4-8d4d0b7a9eac").bytes_le
        out += mark + struct.pack("<Q", len(data)) + bytes(12) + data + mark[::-1]
    return out + b"\0".join(texts) + _NOISE


def packed(data: bytes) -> bytes:
    """A stream of Visio in which every byte stands for itself, but for what stood three bytes before."""
    out = bytearray()
    at = 0
    while at < len(data):
        flags, part = 0, b""
        for bit in range(8):
            if at >= len(data):
                break
            if at >= 4096 or at < 3 or data[at : at + 3] != data[at - 3 : at]:
                flags |= 1 << bit
                part += data[at : at + 1]
                at += 1
            else:
                place = (at - 3 - 18) % 4096
                part += bytes([place & 0xFF, place >> 4 & 0xF0])
                at += 3
        out += bytes([flags]) + part
    return bytes(out)


def vsd(streams: Sequence[bytes], *, old: bool = False, pack: bool = True, storages=None) -> bytes:
    """A drawing: a root with a list of pointers, to a stream with a list of pointers to the streams."""
    document = bytearray(0x40)
    document[0x1A] = 5 if old else 11
    mask = 2 if pack else 0

    def place(content: bytes) -> tuple[int, int]:
        data = packed(b"\0\0\0\0" + content) if pack else content
        start = len(document)
        document.extend(data)
        return start, len(data)

    def pointer(kind: int, flags: int, where: tuple[int, int]) -> bytes:
        return struct.pack("<HHIII", kind, flags, 0, *where) if old else struct.pack("<IIIIH", kind, 0, *where, flags)

    def listed(pointers: Sequence[bytes], start: int) -> bytes:
        if old:
            return bytes(start) + struct.pack("<H", len(pointers)) + b"".join(pointers)
        return struct.pack("<III", 8, 0, len(pointers)) + bytes(4) + b"".join(pointers)

    texts = [pointer(0x15, 0xD0 | mask, place(content)) for content in streams]
    pages = pointer(0x27, 0x50 | mask, place(listed(texts, 10)))
    root = pointer(0x14, 0x50 | mask, place(listed([pages], 130)))
    document[0x24 : 0x24 + len(root)] = root
    return compound({"VisioDocument": bytes(document), **(storages or {})})


def publisher(texts: Sequence[bytes], streams=None) -> bytes:
    quill = {"CONTENTS": b"CHNKINK " + _NOISE + b"\0" + b"\0".join(texts)}
    return compound({"Contents": _NOISE, "Quill": {"QuillSub": quill}, **(streams or {})})


def vsdx(page: str, parts=None) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )
    head = '<PageContents xmlns="http://schemas.microsoft.com/office/visio/2012/main">'
    members = {"[Content_Types].xml": types, "visio/document.xml": "<VisioDocument/>"}
    members |= {"visio/pages/page1.xml": f"{head}{page}</PageContents>", **(parts or {})}
    return zipped({name: data.encode() if isinstance(data, str) else data for name, data in members.items()})
