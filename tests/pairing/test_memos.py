"""Memos and messages that were forwarded: "my" number is that of whom the header above names as the writer."""

from __future__ import annotations

import pytest
from pairs import people

A = "773-01-0001"
LEE = ("ann lee", "773010001")


@pytest.mark.parametrize(
    "head",
    [
        "MEMO\nTO: Payroll\nFROM: Ann Lee\nRE: W-4\n\n",
        "MEMO\nTo: Payroll\nFrom: Lee, Ann <ann.lee@example.com>\nRe: W-4\n\n",
        "TO: Payroll\nFROM: Ann Lee\nRE: W-4\n\n",  # read as a mail
        "> Bob Ray\n\n**From:** Ann Lee\n**To:** Payroll\n\n",
    ],
)
def test_my_number_is_of_whom_the_memo_is_from(scan, head):
    assert people(scan(f"{head}My SSN is {A}.\n")) == [LEE]


def test_what_somebody_else_is_quoted_with_is_not_the_writers(scan):
    head = "MEMO\nTO: Payroll\nFROM: Ann Lee\nRE: W-4\n\n"
    found = people(scan(f"{head}On Mon, Mar 4, 2024 at 9:12 AM Bob Ray wrote:\nMy SSN is {A}.\n"))
    assert LEE not in found


def test_a_deposit_that_somebody_changes_is_theirs(scan):
    text = (
        "MEMO\nTO: Payroll\nFROM: Ann Lee\n\nPlease change my direct deposit to Enterprise Bank, checking 4412007812.\n"
    )
    assert people(scan(text)) == [("ann lee", "4412007812")]
