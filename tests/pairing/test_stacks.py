"""Tables whose columns stand one below the other: whose a number is by its place in the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import A, B, C, digits, people

from piiscan.model import Segment, Shape
from piiscan.pairing.prose.lines import Lines
from piiscan.pairing.prose.stacks import Stacks

NAMES = ["Ann Lee", "Bob Ray", "Eva Cole"]
NUMBERS = [A, B, C]
THREE = [("ann lee", digits(A)), ("bob ray", digits(B)), ("eva cole", digits(C))]


def lines(*columns, between="\n"):
    return between.join(between.join(column) for column in columns) + "\n"


TABLES = {
    "titles": lines(["Name", *NAMES], ["SSN", *NUMBERS]),
    "blank lines between columns": "Roster 2024\n\n" + lines(["Name", *NAMES, ""], ["SSN", *NUMBERS]),
    "blank lines everywhere": lines(["Employee Name", *NAMES], ["SSN", *NUMBERS], between="\n\n"),
    "columns between": lines(["Name", *NAMES], ["Dept", "Sales", "Sales", "Legal"], ["SSN", *NUMBERS]),
    "columns of other numbers": lines(["No.", "1", "2", "3"], ["Name", *NAMES], ["Phone", "617-555-0101", "617-555-0102", "617-555-0103"], ["SSN", *NUMBERS]),
    "numbers first": lines(["SSN", *NUMBERS], ["Name", *NAMES]),
    "no titles": lines(NAMES, NUMBERS),
    "titles in one line": lines(["Name SSN"], NAMES, NUMBERS),
    "surname first": lines(["Name", "Lee, Ann", "Ray, Bob", "Cole, Eva"], ["SSN", *NUMBERS]),
    "parts of names": lines(["Last Name", "Lee", "Ray", "Cole"], ["First Name", "Ann", "Bob", "Eva"], ["SSN", *NUMBERS]),
    "other persons beside": lines(["Name", *NAMES], ["Supervisor Name", "Joe Doe", "Joe Doe", "Sam Roe"], ["SSN", *NUMBERS]),
    "a cell that was lost": lines(["Name", *NAMES], ["City", "Lynn", "Salem"], ["SSN", *NUMBERS]),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_columns_of_one_length_are_paired_line_by_line(scan, table):
    assert people(scan(TABLES[table])) == THREE


def test_names_off_the_lists_below_their_title(scan):
    text = lines(["Name", "Phoeung Sopheap", "Xqzt Vbnm"], ["SSN", A, B])
    assert people(scan(text)) == [("phoeung sopheap", digits(A)), ("xqzt vbnm", digits(B))]


def test_where_they_live_stands_in_a_column(scan):
    text = lines(["Name", *NAMES], ["State", "MA", "NY", "MA"], ["SSN", *NUMBERS])
    assert [one[:3] for one in scan(text).classes()] == [
        ("personal_information", "massachusetts", "ann lee"),
        ("non_resident", "elsewhere", "bob ray"),
        ("personal_information", "massachusetts", "eva cole"),
    ]


def test_a_column_of_the_spouses(scan):
    text = lines(["Name", "Ann Lee", "Bob Ray"], ["Spouse Name", "Joe Lee", "Eva Ray"], ["Spouse SSN", A, B])
    assert people(scan(text)) == [("joe lee", digits(A)), ("eva ray", digits(B))]


DOUBTFUL = {
    "a name too many": lines(["Name", *NAMES], ["SSN", A, B]),
    "a number too many": lines(["Name", "Ann Lee", "Bob Ray"], ["SSN", *NUMBERS]),
    "two lists of names": lines(NAMES, ["Boston"], ["Joe Doe", "Sam Roe", "Amy Poe"], NUMBERS),
}


@pytest.mark.parametrize("table", DOUBTFUL)
def test_lists_that_cannot_be_told_are_for_review(scan, table):
    found = scan(DOUBTFUL[table]).findings
    assert {(one.classification.value, "ambiguous-subject" in one.reasons) for one in found} == {("review", True)}
    assert sum(len(one.elements) for one in found) == DOUBTFUL[table].count("773-01-")


OTHERS = {
    "records": (f"Ann Lee\n{A}\nBob Ray\n{B}\n", [("ann lee", digits(A)), ("bob ray", digits(B))]),
    "both of one person": (f"Name: Ann Lee\nSSN\n{A}\n{B}\n", [("ann lee", digits(A), digits(B))]),
    "one number": (f"Ann Lee\nBob Ray\n\nEva Cole\nSSN\n{A}\n", [("eva cole", digits(A))]),
}


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_table_of_columns(scan, text):
    assert people(scan(OTHERS[text][0])) == OTHERS[text][1]


@pytest.mark.parametrize("between", ["They were told on Monday.\n", "City: Boston\n", "\f", "x" * 70 + "\n"])
def test_what_is_no_cell_ends_the_table(between):
    assert owned(lines(NAMES) + between + lines(["SSN", *NUMBERS])) == {}
    assert owned(lines(NAMES) + lines(["SSN", *NUMBERS])) != {}


def owned(text):
    data = text.encode()
    stacks = Stacks(Lines(Segment(data, Shape.PROSE, lambda _: ())))
    found = {}
    for number in {line for line in text.splitlines() if line.startswith("773-")}:
        at = data.find(number.encode())
        if (one := stacks.of(at, at + len(number))) is not None:
            found[number] = (one.person.normal, one.reasons)
    return found


_FILLING = st.sampled_from(["Dept", "City", "Hired", "Note"])


@given(st.integers(2, 40), st.lists(_FILLING, max_size=3), st.integers(0, 3), st.booleans(), st.data())
def test_any_number_of_columns_in_any_order(count, titles, at, blank, data):
    """Each number is found whose it is, whichever is asked for first."""
    given_names = ["Ann", "Eva", "Mary", "Laura"]
    surnames = ["Lee", "Cole", "Ray", "Ford", "Doyle", "Smith", "Jones", "Brown", "Hall"]
    persons = [f"{given_names[row % 4]} {surnames[row % 9]}" for row in range(count)]
    numbers = [f"773-01-{row + 1:04}" for row in range(count)]
    columns = [[title, *(f"{title} {row}" for row in range(count))] for title in titles]
    columns.insert(min(at, len(columns)), ["Name", *persons])
    columns.insert(data.draw(st.integers(0, len(columns))), ["SSN", *numbers])
    text = lines(*columns, between="\n\n" if blank else "\n")
    found = owned(text)
    if found or len(text) < 1800:
        assert found == {number: (person.lower(), ()) for number, person in zip(numbers, persons, strict=True)}


def test_a_list_without_end_costs_no_more_than_its_length():
    text = lines([f"773-{row // 9999:02}-{row % 9999 + 1:04}" for row in range(20_000)])
    data = text.encode()
    counted = []

    class Counting(Lines):
        def before(self, line):
            counted.append(line.start)
            return super().before(line)

        def after(self, line):
            counted.append(line.start)
            return super().after(line)

    stacks = Stacks(Counting(Segment(data, Shape.PROSE, lambda _: ())))
    assert [stacks.of(at, at + 11) for at in range(0, len(data), 12)] == [None] * 20_000
    assert len(counted) < 3 * 20_000
