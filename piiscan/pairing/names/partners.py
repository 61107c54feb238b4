"""Firms that are called by the names of persons: Ann Crane & Doyle, P.C.; Ann Lee & Sons; Bob Ray & Associates.

A person's name inside that of an organisation is weak at most (SPEC 3b).
"""

from __future__ import annotations

from piiscan.later import later

_FAMILY = r"(?:Sons?|Daughters?|Brothers|Bros|Company|Co)\b"
_OTHERS = r"(?:Associates|Assoc|Partners)\b"
_LEGAL = (
    r"(?:Inc|INC|Incorporated|LLC|LLP|L\.L\.[CP]|PLLC|P\.L\.L\.C|P\.C|PC|LTD|Ltd|Corp|CORP|Co|Company|CPAs?|CPA'S"
    r"|Attorneys|Associates|Insurance|Realty|Law)(?![\w'\u2019])"
)
_FIRM = later(
    rf",? (?:(?:&|and) (?i:{_FAMILY})|& {_OTHERS}"
    rf"|(?:&|\+) (?:[A-Z][\w'\u2019-]*\.?,? ){{1,3}}{_LEGAL})"  # & Doyle, P.C.
)
_HINTS = ("&", "+", "and")
_INITIALS = ("P.C", "L.L.C", "L.L.P")


def names_firm(text: str, end: int) -> bool:
    """Whether what stands behind a name, from its end on, makes the whole that of a firm.

    >>> [names_firm(text, 7) for text in ("Ann Lee & Doyle, P.C.", "Ann Lee and Sons", "Ann Lee & Bob Ray, Lynn")]
    [True, True, False]
    """
    start = end + (text[end : end + 1] == ",") + 1
    return text.startswith(_HINTS, start) and _FIRM.match(text, end) is not None


def is_legal_form(text: str, start: int) -> bool:
    """Whether initials behind a surname and a comma are the form of a firm: "Crane & Doyle, P.C."."""
    return text.startswith(_INITIALS, start)
