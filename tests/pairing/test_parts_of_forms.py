"""Names in forms whose parts have boxes of their own."""

import pytest

A, B = "773-01-0001", "773-01-0002"
ACCOUNT = "43120773001"


@pytest.mark.parametrize(
    "text",
    [
        f"Patient: Last Lee   First Ann   MI B   Sex: F\nSS#: {A}\n",
        f"Last Lee   First Ann\nSS#: {A}\n",
        f"First Ann Mary  Last Lee\nSS#: {A}\n",
        f"a Employee's social security number\n{A}\ne Employee's first name and initial\nAnn B\nLast name\nLee\n",
        f"SSN\n{A}\nLast name\nLee\nFirst name and initial\nAnn B\n",
    ],
)
def test_parts_make_a_name(scan, text):
    found = scan(text).findings
    assert [(one.person.normal, one.elements[0].value) for one in found] == [("ann lee", "773010001")]


def test_each_of_several_forms_has_its_own(scan):
    form = "a Employee's social security number\n{}\ne Employee's first name and initial\n{} P\nLast name\n{}\n"
    text = form.format(A, "Ann", "Lee") + form.format(B, "Bob", "Doyle")
    assert scan(text).owners() == {"773010001": "ann lee", "773010002": "bob doyle"}


@pytest.mark.parametrize(
    "text",
    [
        f"Last Seen   First Entry\nSSN {A}\n",
        f"Last Updated  First Issued\nSSN {A}\n",
        f"First Ann   Second Bob\nSSN {A}\n",
        f"Employee's first name and initial\n\nLast name\n\nSSN: {A}\n",
    ],
)
def test_what_is_no_name_makes_none(scan, text):
    assert scan(text).owners() == {"773010001": None}


@pytest.mark.parametrize("matter", ["In the matter of the estate of: ", "Estate of: ", "In re: estate of: "])
def test_an_inventory_is_of_the_estate_that_it_names(scan, matter):
    text = (
        f"{matter}Mitchell Richardson\n\nSchedule B\n 1. Wages due from Nashoba Tool, decedent's SSN {A}   $ 812.40\n"
    )
    assert scan(text).persons() == [("mitchell richardson", "773010001")]


@pytest.mark.parametrize("said", ["wages due from", "he was employed at", "since May he worked for"])
def test_whom_somebody_works_for_is_not_meant(scan, said):
    assert scan(f"As of today there are {said} Nashoba Wenonah, see his SSN {A} for more.\n").owners() == {
        "773010001": None
    }


def test_titles_below_a_line_to_write_on_are_not_of_what_is_below_them(scan):
    form = (
        "Lee           Ann            B\n___________   ____________   ______\nLast Name     First Name     Middle\n\n"
        "7 High St     Lynn     MA    01902\n__________    _____    ___   ______\nStreet        City     State Zip\n\n"
        f"{A}\n______________\nSocial Security Number\n"
    )
    assert [one.person.normal for one in scan(form.encode(), "a.txt").findings] == ["ann lee"]


def test_a_row_of_a_form_whose_boxes_part_the_number(scan):
    rows = (
        f"Your first name and middle initial,Last name,Your social security number\nAnn B,Lee,{A.replace('-', ' - ')}\n"
    )
    assert scan(rows.encode(), "a.csv").owners() == {"773010001": "ann lee"}
