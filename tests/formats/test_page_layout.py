"""Columns of a page: words that stand apart in a line are apart in its text, and numbers are below their titles."""

import io
import random
import re

import pypdfium2
import pytest
from format_samples import read
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from piiscan.formats.segments.page_layout import with_columns

A, B = "773010001", "773010002"


def page(*words: tuple[float, float, str], size: float = 12, scale: float = 1, turns: int = 0) -> bytes:
    """A page with words at places, in points from the left and the bottom."""
    made = io.BytesIO()
    drawn = canvas.Canvas(made)
    drawn.scale(scale, scale)
    drawn.translate(*((0, 0), (850, 0), (850, 850), (0, 850))[turns])
    drawn.rotate(90 * turns)
    drawn.setFont("Helvetica", size)
    for left, bottom, text in words:
        drawn.drawString(left, bottom, text)
    drawn.save()
    return made.getvalue()


def rows(
    *cells: tuple[str, ...], columns: tuple[int, ...] = (50, 120, 220, 320, 420)
) -> list[tuple[float, float, str]]:
    return [
        (left, 780 - 15 * row, text)
        for row, line in enumerate(cells)
        for left, text in zip(columns, line, strict=False)
    ]


ROSTER = rows(
    ("Emp#", "Last Name", "First Name", "Soc Sec No", "Rate"),
    ("1001", "Lee", "Ann", A, "31.50"),
    ("1002", "Doyle", "Kevin", B, "28.00"),
)


def told(scanned):
    return [
        (one.person.normal if one.person else None, one.elements[0].value, one.classification.value)
        for one in scanned.findings
    ]


@pytest.mark.parametrize("turns", [1, 3])
def test_a_page_that_is_written_from_bottom_to_top_or_down(scan, turns):
    assert told(scan(page(*ROSTER, turns=turns), "a.pdf")) == [
        ("ann lee", A, "personal_information"),
        ("kevin doyle", B, "personal_information"),
    ]


@pytest.mark.parametrize(("size", "scale"), [(12, 1), (8, 1), (6, 2), (10, 0.7)])
def test_bare_numbers_below_their_title_are_found(scan, size, scale):
    assert told(scan(page(*ROSTER, size=size, scale=scale), "a.pdf")) == [
        ("ann lee", A, "personal_information"),
        ("kevin doyle", B, "personal_information"),
    ]


def test_a_title_beside_another_one_claims_no_number_of_its_neighbour(scan):
    stub = rows(
        ("Employee", "SSN", "Pay Date", "Check No"),
        ("Ann J Lee", "773-01-0001", "03/20/2024", "0010412"),
        columns=(50, 200, 300, 400),
    )
    assert told(scan(page(*stub), "a.pdf")) == [("ann lee", A, "personal_information")]


def test_two_persons_beside_each_other(scan):
    both = rows(
        ("Borrower", "Co-Borrower"),
        ("Name: Ann Lee", "Name: Kevin Doyle"),
        ("SSN: 773-01-0001", "SSN: 773-01-0002"),
        columns=(50, 320),
    )
    assert told(scan(page(*both), "a.pdf")) == [
        ("ann lee", A, "personal_information"),
        ("kevin doyle", B, "personal_information"),
    ]


def test_labels_below_lines_to_write_on(scan):
    rule = ("______________", "______________")
    signed = rows(
        *(("Ann Lee", "Kevin Doyle"), rule, ("Name", "Name")),
        *(("773-01-0001", "773-01-0002"), rule, ("Social Security Number", "Social Security Number")),
        columns=(50, 320),
    )
    assert told(scan(page(*signed), "a.pdf")) == [
        ("ann lee", A, "personal_information"),
        ("kevin doyle", B, "personal_information"),
    ]


def test_columns_stand_below_each_other_and_lines_stay_lines():
    text = read(page(*ROSTER), "a.pdf").text
    lines = text.split("\n")[:3]
    assert [line.split() for line in lines] == [
        ["Emp#", "Last", "Name", "First", "Name", "Soc", "Sec", "No", "Rate"],
        ["1001", "Lee", "Ann", A, "31.50"],
        ["1002", "Doyle", "Kevin", B, "28.00"],
    ]
    assert lines[0].index("Soc Sec No") == lines[1].index(A) == lines[2].index(B)
    beside = page((50, 780, "SSN"), (50, 765, "Ann Lee"), (300, 765, "773-01-0001"))
    assert read(beside, "a.pdf").places == {"773-01-0001": ["PAGE 1 LINE 2"]}


