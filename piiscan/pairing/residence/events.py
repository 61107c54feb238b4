"""Places where something happened, and where nobody is said to live: "purchases at Deli 99 in Brooklyn, NY"."""

from __future__ import annotations

from piiscan.later import later

_REACH = 120  # characters
_HAPPENED = later(
    r"\b(?i:purchas\w*|charge[ds]?|used(?! to)|open(?:ed)?|withdr\w+|transactions?|spent|store|atm|bought"
    r"|accident|crash|wedding|trip|vacation|visit(?:ed|ing)?|branch)\b"
    r"[^.;\n]{0,70}\b(?:in|near) (?:[A-Z][\w'-]*[ ]?){1,3},? ?\Z"
)


def happened(text: str, at: int) -> bool:
    """Whether the state at a place of a text is one in which something was bought, opened, visited or the like.

    >>> text = "her card was used in Tampa, FL"
    >>> happened(text, len(text) - 2), happened("she lives in Tampa, FL", 20)
    (True, False)
    """
    return _HAPPENED.search(text, max(0, at - _REACH), at) is not None
