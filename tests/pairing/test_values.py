"""Names that are values beside each other, with no key: tuples in source code, rows in JSON, parameters in a log."""

import json

import pytest

from piiscan.config import Config
from piiscan.model import Classification, Finding, Source
from piiscan.scan import scan_one

PERSONAL, REVIEW, ALONE = Classification.PERSONAL_INFORMATION, Classification.REVIEW, Classification.ELEMENT_ONLY


@pytest.fixture
def persons(tmp_path):
    def of(name, data):
        file = tmp_path / name
        file.write_text(data)
        source = Source(str(tmp_path), name, str(file), file.stat().st_size)
        found = [event for event in scan_one(source, Config()) if isinstance(event, Finding)]
        return [
            (one.person.normal if one.person else None, element.value, one.classification)
            for one in sorted(found, key=lambda one: one.elements[0].start)
            for element in one.elements
        ]

    return of


@pytest.mark.parametrize(
    "text",
    [
        '    ("Ann", "Lee", "773-01-0001", "02139"),\n    ("Kevin", "Doyle", "773-01-0002", "02140"),\n',
        "rows = [['Ann','Lee','773-01-0001'],['Kevin','Doyle','773-01-0002']]\n",
        "INSERT INTO t VALUES (1, 'Ann', 'Lee', '773-01-0001'), (2, 'Kevin', 'Doyle', '773-01-0002');\n",
        (
            "DETAIL:  parameters: $1 = 'Ann', $2 = 'Lee', $3 = '773-01-0001'\n"
            "DETAIL:  parameters: $1 = 'Kevin', $2 = 'Doyle', $3 = '773-01-0002'\n"
        ),
        (
            "DETAIL:  Failing row contains (7, Ann, Lee, 773-01-0001, MA, null).\n"
            "DETAIL:  Failing row contains (8, 2024-06-14, Doyle, Kevin, null, 773-01-0002, MA).\n"
        ),
    ],
)
def test_two_values_beside_each_other_name_a_person(persons, text):
    assert persons("a.txt", text) == [("ann lee", "773010001", PERSONAL), ("kevin doyle", "773010002", PERSONAL)]


def test_what_may_be_other_things_than_names_is_nobody(persons):
    assert persons("a.txt", 'x = ("Boston", "Lowell", "773-01-0001")\n') == [(None, "773010001", ALONE)]
    assert persons("a.txt", 'x = ("Status", "Green", "773-01-0001")\n') == [(None, "773010001", ALONE)]


def test_a_number_among_other_values_is_not_theirs(persons):
    text = 'x = [("Zzyx", "Qqorv", "773-01-0001"), ("Kevin", "Doyle", "773-01-0002")]\n'
    assert persons("a.txt", text) == [
        (None, "773010001", ALONE),
        ("kevin doyle", "773010002", PERSONAL),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Ann Lee", "773-01-0001"], ["Kevin Doyle", "773-01-0002"]],
        [[1, "Ann", "Lee", "773-01-0001"], [2, "Kevin", "Doyle", "773-01-0002"]],
        [["First Name", "Last Name", "SSN"], ["Ann", "Lee", "773-01-0001"], ["Kevin", "Doyle", "773-01-0002"]],
    ],
)
def test_the_rows_of_an_object_need_no_columns(persons, rows):
    expected = [("ann lee", "773010001", PERSONAL), ("kevin doyle", "773010002", PERSONAL)]
    assert persons("a.json", json.dumps({"count": 2, "rows": rows})) == expected


def test_several_persons_in_one_list_make_it_doubtful(persons):
    said = {"ids": 3, "cells": ["Ann Lee", "Kevin Doyle", "773-01-0001"]}
    assert persons("a.json", json.dumps(said)) == [("ann lee", "773010001", REVIEW)]


def test_a_list_of_numbers_has_nobody_beside_it(persons):
    said = {"note": "Ann Lee", "ssn": [f"773-01-{number:04}" for number in range(1, 4)]}
    assert {one[0] for one in persons("a.json", json.dumps({"a": [said["ssn"]], "b": 1}))} == {None}


def test_cells_of_a_line_or_two_with_bars(persons):
    text = "100200|Lee|Ann|A|773-01-0001|12 Elm St|Lynn|MA\n100201|Doyle|Kevin||773-01-0002|9 Oak St|Salem|MA\n"
    assert persons("a.txt", text) == [("ann lee", "773010001", PERSONAL), ("kevin doyle", "773010002", PERSONAL)]


