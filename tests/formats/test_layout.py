"""A grid is a table or a form by what stands in it, and comes out so."""

from __future__ import annotations

import pytest
from format_samples import Read, take

from piiscan.formats.segments.cell_labels import boxed, is_label
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.grid import Grid
from piiscan.formats.segments.layout import Kind, is_stacked, layout
from piiscan.model import Axis, Shape, Step

STAFF = [["Name", "SSN"], ["Ann Lee", "010-94-0001"], ["Bob Ray", "010-94-0002"]]


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (STAFF, Kind.TABLE),
        ([["Name:", "Ann Lee"], ["SSN:", "010-94-0001"], ["Born:", "1980-01-02"]], Kind.FORM),
        ([["Name", "Ann Lee"], ["SSN", "010-94-0001"]], Kind.FORM),
        ([["Name", "Ann Lee", "SSN", "010-94-0001"], ["City", "Boston", "State", "MA"]], Kind.FORM),
        ([["Name", "Ann Lee"], ["SSN", "010-94-0001"], ["City", "Lynn"], ["xyz", "abc"], ["uvw", "def"]], Kind.FORM),
        ([["Name", "Ann Lee"], ["Born", "1980-01-02"], ["rst", "Lynn"], ["xyz", "abc"], ["uvw", "def"]], Kind.TABLE),
        ([["Name", "Ann Lee"], ["SSN", "010-94-0001"], ["rst", "Lynn"], ["xyz", "abc"], ["uvw", "def"]], Kind.FORM),
        (
            [
                ["", "Payor", "Recipient"],
                ["Name", "Ann Lee", "Bob Ray"],
                ["SSN", "010-94-0001", "010-94-0002"],
                ["Address", "4 Elm St", "5 Elm St"],
                ["Gross weekly income", "$1,240", "$610"],
            ],
            Kind.ACROSS,
        ),
        (
            [
                ["Vessel", "Second Wind"],
                ["HIN", "HUN40125A182"],
                ["MA registration", "MS 7804 BK"],
                ["Driver's license", "S66083140"],
                ["Card for fees", "5466-8458-8329-5432"],
                ["Exp.", "06/26"],
            ],
            Kind.FORM,
        ),
        ([["Name", "Ann Lee", "Bob Ray"], ["SSN", "010-94-0001", "010-94-0002"]], Kind.ACROSS),
        (
            [["", "Applicant", "Spouse"], ["Name", "Ann Lee", "Bob Ray"], ["SSN", "010-94-0001", "010-94-0002"]],
            Kind.ACROSS,
        ),
        (
            [
                ["Trustee name", "Ann Lee", "Bob Ray", "Cy Orr"],
                ["Born", "02/21/1997", "07/27/1993", "07/21/1986"],
                ["Soc Sec #", "010-94-0001", "010-94-0002", "010-94-0003"],
                ["Home", "4 Elm St", "5 Elm St", "6 Elm St"],
                ["Locker", "150", "48", "571"],
            ],
            Kind.ACROSS,
        ),
        ([["", "Ann Lee", "Bob Ray"], ["SSN", "010-94-0001", "010-94-0002"], ["Pay", "52", "61"]], Kind.ACROSS),
        ([["", "Name", "SSN"], ["Employee", "Ann Lee", "010-94-0001"], ["Spouse", "Bob Ray", "x7"]], Kind.TABLE),
        ([["", "Name", "SSN"], ["0", "Ann Lee", "010-94-0001"], ["1", "Bob Ray", "010-94-0002"]], Kind.TABLE),
        ([["Name", "", "Ann Lee"], ["SSN", "", "010-94-0001"], ["City", "", "Lynn"]], Kind.FORM),
        ([["Bank name", "First Bank"], ["Account number", "40012345"], ["Account type", "[x]"]], Kind.FORM),
        ([["Card type", "Card number"], ["Credit card", "40012345"], ["Debit card", "40012346"]], Kind.TABLE),
        ([["Name", "Ann Lee", "From", "04/01/24"], ["SSN", "010-94-0001", "By", "M. Orr"]], Kind.FORM),
        (
            [["Name", "Ann Lee", "From", "4/1"], ["SSN", "010-94-0001", "By", "Z"], ["Act", "Hire", "By", "M"]],
            Kind.FORM,
        ),
        ([["Card A", "Ann Lee", "4/1"], ["Card B", "Bob Ray", "4/2"], ["Card C", "Cy Orr", "4/3"]], Kind.TABLE),
        ([["Card", "Ann Lee", "4/1"], ["Card", "010-94-0001", "4/2"], ["Card", "Cy Orr", "4/3"]], Kind.TABLE),
        ([["Ann Lee", "010-94-0001", "Boston"], ["Bob Ray", "010-94-0002", "Salem"]], Kind.TABLE),
        ([["Wer", "Was"], ["eins", "12345"], ["zwei", "12346"], ["drei", "12347"]], Kind.TABLE),
        ([["only one cell"], ["in each row"]], Kind.TEXT),
        ([["", ""], ["a", ""]], Kind.TEXT),
        ([["one", "line"]], Kind.TEXT),
        ([], Kind.TEXT),
    ],
)
def test_kinds(rows, kind):
    assert layout(rows).kind is kind


