"""Licenses of two letters and six digits in running text, of Ohio and West Virginia (RS123456), and Idaho (RS123456A).

Rule: capitals, nothing between or beside, and a label of a license near, in the place of a value. Too few digits stand
together for `written`, which has the longer ones. Sought by masks of the digits (see `shapes`), of the words alone that
have some.
"""

from __future__ import annotations

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import CAPITAL, free_after, free_before, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import runs_of

_LETTERS, _DIGITS = 2, 6
_LENGTH = _LETTERS + _DIGITS


def license_short(area: Area) -> list[Found]:
    """Such licenses of an area."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    text, digits = area.text, runs_of(area.block.digits, _DIGITS)
    for far in range(1, _LETTERS + 1):
        if not digits.size:
            return []
        digits = digits.take(where(CAPITAL.take(text.take(digits - far))))
    start = digits - _LETTERS
    start = places_of_values(text, start) if start.size else start
    end = start + _LENGTH
    end += CAPITAL.take(text.take(end))
    free = where(free_before(text, start, bare=True) & free_after(text, end)) if start.size else start
    start, end = start.take(free), end.take(free)
    named = where(area.labelled(start, end, LICENSE_LABEL)[0]) if start.size else start
    return [(LICENSE, start.take(named), end.take(named))] if named.size else []
