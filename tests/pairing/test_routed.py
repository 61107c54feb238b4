"""Numbers of accounts that a stroke or dash parts from the routing number of their bank."""

import pytest
from pairs import numbers

BANK, ACCOUNT = "011000138", "9750478584"
SAID = (
    *(f"Routing/Account: {BANK}{sign}{ACCOUNT}" for sign in ("/", " / ", "-", " - ", " ")),
    f"Routing & acct no. {BANK}/{ACCOUNT}",
    f"RTN/Acct# {BANK} / {ACCOUNT}",
    f"bank account {BANK}/{ACCOUNT}",
    f"checking {BANK}-{ACCOUNT}",
    f"direct deposit {BANK} / {ACCOUNT}, starting in May",
)
NONE = (
    f"Account docs: /srv/{BANK}/{ACCOUNT}",
    f"Account docs: {BANK}/{ACCOUNT}/a.txt",
    f"Order {BANK}/{ACCOUNT}",
    f"Account list {BANK}/{ACCOUNT}%",
    f"Routing/Account: 011000139/{ACCOUNT}",  # no check digit
    f"Account: 2{BANK}/{ACCOUNT}",
    f"Account: {BANK}/97.50",
    f"Account: {BANK}/9750",
)


@pytest.mark.parametrize("text", SAID)
def test_the_account_is_found_and_not_the_bank(scan, text):
    found = scan(f"Ann Lee, {text}\n", "a.txt")
    assert numbers(found) == [("ann lee", ACCOUNT)]
    assert [finding.classification.value for finding in found.findings] == ["personal_information"]


@pytest.mark.parametrize("text", NONE)
def test_what_is_none(scan, text):
    assert ACCOUNT not in {number for _, number in numbers(scan(f"Ann Lee, {text}\n", "a.txt"))}


@pytest.mark.parametrize("title", ["Routing/Account", "Account", "Field 7"])
@pytest.mark.parametrize("sign", ["/", " - "])
def test_in_a_column(scan, title, sign):
    """By the title, or by the values alone: each has the check digit of its bank. Many rows are counted the same way."""
    rows = [f"Ann Lee,773-01-{number - 44100000},{BANK}{sign}{number}\n" for number in range(44102098, 44102148)]
    found = scan(f"Name,SSN,{title}\n{''.join(rows)}", "a.csv")
    assert len(numbers(found)) == 2 * len(rows)
    accounts = [e for f in found.findings for e in f.elements if e.kind.value == "financial_account"]
    assert {account.evidence[1] for account in accounts} == {"routing-number"}


def test_in_a_column_without_check_digits(scan):
    rows = [f"Ann Lee,773-01-{2000 + number},{11000138 + number:09}/44102098\n" for number in range(1, 50)]
    assert len(numbers(scan(f"Name,SSN,Lot\n{''.join(rows)}", "a.csv"))) == len(rows)


@pytest.mark.parametrize(("title", "bank"), [("BANK_CD", BANK), ("Bank Code", BANK), ("Bank No", BANK.lstrip("0"))])
def test_a_code_of_a_bank_may_be_its_routing_number(scan, title, bank):
    table = f"NAME,{title},ACCOUNT_NUM\n" + "".join(
        f"{name},{{}},{ACCOUNT}{at}\n" for at, name in enumerate(("Ann Lee", "Bob Ray"))
    )
    assert len(numbers(scan(table.format(bank, bank), "a.csv"))) == 2
    assert not numbers(scan(table.format("011000139", "4711"), "a.csv"))


def test_a_product_that_is_an_account(scan):
    table = "NAME,PRODUCT,ACCT_NBR\nAnn Lee,{0},9750478584\nBob Ray,{0},9750478585\n"
    assert len(numbers(scan(table.format("SHARE DRAFT"), "a.csv"))) == 2
    assert not numbers(scan(table.format("BANK DRAFT"), "a.csv"))


def test_a_routing_number_behind_the_name_of_a_savings_bank_is_none_of_its_accounts(scan):
    text = "pay Ann Lee by wire: East Cambridge Savings, 211371764, personal savings acct. 1067392846.\n"
    assert set(scan(text).owners()) == {"1067392846"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Ann Lee, Eastern Bank, {BANK}, {ACCOUNT}", True),
        (f"Lee, Ann       Bank of America     {BANK}    {ACCOUNT}    412.50", True),
        (f"Ann Lee - Digital FCU - ABA {BANK} - {ACCOUNT}", True),
        (f"Ann Lee\tCitizens\t{BANK}\t{ACCOUNT}", True),
        (f"Ann Lee, Acme Supply, {BANK}, {ACCOUNT}", False),
        (f"Ann Lee, Eastern Bank, 011000139, {ACCOUNT}", False),
        (f"Ann Lee, Eastern Bank, {BANK}, 9,750.47", False),
    ],
)
def test_a_list_of_names_banks_routing_numbers_and_accounts(scan, text, found):
    assert numbers(scan(f"{text}\n", "a.txt")) == ([("ann lee", ACCOUNT)] if found else [])


@pytest.mark.parametrize(("bank", "found"), [(BANK, True), ("011000139", False)])
def test_a_table_without_titles(scan, bank, found):
    rows = [f"Ann Lee,{bank},{number},C,100%\n" for number in range(44102098, 44102104)]
    assert len(numbers(scan("".join(rows), "a.csv"))) == found * len(rows)
