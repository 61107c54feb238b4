"""Windows with many numbers in lines of one form: from where findings are listed no more these are only counted.

What counts them (`uniform_lines`) is loaded only there: few files have so many findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

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

    def left(self, segment: Segment, hits: Hits) -> Iterator[Hits]:
        """The hits that are not counted here, some at a time, each of them to be read before the next are asked for."""
        watched = self._tally.is_watched or Classification.LOOKALIKE.value in self._tally.also
        while len(hits.start) >= _MANY and not watched:
            if not self._listing():
                yield some(hits, ~self._counting().counted(segment, hits))
                return
            if len(hits.start) < 2 * _LISTED or not self._counting().has_form(segment, hits):
                break
            stop = _line_break(segment, hits, _LISTED)
            yield _cut(hits, 0, stop)
            hits = _cut(hits, stop, len(hits.start))
        yield hits

    def _counting(self) -> UniformLines:
        if self._lines is None:
            from piiscan.pairing.prose.uniform_lines import UniformLines

            self._lines = UniformLines(self._tally, self._default, self._plain)
        return self._lines


def _cut(hits: Hits, first: int, last: int) -> Hits:
    return Hits(hits.kind[first:last], hits.start[first:last], hits.end[first:last])


def _line_break(segment: Segment, hits: Hits, index: int) -> int:
    """The first hit from one on that stands in another line than the one before it."""
    last = len(hits.start)
    while index < last and segment.data.find(b"\n", int(hits.end[index - 1]), int(hits.start[index])) < 0:
        index += 1
    return index
