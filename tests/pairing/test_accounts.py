"""Accounts in tables, objects and text: which columns hold them, what a routing number adds."""

import json
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan.config import Config
from piiscan.detectors import account_labels, account_titles, financial_account, routing_beside
from piiscan.model import Kind
from piiscan.pairing.subjects import number_of
from piiscan.pairing.tables.account_cells import read_account
from piiscan.pairing.tables.cells import Cells, Text
from piiscan.pairing.tables.plan import make_plan
from piiscan.pairing.tables.typed_cells import read_typed

ACCOUNT = Kind.FINANCIAL_ACCOUNT
PI = "personal_information"


def elements(scanned):
    return [
        (finding.classification.value, element.value, element.grade)
        for finding in scanned.findings
        for element in finding.elements
    ]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bank_account_number", (PI, "12345678", 2)),
        ("Checking Account #", (PI, "12345678", 2)),
        ("brokerage account", (PI, "12345678", 2)),
        ("acct_no", ("review", "12345678", 1)),
        ("Account", ("review", "12345678", 1)),
        ("policy_number", ("review", "12345678", 1)),
        ("loan number", ("review", "12345678", 1)),
        ("N\u00famero de cuenta bancaria", (PI, "12345678", 2)),
        ("nimewo kont labank", (PI, "12345678", 2)),
        ("account_name", None),
        ("account_type", None),
        ("account_id", None),
        ("order_number", None),
        ("GL account", None),
        ("member_id", None),
    ],
)
def test_columns_by_header(scan, header, wanted):
    found = scan(f"name,{header},state\nAnn Lee,12345678,MA\n", "t.csv")
    assert elements(found) == ([wanted] if wanted else [])


@pytest.mark.parametrize("routing", ["routing_number", "ABA", "rtn", "Routing"])
@pytest.mark.parametrize("number", ["011000015", "11000015"])
def test_a_routing_column_makes_the_account_strong(scan, routing, number):
    found = scan(f"name,acct_no,{routing},state\nAnn Lee,12345678,{number},MA\n", "t.csv")
    assert elements(found) == [(PI, "12345678", 3)]
    assert "routing-number" in found.findings[0].elements[0].evidence


def test_a_routing_column_alone_is_nothing(scan):
    assert not scan("name,routing_number,state\nAnn Lee,011000015,MA\n", "t.csv").findings


def test_a_routing_column_without_routing_numbers(scan):
    found = scan("name,acct_no,routing,state\nAnn Lee,12345678,011000016,MA\n", "t.csv")
    assert elements(found) == [("review", "12345678", 1)]


@pytest.mark.parametrize("bank", ["bank", "Bank Name", "bank_name", "Credit Union", "Financial Institution", "Banco"])
def test_a_column_of_banks_makes_the_account_one_of_a_bank(scan, bank):
    found = scan(f"name,acct_no,{bank},state\nAnn Lee,12345678,Citizens,MA\n", "t.csv")
    assert elements(found) == [(PI, "12345678", 2)]


@pytest.mark.parametrize("header", ["bank,policy_number", "lender,acct_no", "branch,acct_no", "bank_code,acct_no"])
def test_what_is_no_column_of_banks(scan, header):
    found = scan(f"name,{header},state\nAnn Lee,Citizens,12345678,MA\n", "t.csv")
    assert elements(found) == [("review", "12345678", 1)]


def test_a_column_of_banks_that_is_empty_says_nothing(scan):
    assert elements(scan("name,acct_no,bank,state\nAnn Lee,12345678,,MA\n", "t.csv")) == [("review", "12345678", 1)]


