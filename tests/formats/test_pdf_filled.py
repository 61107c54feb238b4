"""Forms of PDF that were printed first and filled in afterwards, flat or in fields whose names say nothing."""

import io

import pytest
from format_samples import read as read_file
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen import canvas

from piiscan.formats.segments.page_layout import with_columns

A, B = "773-01-0001", "773-01-0002"
BOXES = ((40, "Last Name"), (180, "First Name"), (320, "Social Security Number"))
BESIDE = ("Applicant Name", "Social Security Number", "Present Landlord", "Co-Applicant Name", "Social Security Number")
VALUES = ("Ann Lee", A, "Rosa Mendez", "Kevin Doyle", B)


def page(draw, size: float = 9) -> bytes:
    made = io.BytesIO()
    drawn = canvas.Canvas(made, pagesize=letter)
    drawn.setFont("Helvetica", size)
    draw(drawn)
    drawn.save()
    return made.getvalue()


def read(pdf: bytes, name: str) -> str:
    return read_file(pdf, name).text


def told(scanned):
    return [
        (one.person.normal if one.person else None, one.elements[0].value, one.classification.value)
        for one in scanned.findings
    ]


BOTH = [
    ("ann lee", A.replace("-", ""), "personal_information"),
    ("kevin doyle", B.replace("-", ""), "personal_information"),
]


@pytest.mark.parametrize("leader", ["", " ............................", " ______________________", ":"])
def test_values_written_after_all_labels_stand_beside_them(scan, leader):
    def draw(drawn):
        for row, label in enumerate(BESIDE):
            drawn.drawString(40, 700 - 16 * row, label + leader)
        for row, value in enumerate(VALUES):
            drawn.drawString(180, 701 - 16 * row, value)

    assert told(scan(page(draw), "a.pdf")) == BOTH


def test_several_fields_of_one_line_have_each_its_value(scan):
    def draw(drawn):
        for row in range(2):
            drawn.drawString(40, 700 - 40 * row, "Name: ______________________  SSN: ____________________")
        for row, (name, number) in enumerate((("Ann Lee", A), ("Kevin Doyle", B))):
            drawn.drawString(72, 701 - 40 * row, name)
            drawn.drawString(215, 701 - 40 * row, number)

    pdf = page(draw)
    assert told(scan(pdf, "a.pdf")) == BOTH
    assert f"Name: Ann Lee   SSN: {A}" in read(pdf, "a.pdf")


def test_values_in_boxes_below_small_labels(scan):
    def draw(drawn):
        drawn.setFont("Helvetica", 6)
        for row in range(2):
            for left, label in BOXES:
                drawn.drawString(left, 700 - 40 * row, label)
        drawn.setFont("Courier", 10)
        for row, values in enumerate((("Lee", "Ann", A), ("Doyle", "Kevin", B))):
            for (left, _), value in zip(BOXES, values, strict=True):
                drawn.drawString(left + 4, 687 - 40 * row, value)

    assert told(scan(page(draw), "a.pdf")) == BOTH


def test_columns_of_a_text_keep_their_order():
    left = [f"Line {row} of the left column says the" for row in range(8)]
    right = [f"and {row} of the right one has 010-94-000{row}" for row in range(8)]

    def draw(drawn):
        for column, lines in ((40, left), (320, right)):
            for row, line in enumerate(lines):
                drawn.drawString(column, 700 - 12 * row, line)

    text = read(page(draw), "a.pdf")
    assert [line for line in text.split("\n") if line in left + right] == left + right


def fields(names, at, *, labels=(), tips=None) -> bytes:
    """A form with text fields, each with its value; and labels that the page prints."""

    def draw(drawn):
        for left, bottom, text in labels:
            drawn.drawString(left, bottom, text)
        for count, (name, (left, bottom, value)) in enumerate(zip(names, at, strict=True)):
            drawn.acroForm.textfield(
                name=name, tooltip=tips[count] if tips else "", value=value, x=left, y=bottom, width=120, height=14
            )

    return page(draw)


