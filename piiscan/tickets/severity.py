"""How urgent a case is: how open it lies, times how many persons, with the factors said (SPEC §12).

Rule: never by the kind of number alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from piiscan.tickets.case import Case

SEVERITIES = ("low", "medium", "high", "critical")
DUE: Mapping[str, int] = {"critical": 7, "high": 14, "medium": 30, "low": 90}  # days after the scan
_LEVELS = {
    "narrow": (1, "its owner and a small group may read it"),
    "some": (2, "more may get at it than its owner and a small group"),
    "wide": (3, "everybody near it may get at it"),
    "unknown": (2, "who may read it is not known"),
}
_SEEN = 3  # facts told
_MANY = (10, 1000)  # persons from which on there is a point more
_BY_POINTS = {1: 0, 2: 1, 3: 2, 4: 2, 6: 3, 9: 3}


class Severity(NamedTuple):
    """A word of `SEVERITIES`, and what it was made of."""

    word: str
    factors: tuple[str, ...]


def severity(case: Case) -> Severity:
    """Points for how open it lies (1 to 3) times points for persons (1 to 3); a step less where no finding counts."""
    open_, said = _LEVELS[case.level]
    persons = case.persons.get("massachusetts", 0) + case.persons.get("unknown", 0)
    many = 1 + sum(persons >= step for step in _MANY)
    rank = _BY_POINTS[open_ * many]
    seen = "; ".join(case.why[:_SEEN])
    factors = [
        f"exposure {open_} of 3: {said}{f' ({seen})' if seen else ''}",
        f"persons {many} of 3: {persons:,} of Massachusetts or not known",
    ]
    if not case.personal:
        rank = max(0, rank - 1)
        factors.append("a step less: nothing that counts by 17.02 for sure")
    return Severity(SEVERITIES[rank], tuple(factors))
