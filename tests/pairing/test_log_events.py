"""Events of a log tell of nobody but whom they name: the one before them is another."""

import pytest
from pairs import people

CALL = 'msg="call of Ann Lee, whose statements come in the mail and who wants to be called back about the"'
CLOSED = 'msg="checking account 40017612 closed"'


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ts=2026-03-14T09:26:53Z ", "ts=2026-03-14T09:26:54Z "),
        ('time="2026-03-14T09:26:53-05:00" ', 'time="2026-03-14T09:26:54-05:00" '),
        ("2026-03-14T09:26:53Z ", "2026-03-14T09:26:54Z "),
    ],
)
def test_an_event_has_not_the_person_of_the_one_before(scan, first, second):
    assert people(scan(f"{first}{CALL}\n{second}{CLOSED}\n")) == [("element_only", None, "40017612")]


def test_a_line_without_a_time_goes_on_with_the_one_before(scan):
    assert people(scan(f"{CALL}\n{CLOSED}\n")) == [("ann lee", "40017612")]
