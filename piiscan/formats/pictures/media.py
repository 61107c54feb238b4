"""Sound and moving pictures: the words in their metadata. What is said and shown in them is not read, and said so.

ID3v2 (id3.org, 2.2 to 2.4) and ID3v1, the text atoms of MP4 and QuickTime, Vorbis comments in FLAC and Ogg, LIST INFO
of RIFF; the others are in `media_tags`. Readers of their own: the libraries that know more are under the GPL.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.pictures import media_tags
from piiscan.formats.pictures.exif import Words, words_of
from piiscan.formats.pictures.image import packet
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Reason, Step, Unscannable

UNHEARD = "sound and moving pictures are not read"
_LARGEST = 16 << 20  # bytes of metadata
_ATOMS = 10_000
_INSIDE = frozenset({b"moov", b"udta", b"meta", b"ilst", b"trak", b"mdia", b"minf", b"stbl"})
_ID3_CODES = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_PAGE = re.compile(rb"OggS.{22}(.)", re.DOTALL)


def extract_media(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The words as prose by part."""
    flow = Flow()
    some = False
    with blob.open() as stream:
        for words in _words(stream):
            if words.packet:
                yield from packet(words.packet, context)
                some = True
            elif words.text.strip():
                flow.end_line()
                line = f"{words.name}: {words.text}" if words.name else words.text
                flow.write(line.replace("\0", " "), (Step(Axis.PART, words.part),))
                flow.end_line()
    for segment in flow.finish():
        some = True
        yield segment
    if not some:
        raise Unscannable(Reason.UNSUPPORTED, UNHEARD)
    yield Gap(Reason.UNSUPPORTED, UNHEARD)


def _words(stream: BinaryIO) -> Iterator[Words]:
    head = stream.read(16)
    reader = next((reader for mark, reader in _READERS if head.startswith(mark)), None)
    if head[4:8] == b"ftyp":
        reader = _mp4
    if reader is not None:
        yield from reader(stream)
        return
    if head.startswith(b"ID3"):
        yield from _id3(head, stream)
    elif head.startswith(b"fLaC"):
        yield from _flac(stream)
    yield from media_tags.ape(stream)
    yield from _id3_1(stream)


def _id3_1(stream: BinaryIO) -> Iterator[Words]:
    size = stream.seek(0, io.SEEK_END)
    if size > 128:
        stream.seek(size - 128)
        tail = stream.read(128)
        if tail.startswith(b"TAG"):
            for name, start, end in (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("comment", 97, 127)):
                yield Words("ID3v1", name, words_of(tail[start:end].split(b"\0")[0]))


def _mp4(stream: BinaryIO) -> Iterator[Words]:
    yield from _atoms(stream, 0, stream.seek(0, io.SEEK_END), [_ATOMS])


def _wave(stream: BinaryIO) -> Iterator[Words]:
    yield from _riff(stream, 12, stream.seek(0, io.SEEK_END), [_ATOMS])


def _aiff(stream: BinaryIO) -> Iterator[Words]:
    for words in media_tags.aiff(stream):
        yield from (words,) if isinstance(words, Words) else _id3(words[:10], io.BytesIO(words))


def _synchsafe(data: bytes) -> int:
    value = 0
    for byte in data:
        value = value << 7 | byte & 0x7F
    return value


def _id3(head: bytes, stream: BinaryIO) -> Iterator[Words]:
    version, flags = head[3], head[5]
    stream.seek(10)
    data = stream.read(min(_synchsafe(head[6:10]), _LARGEST))
    if flags & 0x80 and version < 4:
        data = data.replace(b"\xff\0", b"\xff")
    at = 0
    if flags & 0x40 and version > 2:
        size = int.from_bytes(data[:4], "big") if version == 3 else _synchsafe(data[:4])
        at = size + 4 if version == 3 else size
    name_size, head_size = (3, 6) if version == 2 else (4, 10)
    while at + head_size <= len(data) and data[at]:
        name = data[at : at + name_size]
        told = data[at + name_size : at + 2 * name_size]
        size = _synchsafe(told) if version == 4 else int.from_bytes(told, "big")
        value = data[at + head_size : at + head_size + size]
        at += head_size + size
        yield from _id3_frame(name, value)


def _id3_frame(name: bytes, value: bytes) -> Iterator[Words]:
    label = name.decode("latin-1")
    if not value or not label.isalnum():
        return
    if name.startswith(b"W") and name not in {b"WXXX", b"WXX"}:
        yield Words("ID3", label, words_of(value))
        return
    if name.startswith(b"T") or name in {b"COMM", b"COM", b"USLT", b"ULT", b"WXXX", b"WXX", b"IPLS"}:
        code = _ID3_CODES[value[0]] if value[0] < 4 else "latin-1"
        start = 4 if name in {b"COMM", b"COM", b"USLT", b"ULT"} else 1  # behind the language
        text = value[start:].decode(code, "replace")
        yield Words("ID3", label, " ".join(part.strip("\ufeff") for part in text.split("\0") if part))


