"""Columns of numbers whose kind another column names."""

import pytest
from pairs import CARD, A, digits, people

from piiscan.config import Config
from piiscan.pairing.tables import type_columns

ROWS = [
    ("Ann Lee", "SSN", A, ("ann lee", "773010001")),
    ("Bob Ray", "Driver's License", "S12345678", ("bob ray", "S12345678")),
    ("Eva Cole", "Passport", "123456789", None),
    ("Mary Stone", "social security number", "773010009", ("mary stone", "773010009")),
    ("Kevin Doyle", "DL", "S87654321", ("kevin doyle", "S87654321")),
    ("Linda Walsh", "Credit Card", CARD, ("linda walsh", CARD)),
    ("James Baker", "", "773010008", None),
]
FOUND = [found for *_, found in ROWS if found]


def table(*header, turned=False):
    lines = [header, *[(name, number, kind) if turned else (name, kind, number) for name, kind, number, _ in ROWS]]
    return "".join(",".join(line) + "\n" for line in lines)


@pytest.mark.parametrize(
    "header",
    [
        ("Name", "ID Type", "ID Number"),
        ("name", "document_type", "document_no"),
        ("Name", "Doc Title", "Doc No"),
        ("Name", "List C Doc", "List C No"),
        ("Customer Name", "Type", "Number"),
        ("Chaperone", "ID shown", "ID number"),
    ],
)
def test_each_number_is_what_its_type_says(scan, header):
    assert people(scan(table(*header), "a.csv")) == FOUND


def test_a_license_of_a_state_is_one_to_drive(scan):
    rows = "Name,ID shown,ID number\nAnn Lee,MA license,S12345678\nEva Cole,US passport,C1234567\nBob Ray,NH lic,NHL12345678\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", "S12345678"), ("bob ray", "NHL12345678")]


def test_the_type_may_stand_behind_the_number(scan):
    assert people(scan(table("Name", "ID Number", "ID Type", turned=True), "a.csv")) == FOUND


def test_what_is_something_else_is_counted(scan):
    (outcome,) = scan(table("Name", "ID Type", "ID Number"), "a.csv").outcomes
    assert outcome.counts["lookalike"] == {"column:other": 2}


def test_all_are_counted_beyond_what_is_listed(scan):
    lines = "".join(
        f"Ann Lee,{kind},{number}\n" for number in range(773010001, 773010101) for kind in ("SSN", "Passport")
    )
    scanned = scan(f"name,id type,id number\n{lines}", "a.csv", Config(max_findings_per_file=10))
    (outcome,) = scanned.outcomes
    assert len(scanned.findings) == 10
    assert outcome.counts["personal_information"] == {"ssn": 100}
    assert outcome.counts["lookalike"] == {"column:other": 100}


def test_a_type_that_is_not_known_says_nothing_against_the_form_of_a_number(scan):
    data = f"name,id type,id number\nAnn Lee,SSN,773010009\nBob Ray,primary,{A}\nEva Cole,passport,{A}\nMary Stone,x,773010008\n"
    assert people(scan(data, "a.csv")) == [("ann lee", "773010009"), ("bob ray", "773010001")]


@pytest.mark.parametrize(
    "data",
    [
        "name,order type,order number\nAnn Lee,SSN card,773010001\n",
        "name,type,number\nAnn Lee,invoice,773010001\n",
        "name,job title,job no\nAnn Lee,Driver,S12345678\n",
        "name,doc title,doc no\nAnn Lee,Invoice,773010001\n",
    ],
)
def test_other_columns_stay_what_they_are(scan, data):
    assert people(scan(data, "a.csv")) == []


def test_only_the_columns_near_a_number_are_asked_for_its_type(monkeypatch):
    asked = []
    monkeypatch.setattr(type_columns, "is_type", asked.append)
    width = 300
    assert type_columns.type_columns([f"no {at}" if at else "number" for at in range(width)], [["1"]] * width) == {}
    assert len(asked) < 7 * width


@pytest.mark.parametrize("header", ["TIN Type,TIN", "Tax ID Type,Tax ID", "tin_type,tin"])
def test_a_number_of_a_taxpayer_is_what_its_type_says(scan, header):
    rows = ("Ann Lee,SSN,773010001", "Bob Ray,,773010002", "Eva Cole,ITIN,773010003", "Acme Inc,EIN,773010004")
    found = people(scan("\n".join((f"Name,{header}", *rows)) + "\n", "a.csv"))
    assert found == [("ann lee", "773010001"), ("review", "bob ray", "773010002")]


def test_a_type_that_names_no_number_leaves_the_title_as_it_is(scan):
    table = "Name,TIN Type,TIN\nAnn Lee,Individual,773010001\nBob Ray,Individual,773010002\n"
    assert {one[0] for one in people(scan(table, "a.csv"))} == {"review"}
    table = "Name,Payment Type,TIN\nAnn Lee,SSN,773010001\nBob Ray,SSN,773010002\n"
    assert {one[0] for one in people(scan(table, "a.csv"))} == {"review"}


