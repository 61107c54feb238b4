"""Several persons behind one label of names, each with their number behind them."""

import pytest
from pairs import LEE, RAY, A, B, C, people


@pytest.mark.parametrize(
    "text",
    [
        f"Names and SSNs: Ann Lee ({A}) and Bob Ray ({B})",
        f"Name/SSN: Ann Lee / {A}, Bob Ray / {B}",
        f"Names & SSNs: Ann Lee - {A}; Bob Ray - {B}",
        f"Name & Social: Ann Lee {A}, and Bob Ray {B}",
    ],
)
def test_each_has_the_number_behind(scan, text):
    assert people(scan(text + "\n")) == [LEE, RAY]


def test_a_comma_stands_before_the_last_and(scan):
    found = scan(f"Names and SSNs: Ann Lee ({A}), Bob Ray ({B}), and Carl Poe ({C})\n")
    assert people(found) == [LEE, RAY, ("carl poe", "773010003")]
    found = scan(f"Names: Ann Lee, Bob Ray, and Carl Poe\nSSNs: {A}, {B}, and {C}\n")
    assert people(found) == [LEE, RAY, ("carl poe", "773010003")]


def test_a_telephone_number_between_is_passed_over(scan):
    found = scan(f"Name: Ann Lee 617-555-0134, Boston Common\nSSN: {A}\n")
    assert people(found) == [LEE]
