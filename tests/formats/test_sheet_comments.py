"""A comment on a cell is part of the cell's row: whose number it has, whom it names, and where it stands."""

import sys
from pathlib import Path

import openpyxl
import pytest
from format_samples import SSN, read, saved_book
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from test_odf import packed

from piiscan.config import Config
from piiscan.formats.sheets import xlsx_comments

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))

from office_packages import added

OTHER, THIRD = "010-94-0002", "010-94-0003"
LEE, FORD = ("ann lee", "010940001"), ("ben ford", "010940002")
PEOPLE = [["Name", "City"], ["Ann Lee", "Boston"], ["Ben Ford", "Salem"]]
PAY = [["Name", "SSN"], ["Ann Lee", SSN], ["Ben Ford", OTHER]]
IDS = [["Id", "SSN"], ["17", SSN], ["18", OTHER]]
FORM = [["Name", "Ann Lee"], ["SSN", ""], ["City", "Boston, MA"]]

# Rows, comments by cell, and the persons with numbers that come out.
OF_ROWS = {
    "a number in the row of a name": (PEOPLE, {"A2": f"SSN {SSN}"}, [LEE]),
    "on another cell of the row": (PEOPLE, {"B3": f"SSN: {OTHER}"}, [FORD]),
    "bare, behind a label": (PEOPLE, {"B3": "social security number 010940002"}, [FORD]),
    "one in each row": (PEOPLE, {"A2": f"SSN {SSN}", "A3": f"SSN {OTHER}"}, [LEE, FORD]),
    "two on one row": (PEOPLE, {"A2": "call back", "B2": f"SSN {SSN}"}, [LEE]),
    "behind who wrote it": (PEOPLE, {"A2": f"Kevin Doyle:\nSSN {SSN}"}, [LEE]),
    "a name in the row of a number": (IDS, {"A2": "Ann Lee"}, [LEE]),
    "a name that only greets": (IDS, {"A2": "Kevin Doyle:\ncall back"}, []),
    "the person it names": (PAY, {"A2": f"her husband is Joe Lee, SSN {THIRD}"}, [LEE, FORD, ("joe lee", "010940003")]),
    "a person without a number": (PAY, {"A2": "ask Kevin Doyle"}, [LEE, FORD]),
    "how to fill a column in": (PEOPLE, {"A1": f"as on the card: {SSN}"}, []),
    "of no row": (PEOPLE, {"A9": f"SSN {SSN}"}, []),
    "of a number that is something else": (PEOPLE, {"A2": "order 010940001"}, []),
    "of the person whose cell it is on": (
        [["Name", "SSN", "Spouse name"], ["Joe Lee", THIRD, "Ann Lee"]], {"C2": f"SSN {SSN}"}, [LEE, ("joe lee", "010940003")]),
    "of the first of two": (
        [["Name", "City", "Spouse name"], ["Ann Lee", "Lynn", "Joe Lee"]], {"B2": f"SSN {SSN}"}, [LEE]),
    "in a form": (FORM, {"B2": f"it is {SSN}"}, [LEE]),
    "in a form, about somebody else": (FORM, {"B1": f"Kevin Doyle has SSN {OTHER}"}, [("kevin doyle", "010940002")]),
}  # fmt: skip


def book(rows, comments, author="Kevin Doyle"):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Pay"
    for row in rows:
        sheet.append(row)
    for cell, text in comments.items():
        sheet[cell].comment = Comment(text, author)
    return saved_book(made)


def calc(rows, comments, author="Kevin Doyle"):
    lines = []
    for number in range(1, max(10, len(rows) + 1)):
        cells = rows[number - 1] if number <= len(rows) else [""]
        lines.append("<table:table-row>")
        for column, text in enumerate(cells, 1):
            said = comments.get(f"{get_column_letter(column)}{number}", "").removeprefix(f"{author}:\n")
            note = f"<office:annotation><dc:creator>{author}</dc:creator><text:p>{said}</text:p></office:annotation>"
            shown = f"<text:p>{text}</text:p>" if text else ""
            lines.append(f"<table:table-cell>{note if said else ''}{shown}</table:table-cell>")
        lines.append("</table:table-row>")
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return packed("spreadsheet", f"<table:table table:name='Pay' {dc}>{''.join(lines)}</table:table>")


@pytest.mark.parametrize("make", [book, calc])
@pytest.mark.parametrize("case", OF_ROWS)
def test_a_comment_is_part_of_its_row(scan, make, case):
    rows, comments, persons = OF_ROWS[case]
    assert scan(make(rows, comments), f"a.{'xlsx' if make is book else 'ods'}").persons() == sorted(persons)


