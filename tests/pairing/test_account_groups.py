"""Numbers of accounts in groups: right behind a strong label of an account, and not what else is written so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan import matcher
from piiscan.matcher.account_groups import size_of

SAID = {
    "Account number: 0441-882-0917": "04418820917",
    "Acct # 88120047-01": "8812004701",
    "Account No. 00-418820-7": "004188207",
    "Checking account 4480-221907-3": "44802219073",
    "Acct: 1234 5678 91": "1234567891",
    "Account number: 88-120": "",
    "Account number: 88-1204": "881204",
    "Account number: 104-882": "104882",
    "Account number: 441 882 09": "44188209",
    "Account no. 12 345 678 at Citizens Bank": "12345678",
    "My savings account number is 0441-882-0917, please.": "04418820917",
    "Account number (checking account): 0441-882-0917": "04418820917",
    "Bank account number\n  0441-882-0917\n": "04418820917",
    "Acct: 0441-882-0917": "04418820917",
    "Account # 041-882-0917": "0418820917",
    "Account number: 617-555-0100": "6175550100",
    "Savings account: 555-0100": "",
    "Savings account no: 555-0100": "5550100",
    "Número de cuenta: 0441-882-0917": "04418820917",
    "Escrow account no. 0441-882-0917": "04418820917",
    "Chequing account number: 617-555-0100": "6175550100",
    "Nº de conta: 555-0100": "5550100",
    "Account number:\t0441-882-0917\tOpened\t12/31/2019": "04418820917",
    "Account number: 0441-882-0917.": "04418820917",
    "Brokerage account X12-345678": "X12345678",
    "Account Number  Z18-409977     Reference # 25070-HR": "Z18409977",
    "IRA account no. ABC1-234567.": "ABC1234567",
    "<AccountNumber>0441-882-0917</AccountNumber>": "04418820917",
}
NONE = (
    *("Accounts 100-200", "Account numbers 100200-100300", "Bank accounts: 1001-882-0917", "accts 100-2000"),
    *("Account no. 100-200", "Account no. 100101-100150", "Account 1010-100-00", "Account: 1010-100"),
    *("Account number 12-31-24", "Account number: 12-31-2024", "Account number: 2024-12-31", "Account no. 2024-12"),
    *("Account no. 12-2024", "Account number 12 31 2024", "Account number: 2023-24", "Savings account 2023-2024"),
    *("Account number: 02108-1234", "Account number: 010-94-0001", "Account number: 000-12-3456"),
    *("Checking account 617-555-0100", "Savings account: 617-555-0100", "Savings account 617 555 0100"),
    *("Account phone number: 617-555-0100", "Account number (617) 555-0100", "Account number: +1 617-555-0100"),
    *("Account number on file, phone 617-555-0100", "Account number? Call 617-555-0100"),
    *(
        "Policy number: 0441-882-0917 for the house",
        "Order number 0441-882-0917",
        "Policy account number: 0441-882-0917",
        "Invoice no. 00-418820-7",
    ),
    *("Utility account number: 0441-882-0917", "Account type: 0441-882-0917", "Account code 0441-882-0917"),
    *("AWS account number: 0441-882-0917", "Member number: 0441-882-0917", "Tracking no. 88120047-01"),
    *("Account number: 0441-882-XXXX", "Account number: XXX-882-0917", "Account number: 0441-882-0917-4410-9"),
    *("Account number: 0441-882-A917", "Account number: 0441-882-0917A", "Account number: 0441-882.50"),
    *("Account number 44188 12 Elm Street", "Account number 4418 882 12 Elm Street", "Account no. 441 882 $12"),
    *("Account no. 44188 12 payments", "Account number 441 882 0917 2210", "Savings account 441 882 people"),
    *("Account number: 0441-882-0917/2", "Account number: 12-34-5", "Account number: 12-34-56"),
    *("Account number: 441882 - 02", "Account number: 0441-88 209", "Account number: 0441--882-0917"),
    *("Part no. X12-345678", "Account X12-345678", "Account number x12-345678", "Account number: X12-3456"),
    *("Account number: X12-345678-9", "Account number: X12-345-678", "Account number: X12 345678"),
    *(
        "Account number: WXYZ12-345678",
        "Account number: X12-345678A",
        "Order account X12-345678",
        "Reference # 25070-HR",
    ),
    *("Savings of 441-882-0917", "In my account 0441-882-0917 things", "Account no. 1234567890-1234567890"),
    *("Account number\n0441-882-0917 Order\n", "Account number. It is long.\n\n\n0441-882-0917", "account 100-200"),
)
OTHERS = (
    *("Water account number: {}", "Eversource account number: {}", "Customer account: {}"),
    *("Gas account number {}", "Brokerage account {}", "GL account no. {}"),
)
"""Labels before which a number in groups says as much as one without."""
NAMED = "Name: Ann Lee\nAddress: 12 Elm Street, Boston, MA 02108\n\n{}\n"


@pytest.mark.parametrize("text", SAID)
def test_groups_behind_a_label_of_an_account_are_its_number(scan, text):
    found = [element.value for finding in scan(NAMED.format(text)).findings for element in finding.elements]
    assert found == ([SAID[text]] if SAID[text] else [])


@pytest.mark.parametrize("text", NONE)
def test_what_else_is_written_in_groups_is_none(text):
    hits = matcher.look(NAMED.format(text).encode())
    assert matcher.ACCOUNT not in hits.kind


@pytest.mark.parametrize("label", OTHERS)
def test_a_number_in_groups_is_judged_as_one_without(scan, label):
    whole, parted = (people(scan(NAMED.format(label.format(raw)))) for raw in ("04418820917", "0441-882-0917"))
    assert parted == whole


def test_a_strong_label_makes_personal_information_a_usual_one_what_is_to_be_reviewed(scan):
    assert people(scan(NAMED.format("Checking account: 0441-882-0917"))) == [("ann lee", "04418820917")]
    assert people(scan(NAMED.format("Account number: 0441-882-0917"))) == [("review", "ann lee", "04418820917")]
    routed = "ABA routing number: 011000138\nAccount number: 0441-882-0917"
    assert people(scan(NAMED.format(routed))) == [("ann lee", "04418820917")]


def test_values_of_keys_and_cells_below_a_title_are_seen_too(scan):
    object_ = '{"name":"Ann Lee","state":"MA","checkingAccountNumber":"0441-882-0917"}\n'
    assert people(scan(object_, "case.json")) == [("ann lee", "04418820917")]
    table = "Name,State,Checking account number\nAnn Lee,MA,0441-882-0917\nBob Ray,MA,00-418820-7\n"
    assert people(scan(table, "case.csv")) == [("ann lee", "04418820917"), ("bob ray", "004188207")]


def test_the_value_of_a_key_of_another_kind_is_none(scan):
    for key in ("account_id", "phone", "account_type", "orderNumber", "utility_account_number"):
        assert not scan(f'{{"name":"Ann Lee","state":"MA","{key}":"0441-882-0917"}}\n', "case.json").findings


@given(
    st.sampled_from(["Acct: ", "account number ", "checking account no. ", "accounts "]),
    st.lists(st.sampled_from(["1", "20", "405", "6178", "-", " ", ".", "x", "\n"]), max_size=12).map("".join),
)
def test_what_is_found_is_two_or_three_groups_parted_alike(label, text):
    size = size_of(label.encode(), text.encode())
    groups = re.split("[ -]", text[:size])
    assert not size or (2 <= len(groups) <= 3 and 6 <= sum(map(len, groups)) <= 17)
    assert not size or (all(map(str.isdigit, groups)) and not text[size : size + 1].isalnum())
    assert not (size and label == "accounts ")


@pytest.mark.parametrize("around", [0, 50, 63, 64, 127, 200_000])
def test_wherever_they_stand_among_words_they_are_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    hits = matcher.look(words + b" account number: 0441-882-0917 " + words)
    assert hits.kind.tolist() == [matcher.ACCOUNT]
    assert hits.end[0] - hits.start[0] == len("0441-882-0917")
