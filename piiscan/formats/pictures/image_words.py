"""Where the formats of pictures keep words: the segments of JPEG, the chunks of PNG and WebP, the blocks of GIF.

Each gives its `Words`, and last where the picture ends, so that what stands behind it can be looked at.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Generator, Iterator

from piiscan.formats.pictures.exif import Words, exif, photoshop, words_of

_LARGEST = 4 << 20
_PARTS = 100_000
_PACKETS = 20
_TIFF_SIZES = {3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # of a value, by its type; 1 for others
_TIFF_WORK = 1_000_000  # entries of directories, and values by the four: directories may overlap, and each be large
_TIFF_LISTS = frozenset({273, 279, 324, 325, 330, 34665, 34853})  # strips, tiles, directories inside
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"

Read = Generator[Words, None, int]
"""Words, and at the end the offset behind the picture; the size of the data where that is not known."""


def jpeg(data: bytes) -> Read:
    """JPEG (ITU T.81, JFIF, EXIF)."""
    at, more = 2, bytearray()
    for _ in range(_PARTS):
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data):
            at = len(data)
            break
        mark = data[at + 1]
        if mark == 0xD9:
            at += 2
            break
        if mark in {0x00, 0x01, 0xFF} or 0xD0 <= mark <= 0xD8:
            at += 1 if mark == 0xFF else 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        value = data[at + 4 : at + 2 + size]
        if mark == 0xE1 and value.startswith(_XMP_MORE):
            more += value[len(_XMP_MORE) + 40 :]
        else:
            yield from _jpeg_segment(mark, value)
        at += 2 + max(size, 2)
    if more:
        yield Words("XMP", "", "", bytes(more))
    return at


def _jpeg_segment(mark: int, value: bytes) -> Iterator[Words]:
    if mark == 0xFE:
        yield Words("comment", "", words_of(value))
    elif mark == 0xE1 and value.startswith(b"Exif\0"):
        yield from exif(value[6:])
    elif mark == 0xE1 and value.startswith(_XMP_HEAD):
        yield Words("XMP", "", "", value[len(_XMP_HEAD) :])
    elif mark == 0xED:
        yield from photoshop(value)


def png(data: bytes) -> Read:
    """PNG (ISO/IEC 15948, 11.3): chunks of text, and EXIF."""
    at = 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        value = data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            return at
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            yield from _png_text(kind, value)
        elif kind == b"eXIf":
            yield from exif(value)
    return len(data)


def _png_text(kind: bytes, value: bytes) -> Iterator[Words]:
    key, _, rest = value.partition(b"\0")
    packed = kind == b"zTXt"
    if packed:
        rest = rest[1:]
    elif kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]  # language, translated key
    if packed:
        try:
            rest = zlib.decompressobj().decompress(rest, _LARGEST)
        except zlib.error:
            return
    name = words_of(key)
    if name == "XML:com.adobe.xmp":
        yield Words("XMP", "", "", rest)
    elif name.startswith("Raw profile type "):  # ImageMagick: hexadecimal digits behind three lines
        yield from _profile(rest)
    else:
        yield Words("text", name, words_of(rest))


def _profile(text: bytes) -> Iterator[Words]:
    try:
        raw = bytes.fromhex("".join(text.decode("ascii").split("\n")[3:]))
    except (ValueError, UnicodeDecodeError):
        return
    if raw.startswith(b"Exif\0"):
        yield from exif(raw[6:])
    elif b"8BIM" in raw[:64]:
        yield from photoshop(raw)
    elif b"<" in raw[:64]:
        yield Words("XMP", "", "", raw)


def gif(data: bytes) -> Read:
    """GIF89a: comments, plain text, and XMP in an application extension."""
    at = 13 + _colours(data[10] if len(data) > 10 else 0)
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            return at + 1
        if kind == 0x21:
            label = data[at + 1] if at + 1 < len(data) else 0
            if data.startswith(b"\x0bXMP DataXMP", at + 2):
                end = data.find(b"\x01\xff\xfe", at + 14)
                yield Words("XMP", "", "", data[at + 14 : end if end >= 0 else len(data)])
                at = data.find(b"\0\0", at) + 2 if end >= 0 else len(data)
                continue
            value, at = _blocks(data, at + 2)
            if label in {0xFE, 0x01}:
                yield Words(
                    "comment" if label == 0xFE else "text", "", words_of(value if label == 0xFE else value[12:])
                )
        elif kind == 0x2C and at + 10 < len(data):
            _, at = _blocks(data, at + 11 + _colours(data[at + 9]))
        else:
            return len(data)
    return len(data)


def _colours(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[bytes, int]:
    parts = []
    while at < len(data) and data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return b"".join(parts), at + 1


def tiff(data: bytes) -> Read:
    """TIFF 6.0."""
    yield from exif(data)
    try:
        return min(_tiff_end(data), len(data))
    except (struct.error, ValueError):
        return len(data)


def _tiff_end(data: bytes) -> int:
    """Behind all that a directory leads to: values, strips or tiles, other directories."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4], "")
    if not order:
        return len(data)
    (first,) = struct.unpack_from(order + "I", data, 4)
    todo, seen, end, left = [first], set[int](), 8, _TIFF_WORK
    while todo and left > 0:
        at = todo.pop()
        if not at or at in seen:
            continue
        seen.add(at)
        (count,) = struct.unpack_from(order + "H", data, at)
        behind = at + 2 + 12 * count
        end = max(end, behind + 4)
        lists: dict[int, tuple[int, ...]] = {}
        for entry in range(at + 2, behind, 12):
            tag, kind, number = struct.unpack_from(order + "HHI", data, entry)
            size = _TIFF_SIZES.get(kind, 1) * number
            place = entry + 8 if size <= 4 else struct.unpack_from(order + "I", data, entry + 8)[0]
            end = max(end, place + size)
            if tag in _TIFF_LISTS and tag not in lists and kind in {3, 4, 13} and number < _PARTS:
                lists[tag] = struct.unpack_from(f"{order}{number}{'H' if kind == 3 else 'I'}", data, place)
        left -= 1 + count + sum(map(len, lists.values())) // 4
        for starts, lengths in ((273, 279), (324, 325)):
            parts = zip(lists.get(starts, ()), lists.get(lengths, ()), strict=False)
            end = max([end, *(start + length for start, length in parts)])
        for tag in (330, 34665, 34853):
            todo += lists.get(tag, ())
        todo += struct.unpack_from(order + "I", data, behind)
    return end


