"""A segment with encoded runs replaced by what they stand for, and every place still that of the source."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from msgspec.structs import replace

from piiscan.formats.encoded.runs import Run
from piiscan.model import Axis, Location, Segment, Shape, Step


def placed(segment: Segment, runs: Iterable[Run]) -> Segment:
    """The segment with the runs decoded in it. Offsets in a run are at its beginning, with a step for its encoding."""
    data = segment.data
    pieces: list[bytes | bytearray] = []
    starts: list[int] = []  # of the decoded texts
    kept: list[tuple[Run, int]] = []  # with the length each takes up
    old = new = 0
    plain = segment.shape not in {Shape.OBJECT, Shape.TABLE}
    for run in sorted(runs):
        start, end, _, text = run
        if start < old:
            continue
        text = text if plain else _fitting(segment, text)
        pieces += (data[old:start], text)
        new += start - old
        starts.append(new)
        kept.append((run, len(text)))
        new += len(text)
        old = end
    pieces.append(bytes(data[old:]))

    def source(offset: int) -> tuple[int, Run | None]:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset, None
        run, length = kept[index]
        behind = offset - starts[index] - length
        return (run.start, run) if behind < 0 else (run.end + behind, None)

    def locate(offset: int) -> Location:
        at, run = source(offset)
        steps = segment.locate(at)
        return steps if run is None else (*steps, Step(Axis.DECODED, run.label))

    def moved(offset: int) -> int:
        index = bisect_left(kept, offset, key=lambda one: one[0].start) - 1
        if index < 0:
            return offset
        run, length = kept[index]
        return starts[index] + length + max(0, offset - run.end)

    end = len(data) if segment.end < 0 else segment.end
    return replace(segment, data=b"".join(pieces), locate=locate, start=moved(segment.start), end=moved(end))


def _fitting(segment: Segment, text: bytes) -> bytes:
    """A decoded text as it can stand in the place of its run."""
    if segment.shape is Shape.OBJECT:
        return json.dumps(text.decode("utf-8", "replace"), ensure_ascii=False)[1:-1].encode("utf-8", "replace")
    if segment.shape is Shape.TABLE:
        marks = bytes(mark for mark in segment.dialect if mark) + b"\r\n"
        return text.translate(bytes.maketrans(marks, b" " * len(marks)))
    return text
