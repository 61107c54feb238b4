"""Licenses with letters among their digits, in running text.

New Hampshire until 2018 (12BEM70042: month, letters of the name, year, day and a digit), Iowa (123AB4567), Missouri
(123A456789). Rule: a label of a license near, in the place of a value; nothing but a sign between the two where the
digits of New Hampshire's are no birthday's, and of all others, whose form parts have. Too few digits stand together in
one for `written`, which has all other licenses with letters. Sought by the runs of digits of the area (see `area`).
"""

from __future__ import annotations

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import LETTER, Mask, Text, digits_at, free_after, free_before, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.license_named import is_named
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places

_NEW_HAMPSHIRE = "NNAAANNNNN"
_FORMS = {_NEW_HAMPSHIRE: (2, 3, 5), "NNNAANNNN": (3, 2, 4), "NNNANNNNNN": (3, 1, 6)}
"""With how many digits, letters and digits these are."""
_MONTHS, _DAYS = 12, 31


def license_inside(area: Area) -> list[Found]:
    """Such licenses of an area."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    start, size = area.runs()
    if start.size < 2:
        return []
    apart = start[1:] - start[:-1] - size[:-1]
    found: list[Found] = []
    for form, (first, letters, last) in _FORMS.items():
        fits = where((size[:-1] == first) & (apart == letters) & (size[1:] == last))
        found += _of_form(area, form, start.take(fits)) if fits.size else []
    return found


def _of_form(area: Area, form: str, start: Places) -> list[Found]:
    text, length = area.text, len(form)
    if start.size:
        good: Mask = free_before(text, start, bare=True) & free_after(text, start + length)
        for offset, one in enumerate(form):
            if one == "A":
                good &= LETTER.take(text.take(start + offset))
        start = start.take(where(good))
    if start.size:
        start = places_of_values(text, start)
    if start.size:
        start = start.take(where(area.labelled(start, start + length, LICENSE_LABEL)[0]))
    if start.size:
        told: Mask = _of_birthday(text, start) if form == _NEW_HAMPSHIRE else start < 0
        for at in where(~told).tolist():
            told[at] = is_named(text, int(start[at]))
        start = start.take(where(told))
    return [(LICENSE, start, start + length)] if start.size else []


def _of_birthday(text: Text, start: Places) -> Mask:
    """Whether the digits are a birthday's."""
    tens, ones, ten_days, days = digits_at(text, start, [0, 1, 7, 8])
    month, day = 10 * tens + ones, 10 * ten_days + days
    are: Mask = (month > 0) & (month <= _MONTHS) & (day > 0) & (day <= _DAYS)
    return are
