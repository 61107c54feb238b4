"""Runs of text in binary data: where characters follow each other in one byte or two, they are text.

For what a format keeps in a layout that is not read here. Rule: a run is of eight characters at least, with a
letter or a digit for every second one; shorter ones count where their length stands before them, as many formats
write texts. Runs of UTF-16 are not given again as text of one byte.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator

from piiscan.formats.segments.flow import Flow
from piiscan.later import compiled
from piiscan.model import Axis, Location, Segment, Step

_LEAST = 8
# Characters of Latin scripts, tabs and line ends; of UTF-16 also dashes and quotes (U+20xx). Random bytes are full
# of what is above ASCII, so in text of one byte each such sign stands alone between others.
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00|[\x00-\x7f]\x01|[\x10-\x26]\x20){8,}")
_NARROW = compiled(
    rb"[\t\n\r\x20-\x7e]{8,}(?:[\x80-\xff][\t\n\r\x20-\x7e]+)*+"
    rb"|[\t\n\r\x20-\x7e]{2,7}(?:[\x80-\xff][\t\n\r\x20-\x7e]{2,})++"
)
_SIZE = re.compile(rb"[\x02-\x20]\0\0\0(?=[\x20-\x7e])")  # a small number before a text
_SHORT_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\0)+")
_SHORT = re.compile(rb"[\x20-\x7e]+")
_HIGH = bytes(range(0x80, 0x100))
_TELLING = re.compile(r"[^\W_]")


def runs(data: bytes) -> Iterator[tuple[int, str]]:
    r"""(offset, text) of each run, in order.

    >>> list(runs(b"\x01\x02" + "Ann Lee, 1".encode("utf-16-le") + b"\x00\x00\x03\0\0\0Bob\0no"))
    [(2, 'Ann Lee, 1'), (28, 'Bob')]
    """
    at = 0
    for first, end, width in heapq.merge(_wide(data), _narrow(data), _sized(data)):
        # A sign and the zero behind it may be the end of one text, and no beginning of another.
        start = first + 2 if first < at else first
        if start < at or end - start < 2:
            continue
        text = data[start:end].decode("utf-16-le" if width == 2 else "cp1252", "replace")
        if len(_TELLING.findall(text)) * 2 >= len(text):
            yield start, text
            at = end


def _wide(data: bytes) -> Iterator[tuple[int, int, int]]:
    return ((found.start(), found.end(), 2) for found in _WIDE.finditer(data))


def _narrow(data: bytes) -> Iterator[tuple[int, int, int]]:
    for found in _NARROW.finditer(data):
        size = found.end() - found.start()
        if size >= _LEAST and (found[0].isascii() or len(found[0].translate(None, _HIGH)) * 5 >= size * 4):
            yield found.start(), found.end(), 1


def _sized(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Short texts behind their length, in bytes or in characters, with a zero at the end or without."""
    for found in _SIZE.finditer(data):
        start, told = found.end(), data[found.start()]
        wide = _SHORT_WIDE.match(data, start, start + told * 2)
        size = wide.end() - start if wide else 0
        if size > 2 and told in {size, size + 2, size // 2, size // 2 + 1}:
            yield start, start + size, 2
            continue
        short = _SHORT.match(data, start, start + told)
        size = short.end() - start if short else 0
        if told in {size, size + 1} and size > 1:
            yield start, start + size, 1


def run_segments(data: bytes, flow: Flow, at: Location, base: int = 0) -> Iterator[Segment]:
    """The runs as lines of a text; a place is the byte a run begins at, `base` bytes before those given."""
    for offset, text in runs(data):
        flow.write(text.replace("\r", "\n"), (*at, Step(Axis.BYTE, base + offset)))
        flow.end_line()
        yield from flow.drain()
