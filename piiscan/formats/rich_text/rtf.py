"""Rich Text Format: text, headers, notes, comments, fields, tables, deletions; objects and pictures as children.

Read as it streams by, group by group (RTF Specification 1.9.1): memory does not grow with the file. What stands in a
group that may be ignored is ignored, but for the groups that hold text of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from piiscan.formats.base import Context, Extracted
from piiscan.formats.rich_text.objects import children
from piiscan.formats.rich_text.reader import RtfReader
from piiscan.formats.rich_text.story import RtfStory
from piiscan.formats.segments.flow import Flow
from piiscan.model import Blob, Gap, Reason

_BLOCK = 256 << 10


def extract_rtf(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The text in the order of the file, and the objects as they end."""
    reader = RtfReader(RtfStory(Flow(), context.limits.field), context)
    try:
        with blob.open() as stream:
            yield from _read(blob, stream, reader)
    finally:
        reader.release()


def _read(blob: Blob, stream: BinaryIO, reader: RtfReader) -> Iterator[Extracted]:
    flow = reader.story.flow
    data, more = b"", True
    while more:
        block = stream.read(_BLOCK)
        more = bool(block)
        data += block
        data = data[reader.tokens.feed(data, reader, last=not more) :]
        yield from flow.drain()
        yield from children(blob, reader.ended)
    reader.end()
    yield from flow.finish()
    yield from children(blob, reader.ended)
    if reader.is_open:
        yield Gap(Reason.CORRUPT, "the file ends inside a group: it is cut short")