def test_titles_above_the_header_are_not_part_of_the_table():
    found = layout([["Payroll 2020"], [], *STAFF])
    assert found[:3] == (Kind.TABLE, 2, True)


def test_boxes_with_their_label_inside_are_lines_of_a_form():
    rows = [["Employee Name\nAnn Lee", "SSN\n010-94-0001"], ["Bank Account No.\n9505921381", "Notes"]]
    assert through_grid(rows).text == "Employee Name: Ann Lee\nSSN: 010-94-0001\nBank Account No.: 9505921381\nNotes\n"
    assert layout([["Employee\nName", "Social\nSecurity No."], ["Ann Lee", "010-94-0001"]]).kind is Kind.TABLE


def test_labels_above_their_values_make_lines_of_one_subject():
    rows = [["Last Name", "First Name"], ["Lee", "Ann"], [], ["SSN", "City"], ["010-94-0001", "Lynn"]]
    assert is_stacked(rows)
    assert not is_stacked([*rows, ["773-01-0001", "Salem"]])
    assert not is_stacked(STAFF)
    assert through_grid(rows).text == "Last Name: Lee\nFirst Name: Ann\nSSN: 010-94-0001\nCity: Lynn\n"


@pytest.mark.parametrize("text", ["Name", "SSN", "Date of birth", "emp_id", "anything:", "Married?", "Acct #"])
def test_labels(text):
    assert is_label(text)


@pytest.mark.parametrize("text", ["", "Ann Lee", "010-94-0001", "12 Main Street, Boston 02139", "x" * 80])
def test_values(text):
    assert not is_label(text)


def through_grid(rows: list[list[str]], first: int = 1, longest: int = 1 << 20) -> Read:
    flow = Flow()
    grid = Grid(flow, (Step(Axis.SHEET, "S"),), first, longest)
    for number, row in enumerate(rows, 1):
        grid.row(number, row)
    grid.close()
    result = Read("grid")
    for segment in [*flow.drain(), *flow.finish()]:
        take(result, segment)
    return result


def test_a_table_keeps_rows_and_columns():
    result = through_grid([["Payroll"], *STAFF], first=3)
    assert result.shapes == [Shape.PROSE, Shape.TABLE]
    assert result.text == "Payroll\nName\x1fSSN\x1eAnn Lee\x1f010-94-0001\x1eBob Ray\x1f010-94-0002\x1e"
    assert result.places == {"010-94-0001": ["SHEET S ROW 3 COLUMN 4"], "010-94-0002": ["SHEET S ROW 4 COLUMN 4"]}


def test_a_form_becomes_lines():
    result = through_grid([["Name:", "Ann Lee"], ["SSN", "010-94-0001"]])
    assert result.shapes == [Shape.PROSE]
    assert result.text == "Name: Ann Lee\nSSN: 010-94-0001\n"
    assert result.places == {"010-94-0001": ["SHEET S ROW 2 COLUMN 2"]}


