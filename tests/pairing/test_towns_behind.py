"""A town that nothing parts from the name before it is no part of that name."""

import pytest
from pairs import A, people


@pytest.mark.parametrize(
    "text",
    [
        "Customer: Ann Lee Lynn MA 01902 SSN {}",
        "{} ANN LEE BOSTON MA 02108",
        "{} Ann M. Lee Fall River MA 02720",
        "SSN {} Ann Lee Boston, Massachusetts",
        "Name: Ann Lee Lynn MA  SSN {}",
    ],
)
def test_a_town_of_massachusetts(scan, text):
    assert people(scan(text.format(A) + "\n")) == [("ann lee", "773010001")]


@pytest.mark.parametrize("text", ["{} Ann Lee Dallas TX 75201", "{} Ann Lee New York NY 10001"])
def test_a_town_elsewhere(scan, text):
    assert people(scan(text.format(A) + "\n")) == [("non_resident", "ann lee", "773010001")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("{} Mary Ann Lee MA 01238", "mary lee"), ("{} Ann Grafton MA 01519", "ann grafton"), ("{} Ann Lee", "ann lee")],
)
def test_the_last_word_of_a_name_is_none(scan, text, expected):
    assert people(scan(text.format(A) + "\n")) == [(expected, "773010001")]
