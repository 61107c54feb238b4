"""A row of a sheet with nothing but a name in its first column stands over the rows below that say nothing there."""

import pytest
from format_samples import book_of

ONE, TWO, THREE = "43120773001", "43120773002", "43120773003"
TITLES = ("Client", "Bank account number", "Type", "Balance")


@pytest.mark.parametrize("total", [(), ("Ann Lee Total", None, None, 17.5)])
def test_the_name_over_the_rows_is_of_their_numbers(scan, total):
    rows = [
        ("Ann Lee",),
        (None, ONE, "Brokerage", 10.5),
        (None, TWO, "IRA", 7.0),
        total,
        ("Bob Doyle",),
        (None, THREE, "IRA", 1),
    ]
    found = scan(book_of(TITLES, *[row for row in rows if row]), "a.xlsx").owners()
    assert found == {ONE: "ann lee", TWO: "ann lee", THREE: "bob doyle"}


@pytest.mark.parametrize(
    "rows",
    [
        (("Ann Lee",), ("Bob Doyle", "x", "IRA", 1), (None, ONE, "IRA", 2)),  # the row between says who is meant
        (("Lynn Office",), (None, ONE, "IRA", 2)),
        (("Ann Lee", None, None, 5), (None, ONE, "IRA", 2)),  # a record of its own
        (("Ann Lee",), ("Total", None, None, 5), (None, ONE, "IRA", 2)),
    ],
)
def test_what_stands_over_no_row_says_nothing_of_it(scan, rows):
    assert set(scan(book_of(TITLES, *rows), "a.xlsx").owners().values()) <= {None}


def test_below_a_column_without_a_title_nobody_is_meant(scan):
    rows = ((None, "Name", "Bank account number", "Type"), ("Mary Hill",), (None, "Bob Doyle", ONE, "IRA"))
    assert scan(book_of(*rows), "a.xlsx").owners() == {ONE: "bob doyle"}


def test_the_name_over_the_rows_of_a_first_column_without_a_title(scan):
    rows = [
        ("Direct deposits",),
        (None, "Bank", "Routing", "Account number", "Amount"),
        ("Lee, Ann M",),
        (None, "Eastern Bank", "011000015", ONE, 12.5),
        (None, "Citizens", "011000015", TWO, 12.5),
        (None, None, None, "Total", 25),
        ("Doyle, Bob",),
        (None, "Citizens", "011000015", THREE, 12.5),
    ]
    found = scan(book_of(*rows), "a.xlsx").owners()
    assert {number: found[number] for number in (ONE, TWO, THREE)} == {
        ONE: "ann lee",
        TWO: "ann lee",
        THREE: "bob doyle",
    }
