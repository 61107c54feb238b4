"""Values that name several persons."""

from __future__ import annotations

from piiscan.pairing.names.couples import may_join
from piiscan.pairing.names.in_text import all_names

_PARTING = ("&", ";", "\n", " and ", " AND ", " y ", " e ")  # no comma: Garcia Lopez, Maria Elena


def names_several(text: str) -> bool:
    """Whether a value names more than one person."""
    return any(sign in text for sign in _PARTING) and len(all_names(text)) > 1


def are_two(text: str) -> bool:
    """Whether a value names two persons and joins them, who have an account together.

    >>> are_two("Ann & Bob Lee"), are_two("Ann Lee and Bob Ray"), are_two("Ann Lee; Bob Ray"), are_two("Ann Lee")
    (True, True, False, False)
    """
    return may_join(text) and len(all_names(text)) == 2
