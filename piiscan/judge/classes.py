"""Atoms to class: the decision of SPEC §2, in one place."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.config import ResidencyDefault
from piiscan.judge.reasons import PUBLISHED, UNLABELLED
from piiscan.model import Classification, Grade, Residency


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
        return Verdict(Classification.TEST_VALUE, residency, (*reasons, PUBLISHED))
    if not atoms.name:
        return _of_nobody(atoms, residency, review, reasons)
    weak = tuple(f"weak-{atom}" for atom in ("element", "name", "pair") if getattr(atoms, atom) < Grade.FAIR)
    if atoms.mixed:
        return Verdict(Classification.REVIEW, Residency.UNKNOWN, (*reasons, *weak, "mixed-residency"))
    if weak or review:
        return Verdict(Classification.REVIEW, residency, (*reasons, *weak))
    if residency is Residency.ELSEWHERE:
        return Verdict(Classification.NON_RESIDENT, residency, reasons)
    return Verdict(Classification.PERSONAL_INFORMATION, residency, reasons)


def _of_nobody(atoms: Atoms, residency: Residency, review: tuple[str, ...], reasons: tuple[str, ...]) -> Verdict:
    """The class of a number that nobody is named with."""
    fair = atoms.element >= Grade.FAIR
    if fair and any(reason.startswith("joinable:") for reason in review):
        return Verdict(Classification.REVIEW, residency, (*reasons, "no-person"))
    if UNLABELLED in review and residency is Residency.MASSACHUSETTS and atoms.residence >= Grade.FAIR:
        return Verdict(Classification.REVIEW, residency, (*reasons, "no-person"))  # beside an address here: SPEC §7
    if fair:
        return Verdict(Classification.ELEMENT_ONLY, residency, (*reasons, "no-person"))
    return Verdict(None, residency, reasons)
