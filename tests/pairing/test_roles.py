"""Roles that name their person in a form, and what stands behind one that is no name."""

import pytest
from pairs import CARD, A, people


@pytest.mark.parametrize("role", ["Patient", "Probationer", "Grievant", "Name"])
@pytest.mark.parametrize("nickname", ["", '"Annie" ', "(Annie) "])
def test_a_role_names_its_person_by_a_nickname_as_well(scan, role, nickname):
    found = people(scan(f"{role}: Ann {nickname}Lee\nPCP: Dr. Bob Ray\nSSN {A}\nMother's name: Mary Ray\n"))
    assert found == [("ann lee", "773010001")]


@pytest.mark.parametrize("said", ["Hi, I want to pay", "Oh, I see", "Ok, I paid already"])
def test_what_a_customer_says_is_no_name(scan, said):
    assert people(scan(f"Customer: {said}. Card number {CARD}.\n"))[0][:2] == ("element_only", None)
