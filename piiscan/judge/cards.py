"""What tells a card number beside its label: the stripe it is in, its network, a receipt that calls it an account."""

from __future__ import annotations

import re

from piiscan.detectors import payment_card
from piiscan.later import later
from piiscan.model import Grade, Kind

_TRACK_2 = later(r"=\d\d(?:0[1-9]|1[0-2])[125679]\d\d")
_CHARGED = later(r"\b(?:acct|account)(?:[ ]?(?:no|nbr|num(?:ber)?|#))?[ .:#]{0,4}\Z", re.IGNORECASE)
_OF_SALE = later(  # what a receipt says of a card: who holds it, when it ends, that the bank agreed
    r"\b(?:card ?holder|name on card|appr(?:oval)?|auth(?:orization)?(?: code)?|swiped|chip read|contactless|cvv2?)\b"
    r"|\bexp(?:ir(?:es|y|ation)?)?(?: date)?[ .:]{0,3}[\d*Xx]{2} ?[/-] ?[\d*Xx]{2}",
    re.IGNORECASE,
)


def of_card(kind: Kind, value: str, before: str, after: str, label: int) -> tuple[int, tuple[str, ...]]:
    """What tells a card number beside its label: the stripe that it is in, the short name of its network."""
    if kind is not Kind.PAYMENT_CARD:
        return Grade.NONE, ()
    if _is_track(before, after):
        return Grade.STRONG, ("track",)
    if label:
        return Grade.NONE, ()
    if payment_card.names_network(before, value):
        return Grade.FAIR, ("label:network",)
    charged = _CHARGED.search(before) is not None and (_OF_SALE.search(before) or _OF_SALE.search(after))
    return (Grade.FAIR, ("label:payment_card",)) if charged else (Grade.NONE, ())


def _is_track(before: str, after: str) -> bool:
    """Whether a card number stands in magnetic stripe data (ISO/IEC 7813): B number ^, with % or not; ; number =.

    Of track 2 without its start sentinel, as terminals log it, the expiry date and the service code tell.
    """
    if after[:1] == "=" and before[-1:] == ";":
        return True
    return (before[-1:].upper() == "B" and after[:1] == "^") or _TRACK_2.match(after) is not None
