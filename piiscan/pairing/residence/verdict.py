"""What the evidence of one record comes to: whether its person lives in Massachusetts, or elsewhere (SPEC §4)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from piiscan.model import Grade, Residency
from piiscan.pairing.tables.residency_cells import Evidence

_FORM = "ma-form"
"""A paper of the Commonwealth, or taxes withheld there: who lives elsewhere has such, and an address says more."""


class Verdict(NamedTuple):
    """What the evidence of one record comes to. `mixed`: it speaks for both, and a person must look."""

    residency: Residency
    grade: int
    reasons: tuple[str, ...]
    mixed: bool


def combine(evidence: Iterable[Evidence]) -> Verdict:
    """Weigh the evidence of one record (SPEC §4). Weak items are kept as reasons and decide nothing.

    >>> combine([Evidence(3, False, "ma-zip", 0, 5), Evidence(1, True, "other-state", 9, 11)]).residency.value
    'massachusetts'
    """
    said: dict[str, None] = {}
    inside = outside = homes = Grade.NONE
    for item in evidence:
        said[item.reason] = None
        if item.negative:
            outside = max(outside, item.grade)
        else:
            inside = max(inside, item.grade)
            homes = max(homes, item.grade if item.reason != _FORM else Grade.NONE)
    reasons = tuple(said)
    if homes >= Grade.FAIR and outside >= Grade.FAIR:
        return Verdict(Residency.UNKNOWN, Grade.WEAK, reasons, mixed=True)
    if inside >= Grade.FAIR > outside:
        return Verdict(Residency.MASSACHUSETTS, inside, reasons, mixed=False)
    if outside >= Grade.FAIR:
        return Verdict(Residency.ELSEWHERE, outside, reasons, mixed=False)
    return Verdict(Residency.UNKNOWN, inside, reasons, mixed=False)


def apart(found: list[Evidence], others: list[Evidence]) -> list[Evidence]:
    """Those of other items that begin inside of none of those found."""
    if not found or not others:
        return others
    taken = sorted((item.start, item.end) for item in found)
    starts, reached = [start for start, _ in taken], list(accumulate((end for _, end in taken), max))
    before = [bisect_right(starts, item.start) for item in others]
    return [item for item, at in zip(others, before, strict=True) if not at or reached[at - 1] <= item.start]
