"""Licenses of New Hampshire as they were issued until 2018: 12BEM70042, month, three letters, year, day and a digit.

Rule: the letters are of the name, and the digits those of a birthday, which tells them from part numbers; a label of a
license near all the same, in the place of a value. Too few digits stand together in one for `written`, which has all
other licenses with letters. Sought by masks of the digits (see `shapes`), of the words alone that have some.
"""

from __future__ import annotations

from piiscan.matcher.area import Area
from piiscan.matcher.beside import places_of_values
from piiscan.matcher.borders import LETTER, Mask, Text, digits_at, free_after, free_before, where
from piiscan.matcher.hits import LICENSE, Found
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places, Words, begins, further, lone_places, near_digits

_DIGITS = (0, 1, 5, 6, 7, 8, 9)
_OTHERS = (2, 3, 4, 10)
_LENGTH = 10
_MONTHS, _DAYS = 12, 31


def license_dated(area: Area) -> list[Found]:
    """Such licenses of an area."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    start = _places(area.block.digits)
    if start.size:
        start = start.take(where(_is_written(area.text, start)))
    if not start.size:
        return []
    start = places_of_values(area.text, start)
    start = start.take(where(area.labelled(start, start + _LENGTH, LICENSE_LABEL)[0]))
    return [(LICENSE, start, start + _LENGTH)] if start.size else []


def _places(digits: Words) -> Places:
    """Where two digits begin, and five behind three bytes."""
    d, kept = near_digits(digits, len(_DIGITS))
    found = begins(d, kept)
    for offset in _OTHERS:
        found &= ~further(d, offset)
    for offset in _DIGITS:
        found &= further(d, offset)
    return lone_places(found, kept)


def _is_written(text: Text, start: Places) -> Mask:
    """Whether letters stand between the digits, which are a birthday's, and nothing touches the whole."""
    good: Mask = free_before(text, start, bare=True) & free_after(text, start + _LENGTH)
    for offset in _OTHERS[:3]:
        good &= LETTER.take(text.take(start + offset))
    tens, ones, ten_days, days = digits_at(text, start, [0, 1, 7, 8])
    month, day = 10 * tens + ones, 10 * ten_days + days
    good &= (month > 0) & (month <= _MONTHS) & (day > 0) & (day <= _DAYS)
    return good
