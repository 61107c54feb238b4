"""Several numbers behind one label, which "and" or "or" joins."""

import pytest
from pairs import numbers

ONE, TWO = "4471882910", "4471882936"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee's checking accounts {} and {} at Eastern Bank were closed.", (ONE, TWO)),
        ("Ann Lee, savings account nos. {} & {}, were opened.", (ONE, TWO)),
        ("Ann Lee, SSN {} or {}, was asked.", ("773010001", "773010002")),
        ("Ann Lee's cards {} and {} were lost.", ("4539578763621486", "4916338506082832")),
    ],
)
def test_each_has_the_label(scan, text, expected):
    assert numbers(scan(text.format(*expected) + "\n")) == [("ann lee", one) for one in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee, SSN 773010001 and 5550142 units.", ["773010001"]),
        ("Ann Lee, SSN 773010001. Orders 773010002 and 773010003.", ["773010001"]),
        ("Ann Lee, orders 773010001 and 773010002.", []),
    ],
)
def test_none_that_is_of_another_length_or_thing(scan, text, expected):
    assert numbers(scan(text + "\n")) == [("ann lee", one) for one in expected]
