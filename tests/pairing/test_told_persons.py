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


def test_who_states_all_of_a_paragraph_has_the_number_of_a_sentence_that_names_nobody(scan):
    states = "I, Ann Lee, residing at 17 Cypress Street, Brookline, MA, appoint Bob Ray as my agent. Alternate: Dr. Eva Cole."
    found = told(scan, f"{states} Identification shown: MA license S20304050.\n")
    assert found["S20304050"] == ("ann lee", False)
    found = told(scan, f"{states} Her license is S20304050.\n")
    assert found["S20304050"] != ("ann lee", False)


def test_what_a_sentence_says_of_a_license_that_the_one_before_calls_mine(scan):
    text = "I lost my license on the Orange Line. Its number was S20304050.\n\nAnn Lee\n4 Fort Hill Terrace\nLynn, MA 01902\n"
    (found,) = scan(text).findings
    assert (found.person.normal, found.classification.value) == ("ann lee", "personal_information")


def test_whom_a_line_calls_by_title_and_surname_may_be_named_below(scan):
    text = (
        "1. Admitted that Ms. Lee holds Massachusetts license S20304050.\n2. Denied.\n\nBy her attorney,\nBob Ray\n\n"
        "The defendant: Ann Lee, 4 Wharf Ln, Rockport, MA 01966\n"
    )
    assert told(scan, text)["S20304050"] == ("ann lee", False)


def test_who_signs_may_have_a_title_in_brackets(scan):
    text = "Please charge my Visa, 4539 5787 6362 1486, exp. 09/27.\n\nSincerely yours,\n\n(Mrs.) Ann Lee\n"
    (found,) = scan(text).findings
    assert (found.person.normal, found.classification.value) == ("ann lee", "personal_information")


def test_whom_a_later_note_names_is_not_who_is_called_by_the_surname_above(scan):
    text = f"Ms. Lee gave a Social Security number, {A}, but no first name; ask again.\n\nAnn Lee called about an invoice.\n"
    assert all(one.classification.value != "personal_information" for one in scan(text).findings)
