"""PowerPoint 97-2003 (.ppt): slides, notes, masters, comments, headers and footers, properties, embedded objects.

A place is the slide ("slide 3", "slide 3 › notes"), then the line or the cell in it. What an earlier save left in
the file is read too, as the part "earlier save".
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial

from piiscan.formats.archives.zlib_stream import inflated
from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.encrypted import legacy_verdict
from piiscan.formats.compound.office_art import picture_blobs
from piiscan.formats.compound.ole import Compound, open_compound
from piiscan.formats.compound.ole_macros import macros
from piiscan.formats.compound.ole_objects import attached
from piiscan.formats.compound.ole_properties import properties
from piiscan.formats.compound.ppt_records import (
    DOCUMENT,
    LIST,
    MASTER,
    NOTES,
    OBJECT,
    SLIDE,
    STRING,
    Record,
    records,
    text_of,
    walk,
)
from piiscan.formats.compound.ppt_show import Numbers, Show, show_of
from piiscan.formats.compound.ppt_slide import Page
from piiscan.formats.segments.flow import Flow
from piiscan.formats.spans import Span, opened
from piiscan.formats.spool import Member, child
from piiscan.model import Axis, Blob, Gap, Reason, Segment, Step

_PLAIN = b"\x5f\xc0\x91\xe3"  # CurrentUserAtom of a file that is not encrypted (2.3.2)


def extract_ppt(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The texts of a presentation, then the objects and pictures in it; the verdict where it is encrypted."""
    with open_compound(blob, context) as compound:
        user = compound.read(compound.find("Current User"))
        verdict = legacy_verdict(blob, context) if user[12:16] != _PLAIN else None
        if verdict is not None:
            yield from verdict
            return
        data = compound.view(compound.find("PowerPoint Document"))
        show = show_of(data, user)
        yield from _texts(data, show)
        yield from properties(compound)
        yield from _objects(compound, data)
        yield from picture_blobs(blob, context, compound.view(compound.find("Pictures")))
        yield from macros(compound)
        yield from compound.gaps


def _texts(data: Span, show: Show) -> Iterator[Extracted]:
    """The whole presentation, each slide with its notes as one text, then what belongs to no slide."""
    slides, notes, others = Numbers(), Numbers(), array("Q")
    for record in records(data, 0, len(data)):
        if record.kind == SLIDE and (number := show.number_of(record)):
            slides.add(number, record.start - 8)
        elif record.kind == NOTES and (number := show.slide_of(data, record)):
            notes.add(number, record.start - 8)
        elif record.kind in {SLIDE, NOTES, MASTER, DOCUMENT} and record.start - 8 != show.document:
            others.append(record.start - 8)
        if record.cut and record.kind >= DOCUMENT:
            yield Gap(Reason.CORRUPT, "the last record is cut off")
    if show.document is not None:
        yield from _document(data, _at(data, show.document), show)
    for number in range(1, show.slides + 1):
        found = [_at(data, at) for at in (*reversed(slides.of(number)), *notes.of(number))]
        yield from _slide(data, f"slide {number}", found, show)
    for record in (_at(data, at) for at in others):
        yield from _slide(data, show.name(record), [record], show)


def _at(data: Span, at: int) -> Record:
    return next(records(data, at, len(data)))


def _slide(data: Span, name: str, found: list[Record], show: Show) -> Iterator[Segment]:
    flow = Flow()
    at = (Step(Axis.PART, name),)
    outline = show.outline(data, name)
    if not any(record.kind != NOTES for record in found):
        found = [Record(SLIDE, 0, 0, 0, inner=True, cut=False), *found]  # only its outline is there
    for record in found:
        is_notes = record.kind == NOTES and name.startswith("slide")
        page = Page(flow, (*at, Step(Axis.PART, "notes")) if is_notes else at, [] if is_notes else outline)
        for _ in page.read(data, record):
            yield from flow.drain()
        page.rest()
    yield from flow.finish()


def _document(data: Span, record: Record, show: Show) -> Iterator[Segment]:
    """Headers, footers, addresses of links and what else is of the whole presentation, but not its outline."""
    page = Page(Flow(), (Step(Axis.PART, "document"),))
    for inner in records(data, record.start, record.end):
        if inner.kind != LIST:
            for found in walk(data, inner):
                if found.kind == STRING:
                    page.write(text_of(data, found))
    for text in show.loose(data):
        page.write(text)
    yield from page.flow.finish()


def _objects(compound: Compound, data: Span) -> Iterator[Blob | Gap]:
    """Embedded objects: compound files of their own, deflated or not (2.10.34)."""
    number = 0
    for record in records(data, 0, len(data)):
        if record.kind != OBJECT or record.start == record.end:
            continue
        number += 1
        name = f"object {number}"
        if record.instance != 1:
            yield attached(compound.blob, compound.context, name, data, record.start, record.end)
            continue
        step = Step(Axis.MEMBER, name)
        compound.context.budget.take_member()
        member = Member(partial(_inflated, data, record.start + 4, record.end), compound.context)
        yield child(compound.blob, step, name, member)
        yield from member.gap((step,))


def _inflated(data: Span, start: int, end: int) -> Iterator[bytes]:
    """The bytes of a deflated object. Raises `Unscannable` where they are damaged."""
    with opened(data, start, end) as stream:
        yield from inflated(stream)
