"""A segment with encoded runs replaced by what they stand for, and every place still that of the source."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, chain
from operator import add, sub

from msgspec.structs import replace

from piiscan.formats.encoded.runs import Run
from piiscan.model import Axis, Location, Segment, Shape, Step


def placed(segment: Segment, runs: Iterable[Run]) -> Segment:
    """The segment with the runs decoded in it. Offsets in a run are at its beginning, with a step for its encoding."""
    data = segment.data
    kept = _apart(sorted(runs))
    texts = [run[3] for run in kept]
    if segment.shape in {Shape.OBJECT, Shape.TABLE}:
        texts = [_fitting(segment, text) for text in texts]
    begins, ends = [run[0] for run in kept], [0, *(run[1] for run in kept)]
    lengths = list(map(len, texts))  # that each takes up
    between: list[int] = list(map(sub, begins, ends))
    starts: list[int] = (
        list(accumulate(map(add, between[1:], lengths), initial=between[0])) if kept else []
    )  # of the texts
    whole = bytes(data)
    parts = [whole[end:begin] for end, begin in zip(ends, [*begins, len(whole)], strict=True)]
    pieces = [*chain.from_iterable(zip(parts, texts, strict=False)), parts[-1]]

    def source(offset: int) -> tuple[int, Run | None]:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset, None
        run, length = kept[index], lengths[index]
        behind = offset - starts[index] - length
        return (run.start, run) if behind < 0 else (run.end + behind, None)

    def locate(offset: int) -> Location:
        at, run = source(offset)
        steps = segment.locate(at)
        return steps if run is None else (*steps, Step(Axis.DECODED, run.label))

    def moved(offset: int) -> int:
        index = bisect_left(begins, offset) - 1
        if index < 0:
            return offset
        return starts[index] + lengths[index] + max(0, offset - kept[index].end)

    end = len(data) if segment.end < 0 else segment.end
    return replace(segment, data=b"".join(pieces), locate=locate, start=moved(segment.start), end=moved(end))


def _apart(ordered: list[Run]) -> list[Run]:
    """Those of some runs, in order, that begin behind the end of the one before."""
    kept: list[Run] = []
    end = 0
    for run in ordered:
        if run[0] >= end:
            kept.append(run)
            end = run[1]
    return kept


def _fitting(segment: Segment, text: bytes) -> bytes:
    """A decoded text as it can stand in the place of its run."""
    if segment.shape is Shape.OBJECT:
        return json.dumps(text.decode("utf-8", "replace"), ensure_ascii=False)[1:-1].encode("utf-8", "replace")
    if segment.shape is Shape.TABLE:
        marks = bytes(mark for mark in segment.dialect if mark) + b"\r\n"
        return text.translate(bytes.maketrans(marks, b" " * len(marks)))
    return text
