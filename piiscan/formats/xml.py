"""XML as records: JSON text with the tags as keys, so that pairing sees which values belong to one element.

Read with expat, event by event, because it holds nothing back, counts lines without end (libxml2 stops at
65,535) and refuses where its caller says so: a document that declares entities is not read on as XML, its
rest is read as the plain text it is. Nothing is fetched, no DTD is followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as replaced
from functools import partial

from piiscan.formats.base import Context, Extracted
from piiscan.formats.expat import feed, new_parser, read
from piiscan.formats.text import encoding_of, extract_text
from piiscan.formats.xml_records import Records
from piiscan.model import Blob, Gap, Reason, Segment


def extract_xml(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The records of a document as segments of shape OBJECT; what expat cannot read as text."""
    records = Records()
    has_element = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal has_element
        has_element = True
        records.start(tag.rpartition(" ")[2], attributes, parser.CurrentLineNumber)

    parser = new_parser(
        start,
        lambda _tag: records.end(),
        records.text,
    )
    parser.CommentHandler = lambda text: records.comment(text, parser.CurrentLineNumber)
    with blob.open() as stream:
        encoding, _ = encoding_of(stream.read(4096))
        stream.seek(0)
        damage = yield from read(stream, partial(feed, parser), records.drain)
    yield from records.finish()
    if damage:
        yield from text_from(blob, context, damage.offset if encoding == "ascii-superset" else 0)
        # Without an element yet it is a DTD, or no XML at all, and as text it has been read whole.
        if has_element or damage.declares_entities:
            yield Gap(Reason.CORRUPT, f"{damage}: read as plain text from there on")


def text_from(blob: Blob, context: Context, offset: int) -> Iterator[Segment]:
    """The blob from `offset` on as plain text, with the lines counted from its start."""
    for segment in extract_text(blob, context):
        if isinstance(segment, Segment):
            start = max(segment.start, offset - segment.base)
            if start < (len(segment.data) if segment.end < 0 else segment.end):
                yield replaced(segment, start=start)
