"""What is printed on a card beside its number: an expiry date or code is as good as a label; a code must not be kept."""

import json

import pytest
from pairs import CARD, people

PAN = "4539578763621486"
KEPT = "sensitive-auth-data"
TOLD = {
    "expiry": (f"Ann Lee {PAN} exp 12/27", False),
    "expiry, long year": (f"Ann Lee, {PAN}, Exp: 12/2027", False),
    "expiry before": (f"Ann Lee exp. 04/28 {PAN}", False),
    "valid thru": (f"Ann Lee {PAN} valid thru 11/29", False),
    "Spanish": (f"Ann Lee {PAN} vence 11/29", False),
    "code": (f"Ann Lee {PAN} CVV 123", True),
    "code in brackets": (f"Ann Lee {PAN} (cvc2: 123)", True),
    "both": (f"Ann Lee {PAN} exp 12/27 cvv 123", True),
    "both, far": (f"Ann Lee, Visa {PAN}, exp 12/2027, security code 123", True),
    "both without names": (f"Ann Lee {PAN} 12/27 123", True),
    "dump": (f"Ann Lee|{PAN}|12|2027|123", True),
    "in the next lines": (f"Name: Ann Lee\nCard: {PAN}\nExp: 12/27\nCVV: 123", True),
    "track 2": (f"Ann Lee ;{PAN}=27121010000000000?", True),
    "track 2 of a chip": (f"Ann Lee {PAN}D27121010000000000F", True),
}
NOT = {
    "offer": f"Ann Lee {PAN} our offer expires 12/27",
    "date": f"Ann Lee {PAN} 12/27",
    "dates": f"Ann Lee {PAN} 12/27/2024 123",
    "no month": f"Ann Lee {PAN} 13/27 123",
    "amount": f"Ann Lee {PAN} code 123",
    "extension": f"Ann Lee {PAN} ext 123",
}


@pytest.mark.parametrize("case", TOLD)
def test_they_tell_a_card(scan, case):
    text, kept = TOLD[case]
    (found,) = scan(text + "\n").findings
    assert (found.classification.value, found.person.normal) == ("personal_information", "ann lee")
    assert found.grades["element"] >= 2
    assert (KEPT in found.reasons) is kept


@pytest.mark.parametrize("case", NOT)
def test_other_dates_and_numbers_do_not(scan, case):
    found = scan(NOT[case] + "\n").findings
    assert [one.classification.value for one in found] == ["review"]
    assert KEPT not in found[0].reasons


def test_a_label_of_another_thing_is_stronger(scan):
    assert scan(f"Ann Lee, order {PAN} exp 12/27 cvv 123\n").findings == []


def test_the_code_of_the_next_card_is_not_that_of_this_one(scan):
    text = f"Name: Ann Lee\nCard: {PAN}\nName: Bob Page\nCard: 4532015112830366\nCVV: 123\n"
    assert [KEPT in one.reasons for one in scan(text).findings] == [False, True]


@pytest.mark.parametrize("title", ["cvv", "CVV2", "card_security_code", "cardCvc", "Verification Code"])
def test_a_column_or_key_of_codes(scan, title):
    table = f"name,card_number,{title}\nAnn Lee,{PAN},123\nBob Page,4532015112830366,\n"
    assert [KEPT in one.reasons for one in scan(table, "cards.csv").findings] == [True, False]
    people = [
        {"name": "Ann Lee", "card": {"number": PAN, title: "123"}},
        {"name": "Bob Page", "pan": "4532015112830366"},
    ]
    assert [KEPT in one.reasons for one in scan(json.dumps(people), "cards.json").findings] == [True, False]


@pytest.mark.parametrize("title", ["code", "pin_code", "zip", "area_code", "dept"])
def test_other_columns_have_no_codes(scan, title):
    table = f"name,card_number,{title}\nAnn Lee,{PAN},123\n"
    assert [KEPT in one.reasons for one in scan(table, "cards.csv").findings] == [False]


@pytest.mark.parametrize("label", ["gift card", "Fuel card", "fleet card no.", "store card"])
def test_cards_that_may_give_no_access_to_money_are_for_review(scan, label):
    (found,) = scan(f"Ann Lee, {label} {PAN}\n").findings
    assert (found.classification.value, found.elements[0].kind.value) == ("review", "financial_account")


@pytest.mark.parametrize("label", ["loyalty card", "library card"])
def test_cards_that_give_none_are_no_elements(scan, label):
    assert scan(f"Ann Lee, {label} {PAN}\n").findings == []


def test_numbers_beside_what_is_printed_on_a_card_are_cards(scan):
    table = f"Name on Card,Number,Exp,CVV\nAnn Lee,{PAN},12/27,123\n"
    (found,) = scan(table, "cards.csv").findings
    assert (found.classification.value, found.person.normal) == ("personal_information", "ann lee")
    assert not scan(table.replace("Exp,CVV", "Size,Color"), "orders.csv").findings


@pytest.mark.parametrize(
    "card",
    [
        {"type": "scheme", "number": CARD, "expiryMonth": "03", "expiryYear": "2030", "holderName": "Ann Lee"},
        {"object": "card", "number": CARD, "exp_month": 3, "exp_year": 2030, "name": "Ann Lee"},
        {"value": CARD, "cvc": "737", "name": "Ann Lee"},
    ],
)
def test_what_is_printed_on_a_card_says_that_a_number_is_one(scan, card):
    assert people(scan(json.dumps({"paymentMethod": card, "reference": "773010009123"}), "a.json")) == [
        ("ann lee", CARD)
    ]
    other = {"order": {"number": CARD, "name": "Ann Lee"}, "card": {"exp_month": 3, "cvc": "737"}}
    assert people(scan(json.dumps(other), "a.json")) == []
