"""Candidate to element, atoms to class: the one table of grades (SPEC §2). Nothing later rewrites a grade.

The judge sees a candidate's text, what stands round it and what its column or key is called. It never looks
for a person: who an element belongs to is the business of pairing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from piiscan.config import ResidencyDefault
from piiscan.detectors import (
    account_labels,
    drivers_license,
    financial_account,
    labels,
    license_shapes,
    license_states,
    payment_card,
    ssn,
)
from piiscan.detectors.headers import VETO_KINDS
from piiscan.matcher import CARD, LICENSE, SSN_BARE, SSN_DELIMITED
from piiscan.model import Classification, Grade, Kind, Residency

BEFORE = 80  # characters of context that may hold the label of a number
AFTER = 24
_FEW_STATES = 3
_VETO_GAP = 30  # a name of another thing this near claims the number, unless another number stands between
_ANOTHER_NUMBER = re.compile(r"\d\d")
_ITS_OWN_NUMBER = re.compile(r"\W{0,3}[:=#\d]")  # behind a label: it speaks for what follows, not for what went before
_DIGIT_NEIGHBOUR_BEFORE = re.compile(r"\d[ .,]$")
_DIGIT_NEIGHBOUR_AFTER = re.compile(r"^[ .,]\d")
_INSIDE_A_NAME = re.compile(r"[A-Za-z]-$|://[^\s\"'<>]*$")  # of a thing: INV-4539-…, the path of an address

ACCOUNT, IBAN = 5, 6  # numbers of kinds of `piiscan.matcher`
_KINDS = {
    SSN_DELIMITED: Kind.SSN,
    SSN_BARE: Kind.SSN,
    CARD: Kind.PAYMENT_CARD,
    LICENSE: Kind.DRIVERS_LICENSE,
    ACCOUNT: Kind.FINANCIAL_ACCOUNT,
    IBAN: Kind.FINANCIAL_ACCOUNT,
}
_VALIDATE = {
    Kind.SSN: ssn.validate,
    Kind.PAYMENT_CARD: payment_card.validate,
    Kind.DRIVERS_LICENSE: drivers_license.validate,
    Kind.FINANCIAL_ACCOUNT: financial_account.validate,
}
_IS_TEST = {
    Kind.SSN: ssn.is_test_value,
    Kind.PAYMENT_CARD: payment_card.is_test_value,
    Kind.FINANCIAL_ACCOUNT: financial_account.is_test_value,
}


_VETO_KINDS = VETO_KINDS | {"account.review"}
_ACCOUNT_ROLES = frozenset({Kind.FINANCIAL_ACCOUNT.value, "account.review"})
_NO_ACCOUNT_ROLES = VETO_KINDS | {"ssn", "drivers_license", "payment_card", "zip", "birth", "state", "card.context"}


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
    state: str | None = None,
    near: str = "",
) -> Proof:
    """Judge one candidate of the matcher.

    `before` and `after` are the text round it, as far as a label may stand in it; `role` is the meaning of
    its column header or key, if it has one (`where` says which of the two); `state` issued the licence, if a
    column or key beside it says so; `near` is the text in which a routing number speaks for an account.
    """
    kind = _KINDS[candidate]
    value = _value(kind, raw)
    if value is None:
        return Proof(None, "", Grade.NONE, ("invalid",))
    if kind is Kind.FINANCIAL_ACCOUNT:
        return _prove_account(raw, value, before, after, role, where, near)
    if role is not None and role.kind in _VETO_KINDS:
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
        nearest, claimed, behind = _nearest_label(kind, before, after, bare=candidate == SSN_BARE)
        if claimed:
            return Proof(None, "", Grade.NONE, (f"label:{claimed}",))
        if nearest is None and candidate == SSN_BARE:
            return Proof(None, "", Grade.NONE, ("no-label",))
        if nearest is not None:
            label = nearest.grade
            evidence.append(f"label:{nearest.kind}")
        state = state or _state_beside(nearest, before, after, behind=behind)
    if kind is Kind.DRIVERS_LICENSE:
        return _license(value, raw, label, state, evidence)
    if kind is Kind.PAYMENT_CARD and _is_track(before, after):
        label = Grade.STRONG
        evidence.append("track")
    grade = _grade(candidate, raw, before, after, label)
    evidence.extend(rules(kind, value, raw))
    return Proof(kind, value, grade, tuple(evidence), is_test_value(kind, value))


def _value(kind: Kind, raw: str) -> str | None:
    """The canonical value; of a licence too short for most states as well, which only its state can tell."""
    if kind is Kind.DRIVERS_LICENSE and license_shapes.written(raw):
        return license_shapes.compact(raw)
    return _VALIDATE[kind](raw)


def _state_beside(near: labels.Label | None, before: str, after: str, *, behind: bool) -> str | None:
    if near is None or near.kind != Kind.DRIVERS_LICENSE.value:
        return None
    text, rest = (after, "") if behind else (before, after)
    return license_states.state_beside(text, near.start, near.end, number_before=behind, behind=rest)


def _license(value: str, raw: str, label: int, state: str | None, evidence: list[str]) -> Proof:
    """Judge a licence by its label and the state that is said to have issued it."""
    if not (license_shapes.tells(value) or license_shapes.may_be(value, state)):
        return Proof(None, "", Grade.NONE, ("invalid",))
    evidence += [f"state:{state}"] if state else []
    evidence += rules(Kind.DRIVERS_LICENSE, value, raw)
    return Proof(Kind.DRIVERS_LICENSE, value, license_grade(value, label, state), tuple(evidence))


def _prove_account(
    raw: str, value: str, before: str, after: str, role: labels.Role | None, where: str, near: str
) -> Proof:
    """Judge an account number: nothing but its label or its column says that it is one. An IBAN proves itself."""
    test = is_test_value(Kind.FINANCIAL_ACCOUNT, value)
    shape = rules(Kind.FINANCIAL_ACCOUNT, value, raw)
    if financial_account.iban(value):
        label = (f"{where}:{role.kind}",) if role is not None and role.kind == Kind.FINANCIAL_ACCOUNT else ()
        return Proof(Kind.FINANCIAL_ACCOUNT, value, Grade.STRONG, (*label, *shape), test)
    if account_labels.is_card(raw):
        return Proof(None, "", Grade.NONE, ("card",))
    if role is not None and role.kind in _ACCOUNT_ROLES:
        said = account_labels.Said(role.grade, role.kind != Kind.FINANCIAL_ACCOUNT)
    elif role is not None and role.kind in _NO_ACCOUNT_ROLES:
        other = "aba" if role.kind == "routing" and financial_account.aba(value) else f"{where}:{role.kind}"
        return Proof(None, "", Grade.NONE, (other,))
    else:
        said, where = account_labels.said_of(value, before, after), "label"
    if said.other or not said.label:
        return Proof(None, "", Grade.NONE, (said.other or "no-label",))
    routed = not said.policy and account_labels.has_routing(near, value)
    called = f"{where}:policy" if said.policy else f"{where}:{Kind.FINANCIAL_ACCOUNT.value}"
    evidence = (called, *(("routing-number",) if routed else ()), *shape)
    doubtful = account_labels.looks_like_another(raw)
    grade = account_grade(Grade.WEAK if said.policy or doubtful else said.label, routed=routed)
    return Proof(Kind.FINANCIAL_ACCOUNT, value, grade, evidence, test)


def account_grade(label: int, *, routed: bool) -> int:
    """The grade of an account number by its label: with a routing number, of a named type, of any other (SPEC §9)."""
    if routed:
        return Grade.STRONG
    return Grade.FAIR if label == Grade.STRONG else Grade.WEAK


def is_test_value(kind: Kind, value: str) -> bool:
    """Whether a number is one that was published as a sample."""
    test = _IS_TEST.get(kind)
    return test is not None and test(value)


def license_grade(value: str, label: int, state: str | None) -> int:
    """The grade of a licence by its label and the state named beside it (SPEC §7).

    Digits alone, or a letter and digits, are of some state whatever they are: only a label that no other kind of
    licence has, the state's own shape, or the long numbers with the name in them lift them.

    >>> license_grade("D1234562", 1, "CA"), license_grade("D1234562", 3, "FL"), license_grade("D1234562", 2, None)
    (3, 1, 2)
    """
    if not label:
        return Grade.WEAK
    if state is not None:
        return Grade.STRONG if state in license_shapes.states_of(value) else Grade.WEAK
    if label >= Grade.FAIR:
        return Grade.STRONG if drivers_license.is_massachusetts(value) else Grade.FAIR
    telling = not value.isdigit() and len(value) >= license_shapes.NAMED
    return Grade.FAIR if telling or drivers_license.is_massachusetts(value) else Grade.WEAK


def _nearest_label(kind: Kind, before: str, after: str, *, bare: bool) -> tuple[labels.Label | None, str, bool]:
    """The label that claims a number for its kind, or the kind of the label that claims it for another.

    The last item: whether it stands behind the number.

    A `bare` number has no shape of its own: its label must not already have a number.
    """
    wanted = {kind.value, "card.context"} if kind is Kind.PAYMENT_CARD else {kind.value}
    own: labels.Label | None = None
    for label in reversed(labels.find_labels(before)):
        gap = before[label.end :]
        if label.kind in wanted:
            own = label if not bare or not _ANOTHER_NUMBER.search(gap) else None
            break
        claims = label.veto or (bare and label.kind == "financial_account" and "\n" not in gap)
        claims = claims and len(gap) <= _VETO_GAP and not _ANOTHER_NUMBER.search(gap)
        if claims:
            return None, label.kind, False
    before_it = own is not None
    if own is None:
        behind = (label for label in labels.find_labels(after) if label.kind in wanted)
        own = next((label for label in behind if not _ITS_OWN_NUMBER.match(after, label.end)), None)
    return own, "", not before_it


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
    if kind is Kind.FINANCIAL_ACCOUNT:
        return ("check:mod-97", f"country:{value[:2]}") if financial_account.iban(value) else ("shape:account",)
    return _license_shape(value)


def _license_shape(value: str) -> tuple[str, ...]:
    """The states that have the shape of a licence, few enough to be told."""
    if drivers_license.is_massachusetts(value):
        return ("shape:ma-license",)
    if value.isdigit():
        return ("shape:nine-digits" if len(value) == len("123456789") else "shape:digits",)
    states = sorted(license_shapes.states_of(value))
    return tuple(f"shape:{state}" for state in states) if len(states) <= _FEW_STATES else ("shape:several",)


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
