"""What headers mean that are short, cut, or names for anything, beside what stands below them."""

from __future__ import annotations

import pytest
from pairs import LEE, RAY, people

from piiscan.detectors.payment_card import luhn

S, T = "773010001", "773010002"


def cards(count):
    every = (f"453957876362{at:04}" for at in range(1000, 2000))
    return list(filter(luhn, every))[:count]


def table(header, values):
    return f"Name,{header}\n" + "".join(f"{who},{value}\n" for who, value in zip(NAMES, values, strict=False))


NAMES = ["Ann Lee", "Bob Ray", "Maria Santos", "Kevin Doyle", "Linda Tran", "James Murphy", "Rosa Pena", "Peter Nowak"]


@pytest.mark.parametrize("header", ["Account Number", "Number", "ID", "Payment Account"])
def test_a_column_full_of_cards_is_one_whatever_its_header_calls_it(scan, header):
    found = people(scan(table(header, cards(8)), "a.csv"))
    assert found == [(who.lower(), card) for who, card in zip(NAMES, cards(8), strict=True)]


def test_a_few_cards_or_one_that_is_none_are_no_such_column(scan):
    assert not [one for one in people(scan(table("Number", cards(7)), "a.csv")) if len(one) == 2]
    wrong = [*cards(7), "4539578763621000"]
    assert not [one for one in people(scan(table("Number", wrong), "a.csv")) if len(one) == 2]
    assert not scan(table("Order Number", cards(8)), "a.csv").findings


@pytest.mark.parametrize("header", ["ssn_id", "S.S. No.", "Natl ID", "S. S. #"])
def test_short_names_of_a_social_security_number(scan, header):
    assert people(scan(table(header, [S, T]), "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize("header", ["MA ID", "DL or ID"])
def test_short_names_of_a_license(scan, header):
    assert people(scan(table(header, ["S12345678"]), "a.csv")) == [("ann lee", "S12345678")]


@pytest.mark.parametrize("header", ["ln,fn", "LN,FN", "lst_nm,frst_nm", "Last Name/Suffix,First Name/MI"])
def test_short_names_of_the_parts_of_a_name(scan, header):
    assert people(scan(f"{header},SSN\nLee,Ann,{S}\nRay,Bob,{T}\n", "a.csv")) == [LEE, RAY]