@pytest.mark.parametrize("make", [book, calc])
def test_a_comment_stands_at_its_cell_wherever_it_is_read(make):
    rows = [*PEOPLE, ["Eva Cole", "Lynn", "", "", "wide"], ["Dan Roe"]]
    comments = {cell: f"SSN 010-94-00{number:02}" for number, cell in enumerate(("A1", "B2", "A3", "E4", "A5", "A8"))}
    places = read(make(rows, comments), "a").places
    assert places == {
        f"010-94-00{number:02}": [f"SHEET Pay ROW {cell[1]} COLUMN {ord(cell[0]) - 64} PART comment"]
        for number, cell in enumerate(comments)
    }


def test_more_comments_than_are_kept_are_text(monkeypatch):
    monkeypatch.setattr(xlsx_comments, "_MOST", 1)
    result = read(book(PEOPLE, {"A2": f"SSN {SSN}", "A3": f"SSN {OTHER}"}), "a.xlsx")
    assert f"SSN {OTHER}\n" in result.text
    assert {number: len(places) for number, places in result.places.items()} == {SSN: 1, OTHER: 1}


@pytest.mark.parametrize("make", [book, calc])
def test_in_a_row_that_is_shorter_than_its_table(scan, make):
    rows = [["Name", "City", "Spouse"], *(["Ann Lee", "Boston", "Joe Lee"] for _ in range(60)), ["Ben Ford"]]
    assert scan(make(rows, {"A62": f"SSN {OTHER}"}), f"a.{'xlsx' if make is book else 'ods'}").persons() == [FORD]


@pytest.mark.long
@given(st.lists(st.integers(1, 300), min_size=1, max_size=8, unique=True), st.integers(0, 3))
def test_in_long_tables_as_well(rows, gap):
    table = [["Name", "City"], *(["Ann Lee", "Boston"] for _ in range(300))]
    comments = {f"{'AB'[row % 2]}{row + 1 + gap * (row > 40)}": f"SSN 010-94-{row:04}" for row in rows}
    table[41:41] = [[] for _ in range(gap)]
    places = read(book(table, comments), "a.xlsx").places
    assert places == {
        f"010-94-{row:04}": [f"SHEET Pay ROW {row + 1 + gap * (row > 40)} COLUMN {1 + row % 2} PART comment"]
        for row in rows
    }


THREAD = """<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
<threadedComment ref="B2" personId="p" id="i"><text>Whose is this?</text></threadedComment>
<threadedComment ref="B2" personId="p" id="j" parentId="i"><text>Her SSN is 010-94-0001</text></threadedComment>
</ThreadedComments>"""
COPY = """[Threaded comment]

Your version of Excel allows you to read this threaded comment.

Comment:
    Whose is this?
Reply:
    Her SSN is 010-94-0001"""


def threaded(copy):
    """A workbook with a thread on a cell, and the copy of it that Excel keeps."""
    part = "xl/threadedComments/threadedComment1.xml"
    made = book(PEOPLE, {"B2": copy} if copy else {}, "tc={1B2C}")
    kind = "application/vnd.ms-excel.threadedcomments+xml"
    return added(made, {part: (kind, THREAD)}, {part: "xl/worksheets/sheet1.xml"})


@pytest.mark.parametrize("copy", ["", COPY])
def test_a_thread_is_one_comment_and_its_copy_is_none(scan, copy):
    scanned = scan(threaded(copy), "a.xlsx")
    assert scanned.persons() == [LEE]
    assert read(threaded(copy), "a.xlsx").places == {SSN: ["SHEET Pay ROW 2 COLUMN 2 PART comment"]}


def test_what_only_the_copy_says_is_read():
    places = read(threaded(f"{COPY}\n    and {OTHER}"), "a.xlsx").places
    assert {number: len(at) for number, at in places.items()} == {SSN: 1, OTHER: 1}


def test_who_wrote_a_comment_is_told_where_it_is_a_number(scan):
    assert scan(calc(PEOPLE, {"A2": "call back"}, f"SSN {SSN}"), "a.ods").persons() == [LEE]


@pytest.mark.parametrize("most", [0, 1, 2])
def test_the_counts_are_the_same_where_findings_are_only_counted(scan, most):
    rows = [["Id", "SSN"], *([str(number), f"010-94-{number:04}"] for number in range(1, 60))]
    comments = {f"A{row}": "Ann Lee" if row % 2 else f"Ben Ford, SSN 010-95-{row:04}" for row in range(5, 50, 3)}
    scanned = scan(book(rows, comments), "a.xlsx", Config(max_findings_per_file=most))
    assert scanned.counts["personal_information"] == {"ssn": 22}
    assert scanned.counts["persons"]["unknown"] == 22
