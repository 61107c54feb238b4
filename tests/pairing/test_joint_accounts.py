"""Accounts of two persons are no doubt; a Social Security number is of one of them, and who signs in the line is known."""

import pytest
from pairs import people

from piiscan.model import Classification

ACCOUNT = "40017612"


@pytest.mark.parametrize(
    "text",
    [
        f"Name: Ann Lee & Bob Lee\nChecking account: {ACCOUNT}\n",
        f"Account holders: Ann Lee and Bob Ray\nChecking account: {ACCOUNT}\n",
        f"Ann Lee and Bob Lee have checking account {ACCOUNT} with us.\n",
        f"Customer: Ann & Bob Lee\nRouting 011000015 Account {ACCOUNT}\n",
        f"Name: Ann Lee and Bob Lee   Savings account: {ACCOUNT}\n",
    ],
)
def test_an_account_of_two_is_of_the_first(scan, text):
    found = scan(text)
    assert [one.classification for one in found.findings] == [Classification.PERSONAL_INFORMATION]
    assert people(found) == [("ann lee", ACCOUNT)]


@pytest.mark.parametrize(
    "text",
    [
        f"Owner: Ann Lee, Bob Ray, Carl Poe\nSavings account: {ACCOUNT}\n",
        "Name: Ann Lee & Bob Lee\nSSN: 773-01-0001\n",
        f"Pay to the order of: Ann Lee and Bob Lee\nChecking account: {ACCOUNT}\n",
    ],
)
def test_else_it_is_doubtful(scan, text):
    assert Classification.PERSONAL_INFORMATION not in [one.classification for one in scan(text).findings]


@pytest.mark.parametrize("label", ["Taxpayer", "Name", "Client"])
@pytest.mark.parametrize("second", ["773-01-0001  773-01-0002", "SSNs 773-01-0001 and 773-01-0002"])
def test_two_behind_a_label_have_their_numbers_in_turn(scan, label, second):
    found = scan(f"{label}: ANN LEE & BOB LEE\n{second}\n")
    assert people(found) == [("ann lee", "773010001"), ("bob lee", "773010002")]
