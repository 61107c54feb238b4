"""What stands behind the end of a file, where its format says where that is: text that something appended, or a file.

Readers stop at the end of what they know, and so it would be passed over in silence. Rule: what is there is a child
and identified by its content like any other, so that it is read, or listed as not read.
"""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np

from piiscan.formats.base import Context, Extracted
from piiscan.model import Blob, Unscannable

NAME = "behind the end"
_LEAST = 9  # bytes
_TAIL = (1 << 16) + 22
_BLOCK = 1 << 20
_FARTHEST = 64 << 20  # in front of the end: a mark is sought no farther
_END_RECORD = 22  # bytes of the one of an archive
_CHUNKS = 1000  # of a film
_FREE = 0xFFFFFFFF  # a sector of nothing (MS-CFB 2.2)
_BLANK = b"\0\t\n\x0b\x0c\r \x1a\xff"  # what fills up blocks, and the old mark of an end

End = Callable[[BinaryIO, int], int]
"""Where a file ends: of a stream and its size; what is not less than the size says nothing."""


def behind(kind: str, blob: Blob, context: Context) -> Iterator[Extracted]:
    """A child with what is behind the end of a file of this kind, if there is something."""
    from piiscan.formats.archives.slices import Slices

    with blob.open() as stream:
        size = stream.seek(0, io.SEEK_END)
        try:
            end = _ENDS[kind](stream, size)
        except (struct.error, ValueError, IndexError, Unscannable):
            return  # its reader says what is wrong with it
        start = _first(stream, end, size) if 0 < end < size else size
        if size - start >= _LEAST:
            yield from Slices(blob, stream, context).give(NAME, ((start, size - start),))


def _first(stream: BinaryIO, end: int, size: int) -> int:
    """The first byte from `end` on that is not there to fill up."""
    stream.seek(end)
    while end < size and (block := stream.read(_BLOCK)):
        rest = block.lstrip(_BLANK)
        if rest:
            # A mark in front of UTF-16 is no filling.
            at = end + len(block) - len(rest)
            return at - 1 if rest[:1] == b"\xfe" and block[len(block) - len(rest) - 1 :][:1] == b"\xff" else at
        end += len(block)
    return size


def _at(stream: BinaryIO, offset: int, form: str) -> tuple[int, ...]:
    stream.seek(offset)
    return struct.unpack(form, stream.read(struct.calcsize(form)))


def _zip(stream: BinaryIO, size: int) -> int:
    """Behind the comment of the archive (APPNOTE 4.3.16)."""
    begin = max(0, size - _TAIL)
    stream.seek(begin)
    tail = stream.read(_TAIL)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END_RECORD:
        return size
    (comment,) = struct.unpack_from("<H", tail, at + 20)
    return begin + at + _END_RECORD + int(comment)


