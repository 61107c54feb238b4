"""Parts of a form that are about others than its own person: references, emergency contacts, physicians, steps."""

import pytest
from pairs import CARD, LEE, RAY, A, B, people

FORM = "Last Name: Lee   First Name: Ann   SSN: {}\nAddress: 12 Elm St\nCity: Lowell   State: MA   Zip: 01852\n"
LICENSE = "S12345609"


@pytest.mark.parametrize(
    "title",
    ["References", "PERSONAL REFERENCES", "3. Emergency Contact", "Referring Physician", "In case of emergency notify"],
)
def test_what_comes_behind_the_part_about_others_is_of_the_forms_person(scan, title):
    text = (
        FORM.format(A) + f"{title}\nName: Bob Ray   Phone: 617-555-0101\nDriving\nLicense No.: {LICENSE}   State: MA\n"
    )
    assert people(scan(text)) == [("ann lee", LEE[1], LICENSE)]


def test_three_references_and_a_licence(scan):
    rows = "Name: Bob Ray   Business: Baker\nName: Mary Stone   Business: Cook\nName: John Doyle   Business: Nurse\n"
    text = FORM.format(A) + f"References\n{rows}Driving\nLicense No.: {LICENSE}   State: MA\n"
    assert people(scan(text)) == [("ann lee", LEE[1], LICENSE)]


def test_who_signs_below_is_no_reference(scan):
    text = f"References\nName: Bob Ray   Phone: 617-555-0101\nSignature: Ann Lee\nSSN: {A}\n"
    assert people(scan(text)) == [LEE]


def test_a_card_below_the_pediatrician_is_not_the_pediatricians(scan):
    text = (
        "Parent/Guardian\nAnn Lee\nCell\n508-946-0545\nPediatrician\nDoctor\nBob Ray, MD\nPhone\n978-600-3956\n"
        f"Payment\nVisa #\n{CARD}\n"
    )
    assert people(scan(text)) == [("ann lee", CARD)]


def test_an_account_below_the_spouse_and_the_contact_is_the_employees(scan):
    text = (
        f"Employee: Ann Lee | SSN: {A}\nSpouse: Bob Ray | Spouse's employer: Old Colony\n"
        "Emergency contact: Mary Stone | Phone: 617-555-0101\n"
        "Direct deposit bank: Eastern Bank | ABA: 011000138 | Acct: 2111522023\n"
    )
    assert people(scan(text)) == [("ann lee", LEE[1], "2111522023")]


def test_the_number_of_one_step_is_not_of_the_person_of_the_next(scan):
    between = "".join(f"{at}. Question {at}: Yes\n" for at in range(2, 13))
    text = (
        f"STEP 1 Person 1\n1. First name, middle name, last name, and suffix: Ann Lee\n{between}If yes, the SSN: {A}\n"
        f"STEP 2 Person 2\n1. First name, middle name, last name, and suffix: Bob Ray\n"
        f"2. Relationship to Person 1\nSpouse\n3. Date of birth: 09/13/1947\n4. SSN: {B}\n"
    )
    assert people(scan(text)) == [LEE, ("bob ray", "773010002")]


def test_the_label_of_a_spouse_is_of_whom_the_line_calls_so(scan):
    text = f"If joint return, spouse's first name and initial:\tBob\tLast name:\tRay\tSpouse's social security number:\t{B}\n"
    assert people(scan(text)) == [("bob ray", "773010002")]


def test_the_second_part_of_a_name_has_the_role_of_the_first(scan):
    text = (
        f"61. Parent 1's SSN: {A}\n62. Parent 1's last name: Lee\n63. First name: Ann\n64. Date of birth: 03/25/1981\n"
        f"65. Parent 2's SSN: {B}\n66. Parent 2's last name: Ray\n67. First name: Bob\n68. Date of birth: 08/22/1985\n"
    )
    assert people(scan(text)) == [LEE, ("bob ray", "773010002")]


def test_an_empty_place_for_a_representative_is_not_that_of_the_forms_person(scan):
    text = f"Name\nAnn Lee\nSocial security number\n{A}\nAuthorized representative\nName of authorized representative\nPhone number: ____\n"
    assert people(scan(text)) == [LEE]


def test_the_number_of_one_party_is_not_of_the_next(scan):
    text = "".join(
        f"PARTY {party}\n1. Full name\n{name}\n2. Date of birth\n01/02/1990\n3. Occupation\nCook\n4. SSN\n{number}\n"
        f"5. Residence (No. and street, city/town, state, zip)\n12 Elm St, Lowell, MA 01852\n"
        for party, name, number in (("A", "Ann Lee", A), ("B", "Bob Ray", B))
    )
    assert people(scan(text)) == [LEE, ("bob ray", "773010002")]