def test_persons_among_the_firms_that_are_paid(persons):
    text = (
        "Vendor,Tax ID,Total\n"
        '"Doyle, Kevin",773-01-0001,12000.00\nBay Painting LLC,04-3311228,9000.00\n'
        "Harbor Fuel Inc,04-3311229,900.00\nMaria Lopez,773010002,4000.00\n"
    )
    assert persons("a.csv", text) == [("kevin doyle", "773010001", PERSONAL), ("maria lopez", "773010002", REVIEW)]


def test_a_column_of_first_initials(persons):
    assert persons("a.csv", "lastname,fi,mi,ssn\nLee,A,B,773-01-0001\nDoyle,K,,773-01-0002\n") == [
        ("a lee", "773010001", PERSONAL),
        ("k doyle", "773010002", PERSONAL),
    ]


def test_whom_the_text_of_a_number_names_goes_before_the_keys_beside_it(persons):
    said = {"message": 'said: "my name is Ann Lee and my ssn is 773-01-0001"', "agent": "Kevin Doyle"}
    assert persons("a.json", json.dumps(said)) == [("ann lee", "773010001", PERSONAL)]
    said["message"] = "ssn is 773-01-0001, see ticket"
    assert persons("a.json", json.dumps(said)) == [("kevin doyle", "773010001", PERSONAL)]


def test_the_account_of_a_firm_is_not_that_of_whom_it_pays(persons):
    text = (
        "<PmtInf><Dbtr><Nm>Acme Tool Co</Nm></Dbtr><DbtrAcct><Id><Othr><Id>99120012</Id></Othr></Id></DbtrAcct>"
        "<Cdtr><Nm>Kevin Doyle</Nm></Cdtr><CdtrAcct><Id><Othr><Id>88210447123</Id></Othr></Id></CdtrAcct></PmtInf>"
    )
    assert persons("a.xml", text) == [
        (None, "99120012", ALONE),
        ("kevin doyle", "88210447123", PERSONAL),
    ]


def test_names_of_fields_run_together_are_titles_of_columns(persons):
    rows = ("100200 Weber        Alan       773010001 MA 01901", "100201 Doyle        Kevin      773010002 MA 01970")
    head = "EMPNO  LASTNAME     FIRSTNAME  SSN       ST ZIP"
    for times in (1, 15):  # with many rows a title may be wider than all that is below it
        found = persons("a.txt", "\n".join((head, *rows * times, "")))
        assert set(found) == {("alan weber", "773010001", PERSONAL), ("kevin doyle", "773010002", PERSONAL)}
        assert len(found) == 2 * times


def test_a_purchase_order_is_no_social_security_number(persons):
    assert persons("a.txt", "Bill to: Ann Lee, 5 Elm St, Lynn MA 01901\nPO 773-01-0001   Part 12\n") == []
    assert persons("a.txt", "Bill to: Ann Lee, 5 Elm St, Lynn MA 01901\nShip now.  P.O. 773-01-0001   Part 12\n") == []
    assert persons("a.txt", "Plaintiff: Ann Lee\nExhibit 773-01-0001 impounded\n") == []
    assert persons("a.txt", "Plaintiff: Ann Lee, P.O. Box 7, Lynn MA\nExhibit A, SSN 773-01-0001\n") != []


@pytest.mark.parametrize(
    "line",
    [
        "ZAPATA              VIKRAM         M 773-01-0001",
        "Zapata   Vikram\t773-01-0001",
        "773-01-0001   VIKRAM   ZAPATA",
    ],
)
def test_a_surname_and_a_given_name_in_columns_without_titles(persons, line):
    assert persons("a.txt", f"{line}\n") == [("vikram zapata", "773010001", PERSONAL)]


@pytest.mark.parametrize(
    "line",
    ["BOSTON    LOWELL", "MARY     JOHN", "Grant    Park", "Austin    Texas", "Virginia   Beach", "Sales   Zapata"],
)
def test_words_in_columns_that_are_no_name_for_sure_are_nobody(persons, line):
    assert persons("a.txt", f"{line}   773-01-0001\n") == [(None, "773010001", ALONE)]
