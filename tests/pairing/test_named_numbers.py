"""Titles that name a person by the number or the card, and cells that hold a name and its number."""

import pytest
from pairs import LEE, RAY, A, B, C, people

from piiscan.detectors.headers import column_role


@pytest.mark.parametrize(
    "title",
    [
        "SSN NAME",
        "Social Security Name",
        "SSN Holder Name",
        "Name on SSN card",
        "Name on SSN",
        "Name as shown on Social Security card",
        "Legal Name (as on SSN card)",
    ],
)
class TestNameOfTheNumber:
    """A title about a name is one, whatever number it names with it."""

    def test_it_names_whose_the_number_is(self, scan, title):
        assert people(scan(f"{title},SSN\nAnn Lee,{A}\nBob Ray,773010002\n", "a.csv")) == [LEE, RAY]

    def test_numbers_of_their_own_form_in_it_are_found(self, scan, title):
        assert people(scan(f"Name,{title},City\nAnn Lee,{A},Boston\nBob Ray,{B},Boston\n", "a.csv")) == [LEE, RAY]

    def test_digits_alone_in_it_are_none(self, scan, title):
        assert people(scan(f"{title},x\n773010001,Ann Lee\n773010002,Bob Ray\n", "a.csv")) == []

    def test_in_an_object(self, scan, title):
        assert people(scan(f'{{"{title}": "Ann Lee", "SSN": "773010001"}}', "a.json")) == [LEE]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("SSN", "ssn"),
        ("SSN / Name", "ssn"),
        ("SSN (Name)", "ssn"),
        ("Name & SSN", "ssn"),
        ("SSN on file", "other"),
        ("SSN File Name", "name.veto"),
        ("SSN field name", "name.veto"),
        ("License Name", "name.veto"),
        ("Card Name", "name.full"),  # weak: where a value is a name
    ],
)
def test_titles_of_numbers_and_of_things(title, kind):
    assert column_role(title).kind == kind


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Name / SSN", ("Ann Lee / {}", "Bob Ray / {}")),
        ("Name/SSN", ("{} - Ann Lee", "{} - Bob Ray")),
        ("SSN/Name", ("{} Ann Lee", "{} Bob Ray")),
        ("Employee (SSN)", ('"Lee, Ann ({})"', '"Ray, Bob ({})"')),
        ("Employee Name and SSN", ("Ann Lee SSN: {}", "Bob Ray SSN: {}")),
        ("Taxpayer Name/SSN", ("ANN LEE {}", "BOB RAY {}")),
        ("SSN", ("Ann Lee {}", "Bob Ray {}")),
    ],
)
class TestNameAndNumber:
    """A cell with a name and its number is of that person."""

    @pytest.mark.parametrize("numbers", [(A, B), ("773010001", "773010002")])
    def test_it_is_that_persons(self, scan, title, cells, numbers):
        rows = "\n".join(f"{cell.format(number)},x" for cell, number in zip(cells, numbers, strict=True))
        assert people(scan(f"{title},Dept\n{rows}\n", "a.csv")) == [LEE, RAY]

    def test_it_is_not_whoever_else_the_row_names(self, scan, title, cells):
        rows = "\n".join(f"{cell.format(number)},Cid Moss" for cell, number in zip(cells, (A, B), strict=True))
        assert people(scan(f"{title},Manager\n{rows}\n", "a.csv")) == [LEE, RAY]

    def test_other_numbers_of_the_row_are_that_persons(self, scan, title, cells):
        rows = f"{cells[0].format(A)},S20304050\n{cells[1].format(B)},S20304051"
        assert people(scan(f"{title},DL#\n{rows}\n", "a.csv")) == [(*LEE, "S20304050"), (*RAY, "S20304051")]

    @pytest.mark.long
    def test_a_thousand_rows(self, scan, title, cells):
        rows = "".join(f"{cells[at % 2].format(f'773-01-{at + 1:04}')},x\n" for at in range(1000))
        assert len(people(scan(f"{title},Dept\n{rows}", "a.csv"))) == 1000


def test_several_in_a_cell_are_paired_one_by_one(scan):
    assert people(scan(f"Name / SSN,x\nAnn Lee {A}; Bob Ray {B},1\n", "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize(
    "text",
    [
        f"Name,SSN\nAnn Lee,{A} (Mark Hill)\nBob Ray,{B}\nCid Moss,{C}\n",
        f"Employee,Employee SSN\nAnn Lee,{A} on file\nBob Ray,{B} verified\nCid Moss,{C} see Mark Hill\n",
        f"Employee SSN,Employee\n{A} Old Card,Ann Lee\n{B} New Card,Bob Ray\n{C} New Card,Cid Moss\n",
    ],
)
def test_words_beside_a_number_are_nobody_where_a_column_names_the_person(scan, text):
    assert people(scan(text, "a.csv")) == [LEE, RAY, ("cid moss", "773010003")]


@pytest.mark.parametrize("word", ["on file", "Void Card", "see file", "State House", "(old)"])
def test_words_beside_a_number_are_nobody(scan, word):
    found = people(scan(f"SSN,x\n{A} {word},1\n{B} {word},1\n", "a.csv"))
    assert [one[:2] for one in found] == [("element_only", None)] * 2
