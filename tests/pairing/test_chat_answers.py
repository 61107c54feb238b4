"""A number that answers a question of another speaker, with the name that is asked for before it."""

import pytest
from pairs import people

ASKED = "Assistant: Please type your full name and Social Security number.\n"


@pytest.mark.parametrize("stamp", ["", "10:20:11 "])
@pytest.mark.parametrize("name", ["Ann Lee", "Wilner Saint-Fleur", "Wilner O'Neil"])
@pytest.mark.parametrize("between", [", ", " ", " - "])
def test_the_answer_may_begin_with_the_name(scan, stamp, name, between):
    text = f"{stamp}{ASKED}{stamp}Visitor: {name}{between}773010001\n{stamp}Assistant: Thank you.\n"
    assert people(scan(text)) == [(name.lower().replace("'", "").replace("-", ""), "773010001")]


@pytest.mark.parametrize(
    "text",
    [
        "Assistant: We never ask for a Social Security number.\nVisitor: Ann Lee, order 773010001\n",
        "Assistant: He has no Social Security number.\nOrder: Ann Lee, 773010001\n",
        "Please bring your Social Security number.\nThe agenda of the meeting with Ann Lee 773010001\n",
    ],
)
def test_what_answers_nothing_is_none(scan, text):
    assert people(scan(text)) == []
