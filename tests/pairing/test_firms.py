"""The account of a firm is not that of a person who is named to be asked, or who pays it."""

import pytest
from pairs import A, people

ACCOUNT = "8089044058"
FIRM = "Harbor Paper & Supply, Inc."


@pytest.mark.parametrize(
    "text",
    [
        f"Vendor: {FIRM}\nContact: Ann Lee, Controller\nRouting: 011000015\nAccount number: {ACCOUNT}\n",
        f"Supplier name: {FIRM}\nAttn: Ann Lee\nBank account number: {ACCOUNT}\n",
        f"Remit to\nContact: Ann Lee\nBank account number: {ACCOUNT}\nAccount name: {FIRM}\n",
        f"Requested by: Ann Lee\nName on account: {FIRM}\nBank account number: {ACCOUNT}\n",
        f"Originator: Ann Lee\nBeneficiary name ..... {FIRM}\nBank account number: {ACCOUNT}\n",
    ],
)
def test_the_account_of_a_firm_is_for_review(scan, text):
    assert people(scan(text)) == [("review", "ann lee", ACCOUNT)]


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nCompany: {FIRM}\nBank account number: {ACCOUNT}\n",
        f"Originator: Ann Lee\nBank account number: {ACCOUNT}\nBeneficiary name: {FIRM}\n",
        f"Account holder: Ann Lee\nContact: Bob Ray\nBank account number: {ACCOUNT}\n",
        f"Vendor: Ann Lee\nContact: Bob Ray\nBank account number: {ACCOUNT}\n",
        f"Contact: Ann Lee\nCompany: Incline Road Runners\nBank account number: {ACCOUNT}\n",
        f"Beneficiary: {FIRM}\nAccount holder: Ann Lee\nBank account number: {ACCOUNT}\n",
    ],
)
def test_the_account_of_a_person_is_that_of_the_person(scan, text):
    assert people(scan(text)) == [("ann lee", ACCOUNT)]


def test_other_numbers_beside_a_firm_are_those_of_the_person(scan):
    assert people(scan(f"Contact: Ann Lee\nCompany: {FIRM}\nSSN: {A}\n")) == [("ann lee", "773010001")]
