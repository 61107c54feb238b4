"""Words for a part of a name as labels of a form."""

import pytest
from pairs import A, people


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
