"""Text in the binary data of databases and columns, with the byte it begins at: UTF-8 or UTF-16, of four characters.

For what is left of a damaged file, and for values that are bytes. Compound files of Office, which write text in a
single byte behind its length, have `text_runs`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from piiscan.formats.plain.text import BLOCK
from piiscan.model import Axis, Blob, Location, Segment, Shape, Step

_LEAST = 4  # characters
_READ = 1 << 20
_LONGEST = 64 << 10  # bytes that a run may have to be kept whole over the end of a block
_TEXT = rb"[\x20-\x7e\t\n\r]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
_RUN = re.compile(rb"(?:[\x20-\x7e\t]\x00){%d,}|(?:%s){%d,}" % (_LEAST, _TEXT, _LEAST))
# Where a run may be. With a set in front the search for it passes zeros twenty times as fast as that for a run does.
_STRETCH = re.compile(rb"[\t\n\r\x20-\x7e\xc2-\xf0][\x00\t\n\r\x20-\x7e\x80-\xf0]{%d,}" % (_LEAST - 1))
_NARROW = re.compile(rb"[\x20-\x7e]")


def runs(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    r"""(offset, text in UTF-8, bytes of the data for a byte of it) of every run of text.

    >>> list(runs(b"\x01\x02Ann Lee\xff" + "Lynn".encode("utf-16-le")))
    [(2, b'Ann Lee', 1), (10, b'Lynn', 2)]
    """
    empty = data.count(0) * 4 > len(data)
    for start, end in (stretch.span() for stretch in _STRETCH.finditer(data)) if empty else ((0, len(data)),):
        for run in _RUN.finditer(data, start, end):
            text = run[0]
            if text[1:2] == b"\0":
                yield run.start(), text[::2], 2
            elif _NARROW.search(text):
                yield run.start(), text, 1


def text_of_bytes(blob: Blob, start: int = 0) -> Iterator[Segment]:
    """The runs of text of a blob from `start` on, one a line, at the bytes where they stand."""
    lines = _Lines()
    with blob.open() as stream:
        stream.seek(start)
        rest, base = b"", start
        while block := stream.read(_READ):
            data = rest + block
            end = _safe_end(data)
            for offset, text, width in runs(data[:end]):
                lines.add(base + offset, text, width)
            yield from lines.full()
            rest, base = data[end:], base + end
        for offset, text, width in runs(rest):
            lines.add(base + offset, text, width)
    yield from lines.full(least=1)


def _safe_end(data: bytes) -> int:
    """Where a block may be cut: before the run that goes on at its end, unless that is very long."""
    start = max(0, len(data) - _LONGEST)
    tail = data[start:]
    last = 0
    for run in _RUN.finditer(tail):
        last = run.start()
        if run.end() >= len(tail) - 8:
            return start + last or len(data)
    return max(len(data) - 8, 0) or len(data)


class _Lines:
    """Runs put together to one segment."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.places: list[tuple[int, int, int]] = []  # offset in `data`, offset in the blob, bytes for each

    def add(self, offset: int, text: bytes, width: int) -> None:
        self.places.append((len(self.data), offset, width))
        self.data += text
        self.data += b"\n"

    def full(self, least: int = BLOCK) -> Iterator[Segment]:
        """The segment, if it is worth one."""
        if len(self.data) < least:
            return
        places = self.places

        def locate(offset: int) -> Location:
            start, at, width = places[max(0, bisect_right(places, offset, key=lambda place: place[0]) - 1)]
            return (Step(Axis.BYTE, at + (offset - start) * width),)

        data = bytes(self.data)
        self.data, self.places = bytearray(), []
        yield Segment(data, Shape.PROSE, locate)