def test_a_bank_beside_an_account_in_an_object(scan):
    def told(**more):
        return elements(
            scan(json.dumps({"name": "Ann Lee", "state": "MA", "account_number": "12345678", **more}), "a.json")
        )

    assert told(bank="Citizens") == [(PI, "12345678", 2)]
    assert told(utility="Eversource") == [("review", "12345678", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "my account at Avidia Bank, number 300441882",
        "checking account with Needham Bank, no. 300441882",
        "the estate's checking: Needham Bank #300441882",
        "account held at Polish National Credit Union: 300441882",
        "checking: Bank of America #300441882",
        "Checking account at Bank of New Hampshire, number 300441882.",
        "Savings: Bank of the West 300441882",
        "Bank: Citizens    Acct #: 300441882",
        "Bank name: Salem Five   Account number: 300441882",
    ],
)
def test_a_bank_named_with_an_account(scan, text):
    assert elements(scan(f"Name: Ann Lee\n{text}\n")) == [(PI, "300441882", 2)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Needham Bank #300441882", []),  # of a branch, a building, a case
        ("Bank of America #300441882", []),
        ("checking the Bank of America building, #300441882", []),
        ("account opened by the bank of choice #300441882", []),
        ("Pay at any bank today. Account number: 300441882", [("review", "300441882", 1)]),
        ("Pay at Salem Bank today. Account number: 300441882", [("review", "300441882", 1)]),
        ("account manager at Salem Bank, order 300441882", []),
        ("Blood Bank: Main St  Account number: 300441882", [("review", "300441882", 1)]),
        ("Bank draft, account number: 300441882", [("review", "300441882", 1)]),
    ],
)
def test_what_a_bank_says_nothing_of(scan, text, wanted):
    assert elements(scan(f"Name: Ann Lee\n{text}\n")) == wanted


def test_a_routing_column_says_nothing_of_policies(scan):
    found = scan("name,policy_number,routing,state\nAnn Lee,12345678,011000015,MA\n", "t.csv")
    assert elements(found) == [("review", "12345678", 1)]


@pytest.mark.parametrize("header", ["Savings", "Checking", "401k", "Account", "acct_no"])
@pytest.mark.parametrize("cell", ["1200", "950.25", "Acme Inc", "$12000"])
def test_amounts_and_names_are_no_accounts(scan, header, cell):
    assert not scan(f"name,{header}\nAnn Lee,{cell}\nBob Ray,{cell}\n", "t.csv").findings


def test_a_kind_of_account_among_values_is_no_header(scan):
    found = scan("Ann Lee,Savings,773-01-0001,Boston,MA\nBob Ray,Checking,773-01-0002,Salem,MA\n", "t.csv")
    assert [one[2] for one in found.classes()] == ["ann lee", "bob ray"]
    assert make_plan([["Ann", "Savings", "x", "Boston"], ["Bob", "Checking", "y", "Salem"]]).header == ()


def test_groups(scan):
    text = "emp_name,emp_bank_account,spouse_name,spouse_bank_account,state\nAnn Lee,12345678,Bob Ray,87654321,MA\n"
    found = scan(text, "t.csv").classes()
    assert sorted(one[2:] for one in found) == [
        ("ann lee", ("financial_account:12345678",)),
        ("bob ray", ("financial_account:87654321",)),
    ]


def test_a_card_in_an_account_column_is_a_card(scan):
    found = scan("name,acct_no,state\nAnn Lee,4539578763621486,MA\n", "t.csv")
    assert [element.kind for finding in found.findings for element in finding.elements] == [Kind.PAYMENT_CARD]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12345678", "12345678"),
        ("0012-3456-789", "00123456789"),
        ("12345678.0", "12345678"),
        ("1.2345678E7", "12345678"),
        ("1.2E11", None),
        ("1234", "1234"),
        ("123", None),
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("4539578763621486", None),
        ("see note", None),
    ],
)
def test_read_typed(cell, value):
    read = read_typed(ACCOUNT, cell)
    assert (read[0] if read else None) == value


CELLS = st.one_of(
    st.text("0123456789", max_size=20),
    st.text("0123456789AX -.", max_size=24),
    st.sampled_from(["NO8330001234567", "DE75512108001245126199", "DE75512108001245126198", "GB82WEST1234569876543"]),
    st.sampled_from(["4539578763621486", "GB82WEST12345698765432", "1.2345678E7", "000000", "2024-12-31", "1,5"]),
)


@given(st.lists(CELLS, min_size=1, max_size=20))
def test_accounts_in_bulk_are_those_of_the_plain_form(cells):
    cells = [cell.strip() for cell in cells]
    data = "\x1e".join(cells).encode() + b"\x1e"
    ends = np.cumsum([len(cell) + 1 for cell in cells]) - 1
    starts = ends - [len(cell) for cell in cells]
    read = read_account(Cells(Text(data, len(data)), starts, ends))
    for cell, there, number, odd in zip(cells, read.there, read.number, read.odd, strict=True):
        value = read_typed(ACCOUNT, cell)
        if not odd:
            assert bool(there) == (value is not None)
            assert value is None or int(number) == (int(value[0]) if value[0].isdigit() else number_of(value[0]))
            assert value is None or not financial_account.is_test_value(value[0])


