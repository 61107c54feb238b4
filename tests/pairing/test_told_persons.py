"""Who is named in a line of their own in somebody else's form, and numbers that several of one role have."""

import pytest

A, B = "773-01-0001", "773-01-0002"
ACCOUNT = "43120773001"


def told(scan, text):
    return {
        element.value: (one.person.normal if one.person else None, "ambiguous-subject" in one.reasons)
        for one in scan(text).findings
        for element in one.elements
    }


def test_what_stands_below_a_beneficiary_may_be_of_the_member(scan):
    text = "Member name     Ann Lee\nPlan            A\nBeneficiary     {}\nPension paid to Salem Five, acct {}\n"
    found = told(scan, text.format(f"Tim Lee (spouse), SSN {A}", ACCOUNT))
    assert found["773010001"] == ("tim lee", False)
    assert found[ACCOUNT][1]


def test_what_stands_below_a_member_is_theirs(scan):
    found = told(scan, f"Beneficiary   Tim Lee\nPlan    A\nMember name   Ann Lee, SSN {A}\nacct {ACCOUNT}\n")
    assert found[ACCOUNT] == ("ann lee", False)


def test_two_borrowers_are_not_one_beneficiary(scan):
    wire = f"Beneficiary: Ann Lee\nBank: Cape Ann Savings   ABA: 011000015   Acct: {ACCOUNT}\n"
    found = told(scan, f"{wire}Borrower 1 SSN: {A}      Borrower 2 SSN: {B}\n")
    assert found == {ACCOUNT: ("ann lee", False), "773010001": ("ann lee", True), "773010002": ("ann lee", True)}


@pytest.mark.parametrize("label", ["Borrower SSN", "Borrower 1 SSN"])
def test_the_only_borrower_may_be(scan, label):
    assert told(scan, f"Beneficiary: Ann Lee\nBank: Salem Five\n{label}: {A}\n") == {"773010001": ("ann lee", False)}


def test_who_says_in_a_will_who_they_are_has_the_account_they_call_theirs(scan):
    bank = "Cape Ann Savings Bank, being savings account no."
    gift = f"I give my account at {bank} {ACCOUNT}, to my sister, BEA RAY, of Camden, Maine."
    text = f"I, ANN FENWICK LEE, of Lynn, Essex County, Massachusetts, declare this.\n\nFIRST: {gift}\n"
    assert told(scan, text)[ACCOUNT] == ("ann lee", False)
