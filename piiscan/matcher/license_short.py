"""Licenses of six digits, or of one to three letters and five or six, in running text.

RS123456 (Ohio, West Virginia), RS123456A (Idaho), A123456 (Colorado, Nebraska, Oregon), A123456R (Missouri), LEE123456
(North Dakota). Rule: capitals, nothing between or beside, and a label of a license near, in the place of a value. Too
few digits stand together for `written`, which has the longer ones. Six digits alone (Delaware) stand right behind their
label; whether the state that is named there has such numbers is for others to say. Sought by the runs of digits of the
area (see `area`).
"""

from __future__ import annotations

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import CAPITAL, Mask, Text, among, free_after, free_before, table, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.license_named import is_named
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places

_JOINED = table(b"-._/")
_LETTERS = {5: 2, 6: 3}
"""The most there are before so many digits."""
_BARE = 6


def license_short(area: Area) -> list[Found]:
    """Such licenses of an area."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    start, length = area.runs()
    bare = _bare(area, start.take(where(length == _BARE)))
    lettered = where((length >= min(_LETTERS)) & (length <= max(_LETTERS)) & CAPITAL.take(area.text.take(start - 1)))
    if not lettered.size:
        return bare
    start, length = start.take(lettered), length.take(lettered)
    return bare + [one for size, most in _LETTERS.items() for one in _of_size(area, start[length == size], size, most)]


def _bare(area: Area, start: Places) -> list[Found]:
    """Those of digits alone, of places of as many digits."""
    start = start.take(where(_is_free(area.text, start, start + _BARE))) if start.size else start
    start = places_of_values(area.text, start) if start.size else start
    start = start.take(where(area.labelled(start, start + _BARE, LICENSE_LABEL)[0])) if start.size else start
    start = start.take([at for at in range(start.size) if is_named(area.text, int(start[at]))]) if start.size else start
    return [(LICENSE, start, start + _BARE)] if start.size else []


def _of_size(area: Area, digits: Places, size: int, most: int) -> list[Found]:
    """Those with so many digits and at most so many letters, of places of digits behind a capital."""
    if not digits.size:
        return []
    text, start, end = area.text, digits - 1, digits + size
    for _ in range(1, most):
        start -= CAPITAL.take(text.take(start - 1))
    kept = among(start, places_of_values(text, start)) if start.size else start
    start, end = start[kept], end[kept]
    end += CAPITAL.take(text.take(end))
    free = where(_is_free(text, start, end)) if start.size else start
    start, end = start.take(free), end.take(free)
    named = where(area.labelled(start, end, LICENSE_LABEL)[0]) if start.size else start
    return [(LICENSE, start.take(named), end.take(named))] if named.size else []


def _is_free(text: Text, start: Places, end: Places) -> Mask:
    """Of which numbers nothing touches either end: these are short enough to be a part of any."""
    free: Mask = ~_JOINED.take(text.take(start - 1))
    free &= free_before(text, start, bare=True)
    free &= free_after(text, end)
    return free