def test_a_form_of_several_subjects_gives_one_after_the_other():
    result = through_grid([["Name", "Ann Lee", "Bob Ray"], ["SSN", "010-94-0001", "010-94-0002"]])
    assert result.text == "Name: Ann Lee\nSSN: 010-94-0001\n\nName: Bob Ray\nSSN: 010-94-0002\n\n"
    assert result.places["010-94-0002"] == ["SHEET S ROW 2 COLUMN 3"]


CARDS = [
    ["Lee, Ann", "", "Grade 7"],
    ["SS", "010-94-0001", "Hired"],
    ["Addr", "4 Elm St", "Lynn"],
    ["Acct", "8899"],
    [],
]


@pytest.mark.parametrize("times", [2, 20])
def test_the_records_of_a_form_stay_apart(times):
    one = "Lee, Ann | Grade 7\nSS: 010-94-0001 | Hired\nAddr: 4 Elm St | Lynn\nAcct: 8899\n"
    assert through_grid(CARDS * times).text.rstrip() == "\n".join([one] * times).rstrip()


def test_fields_above_a_table_are_lines():
    days = [["Day", "In", "Out", "Hours"], ["Mon", "8:00", "16:00", "8"], ["Tue", "8:00", "16:00", "8"]]
    result = through_grid([["Employee:", "Ann Lee", "", "SSN:", "010-94-0001"], *days])
    assert result.text.startswith("Employee: Ann Lee | SSN: 010-94-0001\n")
    assert Shape.TABLE in result.shapes


def test_a_form_with_an_empty_row_behind_each_has_none():
    rows = [["Name:", "Ann Lee"], [], ["SSN:", "010-94-0001"], [], ["Town:", "Lynn"]]
    assert "\n\n" not in through_grid(rows).text


def test_two_tables_in_one_sheet_are_two():
    flow = Flow()
    grid = Grid(flow)
    rows = [*STAFF, [], [], ["Customer", "Card number"], ["Cy Orr", "5"], [], ["Di Poe", "6"]]
    for number, row in enumerate(rows, 1):
        grid.row(number, row)
    grid.close()
    tables = [segment for segment in [*flow.drain(), *flow.finish()] if segment.shape is Shape.TABLE]
    assert [segment.series for segment in tables] == [1, 2]
    assert bytes(tables[1].data) == b"Customer\x1fCard number\x1eCy Orr\x1f5\x1eDi Poe\x1f6\x1e"
    assert tables[1].locate(tables[1].data.find(b"Di"))[0] == (Axis.ROW, 9)


def test_rows_after_a_gap_belong_to_the_same_table_however_late():
    rows = [*STAFF, *([["Cy Orr", "010-94-0003"]] * 100), [], ["Di Poe", "010-94-0004"]]
    result = through_grid(rows)
    assert set(result.shapes) == {Shape.TABLE}
    assert result.places["010-94-0004"] == ["SHEET S ROW 105 COLUMN 2"]


def test_control_characters_do_not_make_cells():
    result = through_grid([["Name", "SSN"], ["A\x1fB\x1eC", "010-94-0001"], ["x", "y"]])
    assert "A B C\x1f010-94-0001\x1e" in result.text
    assert result.places == {"010-94-0001": ["SHEET S ROW 2 COLUMN 2"]}


def test_a_record_beyond_the_limit_is_read_as_prose():
    rows = [*STAFF, ["x" * 3000, "010-94-0003"], ["Di", "010-94-0004"]]
    result = through_grid(rows, longest=2000)
    assert result.shapes == [Shape.TABLE, Shape.PROSE, Shape.TABLE]
    assert result.places["010-94-0003"] == ["SHEET S ROW 4 COLUMN 2"]
    assert result.places["010-94-0004"] == ["SHEET S ROW 5 COLUMN 2"]


