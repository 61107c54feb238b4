"""Windows with many numbers in lines of one form: from where findings are listed no more these are only counted.

What counts them (`uniform_lines`) is loaded only there: few files have so many findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from piiscan.config import ResidencyDefault
from piiscan.matcher import Hits
from piiscan.model import Classification, Segment
from piiscan.pairing.aside import some
from piiscan.pairing.unit import Tally, Unit

if TYPE_CHECKING:
    from piiscan.pairing.prose.uniform_lines import UniformLines

_MANY = 128
"""Numbers of a window; fewer are read one by one in less time than a table is made of them."""
_LISTED = 512
"""Numbers that are read together while findings are listed, where lines of one form follow: then it is asked anew."""


class Many:
    """Which numbers of a text are left to be read one by one. `plain`: how they are read, with a tally of its own."""

    def __init__(
        self,
        tally: Tally,
        listing: Callable[[], bool],
        default: ResidencyDefault,
        plain: Callable[[Tally, Segment, Hits], list[Unit]],
    ) -> None:
        self._tally = tally
        self._listing = listing
        self._default: ResidencyDefault = default
        self._plain = plain
        self._lines: UniformLines | None = None

    def left(self, segment: Segment, hits: Hits) -> Iterator[tuple[Hits, Hits | None]]:
        """The hits that are not counted here, some at a time, each of them to be read before the next are asked for.

        With all others of the segment, which say something of those beside them.
        """
        watched = self._tally.is_watched or Classification.LOOKALIKE.value in self._tally.also
        first, last = 0, len(hits.start)
        while last - first >= _MANY and not watched:
            rest = np.arange(last) >= first
            if not self._listing():
                rest[first:] = ~self._counting().counted(segment, some(hits, rest))
                yield some(hits, rest), some(hits, ~rest)
                return
            if last - first < 2 * _LISTED or not self._counting().has_form(segment, some(hits, rest)):
                break
            stop = _line_break(segment, hits, first + _LISTED)
            rest[stop:] = False
            yield some(hits, rest), some(hits, ~rest)
            first = stop
        here = np.arange(last) >= first
        yield (some(hits, here), some(hits, ~here)) if first else (hits, None)

    def _counting(self) -> UniformLines:
        if self._lines is None:
            from piiscan.pairing.prose.uniform_lines import UniformLines

            self._lines = UniformLines(self._tally, self._default, self._plain)
        return self._lines


def merged(hits: Hits, others: Hits | None) -> Hits:
    """Hits and others, in order of place."""
    if others is None or not len(others.start):
        return hits
    order = np.argsort(np.concatenate((hits.start, others.start)), kind="stable")
    return Hits(
        np.concatenate((hits.kind, others.kind))[order],
        np.concatenate((hits.start, others.start))[order],
        np.concatenate((hits.end, others.end))[order],
    )


def _line_break(segment: Segment, hits: Hits, index: int) -> int:
    """The first hit from one on that stands in another line than the one before it."""
    last = len(hits.start)
    while index < last and segment.data.find(b"\n", int(hits.end[index - 1]), int(hits.start[index])) < 0:
        index += 1
    return index
