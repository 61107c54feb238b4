"""What the lines round a number say of where its person lives; not where somebody else has an office (SPEC §4)."""

from __future__ import annotations

import re
from itertools import pairwise
from operator import attrgetter

from piiscan.later import later
from piiscan.pairing.prose.lines import Line
from piiscan.pairing.residence.evidence import Evidence, is_issuer
from piiscan.pairing.residence.offices import ABOVE, is_office
from piiscan.pairing.tables.residency_cells import answer_evidence

_START = attrgetter("start")
_PLACE = later(  # labels of a form for parts of an address, behind bullets and the numbers of fields
    r"\W{0,4}(?:\d{1,2}[.)][ ])?(?:(?:home|mailing|street|residen(?:ce|tial)|current|permanent|legal)[ ])?"
    r"(?:address|street|city|town|state|zip|postal)\b",
    re.IGNORECASE,
)


def places_above(block: list[Line], where: Line) -> list[Line]:
    """The lines of a form above the one that names its person, which by their labels are of an address: that person's.

    Where somebody else is named further up they may be of that one.
    """
    above = [one for one in block if one.start < where.start]
    if any(one.mentions for one in above):
        return []
    return [one for one in above if _PLACE.match(one.text) is not None]


def residence(lines: list[Line], named: tuple[Line, int]) -> list[Evidence]:
    """What some lines say of the residency of a person who is named at a place of a line; each line once."""
    once = sorted({line.start: line for line in lines}.values(), key=_START)
    if len(once) == 1:
        return [one for one in once[0].residence if not is_office(one, once[0], [], named)]
    pairs = list(pairwise(line for line in once if not line.blank))
    issuers = {line.start for above, line in pairs if line.residence and is_issuer(above.text, line.text)}
    found: list[Evidence] = []
    for index, line in enumerate(once):
        above = once[max(0, index - ABOVE) : index][::-1] if line.residence else []
        found += [
            one
            for one in line.residence
            if not ((one.negative and line.start in issuers) or is_office(one, line, above, named))
        ]
    return found + [
        said for over, line in pairs if not line.residence and (said := answer_evidence(over.text, line.text))
    ]
