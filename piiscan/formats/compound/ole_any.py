"""Compound files of other programs (Publisher, Works and many more): the texts in their streams, embedded objects.

The layout is not read, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.ole import Compound, Path, open_compound, shown
from piiscan.formats.compound.ole_macros import is_of_macros, macros
from piiscan.formats.compound.ole_objects import attached, embedded, packaged
from piiscan.formats.compound.ole_properties import properties
from piiscan.formats.plain.byte_text import text_of_bytes
from piiscan.formats.plain.text_runs import run_segments
from piiscan.formats.segments.flow import Flow
from piiscan.formats.spans import Span
from piiscan.model import Axis, Blob, Gap, Reason, Segment, Step, Unscannable

_PROPERTIES = frozenset({"summaryinformation", "documentsummaryinformation"})
_OBJECTS = ("objects", "objectpool")
_WHOLE = ("Package", "EmbeddedOdf")  # a file put into a document, alone in a compound file


def extract_damaged(blob: Blob, _context: Context) -> Iterator[Extracted]:
    """What stands in a compound file that cannot be opened: its streams, in the order of their sectors."""
    yield from text_of_bytes(blob)
    yield Gap(Reason.CORRUPT, "compound file cannot be opened: only the text that stands in the bytes")


def extract_ole(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All streams, one by one."""
    with open_compound(blob, context) as compound:
        taken: set[Path] = set()
        for name, path, data, *part in _packages(compound):
            taken.add(path)
            yield attached(blob, context, name, data, *part)
        objects = [(name, inner) for name in compound.storages() if name.lower() in _OBJECTS
                   for inner in compound.storages((name,))]  # fmt: skip
        rest = [path for path in compound.streams
                if path not in taken and path[:2] not in objects and not is_of_macros(path)]  # fmt: skip
        some = False
        for path in rest:
            if shown(path[-1]).lower() in _PROPERTIES:
                continue
            flow = Flow()
            place = (Step(Axis.PART, "/".join(map(shown, path))),)
            for segment in run_segments(compound.read(path), flow, place):
                some = True
                yield segment
            for segment in flow.finish():
                some = True
                yield segment
        layout = some
        for item in chain[Segment | Blob](properties(compound), macros(compound), embedded(compound, objects)):
            some = True
            yield item
        if not some and not taken:
            lost = (
                compound.gaps[0] if compound.gaps else Gap(Reason.UNSUPPORTED, "no text in a file of another program")
            )
            raise Unscannable(lost.reason, lost.detail)
        yield from compound.gaps
        if layout:
            yield Gap(Reason.UNSUPPORTED, "texts are read as they stand in the streams, without their layout")


def _packages(compound: Compound) -> Iterator[tuple[str, Path, Span, int, int]]:
    """(name, stream, its bytes, first, end) of each file that the compound file is only a wrapping of."""
    native = compound.find("\x01Ole10Native")
    if native is not None:
        data = compound.view(native)
        found = packaged(data)
        if found is not None:
            yield found[0] or "package", native, data, *found[1:]
    whole = compound.find(*_WHOLE)
    if whole is not None:
        data = compound.view(whole)
        yield "package", whole, data, 0, len(data)
