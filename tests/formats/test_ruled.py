"""Tables with a run of dashes below each title, in logs."""

import pytest

ROWS = [("Ann", "Lee", "773010001", "MA"), ("Bob", "Ray", "773010002", "NH")]
TITLES = ("FirstName", "LastName", "SSN", "State")


def printed(widths=(9, 8, 9, 5), stamp=""):
    """As PowerShell and sqlcmd print a table."""
    lines = [TITLES, tuple("-" * len(title) for title in TITLES), *ROWS]
    return [stamp + " ".join(map(str.ljust, line, widths)).rstrip() for line in lines]


WIDE = [
    "SQL> select first, last, ssn from emp;",
    "",
    " ".join(map(str.ljust, TITLES, (20, 10, 9, 5))),
    "-------------------- ---------- --------- -----",
    *(" ".join(map(str.ljust, row, (20, 10, 9, 5))) for row in ROWS),
    "",
    "2 rows selected.",
]


@pytest.mark.parametrize(
    "lines",
    [
        printed(),
        ["PS C:\\> $staff", "", *printed(), "", "PS C:\\>"],
        printed(stamp="2024-06-14T14:00:00.1234567Z "),
        WIDE,
    ],
)
def test_a_row_is_a_record(scan, lines):
    found = scan("\n".join(lines) + "\n", "job.log").classes()
    assert [(one[1], one[2]) for one in found] == [("massachusetts", "ann lee"), ("elsewhere", "bob ray")]


def test_numbers_flush_right(scan):
    lines = [
        "Name     SSN       Badge",
        "---- ------- -----------",
        "Lee    10940   773010001",
        "Ray    10941   773010002",
    ]
    assert scan("\n".join(lines) + "\n", "job.log").classes() == []


def test_what_breaks_the_columns_is_text(scan):
    lines = [*printed(), "Bob Ray has no SSN here: 773-01-0003", "", "SSN of Eva Cole: 773-01-0004"]
    found = [(one[2], one[3]) for one in scan("\n".join(lines) + "\n", "job.log").classes()]
    assert ("eva cole", ("ssn:773010004",)) in found
    assert ("bob ray", ("ssn:773010002",)) in found


def test_a_ruler_between_paragraphs_is_none(scan):
    text = "Ann Lee wrote this\n------ --- ------- ----\nSSN 773-01-0001 is hers\n"
    assert len(scan(text, "a.log").classes()) == 1
