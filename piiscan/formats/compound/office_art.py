"""Pictures in Office 97-2003 documents (MS-ODRAW 2.2.23 and on): each a child, whether anything can read it or not."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from piiscan.formats.base import Context
from piiscan.formats.compound.ole_objects import attached
from piiscan.formats.spans import Span
from piiscan.formats.spool import refused
from piiscan.model import Axis, Blob, Reason, Step, Unscannable

# The kind in the head of a record of a picture, behind two bytes and before its length. The picture follows behind
# one mark of 16 bytes or two, and a byte; what it must begin with keeps other bytes from being taken for one.
_KIND = re.compile(rb"[\x1d\x1e\x29\x2a]\xf0")
_BEGINS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tif"), (b"MM\0*", "tif"))
_HEAD_SIZE = 8
_MARKS = 33 + 8  # bytes behind the head in which a picture begins
_BLOCK = 1 << 20
# Metafiles are deflated, behind a head of 34 bytes with their sizes (2.2.31).
_DRAWING = re.compile(rb"[\x1a\x1b]\xf0")
_DRAWING_HEAD = 34
_LARGEST = 256 << 20  # bytes of a drawing


def pictures(data: Span) -> Iterator[tuple[str, int, int]]:
    """(usual ending, first byte, end) of each picture that stands in these bytes."""
    end = 0
    for start in _places(_KIND, data):
        body = start + _HEAD_SIZE - 2
        if body < end:
            continue
        head = data[start + 2 : body + _MARKS]
        stop = body + int.from_bytes(head[: _HEAD_SIZE - 4], "little")
        if stop > len(data):
            continue
        for skip in (17, 33):
            ending = next((name for mark, name in _BEGINS if head.startswith(mark, _HEAD_SIZE - 4 + skip)), None)
            if ending:
                yield ending, body + skip, stop
                end = stop
                break


def drawings(data: Span) -> Iterator[tuple[str, bytes | None]]:
    """(usual ending, bytes) of each metafile that stands in these bytes; None where they do not unfold."""
    for place in _places(_DRAWING, data):
        body = place + _HEAD_SIZE - 2
        stop = body + int.from_bytes(data[place + 2 : body], "little")
        for skip in (16, 32):
            head = data[body + skip : body + skip + _DRAWING_HEAD]
            if len(head) < _DRAWING_HEAD or stop > len(data):
                break
            size, saved = struct.unpack_from("<I24xI", head)
            start = body + skip + _DRAWING_HEAD
            if head[33] == 0xFE and saved == stop - start and head[32] in {0, 0xFE} and size <= _LARGEST:
                ending = "emf" if data[place : place + 1] == b"\x1a" else "wmf"
                packed = data[start:stop]
                yield ending, packed if head[32] else _inflated(packed, size)
                break


def _places(kind: re.Pattern[bytes], data: Span) -> Iterator[int]:
    """Where a head may stand, block by block."""
    for start in range(0, len(data), _BLOCK):
        for found in kind.finditer(data[start : start + _BLOCK + 1]):
            yield start + found.start()


def _inflated(packed: bytes, size: int) -> bytes | None:
    """As far as it goes: what is missing at the end its reader will say."""
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(packed, max(size, 1))
    except zlib.error:
        return None


def picture_blobs(blob: Blob, context: Context, *streams: Span) -> Iterator[Blob]:
    """The pictures in these streams as children, counted through."""
    number = 0
    for data in streams:
        for ending, start, end in pictures(data):
            number += 1
            yield attached(blob, context, f"picture {number}.{ending}", data, start, end)
        for ending, drawing in drawings(data):
            number += 1
            name = f"picture {number}.{ending}"
            if drawing is None:
                trouble = Unscannable(Reason.CORRUPT, "compressed data of the drawing is damaged")
                yield refused(blob, Step(Axis.MEMBER, name), name, trouble)
            else:
                yield attached(blob, context, name, drawing)
