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
DRAWN = {"Markdown": MARKDOWN, "bare": BARE, "Jira": JIRA, "mysql": MYSQL, "psql": PSQL}


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
