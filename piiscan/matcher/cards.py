"""Proof of card numbers: the card rules of `reference` once more, as arithmetic on arrays of places."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from piiscan.detectors import payment_card
from piiscan.detectors.payment_card import LABEL_LENGTHS, LONGEST
from piiscan.matcher.area import Area
from piiscan.matcher.bare_cards import offsets_of
from piiscan.matcher.borders import (
    Mask,
    Text,
    digits_at,
    where,
)
from piiscan.matcher.hits import CARD, Found
from piiscan.matcher.patterns import CARD_LABEL
from piiscan.matcher.row_places import in_rows
from piiscan.matcher.shapes import Places

_BLANK = ord(" ")
_NEEDS_LABEL = np.isin(np.arange(LONGEST + 1), list(LABEL_LENGTHS))


def grouped(area: Area, start: Places, sizes: tuple[int, ...]) -> Found:
    """Cards among what `grouped_places` gives for groups of such sizes."""
    text = area.text
    if not start.size:
        return CARD, start, start
    offsets, length = offsets_of(sizes)
    lengths = np.full(start.size, len(offsets))
    prefixes = _prefix(digits_at(text, start, offsets[:6]))
    start = start[_issued(area, start, start + length, lengths, prefixes)]
    if sizes[1] == 4:
        start = start.take(where(~in_rows(text, start, start + length, text[start + 4] == _BLANK, groups=True)))
    return CARD, start, start + length


def bare(area: Area, start: Places, sizes: Places) -> Found:
    """Cards among what `bare_places` gives."""
    text, end = area.text, start + sizes
    if not start.size:
        return CARD, start, start
    prefixes = _prefix(digits_at(text, start, [0, 1, 2, 3, 4, 5]))
    good = where(_issued(area, start, end, sizes, prefixes, bare=True))
    return CARD, start.take(good), end.take(good)


def _prefix(digits: Text) -> NDArray[np.int32]:
    value = digits[0].astype(np.int32)
    for row in digits[1:6]:
        value *= 10
        value += row
    return np.asarray(value)


def _issued(
    area: Area, start: Places, end: Places, lengths: Places, prefixes: NDArray[np.int32], *, bare: bool = False
) -> Mask:
    """Prefix and length of some card; and a label near where these do not do."""
    good = payment_card.prefix_array(prefixes, lengths)
    sure = payment_card.prefix_array(prefixes, lengths, vague=False)
    if bare:
        sure &= ~_NEEDS_LABEL.take(lengths)
    vague = where(good & ~sure)
    if vague.size:
        good[vague] = area.labelled(start[vague], end[vague], CARD_LABEL)[0]
    return good
