"""Tables of documents that are one row of labels over one of values, as forms are made of them."""

import io

import docx
from docx.shared import Pt

A, B = "773-01-0001", "773-01-0002"
ACCOUNT = "4079301126"


def document(*tables):
    made = docx.Document()
    for rows in tables:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].add_run(text).font.size = Pt(9)
        made.add_paragraph()
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def told(scanned):
    return [
        (one.person.normal if one.person else None, one.residency.value, [element.value for element in one.elements])
        for one in scanned.findings
    ]


def test_the_rows_of_one_form_are_of_one_person(scan):
    data = document(
        (("Applicant name", "Telephone"), ("Ann Lee", "(774) 428-0382")),
        (("Street address", "City", "State", "Zip"), ("12 Elm St", "Lowell", "MA", "01852")),
        (("Name of bank", "Account type", "Account number"), ("Eastern Bank", "Checking", ACCOUNT)),
    )
    assert told(scan(data, "a.docx")) == [("ann lee", "massachusetts", [ACCOUNT])]


def test_several_records_are_a_table(scan):
    data = document((("Name", "SSN"), ("Ann Lee", A), ("Bob Ray", B)))
    assert [one[0] for one in told(scan(data, "a.docx"))] == ["ann lee", "bob ray"]


def test_an_account_below_a_table_of_others_is_of_the_person_above_it(scan):
    data = document(
        (("Taxpayer name", "SSN"), ("Ann Lee", A)),
        (
            ("Dependent", "Birth", "Relationship"),
            ("Kim Lee", "01/02/2015", "Child"),
            ("Tom Lee", "01/02/2017", "Child"),
        ),
        (("Routing number", "Account number"), ("011000138", ACCOUNT)),
    )
    assert told(scan(data, "a.docx")) == [
        ("ann lee", "unknown", [A.replace("-", "")]),
        ("ann lee", "unknown", [ACCOUNT]),
    ]


def test_the_accounts_of_a_table_are_of_the_one_person_above_it(scan):
    accounts = (
        ("Type", "Institution", "Account number"),
        ("Checking", "Eastern Bank", ACCOUNT),
        ("IRA", "Vantage", "88123456"),
    )
    made = docx.Document()
    made.add_paragraph("Name (First, Middle, Last): Ann Lee\tCity: Lowell")
    made.add_paragraph("Landlord's name: Bob Ray")
    table = made.add_table(0, 3)
    for row in accounts:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    assert told(scan(stream.getvalue(), "a.docx")) == [
        ("ann lee", "unknown", [ACCOUNT]),
        ("ann lee", "unknown", ["88123456"]),
    ]


def test_parties_side_by_side_in_a_table_with_a_label_in_each_cell(scan):
    rows = (
        ("MOTHER", "FATHER"),
        ("Full name: Ann Lee", "Full name: Bob Ray"),
        ("City, State, Zip: Lynn, MA 01902", "City, State, Zip: Nashua, NH 03060"),
        (f"SSN: {A}", f"SSN: {B}"),
    )
    assert told(scan(document(rows))) == [
        ("ann lee", "massachusetts", ["773010001"]),
        ("bob ray", "elsewhere", ["773010002"]),
    ]


def test_numbered_labels_over_their_values_row_by_row_in_one_table(scan):
    rows = (
        ("1 Volunteer name", "2 Phone"),
        ("Ann Lee", "(508) 555-0101"),
        ("3 City/Town", "4 Zip"),
        ("Lowell", "01852"),
        ("7 SSN (for CORI check)", "8 Mother's maiden name"),
        (A, "Sullivan"),
    )
    assert told(scan(document(rows))) == [("ann lee", "massachusetts", ["773010001"])]


def test_a_part_with_labels_in_its_first_column_goes_on_below(scan):
    """Form I-9: boxes with a title over each value, then a table of the documents that were shown."""
    rows = (
        ("Last Name", "First Name", "Middle Initial"),
        ("Lee", "Ann", "T."),
        ("Address", "City or Town", "ZIP Code"),
        ("140 Fremont St", "Worcester", "01603"),
        ("Section 2", "List B", "List C"),
        ("Document Title", "Driver's license", "Social security card"),
        ("Issuing Authority", "MA RMV", "SSA"),
        ("Document Number", "S62954826", A),
    )
    numbers = {number for *_, found in told(scan(document(rows), "a.docx")) for number in found}
    assert numbers == {"S62954826", A.replace("-", "")}
    assert {person for person, *_ in told(scan(document(rows), "a.docx"))} == {"ann lee"}


def test_the_address_over_a_household_is_a_column_of_its_table(scan):
    made = docx.Document()
    for text in ("Fuel assistance: household list", "Home address: 140 Chapel St, Gardner MA 01440"):
        made.add_paragraph(text)
    rows = (("Name", "Relationship", "SSN"), ("Ann Lee", "Self", A), ("Bob Ray", "Spouse", B))
    table = made.add_table(0, 3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    assert {one[1] for one in told(scan(stream.getvalue(), "a.docx"))} == {"massachusetts"}


def test_what_an_inventory_lists_is_of_whose_estate_it_is(scan):
    made = docx.Document()
    made.add_paragraph("Estate of: Ann Lee")
    made.add_paragraph("Personal Representative: Bob Ray")
    rows = (("Item", "Description", "Value"), ("1", f"BayCoast Bank checking no. {ACCOUNT}", "$4,112.09"))
    table = made.add_table(0, 3)
    for row in (*rows, ("2", "Household goods", "$800.00"), ("Total", "", "$4,912.09")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    assert [(one[0], one[2]) for one in told(scan(stream.getvalue(), "a.docx"))] == [("ann lee", [ACCOUNT])]
