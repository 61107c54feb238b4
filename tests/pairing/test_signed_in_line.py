"""Who signs in the line in which they say a number of theirs."""

import pytest
from pairs import CARD, A, numbers, people


@pytest.mark.parametrize(
    "text",
    [
        f"Hi, my social is {A}. Ann Lee",
        f"Hi, my social is {A} - Ann Lee",
        f"my ssn is {A}, thanks, Ann Lee",
        f"please charge my card {CARD} exp 12/27. Thank you! Ann Lee.",
        f"my SSN is {A}, Ann Lee",
    ],
)
def test_it_is_theirs(scan, text):
    assert [person for person, _ in people(scan(text))] == ["ann lee"]


@pytest.mark.parametrize(
    "text",
    [
        f"Hi, my social is {A}. Please tell Ann Lee.",
        f"Hi, my social is {A}. Ann Lee will call you.",
        f"My social is {A}. Bob Ray and Ann Lee have been told, Carl Poe",
    ],
)
def test_who_is_only_named_is_not_meant(scan, text):
    assert numbers(scan(text)) == []
