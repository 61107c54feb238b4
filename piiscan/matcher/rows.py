"""Whether a number written with blanks stands for itself or is a stretch of a table of numbers.

Rule: tables of code points, matrices and hex dumps hold every shape sooner or later. What stands a blank away
on either side tells.

A card number is refused beside a word of four to six hex digits that has a letter and a digit, and beside two
or more words of four hex digits, unless the next four of them pass Luhn: another card; beside five words of two
digits or more, as no date, code and ZIP code of it are; and behind the four digits that certified mail and parcels of
the post begin with (70, 71, 91 to 95). An SSN or licence is
refused between two words of digits and beside two in a row, unless these are a number of ours in groups. Said
once, for `reference` and for `proof`, because it is asked of few numbers.
"""

from __future__ import annotations

from piiscan.detectors.payment_card import luhn
from piiscan.later import later_regex

REACH = 32
"""Bytes to either side of a number that are looked at."""

_BORDER_BEFORE, _BORDER_AFTER = rb"(?<![0-9A-Za-z_])", rb"(?![0-9A-Za-z_])"
_FOURS_BEFORE = later_regex(_BORDER_BEFORE + rb"(?:[0-9A-Fa-f]{4} ){1,4}\Z")
_FOURS_AFTER = later_regex(rb"(?: [0-9A-Fa-f]{4}){1,4}" + _BORDER_AFTER)
_MAIL_BEFORE = later_regex(_BORDER_BEFORE + rb"(?<![0-9] )(?:7[01]|9[1-5])[0-9]{2} \Z")
_MAIL = 8  # bytes, with what is before
_HEX = rb"(?=[0-9]*[A-Fa-f])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{4,6}"
_HEX_BEFORE = later_regex(_BORDER_BEFORE + _HEX + rb" \Z")
_HEX_AFTER = later_regex(rb" " + _HEX + _BORDER_AFTER)
_DIGITS_BEFORE = later_regex(_BORDER_BEFORE + rb"(?:[0-9]{1,9} ){1,2}\Z")
_DIGITS_AFTER = later_regex(rb"(?: [0-9]{1,9}){1,2}" + _BORDER_AFTER)
_OURS = rb"(?:[0-9]{3} [0-9]{2} [0-9]{4}|[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}|[0-9]{4} [0-9]{6} [0-9]{4,5})"
_MANY_BEFORE = later_regex(_BORDER_BEFORE + rb"(?:[0-9]{2,9} ){5}\Z")
_MANY_AFTER = later_regex(rb"(?: [0-9]{2,9}){5}" + _BORDER_AFTER)
_GROUP, _CARD = 4, 16
_OURS_BEFORE = later_regex(_BORDER_BEFORE + _OURS + rb" \Z")
_OURS_AFTER = later_regex(rb" " + _OURS + _BORDER_AFTER)


def cuts_through_groups(before: bytes, after: bytes) -> bool:
    """Whether groups of four digits with blanks, between these bytes, belong to a longer row.

    >>> cuts_through_groups(b"5233 52A6 ", b" 5239"), cuts_through_groups(b"Card ", b" 0127 123")
    (True, False)
    >>> cuts_through_groups(b"Certified 7019 ", b"")
    True
    """
    cut, cards = cut_but_for_cards(before, after)
    return (
        cut
        or begins_as_mail(before)
        or any(is_card and not luhn(fours) for fours, is_card in zip(_fours(before, after), cards, strict=True))
    )


def begins_as_mail(before: bytes) -> bool:
    """Whether the four digits before a number, and a blank, are how a number of the post begins."""
    return _MAIL_BEFORE.search(before[-_MAIL:]) is not None


def cut_but_for_cards(before: bytes, after: bytes) -> tuple[bool, tuple[bool, bool]]:
    """The same but for what single digits say: whether a row is cut, or on which sides by four groups without Luhn.

    >>> cut_but_for_cards(b"Card ", b" 0127 1234"), cut_but_for_cards(b" 4024 0071 0002 7456 ", b"")
    ((True, (False, False)), (False, (True, False)))
    >>> cut_but_for_cards(b"", b" 175 2536 2366 2334 2220"), cut_but_for_cards(b"Card ", b" 12 27 123 02139 ")
    ((True, (False, False)), (False, (False, False)))
    """
    if _HEX_BEFORE.search(before) or _HEX_AFTER.match(after):
        return True, (False, False)
    left, right = map(_is_row, _fours(before, after))
    many = (left is False and _MANY_BEFORE.search(before)) or (right is False and _MANY_AFTER.match(after))
    return (True, (False, False)) if left or right or many else (False, (left is None, right is None))


def _fours(before: bytes, after: bytes) -> tuple[str, str]:
    """The groups of four beside a number, up to four on either side, without blanks."""
    left, right = _FOURS_BEFORE.search(before), _FOURS_AFTER.match(after)
    found = (match.group().replace(b" ", b"").decode("ascii") if match else "" for match in (left, right))
    return next(found), next(found)


def _is_row(fours: str) -> bool | None:
    """Whether groups of four are of a row; None where they are one unless they are a card."""
    return None if len(fours) == _CARD and fours.isdigit() else len(fours) > _GROUP


def cuts_through_digits(before: bytes, after: bytes) -> bool:
    """Whether an SSN or licence written with blanks, between these bytes, is a stretch of a row of numbers.

    >>> cuts_through_digits(b"( 1120 ", b" 299 101"), cuts_through_digits(b"7 ", b" Ann")
    (True, False)
    """
    left, right = _DIGITS_BEFORE.search(before), _DIGITS_AFTER.match(after)
    words = [len(match.group().split()) if match else 0 for match in (left, right)]
    if not (all(words) or max(words) > 1):
        return False
    return not (_OURS_BEFORE.search(before) or _OURS_AFTER.match(after))
