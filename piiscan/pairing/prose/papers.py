"""Papers that stand one below the other in a file, parted by rules: who is named in one is nobody in the next.

Rule: one rule parts a form from its heading, or two halves of one form. Where further rules part somebody else from
both, the file is a bundle: whose a number is that stands there in a paper without a name is left open (SPEC §5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from piiscan.pairing.prose import starts
from piiscan.pairing.prose.line_persons import ACTING, SERVING
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.prose.openings import Opening, Openings

_REACH = 3000  # bytes on either side in which others are looked for
_FOR_OTHERS = frozenset((ACTING, SERVING))


def parts(lines: Lines, line: Line) -> bool:
    """Whether a line is a rule between two papers: a short one only with blank lines above and below it."""
    if not starts.is_ruler(line.text, alone=True):
        return False
    above, below = lines.before(line), lines.after(line)
    return starts.is_ruler(line.text, alone=(above is None or above.blank) and (below is None or below.blank))


def are_of_several(lines: Lines, openings: Openings, found: Opening, line: Line) -> bool:
    """Whether a file is a bundle: beyond the paper of `found`, or of `line` below it, somebody else has one.

    `line` stands below a rule, and `found` above it.
    """

    def names_another(at: Line) -> bool:
        named = openings.of(at)
        if named is None or not _FOR_OTHERS.isdisjoint(named.mention.person.evidence):
            return False
        return named.mention.person.normal != found.mention.person.normal

    above, below = _beyond(lines, found.where, lines.before), _beyond(lines, line, lines.after)
    return any(map(names_another, above)) or any(map(names_another, below))


def _beyond(lines: Lines, line: Line, step: Callable[[Line], Line | None]) -> Iterator[Line]:
    """The lines of other papers, upwards or downwards from a line."""
    at, ruled = step(line), False
    while at is not None and abs(at.start - line.start) <= _REACH:
        ruled = ruled or parts(lines, at)
        if ruled:
            yield at
        at = step(at)
