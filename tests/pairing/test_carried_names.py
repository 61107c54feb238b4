"""Rows of a table whose name stands in a row above: their cell of the name is empty, or holds a ditto mark."""

import io

import docx
import openpyxl
import pytest
from reportlab.pdfgen import canvas

from piiscan.config import Config
from piiscan.pairing.tables.carried import is_ditto

ONE, TWO, THREE, FOUR = "43120773001", "43120773002", "43120773003", "43120773004"
TITLES = ("Member", "Account number", "Type", "Balance")
ROWS = (
    ("Lee, Ann", ONE, "Checking", "10.00"),
    ("", TWO, "Savings", "20.00"),
    ("", THREE, "IRA", "5.00"),
    ("Doyle, Bob", FOUR, "Checking", "7.00"),
)
WHOLE = {ONE: "ann lee", TWO: "ann lee", THREE: "ann lee", FOUR: "bob doyle"}
A, B, C = "773-01-0001", "773-01-0002", "773-01-0003"


def delimited(rows, sign="\t"):
    return "".join(sign.join(row) + "\n" for row in rows)


def columns(rows):
    return "".join("".join(cell.ljust(18) for cell in row).rstrip() + "\n" for row in rows)


def book(rows):
    made, sheets = io.BytesIO(), openpyxl.Workbook()
    for row in rows:
        sheets.active.append([cell or None for cell in row])
    sheets.save(made)
    return made.getvalue()


def word(rows):
    made, document = io.BytesIO(), docx.Document()
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(made)
    return made.getvalue()


def page(rows):
    made = io.BytesIO()
    drawn = canvas.Canvas(made)
    for at, row in enumerate(rows):
        for left, text in zip((50, 200, 340, 430), row, strict=True):
            drawn.drawString(left, 780 - 15 * at, text)
    drawn.save()
    return made.getvalue()


WAYS = [
    (delimited, "a.tsv"),
    (columns, "a.txt"),
    (lambda rows: f"Dear all,\n\nthe accounts as of today:\n\n{columns(rows)}\nYours,\nEva\n", "b.txt"),
    (book, "a.xlsx"),
    (word, "a.docx"),
    (page, "a.pdf"),
]


@pytest.mark.parametrize("ditto", ["", '"', "''", "”", "do."])
@pytest.mark.parametrize(("made", "name"), WAYS)
def test_the_name_goes_on(scan, made, name, ditto):
    if (name, ditto) in {("a.pdf", "”"), ("a.pdf", '"'), ("a.tsv", '"')}:
        pytest.skip("not in the font, not a line of its own, or the beginning of a text")
    rows = [(row[0] or ditto, *row[1:]) for row in ROWS]
    found = scan(made([TITLES, *rows]), name)
    assert found.owners() == WHOLE
    assert {one.classification.value for one in found.findings} == {"personal_information"}
    above = {one.elements[0].value for one in found.findings if "name:row-above" in one.person.evidence}
    assert above == {TWO, THREE}


def test_counted_as_listed(scan):
    rows = [row for _ in range(30) for row in ROWS]
    rows = [
        (f"{row[0]}{chr(97 + at // 26)}{chr(97 + at % 26)}" * bool(row[0]), *row[1:]) for at, row in enumerate(rows)
    ]
    listed = scan(delimited([TITLES, *rows]), "a.tsv")
    counted = scan(delimited([TITLES, *rows]), "a.tsv", Config(max_findings_per_file=1))
    assert len(counted.findings) == 1
    assert counted.counts == listed.counts


def test_where_the_name_lives_goes_on(scan):
    rows = (("Name", "State", "Card number"), ("Ann Lee", "MA", "4539578763621486"), ("", "", "371449635398431"))
    found = scan(delimited(rows), "a.tsv")
    assert [one.residency.value for one in found.findings if one.person is not None] == ["massachusetts"] * 2


