"""The accounts of a ledger are nobody's; accounts of persons in a like table are told."""

import pytest

from piiscan.pairing.tables.ledger_columns import of_ledger

CODES = ("1000", "1105", "2100", "3000", "4000", "5200")
NAMES = ("MARIA VARGAS", "JUAN PEREZ", "ANA GOMEZ", "LUIS ROJAS", "ROSA DIAZ", "JOSE CRUZ")


def told(scan, header, rows):
    text = "\n".join([header, *rows]) + "\n"
    return [one for one in scan(text, "a.csv").findings if one.elements]


@pytest.mark.parametrize(
    ("header", "types"),
    [
        ("accno,description,gifi_accno", ("",) * 6),
        ("Account #,Account,Type", ("Bank", "Fixed Asset", "Accounts Payable", "Equity", "Income", "Expense")),
        ("acct_no,name,charttype", ("A",) * 6),
        ("acct_no,name,gifi", ("572000001",) * 6),
        ("Account Number,Name,Class", ("Assets", "Assets", "Liabilities", "Equity", "Revenue", "Expenses")),
    ],
)
def test_a_chart_of_accounts_has_accounts_of_nobody(scan, header, types):
    rows = [",".join(one) for one in zip(CODES, NAMES, types, strict=True)]
    assert told(scan, header, rows) == []


def test_codes_that_go_on_from_shorter_ones_are_of_a_ledger(scan):
    codes = ("11", "1105", "110505", "110510", "1110", "111005", "12", "1205", "120505", "120510")
    rows = [f"{code},{NAMES[at % 6]}" for at, code in enumerate(codes)]
    assert told(scan, "accno,description", rows) == []


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Account Number,Owner,Type", [f"{40017 + at}{at}221,{name},Checking" for at, name in enumerate(NAMES)]),
        ("Account Number,Owner,Class", [f"{4001761207 + at},{name},Assets" for at, name in enumerate(NAMES)]),
        ("Account Number,Owner,Type", [f"{4001761 + 7 * at},{name},Bank" for at, name in enumerate(NAMES)]),
    ],
)
def test_accounts_of_persons_are_told(scan, header, rows):
    assert len(told(scan, header, rows)) == len(NAMES)


def test_without_accounts_the_roles_stay():
    roles = (None, None)
    assert of_ledger(("charttype", "x"), roles, (("A",) * 9, CODES)) is roles
