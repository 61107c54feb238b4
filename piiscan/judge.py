"""Candidate to element, atoms to class: the one table of grades (SPEC §2). Nothing later rewrites a grade.

The judge sees a candidate's text, what stands round it and what its column or key is called. It never looks
for a person: who an element belongs to is the business of pairing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from piiscan.config import ResidencyDefault
from piiscan.detectors import drivers_license, labels, payment_card, ssn
from piiscan.matcher import CARD, LICENSE, SSN_BARE, SSN_DELIMITED
from piiscan.model import Classification, Grade, Kind, Residency

BEFORE = 80  # characters of context that may hold the label of a number
AFTER = 24
_VETO_GAP = 30  # a name of another thing this near claims the number, unless another number stands between
_ANOTHER_NUMBER = re.compile(r"\d\d")
_ITS_OWN_NUMBER = re.compile(r"\W{0,3}[:=#\d]")  # behind a label: it speaks for what follows, not for what went before
_DIGIT_NEIGHBOUR_BEFORE = re.compile(r"\d[ .,]$")
_DIGIT_NEIGHBOUR_AFTER = re.compile(r"^[ .,]\d")
_INSIDE_A_NAME = re.compile(r"[A-Za-z]-$|://[^\s\"'<>]*$")  # of a thing: INV-4539-…, the path of an address

_KINDS = {
    SSN_DELIMITED: Kind.SSN,
    SSN_BARE: Kind.SSN,
    CARD: Kind.PAYMENT_CARD,
    LICENSE: Kind.DRIVERS_LICENSE,
}
_VALIDATE = {
    Kind.SSN: ssn.validate,
    Kind.PAYMENT_CARD: payment_card.validate,
    Kind.DRIVERS_LICENSE: drivers_license.validate,
}
_IS_TEST = {Kind.SSN: ssn.is_test_value, Kind.PAYMENT_CARD: payment_card.is_test_value}


class Proof(NamedTuple):
    """What became of a candidate. `kind` None: it is something else, and `evidence` says what."""

    kind: Kind | None
    value: str
    grade: int
    evidence: tuple[str, ...]
    test_value: bool = False


class Verdict(NamedTuple):
    """The class of a finding. `classification` None: weak, counted but not listed."""

    classification: Classification | None
    residency: Residency
    reasons: tuple[str, ...]


class Atoms(NamedTuple):
    """The grades of the four atoms of a finding, and what is known of the residency."""

    element: int
    name: int
    pair: int
    residence: int
    residency: Residency
    mixed: bool = False


def prove(
    candidate: int,
    raw: str,
    before: str,
    after: str,
    *,
    role: labels.Role | None = None,
    where: str = "column",
) -> Proof:
    """Judge one candidate of the matcher.

    `before` and `after` are the text round it, as far as a label may stand in it; `role` is the meaning of
    its column header or key, if it has one (`where` says which of the two).
    """
    kind = _KINDS[candidate]
    value = _VALIDATE[kind](raw)
    if value is None:
        return Proof(None, "", Grade.NONE, ("invalid",))
    if role is not None and role.kind in {"other", "name.veto"}:
        # "ID" and "Number" are names for anything: what has the very shape of an SSN stays one.
        if role.grade > Grade.WEAK or candidate != SSN_DELIMITED or raw[3] in " .":
            return Proof(None, "", Grade.NONE, (f"{where}:{role.kind}",))
        role = None
    label = Grade.NONE
    evidence: list[str] = []
    if role is not None and role.kind == kind.value:
        label = role.grade
        evidence.append(f"{where}:{kind.value}")
    else:
        near, claimed = _nearest_label(kind, before, after, bare=candidate == SSN_BARE)
        if claimed:
            return Proof(None, "", Grade.NONE, (f"label:{claimed}",))
        if near is None and candidate == SSN_BARE:
            return Proof(None, "", Grade.NONE, ("no-label",))
        if near is not None:
            label = near.grade
            evidence.append(f"label:{near.kind}")
    if kind is Kind.PAYMENT_CARD and _is_track(before, after):
        label = Grade.STRONG
        evidence.append("track")
    grade = _grade(candidate, raw, before, after, label)
    evidence.extend(rules(kind, value, raw))
    return Proof(kind, value, grade, tuple(evidence), is_test_value(kind, value))


def is_test_value(kind: Kind, value: str) -> bool:
    """Whether a number is one that was published as a sample."""
    test = _IS_TEST.get(kind)
    return test is not None and test(value)


def _nearest_label(kind: Kind, before: str, after: str, *, bare: bool) -> tuple[labels.Label | None, str]:
    """The label that claims a number for its kind, or the kind of the label that claims it for another.

    A `bare` number has no shape of its own: its label must not already have a number.
    """
    wanted = {kind.value, "card.context"} if kind is Kind.PAYMENT_CARD else {kind.value}
    own: labels.Label | None = None
    for label in reversed(labels.find_labels(before)):
        gap = before[label.end :]
        if label.kind in wanted:
            own = label if not bare or not _ANOTHER_NUMBER.search(gap) else None
            break
        claims = label.veto and len(gap) <= _VETO_GAP and not _ANOTHER_NUMBER.search(gap)
        if claims:
            return None, label.kind
    if own is None:
        behind = (label for label in labels.find_labels(after) if label.kind in wanted)
        own = next((label for label in behind if not _ITS_OWN_NUMBER.match(after, label.end)), None)
    return own, ""


def _is_track(before: str, after: str) -> bool:
    """Whether a card number stands in magnetic stripe data (ISO/IEC 7813): %B number ^, or ; number =."""
    return (before[-2:].upper() == "%B" and after[:1] == "^") or (before[-1:] == ";" and after[:1] == "=")


def _grade(candidate: int, raw: str, before: str, after: str, label: int) -> int:
    """The grade of an element (SPEC §2, §6 to §8) by its shape and the grade of its label."""
    if label >= Grade.FAIR:
        return Grade.STRONG
    if not label and _INSIDE_A_NAME.search(before):
        return Grade.WEAK
    if candidate == SSN_DELIMITED:
        if label or raw[3] not in " .":
            return Grade.FAIR
        # Three numbers in a row of numbers have this shape by chance; so has a version with dots.
        alone = not (_DIGIT_NEIGHBOUR_BEFORE.search(before) or _DIGIT_NEIGHBOUR_AFTER.match(after))
        return Grade.FAIR if raw[3] == " " and alone else Grade.WEAK
    if candidate == CARD:
        return Grade.FAIR if label or not (raw.isdigit() or _counts(raw)) else Grade.WEAK
    if candidate == LICENSE:
        return Grade.FAIR if label and not raw.isdigit() else Grade.WEAK
    return Grade.WEAK  # bare nine digits beside a weak label


def _counts(raw: str) -> bool:
    """Whether two of the groups in a card number are equal or follow each other.

    Tables of indices, sizes and code points are like that; of card numbers, one in five hundred.
    """
    groups = sorted(raw.split(" "))
    fours = len(groups) == 4 and all(len(group) == 4 for group in groups)
    return fours and any(int(last) - int(first) <= 1 for first, last in pairwise(groups))


def rules(kind: Kind, value: str, raw: str) -> tuple[str, ...]:
    """The reason codes of what a proved number passed, and of its shape."""
    if kind is Kind.SSN:
        return ("rule:ssn-area", "shape:bare" if raw.isdigit() else "shape:delimited")
    if kind is Kind.PAYMENT_CARD:
        return (
            "check:luhn",
            f"network:{payment_card.network(value)}",
            "shape:bare" if raw.isdigit() else "shape:grouped",
        )
    return ("shape:ma-license",) if not value.isdigit() else ("shape:nine-digits",)


def classify(atoms: Atoms, *, test_value: bool, review: tuple[str, ...], default: ResidencyDefault) -> Verdict:
    """The class of a finding by its atoms (SPEC §2, the decision).

    >>> atoms = Atoms(3, 3, 3, 0, Residency.UNKNOWN)
    >>> classify(atoms, test_value=False, review=(), default="unknown").classification.value
    'personal_information'
    >>> classify(atoms._replace(name=0), test_value=False, review=(), default="unknown").classification.value
    'element_only'
    """
    residency, reasons = atoms.residency, review
    if residency is Residency.UNKNOWN and not atoms.mixed:
        declared = {"resident": Residency.MASSACHUSETTS, "nonresident": Residency.ELSEWHERE}.get(default)
        if declared is not None:
            residency, reasons = declared, (*reasons, "residency:operator-declared")
    if test_value:
        return Verdict(Classification.TEST_VALUE, residency, (*reasons, "published-test-number"))
    if not atoms.name:
        if atoms.element >= Grade.FAIR:
            return Verdict(Classification.ELEMENT_ONLY, residency, (*reasons, "no-person"))
        return Verdict(None, residency, reasons)
    weak = tuple(f"weak-{atom}" for atom in ("element", "name", "pair") if getattr(atoms, atom) < Grade.FAIR)
    if atoms.mixed:
        return Verdict(Classification.REVIEW, Residency.UNKNOWN, (*reasons, *weak, "mixed-residency"))
    if weak or review:
        return Verdict(Classification.REVIEW, residency, (*reasons, *weak))
    if residency is Residency.ELSEWHERE:
        return Verdict(Classification.NON_RESIDENT, residency, reasons)
    return Verdict(Classification.PERSONAL_INFORMATION, residency, reasons)