@given(st.lists(st.text("0123456789", min_size=1, max_size=17), min_size=1))
def test_samples_in_bulk(values):
    found = financial_account.is_test_array(
        np.array([int(value) for value in values], np.uint64), np.array([len(value) for value in values])
    )
    assert all(array or not financial_account.is_test_value(value) for array, value in zip(found, values, strict=True))


def test_ordinary_accounts_are_no_samples_in_bulk():
    assert not financial_account.is_test_array(np.array([12345678, 11111112], np.uint64), np.array([8, 8])).any()


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_upsets_the_labels(before, after):
    said = account_labels.said_of("011000015", before, after)
    assert not (said.label and said.other)
    routing_beside.has_routing(before, "011000015")
    account_labels.is_card(before)
    account_labels.looks_like_another(after)


@pytest.mark.parametrize("label", ["ACCT#", "Account No.", "Acct. No:"])
def test_an_account_with_the_check_digit_of_a_routing_number_is_none(scan, label):
    rows = [("LEE, ANN M", "803964792"), ("RAY, BOB", "011000015"), ("COLE, EVA", "372591983")]
    text = "".join(f"{name:16}MRN 2210448  {label} {number}  ADM 03/11/25\n" for name, number in rows)
    assert [one[0] for one in elements(scan(text))] == ["review"] * 3


@pytest.mark.parametrize(
    "said", ["routing 011000015, Acct# 12345678", "Acct# 12345678 (ABA 011000015)", "Acct# 12345678 at 011000015"]
)
def test_a_routing_number_beside_an_account_is_one(scan, said):
    assert elements(scan(f"Ann Lee, {said}\n")) == [(PI, "12345678", 3)]


def test_a_plan_says_whether_accounts_are_routed():
    rows = [["name", "acct", "aba"], ["Ann Lee", "12345678", "011000015"]]
    assert [(one.column, one.routed, one.doubtful) for one in make_plan(rows).elements] == [(1, True, False)]
    values = [["Ann Lee", "12345678", "011000015"]] * 5
    plan = make_plan([["name", "acct", "x"], *values])
    assert [(one.column, one.routed) for one in plan.elements] == [(1, True)]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"name": "Ann Lee", "bankAccount": {"routingNumber": "011000015", "accountNumber": "12345678"}}, (PI, 3)),
        ({"name": "Ann Lee", "bankAccount": {"accountNumber": "12345678"}}, (PI, 2)),
        ({"name": "Ann Lee", "routing": "011000015", "account": {"number": "12345678"}}, (PI, 3)),
        ({"name": "Ann Lee", "accountType": "checking", "accountNumber": "12345678"}, (PI, 2)),
        ({"name": "Ann Lee", "accountNumber": "12345678"}, ("review", 1)),
        ({"name": "Ann Lee", "account": 12345678}, ("review", 1)),
        ({"name": "Ann Lee", "policyNumber": "12345678", "routing": "011000015"}, ("review", 1)),
        ({"name": "Ann Lee", "iban": "GB82WEST12345698765432"}, (PI, 3)),
        ({"name": "Ann Lee", "accountId": "12345678"}, None),
        ({"name": "Ann Lee", "routingNumber": "011000015"}, None),
    ],
)
def test_objects(scan, value, wanted):
    found = elements(scan(json.dumps(value), "a.json"))
    assert [(one[0], one[2]) for one in found] == ([wanted] if wanted else [])


def test_a_payment_order_has_an_account_of_each_party(scan):
    text = (
        "<Document><CdtTrfTxInf><Dbtr><Nm>Ann Lee</Nm></Dbtr><DbtrAcct><Id><IBAN>GB82WEST12345698765432</IBAN></Id>"
        "</DbtrAcct><Cdtr><Nm>Bob Ray</Nm></Cdtr><CdtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></CdtrAcct>"
        "</CdtTrfTxInf></Document>"
    )
    found = scan(f'<?xml version="1.0"?>{text}', "pain.xml").classes()
    assert sorted(one[2:] for one in found) == [
        ("ann lee", ("financial_account:GB82WEST12345698765432",)),
        ("bob ray", ("financial_account:DE75512108001245126199",)),
    ]


