"""Compiled Python (.pyc): the texts among its constants, each a line, with the byte where it stands.

Rule: nothing is loaded. A text stands behind its type and its exact length (`marshal.c`), which is all that is read of
the layout; numbers among the constants are not read.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import partial

from piiscan.formats import kernel
from piiscan.formats.base import Context, Extracted
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step

LARGEST = 64 << 20
"""bytes that are read of one file"""
_HEADER = 16  # bytes
# Of `marshal.c`: a type, with or without the bit of a reference, and a length of one byte or of four, which is less
# than `LARGEST`; then the text.
_CONSTANT = re.compile(rb"(?s)[zZ\xda\xfa](.)|[uaAts\xf5\xe1\xc1\xf4\xf3](...[\x00-\x03])")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
_LOOKED_AT = 200  # first bytes of a text in which nothing may stand that no text has
_HALF = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")  # of a character
_PIECE = 48 << 10
_BATCH = 1 << 20
"""bytes of texts and their places at a time: a place is as large as five texts of a letter"""

Constants = tuple[bytes, "array[int]"]
"""Texts, each with a line end behind it; and by turns where one begins in them, and where in the data."""


def extract_compiled(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The constants of compiled Python: texts behind their lengths, which are exact, and numbers that are not read."""
    flow = Flow()
    most = min(LARGEST, context.limits.document)
    with blob.open() as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        yield Gap(Reason.LIMIT, f"larger than {most} bytes (limit: document)")
    for text, places in constants_of(data, _BATCH):
        starts, bytes_at = places[::2], places[1::2]  # once, and not for each place that is asked for
        begin = 0
        while begin < len(text):
            end = text.rfind(b"\n", begin, begin + _PIECE) + 1 or text.find(b"\n", begin) + 1
            flow.write_later(text[begin:end].decode("utf-8"), partial(_place, starts, bytes_at, begin))
            yield from flow.drain()
            begin = end
    yield from flow.finish()


def _place(starts: array[int], bytes_at: array[int], begin: int, offset: int) -> Location:
    at = bisect_right(starts, begin + offset) - 1
    return (Step(Axis.BYTE, bytes_at[at] + begin + offset - starts[at]),)


def constants(data: bytes) -> Constants:
    r"""The texts among the constants of compiled Python.

    >>> constants(b"c" * 16 + b"\xda\x07Ann Lee\x00s\x04\x00\x00\x00Lynn")
    (b'Ann Lee\nLynn\n', array('q', [0, 18, 8, 31]))
    """
    return next(constants_of(data, sys.maxsize), (b"", array("q")))


def constants_of(data: bytes, most: int) -> Iterator[Constants]:
    """The same in parts, each of so many bytes, of texts and places together, that the next text makes them `most`."""
    at, broken = _HEADER, -1
    while at < len(data):
        if kernel.constant_texts is None:
            text, places, at, broken = by_pattern(data, at, broken, most)
        else:
            text, numbers, at, broken = kernel.constant_texts(data, at, broken, _LOOKED_AT, most)
            places = array("q", numbers)
        yield text, places


def by_pattern(data: bytes, at: int, broken: int, most: int) -> tuple[bytes, array[int], int, int]:
    """One part of `constants_of` where there is no compiled way: what begins at `at`, and where the next part does.

    `broken` is a byte that no text holds, -1 if none is known; that which is known then comes last.
    """
    text, places = bytearray(), array("q")
    while len(text) + len(places) * places.itemsize < most:
        found = _CONSTANT.search(data, at)
        if found is None:
            return bytes(text), places, len(data), broken
        begin, at = found.end(), found.start() + 1
        end = begin + int.from_bytes(found[1] or found[2], "little")
        if begin == end or end > len(data) or begin <= broken < end:
            continue
        if _HALF.search(data, max(begin, end - 3), end) or _NO_TEXT.search(data, begin, min(end, begin + _LOOKED_AT)):
            continue
        try:
            str(memoryview(data)[begin:end], "utf-8")
        except UnicodeDecodeError as error:
            broken = begin + error.start  # no text that holds this byte is one: none is read twice up to there
            continue
        places.extend((len(text), begin))
        text += data[begin:end] + b"\n"
        at = end
    return bytes(text), places, at, broken
