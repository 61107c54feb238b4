"""What is not an element, though it looked like one: counted always, listed only where the operator asks.

Look-alikes are numbers that are something else (an ITIN, an order number by its label); of masked ones a part is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from piiscan import judge
from piiscan.detectors import ssn
from piiscan.matcher import (
    ANSWER,
    ASIDE,
    CELL,
    KIND_OF,
    MASKED_CARD,
    MASKED_SSN,
    MISREAD,
    NOT_SSN,
    PIECES,
    PURSE,
    SSN_BARE,
    SSN_CLAIM,
    SSN_DELIMITED,
    Hits,
)
from piiscan.matcher.reference import digits_of
from piiscan.model import Classification, Element, Grade, Location, Segment
from piiscan.pairing.prose.blocks import Hit, hits_of
from piiscan.pairing.prose.lines import decode
from piiscan.pairing.unit import Tally, Unit

Kinds = NDArray[np.bool_]
"""Whether a hit of a kind is meant, by its number."""


def of_kinds(*kinds: int) -> Kinds:
    """Some kinds of hits."""
    return np.isin(np.arange(256), kinds)


_ASIDE = of_kinds(*ASIDE)
_PLAIN_SSN = of_kinds(SSN_DELIMITED, SSN_BARE)
_MASKED = of_kinds(MASKED_SSN, MASKED_CARD)
OF_PROSE = of_kinds(CELL, PURSE, *PIECES)
"""Hits that running text alone has,"""
OF_PROSE_ALONE = of_kinds(CELL, *(PIECES - MISREAD))
"""but for those with letters for digits and for wallets, which objects have as well,"""
NOT_OF_OBJECTS = of_kinds(*(PIECES - MISREAD))
"""and for what may be the value of a statement, which stands in few of them,"""
OF_OBJECTS = of_kinds(ANSWER)
"""that objects alone have,"""
NOT_OF_TABLES: Kinds = _ASIDE | OF_PROSE | OF_OBJECTS
"""and that are no elements of a table."""


def set_aside(
    tally: Tally,
    hit: Hit,
    raw: str,
    reason: str,
    place: Callable[[], Location] | None,
    classification: Classification = Classification.LOOKALIKE,
) -> Iterator[Unit]:
    """Count what is something else by a reason; give a unit of it where that is wanted and `place` is known."""
    kind = KIND_OF[hit[0]]
    other = classification is Classification.LOOKALIKE
    tally.count(classification.value, reason if other else kind.value)
    if place is not None and classification.value in tally.also:
        element = Element(kind, raw, hit[1], hit[2], Grade.NONE, (reason,))
        yield Unit(None, [element], [place()], aside=classification)


def masked_apart(hits: Hits) -> tuple[Hits | None, Hits]:
    """The masked hits, None if there are none, and the others."""
    masked = _MASKED.take(hits.kind)
    if not masked.any():
        return None, hits
    return some(hits, masked), some(hits, ~masked)


def some(hits: Hits, which: NDArray[np.bool_]) -> Hits:
    """Some of the hits."""
    return Hits(hits.kind[which], hits.start[which], hits.end[which])


def without(hits: Hits, kinds: Kinds) -> Hits:
    """The hits less those of some kinds."""
    these = kinds.take(hits.kind)
    return some(hits, ~these) if these.any() else hits


def once(hits: Hits) -> Hits:
    """The hits less those of an SSN by itself that has the letters of a Medicare claim number behind it ("-A")."""
    if not (hits.kind == SSN_CLAIM).any():
        return hits
    twice = np.isin(hits.start, hits.start[hits.kind == SSN_CLAIM]) & _PLAIN_SSN.take(hits.kind)
    return some(hits, ~twice)


def without_asides(segment: Segment, hits: Hits, tally: Tally, *, listing: bool) -> tuple[Hits, list[Unit]]:
    """The hits that may be elements, and units of the others if these are listed."""
    aside = _ASIDE.take(hits.kind)
    if not aside.any():
        return hits, []
    units: list[Unit] = []
    told = aside
    if Classification.MASKED.value not in tally.also:
        masked = _MASKED.take(hits.kind)
        told = aside & ~masked
        for code, number in enumerate(np.bincount(hits.kind[masked]).tolist()):
            if number:
                tally.count(Classification.MASKED.value, KIND_OF[code].value, number)
    for hit in hits_of(some(hits, told)):
        data = bytes(segment.data[hit[1] : hit[2]])
        place = (lambda start=hit[1]: segment.locate(start)) if listing else None
        if hit[0] == NOT_SSN and ssn.is_test_value(digits := digits_of(data)):
            reason, classification = judge.PUBLISHED, Classification.TEST_VALUE
        elif hit[0] == NOT_SSN:
            reason, classification = ssn.is_other(digits) or "not-issued", Classification.LOOKALIKE
        else:
            reason, classification = "masked", Classification.MASKED
        units.extend(set_aside(tally, hit, decode(data), reason, place, classification))
    return some(hits, ~aside), units
