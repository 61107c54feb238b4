"""Words for a part of a name as labels of a form."""

import pytest
from pairs import LEE, RAY, A, B, people


@pytest.mark.parametrize(
    "names",
    [
        "Patient's Last Name: Lee  First: Ann  Initial: J",
        "Patient Last Name: Lee First: Ann MI: J",
        "Last: Lee First: Ann MI: J",
        "Last Name: Lee First: Ann Suffix: Jr",
        "LAST: LEE  FIRST: ANN  SUFFIX:",
    ],
)
def test_the_parts_are_one_person(scan, names):
    assert people(scan(f"{names}\nSS#: {A}\nResponsible Party: Bob Ray\n")) == [("ann lee", "773010001")]


def test_a_motto_is_no_name(scan):
    found = scan(f"Last Name: Lee\nSafety First: Ann\nSSN: {A}\n")
    assert all(one.person is None or "ann" not in one.person.normal for one in found.findings)


@pytest.mark.parametrize(
    "names",
    [
        "e Employee's first name and initial Ann J  Last name Lee",
        "Employee's first name and initial: Ann J   Last name: Lee",
        "First name and middle initial Ann J Last name Lee",
        "First name Ann Last name Lee",
        "FIRST NAME ANN LAST NAME LEE",
        "First name Ann MI J Last name Lee",
        "Surname Lee Given names Ann",
    ],
)
@pytest.mark.parametrize("label", ["\na Employee's social security number", " Your social security number", "\nSSN:"])
def test_a_blank_parts_both_from_their_labels(scan, names, label):
    assert [(one.split()[0], one.split()[-1], number) for one, number in people(scan(f"{names}{label} {A}\n"))] == [
        ("ann", "lee", "773010001")
    ]


@pytest.mark.parametrize(
    "text",
    ["First name and initial  Last name", "First name Middle name Last name", "First name Address Last name City"],
)
def test_titles_alone_name_nobody(scan, text):
    assert all(one.person is None for one in scan(f"{text}\nSSN: {A}\n").findings)


@pytest.mark.parametrize("parted", ["  ", "\n"])
@pytest.mark.parametrize("mark", ["", ":"])
def test_the_spouse_of_a_return_has_the_second_number(scan, parted, mark):
    text = (
        f"Your first name and initial{mark} Ann  Last name{mark} Lee{parted}Your social security number{mark} {A}\n"
        f"If joint return, spouse's first name and initial{mark} Bob  Last name{mark} Ray{parted}"
        f"Spouse's social security number{mark} {B}\n"
    )
    assert people(scan(text)) == [LEE, RAY]


@pytest.mark.parametrize("whose", ["Insured", "Patient's", "Employee"])
def test_whose_the_part_is_makes_it_no_whole_name(scan, whose):
    text = f"{whose} SSN: {A}\n{whose} first name: Stanislaw\n{whose} last name: von Trapp\nDepartment: Sales\n"
    ((name, number),) = people(scan(text))
    assert (name.split()[0], name.split()[-1], number) == ("stanislaw", "trapp", "773010001")
