"""Persons who are named in full once, and by the first name further on."""

import pytest
from pairs import A, B, digits, people

TOP = "Ann Lee and Bob Ray applied together last week. Both were interviewed by phone.\n\n"
BOTH = [("ann lee", digits(A)), ("bob ray", digits(B))]

TEXTS = {
    "in one paragraph": f"{TOP}Ann's SSN is {A} and she lives in Lowell, MA. Bob's SSN is {B}.\n",
    "left out": f"{TOP}Ann's SSN is {A}. Bob's is {B}.\n",
    "in two": f"{TOP}Ann's SSN is {A}.\n\nBob\u2019s Social Security number: {B}\n",
    "the other way round": f"{TOP}Bob's SSN is {B}.\n\nAnn's SSN is {A}.\n",
    "who gave it": f"{TOP}Bob gave {B} as his SSN.\n\nAnn gave her SSN as {A}.\n",
    "in the same paragraph": f"Ann Lee and Bob Ray came. Bob's SSN is {B}. The call was short. Ann's SSN is {A}.\n",
    "as heads of lines": f"{TOP}Bob: SSN {B}\nAnn: SSN {A}\n",
    "in brackets": f"{TOP}The checks for both Bob (SSN {B}) and Ann (SSN {A}) are here.\n",
    "behind other words": f"{TOP}As for the forms, Bob has SSN {B}, and for Ann the number is SSN {A}.\n",
    "named apart": f"Ann Lee called.\n\nBob Ray called.\n\nAnn's SSN: {A}\n\nBob's SSN: {B}\n",
    "inverted": f"Lee, Ann\nRay, Bob\n\nThey want to refinance.\n\nAnn's SSN: {A}\nBob's SSN: {B}\n",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_first_name_is_who_was_named_in_full(scan, text):
    assert sorted(one for one in people(scan(TEXTS[text])) if one[0] in {"ann lee", "bob ray"}) == BOTH


def test_where_one_lives_is_not_where_the_other_does(scan):
    found = {one[2]: one[1] for one in scan(TEXTS["in one paragraph"]).classes()}
    assert found == {"ann lee": "massachusetts", "bob ray": "unknown"}


# Texts whose number is for review, as before: whose it is cannot be told by the first name.
DOUBTFUL = {
    "two have it": f"Ann Lee and Ann Ray came in.\n\nThey sat down.\n\nAnn's SSN is {A}.\n",
    "somebody else": f"{TOP}Kate's SSN is {A}.\n",
    "of kin": f"{TOP}Ann's mother's SSN is {A}.\n",
    "who only asked": f"{TOP}Ann asked about the form of the clerk, {A}.\n",
    "named only below": f"Ann's SSN is {A}.\n\nThey came in on Monday and sat down.\n\nCall Ann Lee and Bob Ray.\n",
}


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_a_first_name_does_not_tell(scan, text):
    assert {one[0] for one in people(scan(DOUBTFUL[text]))} == {"review"}


def test_who_is_named_in_full_beside_the_number_goes_first(scan):
    text = f"{TOP}Ann told us that Bob Ray's SSN is {B}. Bob told us that the SSN of Ann Lee is {A}.\n"
    assert people(scan(text)) == [("bob ray", digits(B)), ("ann lee", digits(A))]


def test_a_first_name_of_two_words_is_another(scan):
    assert people(scan(f"{TOP}Mary Ann's SSN is {A}.\n")) == [("mary ann", digits(A))]


def test_another_message_is_another_text(scan):
    text = f"2024-01-02 10:00:01 Ann Lee called\n2024-01-02 10:00:02 Ann's SSN is {A}\n"
    assert ("ann lee", digits(A)) not in people(scan(text))
