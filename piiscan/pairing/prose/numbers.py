"""The hits of a segment by place: which numbers of a kind stand in a line or block."""

from __future__ import annotations

import string
from bisect import bisect_left
from collections.abc import Callable

from piiscan import judge, matcher
from piiscan.detectors import financial_account
from piiscan.detectors.account_labels import said_of
from piiscan.matcher.hits import KIND_OF, SSN_BARE, SSN_DELIMITED
from piiscan.model import Kind, Segment
from piiscan.pairing.prose.lines import Line, decode

_ROUTING = 9  # digits
_SEVERAL = 2
_IN_NUMBER = frozenset((string.digits + string.ascii_letters).encode())
_EDGE = 4096  # bytes beyond a segment's own whose numbers are looked for when a block reaches there

ONE_EACH = (Kind.SSN, Kind.DRIVERS_LICENSE)
"""What nobody has two of."""
Hit = tuple[int, int, int]  # kind, start, end


class Numbers:
    """The hits of a segment by place, those of its edges too: they belong to its neighbours, but stand there."""

    def __init__(self, segment: Segment, hits: list[Hit]) -> None:
        self._data = segment.data
        self._own = (segment.start, len(segment.data) if segment.end < 0 else segment.end)
        self._hits = hits
        self._starts = [hit[1] for hit in hits]
        self._whole = False
        self._routing: dict[int, bool] = {}  # by place: whether nine digits are a bank's
        self._line: Line | None = None  # the last one asked for, and where its numbers stand, by kind
        self._in_line: dict[Kind, list[int]] = {}

    def within(self, kind: int, start: int, end: int) -> list[Hit]:
        """The hits of the same kind of element that start in [start, end)."""
        if not self._whole and (start < self._own[0] or end > self._own[1]):
            self._add_edges()
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        found = [hit for hit in self._hits[first:last] if KIND_OF[hit[0]] is KIND_OF[kind]]
        if KIND_OF[kind] is not Kind.FINANCIAL_ACCOUNT or len(found) < _SEVERAL:
            return found
        return [hit for hit in found if not self._is_routing(hit)]

    def are_same(self, one: Hit, other: Hit) -> bool:
        """Whether two hits are one number, however it is written."""
        written = (self._data[start:end] for _, start, end in (one, other))
        first, second = (bytes(filter(_IN_NUMBER.__contains__, text)).upper() for text in written)
        return first == second

    def text(self, start: int, end: int) -> str:
        """What stands between two places."""
        return decode(self._data[start:end])

    def _is_routing(self, hit: Hit) -> bool:
        """Whether a hit is called a routing number: nobody's, and none of several persons' accounts."""
        _, start, end = hit
        if end - start != _ROUTING:
            return False
        if start not in self._routing:
            value = decode(self._data[start:end])
            before = decode(self._data[max(0, start - judge.BEFORE) : start], cut=True)
            after = decode(self._data[end : end + judge.AFTER], cut=True)
            self._routing[start] = financial_account.aba(value) and said_of(value, before, after).other == "aba"
        return self._routing[start]

    def in_line(self, kind: int, line: Line, characters: Callable[[Line, int], int]) -> list[int]:
        """Where the hits of the same kind of element start in a line, in characters: each of them asks for all."""
        if self._line is not line:
            self._line, self._in_line = line, {}
        of = KIND_OF[kind]
        if of not in self._in_line:
            found = self.within(kind, line.start, line.end)
            if any(hit[0] == SSN_DELIMITED for hit in found):  # nine digits alone are something else there
                found = [hit for hit in found if hit[0] != SSN_BARE]
            self._in_line[of] = [characters(line, hit[1]) for hit in found]
        return self._in_line[of]

    def _add_edges(self) -> None:
        first, last = self._own
        above = matcher.find(self._data, max(0, first - _EDGE), first)
        below = matcher.find(self._data, last, min(len(self._data), last + _EDGE))
        self._hits = [*hits_of(above), *self._hits, *hits_of(below)]
        self._starts = [hit[1] for hit in self._hits]
        self._whole = True


def hits_of(hits: matcher.Hits) -> list[Hit]:
    """The matcher's arrays as plain tuples."""
    return list(zip(hits.kind.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))
