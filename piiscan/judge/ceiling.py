"""A Social Security number without a label that was not issued when its person was born (SPEC §6).

Rule: one grade less, never nothing; and never where a label, header or key says what it is.
"""

from __future__ import annotations

from piiscan.detectors import labels, ssn_ceiling
from piiscan.judge.reasons import Proof
from piiscan.later import later
from piiscan.model import Grade, Kind

ABOVE = "ssn:above-2011-ceiling"
_SAYS = ("label:", "column:", "key:")
_BETWEEN = later(r"\W{0,4}(?:(?:is|on|was)\W{1,2})?")


def lower(proof: Proof) -> Proof:
    """The proof of a number beside a date of birth before the groups were issued at random."""
    if proof.kind is not Kind.SSN or ABOVE in proof.evidence or any(one.startswith(_SAYS) for one in proof.evidence):
        return proof
    if not ssn_ceiling.above(proof.value):
        return proof
    return proof._replace(grade=max(proof.grade - 1, Grade.WEAK), evidence=(*proof.evidence, ABOVE))


def says_birth(text: str) -> bool:
    """Whether a text has a label of a birth date and such a date behind it.

    >>> says_birth("Ann Lee, DOB: 3/4/1985"), says_birth("born 2015-01-02"), says_birth("since 3/4/1985")
    (True, False, False)
    """
    for label in labels.find_labels(text):
        if label.kind == "birth":
            between = _BETWEEN.match(text, label.end)
            if between and ssn_ceiling.is_birth_before(text[between.end() :]):
                return True
    return False
