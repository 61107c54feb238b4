"""The lexicon itself, and the labels found with it in running text."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detectors.labels import find_labels, split_key
from piiscan.detectors.lexicon import entries, fold, spellings

KINDS = {
    "ssn", "drivers_license", "payment_card", "financial_account", "person", "group", "name.full", "name.given",
    "name.surname", "name.middle", "name.suffix", "name.veto", "state", "license.state", "zip", "city", "address", "birth",
    "card.context", "account.review", "account.short", "medicare", "routing", "other", "document", "header.derived",
    "header.noise", "header.elsewhere", "ssn.concealed", "payment_card.concealed",
}  # fmt: skip


def test_the_table():
    assert {entry.kind for entry in entries()} == KINDS
    assert {entry.grade for entry in entries()} == {1, 2, 3}
    assert all(entry.phrase == entry.phrase.lower().strip() and "  " not in entry.phrase for entry in entries())
    assert all(
        entry.veto
        == (
            entry.kind in {"other", "document", "name.veto", "account.review", "routing"}
            or entry.kind.endswith(".concealed")
        )
        for entry in entries()
        if not entry.header
    )


def test_no_phrase_means_two_things():
    """`header.*` are words, not phrases; a spelling may repeat only inside one kind."""
    meanings: dict[str, set[str]] = {}
    for entry in entries():
        if not entry.kind.startswith("header."):
            for spelled in map(fold, spellings(entry.phrase)):
                meanings.setdefault(spelled, set()).add(entry.kind)
    twice = {phrase: kinds for phrase, kinds in meanings.items() if len(kinds) > 1}
    assert twice == {}


def test_no_line_stands_twice():
    lines = Counter((entry.kind, entry.phrase) for entry in entries())
    assert [line for line, count in lines.items() if count > 1] == []


@pytest.mark.parametrize("label", ["Social Security Account Number", "Numéro de sécurité sociale", "SSAN"])
def test_further_names_of_the_number(label):
    assert [one.kind for one in find_labels(f"{label}: 773010001")] == ["ssn"]


@pytest.mark.parametrize("plan", ["401(k)", "403(b)", "457(b)", "401k", "401 (k)"])
@pytest.mark.parametrize("label", ["account", "Account Number", "Acct #"])
def test_plans_are_written_as_the_law_does(plan, label):
    text = f"Ann Lee {plan} {label}: 20473916"
    assert ("financial_account", 3) in [(one.kind, one.grade) for one in find_labels(text)]
    assert find_labels(text)[-1].end == text.index(":")


def labels(text: str) -> list[tuple[str, str, int]]:
    return [(label.kind, text[label.start : label.end], label.grade) for label in find_labels(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SSN: 010-94-0001", [("ssn", "SSN", 3)]),
        ("Social Security Number", [("ssn", "Social Security Number", 3)]),
        ("SOC. SEC. NO.", [("ssn", "SOC. SEC. NO", 3)]),
        ("ss# 1", [("ssn", "ss#", 2)]),
        ("SS # 1", [("ssn", "SS #", 2)]),
        ("social_security_no=1", [("ssn", "social_security_no", 3)]),
        ("socialSecurityNumber", [("ssn", "socialSecurityNumber", 3)]),
        ("employeeSSN", [("name.full", "employee", 2), ("ssn", "SSN", 3)]),
        ("ssnValue", [("ssn", "ssn", 3)]),
        ("Social   Security\n Number", [("ssn", "Social   Security\n Number", 3)]),
        ("TIN 1", [("ssn", "TIN", 1)]),
        ("meeting in lessn", []),
        ("Driver\u2019s Licence No: x", [("drivers_license", "Driver\u2019s Licence No", 3)]),
        ("drivers-license-number", [("drivers_license", "drivers-license-number", 3)]),
        ("DL# x", [("drivers_license", "DL#", 2)]),
        ("public DL", [("drivers_license", "DL", 1)]),
        ("Software License", [("other", "Software License", 3)]),
        ("license plate", [("other", "license plate", 3)]),
        ("Credit Card Number", [("payment_card", "Credit Card Number", 3)]),
        ("the card", [("payment_card", "card", 1)]),
        ("discarded", []),
        ("Gift Card", [("account.review", "Gift Card", 3)]),
        ("Bank account no. 1", [("financial_account", "Bank account no", 3)]),
        ("Name: Ann", [("name.full", "Name", 2)]),
        ("Employee Name: Ann", [("name.full", "Employee Name", 3)]),
        ("Patient's name", [("name.full", "Patient's name", 3)]),
        ("Name of Insured", [("name.full", "Name of Insured", 3)]),
        ("Employee: Ann", [("name.full", "Employee", 2)]),
        ("firstName", [("name.given", "firstName", 3)]),
        ("Last Name, First Name", [("name.surname", "Last Name", 3), ("name.given", "First Name", 3)]),
        ("Product Name", [("name.veto", "Product Name", 3)]),
        ("Company", [("name.veto", "Company", 3)]),
        ("Order Number 7", [("other", "Order Number", 3)]),
        ("Date of Birth", [("birth", "Date of Birth", 3)]),
        ("Zip Code", [("zip", "Zip Code", 3)]),
        ("State: MA", [("state", "State", 2)]),
        ("Valid Thru 01/27", [("card.context", "Valid Thru", 3)]),
        ("Número de Seguro Social", [("ssn", "Número de Seguro Social", 3)]),
        ("Apellidos", [("name.surname", "Apellidos", 3)]),
        ("Cartão de crédito", [("payment_card", "Cartão de crédito", 3)]),
        ("last 4 of SSN", [("other", "last 4 of SSN", 3)]),
        ("SSN\x1fName", [("ssn", "SSN", 3), ("name.full", "Name", 2)]),
        ("", []),
    ],
)
def test_find_labels(text, expected):
    assert labels(text) == expected


def test_a_veto_says_so():
    assert [label.veto for label in find_labels("invoice number, SSN")] == [True, False]


WORDS = st.sampled_from([spelled for entry in entries() for spelled in spellings(entry.phrase)])


@given(st.lists(st.one_of(WORDS, st.text(max_size=4), st.sampled_from("  \n_.-#'İßﬁ")), max_size=20).map("".join))
def test_labels_are_in_order_inside_the_text_and_apart(text):
    found = find_labels(text)
    assert all(0 <= label.start < label.end <= len(text) for label in found)
    assert all(one.end <= two.start for one, two in itertools.pairwise(found))


@given(st.text())
def test_fold_keeps_the_length_and_folds_once(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.one_of(WORDS, st.text(max_size=3)), min_size=1, max_size=5))
def test_blanks_around_move_labels_and_nothing_else(words):
    text = " ".join(words)
    moved = [(label.start - 4, label.end - 4, label.kind) for label in find_labels("\x1f\x1f\x1f\x1f" + text)]
    assert moved == [(label.start, label.end, label.kind) for label in find_labels(text)]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("employeeSSN", "employee ssn"),
        ("emp_ssn", "emp ssn"),
        ("SSN#", "ssn #"),
        ("SSNs", "ssns"),
        ("DLNumber", "dl number"),
        ("buyer2_ssn", "buyer2 ssn"),
        ("Driver's License No.", "driver's license no"),
        ("Número (de) cuenta", "numero de cuenta"),
        ("  ", ""),
        ("personal-info.homeZip5", "personal info home zip5"),
    ],
)
def test_split_key(key, words):
    assert split_key(key) == words


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("EMPSSN=", ["ssn"]),
        ("custacctno: ", ["financial_account"]),
        ('"spousedlno":"', ["drivers_license"]),
        ("<x_empssn>", ["ssn"]),
        ("EMPSSN ", []),
        ("LESSN=", []),
        ("xempssn=", []),
        ("class: assn:", []),
        ("EMPCARD=", []),
        ("1empssn=", []),
    ],
)
def test_labels_that_run_together_with_a_person_before_them(text, kinds):
    assert [label.kind for label in find_labels(text)] == kinds


def test_a_card_behind_a_social_security_number_in_a_text_is_a_payment_card():
    assert [label.kind for label in find_labels("name ssn card_number state")] == [
        "name.full",
        "ssn",
        "payment_card",
        "state",
    ]
