"""Licenses of Washington since 2018 in running text: WDL and nine letters or digits (SPEC §7).

Rule: capitals, nothing between or beside, and a label of a license near, in the place of a value. Too few digits stand
together in one for `written`. Sought backwards from the digits that a capital stands before (see `area`).
"""

from __future__ import annotations

import numpy as np

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import CAPITAL, DIGIT, Mask, free_after, free_before, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces

_W, _D, _L = b"WDL"
_BEGINNING, _BEHIND = 3, 9  # letters WDL, and what stands behind them
_INSIDE: Mask = CAPITAL | DIGIT


def license_washington(area: Area) -> list[Found]:
    """Such licenses of an area."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    text, digits = area.text, area.runs()[0]
    digits = digits.take(where(CAPITAL.take(text.take(digits - 1))))
    if not digits.size:
        return []
    found = []
    for behind in range(_BEHIND):
        start = digits - behind - _BEGINNING
        for offset, letter in enumerate((_W, _D, _L)):
            start = start.take(where(text.take(start + offset) == letter))
        found.append(start)
    start = np.unique(np.concatenate(found))
    for offset in range(_BEGINNING, _BEGINNING + _BEHIND):
        start = start.take(where(_INSIDE.take(text.take(start + offset))))
    end = start + _BEGINNING + _BEHIND
    start = start.take(where(free_before(text, start, bare=True) & free_after(text, end))) if start.size else start
    start = places_of_values(text, start) if start.size else start
    end = start + _BEGINNING + _BEHIND
    start = start.take(where(area.labelled(start, end, LICENSE_LABEL)[0])) if start.size else start
    return [(LICENSE, start, start + _BEGINNING + _BEHIND)] if start.size else []
