"""Headings of a matter of law: whose estate or guardianship it is, or whom the public accuses or sues."""

from __future__ import annotations

import re

from piiscan.later import later

_ESTATE = later(  # a heading of its own
    r"^\s*(?:(?:[a-z]+ ){0,3}[a-z]+(?: ?[-\u2013\u2014:]) )?"
    r"(?:in re:? |in the matter of |the )?(?:(?:the )?(?:estate|guardianship|conservatorship|claim|appeal) of )"
    r"(?:the late )?",
    re.IGNORECASE,
)
_LATE = later(r",? ?(?:(?:deceased|decedent|late of [^\n]{2,40}|an? [a-z ]{4,24})\W{0,3})?\s*")
_AGAINST = later(  # whom the public accuses or sues: what its case has of numbers is theirs
    r"\b(?:commonwealth|state|people|united states(?: of america)?|u\.?s\.?a?\.?)(?: of [a-z ]{4,20})?,? vs?\.? \Z",
    re.IGNORECASE,
)
_WITHIN = 60  # characters before a name


def is_matter_of(text: str, start: int, end: int) -> bool:
    """Whether a line is the heading of an estate, a guardianship or a case of the public, by what is round a name.

    >>> is_matter_of("ESTATE OF ANN LEE", 10, 17), is_matter_of("24CR11 Commonwealth v. Ann Lee", 23, 30)
    (True, True)
    >>> is_matter_of("Inventory - Estate of Ann Lee, late of Lynn", 22, 29)
    True
    >>> is_matter_of("the estate of Ann Lee is small", 14, 21), is_matter_of("Bob Ray vs. Ann Lee", 12, 19)
    (False, False)
    """
    before = text[:start].lower()
    if " v" in before and _AGAINST.search(text, max(0, start - _WITHIN), start) is not None:
        return True
    said = _ESTATE.match(text, 0, start) if "of" in before else None
    return said is not None and said.end() == start and _LATE.fullmatch(text, end) is not None
