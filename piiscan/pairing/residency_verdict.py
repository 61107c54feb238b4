"""What the evidence of one record comes to: whether its person lives in Massachusetts, or elsewhere (SPEC §4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from piiscan.model import Grade, Residency
from piiscan.pairing.residency_cells import Evidence


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
    inside = outside = Grade.NONE
    for item in evidence:
        said[item.reason] = None
        if item.negative:
            outside = max(outside, item.grade)
        else:
            inside = max(inside, item.grade)
    reasons = tuple(said)
    if inside >= Grade.FAIR and outside >= Grade.FAIR:
        return Verdict(Residency.UNKNOWN, Grade.WEAK, reasons, mixed=True)
    if inside >= Grade.FAIR:
        return Verdict(Residency.MASSACHUSETTS, inside, reasons, mixed=False)
    if outside >= Grade.FAIR:
        return Verdict(Residency.ELSEWHERE, outside, reasons, mixed=False)
    return Verdict(Residency.UNKNOWN, inside, reasons, mixed=False)
