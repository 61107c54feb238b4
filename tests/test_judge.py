"""The table of grades: what a candidate is by its shape and its labels, and what class its atoms make."""

import pytest

from piiscan import judge
from piiscan.config import Config
from piiscan.detectors.labels import column_role
from piiscan.judge import Atoms, classify
from piiscan.matcher import CARD, LICENSE, SSN_BARE, SSN_DELIMITED
from piiscan.model import Residency

SSN, BARE, PAN, DL = "773-01-0001", "773010001", "4539578763621486", "S12345678"


def grade(candidate, raw, before="", after="", header=None):
    """The grade of a candidate, 0 if it is something else."""
    role = column_role(header) if header else None
    proof = judge.prove(candidate, raw, before, after, role=role)
    assert (proof.kind is None) == (proof.grade == 0)
    return proof.grade


@pytest.mark.parametrize(
    ("candidate", "raw", "before", "after", "wanted"),
    [
        (SSN_DELIMITED, SSN, "SSN: ", "", 3),
        (SSN_DELIMITED, SSN, "Social Security\n", "", 3),
        (SSN_DELIMITED, SSN, "", " (SSN)", 3),
        (SSN_DELIMITED, SSN, "see ", "", 2),
        (SSN_DELIMITED, "773 01 0001", "see ", " there", 2),
        (SSN_DELIMITED, "773 01 0001", "12 ", " 99", 1),
        (SSN_DELIMITED, "773.01.0001", "at ", "", 1),
        (SSN_DELIMITED, "773.01.0001", "SSN ", "", 3),
        (SSN_DELIMITED, "666-01-0001", "SSN ", "", 0),
        (SSN_BARE, BARE, "SSN: ", "", 3),
        (SSN_BARE, BARE, "see ", "", 0),
        (SSN_BARE, BARE, "see ", " SSN 773-01-0002", 0),
        (SSN_BARE, BARE, "see ", " SSN: 773-01-00", 0),
        (SSN_BARE, BARE, "see ", " (SSN)", 3),
        (CARD, PAN, "", "", 1),
        (CARD, "4539 5787 6362 1486", "", "", 2),
        (CARD, "4539 1901 8192 4540", "", "", 1),  # 4539 and 4540: a table of something
        (CARD, "4539 1901 8192 4540", "Visa ", "", 3),
        (CARD, "4539-1901-8192-4540", "", "", 2),
        (CARD, PAN, "Visa ", "", 3),
        (CARD, PAN, "%B", "^LEE/ANN^", 3),
        (CARD, PAN, ";", "=2512", 3),
        (LICENSE, DL, "", "", 1),
        (LICENSE, DL, "Driver's License No. ", "", 3),
    ],
)
def test_shapes_and_labels(candidate, raw, before, after, wanted):
    assert grade(candidate, raw, before, after) == wanted


@pytest.mark.parametrize("before", ["INV-", "https://a.example/x/7/", "(ftp://a.example/mwr/mwr-", "see x-"])
def test_a_piece_of_a_name_or_address_is_weak_without_a_label(before):
    assert grade(SSN_DELIMITED, SSN, before) == 1
    assert grade(CARD, "4539-5787-6362-1486", before) == 1
    assert grade(SSN_DELIMITED, SSN, f"SSN {before}") == 3
    assert grade(SSN_DELIMITED, SSN, f"{before}7 ") == 2


@pytest.mark.parametrize(
    "before", ["https://a.example/?ssn=", "SSN-", "Ann Lee - ", "Ann Lee/", "<https://a.example> "]
)
def test_a_label_or_a_blank_is_no_such_name(before):
    assert grade(SSN_DELIMITED, SSN, before) >= 2


@pytest.mark.parametrize("label", ["Order Number ", "EIN: ", "Invoice #", "phone "])
def test_a_name_of_another_thing_claims_the_number(label):
    assert grade(SSN_DELIMITED, SSN, label) == 0


