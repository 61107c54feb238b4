"""PowerPoint 97-2003 (.ppt): slides, notes, masters, comments, headers and footers, properties, embedded objects.

A place is the slide ("slide 3", "slide 3 › notes"), then the line or the cell in it. What an earlier save left in
the file is read too, as the part "earlier save".
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.encrypted import legacy_verdict
from piiscan.formats.flow import Flow
from piiscan.formats.office_art import picture_blobs
from piiscan.formats.ole import Compound, open_compound
from piiscan.formats.ole_macros import macros
from piiscan.formats.ole_objects import attached
from piiscan.formats.ole_properties import properties
from piiscan.formats.ppt_records import (
    DOCUMENT,
    LIST,
    MASTER,
    NOTES,
    OBJECT,
    SLIDE,
    STRING,
    Record,
    Show,
    records,
    show_of,
    text_of,
    walk,
)
from piiscan.formats.ppt_slide import Page
from piiscan.model import Axis, Blob, Gap, Reason, Segment, Step, Unscannable

_PLAIN = b"\x5f\xc0\x91\xe3"  # CurrentUserAtom of a file that is not encrypted (2.3.2)
_INFLATED = 1 << 20  # bytes at once


def extract_ppt(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The texts of a presentation, then the objects and pictures in it; the verdict where it is encrypted."""
    with open_compound(blob, context) as compound:
        user = compound.read(compound.find("Current User"))
        verdict = legacy_verdict(blob, context) if user[12:16] != _PLAIN else None
        if verdict is not None:
            yield from verdict
            return
        data = compound.read(compound.find("PowerPoint Document"))
        show = show_of(data, user)
        yield from _texts(data, show)
        yield from properties(compound)
        yield from _objects(compound, data)
        yield from picture_blobs(blob, context, compound.read(compound.find("Pictures")))
        yield from macros(compound)
        yield from compound.gaps


def _texts(data: bytes, show: Show) -> Iterator[Extracted]:
    """The whole presentation, each slide with its notes as one text, then what belongs to no slide."""
    slides: dict[int, list[Record]] = {number: [] for number in show.slides}
    others: list[tuple[str, Record]] = []
    for record in records(data, 0, len(data)):
        if record.kind == SLIDE and (number := show.number_of(record)):
            slides.setdefault(number, []).insert(0, record)
        elif record.kind == NOTES and (number := show.slide_of(data, record)):
            slides.setdefault(number, []).append(record)
        elif record.kind in {SLIDE, NOTES, MASTER, DOCUMENT} and record.start - 8 != show.document:
            others.append((show.names.get(record.start - 8, "earlier save"), record))
        if record.cut and record.kind >= DOCUMENT:
            yield Gap(Reason.CORRUPT, "the last record is cut off")
    if show.document is not None:
        yield from _document(data, next(records(data, show.document, len(data))))
    for number, found in sorted(slides.items()):
        yield from _slide(data, f"slide {number}", found, show)
    for name, record in others:
        yield from _slide(data, name, [record], show)


def _slide(data: bytes, name: str, found: list[Record], show: Show) -> Iterator[Segment]:
    flow = Flow()
    at = (Step(Axis.PART, name),)
    outline = show.outline.get(name, [])
    if not any(record.kind != NOTES for record in found):
        found = [Record(SLIDE, 0, 0, 0, inner=True, cut=False), *found]  # only its outline is there
    for record in found:
        is_notes = record.kind == NOTES and name.startswith("slide")
        page = Page(flow, (*at, Step(Axis.PART, "notes")) if is_notes else at, [] if is_notes else outline)
        for _ in page.read(data, record):
            yield from flow.drain()
        page.rest()
    yield from flow.finish()


def _document(data: bytes, record: Record) -> Iterator[Segment]:
    """Headers, footers, addresses of links and what else is of the whole presentation, but not its outline."""
    page = Page(Flow(), (Step(Axis.PART, "document"),))
    for inner in records(data, record.start, record.end):
        if inner.kind != LIST:
            for found in walk(data, inner):
                if found.kind == STRING:
                    page.write(text_of(data, found))
    yield from page.flow.finish()


def _objects(compound: Compound, data: bytes) -> Iterator[Blob | Gap]:
    """Embedded objects: compound files of their own, deflated or not (2.10.34)."""
    number = 0
    for record in records(data, 0, len(data)):
        if record.kind != OBJECT:
            continue
        number += 1
        content = data[record.start : record.end]
        if record.instance == 1:
            content, whole = _inflated(content[4:], compound.context)
            if not whole:
                yield Gap(Reason.CORRUPT, f"object {number} is damaged")
        if content:
            yield attached(compound.blob, compound.context, f"object {number}", content)


def _inflated(data: bytes, context: Context) -> tuple[bytes, bool]:
    """(bytes, whether they are whole), within the limit for documents."""
    inflate = zlib.decompressobj()
    out = bytearray()
    try:
        while not inflate.eof:
            piece = inflate.decompress(data, _INFLATED)
            data = inflate.unconsumed_tail
            if not piece and not data:
                break
            out += piece
            if len(out) > context.limits.document:
                detail = f"an object larger than {context.limits.document} bytes (limit: document)"
                raise Unscannable(Reason.LIMIT, detail)
    except zlib.error:
        return bytes(out), False
    return bytes(out), inflate.eof
