r"""Licenses in groups of few digits, as they are printed on cards and read aloud: only right behind a label.

Rule: "S 12 34 56 78", "S12-345-678", "D 1 23 45 62": a letter or two, three groups or more, one separator throughout,
seven to fourteen digits. Besides, the groups in which a state prints its own: K01-23-4567 (Kansas), T12-34-5678
(Virginia), 12-345-6789 (Colorado), 12 345 678 (Pennsylvania), 1234-56-7890 (Indiana), 123456-789 (Wyoming),
LEE-12-3456 (North Dakota). Other digits alone in such groups are dates, telephone numbers, anything.
Sought by the runs of digits of the area (see `area`); proved by a pattern where they are.
"""

from __future__ import annotations

import re

import numpy as np

from piiscan.detectors import license_shapes
from piiscan.distinct import distinct
from piiscan.matcher.area import Area
from piiscan.matcher.borders import BLANK_OR_DASH, LETTER, Text, where
from piiscan.matcher.hits import LICENSE_PIECES, Found, found_of
from piiscan.matcher.license_named import is_named
from piiscan.matcher.patterns import LICENSE_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places

_REACH = 48
_FEWEST = 7
"""Digits of a number; with fewer it may be a date or the number of a room."""
_MOST = 3
"""Digits of a group."""
_NUMBER = re.compile(
    rb"(?:[A-Za-z]{1,2}(?:[ -]?)(?=[0-9]{1,3}([ -]))[0-9]{1,3}(?:\1[0-9]{1,3}){2,13}|[A-Za-z][0-9]{2}-[0-9]{2}-[0-9]{4}"
    rb"|(?P<few>[A-Z]{3}-[0-9]{2}-[0-9]{4})|[0-9]{2}-[0-9]{3}-[0-9]{4}|[0-9]{2}([ -])[0-9]{3}\3[0-9]{3}"
    rb"|[0-9]{4}-[0-9]{2}-[0-9]{4}|[0-9]{6}-[0-9]{3})"
    rb"(?![0-9A-Za-z_])(?![ .,-]{0,2}[0-9])"
)
_TWO_LETTERED, _THREE_LETTERED = 24, 224
"""How many digits the groups behind letters have, beside those of the first rule,"""
_TWO_BARE, _THREE_BARE = 63, (234, 233, 424)
"""and those without letters: only where nothing but a sign is between them and their label."""
_BEFORE = re.compile(rb"(?:[0-9A-Za-z_'.\x92-]|[0-9] )\Z")


def license_pieces(area: Area) -> list[Found]:
    """The licenses of an area in groups of few digits."""
    if has_no_pieces(area) or not area.may_have(LICENSE_LABEL):
        return []
    start, size = area.runs()
    if start.size < 2:
        return []
    beside = start[1:] == start[:-1] + size[:-1] + 1  # one byte between
    both = beside[:-1] & beside[1:]
    two = 10 * size[:-1] + size[1:]
    three = 10 * two[:-1] + size[2:]
    short = (size[:-2] <= _MOST) & (size[1:-1] <= _MOST) & (size[2:] <= _MOST)
    lettered = start[:-2][both & (short | (three == _THREE_LETTERED))]
    near = np.concatenate(
        (
            _behind_letters(area.text, np.append(lettered, start[:-1][beside & (two == _TWO_LETTERED)])),
            start[:-1][beside & (two == _TWO_BARE)],
            start[:-2][both & np.isin(three, _THREE_BARE)],
        )
    )
    near = distinct(near)
    if near.size:
        near = near.take(where(area.labelled(near, near + _REACH, LICENSE_LABEL)[0]))
    return found_of(LICENSE_PIECES, (span for at in near.tolist() if (span := _proved(area, at)) is not None))


def _behind_letters(text: Text, start: Places) -> Places:
    """The places of groups that a letter is before, perhaps behind a separator."""
    if not start.size:
        return start
    parted = BLANK_OR_DASH.take(text.take(start - 1))
    return start.take(where(LETTER.take(text.take(start - 1 - parted))))


def _proved(area: Area, at: int) -> tuple[int, int] | None:
    """Where the license begins and ends whose first digit is at a place, if there is one."""
    first = at - _REACH
    around = area.text[first : at + _REACH].tobytes()
    for ahead in range(5):  # three letters, and a separator
        start = _REACH - ahead
        match = _NUMBER.match(around, start)
        if match is not None and not _BEFORE.search(around, 0, start):
            if not ahead and not is_named(area.text, at):
                continue
            value = license_shapes.compact(match[0].decode())
            if (match["few"] or sum(map(str.isdigit, value)) >= _FEWEST) and license_shapes.tells(value):
                return first + start, first + match.end()
    return None
