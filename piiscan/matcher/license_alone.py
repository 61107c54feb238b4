"""Licenses of Massachusetts that no label names: S and eight digits, SA and seven, words of a text (SPEC §7).

Rule: capitals, nothing between, and nothing before that gives them another name: no "=", ":", "#", "/", dash or
quotation mark. To be reviewed beside a person. The places are known from the survey; few texts have any. Under a key
of JSON that says "value" it is one where the type beside it says so: its label may be far off, as in FHIR.
"""

from __future__ import annotations

import re

from piiscan.matcher.area import Area
from piiscan.matcher.borders import free_after, free_before, table, where
from piiscan.matcher.hits import LICENSE_ALONE, Found
from piiscan.matcher.shapes import Places

_NAMED = table(b":=#/\\\"'@$%&*+<>~^")
_JOINED = table(b"-._")
_BLANK, _S, _A = b" SA"
_QUOTE = ord('"')
_VALUED = re.compile(rb'value\\?"\s?:\s?\\?"\Z', re.IGNORECASE)
_KEY = 12
_SHORTER, _LONGER = 7, 8
"""Digits behind SA, and behind S."""


def license_alone(area: Area) -> list[Found]:
    """Such numbers of an area, the ones with a label too: those are told apart by `hits.gather`."""
    return [
        *_behind(area, area.survey.lettered_eight, _LONGER, (_S,)),
        *_behind(area, area.survey.lettered_seven, _SHORTER, (_A, _S)),
    ]


def _behind(area: Area, digits: Places, size: int, letters: tuple[int, ...]) -> list[Found]:
    """Those of so many digits behind some letters, from the digits backwards."""
    text, start = area.text, digits
    for letter in letters:
        if not start.size:
            return []
        start = start - 1
        start = start.take(where(text.take(start) == letter))
    end = start + len(letters) + size
    before = text.take(start - 1)
    quoted = where(before == _QUOTE)
    valued = [at for at in quoted.tolist() if _VALUED.search(text[start[at] - _KEY : start[at]].tobytes())]
    further = text.take(start - 1 - (before == _BLANK))
    free = ~_NAMED.take(further) & ~_JOINED.take(before)
    free[valued] = True
    free &= free_before(text, start, bare=True) & free_after(text, end)
    chosen = where(free)
    return [(LICENSE_ALONE, start.take(chosen), end.take(chosen))] if chosen.size else []
