"""What tells a payment card beside its label: its stripe, what is printed on it, its network's name, a receipt.

Rule (SPEC §8): an expiry date or a security code right beside a number with a network's prefix and check digit is as
good as a label. A full track, or the security code, is what may not be kept (PCI DSS 3.3.1), whatever the label.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from piiscan.detectors import labels, payment_card
from piiscan.detectors.header_words import words_of
from piiscan.judge.reasons import Proof
from piiscan.later import later
from piiscan.model import Element, Grade, Kind

CODE = "security-code"
"""Evidence of a card whose security code stands beside it."""
SENSITIVE = frozenset({"track", CODE})
"""Evidence that what may not be kept of a card stands beside its number."""
BEHIND = 96
"""Characters behind a number in which the code of its card may stand, a line or two further down."""

_EXPIRY = (
    r"(?:exp(?:ir(?:y|es|ation))?\.?(?: ?(?:date|dt|on|mm/yy(?:yy)?))?|(?:valid|good) (?:thru|through|until)"
    r"|venc(?:e|imiento)|v[áa]lid[ao] hasta|validade)"
)
_DATE = r"(?:0?[1-9]|1[0-2]) ?[/-] ?(?:20)?[2-9]\d(?![/-]?\d)|(?:0[1-9]|1[0-2])[2-9]\d(?!\d)"
_CODE = (
    r"(?:cvv2?|cvc2?|cvn2?|csc|cid|(?:card )?(?:security|verification) (?:code|value|no\.?|number)|sec\.? code"
    r"|c[óo]digo de segur(?:idad|an[çc]a))\b(?: ?(?:code|no\.?|number|is|#))?[\s:.#=\"'()-]{0,4}\d{3,4}(?!\d)"
)
_GAP = r"[\s,;|:()\[\]./-]{0,4}"
_SPELLED = rf"(?:{_EXPIRY}[\s:.#=\"'-]{{0,4}}(?:{_DATE})(?P<and>{_GAP}{_CODE})?|(?P<code>{_CODE}))"
# A date and a code that nothing names, as lists of stolen cards have them: 12/27 123, |12|2027|123.
_UNNAMED = r"(?P<bare>(?:0[1-9]|1[0-2])[/|-](?:20)?(?:2[4-9]|3\d)[ ,;|:\t]{1,3}\d{3,4}(?![\d/.-]))"
_BEHIND = later(rf"{_GAP}{_SPELLED}|[ ,;|:\t/]{{1,3}}{_UNNAMED}", re.IGNORECASE)
_CODED = later(rf"\b{_CODE}", re.IGNORECASE)
_OF_CODES = ("cvv", "cvc", "cvn", "csc", "cid", "sec", "segur", "verification")
"""One of them is in each `_CODE`, as far as that is in ASCII."""
_TITLE = later(
    r"(?:(?:card|cc|credit card|payment) ?)?(?:cv[vcn](?: ?2)?|csc|security code|sec code"
    r"|verification (?:code|value|number)|c[oó]digo de segur(?:idad|an[çc]a))(?: (?:code|no|num|number))?"
)
_IS_CODE = later(r"\d{1,4}(?:\.0)?")  # a number loses its zeros in front
_CHARGED = later(r"\b(?:acct|account)(?:[ ]?(?:no|nbr|num(?:ber)?|#))?[ .:#]{0,4}\Z", re.IGNORECASE)
_OF_SALE = later(  # what a receipt says of a card: who holds it, when it ends, that the bank agreed
    r"\b(?:card ?holder|name on card|appr(?:oval)?|auth(?:orization)?(?: code)?|swiped|chip read|contactless|cvv2?)\b"
    r"|\bexp(?:ir(?:es|y|ation)?)?(?: date)?[ .:]{0,3}[\d*Xx]{2} ?[/-] ?[\d*Xx]{2}",
    re.IGNORECASE,
)
_OF_CREDIT = later(  # what a collector or a statement says of the card that an account is
    r"\b(?:(?:original |current )?creditor|minimum (?:payment|amount|due)|credit (?:limit|line)|cash advances?"
    r"|charged?[ -]?off|Synchrony|Capital One|Barclays|Citibank|Comenity)\b",
    re.IGNORECASE,
)
_ANOTHER = later(r"\d{12}|\n[ \t\r]*\n")  # number, or the end of what is about this one
_TRACK_2 = later(r"[=D]\d\d(?:0[1-9]|1[0-2])[125679]\d\d")
_THREE = later(r"\d{4} \d{6} \d{4}")
_KEY = later(r"(?:^|[\r\n])[ \t]*([A-Za-z]\w*)[ \t]*[:=][ \t]*$")  # one word at the start of a line
_DIGIT_BEFORE = later(r"\d[ .,]$")
_NUMBER_AFTER = later(r"[ ,] ?\d(?!\d\d(?![\d./-])|\d?[/-]\d\d)")


def of_card(kind: Kind, value: str, before: str, after: str, label: int) -> tuple[int, tuple[str, ...]]:
    """The grade and the evidence of a card number by what stands beside it; none of what is no card."""
    if kind is not Kind.PAYMENT_CARD:
        return Grade.NONE, ()
    if _is_track(before, after):
        return Grade.STRONG, ("track",)
    printed = _BEHIND.match(after)
    if printed is not None:
        coded = printed["and"] or printed["code"] or printed["bare"]
        return Grade.STRONG, (CODE,) if coded else ("expiry-date",)
    if label:
        return Grade.NONE, ()
    if payment_card.names_network(before, value):
        return Grade.FAIR, ("label:network",)
    says = _CHARGED.search(before) is not None and any(
        pattern.search(text) for pattern in (_OF_SALE, _OF_CREDIT) for text in (before, after)
    )
    return (Grade.FAIR, ("label:payment_card",)) if says else (Grade.NONE, ())


def with_code(proof: Proof, behind: str) -> Proof:
    r"""A card number with the security code that stands further behind it, but not behind the next number.

    >>> made = Proof(Kind.PAYMENT_CARD, "4024007100027456", 3, ())
    >>> with_code(made, " \nexp: 12/27\ncvv: 123").evidence, with_code(made, " 4024007100027456 cvv: 123").evidence
    (('security-code',), ())
    """
    if proof.kind is not Kind.PAYMENT_CARD or CODE in proof.evidence:
        return proof
    if behind.isascii() and not any(map(behind.lower().__contains__, _OF_CODES)):  # most text has none of them
        return proof
    found = _CODED.search(behind)
    another = _ANOTHER.search(behind) if found is not None else None
    if found is None or (another is not None and another.start() < found.start()):
        return proof
    return proof._replace(evidence=(*proof.evidence, CODE))


@lru_cache(maxsize=1 << 10)  # keys and headers come again
def is_code_title(title: str) -> bool:
    """Whether the title of a column, or a key, is that of the security code of a card.

    >>> is_code_title("CVV2"), is_code_title("card_security_code"), is_code_title("cardCvc"), is_code_title("code")
    (True, True, True, False)
    """
    return _TITLE.fullmatch(" ".join(words_of(title))) is not None


def coded(element: Element, beside: str) -> Element:
    """A card with the text in the field of its security code beside it, if that is one."""
    if element.kind is not Kind.PAYMENT_CARD or CODE in element.evidence or _IS_CODE.fullmatch(beside) is None:
        return element
    return replace(element, evidence=(*element.evidence, CODE))


def _is_track(before: str, after: str) -> bool:
    """Whether a card number stands in magnetic stripe data (ISO/IEC 7813): B number ^, with % or not; ; number =.

    Of track 2 without its start sentinel, as terminals log it, the expiry date and the service code tell; chips and
    dumps part the two by the letter D (EMV Book 3, tag 57).
    """
    if after[:1] == "=" and before[-1:] == ";":
        return True
    return (before[-1:].upper() == "B" and after[:1] == "^") or _TRACK_2.match(after) is not None


def may_be_chance(raw: str, before: str, after: str) -> bool:
    """Whether the form of a card number says nothing: bare digits, or groups that other numbers have, too."""
    return raw.isdigit() or _counts(raw) or _is_of_a_row(raw, before, after)


def _is_of_a_row(raw: str, before: str, after: str) -> bool:
    """Whether a card number in groups of 4, 6 and 4 may be three numbers of a row, or of a key nobody knows.

    One in ten triples passes Luhn: "Encoding: 3001 120220 2462" in fonts. An expiry date or security code may follow.
    """
    if _THREE.fullmatch(raw) is None:
        return False
    key = _KEY.search(before)
    unknown = key is not None and labels.column_role(key[1]) is None
    return unknown or _DIGIT_BEFORE.search(before) is not None or _NUMBER_AFTER.match(after) is not None


def _counts(raw: str) -> bool:
    """Whether two of the groups in a card number are equal or follow each other.

    Tables of indices, sizes and code points are like that; of card numbers, one in five hundred.
    """
    groups = sorted(raw.split(" "))
    fours = len(groups) == 4 and all(len(group) == 4 for group in groups)
    return fours and any(int(last) - int(first) <= 1 for first, last in pairwise(groups))