@pytest.mark.parametrize(
    "header", ["Payee TIN,TIN Type", "Recipient Tax ID,Tax ID Type", "TIN,TIN Typ", "TIN,TIN_TYPE_CD"]
)
def test_a_number_may_be_said_to_be_somebody_s_and_its_type_not(scan, header):
    rows = ("Ann Lee,773010001,SSN", "Bob Ray,773010003,ITIN", "Acme Inc,773010004,EIN")
    assert people(scan("\n".join((f"Payee Name,{header}", *rows)) + "\n", "a.csv")) == [("ann lee", "773010001")]


CHANGES = [
    ("Ann Lee", "SSN", "773010001"),
    ("Bob Ray", "Bank Account Number", "83749202"),
    ("Mary Stone", "Driver's License", "S12345678"),
    ("Eva Cole", "Order Number", "773010003"),
    ("Kevin Doyle", "Account Number", "83749205"),
    ("Linda Walsh", "Phone", "773010006"),
    ("James Baker", "Balance", "773010007"),
    ("Paul Green", "Savings", "773010008"),
]


@pytest.mark.parametrize(
    "header", ["field,old value,new value", "Field Name,OldValue,NewValue", "attribute,previous_value,current_value"]
)
def test_a_history_of_changes_says_by_the_field_what_each_value_is(scan, header):
    lines = [f"2024-01-05,{name},{field},,{value}\n" for name, field, value in CHANGES]
    found = people(scan(f"changed_at,employee_name,{header}\n{''.join(lines)}", "a.csv"))
    assert found == [("ann lee", "773010001"), ("bob ray", "83749202"), ("mary stone", "S12345678")]


def test_values_of_no_field_of_ours_are_nothing(scan):
    lines = "2024-01-05,Ann Lee,Quota,773010001,773010002\n2024-01-06,Bob Ray,Case No,773010003,773010004\n"
    assert people(scan(f"changed_at,employee_name,field,old value,new value\n{lines}", "a.csv")) == []
    lines = "Ann Lee,773010001,773010002\nBob Ray,773010003,773010004\n"
    assert people(scan(f"employee_name,old value,new value\n{lines}", "a.csv")) == []


def test_a_header_that_says_itself_that_its_numbers_are_of_cards_needs_no_type(scan):
    titles = ("Chase Freedom", "Amex Gold", "Debit Card", "Capital One Venture", "Citi")
    rows = [f"Ann Lee,{title},{CARD}\n" for title in titles]
    assert people(scan("Holder,card_name,card_number\n" + "".join(rows), "a.csv")) == [("ann lee", CARD)] * 5
    short = [f"{title},{CARD}\n" for title in titles[:2]]
    assert people(scan("card_name,card_number\n" + "".join(short), "a.csv")) == [("element_only", None, CARD)] * 2


@pytest.mark.parametrize("title", ["TIN_TYP", "TIN Type", "tin type code"])
def test_the_letter_beside_a_number_of_a_taxpayer(scan, title):
    rows = [("Ann Lee", digits(A), "S"), ("Bob Ray", "773010002", "E"), ("Eva Cole", "773010003", "i")]
    found = people(scan(f"Name,TIN,{title}\n" + "".join(",".join(row) + "\n" for row in rows), "a.csv"))
    assert found == [("ann lee", digits(A))]


def test_a_letter_beside_other_numbers_is_none_of_those(scan):
    rows = "".join(f"{name},{number},S\n" for name, number in (("Ann Lee", digits(A)), ("Bob Ray", "773010002")))
    assert people(scan(f"Name,Order Number,Order Type\n{rows}", "a.csv")) == []


@pytest.mark.parametrize("title", ["TIN Type", "Tax ID Type"])
def test_the_digit_beside_a_number_of_a_taxpayer(scan, title):
    rows = [("2", digits(A), "Ann Lee"), ("1", "043210002", "Bob Ray"), ("2", "773010004", "Eva Cole")]
    found = people(scan(f"{title},Student TIN,Name\n" + "".join(",".join(row) + "\n" for row in rows), "a.csv"))
    assert found == [("ann lee", digits(A)), ("eva cole", "773010004")]
    assert people(scan(f"{title},Class,Name\n" + "".join(",".join(row) + "\n" for row in rows), "a.csv")) == []


def test_the_type_of_another_title_for_numbers_of_taxpayers(scan):
    rows = "".join(
        f"{name},{kind},{number}\n"
        for name, kind, number in (("Ann Lee", "SSN", digits(A)), ("Bob Ray", "EIN", "773010002"))
    )
    assert people(scan(f"provider_name,tax_id_type,group_tin\n{rows}", "a.csv")) == [("ann lee", digits(A))]


def test_numbers_of_taxpayers_that_are_all_of_firms(scan):
    rows = "".join(f"{name},EIN,{number}\n" for name, number in (("Ann Lee", digits(A)), ("Bob Ray", "773010002")))
    assert people(scan(f"provider_name,tax_id_type,group_tin\n{rows}", "a.csv")) == []
