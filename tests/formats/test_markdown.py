"""Tables drawn in text: Markdown, wikis, shells of databases; forms and code with bars stay text."""

from __future__ import annotations

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.tables.drawn import has_table
from piiscan.model import Shape

A, B = "773-01-0001", "773-01-0002"
MARKDOWN = f"# Staff\n\nWords.\n\n| Name | SSN | ZIP |\n|:--|:-:|--:|\n| **Ann Lee** | {A} | 02139 |\n| Bob Ray | `{B}` | 10001 |\n\nMore.\n"
BARE = f"Name | SSN | ZIP\n--- | --- | ---\nAnn Lee | {A} | 02139\nBob Ray | {B} | 10001\n"
JIRA = f"h2. Staff\n\n||Name||SSN||ZIP||\n|Ann Lee|{A}|02139|\n|Bob Ray|{B}|10001|\n"
MYSQL = (
    "mysql> source staff.txt;\n"
    "+---------+-------------+-------+\n| name    | ssn         | zip   |\n"
    f"+---------+-------------+-------+\n| Ann Lee | {A} | 02139 |\n| Bob Ray | {B} | 10001 |\n"
    "+---------+-------------+-------+\n2 rows in set\n"
)
PSQL = f"  name   |     ssn     |  zip  \n---------+-------------+-------\n Ann Lee | {A} | 02139\n Bob Ray | {B} | 10001\n(2 rows)\n"
LIST = "-" * 40
SAP = (
    f"Table:   PA0002\nDisplayed Fields:  3 of 62\n{LIST}\n|  |name    |ssn         |zip   |\n{LIST}\n"
    f"|  |Ann Lee |{A} |02139 |\n|  |Bob Ray |{B} |10001 |\n{LIST}\n"
)
DRAWN = {"Markdown": MARKDOWN, "SAP": SAP, "bare": BARE, "Jira": JIRA, "mysql": MYSQL, "psql": PSQL}


def told(scanned):
    return [
        (one.person.normal, one.elements[0].value, one.classification.value)
        for one in scanned.findings
        if one.person is not None
    ]


@pytest.mark.parametrize("text", DRAWN.values(), ids=DRAWN)
def test_a_row_is_a_record(scan, text):
    assert told(scan(text, "a.txt")) == [
        ("ann lee", A.replace("-", ""), "personal_information"),
        ("bob ray", B.replace("-", ""), "non_resident"),
    ]


def test_the_place_of_a_cell():
    assert read(MARKDOWN.encode(), "a.md").places == {A: ["LINE 7 COLUMN 17"], B: ["LINE 8 COLUMN 14"]}


def test_a_form_stays_text(scan):
    form = f"| Field | Value |\n|---|---|\n| Name | Ann Lee |\n| SSN | {A} |\n"
    assert told(scan(form, "a.md")) == [("ann lee", A.replace("-", ""), "personal_information")]


@pytest.mark.parametrize(
    "text", ["a | b\nc | d\n", "# x\n\n---\n\ny\n", "--- a/x\n+++ b/x\n", "if a || b:\n", "|---|\n"]
)
def test_what_is_no_table(text):
    assert not has_table(text.encode())


def test_what_stands_below_a_table_is_not_of_its_last_row(scan):
    text = MARKDOWN + "- Import error: SSN 773-01-0003 has no row.\n"
    persons = [(one.person and one.person.normal, one.elements[0].value[-1]) for one in scan(text, "a.md").findings]
    assert ("bob ray", "3") not in persons


@given(st.text(st.sampled_from("|-+: \nab1*`\\"), max_size=200))
def test_nothing_is_lost(text):
    result = read(("| a | b |\n|---|---|\n" + text).encode(), "a.md")
    assert set(result.shapes) <= {Shape.PROSE, Shape.TABLE}
    assert result.text.count("1") == text.count("1")


def _box(corners, header, *, bars="│┆"):
    """A table as shells draw it: `corners` are those of the rules above, below the header, and at the end."""
    rules = [left + dash * 10 + middle + dash * 11 + middle + dash * 7 + right for left, dash, middle, right in corners]
    lines = [
        f"{bars[0]} {one:<8} {bars[1]} {two:<9} {bars[1]} {three:<5} {bars[0]}"
        for one, two, three in (*header, ("Ann Lee", "773010001", "02139"), ("Bob Ray", "773010002", "10001"))
    ]
    at = len(header)
    return "\n".join([rules[0], *lines[:at], rules[1], *lines[at:], rules[2]]) + "\n"


