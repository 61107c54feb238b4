"""Names that are asked for and given in parts in a chat, and with the number."""

import pytest
from pairs import A, B, people

FIRST = ("May I have your first name?", "First name please", "Who am I speaking with?")
GIVEN = ("Ann", "It's Ann.", "this is Ann")


@pytest.mark.parametrize(("asked", "given"), list(zip(FIRST, GIVEN, strict=True)))
@pytest.mark.parametrize("surname", ["Lee", "my last name is Lee", "Lee, L-E-E"])
def test_both_parts(scan, asked, given, surname):
    chat = f"Agent: {asked}\nCaller: {given}\nAgent: And your last name?\nCaller: {surname}\nAgent: SSN?\nCaller: {A}\n"
    assert people(scan(chat)) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "chat",
    [
        f"Agent: First name?\nCaller: Ann\nAgent: SSN?\nCaller: {A}\n",
        f"Agent: First name?\nCaller: Ann\nAgent: Last name?\nCaller: no idea yet\nAgent: SSN?\nCaller: {A}\n",
        f"Agent: First name?\nCaller: Ann\nAgent: Your mother's last name?\nCaller: Lee\nAgent: SSN?\nCaller: {A}\n",
        f"Agent: First name?\nCaller: Ann\nAgent: Last name?\nCaller: Lee\nAgent: Your wife's SSN?\nCaller: {A}\n",
    ],
)
def test_parts_that_make_no_name_of_whose_it_is(scan, chat):
    assert all(one[0] in {"element_only", "review"} for one in people(scan(chat)))


def test_you_and_a_bot(scan):
    chat = f"Bot: Enter your first name.\nYou: Ann\nBot: Enter your last name.\nYou: Lee\nBot: SSN?\nYou: {A}\n"
    assert people(scan(chat)) == [("ann lee", "773010001")]


def test_a_number_that_is_corrected_is_of_who_gave_the_name_with_the_first(scan):
    chat = f"Agent: Your full name and social?\nCaller: Ann Lee, {B}\nAgent: {B}, right?\nCaller: No sorry, it's {A}\n"
    assert ("ann lee", "773010001") in people(scan(chat))
