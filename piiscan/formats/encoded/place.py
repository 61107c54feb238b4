"""A segment with encoded runs replaced by what they stand for, and every place still that of the source."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
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
    return Moved(begins, ends[1:], starts, lengths, lambda index: kept[index].label).of(segment, b"".join(pieces))


class Moved:
    """Where runs stood, in order and apart, and where their texts begin now, of what length each."""

    def __init__(
        self,
        begins: Sequence[int],
        ends: Sequence[int],
        starts: Sequence[int],
        lengths: Sequence[int],
        label: Callable[[int], str],
    ) -> None:
        self._begins, self._ends = begins, ends
        self._starts, self._lengths = starts, lengths
        self._label = label

    def of(self, segment: Segment, data: bytes) -> Segment:
        """A segment with the texts in `data` in the place of the runs."""

        def locate(offset: int) -> Location:
            index = bisect_right(self._starts, offset) - 1
            if index < 0:
                return segment.locate(offset)
            behind = offset - int(self._starts[index]) - int(self._lengths[index])
            if behind < 0:
                return (*segment.locate(int(self._begins[index])), Step(Axis.DECODED, self._label(index)))
            return segment.locate(int(self._ends[index]) + behind)

        end = len(segment.data) if segment.end < 0 else segment.end
        return replace(segment, data=data, locate=locate, start=self._after(segment.start), end=self._after(end))

    def _after(self, offset: int) -> int:
        index = bisect_left(self._begins, offset) - 1
        if index < 0:
            return offset
        return int(self._starts[index]) + int(self._lengths[index]) + max(0, offset - int(self._ends[index]))


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
