"""Accounts and others by the title over them, by the bank before them, and by what a form asks for."""

import pytest

from piiscan.judge.columns import title_above
from tests.pairing.pairs import LEE, A, numbers, people

ACCOUNT, ABA = "4412098821", "011000015"


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\n4. Social Security Number                     5. Sex  M     6. Marital Status  M\n   {A}\n",
        f"Name: Ann Lee\nSocial Security Number        Case Number       Order Number\n{A}\n",
    ],
)
def test_a_title_to_the_right_claims_no_number_in_another_column(scan, text):
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize(
    "text",
    [
        f"Name: Ann Lee\nOrder Number                  Sex             Marital Status\n{A}                   M\n",
        f"Name: Ann Lee\nSex         Order Number\n            {A}\n",
        f"Name: Ann Lee\nyour order number\n{A}\n",
    ],
)
def test_the_title_over_a_number_claims_it(scan, text):
    assert numbers(scan(text)) == []


def test_the_title_of_a_column_is_that_over_the_number():
    text = "\nSERVICE FOR              ACCOUNT NUMBER         DUE\n"
    assert title_above(f"{text}ANN LEE                  ") == "ACCOUNT NUMBER"
    assert title_above(f"{text}ANN LEE          ") == ""
    assert title_above(f"{text}and in a sentence at the ") == ""


def test_an_account_below_its_title_is_one(scan):
    text = (
        f"RIVER GAS                                      ACCOUNT NUMBER\nwww.example.com                                {ACCOUNT}"
        "\nSERVICE FOR\nANN LEE\n72 ELM ST\nLYNN MA 01902\n"
    )
    assert people(scan(text)) == [("review", "ann lee", ACCOUNT)]
    assert people(scan(text.replace("ACCOUNT NUMBER", "INVOICE NUMBER"))) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nBank / Account #:  Melrose Coop Bank / {ACCOUNT}\n",
        f"Client: Ann Lee, movimentar a conta corrente\nnº {ACCOUNT}, assina\n",
        f"Customer: Ann Lee\n      Savings     {ACCOUNT}      $ 1,882.40\n",
        f"Borrower: Ann Lee\nList checking and savings accounts below\nMedford Five, 29 High St\nAcct. no. {ACCOUNT}\n",
        f"LEE, ANN            812.00\n PEOPLESBANK  {ABA} / {ACCOUNT}      656.77\n",
        f"NAME            NET\n BANK / ACCOUNT\n---------------\nLEE, ANN            812.00\n HOLYOKE CU   {ABA} / {ACCOUNT}      656.77\n",
    ],
)
def test_accounts_of_deposits(scan, text):
    assert people(scan(text)) == [("ann lee", ACCOUNT)]


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nAccount executive: Bob Ray / {ACCOUNT}\n",
        f"Employee: Ann Lee\nOrder / Case #:  Melrose Bank / {ACCOUNT}\n",
        f"Customer: Ann Lee\n      Savings     {ACCOUNT}      units\n",
        f"Employee: Ann Lee\nI moved my checking\nto {ACCOUNT}\n",
        f"LEE, ANN            812.00\n DEPOT 9  {ABA} / {ACCOUNT}      656.77\n",
        f"LEE, ANN            812.00\n PEOPLESBANK  011000016 / {ACCOUNT}      656.77\n",
    ],
)
def test_what_looks_like_one_is_none(scan, text):
    assert [one for one in people(scan(text)) if one[0] == "ann lee"] == []


def test_an_account_beside_masked_routing_numbers(scan):
    text = f"Deposited for        account number        transit ABA      amount\nANN LEE              {ACCOUNT}            xxxx xxxx        $1,383.80\n"
    assert people(scan(text)) == [("ann lee", ACCOUNT)]
    assert people(scan(text.replace("transit ABA", "meter      "))) == [("review", "ann lee", ACCOUNT)]


def test_a_share_draft_is_an_account(scan):
    text = (
        "Member: Ann Lee\n19 Lyman Terrace, Holyoke, MA 01040\n\nShare draft 311387981 has been overdrawn by $18.20.\n"
    )
    assert scan(text).owners() == {"311387981": "ann lee"}


def test_an_account_in_french(scan):
    text = "Je soussignée, Ann Lee, autorise la caisse à débiter mon compte chèques 7532926126.\n"
    assert scan(text).owners() == {"7532926126": "ann lee"}
