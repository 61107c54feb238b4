"""Fields whose labels stand below their values, as under a line to write on."""

import io

import docx
import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.segments.signed import signed
from piiscan.model import Axis, Segment, Shape, Step

A, B = "773-01-0001", "773-01-0002"


def becomes(text: str) -> str:
    data = text.encode()
    return bytes(signed(Segment(data, Shape.PROSE, lambda at: (Step(Axis.BYTE, at),))).data).decode()


@pytest.mark.parametrize("gap", ["\t\t", "     "])
@pytest.mark.parametrize("rule", ["", "__________     ______________\n"])
def test_lines_of_values_and_of_labels_in_turns(gap, rule):
    form = (
        f"Membership card\nAnn Lee{gap}{A}\n{rule}PRINT NAME{gap}SOC. SEC. NO.\n"
        f"12 Elm St{gap}(617) 555-0100\n{rule}ADDRESS{gap}PHONE\n"
    )
    said = f"Membership card\nPRINT NAME: Ann Lee\nSOC. SEC. NO.: {A}\nADDRESS: 12 Elm St\nPHONE: (617) 555-0100\n"
    assert becomes(form) == said


def test_one_value_in_each_line():
    assert (
        becomes(f"Ann Lee\nPrint name\n{A}\nSocial Security No.\n")
        == f"Print name: Ann Lee\nSocial Security No.: {A}\n"
    )


def test_a_label_without_a_value_is_passed_over():
    form = f"Lee           Ann                       {A}\nLast Name     First Name     Suffix     SSN\n"
    assert becomes(form) == f"Last Name: Lee\nFirst Name: Ann\nSSN: {A}\n"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (f"Ann Lee\n-------\nTenant\n{A}\n-------\nSSN\n", f"Tenant: Ann Lee\nSSN: {A}\n"),
        (f"ANN LEE\n=======\nEMPLOYEE NAME\n{A}\n=======\nSSN\n", f"EMPLOYEE NAME: ANN LEE\nSSN: {A}\n"),
        (f"_Ann Lee____   _{A}__\nPrint name     SSN\n", f"Print name: Ann Lee\nSSN: {A}\n"),
        (
            f"Ann Lee          Bob Ray\n_______     ________\nPetitioner A     Petitioner B\n{A}     {B}\nSSN     SSN\n",
            f"Petitioner A: Ann Lee    Petitioner B: Bob Ray\nSSN: {A}    SSN: {B}\n",
        ),
        (f"Ann   Lee          {A}\nYour name          Your SSN\n", f"Your name: Ann   Lee\nYour SSN: {A}\n"),
        (
            f"EASTERN BANK\nPAYER'S name\n04-2103594\nPAYER'S TIN\n{A}\nRECIPIENT'S TIN\nANN LEE\nRECIPIENT'S name\n",
            f"PAYER'S name: EASTERN BANK\nPAYER'S TIN: 04-2103594\nRECIPIENT'S TIN: {A}\nRECIPIENT'S name: ANN LEE\n",
        ),
        (
            f"Lee, Ann\nClaimant\nBob Ray\nAdjuster\n{A}\nClaimant SSN\nLynn\nLoss location\n",
            f"Claimant: Lee, Ann\nAdjuster: Bob Ray\nClaimant SSN: {A}\nLynn\nLoss location\n",
        ),
        (
            f"Ann Lee\n(Name as on the title)\n{A}\n(SSN of owner)\n",
            f"(Name as on the title): Ann Lee\n(SSN of owner): {A}\n",
        ),
    ],
)
def test_lines_to_write_on_however_they_are_drawn(form, said):
    assert becomes(form) == said


def test_a_plain_text(scan):
    text = b"Ann Lee\n__________________\nPrint name\n\nLynn, MA 01901\n__________________\nCity, State, ZIP\n\n%s\n"
    found = scan(text % b"773010001\n__________________\nSocial Security Number", "a.txt").findings
    assert [(one.person.normal, one.classification.value, one.residency.value) for one in found] == [
        ("ann lee", "personal_information", "massachusetts")
    ]


def test_labels_in_brackets_behind_their_values():
    form = f"Ann Lee (patient name)\n{A} (social security number)\nBob Ray (physician)\n"
    said = f"patient name: Ann Lee\nsocial security number: {A}\nBob Ray (physician)\n"
    assert becomes(form) == said
    form = f"Ann Lee {A} (no answer)\nBob Ray {B} (SSN on file)\n"
    assert becomes(form) == form


def test_digits_alone_above_their_label(scan):
    found = scan("773010001     Ann Lee          01/02/1980\nSSN           Patient name     DOB\n", "a.txt").findings
    assert [(one.person.normal, one.elements[0].value) for one in found] == [("ann lee", "773010001")]
    assert not scan("773010001     Hex bolt\nItem          Account no.\n", "a.txt").findings


@pytest.mark.parametrize(
    "text",
    [
        f"Name     SSN\n-------- -----------\nAnn Lee     {A}\n-------- -----------\nName     SSN\n",
        f"Name\nAnn Lee\nSSN\n{A}\nAddress\n12 Elm St\n",  # labels above
        f"Owner/Signer Information 2\nName\nAnn Lee\nTIN / SSN\n{A}\nDriver's license no.\nS12345678\n",
        f"Name     SSN\nAnn Lee     {A}\nName     SSN\nBob Ray     {B}\n",
        f"Last Name     First Name     SSN\nLee     Ann     {A}\nLast Name     First Name     SSN\n",
        f"SSN: {A}\nLicense no.\nS12345678\n",
        f"Classification\nIndividual\nAddress\n12 Elm St\nCity, State, ZIP\nLynn, MA 01901\nSSN\n{A}\nEmployer ID\n",
        "Federal ID:     04-5824636\nItem     Part No.\nGasket     773-01-0001     4     18.00\n",
        f"Gasket     515320809     10\nName     Account No.\nAnn Lee     {A}     20\n",
        f"{A}\nNotes on the account\n",
        f"Ann Lee Bob Ray\n____ ____\nName Name\n{A} {B}\n____ ____\nSSN SSN\n",  # columns that nothing parts
        f"Ann Lee has {A}, as said\nSocial Security\n",
    ],
)
def test_what_is_no_such_form_stays(text):
    assert becomes(text) == text


@given(st.text(alphabet="Aa1_ \t\n:-", max_size=60), st.text(alphabet="Aa1_ \t\n:-", max_size=60))
def test_numbers_stay_where_they_are(before, after):
    data = f"{before}\nAnn Lee   {A}\nPrint name   SSN\n{after}".encode()
    made = signed(Segment(data, Shape.PROSE, lambda at: (Step(Axis.BYTE, at),)))
    assert made.locate(bytes(made.data).index(A.encode()))[0].at == data.index(A.encode())


def test_a_table_with_labels_in_its_second_row(scan):
    document = docx.Document()
    for values, labels in (
        (("Lee", "Ann", "B"), ("Last Name", "First Name", "Middle")),
        ((A, "Lynn"), ("SSN", "City")),
    ):
        table = document.add_table(rows=2, cols=len(values))
        for row, cells in enumerate((values, labels)):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    made = io.BytesIO()
    document.save(made)
    assert f"SSN: {A}" in read(made.getvalue(), "a.docx").text
    assert [(one.person.normal, one.elements[0].value) for one in scan(made.getvalue(), "a.docx").findings] == [
        ("ann lee", A.replace("-", ""))
    ]