@pytest.mark.parametrize("outer", ["Acct", "CdtrAcct", "DbtrAcct"])
def test_an_account_of_iso_20022_without_an_iban_is_one_of_a_bank(scan, outer):
    text = f"<Document><Stmt><{outer}><Id><Othr><Id>12345678</Id></Othr></Id><Ownr><Nm>Ann Lee</Nm></Ownr></{outer}></Stmt></Document>"
    assert elements(scan(f'<?xml version="1.0"?>{text}', "camt.xml")) == [(PI, "12345678", 2)]
    other = text.replace(outer, "Order")
    assert elements(scan(f'<?xml version="1.0"?>{other}', "order.xml")) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Direct deposit for Ann Lee: checking 12345678", [(PI, "12345678", 2)]),
        ("Ann Lee\nBank account: 0012-3456-789", [(PI, "00123456789", 2)]),
        ("Ann Lee, brokerage account X12-3456789", [(PI, "X123456789", 2)]),
        ("Ann Lee\n\nFREE CHECKING" + " " * 32 + "Account Number: 12345678", [(PI, "12345678", 2)]),
        ("Ann Lee, acct 12345678", [("review", "12345678", 1)]),
        ("Ann Lee, a/c 12345678; routing " + "x" * 250 + " 011000015", [("review", "12345678", 1)]),
        ("account 12345678", []),
        ("Ann Lee, N\u00famero de cuenta: 12345678, routing 011000015", [(PI, "12345678", 3)]),
        ("Ann Lee, user account 12345678", []),
        ("Ann Lee, savings $12345678", []),
    ],
)
def test_text(scan, text, wanted):
    assert elements(scan(text + "\n")) == wanted


ARN = "arn:aws:iam::441709382211:user/ann.lee"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"User: Ann Lee\nAccount ARN: {ARN}\n", "a.txt"),
        (f"Checking account of Ann Lee, {ARN}\n", "a.txt"),
        ("Bank account of Ann Lee: arn:aws-us-gov:sns:us-gov-west-1:441709382211:topic\n", "a.txt"),
        (f"name,account arn\nAnn Lee,{ARN}\n", "a.csv"),
        (json.dumps({"name": "Ann Lee", "account": ARN}), "a.json"),
    ],
)
def test_the_account_in_the_name_of_a_resource_is_none(scan, data, name):
    assert elements(scan(data, name)) == []


def test_an_account_beside_such_a_name_is_one(scan):
    assert elements(scan(f"Ann Lee, checking account 12345678 (paid by {ARN})\n")) == [(PI, "12345678", 2)]
    assert elements(scan("Ann Lee, barn:aws:iam::x, checking account :12345678\n")) == [(PI, "12345678", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "\u2446011000015\u2446 12345678\u2448 1001",
        "|:011000015|: 12345678|| 1001",
        "A011000015A 12345678C 1001",
        "A011000015A 1234-5678C",
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_the_ink_line_of_a_cheque(scan, line, times):
    text = f"Pay to the order of Bob Ray\n\nAccount holder: Ann Lee, 1 Elm St, Boston, MA 02110\n{line}\n"
    padding = "\n".join("nothing here at all, said the cheque" for _ in range(times)) + "\n\n"
    found = scan(padding + text).classes()
    assert [(one[0], one[2], one[3]) for one in found] == [(PI, "ann lee", ("financial_account:12345678",))]


@pytest.mark.parametrize("line", ["A011000016A 12345678C", "xA011000015A 12345678C", "|:011000015|: 12345678"])
def test_what_is_no_ink_line(scan, line):
    assert not scan(f"Ann Lee, 1 Elm St, Boston, MA 02110\n{line}\n").findings


WALLETS = (
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",  # the examples of Bitcoin's documentation and of BIP 173
    "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        *(("Wallet Address", wallet) for wallet in WALLETS),
        ("btc_wallet", WALLETS[0]),
        ("PayPal E-mail", "ann.lee@example.com"),
        ("paypal_account", "ann.lee@example.com"),
    ],
)
def test_a_column_of_wallets_or_of_accounts_at_a_payment_service_is_for_review(scan, header, cell):
    (finding,) = scan(f"name,{header}\nAnn Lee,{cell}\n", "a.csv").findings
    assert (finding.classification.value, finding.person.normal) == ("review", "ann lee")
    assert finding.elements[0].value == cell


def test_such_columns_are_counted_alike_when_the_list_is_full(scan):
    rows = "".join(f"Ann Lee,a{at}@example.com\n" for at in range(30)) + f"Bob Ray,n/a\nEva Cole,{WALLETS[0]}\n"
    found = scan(f"name,paypal_email\n{rows}", "a.csv", Config(max_findings_per_file=2))
    assert found.counts == {"review": {"financial_account": 30}}


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Wallet Address", WALLETS[0][:-1] + "3"),  # a check that fails
        ("Wallet Address", WALLETS[2][:-1] + "p"),
        ("Wallet Address", "ann.lee@example.com"),
        ("Wallet Address", "12 Elm St"),
        ("Email", "ann.lee@example.com"),
        ("PayPal", "ann.lee@example.com"),
        ("transaction", WALLETS[3]),
        ("PayPal Email", "not given"),
    ],
)
def test_what_is_no_such_address(scan, header, cell):
    assert not scan(f"name,{header}\nAnn Lee,{cell}\n", "a.csv").findings


