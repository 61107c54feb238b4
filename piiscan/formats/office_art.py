"""Pictures in Office 97-2003 documents (MS-ODRAW 2.2.23 and on): each a child, whether anything can read it or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.base import Context
from piiscan.formats.ole_objects import attached
from piiscan.model import Blob

# The kind in the head of a record of a picture, behind two bytes and before its length. The picture follows behind
# one mark of 16 bytes or two, and a byte; what it must begin with keeps other bytes from being taken for one.
_KIND = re.compile(rb"[\x1d\x1e\x29\x2a]\xf0")
_BEGINS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\0", "tif"), (b"MM\0*", "tif"))
_HEAD_SIZE = 8


def pictures(data: bytes) -> Iterator[tuple[str, int, int]]:
    """(usual ending, first byte, end) of each picture that stands in these bytes."""
    end = 0
    for found in _KIND.finditer(data):
        body = found.start() + _HEAD_SIZE - 2
        stop = body + int.from_bytes(data[found.end() : body], "little")
        if body < end or stop > len(data):
            continue
        for skip in (17, 33):
            ending = next((name for mark, name in _BEGINS if data.startswith(mark, body + skip)), None)
            if ending:
                yield ending, body + skip, stop
                end = stop
                break


def picture_blobs(blob: Blob, context: Context, *streams: bytes) -> Iterator[Blob]:
    """The pictures in these streams as children, counted through."""
    number = 0
    for data in streams:
        for ending, start, end in pictures(data):
            number += 1
            yield attached(blob, context, f"picture {number}.{ending}", data[start:end])