def _compound(stream: BinaryIO, size: int) -> int:
    """Behind the last sector in use (MS-CFB 2.3)."""
    (shift,) = _at(stream, 30, "<H")
    (count,) = _at(stream, 44, "<I")
    next_list, lists = _at(stream, 68, "<II")
    width = 1 << shift
    each = width // 4  # entries of a sector
    # Both are claims: what they are about has to be in the file, but for a table that was made larger than it need be.
    if shift not in {9, 12} or count > 4 * (size // (each * width) + 1) or (lists - 1) * (each - 1) > count:
        return size
    stream.seek(76)
    parts = [np.frombuffer(stream.read(436), "<u4")]
    for _ in range(lists):
        stream.seek((next_list + 1) * width)
        entries = np.frombuffer(stream.read(width), "<u4")
        parts.append(entries[:-1])
        next_list = int(entries[-1])
    tables = np.concatenate(parts)
    for index in range(min(count, len(tables)) - 1, -1, -1):
        stream.seek((int(tables[index]) + 1) * width)
        used = np.flatnonzero(np.frombuffer(stream.read(width), "<u4") != _FREE)
        if len(used):
            return (index * each + int(used[-1]) + 2) * width
    return size


def _sqlite(stream: BinaryIO, size: int) -> int:
    """Behind the last page (file format, 1.3): known if whoever wrote last knew of it."""
    (page,) = _at(stream, 16, ">H")
    changed, pages = _at(stream, 24, ">II")
    (valid,) = _at(stream, 92, ">I")
    return int(65536 if page == 1 else page) * int(pages) if changed == valid and pages else size


def _dbase(stream: BinaryIO, size: int) -> int:
    """Behind the mark that follows the last record."""
    count, begin, length = _at(stream, 4, "<IHH")
    end = int(begin + count * length)
    stream.seek(end)
    return end + 1 if stream.read(1) == b"\x1a" else size


def _disc(stream: BinaryIO, _size: int) -> int:
    """Behind the last block of the volume (ECMA-119, 8.4.8)."""
    (blocks,) = _at(stream, 16 * 2048 + 80, "<I")
    (length,) = _at(stream, 16 * 2048 + 128, "<H")
    return int(blocks * length)


def _cabinet(stream: BinaryIO, _size: int) -> int:
    return int(_at(stream, 8, "<I")[0])


def _seven(stream: BinaryIO, _size: int) -> int:
    start, length = _at(stream, 12, "<QQ")
    return int(32 + start + length)


def _cpio(stream: BinaryIO, size: int) -> int:
    end = _last(stream, size, b"TRAILER!!!\0")
    return end + 11 if end >= 0 else size


def _pdf(stream: BinaryIO, size: int) -> int:
    """Behind the last mark of an end. An archive there is read as the one at the end of the file."""
    from piiscan.formats.identify import ends_as_zip

    end = _last(stream, size, b"%%EOF")
    return size if end < 0 or ends_as_zip(stream) else end + 5


def _rtf(stream: BinaryIO, size: int) -> int:
    """Behind the last brace, if it is in UTF-16: as bytes text there is read with the document."""
    for begin, data in _backwards(stream, size, 1):
        ends = begin + len(data) == size
        codes = np.frombuffer(data + b"\1" if ends else data, np.uint8)
        places = np.flatnonzero((codes[:-1] == 0x7D) & (codes[1:] != 0))
        if len(places):
            end = begin + int(places[-1]) + 1
            stream.seek(end)
            return end if b"\0" in stream.read(_BLOCK) else size
    return size


def _array(stream: BinaryIO, size: int) -> int:
    """Behind the values; of objects nobody knows without loading them."""
    from piiscan.formats.datasets.npy import header_of

    stream.seek(0)
    header = header_of(stream)
    if header is None or header.kind.hasobject:
        return size
    return header.begin + header.kind.itemsize * math.prod(header.shape)


def _pst(stream: BinaryIO, size: int) -> int:
    """As the header says (MS-PST 2.2.2.5), by the version of the file."""
    (version,) = _at(stream, 10, "<H")
    (end,) = _at(stream, 184, "<Q") if version >= 20 else _at(stream, 168, "<I")
    return int(end or size)


def _riff(stream: BinaryIO, size: int) -> int:
    """Behind the last of the chunks: large films have several."""
    end = 0
    for _ in range(_CHUNKS):
        stream.seek(end)
        head = stream.read(8)
        if len(head) < 8 or head[:4] != b"RIFF":
            break
        length = int.from_bytes(head[4:8], "little")
        end += 8 + length + (length & 1)
    return end or size


def _last(stream: BinaryIO, size: int, mark: bytes) -> int:
    """Where a mark stands last, -1 where it is not near the end."""
    for begin, data in _backwards(stream, size, len(mark) - 1):
        at = data.rfind(mark)
        if at >= 0:
            return begin + at
    return -1


def _backwards(stream: BinaryIO, size: int, more: int) -> Iterator[tuple[int, bytes]]:
    """Where blocks begin and what they hold, from the end to the front, each with some bytes of the one behind it."""
    begin, behind_it = size, b""
    while begin and size - begin < _FARTHEST:
        length = min(_BLOCK, begin)
        begin -= length
        stream.seek(begin)
        data = stream.read(length) + behind_it
        yield begin, data
        behind_it = data[:more]


_ENDS: dict[str, End] = {
    "zip": _zip,
    "compound": _compound,
    "sqlite": _sqlite,
    "dbase": _dbase,
    "disc": _disc,
    "cabinet": _cabinet,
    "7z": _seven,
    "cpio": _cpio,
    "pdf": _pdf,
    "rtf": _rtf,
    "npy": _array,
    "pst": _pst,
    "riff": _riff,
}
