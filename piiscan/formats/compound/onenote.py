"""A OneNote section (.one, MS-ONESTORE): its texts, old versions of pages with them, and the files put into it.

The layout of pages is not read, and that is said: a text is where its bytes are, and the cells of a table are lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.ole_objects import attached
from piiscan.formats.plain.text_runs import run_segments
from piiscan.formats.segments.flow import Flow
from piiscan.model import Blob, Gap, Reason, Unscannable

_FILE = UUID("bde316e7-2665-4511-a4c4-8d4d0b7a9eac").bytes_le
_FILE_HEAD = 36  # its mark, its length in 8 bytes, and 12 bytes that say nothing (2.6.13)


def extract_onenote(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The texts, then the files."""
    largest = context.limits.document
    with blob.open() as stream:
        data = stream.read(largest + 1)
    if len(data) > largest:
        raise Unscannable(Reason.LIMIT, f"larger than {largest} bytes (limit: document)")
    files = list(_files(data))
    flow = Flow()
    at = 0
    for start, end in [*files, (len(data), len(data))]:
        yield from run_segments(data[at:start], flow, (), at)
        at = end
    yield from flow.finish()
    for number, (start, end) in enumerate(files, 1):
        yield attached(blob, context, f"file {number}", data[start:end])
    yield Gap(Reason.UNSUPPORTED, "texts are read as they stand in the file, without the layout of pages")


def _files(data: bytes) -> Iterator[tuple[int, int]]:
    at = data.find(_FILE)
    while at >= 0:
        start = at + _FILE_HEAD
        end = start + int.from_bytes(data[at + 16 : at + 24], "little")
        if start <= end <= len(data):
            yield start, end
            at = data.find(_FILE, end)
        else:  # a length that lies: the bytes stay text
            at = data.find(_FILE, at + 1)
