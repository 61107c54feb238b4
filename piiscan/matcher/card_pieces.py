r"""Card numbers in groups, broken at the end of a line, as mail programs wrap what has blanks: only beside a label.

Rule: "4024 0071\n0002 7456", quoted or not, broken once, with the same separator elsewhere; whole cards are none, and
no groups that go on in the lines above or below: those are a table. Sought from two groups that the survey knows.
"""

from __future__ import annotations

import re

from piiscan.detectors import payment_card
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.bare_cards import at_a_break
from piiscan.matcher.borders import where
from piiscan.matcher.hits import CARD_PIECES, Found, found_of
from piiscan.matcher.patterns import CARD_LABEL
from piiscan.matcher.pieces import is_full

_REACH = 40
"""Bytes of a broken number at most."""
_BREAK = rb"(?:[ ]?\r?\n[ \t>]{0,4}|-[ ]?\r?\n[ \t>]{0,4}|\r?\n[ \t>]{0,4}-)"
_BROKEN = (((4, 4, 4, 4), 0), ((4, 4, 4, 4), 1), ((4, 4, 4, 4), 2), ((4, 6, 5), 1))
"""Sizes of groups, and behind which of them the line ends; 4 6 5 broken behind the first is not sought."""


def _broken(sizes: tuple[int, ...], at: int) -> bytes:
    """A pattern of groups of digits that are broken behind one of them, and parted by the same byte elsewhere."""
    written, named = b"", b""
    for number, size in enumerate(sizes):
        written += b"[0-9]{%d}" % size
        if number == len(sizes) - 1:
            return written
        if number == at:
            written += _BREAK
        else:
            name = b"s%d%d" % (len(sizes), at)
            written += b"(?P=%s)" % name if named else b"(?P<%s>[ -])" % name
            named = name
    return written


_NUMBER = later(
    rb"(?:" + b"|".join(_broken(sizes, at) for sizes, at in _BROKEN) + rb")"
    rb"(?![0-9A-Za-z_])(?![ .-]{0,2}[0-9])(?!\r?\n[ \t>]{0,4}[0-9]{4}[ \r\n-])"
)
_BEFORE = later(rb"(?:[0-9A-Za-z_][-.]?|[0-9][ .,|-]{1,3}|[0-9]{4}[ -]?\r?\n[ \t>]{0,4})\Z")


def card_pieces(area: Area) -> list[Found]:
    """The cards of an area that are broken by the end of a line."""
    start = area.survey.four  # in one of its lines a broken card has two groups, of which the first has four digits
    if not start.size or is_full(area, start.size):
        return []
    start = start.take(where(at_a_break(area.text, start)))
    if not start.size or not area.may_have(CARD_LABEL):
        return []
    start = start.take(where(area.labelled(start, start + _REACH, CARD_LABEL)[0]))
    return found_of(CARD_PIECES, {span for at in start.tolist() if (span := _proved(area, at)) is not None})


def _proved(area: Area, at: int) -> tuple[int, int] | None:
    """Where the broken card begins and ends that has a group at a place, if there is one."""
    first = at - _REACH
    around = area.text[first : at + 2 * _REACH].tobytes()
    for match in _NUMBER.finditer(around, _REACH // 2, 2 * _REACH):
        if match.start() <= _REACH < match.end() and not _BEFORE.search(around, 0, match.start()):
            digits = b"".join(re.findall(rb"[0-9]", match[0])).decode()
            if payment_card.validate(digits) is not None:
                return first + match.start(), first + match.end()
    return None
