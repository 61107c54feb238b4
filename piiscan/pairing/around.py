"""What the lines round a number say of where its person lives; not where somebody else has an office (SPEC §4)."""

from __future__ import annotations

from itertools import pairwise

from piiscan.pairing.lines import Line
from piiscan.pairing.residency import Evidence, is_issuer
from piiscan.pairing.residency_cells import answer_evidence


def residence(lines: list[Line]) -> list[Evidence]:
    """What some lines say of the residency, each line once."""
    once = sorted({line.start: line for line in lines}.values(), key=lambda line: line.start)
    pairs = list(pairwise(line for line in once if not line.blank))
    issuers = {line.start for above, line in pairs if line.residence and is_issuer(above.text, line.text)}
    found = [one for line in once for one in line.residence if not (one.negative and line.start in issuers)]
    return found + [
        said for above, line in pairs if not line.residence and (said := answer_evidence(above.text, line.text))
    ]
