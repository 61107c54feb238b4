"""Words in the metadata of pictures: EXIF (a TIFF directory, CIPA DC-008), IPTC-IIM, and the blocks of Photoshop.

A small reader of its own: a handful of tags hold words, and every offset is a claim that is checked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.formats.plain.text import encoding_of

_ENTRIES = 1000  # of a directory
_DIRECTORIES = 50
_LARGEST = 4 << 20  # bytes of one value
_NAMES = {
    0x010D: "DocumentName",
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x011D: "PageName",
    0x0131: "Software",
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x8298: "Copyright",
    0x9286: "UserComment",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9C9D: "XPAuthor",
    0x9C9E: "XPKeywords",
    0x9C9F: "XPSubject",
    0xA420: "ImageUniqueID",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
}
_BELOW = frozenset({0x8769, 0x8825, 0xA005, 0x014A})  # tags whose value is the place of another directory
_XP = range(0x9C9B, 0x9CA0)
_XMP, _IPTC, _PHOTOSHOP = 0x02BC, 0x83BB, 0x8649
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4}
_DATASETS = {
    5: "Title",
    25: "Keywords",
    40: "Instructions",
    80: "By-line",
    90: "City",
    95: "State",
    105: "Headline",
    110: "Credit",
    116: "Copyright",
    120: "Caption",
    122: "Writer",
}


class Words(NamedTuple):
    """A piece of metadata: where it is of ("EXIF"), what it is called, and its text; of XMP the packet."""

    part: str
    name: str
    text: str
    packet: bytes = b""


def exif(data: bytes) -> Iterator[Words]:
    """The words in a TIFF structure: the directories, and what hangs on them."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return
    waiting = [struct.unpack_from(order + "I", data, 4)[0]]
    seen: set[int] = set()
    while waiting and len(seen) < _DIRECTORIES:
        at = waiting.pop(0)
        if at in seen or at + 2 > len(data):
            continue
        seen.add(at)
        (count,) = struct.unpack_from(order + "H", data, at)
        for index in range(min(count, _ENTRIES)):
            entry = at + 2 + 12 * index
            if entry + 12 > len(data):
                break
            tag, value = _value(data, entry, order)
            if tag in _BELOW:
                places = value[: min(len(value) // 4, max(_DIRECTORIES - len(waiting), 0)) * 4]
                waiting += [place for (place,) in struct.iter_unpack(order + "I", places)]
            else:
                yield from _words(tag, value, order)
        behind = at + 2 + 12 * count
        if behind + 4 <= len(data):
            (following,) = struct.unpack_from(order + "I", data, behind)
            waiting += [following] if following else []


def _value(data: bytes, entry: int, order: str) -> tuple[int, bytes]:
    tag, kind, count = struct.unpack_from(order + "HHI", data, entry)
    size = min(_SIZES.get(kind, 0) * count, _LARGEST)
    start = entry + 8 if size <= 4 else struct.unpack_from(order + "I", data, entry + 8)[0]
    value = data[start : start + size]
    # A number of two bytes says nothing here, and one of four is the place of something.
    return (tag if kind != 2 or value else 0), (value if kind in {1, 2, 4, 7, 13} else b"")


def _words(tag: int, value: bytes, order: str) -> Iterator[Words]:
    if tag == _XMP:
        yield Words("XMP", "", "", value)
    elif tag == _IPTC:
        yield from iptc(value)
    elif tag == _PHOTOSHOP:
        yield from photoshop(value)
    elif tag in _XP:
        yield Words("EXIF", _NAMES[tag], value.decode("utf-16-le", "replace").rstrip("\0"))
    elif tag == 0x9286:
        yield Words("EXIF", _NAMES[tag], _comment(value, order))
    elif tag in _NAMES or (
        len(value) >= 9 and value.rstrip(b"\0").isascii() and value.rstrip(b"\0").decode("ascii").isprintable()
    ):
        yield Words("EXIF", _NAMES.get(tag, f"tag {tag:#06x}"), words_of(value.rstrip(b"\0")))


def _comment(value: bytes, order: str) -> str:
    """A UserComment: eight bytes say the character set."""
    code, text = value[:8], value[8:]
    if code.startswith(b"UNICODE"):
        # The order of its bytes is nowhere told: that of the directory, unless the zeros say otherwise.
        encoding = encoding_of(text)[0]
        if not encoding.startswith("utf-16"):
            encoding = "utf-16-be" if order == ">" else "utf-16-le"
        return text.decode(encoding, "replace").strip("\0\ufeff ")
    return words_of((text if code.rstrip(b"\0") in {b"ASCII", b"JIS", b""} else value).strip(b"\0 "))


def iptc(data: bytes) -> Iterator[Words]:
    """The datasets of IPTC-IIM (4.2)."""
    at = data.find(b"\x1c")
    while at >= 0 and at + 5 <= len(data) and data[at] == 0x1C:
        record, number, size = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        if size & 0x8000:  # an extended dataset: the size of the size
            return
        value = data[at + 5 : at + 5 + size]
        if record == 2 and number:
            yield Words("IPTC", _DATASETS.get(number, f"dataset {number}"), words_of(value))
        at += 5 + size


def photoshop(data: bytes) -> Iterator[Words]:
    """The image resources of Photoshop that hold words: IPTC, EXIF and XMP."""
    at = data.find(b"8BIM")
    while at >= 0 and at + 12 <= len(data) and data[at : at + 4] == b"8BIM":
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] + 1
        at += 6 + name + name % 2
        size = int.from_bytes(data[at : at + 4], "big")
        value = data[at + 4 : at + 4 + size]
        if kind == 0x0404:
            yield from iptc(value)
        elif kind in {0x0422, 0x0423}:
            yield from exif(value)
        elif kind == 0x0424:
            yield Words("XMP", "", "", value)
        at += 4 + size + size % 2


def words_of(data: bytes) -> str:
    """Text that does not say its encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
