"""A file read without any format: what is left when its own reader broke down. Decodes nothing, opens nothing.

Rule: whatever is asked here of the content is asked of a few bytes, by no library.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.plain.text import Lines, locator
from piiscan.formats.plain.windows import windows
from piiscan.model import Blob, Segment, Shape

_HEAD = 4096
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


def reads_as_text(blob: Blob) -> bool:
    """Whether the bytes of a blob are its text, as far as its beginning shows."""
    with blob.open() as stream:
        head = stream.read(_HEAD)
    return len(head.translate(None, _CONTROLS)) == len(head)


def raw_segments(blob: Blob, *, text: bool) -> Iterator[Segment]:
    """The bytes as lines of text, or the runs of text between others."""
    return _text(blob) if text else text_of_bytes(blob)


def _text(blob: Blob) -> Iterator[Segment]:
    lines = Lines(blob.open)
    try:
        with blob.open() as stream:
            for data, start, end, base in windows(stream, expected=blob.size):
                place = locator(data, base, lines, exact=True)
                yield Segment(data.replace(b"\0", b" "), Shape.PROSE, place, start, end, base)
    finally:
        lines.close()
