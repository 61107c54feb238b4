"""Records without gaps below a line of titles: each column begins where its title does."""

import pytest

from piiscan.formats.tables.titled_columns import by_titles

HEAD = "LAST      FIRST     SSN      DOB     ST"
ROWS = [
    ("LEE", "ANN", "773010001", "19900101", "MA"),
    ("RAY", "BOB", "773010002", "19910101", "MA"),
    ("COLE", "EVA", "773010003", "19920101", "NH"),
]
BODY = [f"{last:<10}{first:<10}{ssn}{dob}{state}" for last, first, ssn, dob, state in ROWS]


def told(scanned):
    found = [(one.person and one.person.normal, one.elements[0].value) for one in scanned.findings]
    return [(whose, value) for whose, value in found if value.isdigit()]


def test_numbers_that_run_into_each_other_are_found_with_their_person(scan):
    found = scan("\n".join([HEAD, *BODY]) + "\n")
    assert told(found) == [("ann lee", ROWS[0][2]), ("bob ray", ROWS[1][2]), ("eva cole", ROWS[2][2])]
    assert found.findings[2].residency.value == "elsewhere"


def test_a_number_may_come_first_and_the_name_last(scan):
    lines = ["SSN      DOB     NAME", *(f"{row[2]}{row[3]}{row[0]}, {row[1]}" for row in ROWS)]
    assert [whose for whose, _ in told(scan("\n".join(lines) + "\n"))] == ["ann lee", "bob ray", "eva cole"]


def test_titles_of_other_things_are_heard(scan):
    assert told(scan("\n".join([HEAD.replace("SSN", "LOT"), *BODY]) + "\n")) == []


@pytest.mark.parametrize(
    "lines",
    [
        [HEAD, *BODY[:2]],  # too few
        ["The last time we wrote to you   we said", "that 773010001 was a number", "of no use to anybody", "at all"],
        [HEAD, BODY[0], BODY[1].replace("773010002", "77301000X"), BODY[2]],
        [HEAD, *(line.replace("LEE ", " LEE") for line in BODY)],
        [HEAD + " 2024", *BODY],
        [HEAD, *BODY, "TOTAL 3"],
        ["A B C", "1234567890", "1234567891", "1234567892"],
        [],
    ],
)
def test_what_titles_do_not_part_is_left_alone(lines):
    assert by_titles(lines) is None
