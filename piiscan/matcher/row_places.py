"""Which of the numbers written with blanks cut through a row of numbers: `rows` on places, by the way they are written.

Rule: the answer is that of `rows` for every number; it is asked for once for all that are written alike. Of its two
rules that tell digits apart, Luhn of another card beside is arithmetic, and the first digits of mail are looked up.
"""

from __future__ import annotations

import numpy as np

from piiscan.detectors.payment_card import luhn_array
from piiscan.matcher import rows
from piiscan.matcher.alike import forms
from piiscan.matcher.bare_cards import offsets_of
from piiscan.matcher.borders import HEX, Mask, Text, digits_at, where
from piiscan.matcher.shapes import Places

_BLANK = ord(" ")
_CARD, _CARD_LENGTH = offsets_of((4, 4, 4, 4))
_GROUP = 5  # a group of four and the blank behind it
_MAIL_BEGINS = np.zeros((256, 256), dtype=np.bool_)
_MAIL_BEGINS[ord("7"), ord("0") : ord("2")] = _MAIL_BEGINS[ord("9"), ord("1") : ord("6")] = True
_FURTHER = _CARD_LENGTH + 1  # a blank between


def in_rows(text: Text, start: Places, end: Places, blank: Mask, *, groups: bool) -> Mask:
    """Which numbers, of those written with a `blank`, cut through a row: of `groups` of four, or else of digits.

    The numbers are in order, and what is written at a place says how long it is.
    """
    cut = np.zeros(start.size, dtype=np.bool_)
    written = where(blank)
    if not written.size:
        return cut
    first, behind = start.take(written), end.take(written)
    beside = (text.take(first - 1) == _BLANK) & HEX.take(text.take(first - 2))
    beside |= (text.take(behind) == _BLANK) & HEX.take(text.take(behind + 1))
    some = written[beside]
    if not some.size:
        return cut
    longest = int((end - start).take(some).max())
    found, rest = forms(text, start.take(some), rows.REACH, longest + rows.REACH)
    for places in (one.places for one in found):
        length = int(end[start.searchsorted(places[0])] - places[0])
        cut[start.searchsorted(places)] = _alike(text, places, length, groups=groups)
    for at in start.searchsorted(rest).tolist():
        before, after = _beside(text, int(start[at]), int(end[at]))
        cut[at] = rows.cuts_through_groups(before, after) if groups else rows.cuts_through_digits(before, after)
    return cut


def _alike(text: Text, places: Places, length: int, *, groups: bool) -> Mask | bool:
    """Which of some numbers of one length cut through a row, with the same round them but for digits."""
    before, after = _beside(text, int(places[0]), int(places[0]) + length)
    if not groups:
        return rows.cuts_through_digits(before, after)
    cut, cards = rows.cut_but_for_cards(before, after)
    if cut:
        return cut
    mailed = _mailed(text, places)
    if not any(cards):
        return mailed
    sides = ((-_FURTHER, cards[0]), (length + 1, cards[1]))
    failed = [~luhn_array(digits_at(text, places + far, _CARD)) for far, is_card in sides if is_card]
    return np.asarray(np.logical_or.reduce([*failed, mailed]))


def _mailed(text: Text, places: Places) -> Mask:
    """Which of some numbers the four digits are before that those of the post begin with."""
    mailed = np.zeros(places.size, dtype=np.bool_)
    begins = _MAIL_BEGINS[text.take(places - _GROUP), text.take(places - _GROUP + 1)]
    for at in where(begins & (text.take(places - 1) == _BLANK)).tolist():
        place = int(places[at])
        mailed[at] = rows.begins_as_mail(text[place - rows.REACH : place].tobytes())
    return mailed


def _beside(text: Text, start: int, end: int) -> tuple[bytes, bytes]:
    return text[start - rows.REACH : start].tobytes(), text[end : end + rows.REACH].tobytes()
