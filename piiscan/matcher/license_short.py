"""Licenses of two letters and six digits in running text, of Ohio and West Virginia (RS123456), and Idaho (RS123456A).

Rule: capitals, nothing between or beside, and a label of a license near, in the place of a value. Too few digits stand
together for `written`, which has the longer ones. Sought by masks of the digits (see `shapes`), of the words alone that
have some.
"""

from __future__ import annotations

import numpy as np

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import CAPITAL, free_after, free_before, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places, Words, further, lone_places, near_digits

_LETTERS, _DIGITS = 2, 6
_LENGTH = _LETTERS + _DIGITS


def license_short(area: Area) -> list[Found]:
    """Such licenses of an area."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    text, digits = area.text, _places(area.block.digits)
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


def _places(digits: Words) -> Places:
    """Where six digits begin, no more and no less."""
    d, kept = near_digits(digits, _DIGITS)
    found = d[:-1] & ~(d[:-1] << np.uint64(1))
    found[1:] &= ~(d[:-2] >> np.uint64(63))
    for offset in range(1, _DIGITS):
        found &= further(d, offset)
    found &= ~further(d, _DIGITS)
    return lone_places(found, kept)
