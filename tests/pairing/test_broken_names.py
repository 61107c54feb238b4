"""A name that a line breaks behind its initial or title goes on in the next line."""

import pytest
from pairs import people


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (
            "Before the private showing we wrote down the SSN of the buyer, Maria T.",
            "Santos, which is 773-01-0001, and called the bank.",
            [("maria santos", "773010001")],
        ),
        (
            "The dependents on this return are Ivan L. Nunez, SSN 020-35-9900, and L.",
            "Jackson, SSN 095-44-4443.",
            [("ivan nunez", "020359900"), ("l jackson", "095444443")],
        ),
        (
            "The file of the applicant was returned by the clerk at the counter to Ms.",
            "Maria Santos, whose SSN is 773-01-0001, this week.",
            [("maria santos", "773010001")],
        ),
    ],
)
@pytest.mark.parametrize("margin", ["", "> ", "  "])
def test_a_name_goes_on(scan, above, below, expected, margin):
    assert people(scan(f"{margin}{above}\n{margin}{below}\n")) == expected
