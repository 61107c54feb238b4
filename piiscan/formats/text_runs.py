"""Runs of text in binary data: where characters follow each other in one byte or two, they are text.

For what a format keeps in a layout that is not read here. Rule: a run is of eight characters at least, with a
letter or a digit for every second one; shorter ones count where their length stands before them, as many formats
write texts. Runs of UTF-16 are not given again as text of one byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.formats.flow import Flow
from piiscan.model import Axis, Location, Segment, Step

_LEAST = 8
# Characters of Latin scripts, tabs and line ends; of UTF-16 also dashes and quotes (U+20xx). Random bytes are full
# of what is above ASCII, so of text of one byte a run of ASCII is the core, with accented letters before letters.
_WIDE = re.compile(rb"(?:[\t\n\r\x20-\x7e\xa0-\xff]\x00|[\x00-\x7f]\x01|[\x10-\x26]\x20){2,}")
_NARROW = re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc0-\xff](?=[A-Za-z])|(?<=[A-Za-z])[\x80-\xff](?=[\x20-\x7e])){2,}")
_TELLING = re.compile(r"[^\W_]")


def runs(data: bytes) -> Iterator[tuple[int, str]]:
    r"""(offset, text) of each run, in order.

    >>> list(runs(b"\x01\x02" + "Ann Lee, 1".encode("utf-16-le") + b"\x00\x00\x03\0\0\0Bob\0no"))
    [(2, 'Ann Lee, 1'), (28, 'Bob')]
    """
    at = 0
    for found in _WIDE.finditer(data):
        start, end = found.span()
        if start >= at + 2 and _NARROW.fullmatch(data, start - 2, start):
            start += 2  # the last sign of a text of one byte a character, and the zero that ends it
        text = data[start:end].decode("utf-16-le", "replace")
        if start < end and _counts(data, start, end, 2) and _is_text(text):
            yield from _narrow(data, at, start)
            yield start, text
            at = end
    yield from _narrow(data, at, len(data))


def run_segments(data: bytes, flow: Flow, at: Location = (), base: int = 0) -> Iterator[Segment]:
    """The runs as lines of a text; a place is the byte a run begins at, `base` bytes before those given."""
    for offset, text in runs(data):
        flow.write(text.replace("\r", "\n"), (*at, Step(Axis.BYTE, base + offset)))
        flow.end_line()
        yield from flow.drain()


def _narrow(data: bytes, start: int, end: int) -> Iterator[tuple[int, str]]:
    for found in _NARROW.finditer(data, start, end):
        if _counts(data, found.start(), found.end(), 1):
            text = found[0].decode("cp1252", "replace")
            if _is_text(text):
                yield found.start(), text


def _counts(data: bytes, start: int, end: int, width: int) -> bool:
    """Whether a run is long enough, or as long as the number before it says, in bytes or characters."""
    size = end - start
    if size >= _LEAST * width:
        return True
    if start < 4:
        return False
    told = int.from_bytes(data[start - 4 : start], "little")
    return told in {size, size + width, size // width, size // width + 1}


def _is_text(text: str) -> bool:
    return len(_TELLING.findall(text)) * 2 >= len(text)
