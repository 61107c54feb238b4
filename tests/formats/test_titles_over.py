"""Titles that stand over those of several columns, and labels that say whose part of a name stands below them."""

from __future__ import annotations

import pytest
from format_samples import book_of

A, B, C, D = "773-01-0001", "773-01-0002", "773-01-0003", "773-01-0004"


OVER = ("Employee", "", "", "Spouse", "", "Home", "")
TITLES = ("Last", "First", "SSN", "Name", "SSN", "City", "State")
ROWS = (("Lee", "Ann", A, "Bob Doyle", B, "Lynn", "MA"), ("Ray", "Eva", C, "Ian Novak", D, "Lowell", "MA"))
WHOSE = {A: "ann lee", B: "bob doyle", C: "eva ray", D: "ian novak"}


def plain(whose):
    return {number.replace("-", ""): name for number, name in whose.items()}


@pytest.mark.parametrize("above", [(), (("Enrollment 2026",),), (("Enrollment",), ("Printed", "3/1/2026"))])
def test_the_titles_over_the_columns_say_whose_they_are(scan, above):
    rows = (*above, OVER, TITLES, *ROWS)
    assert scan(book_of(*rows), "a.xlsx").owners() == plain(WHOSE)
    lines = "".join(",".join(row) + "\n" for row in rows)
    assert scan(lines, "a.csv").owners() == plain(WHOSE)


def test_a_page_with_cells_over_others(scan):
    head = (
        "<tr><th rowspan=2>Client<th colspan=2>Papers<th rowspan=2>State</tr><tr><th>SSN<th>License</tr>"
        f"<tr><td>Lee, Ann<td>{A}<td>S77300001<td>MA</tr><tr><td>Ray, Eva<td>{B}<td>S77300002<td>NH</tr>"
    )
    found = scan(f"<table>{head}</table>", "a.html").findings
    assert [(one.person.normal, one.residency.value) for one in found] == [
        ("ann lee", "massachusetts"),
        ("eva ray", "elsewhere"),
    ]


@pytest.mark.parametrize(
    "over",
    [("Payroll", "", "Page", "1"), ("Spouse", "", "", ""), ("Lynn Mills", "", "03/01/2026", ""), ("x", "", "", "y")],
)
def test_what_else_stands_above_a_header_changes_nobody(scan, over):
    rows = (over, ("Name", "Title", "SSN", "State"), ("Ann Lee", "Clerk", A, "MA"), ("Bob Doyle", "Clerk", B, "MA"))
    assert scan(book_of(*rows), "a.xlsx").owners() == plain({A: "ann lee", B: "bob doyle"})


FORM = "{}\nAnn\nLast name\nLee\nYour social security number\n773 01 0001\n{}\nBob\nLast name\n{}\n{}\n773 01 0002\n"


@pytest.mark.parametrize(
    "first",
    [
        "Spouse's first name",
        "Spouse\u2019s first name",
        "If joint return, spouse\u2019s first name and middle initial",
        "Spouse first name",
    ],
)
@pytest.mark.parametrize("surname", ["Lee", "Doyle"])
def test_a_part_of_a_name_below_a_label_that_says_whose_it_is(scan, first, surname):
    form = FORM.format("Your first name and middle initial", first, surname, "Spouse's social security number")
    assert scan(form).owners() == {"773010001": "ann lee", "773010002": f"bob {surname.lower()}"}


def test_a_whole_name_below_titles_run_together(scan):
    form = f"e Employee's first name and initial Last name\nAnn Lee\nEmployee's social security number\n{A}\n"
    assert scan(form).owners() == {"773010001": "ann lee"}
