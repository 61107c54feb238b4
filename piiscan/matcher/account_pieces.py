r"""Numbers of accounts and cards one digit to a box, as forms have them: "| 1 | 2 | 0 |", "[1][2][0]", "1 2 0 4 5 6 7".

Rule: seven to seventeen digits, parted by the same bytes throughout, and an account's label before them, or a card's
where they are a card; not where the line above or below goes on so: that is a table. Blanks alone part the numbers of a
scale as well: there what only counts up is none. Sought by masks of the digits (see `shapes`), of the words alone that
have some; proved by a pattern.
"""

from __future__ import annotations

import re

import numpy as np

from piiscan.detectors import payment_card
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.borders import where
from piiscan.matcher.hits import ACCOUNT_PIECES, CARD_PIECES, Found, found_of
from piiscan.matcher.patterns import ACCOUNT_LABEL, CARD_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places, Words, begins, further, near_digits, places

_FEWEST = 7
"""Digits of a number: of accounts without a table the least."""
_GAPS = range(2, 7)
"""Bytes from one digit to the next."""
_AROUND = 128
_BEFORE = later(rb"(?:[0-9A-Za-z_]|[0-9][][ .,|-]{1,5}|[^0-9][0-9][][ |\t]{0,5}\r?\n[][ |\t]{0,5})\Z")
_BEFORE_REACH = 16
_NUMBER = later(
    rb"[0-9](?P<parted> | ?\| ?| ?\] ?\[ ?)[0-9](?:(?P=parted)[0-9]){5,15}(?![0-9A-Za-z_])(?![][ .,|-]{0,5}[0-9])"
    rb"(?![][ |\t]*\r?\n[][ |\t]*[0-9](?P=parted)[0-9](?P=parted)[0-9])"
)
_DIGITS = re.compile(rb"[0-9]")
_SCALE = b"01234567890"


def account_pieces(area: Area) -> list[Found]:
    """The numbers of an area one digit to a box."""
    account, card = area.may_have(ACCOUNT_LABEL), area.may_have(CARD_LABEL)
    if not (account or card) or has_no_pieces(area):
        return []
    start = _places(area.block.digits)
    cards = _spans(area, start, CARD_LABEL) if card and start.size else []
    cards = [span for span in cards if _is_card(area, *span)]
    taken = {first for first, _ in cards}
    accounts = [span for span in _spans(area, start, ACCOUNT_LABEL) if span[0] not in taken] if account else []
    return [*found_of(CARD_PIECES, cards), *found_of(ACCOUNT_PIECES, accounts)]


def _spans(area: Area, start: Places, label: int) -> list[tuple[int, int]]:
    """The numbers that begin at some places and have a label near."""
    start = start.take(where(area.labelled(start, start + _FEWEST, label)[0]))
    return [span for at in start.tolist() if (span := _proved(area, at)) is not None]


def _is_card(area: Area, start: int, end: int) -> bool:
    return payment_card.validate(b"".join(_DIGITS.findall(area.text[start:end].tobytes())).decode("ascii")) is not None


def _places(digits: Words) -> Places:
    """Where seven digits begin that stand alone, all as far from each other."""
    d, kept = near_digits(digits, _FEWEST)
    begin = begins(d, kept)
    one = np.append(begin & ~further(d, 1), np.uint64(0))
    found = np.zeros_like(begin)
    for gap in _GAPS:
        run = one[:-1]
        for far in range(1, _FEWEST):
            run = run & further(one, far * gap)
            if not run.any():
                break
        found |= run
    return places(found, kept)


def _proved(area: Area, start: int) -> tuple[int, int] | None:
    """Where a number begins and ends whose first digit is at a place, if there is one."""
    match = _NUMBER.match(area.text[start : start + _AROUND].tobytes())
    if match is None or _BEFORE.search(area.text[start - _BEFORE_REACH : start].tobytes()):
        return None
    counts = match["parted"] == b" " and b"".join(_DIGITS.findall(match[0])) in _SCALE
    return None if counts else (start, start + match.end())
