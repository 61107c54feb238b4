"""The stretch of text under proof, and which of its numbers have a label near. Only `find` makes one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from piiscan.matcher.borders import Mask, Text
from piiscan.matcher.hits import LABEL_AFTER, LABEL_BEFORE, MARGIN
from piiscan.matcher.labels import Labels, searcher
from piiscan.matcher.shapes import Block, Places, Shapes

_FEW = 8
"""Up to so many numbers, labels are searched in the plain way: an engine nothing else needs is never built."""
_WINDOW = 2 * MARGIN
_LINE_BREAK = 0x0A


class Area(NamedTuple):
    """The padded text of a block, its shapes, and the block, which knows the length of runs."""

    text: Text
    shapes: Shapes
    block: Block

    def labelled(self, start: Places, end: Places, *kinds: int) -> list[Mask]:
        """For each kind, whether a label of it stands near each of the numbers, which are in order."""
        if start.size * _WINDOW > self.text.size:
            labels = searcher(frozenset(kinds))(self.text.data)
        else:
            # The numbers move with their windows, so that distances stay as they are.
            windows = sliding_window_view(self.text, _WINDOW)[start - MARGIN]
            windows[:, [0, -1]] = _LINE_BREAK  # no label crosses two line breaks
            labels = searcher(frozenset(kinds), "regex" if start.size <= _FEW else "")(windows.data.cast("B"))
            end = end - start
            start = np.arange(start.size) * _WINDOW + MARGIN
            end = end + start
        return [_near(start, end, labels, kind) for kind in kinds]


def _near(start: Places, end: Places, labels: Labels, kind: int) -> Mask:
    of_kind = labels.kind == kind
    if not of_kind.any():
        return np.zeros(start.size, dtype=np.bool_)
    # One label far before and one far behind everything, so that each search finds one.
    ends = np.sort(np.append(labels.end[of_kind], start[0] - _WINDOW))
    starts = np.sort(np.append(labels.start[of_kind], end[-1] + _WINDOW))
    before = start - ends[np.searchsorted(ends, start, side="right") - 1]
    after = starts[np.searchsorted(starts, end, side="left")] - end
    return np.asarray((before <= LABEL_BEFORE) | (after <= LABEL_AFTER))
