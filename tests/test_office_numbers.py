"""Numbers as offices write them: accounts at a bank, cards by their network, things that have the shape of ours."""

import pytest

from tests.pairing.pairs import CARD, A, numbers, people

ACCOUNT = "4017552093"
AMEX = "371449635398431"


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee asks that we pay into the acct at Rockland Trust, acct # {ACCOUNT}.",
        f"Ann Lee gave the account no. {ACCOUNT} at Avidia Bank.",
        f"Ann Lee: rtg 011000015, ckg {ACCOUNT}",
        f"I, Ann Lee, of Lynn, declare this my will.\n\nI give my house to Bob Ray.\nI give my account no. {ACCOUNT} at Avidia Bank to him.",
    ],
)
def test_an_account_at_a_bank_is_one(scan, text):
    assert numbers(scan(text + "\n")) == [("ann lee", ACCOUNT)]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee has the account no. {ACCOUNT} at Eversource.",
        f"Ann Lee has the account no. {ACCOUNT} at Bank Street.",
        f"Ann Lee pays for her account at Comcast, acct # {ACCOUNT}.",
        f"Ann Lee: part 011000015, ckg {ACCOUNT[:4]}",
    ],
)
def test_an_account_anywhere_else_is_for_review_at_most(scan, text):
    assert numbers(scan(text + "\n")) == []


def test_who_answers_for_a_firm_that_gets_a_wire_has_not_its_account(scan):
    text = f"Wire to: Granite Timber LLC, TD Bank, ABA 011000015, acct {ACCOUNT}. Attn Ann Lee.\n"
    assert numbers(scan(text)) == []


def test_who_answers_for_a_firm_has_not_its_account(scan):
    text = f"Please remit by ACH to Mystic Plumbing Supply, Inc., ABA 011000015, account no. {ACCOUNT}. Questions? Ann Lee.\n"
    assert people(scan(text)) == [("review", "ann lee", ACCOUNT)]


def test_who_is_paid_beside_a_firm_has_it(scan):
    text = (
        f"Please send the pay of Ann Lee of Mystic Plumbing, Inc., to ABA 011000015, account no. {ACCOUNT}. Thanks.\n"
    )
    assert numbers(scan(text)) == [("ann lee", ACCOUNT)]


def test_a_bank_of_savings_is_no_title_of_accounts(scan):
    text = "Parent:\n   Ann Lee\nAddress:\n   9 Elm St\nTransfer:\n   Bank          Peoples Savings\n   Routing       011000015\n"
    text += f"   Account       {ACCOUNT}\n"
    assert numbers(scan(text)) == [("ann lee", ACCOUNT)]


@pytest.mark.parametrize(("said", "card"), [("VI", CARD), ("Disc", "6011000990139424"), ("AX", AMEX)])
def test_the_short_name_of_a_network_says_that_a_number_is_a_card(scan, said, card):
    found = people(scan(f"ROW H 101   Ann Lee     {said} {card} 0926   $312\n"))
    assert [one[-1] for one in found] == [card]
    assert "label:network" in scan(f"ROW H 101   Ann Lee     {said} {card} 0926\n").findings[0].elements[0].evidence


@pytest.mark.parametrize(("said", "card"), [("MC", CARD), ("AX", CARD), ("VI", AMEX), ("XVI", CARD), ("page vi", CARD)])
def test_that_of_another_network_says_nothing(scan, said, card):
    assert numbers(scan(f"ROW H 101   Ann Lee     {said} {card} 0926   $312\n")) == []


@pytest.mark.parametrize("thing", ["For policy", "claim", "Loan:", "voucher", "Permit #"])
def test_a_thing_right_before_a_number_claims_it(scan, thing):
    assert numbers(scan(f"Agent Ann Lee here. {thing} {A} is due.\n")) == []


@pytest.mark.parametrize("text", ["we have on file", "her SSN for the claim", "for the claim, SSN"])
def test_what_is_on_file_is_no_file(scan, text):
    assert numbers(scan(f"Ann Lee is new; {text} {A}.\n")) == [("ann lee", "773010001")]


def test_the_license_of_an_agent_of_houses_is_none_to_drive(scan):
    assert people(scan("Listing agent: Ann Lee, lic. 2903061. Buyer agent: Bob Ray, lic. 0438250.\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        f'Parameters: {{"ticket"=>{{"reporter"=>"Ann Lee", "po"=>"{A}"}}}}',
        f'Ann Lee sent {{\\"order\\": \\"{A}\\"}}',
        f"Ann Lee po -> {A}",
    ],
)
def test_a_number_under_a_key_of_another_thing_is_none(scan, text):
    assert numbers(scan(text + "\n", "a.log")) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, card on file over phone {CARD}",
        f"Ann Lee gave her card no. by phone: {CARD}",
        f"Ann Lee read her card over the telephone, {CARD}",
    ],
)
def test_how_a_card_was_told_is_not_what_it_is(scan, text):
    assert numbers(scan(text + "\n")) == [("ann lee", CARD)]


def test_the_last_column_before_the_values_does_not_name_the_first_of_them(scan):
    text = f"insert into `clients` (`first_name`, `last_name`, `ssn`, `file_no`, `updated_at`) values (Ann, Lee, {A}, 7"
    assert numbers(scan(f"ERROR: duplicate (SQL: {text}, 2024-03-15 09:14:22))\n", "a.log")) == [
        ("ann lee", "773010001")
    ]


def test_the_column_of_a_direct_deposit(scan):
    rows = f" EMPLOYEE NAME     NET    DD ACCOUNT\n LEE, ANN       912.10    {ACCOUNT}\n RAY, BOB       812.10    7712903345\n"
    assert numbers(scan(rows)) == [("ann lee", ACCOUNT), ("bob ray", "7712903345")]


@pytest.mark.parametrize("title", ["Federal ID Number", "Fed ID", "Federal Tax ID", "Federal ID"])
def test_the_federal_number_of_a_person_is_told_by_its_form(scan, title):
    rows = f"1,Ann Lee,2,{A}\n2,Acme Plumbing LLC,1,77-3010002\n3,Bob Ray,2,773-01-0003\n4,Eva Cole,1,773010004\n"
    scanned = scan(f"Ref,Recipient's Name,Federal ID Type,{title}\n{rows}", "a.csv")
    assert numbers(scanned) == [("ann lee", "773010001"), ("bob ray", "773010003")]


@pytest.mark.parametrize("label", ["Federal ID", "Federal Tax ID", "Fed ID"])
def test_so_it_is_in_a_form(scan, label):
    assert numbers(scan(f"Vendor: Ann Lee\n{label}: {A}\n")) == [("ann lee", "773010001")]
    assert numbers(scan(f"Vendor: Ann Lee\n{label}: 77-3010001\n")) == []
    assert numbers(scan(f"Vendor: Ann Lee\n{label}: 773010001\n")) == []