def test_running_text_and_what_has_no_number_stay_as_they_are():
    said = rows(("Ann Lee", "has no number"), ("in", "this text"), columns=(50, 300))
    assert read(page(*said), "a.pdf").text.startswith("Ann Lee has no number\nin this text\n")
    prose = "The Social Security number of Ann Lee is 773-01-0001 and she lives in Lynn."
    assert read(page((50, 700, prose)), "a.pdf").text.startswith(f"{prose}\n")


def test_the_groups_of_a_number_in_boxes_of_their_own_stay_together(scan):
    boxes = [(50, 750, "Name Ann Lee"), (50, 700, "SSN"), (120, 700, "773"), (170, 700, "01"), (210, 700, "0001")]
    assert [one[1] for one in told(scan(page(*boxes), "a.pdf"))] == [A]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 560), st.integers(20, 800), st.text("aB1 -9", min_size=1, max_size=14)), max_size=12
    )
)
def test_nothing_but_blanks_is_put_in(words):
    """Whatever stands where: the characters are those that PDFium gives, in their order."""
    document = pypdfium2.PdfDocument(page(*words, (50, 10, A)))
    try:
        text_page = document[0].get_textpage()
        plain = text_page.get_text_range()
        text = with_columns(text_page, plain)
    finally:
        document.close()
    assert re.sub(" +", " ", text) == re.sub(" +", " ", plain)
    assert text.count("\n") == plain.count("\n")


BROKEN = [  # the cell with the name over two lines, the rest of the row a little off
    *((60, 700, "Hathaway,"), (60, 688, "Malcolm"), (180, 698, "773-01-0001"), (300, 698, "Emmett Montalvo")),
    *((60, 670, "Novak,"), (60, 658, "Gideon"), (180, 664, "773-01-0002"), (300, 664, "Gareth Iannuzzi")),
]


def test_a_name_broken_over_lines_stands_in_its_row(scan):
    assert told(scan(page(*BROKEN), "a.pdf")) == [
        ("malcolm hathaway", A, "personal_information"),
        ("gideon novak", B, "personal_information"),
    ]


def test_a_name_without_a_comma_broken_round_its_row(scan):
    words = [
        (40, 700, "1"),
        (60, 706, "Ann"),
        (60, 694, "Lee"),
        (180, 700, "773-01-0001"),
        (300, 700, "Emmett Montalvo"),
    ]
    more = [
        (40, 670, "2"),
        (60, 676, "Bob"),
        (60, 664, "Ray"),
        (180, 670, "773-01-0002"),
        (300, 670, "Gareth Iannuzzi"),
    ]
    named = {one[0] for one in told(scan(page(*words[1:], *more[1:]), "a.pdf"))}
    assert named == {"ann lee", "bob ray"}


@pytest.mark.parametrize(
    "words",
    [
        [
            (60, 712, "Bob Ray"),
            (60, 700, "Manager"),
            (60, 688, "Eva Cole"),
            (180, 688, "773-01-0001"),
            (340, 688, "Lynn"),
        ],
        [(60, 700, "Bob Ray"), (60, 688, "Manager"), (180, 698, "SSN: 773-01-0001"), (340, 698, "Ext: 12")],
        [(60, 700, "Bob Ray"), (60, 688, "Manager"), (180, 640, "773-01-0001"), (340, 640, "Lynn")],
        [(60, 700, "Bob Ray"), (60, 688, "Manager"), (60, 676, "773-01-0001"), (340, 676, "Lynn")],
    ],
    ids=["above a row", "fields", "further down", "below"],
)
def test_lines_that_are_no_broken_cell_stay_where_they_are(words):
    document = pypdfium2.PdfDocument(page(*words))
    text_page = document[0].get_textpage()
    assert with_columns(text_page, text_page.get_text_range()).startswith("Bob Ray\r\nManager\r\n")