def test_a_claim_ends_at_another_number_and_with_distance():
    assert grade(SSN_DELIMITED, SSN, "Order Number ") == 0
    assert grade(SSN_DELIMITED, SSN, "Order Number 7781, ") == 2
    assert grade(SSN_DELIMITED, SSN, "Order Number, and what she also had with her then was ") == 2
    assert grade(SSN_DELIMITED, SSN, "SSN, not the Order Number 7781: ") == 3
    assert grade(SSN_DELIMITED, SSN, "Order Number, not SSN: ") == 3


@pytest.mark.parametrize(
    ("candidate", "raw", "header", "wanted"),
    [
        (SSN_DELIMITED, SSN, "SSN", 3),
        (SSN_BARE, BARE, "social_security_number", 3),
        (SSN_BARE, BARE, "order number", 0),
        (SSN_DELIMITED, SSN, "order number", 0),
        (SSN_DELIMITED, SSN, "ID", 2),
        (SSN_DELIMITED, "773 01 0001", "ID", 0),
        (SSN_BARE, BARE, "ID", 0),
        (SSN_DELIMITED, SSN, "notes", 2),
    ],
)
def test_headers(candidate, raw, header, wanted):
    assert grade(candidate, raw, header=header) == wanted


def test_the_evidence_says_why_and_not_what():
    proof = judge.prove(SSN_DELIMITED, SSN, "SSN: ", "")
    assert proof.evidence == ("label:ssn", "rule:ssn-area", "shape:delimited")
    assert proof.value == "773010001"
    assert judge.prove(CARD, "4242424242424242", "", "").test_value
    assert not any(char.isdigit() for char in "".join(proof.evidence))


GOOD = Atoms(3, 3, 3, 0, Residency.UNKNOWN)


@pytest.mark.parametrize(
    ("atoms", "options", "wanted"),
    [
        (GOOD, {}, ("personal_information", "unknown")),
        (GOOD._replace(residency=Residency.MASSACHUSETTS), {}, ("personal_information", "massachusetts")),
        (GOOD._replace(residency=Residency.ELSEWHERE), {}, ("non_resident", "elsewhere")),
        (GOOD._replace(element=2, name=2, pair=2), {}, ("personal_information", "unknown")),
        (GOOD._replace(element=1), {}, ("review", "unknown")),
        (GOOD._replace(name=1), {}, ("review", "unknown")),
        (GOOD._replace(pair=1), {}, ("review", "unknown")),
        (GOOD._replace(mixed=True), {}, ("review", "unknown")),
        (GOOD._replace(name=0), {}, ("element_only", "unknown")),
        (GOOD._replace(name=0, element=1), {}, (None, "unknown")),
        (GOOD, {"test_value": True}, ("test_value", "unknown")),
        (GOOD, {"review": ("ambiguous-subject",)}, ("review", "unknown")),
        (GOOD, {"default": "resident"}, ("personal_information", "massachusetts")),
        (GOOD, {"default": "nonresident"}, ("non_resident", "elsewhere")),
        (GOOD._replace(residency=Residency.ELSEWHERE), {"default": "resident"}, ("non_resident", "elsewhere")),
        (GOOD._replace(mixed=True), {"default": "resident"}, ("review", "unknown")),
    ],
)
def test_classes(atoms, options, wanted):
    options = {"test_value": False, "review": (), "default": Config().residency_default} | options
    verdict = classify(atoms, **options)
    assert (verdict.classification and verdict.classification.value, verdict.residency.value) == wanted


def test_every_doubt_is_said():
    atoms = Atoms(1, 1, 1, 0, Residency.UNKNOWN)
    verdict = classify(atoms, test_value=False, review=("ambiguous-subject",), default="resident")
    assert verdict.reasons == (
        "ambiguous-subject", "residency:operator-declared", "weak-element", "weak-name", "weak-pair",
    )  # fmt: skip