@pytest.mark.parametrize(
    "rows",
    [
        (("Name", "SSN", "State"), ("Ann Lee", A, "MA"), ("", B, "MA")),  # nobody has two
        (("Name", "Account number", "SSN"), ("Ann Lee", ONE, A), ("", TWO, B)),
        (("Name", "Account number", "DOB"), ("Ann Lee", ONE, "1/2/1980"), ("", TWO, "3/4/1990")),
        (("Name", "Account number", "Phone"), ("Ann Lee", ONE, "555-0101"), ("", TWO, "555-0102")),
        (("Name", "Account number", "State"), ("Ann Lee", ONE, "MA"), ("", TWO, "RI")),
        (("Date", "Name", "Account number"), ("1/2/2024", "Ann Lee", ONE), ("1/3/2024", "", TWO)),
        (("Name", "Account number"), ("", TWO), ("Ann Lee", ONE)),
        (("Name", "Account number"), ("Ann Lee", ONE), ("Ann Lee", THREE), ("", TWO)),  # it is written out
        (("Account number", "Paid to", "Customer name"), (ONE, "x", "Ann Lee"), (TWO, "y", "")),
        (
            ("Name", "Account number"),
            *((f"Ann Lee{chr(97 + at)}", ONE[:-2] + str(10 + at)) for at in range(9)),
            ("", TWO),
        ),
        (("Employee", "Spouse name", "Account number"), ("Ann Lee", "Tim Lee", ONE), ("", "Bob Ray", TWO)),
    ],
)
def test_it_does_not(scan, rows):
    owners = scan(delimited(rows), "a.tsv").owners()
    assert owners.get(TWO) != "ann lee"
    assert owners.get(digits(B)) is None


def digits(number):
    return number.replace("-", "")


def test_a_row_whose_name_runs_into_its_number_ends_the_group(scan):
    rows = [*ROWS, ("", "43120773005", "IRA", "1.00")]
    text = columns([TITLES, *rows]).replace("Doyle, Bob        ", "Doyle-Hutchinson, Bob ")
    assert scan(f"Accounts:\n\n{text}\nYours,\n", "a.txt").owners()["43120773005"] != "ann lee"


def test_a_total_ends_a_group(scan):
    rows = (TITLES, ROWS[0], ROWS[1], ("Total", "", "", "30.00"), ROWS[2])
    assert scan(delimited(rows), "a.tsv").owners()[THREE] is None


def test_the_surname_of_a_family_goes_on(scan):
    rows = (("Last name", "First name", "SSN"), ("Lee", "Ann", A), ('"', "Tim", B), ("Doyle", "Bob", C))
    owners = scan(columns(rows), "a.txt").owners()
    assert owners == {digits(A): "ann lee", digits(B): "tim lee", digits(C): "bob doyle"}


def test_a_given_name_that_stands_first_is_of_nobody_known(scan):
    rows = (("First name", "Last name", "SSN"), ("Ann", "Lee", A), ("Tim", "", B), ("Bob", "Doyle", C))
    assert scan(delimited(rows), "a.tsv").owners()[digits(B)] is None


def test_marks():
    assert all(map(is_ditto, ("", "”", "do.", "Do", "''")))
    assert not any(map(is_ditto, ("Do Nguyen", "Ann", "-", "N/A")))


def report(*groups):
    rows = [f"Old Colony Report,,,,\n{',Type,Date,Account number,Tax ID'}\n"]
    for name, *lines in groups:
        rows += [f'"{name}",,,,\n', *lines, f'"Total {name}",,,,\n']
    return "".join(rows)


def test_a_name_over_the_rows_of_a_report_is_of_them_in_a_text_too(scan):
    text = report(
        ("Lee, Ann M", ",Check,1/2/2024,,773-01-0001\n", ",Check,1/9/2024,,773-01-0001\n"),
        ("Bob Ray", ",Check,1/2/2024,,773-01-0002\n"),
    )
    found = [(one.person.normal, one.elements[0].value, one.grades["pair"]) for one in scan(text, "a.csv").findings]
    assert found == [("ann lee", "773010001", 2), ("ann lee", "773010001", 2), ("bob ray", "773010002", 2)]


@pytest.mark.parametrize(
    "text",
    [
        report(("Lynn Office", ",Check,1/2/2024,,773-01-0001\n"), ("Salem Store", ",Check,1/2/2024,,773-01-0002\n")),
        report(("Lee, Ann M",), ("Total",), ("", ",Check,1/2/2024,,773-01-0001\n")),
    ],
)
def test_what_is_no_name_or_has_a_total_below_it_says_nothing_of_the_rows(scan, text):
    assert {one.person for one in scan(text, "a.csv").findings} <= {None}


def test_names_over_rows_with_a_name_of_their_own_say_nothing(scan):
    text = ",Name,SSN\nLee Ann,,\n,Bob Ray,773-01-0001\n,Eva Cole,773-01-0002\n"
    assert [one.person.normal for one in scan(text, "a.csv").findings] == ["bob ray", "eva cole"]
