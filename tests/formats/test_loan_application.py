"""Applications for a mortgage in records: whose a number, a home and an account is, and what is no such file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from piiscan.formats.identify import identify

sys.path.append(str(Path(__file__).parents[1] / "planted"))
from planted_filings import applicant, application, asset_of, debt_of, home_of, record

A, B = "010-94-0001", "010-94-0002"
SIZE = 250


def file_of(*fields, end="\r\n"):
    return "".join(record(SIZE, one).rstrip() + end for one in application(*fields))


def found(scanned):
    return [
        (one.classification.value, one.residency.value, one.person.normal if one.person else None, element.value)
        for one in scanned.findings
        for element in one.elements
    ]


PI, REVIEW, MA, UNKNOWN = "personal_information", "review", "massachusetts", "unknown"
TWO = (applicant(A, "Ann Lee"), applicant(B, "Bob Ray", joint=True))


def test_accounts_and_homes_are_of_whose_number_their_records_have(scan):
    records = (*TWO, home_of(B), asset_of(B, "3344556677"), asset_of(A, "7712903345"), debt_of(A, "9360500931597"))
    assert found(scan(file_of(*records), "1003.fnm")) == [
        (PI, UNKNOWN, "ann lee", "010940001"),
        (PI, MA, "bob ray", "010940002"),
        (PI, MA, "bob ray", "3344556677"),
        (PI, UNKNOWN, "ann lee", "7712903345"),
        (REVIEW, UNKNOWN, "ann lee", "9360500931597"),  # a loan may give access to money, or not
    ]


def test_where_somebody_lived_before_says_nothing(scan):
    records = (applicant(A, "Ann Lee"), {**home_of(A, "F4"), 65: "NASHUA", 100: "NH03060"}, home_of(A))
    assert found(scan(file_of(*records), "1003.fnm")) == [(PI, MA, "ann lee", "010940001")]


def test_the_next_application_has_applicants_of_its_own(scan):
    text = file_of(applicant(A, "Ann Lee")) + file_of(applicant(A, "Bob Ray"), asset_of(A, "3344556677"))
    assert [one[2:] for one in found(scan(text, "batch.fnm"))] == [
        ("ann lee", "010940001"),
        ("bob ray", "010940001"),
        ("bob ray", "3344556677"),
    ]


def test_an_account_of_nobody_named_is_of_nobody(scan):
    assert found(scan(file_of(asset_of(A, "3344556677")), "1003.fnm")) == [
        ("element_only", UNKNOWN, None, "3344556677")
    ]


def test_the_format_is_told_by_its_beginning(tmp_path):
    path = tmp_path / "1003"
    path.write_text(file_of(*TWO), encoding="ascii")
    assert identify(path.read_bytes(), path.name).name == "loan-application"


@pytest.mark.parametrize("text", ["EH \nhello\n", "EH well, a letter\nDear Ann\n"])
def test_other_texts_that_begin_so(text):
    assert identify(text.encode(), "a.txt").name == "text"