PLAIN_HEADER = [("name", "ssn", "zip")]
BOXES = {
    "polars": "shape: (2, 3)\n"
    + _box(("┌─┬┐", "╞═╪╡", "└─┴┘"), [*PLAIN_HEADER, ("---", "---", "---"), ("str", "i64", "str")]),
    "DuckDB": _box(("┌─┬┐", "├─┼┤", "└─┴┘"), [*PLAIN_HEADER, ("varchar", "int64", "varchar")], bars="││"),
    "sqlite": _box(("┌─┬┐", "├─┼┤", "└─┴┘"), PLAIN_HEADER, bars="││"),
    "Nushell": _box(("╭─┬╮", "├─┼┤", "╰─┴╯"), PLAIN_HEADER, bars="││"),
    "Rich": _box(("┏━┳┓", "┡━╇┩", "└─┴┘"), [("Name", "Social", "ZIP"), ("", "Security", "")], bars="││"),
    "double": _box(("╔═╦╗", "╠═╬╣", "╚═╩╝"), PLAIN_HEADER, bars="║║"),
    "grid": _box(("+-++", "+=++", "+-++"), PLAIN_HEADER, bars="||"),
    "ClickHouse": "┌─name────┬───────ssn─┬─zip───┐\n│ Ann Lee │ 773010001 │ 02139 │\n│ Bob Ray │ 773010002 │ 10001 │\n└─────────┴───────────┴───────┘\n",
    "ClickHouse, numbered": "   ┌─name────┬───────ssn─┬─zip───┐\n1. │ Ann Lee │ 773010001 │ 02139 │\n2. │ Bob Ray │ 773010002 │ 10001 │\n"
    "   └─────────┴───────────┴───────┘\n",
}


@pytest.mark.parametrize("before", ["", "$ run\nloading\n\n"])
@pytest.mark.parametrize("text", BOXES.values(), ids=BOXES)
def test_a_row_between_the_lines_of_a_box_is_a_record(scan, text, before):
    assert told(scan(before + text, "a.txt")) == [
        ("ann lee", "773010001", "personal_information"),
        ("bob ray", "773010002", "non_resident"),
    ]


@pytest.mark.parametrize("text", BOXES.values(), ids=BOXES)
def test_of_other_numbers_a_box_says_nothing(scan, text):
    text = text.replace("ssn", "qty").replace("Social  ", "Order   ").replace("Security", "Number  ")
    assert not told(scan(text, "a.txt"))


@pytest.mark.parametrize(
    "text",
    [
        (
            "# A tibble: 3 × 3\n  name        ssn       zip  \n  <chr>       <chr>     <chr>\n1 Ann Lee     773010001 02139\n"
            "2 Bob Ray     773010002 10001\n3 Carla Poole 773010003 02139\n"
        ),
        (
            "          name       ssn    zip\n        <char>     <int> <char>\n1:     Ann Lee 773010001  02139\n"
            "2:     Bob Ray 773010002  10001\n3: Carla Poole 773010003  02139\n"
        ),
    ],
    ids=["tibble", "data.table"],
)
def test_a_line_of_types_is_no_row(scan, text):
    assert [one[:2] for one in told(scan(text, "a.txt"))] == [
        ("ann lee", "773010001"),
        ("bob ray", "773010002"),
        ("carla poole", "773010003"),
    ]
    assert not told(scan(text.replace("ssn", "qty"), "a.txt"))


def test_what_is_drawn_and_no_table_stays_as_it_is():
    tree = "staff\n├── a.txt\n│   └── b.txt\n└── c.txt\n"
    notice = "┌──────────────┐\n│ Ann Lee, SSN │\n│ 773-01-0001  │\n└──────────────┘\n"
    assert read(tree.encode(), "a.txt").text == tree
    assert read(notice.encode(), "a.md").text == notice


@given(st.text("│|─-┌┬┐├┼┤+=ab 1\n", max_size=120))
def test_whatever_is_drawn_is_told_once(text):
    said = "".join(one for one in text if one.isalnum())
    told_text = read(text.encode(), "a.md").text
    assert "".join(one for one in told_text if one.isalnum()) == said