def test_the_account_on_a_check_is_the_drawers_whatever_stands_beside_the_payee(scan):
    check = "ANN LEE                      1044\n5 CROSS ST  EVERETT MA 02149   DATE 3/1/24\n"
    check += 'PAY TO THE ORDER OF  Bob Ray             $ 100.00\nEASTERN BANK\n|:011301798|:  4412007812||"  1044\n'
    assert people(scan(check)) == [("ann lee", "4412007812")]


STATEMENT = """{bank}                                      Page 1 of 3
                                            {told} 02/01/25 - 02/28/25
ANN M LEE                                   {label}: 6261664878
12 ELM ST                                   {kind}
LYNN MA 01901

Date     Description            Amount      Balance
"""
BANK = {"bank": "ROCKLAND TRUST", "told": "Statement Period", "label": "Account Number", "kind": "FREE CHECKING"}


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"kind": "Regular Savings"},
        {"kind": "Share Draft", "told": "Beginning balance"},
        {"told": "TRANSACTION CONFIRMATION", "kind": "Individual Brokerage"},
    ],
)
def test_the_account_of_a_statement_is_of_the_type_that_it_names(scan, other):
    found = scan(STATEMENT.format(**BANK | other))
    assert elements(found) == [(PI, "6261664878", 2)]
    assert "bank-statement" in found.findings[0].elements[0].evidence


@pytest.mark.parametrize(
    "other",
    [
        {"kind": ""},
        {"told": "Issued"},
        {"bank": "NATIONAL GRID", "kind": "METER 118 CHECKING"},
        {"bank": "EVERSOURCE", "kind": "Usage 118 kWh Savings"},
        {"kind": "Paid from your Checking"},
        {"kind": "Savings: $12.00"},
        {"kind": "AutoPay Checking ****1234"},
        {"label": "Policy Number"},
        {"label": "Acct", "told": "Withdrawals"},
    ],
)
def test_other_bills_have_accounts_for_review(scan, other):
    assert elements(scan(STATEMENT.format(**BANK | other))) == [("review", "6261664878", 1)]


@pytest.mark.parametrize(
    "label", ["Bank Account No.", "Checking Acct. No.", "Savings Acct.", "Bank Acct Nbr.", "Checking Account"]
)
def test_a_label_that_ends_with_a_full_stop_stands_over_its_account(scan, label):
    found = elements(scan(f"Employee Name\nAnn Lee\n{label}\n9505921381\n"))
    assert [one[:2] for one in found] == [(PI, "9505921381")]


def test_a_sentence_that_ends_with_an_account_says_nothing_of_the_next_line(scan):
    assert not elements(scan("Ann Lee has a checking account.\n9505921381 is the ticket.\n"))


