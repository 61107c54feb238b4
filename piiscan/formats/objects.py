"""Objects that only the program that wrote them can load (pickle, joblib, NumPy): their texts, and nothing is run.

A pickle is a program for a machine that calls whatever it names, so it is never given to that machine: its steps are
only looked at, one by one, for the texts in them.
"""

from __future__ import annotations

import io
import pickletools
from collections.abc import Iterator

from piiscan.formats.base import Context, Extracted
from piiscan.formats.byte_text import runs, text_of_bytes
from piiscan.formats.flow import Flow
from piiscan.model import Axis, Blob, Gap, Reason, Step

_NAMES = frozenset({"GLOBAL", "INST"})  # steps with the names of what would be called
_PICKLE = b"\x80"  # the first step of all but the oldest, which are text


def extract_objects(blob: Blob, context: Context) -> Iterator[Extracted]:
    """The texts of a pickle, one a line; of anything else, and of what is behind it, the runs of text."""
    with blob.open() as stream:
        data = stream.read(context.limits.document + 1)
    if not data.startswith(_PICKLE) or len(data) > context.limits.document:
        yield from text_of_bytes(blob)
        yield Gap(Reason.UNSUPPORTED, "objects are not loaded: only the text that stands in the bytes")
        return
    flow = Flow()
    end = 0
    steps = pickletools.genops(io.BytesIO(data))
    try:
        for step, value, position in steps:
            end = (position or 0) + 1
            if isinstance(value, str | bytes) and step.name not in _NAMES:
                text = value if isinstance(value, str) else b"\n".join(run for _, run, _ in runs(value)).decode()
                flow.write(text.replace("\r", "\n"), (Step(Axis.BYTE, position or 0),))
                flow.end_line()
                yield from flow.drain()
    except Exception as error:  # noqa: BLE001 - pickletools promises no type
        for offset, run, _ in runs(data[end:]):
            flow.write(run.decode(), (Step(Axis.BYTE, end + offset),))
            flow.end_line()
            yield from flow.drain()
        yield from flow.finish()
        yield Gap(Reason.CORRUPT, f"the steps of a pickle end in damage ({type(error).__name__})")
        return
    yield from flow.finish()