def _atoms(stream: BinaryIO, at: int, end: int, left: list[int], depth: int = 0, key: str = "") -> Iterator[Words]:
    """ISO base media (ISO/IEC 14496-12) and QuickTime: the atoms of [at, end)."""
    while at + 8 <= end and left[0] and depth < 12:
        left[0] -= 1
        stream.seek(at)
        head = stream.read(16)
        size, kind, begun = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if size == 1:
            size, begun = int.from_bytes(head[8:16], "big"), at + 16
        size = end - at if size == 0 else size
        if size < 8:
            return
        last = min(at + size, end)
        if kind in _INSIDE:
            # "meta" has four bytes in front of its atoms in MP4, and none in QuickTime.
            skip = 4 if kind == b"meta" and head[8:12] == bytes(4) else 0
            yield from _atoms(stream, begun + skip, last, left, depth + 1)
        elif last - begun <= _LARGEST:
            yield from _atom(stream, kind, begun, last, left, depth, key)
        at += size


def _atom(
    stream: BinaryIO, kind: bytes, begun: int, last: int, left: list[int], depth: int, key: str
) -> Iterator[Words]:
    label = kind.decode("latin-1")
    stream.seek(begun)
    if kind == b"data" and key:
        value = stream.read(last - begun)
        if int.from_bytes(value[:4], "big") & 0xFFFFFF in {1, 2}:
            yield Words("metadata", key, value[8:].decode("utf-16-be" if value[3] == 2 else "utf-8", "replace"))
    elif kind in {b"XMP_", b"uuid"}:
        value = stream.read(last - begun)
        start = value.find(b"<x:xmpmeta")
        if start >= 0:
            yield Words("XMP", "", "", value[start:])
    elif kind[0] == 0xA9 or kind in {b"----", b"desc", b"ldes", b"name", b"cprt", b"dscp", b"titl", b"auth", b"perf"}:
        value = stream.read(last - begun)
        if value[4:8] in {b"data", b"mean"}:
            yield from _atoms(stream, begun, last, left, depth + 1, label.strip("\xa9"))
        elif kind[0] == 0xA9:  # QuickTime: length and language in front
            yield Words("metadata", label.strip("\xa9"), words_of(value[4 : 4 + int.from_bytes(value[:2], "big")]))
        else:  # 3GPP: version, flags and language
            yield Words("metadata", label, words_of(value[6:].strip(b"\0")))


def _flac(stream: BinaryIO) -> Iterator[Words]:
    stream.seek(4)
    while len(head := stream.read(4)) == 4:
        size = int.from_bytes(head[1:], "big")
        if head[0] & 0x7F == 4:
            yield from _vorbis(stream.read(size))
        else:
            stream.seek(size, io.SEEK_CUR)
        if head[0] & 0x80:
            return


def _ogg(stream: BinaryIO) -> Iterator[Words]:
    stream.seek(0)
    data = stream.read(1 << 20)
    packets, at = bytearray(), 0
    while (page := _PAGE.match(data, at)) is not None:
        segments = data[page.end() : page.end() + page[1][0]]
        start = page.end() + len(segments)
        at = start + sum(segments)
        packets += data[start:at]
    for mark in (b"\x03vorbis", b"OpusTags"):
        found = packets.find(mark)
        if found >= 0:
            yield from _vorbis(bytes(packets[found + len(mark) :]))


def _vorbis(data: bytes) -> Iterator[Words]:
    """Vorbis comments: "NAME=value", each behind its length."""
    at = 4 + int.from_bytes(data[:4], "little")
    count = int.from_bytes(data[at : at + 4], "little")
    at += 4
    for _ in range(min(count, _ATOMS)):
        size = int.from_bytes(data[at : at + 4], "little")
        if at + 4 > len(data) or size > _LARGEST:
            return
        name, _, value = data[at + 4 : at + 4 + size].partition(b"=")
        if name.upper() != b"METADATA_BLOCK_PICTURE":
            yield Words("comments", words_of(name), words_of(value))
        at += 4 + size


def _riff(stream: BinaryIO, at: int, end: int, left: list[int]) -> Iterator[Words]:
    while at + 8 <= end and left[0]:
        left[0] -= 1
        stream.seek(at)
        head = stream.read(12)
        size = int.from_bytes(head[4:8], "little")
        last = min(at + 8 + size, end)
        if head[:4] == b"LIST" and head[8:12] in {b"INFO", b"hdrl"}:
            yield from _riff(stream, at + 12, last, left)
        elif head[:1] == b"I" and head[:4].isalnum() and size <= _LARGEST:
            stream.seek(at + 8)
            yield Words("INFO", head[:4].decode("latin-1"), words_of(stream.read(size).split(b"\0")[0]))
        elif head[:4] in {b"id3 ", b"ID3 "}:
            stream.seek(at + 8)
            data = stream.read(min(size, _LARGEST))
            yield from _id3(data[:10], io.BytesIO(data)) if data.startswith(b"ID3") and len(data) > 10 else ()
        elif head[:4] == b"_PMX":
            stream.seek(at + 8)
            yield Words("XMP", "", "", stream.read(min(size, _LARGEST)))
        elif head[:4] == b"bext":
            stream.seek(at + 8)
            yield Words("INFO", "bext", words_of(stream.read(min(size, 602)).replace(b"\0", b" ")))
        at += 8 + size + size % 2


_READERS: tuple[tuple[bytes, Callable[[BinaryIO], Iterator[Words]]], ...] = (
    (b"OggS", _ogg),
    (b"RIFF", _wave),
    (b"RF64", _wave),
    (b"FORM", _aiff),
    (b"\x1aE\xdf\xa3", media_tags.matroska),
    (b"FLV", media_tags.flv),
    (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), media_tags.asf),
)
