"""What stands in brackets that end above a number, in code and in printed objects: of somebody else, or of a part.

Rule: a name further in than the number's line, with a line of nothing but closing brackets between, is passed over
where a name outside of these brackets is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.later import later
from piiscan.pairing.prose.lines import Line, Lines
from piiscan.pairing.prose.openings import Opening
from piiscan.pairing.prose.starts import indent

_CLOSING = later(r"[ \t]*[)\]}]{1,3}[,;]?[ \t\r]*")
_MOST = 40  # lines


def outside(named: list[Opening], lines: Lines, line: Line) -> list[Opening]:
    """Some persons less those in brackets that have ended above a line; all, if nobody else is named above it."""
    depth = indent(line.text)
    if not depth or all(one.where.start >= line.start or indent(one.where.text) <= depth for one in named):
        return named
    left = [one for one in named if not is_closed(one.where, lines, line)]
    return left if any(one.where.start <= line.start for one in left) else named


def are_nested(named: Sequence[Opening], block: Sequence[Line]) -> bool:
    """Whether some persons stand in brackets of different depths, so that their order says nothing."""
    if len({indent(one.where.text) for one in named}) < 2:
        return False
    first, last = min(one.where.start for one in named), max(one.where.start for one in named)
    return any(first <= one.start <= last and one.text.rstrip(" \t\r").endswith(("{", "[", "(")) for one in block)


def is_closed(where: Line, lines: Lines, line: Line) -> bool:
    """Whether a line above another is further in, in brackets that have ended between the two."""
    inner, depth = indent(where.text), indent(line.text)
    at = lines.after(where) if where.start < line.start and inner > depth else None
    for _ in range(_MOST):
        if at is None or at.start >= line.start:
            break
        if depth <= indent(at.text) < inner and _CLOSING.fullmatch(at.text) is not None:
            return True
        at = lines.after(at)
    return False
