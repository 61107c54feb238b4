"""Of whom a number is that answers a question, in chats whose speakers stand in lines of their own."""

import pytest
from pairs import LEE, A, people

CHATS = [
    "[4/12/2024 2:02 PM] Ray, Bob\nDo you have Ann Lee's social?\n[4/12/2024 2:03 PM] Cole, Eva\n{}\n",
    "Bob Ray  9:02 AM\nwho has the SSN of Ann Lee?\n\nEva Cole  9:04 AM\n{}\n",
]


@pytest.mark.parametrize("chat", CHATS)
def test_a_number_alone_is_of_whom_it_was_asked_for(scan, chat):
    assert people(scan(chat.format(A))) == [LEE]


def test_not_of_whom_the_same_one_spoke(scan):
    said = f"[4/12/2024 2:02 PM] Cole, Eva\nDo you have Ann Lee's social?\n[4/12/2024 2:03 PM] Cole, Eva\n{A}\n"
    assert LEE not in people(scan(said))


def test_the_answer_may_begin_with_the_state(scan):
    said = "[5/2/2024 9:15 AM] Ray, Bob\nneed the DL, for Ann Lee\n[5/2/2024 9:16 AM] Cole, Eva\nMA S20304050\n"
    assert people(scan(said)) == [("ann lee", "S20304050")]