@pytest.mark.parametrize("between", ["account", "acct no."])
def test_a_routing_number_is_none_of_the_accounts_of_several(scan, between):
    text = f"Ann Lee\nRouting 011000015, {between} 2230833865 for direct deposit\nBob Ray\nThanks\n"
    assert people(scan(text)) == [("ann lee", "2230833865")]
    two = "Ann Lee\nChecking account 2230833865\nBob Ray\nChecking account 2230833866\n"
    assert people(scan(two)) == [("ann lee", "2230833865"), ("bob ray", "2230833866")]


@pytest.mark.parametrize("note", ["", " (see instructions)", " (optional):", " (if applicable)"])
def test_how_to_fill_in_a_label_stands_between_it_and_the_account(scan, note):
    found = elements(scan(f"Name\nAnn Lee\nChecking account number{note}\n9505921381\n"))
    assert [one[:2] for one in found] == [(PI, "9505921381")]


@pytest.mark.parametrize("key", ["Checking Account No.", "Bank Acct. No.", "Savings Acct."])
def test_a_key_may_end_with_a_full_stop(scan, key):
    found = elements(scan(json.dumps({"name": "Ann Lee", key: "9505921381"}), "a.json"))
    assert [one[:2] for one in found] == [(PI, "9505921381")]


ASKED = ["What is your checking account number?", "Your bank account number?"]


@pytest.mark.parametrize("asked", ASKED)
def test_the_answer_to_a_question_for_an_account_is_one(scan, asked):
    text = f"Q: What is your name?\nA: Ann Lee\nQ: {asked}\nA: 9505921381\n"
    assert [one[:2] for one in elements(scan(text))] == [(PI, "9505921381")]
    text = f"Agent: May I have your name?\nCustomer: Ann Lee\nAgent: {asked}\nCustomer: 9505921381\n"
    assert [one[1] for one in elements(scan(text))] == ["9505921381"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee: do you have a checking account?\nBob Ray: no, my ticket is 9505921381\n",
        "Ann Lee: is it your bank account number?\n\nOrder 9505921381\n",
    ],
)
def test_what_is_no_answer_to_it_is_none(scan, text):
    assert not elements(scan(text))


def test_what_is_called_an_id_is_no_routing_number(scan):
    text = "Guarantor ID: 305383794\nName: Ann Lee\nAcct. no.\n78004367\n"
    assert elements(scan(text)) == [("review", "78004367", 1)]
    text = "Bank ID: 011000015\nName: Ann Lee\nAcct. no.\n78004367\n"
    assert elements(scan(text)) == [(PI, "78004367", 3)]


def test_a_routing_column_whose_group_says_no_more_speaks_for_an_account(scan):
    rows = "Ann,Lee,011000015,78004367\nBob,Ray,011000015,78004368\nEva,Cole,011000015,78004369\n"
    for head, grade in (("EddEEBankRoute,EddAcct", 3), ("spouse_routing,payee_acct", 1)):
        found = elements(scan(f"first_name,last_name,{head}\n{rows}", "a.csv"))
        assert {one[2] for one in found} == {grade}


def test_a_tax_number_of_an_account_is_no_account(scan):
    account = {"attributes": {"type": "Account"}, "AccountNumber": "78004367", "Tax_ID__c": "04-3979638"}
    record = {"FirstName": "Ann", "LastName": "Lee", "External_ID__c": "78004368", "Account": account}
    assert [one[1] for one in elements(scan(json.dumps(record), "a.json"))] == ["78004367"]
    record = {"name": "Ann Lee", "type": "checking", "account": "78004368"}
    assert [one[2] for one in elements(scan(json.dumps(record), "a.json"))] == [2]


def test_a_routing_number_is_that_of_the_bank_account_beside_the_customer_account(scan):
    rows = "877795259,Ann Lee,011000015,46556137\n335581054,Bob Ray,011000015,47379365\n"
    found = elements(scan(f"ACCT NO,CUSTOMER NAME,BANK ABA,BANK ACCT NO\n{rows}", "a.csv"))
    assert sorted(found) == sorted(
        [(PI, "46556137", 3), (PI, "47379365", 3), ("review", "877795259", 1), ("review", "335581054", 1)]
    )