def test_a_landlord_named_below_an_account_has_not_the_account(scan):
    text = f"Head of household: Ann Lee\nSSN: {A}\n\nChecking account number: 4079301126\nCurrent landlord: Bob Ray\n"
    assert people(scan(text)) == [("ann lee", LEE[1], "4079301126")]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_an_account_below_the_spouse_is_the_members(scan, gap):
    text = (
        f"Member's Last Name: Lee   Member's First Name: Ann   SSN: {A}\n{gap}Spouse's Name: Bob Ray   Born: 09/06/1998\n{gap}"
        f"Rollover Institution\n{gap}Name of institution: Webster Savings Bank   IRA account number: 1524108496\n"
    )
    assert ("ann lee", "1524108496") in [(one[0], one[-1]) for one in people(scan(text))]


def test_the_number_of_an_employer_who_is_a_person_is_not_the_employees(scan):
    text = f"Employer's name: Ann Lee\nEmployer SSN: {A}\nEmployee's name: Bob Ray\nEmployee SSN: {B}\n"
    assert ("bob ray", "773010002") in people(scan(text))
    assert ("bob ray", LEE[1]) not in people(scan(text))


def test_the_license_of_a_nurse_is_none_to_drive(scan):
    assert people(scan("Student name: Ann Lee\nProvider name: Bob Ray, NP\nLicense #: RN559412\n")) == []


@pytest.mark.parametrize(
    "named",
    [
        "Family member's name: Bob Lee\nRelationship: Child\nDate of birth: 01/02/2010\n",
        "Beneficiary name: Bob Ray   Relationship: Brother   Percent: 100\n",
    ],
)
def test_an_account_below_who_is_something_to_the_person_is_the_persons(scan, named):
    text = (
        f"Employee name: Ann Lee   SSN: {A}\nEmployer: Old Colony Machine Co.\n{named}"
        "Provider name: Mary Stone, MD\nPayment\nBank name: Eastern Bank\nRouting number: 011000138\n"
        "Account number: 2111522023\n"
    )
    assert people(scan(text)) == [("ann lee", LEE[1], "2111522023")]


def test_the_beneficiary_of_a_wire_has_the_account(scan):
    text = (
        "Originator name: Ann Lee\nAmount: 100.00\nBeneficiary name: Bob Ray\nBeneficiary bank: Eastern Bank\n"
        "ABA: 011000138\nAccount number: 2111522023\n"
    )
    assert people(scan(text)) == [("bob ray", "2111522023")]


def test_who_reviews_and_is_named_above_has_not_the_number_of_who_is_named_below(scan):
    text = f"Reviewer and collector: Bob Ray\nMRO name: Bob Ray\nDonor SSN: {A}\nDonor name: Ann Lee\n"
    assert people(scan(text)) == [LEE]


def test_two_fields_between_bars_each_with_its_label(scan):
    text = f"1. Member's Last Name: Lee | 2. First: Ann\n3. M.I.: J | 4. Social Security Number: {A}\n"
    assert people(scan(text)) == [LEE]


def test_labels_and_values_that_a_blank_parts(scan):
    text = f"(a) First name and middle initial Ann\nLast name Lee\n(b) Social security number {A}\nAddress 12 Elm St\n"
    assert people(scan(text)) == [LEE]


@pytest.mark.parametrize(
    ("field", "number"),
    [
        ("Social Security Number or ITIN: 773 01 0001", LEE[1]),
        ("Driver's License State and No.: MA S12345609", LICENSE),
        ("Account to debit: 2111522023", "2111522023"),
        ("Automatic payment from account no.: 2111522023", "2111522023"),
    ],
)
def test_labels_that_say_two_things(scan, field, number):
    assert people(scan(f"Employee name: Ann Lee\n{field}\n"))[0][-2:] == ("ann lee", number)


def test_two_numbers_of_a_kind_beside_each_other_are_not_one_persons(scan):
    text = f"1) Name Ann Lee   2) Name Zzyx Qoph\n{A} {B}\n1) Social Security #      2) Social Security #\n"
    assert ("ann lee", LEE[1], "773010002") not in people(scan(text))


def test_an_account_below_who_is_alone_over_the_relation_is_the_forms_persons(scan):
    text = (
        f"Employee: Ann Lee\nSSN: {A}\nDate of birth: 01/02/1980\nBob Lee\nRelationship: Spouse\n100\n"
        "Bank: Eastern Bank\nRouting number: 011000138\nAccount no: 2111522023\n"
    )
    assert people(scan(text)) == [("ann lee", LEE[1], "2111522023")]


def test_the_license_of_a_dentist_is_none_to_drive(scan):
    text = "48. Name, Address: Bob Ray, DMD, 12 Elm St, Lynn, MA 01902\n50. License Number: DN521893\n"
    assert people(scan(text)) == []


@pytest.mark.parametrize("surnames", ["Lee          Ray", "Lee      Ray"])
def test_the_parts_of_two_names_in_rows_of_their_own(scan, surnames):
    text = (
        "                        Taxpayer     Spouse\nFirst name and initial  Ann E        Bob J\n"
        f"Last name               {surnames}\nSocial security number  {A}  {B}\nDate of birth  10/18/1951   09/19/1959\n"
    )
    assert people(scan(text)) == [LEE, RAY]
