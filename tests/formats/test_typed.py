"""Text typed over a printed form, as viewers of PDF let one do it: each with the label it stands beside or below."""

import io

import pikepdf
import pytest
from reportlab.pdfgen import canvas

SSN, ACCOUNT = "773-01-0001", "43120773001"

Words = tuple[float, float, str]


def form(printed: list[Words], typed: list[Words]) -> bytes:
    page, made = io.BytesIO(), io.BytesIO()
    drawn = canvas.Canvas(page)
    for left, bottom, text in printed:
        drawn.drawString(left, bottom, text)
    drawn.save()
    pdf = pikepdf.open(page)
    pdf.pages[0].Annots = pikepdf.Array(
        pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.FreeText,
                Contents=pikepdf.String(text),
                Rect=pikepdf.Array([left, bottom - 3, left + 150, bottom + 12]),
            )
        )
        for left, bottom, text in typed
    )
    pdf.save(made)
    return made.getvalue()


def told(scanned):
    return [
        (one.person.normal if one.person else None, [element.value for element in one.elements])
        for one in scanned.findings
    ]


PRINTED = [(50, 700, "Employee name:"), (50, 660, "Bank account number: ______"), (50, 620, "Social Security Number")]
TYPED = [(200, 700, "Ann Lee"), (200, 660, ACCOUNT), (200, 620, SSN)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_what_is_typed_has_the_label_on_its_line(scan, order):
    found = told(scan(form(PRINTED, [TYPED[at] for at in order]), "a.pdf"))
    assert found == [("ann lee", [ACCOUNT, "773010001"])]


def test_several_on_one_line_and_labels_above(scan):
    beside = form(
        [(50, 700, "Name:"), (260, 700, "SSN:"), (50, 670, "Bank account no.")],
        [(90, 700, "Ann Lee"), (300, 700, SSN), (50, 655, ACCOUNT)],
    )
    assert told(scan(beside, "a.pdf")) == [("ann lee", ["773010001", ACCOUNT])]


@pytest.mark.parametrize(
    "label", ["Invoice no.", "Order number:", "the clerk who had looked at it said that nothing of it would be"]
)
def test_other_labels_make_no_account_of_a_number(scan, label):
    page = form([(50, 700, "Name:"), (50, 660, label)], [(200, 700, "Ann Lee"), (420, 660, ACCOUNT)])
    assert told(scan(page, "a.pdf")) == []
