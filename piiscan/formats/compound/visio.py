"""Visio drawings before 2013 (.vsd, .vss, .vst): the texts in their streams, properties, embedded objects.

Which shape a text is in is not read, and that is said: a place is the stream, and the byte in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.compound.ole import open_compound
from piiscan.formats.compound.ole_objects import embedded
from piiscan.formats.compound.ole_properties import properties
from piiscan.formats.compound.visio_stream import streams
from piiscan.formats.plain.text_runs import run_segments
from piiscan.formats.segments.flow import Flow
from piiscan.model import Axis, Blob, Gap, Reason, Step

_OBJECTS = "Visio"  # names of the storages of embedded objects begin so


def extract_visio(blob: Blob, context: Context) -> Iterator[Extracted]:
    """All streams of a drawing."""
    with open_compound(blob, context) as compound:
        data = compound.read(compound.find("VisioDocument"))
        total = 0
        for number, content in enumerate(streams(data, context.limits.document), 1):
            context.budget.take_bytes(len(content))
            total += len(content)
            flow = Flow()
            yield from run_segments(content, flow, (Step(Axis.PART, f"stream {number}"),))
            yield from flow.finish()
        yield from properties(compound)
        objects = [(name,) for name in compound.storages() if name.startswith(_OBJECTS)]
        yield from embedded(compound, objects)
        yield from compound.gaps
        if total > context.limits.document:
            detail = f"a drawing of more than {context.limits.document} bytes (limit: document)"
            yield Gap(Reason.LIMIT, detail)
        yield Gap(Reason.UNSUPPORTED, "texts are read as they stand in the streams, without their shapes")
