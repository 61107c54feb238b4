"""How forms ask for a name: as a list of its parts, with where it is shown, by boxes of a certificate."""

import pytest
from pairs import LEE, A, people

from piiscan.detectors.labels import column_role
from piiscan.pairing.prose.line_persons import persons_in

ASKED = (
    "First name, middle initial, last name",
    "1. First name, middle name, last name, and suffix",
    "Insured's name (Last Name, First Name, Middle Initial)",
    "Claimant/Beneficiary name",
    "Name(s) shown on return",
    "1a Name shown on tax return. If a joint return, enter the name shown first.",
    "Taxpayer's name, address, city, and ZIP code",
    "Mother's name at her birth",
)


@pytest.mark.parametrize("label", ASKED)
def test_one_name_behind_a_label_of_many_words(label):
    (named,) = persons_in(f"{label}: Ann Lee").mentions
    assert (named.person.name, named.labelled) == ("Ann Lee", True)


@pytest.mark.parametrize(
    "label",
    [
        "NAME TO BE SHOWN ON CARD",
        "1. VETERAN/SERVICE MEMBER NAME (First, Middle Initial, Last)",
        "Name(s) shown on Form 1040",
    ],
)
def test_the_name_stands_below_the_label(label):
    assert persons_in(label).awaits == "name.full"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("(1) First name Last name", "name.full"),
        ("(a) Name of covered individual(s) First name, middle initial, last name", "name.full"),
        ("2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", "name.full"),
        ("Borrower's name (include Jr. or Sr. if applicable)", "name.full"),
        ("SSN (or other identifier)", "ssn"),
        ("(b) SSN or other TIN", "ssn"),
        ("Last Name", "name.surname"),
    ],
)
def test_headers_of_forms(header, kind):
    role = column_role(header)
    assert role is not None
    assert role.kind == kind
    assert role.group in {"", "patient", "borrower"}


@pytest.mark.parametrize(
    "text",
    [
        f"1 DECEDENT - NAME FIRST: ANN    MIDDLE: J    LAST: LEE\n4 SOCIAL SECURITY NUMBER: {A}\n18 INFORMANT - NAME: Bob Ray\n",
        f"1 DECEDENT - NAME FIRST\nANN\nMIDDLE\nJ\nLAST\nLEE\n4 SOCIAL SECURITY NUMBER\n{A}\n18 INFORMANT - NAME\nBob Ray\n",
        f"1 NAME TO BE SHOWN ON CARD - First: Ann\nFull Middle Name: D\nLast: Lee\nSSN: {A}\n9A. MOTHER'S NAME: Mary Stone\n",
    ],
)
def test_boxes_of_a_certificate(scan, text):
    (found,) = people(scan(text))
    assert (found[0].split()[0], found[0].split()[-1], found[1]) == ("ann", "lee", LEE[1])


@pytest.mark.parametrize(
    "label",
    [
        "Social Security Number (or Individual Taxpayer Identification Number)",
        "First social security number on tax return, individual taxpayer identification number, or employer identification number",
        "SSN or EIN",
    ],
)
def test_of_several_numbers_for_taxes_the_form_of_the_number_says_which_it_is(scan, label):
    assert people(scan(f"Name: Ann Lee\n{label}: {A}\n")) == [LEE]
    assert people(scan(f"Name: Ann Lee\n{label}: 04-3456781\n")) == []


def test_the_license_of_a_loan_originator_is_none_to_drive(scan):
    assert people(scan("Loan Originator Name: Ann Lee\nState License ID#: MLO824685\n")) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Student's Last Name\tFirst Name\tMiddle\tGrade\nLee\tAnn\tB\t6\nBirth\tSSN\n06/20/2016\t{A}\n\nMother\nName\tCell\nKim Doe\t5\n",
        f"1. Name Last\tFirst\tMiddle\nLEE\tANN\tJ\n5. SSN\t6. Email\n{A}\ta@example.com\n",
        f"_ Last Name |       First Name        Middle Name     Birth\n~ LEE               ANN               R               12/19/1974\n\nSSN\n{A}\n",
        f"a Employee's SSN: {A}\ne Employee's first name and initial: Ann M\nLast name: Lee\n",
        f"(1) First name Last name: Ann Lee\n(2) Social security number: {A}\n",
        f"Parent/Guardian\nAnn Lee\nSSN\n{A}\n",
    ],
)
def test_rows_of_boxes(scan, text):
    (found,) = people(scan(text))
    assert (found[0].split()[0], found[0].split()[-1], found[1]) == ("ann", "lee", LEE[1])


def test_a_name_with_its_address_behind_one_label(scan):
    text = f"2. SSN\n{A}\n4. Name and Permanent Address\nAnn Lee, 200 Elm Street, Lowell, MA 01852\n7. References\nName\nBob Ray\n"
    assert people(scan(text)) == [LEE]
    (named,) = persons_in("4. Name and Permanent Address: Ann Lee, 200 Elm Street, Lowell, MA 01852").mentions
    assert (named.person.name.rstrip(","), named.labelled) == ("Ann Lee", True)


def test_a_number_or_another_of_the_same_person(scan):
    assert people(scan(f"Student name: Ann Lee\nSSN or Student ID: {A}\n")) == [LEE]
    assert people(scan(f"Student name: Ann Lee\nStudent ID: {A}\n")) == []


def test_a_reference_below_a_number_has_not_the_number(scan):
    text = f"2. SSN\n{A}\n5. Date of Birth\n01/02/1990\n7. References\nName\nBob Ray\nRelationship\nFriend\n"
    assert ("bob ray", LEE[1]) not in people(scan(text))


@pytest.mark.parametrize(
    "label",
    [
        "1 Name of entity/individual. An entry is required.:",
        "1 Name (as shown on your income tax return). Name is required on this line; do not leave this line blank.:",
        "1 Name of entity/individual. An entry is required. (For a sole proprietor, enter the owner's name on line 1.):",
    ],
)
@pytest.mark.parametrize("parting", [" ", "\n", "\n\n"])
def test_a_label_may_say_how_it_is_to_be_filled_in(scan, label, parting):
    text = (
        f"{label}{parting}Dmitri B. Barrett\n\n2 Business name, if different from above.:{parting}Barrett Painting\n\n"
    )
    assert people(scan(f"{text}Social security number:{parting}{A}\n")) == [("dmitri barrett", "773010001")]
