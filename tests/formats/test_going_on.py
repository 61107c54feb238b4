"""Pages of a PDF that go on with the page before, and those that do not."""

import io

import pytest
from reportlab.pdfgen import canvas

from piiscan.formats.pdf import pages as reader

A, B = "773-01-0001", "773-01-0002"


def pages(*sheets: tuple[str, ...]) -> bytes:
    made = io.BytesIO()
    drawn = canvas.Canvas(made)
    for lines in sheets:
        for at, text in enumerate(lines):
            drawn.drawString(50, 780 - 30 * at, text)
        drawn.showPage()
    drawn.save()
    return made.getvalue()


@pytest.mark.parametrize(
    "sheets",
    [
        (("Member: Ann Lee", "Social Security Number:"), (A, "Thank you")),
        (("Member: Ann Lee", "Social Security Number:", "Page 1 of 2"), ("Page 2 of 2", A)),
        (("Page 1 of 2", "Patient: Ann Lee", "Rate: 12"), ("Page 2 of 2", f"SSN: {A}")),
        (("Patient: Ann Lee", "Page 1/3"), (f"SSN: {A}", "Page 2/3"), ("The end", "Page 3/3")),
    ],
)
def test_a_page_goes_on(scan, sheets):
    found = scan(pages(*sheets), "a.pdf")
    assert found.persons() == [("ann lee", "773010001")]
    assert [step.at for step in found.findings[0].places[0] if step.axis == "PAGE"] == [2]


@pytest.mark.parametrize(
    "sheets",
    [
        (("Member: Ann Lee",), (f"SSN: {A}",)),
        (("Member: Ann Lee", "Page 1 of 1"), (f"SSN: {A}", "Page 1 of 1")),
        (("Member: Ann Lee", "Page 1 of 2"), (f"SSN: {A}", "Page 1 of 2")),  # of the next one
        (("Member: Ann Lee", "Page 2 of 2"), (f"SSN: {A}", "Page 1 of 2")),
        (("Member: Ann Lee", "Page 1 of 9"), (f"SSN: {A}", "Member: Bob Ray", "Page 2 of 9")),  # a page for each
        (("Member: Ann Lee", "Social Security Number:"), ("Lynn Office", A)),
        (("Member: Ann Lee", "Social Security Number: none"), (A, "Thank you")),
    ],
)
def test_a_page_does_not(scan, sheets):
    assert scan(pages(*sheets), "a.pdf").owners()["773010001"] != "ann lee"


def test_each_page_is_read_once(scan, monkeypatch):
    read = []
    page_text = reader.page_text
    monkeypatch.setattr(reader, "page_text", lambda page: read.append(page) or page_text(page))
    said = [("Member: Ann Lee", f"SSN: {A}", f"Page {number} of 5") for number in range(1, 6)]
    assert scan(pages(*said), "a.pdf").owners()["773010001"] == "ann lee"
    assert len(read) == 5
