"""The triggers of a text that is full of them: each pattern is sought on arrays, and what cannot matter is passed over.

Rule: looked at are the same triggers in the same order as one by one, without those that nothing comes of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from heapq import heapify, heappop, heapreplace, merge
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from piiscan.compiled import database
from piiscan.formats import kernel
from piiscan.formats.encoded.arrays import Ends, Flags, ends_in, steps
from piiscan.formats.encoded.file_marks import SHORTEST, may_begin
from piiscan.formats.encoded.hopes import hopeful
from piiscan.formats.encoded.runs import ALPHABET, LETTERS, SAFE
from piiscan.formats.encoded.triggers import (
    BASE64,
    END,
    ESCAPED,
    HEX,
    HEX_ARRAY,
    HEX_FILE,
    PATTERNS,
    QUOTED,
    SIGNATURE,
    WIDE,
    ZLIB_LETTERS,
    ZLIB_SEEN,
    Buffer,
    Found,
    flags_of,
    told,
)
from piiscan.hash_labels import HASH_PARTS
from piiscan.matches import Search, search_of

if TYPE_CHECKING:
    from piiscan.formats.encoded.escape_runs import EscapeRuns

_FEW = 64
_AT_ONCE = 16 << 10  # marks whose letters are in memory
_IS_STANDARD, _IS_SAFE = (bytes(byte in LETTERS[of] for byte in range(256)) for of in (ALPHABET, SAFE))
OF_LETTERS = {BASE64, WIDE}
_SOUGHT = {BASE64, WIDE, SIGNATURE, HEX, HEX_FILE, HEX_ARRAY, ESCAPED, QUOTED}
_APART = [pattern for pattern in PATTERNS if pattern[0] not in _SOUGHT]


class Group(NamedTuple):
    """The ends of all triggers of one pattern."""

    kind: int
    turn: int
    ends: Ends


class Crowd:
    """The triggers of one text: of some patterns the ends, and the others one by one."""

    def __init__(self, groups: Sequence[Group], others: list[Found]) -> None:
        self.groups = [group for group in groups if group.ends.size]
        self.others = others
        self.kinds = {group.kind for group in self.groups} | {kind for kind, _, _ in others}

    def __len__(self) -> int:
        return len(self.others) + sum(group.ends.size for group in self.groups)

    def __iter__(self) -> Iterator[Found]:
        """All of them, in order of their ends."""
        each = [[(group.kind, end, group.turn) for end in group.ends.tolist()] for group in self.groups]
        return merge(self.others, *each, key=END)

    def hopeful(self, data: Buffer) -> Crowd:
        """The same without triggers of base64 that nothing comes of, see `hopes`."""
        of_letters = [group.ends for group in self.groups if group.kind in OF_LETTERS]
        if sum(ends.size for ends in of_letters) < _FEW:
            return self
        together = np.concatenate(of_letters)
        together.sort(kind="stable")  # of a few that are in order
        together = together[np.append(True, together[1:] != together[:-1])]
        kept = hopeful(data, together, self.other_ends(), wide=WIDE in self.kinds)
        left = (
            group._replace(ends=group.ends[kept[together.searchsorted(group.ends)]])
            if group.kind in OF_LETTERS
            else group
            for group in self.groups
        )
        return Crowd(list(left), self.others)

    def other_ends(self) -> list[Ends]:
        """Where all triggers end that are not of base64."""
        of_groups = [group.ends for group in self.groups if group.kind not in OF_LETTERS]
        return [*of_groups, np.array([end for _, end, _ in self.others], np.int64)]

    def without(self, starts: Ends, ends: Ends) -> Crowd:
        """The same without triggers of base64 in some words, which are in order."""
        if not starts.size:
            return self
        left = []
        for group in self.groups:
            if group.kind in OF_LETTERS:
                word = starts.searchsorted(group.ends) - 1
                inside = (word >= 0) & (group.ends <= ends[word])
                left.append(group._replace(ends=group.ends[~inside]))
            else:
                left.append(group)
        return Crowd(left, self.others)

    @staticmethod
    def escape_runs() -> EscapeRuns | None:
        """What finds runs of escapes by the thousand, where the kernel was built."""
        if kernel.escaped is None:
            return None
        from piiscan.formats.encoded.escape_runs import EscapeRuns

        return EscapeRuns()

    def walk(self, passed: Callable[[int], int], look: Callable[[Found], object]) -> None:
        """Look at each in turn, but for those of a kind up to where all of that kind is done: `passed` says."""
        lanes: list[_Lane] = [_Lane.of(group) for group in self.groups]
        others = iter(self.others)
        queue = [(lane.end, number) for number, lane in enumerate(lanes, 1)]
        first = next(others, None)
        if first is not None:
            queue.append((first[1], 0))
        heapify(queue)
        while queue:
            end, number = queue[0]
            if number:
                lane = lanes[number - 1]
                if end > passed(lane.kind):
                    look((lane.kind, end, lane.turn))
                following = lane.after(max(end, passed(lane.kind)))
            else:
                if first is not None and end > passed(first[0]):
                    look(first)
                first = next(others, None)
                following = -1 if first is None else first[1]
            if following < 0:
                heappop(queue)
            else:
                heapreplace(queue, (following, number))


class _Lane:
    """How far a group was looked at."""

    def __init__(self, kind: int, turn: int, ends: Ends) -> None:
        self.kind = kind
        self.turn = turn
        self._ends = ends
        self._at = 0
        self.end = int(ends[0])

    @classmethod
    def of(cls, group: Group) -> _Lane:
        """The beginning of one."""
        return cls(*group)

    def after(self, end: int) -> int:
        """The first one that ends behind a place, -1 without one."""
        ends = self._ends
        at = self._at + 1
        if at < ends.size and ends[at] <= end:
            at += int(ends[at:].searchsorted(end, "right"))
        self._at = at
        return int(ends[at]) if at < ends.size else -1


def crowd_in(data: Buffer) -> Crowd:
    """The triggers of a text: those that it may be full of on arrays, the others in one pass."""
    others = told(data, _others()(data), _APART)
    sought = [pattern for pattern in PATTERNS if pattern[0] in _SOUGHT]
    ends = ends_in([pattern for _, _, pattern in sought], data)
    return Crowd([_group(data, *pattern, found) for pattern, found in zip(sought, ends, strict=True)], others)


@cache
def _others() -> Search:
    """Hyperscan takes twenty times as long for a text that is full of what it seeks, even if it tells of none."""
    return search_of(database([*(pattern for _, _, pattern in _APART), *HASH_PARTS], flags_of(_APART)))


def _group(data: Buffer, kind: int, turn: int, pattern: bytes, ends: Ends) -> Group:
    """All triggers of a pattern; of marks of files those that may be one."""
    if turn == ZLIB_LETTERS and kind == SIGNATURE and ends.size:
        ends = _streams(data, ends)
    if kind in {SIGNATURE, HEX_FILE}:
        ends = _marks(data, ends, turn or len(steps(pattern)) - 1, turn, base64=kind == SIGNATURE)
    return Group(kind, turn, ends)


def _streams(data: Buffer, seen: Ends) -> Ends:
    """Of what began as a stream of zlib where it has all its letters: behind what is none, and of one alphabet."""
    starts = seen - ZLIB_SEEN
    standard = np.frombuffer(bytes(data).translate(_IS_STANDARD), np.bool_)
    starts = starts[(starts == 0) | ~standard[starts - 1]]
    safe = np.frombuffer(bytes(data).translate(_IS_SAFE), np.bool_)
    ends: Ends = starts[_reach(standard, starts) | _reach(safe, starts)] + ZLIB_LETTERS
    return ends


def _reach(letters: Flags, starts: Ends) -> Flags:
    """Whether there are letters enough from a place on."""
    breaks = np.append((~letters).nonzero()[0], letters.size)
    return breaks[breaks.searchsorted(starts)] - starts >= ZLIB_LETTERS


def _marks(data: Buffer, ends: Ends, length: int, turn: int, *, base64: bool) -> Ends:
    """Of marks of files of so many letters those that may be one: asked once where many are the same."""
    starts = ends - length
    whole = starts[: starts.searchsorted(len(data) - SHORTEST, "right")]
    if whole.size < _FEW:
        return ends
    rows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(bytes(data), np.uint8), SHORTEST)
    kept = []
    for first in range(0, whole.size, _AT_ONCE):
        letters = rows[whole[first : first + _AT_ONCE]]
        words = letters.view(np.uint64)
        changes = np.ones(len(letters), np.bool_)
        changes[1:] = (words[1:] != words[:-1]).any(1)
        may = [may_begin(row.tobytes(), turn, base64=base64) for row in letters[changes]]
        kept.append(ends[first : first + len(letters)][np.array(may, np.bool_)[changes.cumsum() - 1]])
    return np.concatenate([*kept, ends[whole.size :]])