def test_a_value_at_the_other_side_of_the_page_is_not_out_of_reach_of_its_label(scan):
    words = [(50, 780, "LEE, ANN"), (50, 767, "5 MAPLE ST"), (50, 754, "LYNN, MA 01901")]
    words += [(50, 734, "Statement period"), (450, 734, "01/01/2026 - 01/31/2026")]
    words += [
        (50, 720, "Account type"),
        (500, 720, "Free Checking"),
        (50, 706, "Account number"),
        (500, 706, "43120773001"),
    ]
    words += [(50, 690 - 14 * at, f"01/0{at} PURCHASE 00{at}1122") for at in range(1, 5)]
    words += [(520, 690 - 14 * at, f"5{at}.10") for at in range(1, 5)]
    found = scan(page(*words, size=10), "a.pdf").findings
    assert [(one.person.normal, one.elements[0].value) for one in found] == [("ann lee", "43120773001")]


def test_columns_far_apart_stay_below_their_titles(scan):
    words = rows(("Employee", "SSN"), ("Ann Lee", A), ("Kevin Doyle", B), columns=(20, 520))
    assert told(scan(page(*words, size=10), "a.pdf")) == [
        ("ann lee", A, "personal_information"),
        ("kevin doyle", B, "personal_information"),
    ]


def test_a_row_whose_first_cell_is_empty_begins_where_its_second_does():
    words = [(60, 700, "Member"), (200, 700, "SSN"), (300, 700, "Plan"), (60, 688, "Ann Lee"), (200, 688, A)]
    words += [(300, 688, "Full"), (200, 676, B), (300, 676, "None"), (60, 664, "Bob Ray"), (200, 664, "773-01-0003")]
    text_page = pypdfium2.PdfDocument(page(*words))[0].get_textpage()
    lines = with_columns(text_page, text_page.get_text_range()).split("\n")
    assert [line.find("773") for line in lines[1:4]] == [lines[0].find("SSN")] * 3


def test_a_field_that_stands_right_of_others_has_no_indent():
    words = [(60, 700, "LEE, ANN"), (60, 688, "Type"), (300, 688, "Free"), (200, 676, "Account number")]
    words += [(400, 676, "43120773001")]
    text_page = pypdfium2.PdfDocument(page(*words))[0].get_textpage()
    assert "\nAccount number  " in with_columns(text_page, text_page.get_text_range())


def test_titles_over_all_columns_but_the_first_stand_over_them():
    cells = (
        (50, 780, "Please review"),
        *((210, 765, "Taxpayer"), (330, 765, "Spouse")),
        *((50, 750, "Name"), (190, 750, "Ann Lee"), (320, 750, "Bob Ray")),
        *((50, 735, "Social Security No."), (190, 735, "773-01-0001"), (320, 735, "773-01-0002")),
    )
    _, titles, names, _ = read(page(*cells), "a.pdf").text.split("\n")[:4]
    assert names.index("Ann") < titles.index("Taxpayer") < names.index("Bob") <= titles.index("Spouse")


def test_labels_below_a_row_of_values_are_apart_as_those_are():
    values = ((50, 780, "Ann Lee"), (220, 780, "773-01-0001"), (390, 780, "S12345678"))
    labels = ((50, 768, "Print name"), (220, 768, "Social Security Number"), (390, 768, "Driver's License Number"))
    text = read(page((50, 800, "Card"), *values, *labels, (50, 750, "Sworn.")), "a.pdf").text
    assert text.startswith(
        "Card\nPrint name: Ann Lee\nSocial Security Number: 773-01-0001\nDriver's License Number: S12345678\n"
    )


@pytest.mark.parametrize("seed", range(6))
def test_a_page_that_is_drawn_in_any_order_is_read_from_top_to_bottom(scan, seed):
    """What is drawn where does not say when: some programs write by fonts or by fields."""
    fields = [
        *(("Agency:", "Lakeview Police"), ("Case No.:", "24-480439"), ("Officer:", "Jane Doe Walsh"), ("", "")),
        *(("Victim Name:", "Ann Lee"), ("Date of Birth:", "10/02/1963"), ("Address:", "4 Elm St, Lynn, MA 01901")),
        *(("Phone:", "617-555-0143"), ("SSN:", A[:3] + "-" + A[3:5] + "-" + A[5:]), ("", "")),
        *(
            ("Suspect Name:", "Bob Ray"),
            ("Driver's License No.:", "S10000001"),
            ("Address:", "7 Oak St, Lynn, MA 01901"),
        ),
    ]
    words = [word for word in rows(*fields, columns=(50, 180)) if word[2]]
    random.Random(seed).shuffle(words)
    assert sorted(one[:2] for one in told(scan(page(*words), "a.pdf"))) == [("ann lee", A), ("bob ray", "S10000001")]