def riff(data: bytes) -> Read:
    """WebP."""
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        value = data[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            yield from exif(value.removeprefix(b"Exif\0\0"))
        elif kind == b"XMP ":
            yield Words("XMP", "", "", value)
        at += 8 + size + size % 2
    return end


def bitmap(data: bytes) -> Read:
    """BMP: it has no words, and says how long it is."""
    yield from ()
    size = int.from_bytes(data[2:6], "little")
    return size if 54 <= size < len(data) else len(data)


def packets(data: bytes) -> Read:
    """Any other kind (HEIC, AVIF, PSD): what XMP and EXIF begin with is sought in all of it."""
    at = 0
    for _ in range(_PACKETS):
        start = data.find(b"<x:xmpmeta", at)
        if start < 0:
            break
        end = data.find(b"</x:xmpmeta>", start)
        at = end + 12 if end >= 0 else len(data)
        yield Words("XMP", "", "", data[start:at])
    at = 0
    for _ in range(_PACKETS):
        start = data.find(b"Exif\0\0", at)
        if start < 0:
            break
        at = start + 6
        yield from exif(data[at : at + _LARGEST])
    if data.startswith(b"8BPS"):
        yield from (words for words in photoshop(data[26 : 26 + _LARGEST]) if not words.packet)  # those were found
    return len(data)


READERS: dict[str, Callable[[bytes], Read]] = {
    "image/jpeg": jpeg,
    "image/png": png,
    "image/gif": gif,
    "image/tiff": tiff,
    "image/webp": riff,
    "image/bmp": bitmap,
}
