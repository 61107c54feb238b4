"""Licenses of Washington since 2018 in running text: WDL and nine letters or digits (SPEC §7).

Rule: capitals, nothing between or beside, and a label of a license near, in the place of a value. Too few digits stand
together in one for `written`, or near it for `area.runs`, which go by words of 64 bytes: the survey seeks its letters.
"""

from __future__ import annotations

import numpy as np

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import CAPITAL, DIGIT, Mask, free_after, free_before, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.seldom import WASHINGTON

_BEGINNING, _BEHIND = len(WASHINGTON), 9  # letters WDL, and what stands behind them
_INSIDE: Mask = CAPITAL | DIGIT


def license_washington(area: Area) -> list[Found]:
    """Such licenses of an area."""
    text = area.text
    start = area.survey.washington
    if not start.size or not area.may_have(LICENSE_LABEL):
        return []
    behind = text.take(start[:, np.newaxis] + np.arange(_BEGINNING, _BEGINNING + _BEHIND))
    kept = _INSIDE.take(behind).all(axis=1) & DIGIT.take(behind).any(axis=1)
    start = start.take(where(np.asarray(kept)))
    end = start + _BEGINNING + _BEHIND
    start = start.take(where(free_before(text, start, bare=True) & free_after(text, end))) if start.size else start
    start = places_of_values(text, start) if start.size else start
    end = start + _BEGINNING + _BEHIND
    start = start.take(where(area.labelled(start, end, LICENSE_LABEL)[0])) if start.size else start
    return [(LICENSE, start, start + _BEGINNING + _BEHIND)] if start.size else []
