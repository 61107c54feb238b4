"""`piiscan: allow[ssn] why` in a line of a text: its keeper says that the number there is meant to be there.

Rule: nothing vanishes by it. The finding is listed and counted as before, marked as allowed, and fails no gate. The
reason must be there, and is not repeated: a report holds no text of what was read.
"""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from piiscan.later import later
from piiscan.model import Axis, Finding, Kind, Location, Segment

MARK = b"piiscan: allow["
"""How it begins."""
_PATTERN: re.Pattern[bytes] = later(re.escape(MARK) + rb"([a-z_, ]{1,80})\][ \t:-]*[^\s\x1e\x1f]")
_KINDS = {kind.value for kind in Kind}
_MOST = 10_000  # lines of one blob; those behind are findings like any other


class Allows(Struct):
    """The lines of one blob that say so, and for which kinds of numbers."""

    lines: dict[Location, frozenset[str]] = field(default_factory=dict)

    def take(self, segment: Segment) -> None:
        """Note the lines of a segment before what is found in it is told."""
        if segment.allowing is False or MARK not in segment.data:
            return
        for match in _PATTERN.finditer(segment.data):
            kinds = frozenset(re.split(r"[, ]+", match[1].decode("ascii").strip()))
            line = _line(segment.locate(match.start()))
            if kinds <= _KINDS and line is not None and len(self.lines) < _MOST:
                self.lines[line] = self.lines.get(line, frozenset()) | kinds

    def put(self, finding: Finding | None, depth: int) -> Finding | None:
        """The finding, marked if each of its numbers stands in a line that allows its kind. `depth`: of its blob."""
        if finding is None or not self.lines:
            return finding
        for element, place in zip(finding.elements, finding.places, strict=True):
            line = _line(place[depth:])
            if line is None or element.kind.value not in self.lines.get(line, ()):
                return finding
        return replace(finding, allowed=True)


def _line(place: Location) -> Location | None:
    """A place up to its line; None: it has none, so it is not in a text."""
    for index, step in enumerate(place):
        if step.axis is Axis.LINE:
            return place[: index + 1]
    return None
