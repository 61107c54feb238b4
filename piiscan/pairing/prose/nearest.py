"""The nearest lines above and below a number that name somebody, for numbers asked for in order, and whom they name.

Rule: a stretch of lines in which nobody is named is walked once, however many numbers stand in it.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose import senders
from piiscan.pairing.prose.line_persons import PAYEE
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.unit import person_of

if TYPE_CHECKING:
    from piiscan.pairing.prose.blocks import Blocks

_WINDOW = 500


class Nearest:
    """The named lines of one segment, as far as they were looked for."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._above: tuple[Line, int] | None = None  # from this line on nobody is named up to the line that starts here
        self._below: tuple[int, Line] | None = None  # from the line that starts here on, nobody up to this one

    def above(self, line: Line, reach: int) -> Line | None:
        """The nearest line above that names somebody and ends at most so many bytes before `line` begins."""
        at = first = self._lines.before(line)
        walked = self._above
        while at is not None and line.start - at.end <= reach and not _names_somebody(at):
            passed = walked is not None and walked[0].start < at.start <= walked[1]
            at = walked[0] if passed and walked is not None else self._lines.before(at)
        if at is None or first is None:
            return None
        self._above = at, first.start
        return at if line.start - at.end <= reach and _names_somebody(at) else None

    def below(self, line: Line, reach: int) -> Line | None:
        """The nearest line below that names somebody and begins at most so many bytes after `line` ends."""
        at = self._lines.after(line)
        if at is None:
            return None
        first, walked = at.start, self._below
        if walked is not None and walked[0] <= first <= walked[1].start:
            first, at = walked
        last = at
        while at is not None and at.start - line.end <= reach and not _names_somebody(at):
            last, at = at, self._lines.after(at)
        self._below = first, last if at is None else at
        return at if at is not None and at.start - line.end <= reach and _names_somebody(at) else None

    def is_forwarded_to(self, line: Line) -> bool:
        """Whether a line says to whom a forwarded mail was sent."""
        return senders.is_forwarded_to(self._lines, line)


def _names_somebody(line: Line) -> bool:
    """Whether a line names anybody, but to whom a check is written."""
    return any(PAYEE not in one.person.evidence for one in line.mentions)


def in_window(nearest: Nearest, line: Line, at: int) -> Person | None:
    """The nearest person named in a line within 500 bytes of a number's line that names nobody: weak."""
    found: list[tuple[int, Person]] = []
    above, below = nearest.above(line, _WINDOW), nearest.below(line, _WINDOW)
    if above is not None and _is_of_same(above, line) and not nearest.is_forwarded_to(above):
        last = above.mentions[-1]
        found.append((at - above.end + len(above.text) - last.at, last.person))
    if below is not None and _is_of_same(below, line):
        first = below.mentions[0]
        found.append((below.start + first.at - at, first.person))
    if not found:
        return None
    person = min(found, key=itemgetter(0))[1]
    return replace(person, evidence=("window", *person.evidence))


def _is_of_same(named: Line, line: Line) -> bool:
    """Whether a line is of the same message as another: not quoted, nor the line that says who wrote what is quoted."""
    return named.depth == line.depth and not senders.begins_quoted(named.text)


def near_for(near: Person | None, hint: str, blocks: Blocks, line: Line) -> Person | None:
    """Whom the text near a number names, or else the heading of the whole; that goes before who only signs a mail."""
    about = in_hint(hint)
    if near is None or about is None or about.normal == near.normal:
        return near or about
    signed = blocks.signature(line)
    return about if signed is not None and signed.mention.person.normal == near.normal else near


def in_hint(hint: str) -> Person | None:
    """A person named by the heading of the whole (sheet title, mail header): weak."""
    found = names.find_names(hint) if hint else []
    return person_of(found[0], hint, "heading-of-file", grade=Grade.WEAK) if found else None