def test_fields_whose_names_say_nothing_have_the_labels_of_the_page(scan):
    at = [(180, 700 - 18 * row, value) for row, value in enumerate(VALUES)]
    labels = [(40, 703 - 18 * row, label) for row, label in enumerate(BESIDE)]
    names = [f"topmostSubform[0].Page1[0].f1_{row}[0]" for row in range(5)]
    assert told(scan(fields(names, at, labels=labels), "a.pdf")) == BOTH


@pytest.mark.parametrize("label", [18, -9])
def test_fields_above_or_below_their_labels(scan, label):
    at = [
        (left, 700 - 60 * row, value)
        for row, values in enumerate((("Lee", "Ann", A), ("Doyle", "Kevin", B)))
        for (left, _), value in zip(BOXES, values, strict=True)
    ]
    labels = [(left, 700 - 60 * row + label, text) for row in range(2) for left, text in BOXES]
    assert told(scan(fields([f"Text{row}" for row in range(6)], at, labels=labels), "a.pdf")) == BOTH


def test_fields_of_a_table_have_the_titles_of_its_columns():
    rows = (("Ann Lee", A), ("Kevin Doyle", B))
    at = [
        (left, 700 - 16 * row, value)
        for row, values in enumerate(rows)
        for left, value in zip((40, 180), values, strict=True)
    ]
    labels = [(40, 718, "Full name"), (180, 718, "SSN")]
    text = read(fields([f"Text{row}" for row in range(4)], at, labels=labels), "a.pdf")
    assert f"Full name: Ann Lee\nSSN: {A}\nFull name: Kevin Doyle\nSSN: {B}" in text


def test_names_of_fields_that_tell_stay():
    at = [(180, 700, "Ann Lee"), (180, 680, A)]
    labels = [(40, 703, "Plaintiff name"), (40, 683, "Number")]
    text = read(fields(["Employee Name", "SSN"], at, labels=labels), "a.pdf")
    assert f"Employee Name: Ann Lee\nSSN: {A}" in text


def test_a_dot_of_a_typewriter_parts_no_name():
    def draw(drawn):
        drawn.setFont("Courier", 9)
        drawn.drawString(40, 700, "Name:")
        drawn.drawString(140, 700, "Ann H. Lee")
        drawn.drawString(40, 680, "SSN:")
        drawn.drawString(140, 680, A)

    assert "Ann H. Lee" in read(page(draw), "a.pdf")


def test_a_page_without_a_form_is_as_it_was():
    import pypdfium2

    def draw(drawn):
        drawn.drawString(40, 760, "Lee, Ann   personnel file")
        drawn.drawString(40, 30, "Page 1")
        for row in range(5):
            drawn.drawString(40, 700 - 14 * row, f"Remark {row} of 773010001 in a text of some length.")

    document = pypdfium2.PdfDocument(page(draw))
    text_page = document[0].get_textpage()
    text = text_page.get_text_range()
    assert with_columns(text_page, text).split() == text.split()


def test_a_number_in_boxes_of_one_digit_is_written_into_the_form(scan):
    def draw(drawn):
        for row, label in enumerate(("Name of individual", "Social security number", "Employer identification number")):
            drawn.drawString(40, 700 - 40 * row, label)
        drawn.drawString(44, 688, "Ann Lee")
        for at, digit in enumerate(A.replace("-", "")):
            drawn.drawString(44 + 14 * at, 648, digit)

    assert told(scan(page(draw), "a.pdf")) == BOTH[:1]


def test_titles_that_stand_close_are_parted_where_the_columns_below_begin():
    def draw(drawn):
        for row, cells in enumerate((("Name", "Driver license #", "Lic St"), ("Ann Lee", "S12345678", "MA"))):
            for left, text in zip((40, 200, 268), cells, strict=True):
                drawn.drawString(left, 700 - 16 * row, text)

    assert "Driver license #   Lic St" in read(page(draw), "a.pdf")


