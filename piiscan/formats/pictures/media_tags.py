"""The words in the metadata of Matroska and WebM, of ASF (WMA, WMV), AIFF, FLV, and in tags of APE.

Sources: RFC 9559 (Matroska) and RFC 8794 (EBML); Microsoft's "Advanced Systems Format Specification", 3.10, 3.11, 4.7
and 4.8; Apple's "Audio Interchange File Format AIFF-C"; Adobe's "Video File Format Specification", 10.1, E.5;
"APE tags specification", version 2.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from piiscan.formats.pictures.exif import Words, words_of

_LARGEST = 1 << 20  # bytes of one text
_HEADER = 16 << 20  # of a header that is read whole
_MOST = 200_000  # elements, chunks or items
_INSIDE = frozenset({
    0x18538067, 0x1254C367, 0x7373, 0x67C8,  # Segment, Tags, Tag, SimpleTag
    0x1549A966, 0x1654AE6B, 0xAE,  # Info, Tracks, TrackEntry
    0x1043A770, 0x45B9, 0xB6, 0x80,  # Chapters, EditionEntry, ChapterAtom, ChapterDisplay
    0x1941A469, 0x61A7,  # Attachments, AttachedFile
})  # fmt: skip
_CLUSTER = 0x1F43B675
_TEXTS = {0x7BA9: "title", 0x4487: "", 0x536E: "track", 0x85: "chapter", 0x467E: "attachment", 0x466E: "attachment"}
_TAG_NAME = 0x45A3

_DESCRIPTION = UUID("75b22633-668e-11cf-a6d9-00aa0062ce6c").bytes_le
_EXTENDED = UUID("d2d0a440-e307-11d2-97f0-00a0c95ea850").bytes_le
_EXTENSION = UUID("5fbf03b5-a92e-11cf-8ee3-00c00c205365").bytes_le
_METADATA = UUID("c5f8cbea-5baf-4877-8467-aa8c44fa4cca").bytes_le
_LIBRARY = UUID("44231c94-9498-49d1-a141-1d134e457054").bytes_le
_FIELDS = ("title", "author", "copyright", "description", "rating")
_AIFF_TEXTS = {b"NAME": "name", b"AUTH": "author", b"(c) ": "copyright", b"ANNO": "annotation"}
_SCRIPT = 18
_PROPERTY = re.compile(rb"(?s)\0(.)([\x20-\x7e]{1,99})\x02(..)")  # the length of a name, a name, the length of a text


def matroska(stream: BinaryIO) -> Iterator[Words]:
    """Tags, titles, chapters. What holds others is gone into, all else is leapt over by its length."""
    end = stream.seek(0, io.SEEK_END)
    at, name = 0, ""
    for _ in range(_MOST):
        stream.seek(at)
        kind, size, begun = _element(stream.read(12))
        if not begun or at >= end:
            return
        at += begun
        if kind in _INSIDE or (kind == _CLUSTER and size < 0):
            continue
        if size < 0:
            return
        if kind in _TEXTS or kind == _TAG_NAME:
            text = words_of(stream_at(stream, at, min(size, _LARGEST))).rstrip("\0")
            if kind == _TAG_NAME:
                name = text
            else:
                yield Words("tags", _TEXTS[kind] or name, text)
        at += size


def _element(head: bytes) -> tuple[int, int, int]:
    """(id, size, bytes of both) of an element; a size of -1 is not known; no bytes where none begins."""
    if not head or not head[0] & 0xF0:
        return 0, 0, 0
    width = 9 - head[0].bit_length()
    if len(head) <= width or not head[width]:
        return 0, 0, 0
    length = 9 - head[width].bit_length()
    if len(head) < width + length:
        return 0, 0, 0
    size = int.from_bytes(head[width : width + length], "big") & ((1 << 7 * length) - 1)
    known = size != (1 << 7 * length) - 1
    return int.from_bytes(head[:width], "big"), size if known else -1, width + length


def stream_at(stream: BinaryIO, at: int, size: int) -> bytes:
    """So many bytes from a place on."""
    stream.seek(at)
    return stream.read(size)


def asf(stream: BinaryIO) -> Iterator[Words]:
    """The descriptions in the header."""
    head = stream_at(stream, 0, 30)
    if len(head) == 30:
        yield from _objects(stream_at(stream, 30, min(_HEADER, max(0, struct.unpack_from("<Q", head, 16)[0] - 30))))


def _objects(data: bytes, depth: int = 0) -> Iterator[Words]:
    at = 0
    while at + 24 <= len(data):
        kind, size = data[at : at + 16], struct.unpack_from("<Q", data, at + 16)[0]
        if size < 24:
            return
        value = data[at + 24 : at + size]
        at += size
        if kind == _DESCRIPTION and len(value) >= 10:
            start = 10
            for name, length in zip(_FIELDS, struct.unpack_from("<5H", value), strict=True):
                yield Words("tags", name, _wide(value[start : start + length]))
                start += length
        elif kind == _EXTENDED:
            yield from _items(value, "<H", "<HH")
        elif kind in {_METADATA, _LIBRARY}:
            yield from _items(value, "", "")
        elif kind == _EXTENSION and not depth:
            yield from _objects(value[22:], 1)


def _items(value: bytes, name_form: str, form: str) -> Iterator[Words]:
    """Names and values, each behind its length; of metadata all lengths stand before both."""
    at = 2
    for _ in range(int.from_bytes(value[:2], "little")):
        try:
            if form:
                (length,) = struct.unpack_from(name_form, value, at)
                name = value[at + 2 : at + 2 + length]
                kind, size = struct.unpack_from(form, value, at + 2 + length)
                at += 6 + length
            else:
                _, _, length, kind, size = struct.unpack_from("<4HI", value, at)
                name = value[at + 12 : at + 12 + length]
                at += 12 + length
        except struct.error:
            return
        if not kind:  # a text
            yield Words("tags", _wide(name), _wide(value[at : at + size]))
        at += size


def _wide(text: bytes) -> str:
    return text.decode("utf-16-le", "replace").rstrip("\0")


def aiff(stream: BinaryIO) -> Iterator[Words | bytes]:
    """The chunks with words; one of ID3 as its bytes."""
    at, end = 12, stream.seek(0, io.SEEK_END)
    for _ in range(_MOST):
        head = stream_at(stream, at, 8)
        if len(head) < 8 or at >= end:
            return
        kind, size = head[:4], int.from_bytes(head[4:], "big")
        if kind in _AIFF_TEXTS:
            yield Words("chunks", _AIFF_TEXTS[kind], words_of(stream.read(min(size, _LARGEST))))
        elif kind == b"COMT":
            yield from _comments(stream.read(min(size, _LARGEST)))
        elif kind in {b"ID3 ", b"id3 "}:
            yield stream.read(min(size, _HEADER))
        at += 8 + size + size % 2


def _comments(data: bytes) -> Iterator[Words]:
    at = 2
    for _ in range(int.from_bytes(data[:2], "big")):
        length = int.from_bytes(data[at + 6 : at + 8], "big")
        if at + 8 > len(data):
            return
        yield Words("chunks", "comment", words_of(data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2


def flv(stream: BinaryIO) -> Iterator[Words]:
    """The texts of the first tags that are scripts, as onMetaData is."""
    at = int.from_bytes(stream_at(stream, 5, 4), "big") + 4
    for _ in range(100):
        head = stream_at(stream, at, 11)
        if len(head) < 11:
            return
        size = int.from_bytes(head[1:4], "big")
        if head[0] & 0x1F == _SCRIPT:
            data = stream.read(min(size, _LARGEST))
            for found in _PROPERTY.finditer(data):
                length = int.from_bytes(found[3], "big")
                if found[1][0] == len(found[2]):
                    yield Words("metadata", words_of(found[2]), words_of(data[found.end() : found.end() + length]))
        at += 15 + size


def ape(stream: BinaryIO) -> Iterator[Words]:
    """The items of a tag of version 2 at the end of a file, before one of ID3v1 where there is one."""
    end = stream.seek(0, io.SEEK_END)
    for behind in (0, 128):
        foot = stream_at(stream, max(0, end - behind - 32), 32)
        if not foot.startswith(b"APETAGEX") or len(foot) < 32:
            continue
        size, count = struct.unpack_from("<II", foot, 12)
        size = min(size, _HEADER, end - behind)
        data = stream_at(stream, end - behind - size, max(0, size - 32))
        at = 0
        for _ in range(min(count, _MOST)):
            name, mark, _ = data[at + 8 : at + 8 + 256].partition(b"\0")
            if not mark:
                return
            length, flags = struct.unpack_from("<II", data, at)
            at += 8 + len(name) + 1
            if not flags & 6:  # a text
                yield Words("APE", words_of(name), words_of(data[at : at + length]).replace("\0", " "))
            at += length
        return
