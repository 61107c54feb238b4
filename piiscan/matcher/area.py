"""The stretch of text under proof, and which of its numbers have a label near. Only `find` makes one.

Rule: labels are looked for only where a number needs one. A cheap search for how labels begin (`stems`) tells
nearly all such numbers from those that may have one; round these the labels are looked at in earnest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from piiscan.matcher.borders import Mask, Text, where
from piiscan.matcher.hits import LABEL_AFTER, LABEL_BEFORE, MARGIN
from piiscan.matcher.labels import Labels, searcher
from piiscan.matcher.shapes import Block, Places, Shapes
from piiscan.matcher.stems import LONGEST_LABEL, labels_at, stems

_FEW = 100
"""Up to so many stems are looked at one by one: the search for labels takes a tenth of a second to build."""
_WINDOW = 2 * MARGIN
_LINE_BREAK = 0x0A


class Area(NamedTuple):
    """The padded text of a block, its shapes, and the block, which knows the length of runs."""

    text: Text
    shapes: Shapes
    block: Block

    def labelled(self, start: Places, end: Places, *kinds: int) -> list[Mask]:
        """For each kind, whether a label of it stands near each of the numbers, which are in order."""
        masks = [np.zeros(start.size, dtype=np.bool_) for _ in kinds]
        if not start.size:
            return masks
        find = stems(frozenset(kinds))
        if find is None:
            for mask, kind in zip(masks, kinds, strict=True):
                mask[:] = self._searched(start, end, kind)
            return masks
        if start.size * _WINDOW > self.text.size:
            text, first, last = self.text, start, end
        else:
            text = self._windows(start)
            first, last = _in_windows(start, end)
        found = find(text.data)
        for mask, kind in zip(masks, kinds, strict=True):
            of_kind = where(found.kind == kind)
            at, ahead = found.start.take(of_kind), found.ahead.take(of_kind)
            # the numbers a stem may speak for, as a range of them
            begin = np.searchsorted(last, at - ahead - LABEL_AFTER)
            behind = np.searchsorted(first, at + LABEL_BEFORE + LONGEST_LABEL, side="right")
            some = where(begin < behind)
            if not some.size:
                continue
            begin, behind = begin.take(some), behind.take(some)
            if some.size <= _FEW:
                mask[:] = _near(first, last, labels_at(text, at.take(some), ahead.take(some), kind))
            else:
                steps = np.bincount(begin, minlength=start.size + 1) - np.bincount(behind, minlength=start.size + 1)
                near = where(steps[:-1].cumsum() > 0)
                mask[near] = self._searched(start.take(near), end.take(near), kind)
        return masks

    def _windows(self, start: Places) -> Text:
        windows = sliding_window_view(self.text, _WINDOW)[start - MARGIN]
        windows[:, [0, -1]] = _LINE_BREAK  # no label crosses two line breaks
        return windows.reshape(-1)

    def _searched(self, start: Places, end: Places, kind: int) -> Mask:
        """Whether a label stands near each of the numbers, by a search of all the text beside them."""
        if start.size * _WINDOW > self.text.size:
            return _near(start, end, searcher(frozenset({kind}))(self.text.data))
        search = searcher(frozenset({kind}), "regex" if start.size <= _FEW else "")
        return _near(*_in_windows(start, end), search(self._windows(start).data))


def _in_windows(start: Places, end: Places) -> tuple[Places, Places]:
    """Where numbers stand in their windows: they move together, so that distances stay as they are."""
    moved = np.arange(start.size) * _WINDOW + MARGIN
    return moved, moved + (end - start)


def _near(start: Places, end: Places, labels: Labels) -> Mask:
    if not labels.kind.size:
        return np.zeros(start.size, dtype=np.bool_)
    # One label far before and one far behind everything, so that each search finds one.
    ends = np.sort(np.append(labels.end, start[0] - _WINDOW))
    starts = np.sort(np.append(labels.start, end[-1] + _WINDOW))
    before = start - ends[np.searchsorted(ends, start, side="right") - 1]
    after = starts[np.searchsorted(starts, end, side="left")] - end
    return np.asarray((before <= LABEL_BEFORE) | (after <= LABEL_AFTER))