def test_the_titles_of_parts_stand_between_their_fields():
    at = [(180, bottom, value) for bottom, value in ((700, "Ann Lee"), (680, A), (640, "Bob Ray"), (620, B))]
    labels = [(40, bottom + 3, label) for bottom, label in ((700, "Name"), (680, "SSN"), (640, "Name"), (620, "SSN"))]
    labels += [(40, 722, "APPLICANT INFORMATION"), (40, 662, "Co-Applicant"), (40, 740, "Please print in ink")]
    text = read(fields(["Name", "SSN", "Name_2", "SSN_2"], at, labels=labels), "a.pdf")
    said = f"APPLICANT INFORMATION\nName: Ann Lee\nSSN: {A}\nCo-Applicant\nName: Bob Ray\nSSN: {B}"
    assert said in text


def test_where_all_labels_stand_below_none_is_of_the_row_under_them():
    rows = ((("Plan name", "Harbor plan"), ("Group number", "7")), (("Employee name", "Ann Lee"), ("Employee SSN", A)))
    labels, at = [(40, 722, "Election form")], []
    for row, cells in enumerate(rows):
        for column, (label, value) in enumerate(cells):
            at.append((40 + 200 * column, 700 - 24 * row, value))
            labels.append((40 + 200 * column, 692 - 24 * row, label))
    text = read(fields([f"Text{at}" for at in range(4)], at, labels=labels), "a.pdf")
    assert f"Employee name: Ann Lee\nEmployee SSN: {A}" in text


def test_columns_with_labels_of_their_own_keep_their_order(scan):
    columns = (
        (40, ("Applicant", "Name: Ann Lee", f"SSN: {A}", "12 Elm St, Lynn, MA 01901")),
        (320, ("Co-applicant", "Name: Kevin Doyle", f"SSN: {B}", "27 Oak St, Lynn, MA 01901")),
    )

    def draw(drawn):
        for left, lines in columns:
            for row, line in enumerate(lines):
                drawn.drawString(left, 700 - 16 * row, line)

    pdf = page(draw)
    assert told(scan(pdf, "a.pdf")) == BOTH
    assert read(pdf, "a.pdf").split("\n")[:8] == [line for _, lines in columns for line in lines]


def test_boxes_side_by_side_with_a_label_in_each_keep_their_order():
    boxes = (
        (("Applicant", "Ann Lee"), ("Date of birth", "12/19/1963")),
        (("Social Security #", A), ("Driver's License #", "S28183306")),
        (("Account #", "615023979354"), ("Recruiter", "Rosa Mendez")),
        (("Bank", "TD Bank"), ("Emergency contact", "Kevin Doyle")),
    )
    said = [line for row in boxes for box in row for line in box]

    def draw(drawn):
        for row, pair in enumerate(boxes):
            for left, (label, value) in zip((40, 320), pair, strict=True):
                drawn.drawString(left, 700 - 40 * row, label)
                drawn.drawString(left, 684 - 40 * row, value)

    assert read(page(draw), "a.pdf").split("\n")[: len(said)] == said


def test_the_last_of_some_boxes_keep_their_order():
    boxes = [
        (40, 700, "Bank routing #"),
        (40, 688, "011075150"),
        (320, 700, "Bank account #"),
        (320, 688, "615023979354"),
    ]
    boxes += [(40, 670, "Recruiter"), (40, 658, "Rosa Mendez"), (40, 630, "License shown, number S84355987")]
    said = [*boxes, (40, 560, "Associate signature: Ann Lee"), (40, 520, "Witnessed by: Rosa Mendez")]

    def draw(drawn):
        for left, bottom, text in said:
            drawn.drawString(left, bottom, text)

    assert read(page(draw), "a.pdf").split("\n")[: len(said)] == [text for *_, text in said]