def test_a_bank_account_of_names_leaves_the_routing_number_to_the_account(scan):
    rows = "877795259,Ann Lee,011000015,First Harbor\n335581054,Bob Ray,011000015,First Harbor\n"
    found = elements(scan(f"ACCT NO,CUSTOMER NAME,ABA,BANK ACCOUNT\n{rows}", "a.csv"))
    assert {one[0] for one in found} == {PI}


@pytest.mark.parametrize("years", ["(1866-1946)", "(1866 - 1946)", "(1990\u20132005)"])
def test_years_that_somebody_lived_are_no_account(scan, years):
    assert scan(f"Ann Lee wrote novels and popular accounts of science {years}.\n").findings == []


def test_an_account_that_looks_like_years_is_told_where_it_is_no_remark(scan):
    (one,) = scan("Ann Lee, savings account 1866-1946\n").findings
    assert one.elements[0].value == "18661946"


def test_a_heading_is_no_part_of_the_label_below_it(scan):
    text = (
        "ACCOUNT AGREEMENT / SIGNATURE CARD\nAccount Number: 72927700207\nAccount Type: Joint Checking\nName: Ann Lee\n"
    )
    assert [(one.person.normal, one.elements[0].value) for one in scan(text).findings] == [("ann lee", "72927700207")]


def test_a_label_that_a_line_breaks_is_one(scan):
    text = (
        "Ann Lee reports two withdrawals that she did not make from savings\naccount 699832482148. A claim is opened.\n"
    )
    assert [one.classification.value for one in scan(text).findings] == ["personal_information"]


def test_the_account_of_a_lawyer_for_the_money_of_clients_is_for_review(scan):
    text = (
        'Between Ann Lee ("Claimant") and Bayside Foods, LLC.\nThe Company shall wire $62,500 to Claimant\'s counsel, '
        "Feinberg & Roche, P.C., IOLTA account 6066892838, ABA 011000138.\n"
    )
    assert [one.classification.value for one in scan(text).findings] in ([], ["review"])


def test_a_routing_number_is_that_of_the_account_of_a_named_type_beside_it(scan):
    text = "Pt: Ann Lee  acct# 90972529\nAgrees to $50/mo on the 15th from checking 2989392046 (rt 011000138)\n"
    found = {element.value: one.classification.value for one in scan(text).findings for element in one.elements}
    assert found["90972529"] == "review"
    assert found["2989392046"] != "element_only"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("IRA acct Z71-882910", "Z71882910"),
        ("Charles Schwab brokerage acct: 4471-8829", "44718829"),
        ("my Fidelity acct is Z71882910", "Z71882910"),
        ("Edward Jones acct no. 44718829", "44718829"),
        ("wants it moved out of Fidelity acct X88-102938 today", "X88102938"),
        ("a conta do banco \u00e9 5519002837", "5519002837"),
    ],
)
def test_accounts_at_a_broker_or_bank_in_a_text(scan, text, value):
    found = scan(f"George Halloran\n{text}\n")
    assert elements(found) == [(PI, value, 2)]
    assert people(found) == [("george halloran", value)]


def test_who_has_the_name_of_a_firm_is_somebody_all_the_same(scan):
    (found,) = scan("Edward Jones, SSN 773-01-0001\n").findings
    assert (found.person.normal, found.classification.value) == ("edward jones", "review")


@pytest.mark.parametrize(
    ("bank", "counts"), [("Eastern Bank", True), ("Rockland Trust", True), ("Lynn High School", False)]
)
def test_a_column_of_institutions_that_are_banks(scan, bank, counts):
    table = f"Name,Institution,Account Number\nAnn Lee,{bank},649495626\nBob Ray,Citizens,97518756\n"
    assert any(one[0] == "ann lee" for one in people(scan(table, "a.csv"))) is counts


def test_a_record_of_many_accounts_is_looked_through_once():
    values = [f"8089{number:06}" for number in range(1500)]
    record = "\x1f".join(["Ann Lee", *(f"my acct {value} of order 011000138" for value in values), "ABA 011000015"])
    begun = time.process_time()
    assert all(routing_beside.has_routing(record, value) for value in values)
    assert not any(account_titles.is_of_statement(record) or account_titles.lists_deposits(record) for _ in values)
    assert time.process_time() - begun < 2  # a tenth of it
