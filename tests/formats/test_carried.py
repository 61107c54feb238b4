"""Tables of a PDF that go on at the top of the next page, where their titles are not printed again."""

import io

import pytest
from reportlab.pdfgen import canvas

A, B, C, D = "773-01-0001", "773-01-0002", "773-01-0003", "773-01-0004"
TITLES = ("Last name", "First name", "Soc Sec No", "Rate", "Zip")
FIRST = (TITLES, ("Lee", "Ann", A, "31.50", "01901"), ("Doyle", "Kevin", B, "28.00", "06103"))
GOES_ON = (("Ray", "Eva", C, "30.10", "01901"), ("Novak", "Ian", D, "29.00", "06103"))


def pages(*sheets: tuple[tuple[str, ...], ...], columns: tuple[int, ...] = (50, 150, 250, 350, 450)) -> bytes:
    made = io.BytesIO()
    drawn = canvas.Canvas(made)
    for rows in sheets:
        for at, row in enumerate(rows):
            for left, text in zip(columns, row, strict=False):
                drawn.drawString(left, 780 - 15 * at, text)
        drawn.showPage()
    drawn.save()
    return made.getvalue()


def told(scanned):
    return [
        (one.person.normal if one.person else None, one.elements[0].value, one.residency.value)
        for one in scanned.findings
    ]


WHOLE = [
    ("ann lee", "773010001", "massachusetts"),
    ("kevin doyle", "773010002", "elsewhere"),
    ("eva ray", "773010003", "massachusetts"),
    ("ian novak", "773010004", "elsewhere"),
]


@pytest.mark.parametrize("above", [(), (("Wage list of Lynn Mills",),)])
@pytest.mark.parametrize("below", [(), (("Page 1 of 2",),)])
def test_the_titles_of_the_page_before_hold(scan, above, below):
    found = scan(pages((*above, *FIRST, *below), (*above, *GOES_ON)), "a.pdf")
    assert told(found) == WHOLE
    lines = [
        (step.at, one.elements[0].value) for one in found.findings for step in one.places[0] if step.axis == "LINE"
    ]
    assert [line for line, _ in lines][2:] == [1 + len(above), 2 + len(above)]


def test_they_hold_over_several_pages(scan):
    found = told(scan(pages(FIRST, GOES_ON[:1], GOES_ON[1:]), "a.pdf"))
    assert found == WHOLE


def test_titles_of_the_page_itself_stand(scan):
    other = (("Manager", "Title", "Employee SSN", "Rate", "Zip"), ("Eva Ray", "Lead", C, "30.10", "01901"))
    assert ("ray", C.replace("-", "")) not in [
        (name, value) for name, value, _ in told(scan(pages(FIRST, other), "a.pdf"))
    ]


def test_rows_of_other_columns_have_no_titles_of_theirs(scan):
    other = (("773010003", "7312", "Ray"), ("773010004", "7313", "Novak"))  # bare, and no title says what they are
    assert [value for _, value, _ in told(scan(pages(FIRST, other), "a.pdf"))] == ["773010001", "773010002"]
