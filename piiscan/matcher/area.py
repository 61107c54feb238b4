"""The stretch of text under proof, and which of its numbers have a label near. Only `find` makes one.

Rule: labels are looked for only where a number needs one. A cheap search for how labels begin (`stems`) tells
nearly all such numbers from those that may have one; round these the labels are looked at in earnest.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct, field
from numpy.lib.stride_tricks import sliding_window_view

from piiscan.matcher import kernel
from piiscan.matcher.borders import Mask, Text, where
from piiscan.matcher.hits import LABEL_AFTER, LABEL_BEFORE, MARGIN
from piiscan.matcher.labels import NO_LABELS, Labels, searcher
from piiscan.matcher.shapes import Block, Places, Words, as_number, begins, near_digits, places
from piiscan.matcher.stems import LONGEST_LABEL, TOGETHER, Stems, labels_at, stems
from piiscan.matcher.survey import Survey

_FEW = 100
"""Up to so many stems are looked at one by one: the search for labels takes a tenth of a second to build."""
_SMALL = 8192
"""Bytes that are searched for stems at less cost than it takes to see whether a number needs them."""
_FEWER = 8
"""Up to so many stems of a small text are looked at to see whether it has a label at all: many a word has none."""
_WINDOW = 2 * MARGIN
_ACROSS = np.arange(_WINDOW)
_LINE_BREAK = 0x0A
_FEWEST_NEAR = 5
"""Digits within 64 bytes, of the shortest number there is."""

_GROUP_OF = {kind: group for group in TOGETHER for kind in group}
"""The kinds that each kind of label is sought with."""

Runs = tuple[Places, Places]
"""Where runs of digits begin, and their lengths."""


class Area(Struct, frozen=True):
    """The padded text of a block, where numbers may begin in it, and the block, which knows its digits."""

    text: Text
    survey: Survey
    block: Block
    words: int  # of 64 bytes that have a digit
    several: bool = False  # small texts one behind the other
    _stems: dict[frozenset[int], Stems | None] = field(default_factory=dict)
    _known: dict[int, Labels | None] = field(default_factory=dict)
    _labels: dict[int, Labels] = field(default_factory=dict)  # both of the whole text, where it was searched
    _runs: list[Runs] = field(default_factory=list)  # one at most, once asked for
    _bits: list[int] = field(default_factory=list)  # the same

    def may_have(self, kind: int) -> bool:
        """Whether a label of a kind may stand anywhere: of a small text that is soon known.

        Where none does, all that only a label makes a number need not be looked at.
        """
        if self.text.size > _SMALL:
            return True
        if kind not in self._known:
            self._known[kind] = self._few(kind)
        labels = self._known[kind]
        return labels is None or labels.kind.size > 0

    def _few(self, kind: int) -> Labels | None:
        """The labels of a kind in a text that has few stems of it, all of them; None of one that may have more."""
        found = self._everywhere(_GROUP_OF[kind])
        if found is None:
            return None
        if not found.kind.size:
            return NO_LABELS
        some = where(found.kind == kind)
        if some.size > _FEWER:
            return None
        return labels_at(self.text, found.start.take(some), found.ahead.take(some), kind)

    def runs(self) -> Runs:
        """Where digits begin that have others within 64 bytes, in order, and how many of them run from there on."""
        if not self._runs:
            found = kernel.runs(self.block, _FEWEST_NEAR)
            self._runs.append(runs_by_numpy(self.block, _FEWEST_NEAR) if found is None else found)
        return self._runs[0]

    @property
    def is_small(self) -> bool:
        """Whether arrays cost more than `bits`."""
        return self.text.size <= _SMALL

    def bits(self) -> int:
        """The digits as one number, a bit for each byte of the text; only of a small one."""
        if not self._bits:
            self._bits.append(as_number(self.block.digits))
        return self._bits[0]

    def may_have_any(self) -> bool:
        """Whether a label of any kind may."""
        return any(map(self.may_have, _GROUP_OF))

    def _everywhere(self, together: frozenset[int]) -> Stems | None:
        if together not in self._stems:
            self._stems[together] = stems(together)(self.text.data)
        return self._stems[together]

    def labelled(self, start: Places, end: Places, *kinds: int) -> list[Mask]:
        """For each kind, whether a label of it stands near each of the numbers, which are in order."""
        if not start.size:
            return [np.zeros(0, dtype=np.bool_) for _ in kinds]
        together = _GROUP_OF[kinds[0]]
        if together in self._stems or start.size * _WINDOW > self.text.size:
            text, first, last, found = self.text, start, end, self._everywhere(together)
        else:
            text = self._windows(start)
            first, last = _in_windows(start, end)
            found = stems(together)(text.data)
        if found is None:
            return [self._searched(start, end, kind) for kind in kinds]
        if not found.kind.size:
            return [np.zeros(start.size, dtype=np.bool_) for _ in kinds]
        masks = []
        for kind in kinds:
            if (known := self._known.get(kind)) is not None:
                masks.append(_near(start, end, known))
                continue
            mask = np.zeros(start.size, dtype=np.bool_)
            of_kind = where(found.kind == kind)
            at, ahead = found.start.take(of_kind), found.ahead.take(of_kind)
            # the numbers a stem may speak for, as a range of them
            begin = np.searchsorted(last, at - ahead - LABEL_AFTER)
            behind = np.searchsorted(first, at + LABEL_BEFORE + LONGEST_LABEL, side="right")
            some = where(begin < behind)
            if 0 < some.size <= _FEW:
                mask = _near(first, last, labels_at(text, at.take(some), ahead.take(some), kind))
            elif some.size:
                steps = np.bincount(begin.take(some), minlength=start.size + 1)
                steps -= np.bincount(behind.take(some), minlength=start.size + 1)
                near = where(steps[:-1].cumsum() > 0)
                mask[near] = self._searched(start.take(near), end.take(near), kind)
            masks.append(mask)
        return masks

    def _windows(self, start: Places) -> Text:
        found = kernel.windows(self.text, start, MARGIN, _WINDOW)
        return windows_by_numpy(self.text, start) if found is None else found

    def _searched(self, start: Places, end: Places, kind: int) -> Mask:
        """Whether a label stands near each of the numbers, by a search of all the text beside them."""
        if kind in self._labels or start.size * _WINDOW > self.text.size:
            if kind not in self._labels:
                self._labels[kind] = searcher(frozenset({kind}))(self.text.data)
            return _near(start, end, self._labels[kind])
        search = searcher(frozenset({kind}), "tree" if start.size <= _FEW else "")
        return _near(*_in_windows(start, end), search(self._windows(start).data))


def windows_by_numpy(text: Text, start: Places) -> Text:
    """What stands round each of some places, one behind the other: no label crosses the two line breaks between."""
    if start.size <= _FEW:  # an array for every byte costs less than a view
        windows = text.take((start - MARGIN)[:, None] + _ACROSS)
    else:
        windows = sliding_window_view(text, _WINDOW)[start - MARGIN]
    windows[:, [0, -1]] = _LINE_BREAK
    return windows.reshape(-1)


def runs_by_numpy(block: Block, fewest: int) -> Runs:
    """`Area.runs` with numpy alone."""
    near, kept = near_digits(block.digits, fewest)
    start = places(begins(near, kept), kept)
    start = start.take(where(_have_near(block.digits, start, fewest)))
    return start, block.run_lengths(start).astype(np.int64)


def _have_near(digits: Words, start: Places, fewest: int) -> Mask:
    """Which places begin digits and have so many, with their own, in the 64 bytes before, behind or round them.

    Whatever the word is. Two words that such bytes lie in are near (see `near_digits`).
    """
    words = np.concatenate((np.zeros(1, np.uint64), digits, np.zeros(1, np.uint64)))
    word, bit = (start >> 6) + 1, (start & 63).astype(np.uint64)
    here, one, rest = words.take(word), np.uint64(1), np.uint64(63) - bit
    # two shifts each: one by 64 is undefined
    ahead = here >> bit | words.take(word + 1) << rest << one
    behind = here << rest | words.take(word - 1) >> bit >> one
    both = np.bitwise_count(behind >> np.uint64(31)) + np.bitwise_count(ahead & np.uint64(0xFFFFFFFF))
    enough: Mask = (np.bitwise_count(ahead) >= fewest) | (np.bitwise_count(behind) >= fewest) | (both > fewest)
    return np.asarray(enough & ((behind >> np.uint64(62)) & one == 0))


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
