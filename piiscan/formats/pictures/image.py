"""Pictures: the words in their metadata are read always, what they show only where OCR is asked for.

A picture that nobody looked at is never "clean": its outcome says so (SPEC, chapter 10).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace

from piiscan.formats.base import Context, Extracted
from piiscan.formats.identify import ends_as_zip
from piiscan.formats.markup.xml import extract_xml
from piiscan.formats.pictures.exif import Words
from piiscan.formats.pictures.image_words import READERS, packets
from piiscan.formats.segments.flow import Flow
from piiscan.formats.signatures import signature
from piiscan.formats.sniff import as_text
from piiscan.model import Axis, Blob, Gap, Location, Reason, Segment, Step, Unscannable

UNSEEN = "image content needs --ocr"
_LARGEST = 128 << 20  # bytes that are kept in memory
_HEAD = 4096
_BEHIND = "behind the picture"


def extract_image(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Metadata as prose by part, what stands behind the picture as a child, and the words in the picture by OCR."""
    with blob.open() as stream:
        data = stream.read(_LARGEST + 1)
    told = signature(data[:_HEAD], text=False)
    some = False
    for item in _beside(blob, data[:_LARGEST], told[1] if told else "", context):
        some = True
        yield item
    if len(data) > _LARGEST:
        yield Gap(Reason.LIMIT, f"more than {_LARGEST} bytes: the metadata behind not looked for (limit: image)")
    if context.ocr:
        from piiscan.formats.pictures.ocr import read_image

        yield from read_image(data, context)
    elif some:
        yield Gap(Reason.UNSUPPORTED, UNSEEN)
    else:
        raise Unscannable(Reason.UNSUPPORTED, UNSEEN)


def _beside(blob: Blob, data: bytes, media_type: str, context: Context) -> Iterator[Extracted]:
    flow = Flow()
    found: list[Words] = []
    reading = READERS.get(media_type, packets)(data)
    end = len(data)
    while True:
        try:
            found.append(next(reading))
        except StopIteration as stop:
            end = stop.value
            break
    for words in found:
        if words.packet:
            yield from packet(words.packet, context)
        elif words.text.strip():
            flow.end_line()
            at = (Step(Axis.PART, words.part),)
            flow.write(f"{words.name}: {words.text}" if words.name else words.text, at)
            flow.end_line()
    yield from flow.finish()
    yield from _behind(blob, data[end:], context)


def packet(data: bytes, context: Context) -> Iterator[Segment]:
    """A packet of XMP as the records of its XML."""
    inner = Blob("xmp.xml", lambda: io.BytesIO(data.strip(b"\0 \r\n")), (), len(data))
    at = (Step(Axis.PART, "XMP"),)
    for item in extract_xml(inner, context):
        if isinstance(item, Segment):
            yield replace(item, locate=partial(_under, at, item.locate))


def _under(at: Location, locate: Callable[[int], Location], offset: int) -> Location:
    return (*at, *locate(offset))


def _behind(blob: Blob, data: bytes, context: Context) -> Iterator[Extracted]:
    """What was put behind a picture. Another picture is a preview; an archive behind a whole file is read with it."""
    rest = data.lstrip(b"\0\r\n\t ")
    if len(rest) < 9:
        return
    told = signature(rest[:_HEAD], text=False)
    known = told is not None and told[0] not in {"", "image", "media"}
    if known and told is not None and told[0] == "zip" and ends_as_zip(io.BytesIO(rest)):
        return  # it is read as the archive at the end of the file
    if not known and (told is not None or as_text(rest[:_HEAD]) is None):
        return
    context.budget.take_member()
    yield Blob(_BEHIND, lambda: io.BytesIO(rest), (*blob.at, Step(Axis.MEMBER, _BEHIND)), len(rest))
