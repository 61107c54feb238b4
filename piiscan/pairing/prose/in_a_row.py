"""Several persons in one line, told off in a row: all of them and then their numbers, or each with their own.

Rule: numbers of one kind are those of as many persons in turn, but not where all these stand before them and one has a
number of another kind: "Ann Lee, SSN 1, Bob Ray, license 2, order 3" gives no license to Ann Lee. There the number is
that of whom nothing but an address and its label part from it, if whoever is named before has one.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.later import later
from piiscan.pairing.prose.lines import Mention

_PAIR = 2
_LONGEST = 120  # characters
_NUMBER = later(r"\d(?:[ -]?\d){6}")
_LISTED = later(r"(?:,[^,;:.()\d]{1,30}|, \d{1,5} [^,;:()\d]{1,30}){1,4}(?: \d{5})?(?:,[^,;:()\d]{1,40})?[ #:]{0,2}")
_SAID = later(r"\b(?:is|was|has|had|and|or|for|with|from|by|his|hers?|their|who|whose|said|gave|per|re)\b")


def are_in_turn(text: str, few: Sequence[Mention], first: int) -> bool:
    """Whether persons, as many as there are numbers of one kind, have them in turn; where the first of these stands."""
    return few[-1].at > first or _NUMBER.search(text, few[0].at, few[-1].at) is None


def with_own(text: str, near: Sequence[Mention], at: int) -> Mention | None:
    """The last of the persons before a number, if it is in the list of what is theirs, and others have numbers."""
    above = [one for one in near if one.at < at]
    if len(above) < _PAIR or at - above[-1].at > _LONGEST:
        return None
    last = above[-1]
    gap = text[last.at + len(last.person.name) : at]
    if _LISTED.fullmatch(gap) is None or _SAID.search(gap) is not None:
        return None
    return last if _NUMBER.search(text, above[-_PAIR].at, last.at) is not None else None
