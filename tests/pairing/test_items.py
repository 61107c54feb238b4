"""Lists below a title that names a person: whose a number in an item is, whoever the other items name."""

import pytest
from pairs import A, B, numbers

LEE = [("ann lee", "773010001")]
TITLES = [
    "# Ann Lee\n\n",
    "# Interview: Ann Lee\n",
    "**Interview notes** -- Ann Lee -- *2nd round*\n\n",
    "Ann Lee, 2nd round:\n",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "other", ["refs: Bob Ray", "supervisor: Bob Ray, (978) 555-0100", "talked to Bob Ray about it"]
)
def test_a_number_in_an_item_is_of_whom_the_title_names(scan, title, other):
    scanned = scan(f"{title}- strong on Excel; lives in Quincy, MA\n- {other}\n- SSN for the check = {A}\n", "a.md")
    assert numbers(scanned) == LEE
    assert scanned.findings[0].residency.value == "massachusetts"


@pytest.mark.parametrize(
    "text",
    [
        "To do for Ann Lee:\n- talk to Bob Ray\n- SSN for the check: {}\n",
        "Notes by Ann Lee\n\n- talk to Bob Ray\n- SSN for the check: {}\n",
        "Team Ann Lee:\n- Bob Ray\n- SSN for the check: {}\n",
        "We met with Ann Lee today.\n- talk to Bob Ray\n- SSN for the check: {}\n",
        "Ann Lee and Carl Fox:\n- talk to Bob Ray\n- SSN for the check: {}\n",
        "# Ann Lee\n- SSN of the first: " + B + "\n- talk to Bob Ray\n- SSN for the check: {}\n",
    ],
)
def test_but_not_where_the_title_or_an_item_is_of_somebody_else(scan, text):
    assert LEE[0] not in numbers(scan(text.format(A), "a.md"))


def test_an_item_with_the_label_of_a_name_is_a_record(scan):
    assert numbers(scan(f"# Ann Lee\n- Employee: Bob Ray\n- SSN: {A}\n", "a.md")) == [("bob ray", "773010001")]


@pytest.mark.parametrize(("code", "residency"), [("01901", "massachusetts"), ("21218", "elsewhere")])
def test_an_item_below_may_say_where_the_person_lives(scan, code, residency):
    scanned = scan(f"### Ann Lee\n\n- Started: 04/07/2022\n- SSN: {A}\n- Zip: {code}\n", "a.md")
    assert [one.residency.value for one in scanned.findings] == [residency]