def test_a_long_table_leaves_in_batches_of_one_series():
    flow = Flow()
    grid = Grid(flow)
    for number in range(1, 60_001):
        grid.row(number, ["Name", "SSN"] if number == 1 else ["Ann Lee", "010-94-0001"])
    grid.close()
    tables = [*flow.drain(), *flow.finish()]
    assert len(tables) > 2
    assert {segment.series for segment in tables} == {1}
    assert max(len(segment.data) for segment in tables) < 600_000
    last = tables[-1]
    assert last.locate(last.data.rfind(b"010"))[0] == (Axis.ROW, 60_000)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["Checklist"], ["Name:", "", "Ann Lee"], ["SSN:", "", "010-94-0001"], ["I-9", "Y"], ["W-4", "Y"]], Kind.FORM),
        ([["Name", "", "SSN"], ["Ann Lee", "", "010-94-0001"], ["Bob Ray", "x", "010-94-0002"]], Kind.TABLE),
    ],
)
def test_empty_cells_between_a_label_and_its_value(rows, kind):
    assert layout(rows).kind is kind


HEADED = [["Camp staff"], ["Name", "", "SS #", "Cert"], []]


def test_a_header_above_an_empty_row_is_that_of_the_table_below():
    rows = [["Nguyen Vy", "", "010-94-0001", "CPR"], ["Tran Bao", "", "010-94-0002", "CPR"], [], ["", "", "NOTE: x"]]
    result = through_grid([*HEADED, *rows])
    assert "Name\x1f\x1fSS #\x1fCert\x1eNguyen Vy" in result.text
    assert result.shapes[1] is Shape.TABLE


@pytest.mark.parametrize("below", [["Vendor name", "", "Phone", "Fax"], ["Note: closed on Monday"]])
def test_titles_or_a_note_below_an_empty_row_are_none_of_its_records(below):
    text = through_grid([*HEADED, below, ["Bay Paint", "", "5550101", "5550102"]]).text
    assert "Cert\x1e" not in text


BANKS = [["Bank Name", "Routing #", "Account #"], ["Eastern Bank", "011000015", "8089044058"]]


def test_a_table_of_one_person_has_the_name_above_it_as_a_column():
    result = through_grid([["Employee:", "Lee, Ann", "", "Emp #", "17"], *BANKS])
    assert result.shapes == [Shape.PROSE, Shape.TABLE]
    rows = ["\x1f".join([*BANKS[0], "", "", "Employee"]), "\x1f".join([*BANKS[1], "", "", "Lee, Ann"])]
    assert "\x1e".join(rows) in result.text


@pytest.mark.parametrize(
    ("label", "header"),
    [("Manager:", BANKS[0]), ("Employee:", ["Payee", "Routing #", "Account #"])],
)
def test_other_fields_above_a_table_say_nothing_of_its_numbers(label, header):
    text = through_grid([[label, "Lee, Ann"], header, *BANKS[1:], *BANKS[1:]]).text
    assert text.count("Ann") == 1


def test_a_number_behind_its_label_among_others_that_nobody_knows_is_of_a_form():
    ticket = [["Requested by", "Bob Ray"], ["Assigned to", "Tier 2"], ["Priority", "Normal"], ["Employee", "Ann Lee"]]
    rows = [*ticket, ["Employee SSN", "010-94-0001"], ["Asset", "LT-1888"]]
    assert layout(rows).kind is Kind.FORM
    assert layout([["Employee SSN", "Pay"], ["010-94-0001", "7"], ["010-94-0002", "8"]]).kind is Kind.TABLE
    assert layout([["Payroll", "SSN"], ["Ann Lee", "010-94-0001"], ["SSN pending", "x"]]).kind is not Kind.FORM


def test_a_license_behind_its_label_makes_a_form_of_rows_with_two_pairs():
    crash = [["Operator", "Ann Lee", "License #", "S12345678"], ["Address", "Lynn", "Plate", "1AB562"]]
    assert layout([*crash, ["Insurance co.", "Safety", "Policy #", "518059922"]]).kind is Kind.FORM
    assert boxed("Recruiter\nBob Ray") == ("Recruiter", "Bob Ray")
