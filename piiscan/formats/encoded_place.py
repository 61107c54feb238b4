"""A segment with encoded runs replaced by what they stand for, and every place still that of the source."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from piiscan.formats.encoded_runs import Run
from piiscan.model import Axis, Location, Segment, Shape, Step


def placed(segment: Segment, runs: Iterable[Run]) -> Segment:
    """The segment with the runs decoded in it. Offsets in a run are at its beginning, with a step for its encoding."""
    data = segment.data
    pieces: list[bytes] = []
    starts: list[int] = []  # of the decoded texts
    kept: list[tuple[Run, int]] = []  # with the length each takes up
    old = new = 0
    for run in sorted(runs):
        if run.start < old:
            continue
        text = _fitting(segment, run.data)
        pieces += (bytes(data[old : run.start]), text)
        new += run.start - old
        starts.append(new)
        kept.append((run, len(text)))
        new += len(text)
        old = run.end
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
        shift = 0
        for start, (run, length) in zip(starts, kept, strict=True):
            if run.start >= offset:
                break
            if run.end > offset:
                return start + length
            shift = start + length - run.end
        return offset + shift

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
