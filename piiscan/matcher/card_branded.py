"""Card numbers that touch the name of their network: VISA4539…, AMEX37…, MasterCard5425-2334-…, MC5425….

Rule: the name is a word of its own, the digits behind it are a card of this very network by prefix, length and check
digit, and nothing touches their end. Sought by masks of the digits (see `shapes`), of the words alone that have some:
first sixteen digits or fifteen, or two groups of four, with a letter before.
"""

from __future__ import annotations

from piiscan.detectors import payment_card
from piiscan.later import later
from piiscan.matcher.area import Area
from piiscan.matcher.borders import table, where
from piiscan.matcher.hits import CARD, Found, found_of
from piiscan.matcher.patterns import CARD_LABEL
from piiscan.matcher.pieces import has_no_pieces
from piiscan.matcher.shapes import Places, Words, begins, further, near_digits, places

_NETWORKS = {b"visa": "visa", b"mastercard": "mastercard", b"amex": "amex", b"discover": "discover", b"jcb": "jcb"}
_SHORT = {b"VI": "visa", b"VS": "visa", b"MC": "mastercard", b"AX": "amex", b"DS": "discover"}
"""As clerks and tickets of carriers write them: "MC5425…", "FOP-VI4539…/0627"."""
_NAMED = later(rb"(?<![0-9A-Za-z_])(?:(?i:(" + b"|".join(_NETWORKS) + rb"))|(" + b"|".join(_SHORT) + rb"))\Z")
_NUMBER = later(
    rb"(?:[0-9]{15,16}|[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|[0-9]{4}([ -])[0-9]{6}\2[0-9]{5})"
    rb"(?![0-9A-Za-z_])(?![.-][0-9])"
)
_LAST = table(b"".join(name[-1:] + name[-1:].upper() for name in (*_NETWORKS, *_SHORT)))
_SMALL = 8192  # bytes that are looked through without a label, which the short names are not
_REACH = 24
_FEWEST = 15
_GROUPS = (0, 1, 2, 3, 5, 6, 7, 8)


def card_branded(area: Area) -> list[Found]:
    """Such numbers of an area."""
    if has_no_pieces(area) or not (area.may_have(CARD_LABEL) or _has_short(area)):
        return []
    start = _places(area.block.digits)
    start = start.take(where(_LAST.take(area.text.take(start - 1)))) if start.size else start
    return found_of(CARD, {span for at in start.tolist() if (span := _proved(area, at)) is not None})


def _has_short(area: Area) -> bool:
    """Whether a small text has a short name anywhere."""
    if area.text.size > _SMALL:
        return False
    text = area.text.tobytes()
    return any(map(text.__contains__, _SHORT))


def _places(digits: Words) -> Places:
    """Where fifteen digits begin, or four and, behind another byte, four more."""
    d, kept = near_digits(digits, len(_GROUPS))
    bare = begins(d, kept)
    grouped = bare & ~further(d, 4)
    for offset in _GROUPS:
        grouped &= further(d, offset)
    for offset in range(_FEWEST):
        bare &= further(d, offset)
    return places(bare | grouped, kept)


def _proved(area: Area, at: int) -> tuple[int, int] | None:
    """Where the card ends that begins at a place and is of the network named right before it."""
    named = _NAMED.search(area.text[at - _REACH : at].tobytes())
    match = _NUMBER.match(area.text[at : at + _REACH].tobytes()) if named is not None else None
    if named is None or match is None:
        return None
    value = payment_card.validate(match[0].decode())
    network = payment_card.network(value) if value is not None else None
    called = _NETWORKS[named[1].lower()] if named[1] else _SHORT[named[2]]
    return (at, at + match.end()) if network == called else None
