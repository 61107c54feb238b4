"""Forms with several persons, by the words of labels: whose number it is, and who is named by a word for a name."""

import pytest
from pairs import LEE, RAY, A, B, C, digits, numbers, people

from piiscan.pairing.prose import fields

ONE, TWO, THREE = digits(A), digits(B), digits(C)

FORMS = {
    "parents, the number before the name": (
        (
            f"1. Student's last name   LEE\n2. Student's first name   ANN\n8. Student's SSN   {A}\n61. Parent 1 SSN   {B}\n"
            "62. Parent 1 last name   RAY\n63. Parent 1 first name   BOB\n"
            f"65. Parent 2 SSN   {C}\n66. Parent 2 last name   TRAN\n67. Parent 2 first name   MAI\n"
        ),
        [("ann lee", ONE), ("bob ray", TWO), ("mai tran", THREE)],
    ),
    "the spouse in Spanish": (
        (
            f"Apellidos: Ray Ortiz     Nombres: Ann Luz\nSeguro social: {A}\nNombre del cónyuge: Bob Ray\n"
            f"Seguro social del cónyuge: {B}\n"
        ),
        [("ann ray ortiz", ONE), ("bob ray", TWO)],
    ),
    "surname and given name below each other": (
        f"Apellidos: Ray Ortiz\nNombres: Ann Luz\nSeguro social: {A}\n",
        [("ann ray ortiz", ONE)],
    ),
    "Haitian Creole": (f"Non: Ann     Siyati: Lee\nNimewo Sekirite Sosyal: {A}\n", [("ann lee", ONE)]),
    "a guarantor between patient and insured": (
        (
            f"Patient Name: Ann Lee   Sex: F\nRESPONSIBLE PARTY\nName: Mai Tran   Relationship: Mother\nSSN: {A}\n"
            f"Insured's Name: Bob Ray   Insured's SSN: {B}\n"
        ),
        [("bob ray", TWO), ("mai tran", ONE)],
    ),
    "about the one above, not the one below": (
        (
            f"RE: Bob Ray\n    {A}\n    Employee's Social Security Number\n    Custodial Party: Mai Tran\n"
            "    Child's Name\n    Ann Lee\n"
        ),
        [("bob ray", ONE)],
    ),
    "an alternate name": (
        (
            f"Name (First, Middle, Last, Suffix): Ann Lee\nAlternate Names: Annie Lee\nSSN: {A}\n"
            f"Co-Borrower: Name (First, Middle, Last, Suffix): Bob Ray\nSSN: {B}\n"
        ),
        [("ann lee", ONE), ("bob ray", TWO)],
    ),
    "his, of the sentence before": (
        f"We write about our client Bob Ray. His Social Security number is {A}, and his wife, Ann Lee (SSN {B}), signs.\n",
        [("ann lee", TWO), ("bob ray", ONE)],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_whose_number_it_is(scan, form):
    text, wanted = FORMS[form]
    assert numbers(scan(text)) == wanted


def test_a_spouse_without_a_name_is_not_the_main_person(scan):
    found = people(scan(f"Employee: Ann Lee\nSSN: {A}\nSpouse SSN: {B}\n"))
    assert found == [("ann lee", ONE), ("review", "ann lee", TWO)]


def test_what_a_record_of_its_own_says_of_residency_is_not_said_of_the_one_above(scan):
    text = f"Policyholder: Bob Ray\nMedicare no. {A}A\nHICN: {B}B   Beneficiary: Ann Lee, Revere MA 02151\n"
    first, second = scan(text).findings
    assert (first.person.normal, first.residency.value) == ("bob ray", "unknown")
    assert (second.person.normal, second.residency.value) == ("ann lee", "massachusetts")


def test_a_number_of_a_cloud_is_no_bank_account(scan):
    env = "EMPLOYEE_NAME=Ann Lee\nBANK_ROUTING=211370545\nBANK_ACCOUNT=0044128866\nAWS_ACCOUNT_ID=123456789012\n"
    assert people(scan(env)) == [("ann lee", "0044128866")]


def test_the_name_of_a_seeded_user(scan):
    assert numbers(scan(f'data:\n  SEED_FULL_NAME: "Ann Lee"\n  SEED_SSN: "{A}"\n', "a.yaml")) == [("ann lee", ONE)]


@pytest.mark.parametrize(
    "text",
    [
        "Borrower: Ann Lee\nCo-Borrower: Bob Ray\nBank: Eastern Bank, Checking Acct. no. 12345678\n",
        "Borrower: Ann Lee    Co-Borrower: Bob Ray\nBank: Eastern Bank, Checking acct. no. 12345678\n",
        f"Taxpayer: Ann Lee\nSpouse: Bob Ray\nSSN: {A}\n",
    ],
)
def test_one_number_below_two_who_share_a_form_is_doubtful(scan, text):
    (finding,) = scan(text).findings
    assert finding.classification.value == "review"
    assert "ambiguous-subject" in finding.reasons


@pytest.mark.parametrize(
    "text",
    [
        f"Borrower: Ann Lee\nCo-Borrower: Bob Ray\nSSN: {A}\nSSN: {B}\n",
        f"Borrower: Ann Lee\nCo-Borrower: Bob Ray\nSSN: {A}\nCo-Borrower SSN: {B}\n",
        f"Taxpayer: Ann Lee       Spouse: Bob Ray\nSSN: {A}        SSN: {B}\n",
        f"Borrower: Ann Lee\nSSN: {A}\nCo-Borrower: Bob Ray\nSSN: {B}\n",
    ],
)
def test_a_number_each_for_two_who_share_a_form(scan, text):
    assert numbers(scan(text)) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_a_number_in_the_column_of_one_of_them(scan):
    text = f"Taxpayer: Ann Lee       Spouse: Bob Ray\nSSN:                    SSN: {B}\n"
    assert numbers(scan(text)) == [("bob ray", digits(B))]


@pytest.mark.parametrize(
    "text",
    [
        f"Student Name: Ann Lee\nParent's SSN: {A}\n",
        f"Patient: Ann Lee\nDOB: 1/2/2015\nMother's Social Security Number: {A}\n",
        f"Name: Ann Lee\nGrade: 4\nParent/Guardian SSN: {A}\n",
        f"Employee: Ann Lee\nSpouse SSN: {A}\n",
        f"Camper Ann Lee. Parent's SSN {A}.\n",
        f"Camper Ann Lee; guardian SSN: {A}\n",
    ],
)
def test_the_number_of_a_parent_or_spouse_is_never_that_of_whose_they_are(scan, text):
    assert people(scan(text)) == [("review", "ann lee", ONE)]


@pytest.mark.parametrize(
    "text",
    [
        f"Mother's Name: Ann Lee\nMother's SSN: {A}\n",
        f"PARENT INFORMATION\nName: Ann Lee\nParent's SSN: {A}\n",
        f"Name: Ann Lee   Relationship: mother\nMother's SSN: {A}\n",
        f"Guardian Ann Lee, guardian's SSN {A}.\n",
        f"2. Name: Ann Lee   Relationship: spouse   SSN: {A}\n",
        f"Beneficiary is Ann Lee, spouse of the member, SSN {A}.\n",
        f"Child: Bob Ray\nChild's SSN: {B}\nParent: Ann Lee\nParent's SSN: {A}\n",
        f"Parent: Ann Lee\nSSN: {A}\n",
    ],
)
def test_the_number_of_a_parent_who_is_named(scan, text):
    assert ("ann lee", ONE) in people(scan(text))


@pytest.mark.parametrize(
    ("data", "counts"),
    [
        (f'{{"student_name":"Ann Lee","parent_ssn":"{A}"}}', False),
        (f'{{"name":"Ann Lee","spouse":{{"ssn":"{A}"}}}}', False),
        (f'{{"employee":{{"name":"Ann Lee","dependents":[{{"ssn":"{A}","age":4}}]}}}}', False),
        (f'{{"firstName":"Ann","lastName":"Lee","coBorrowerSsn":"{A}"}}', False),
        (f'{{"parent":{{"name":"Ann Lee","ssn":"{A}"}}}}', True),
        (f'{{"guardian":"Ann Lee","guardian_ssn":"{A}"}}', True),
        (f'{{"dependents":[{{"name":"Ann Lee","ssn":"{A}"}}]}}', True),
        (f'{{"dependentFirstName":"Ann","dependentLastName":"Lee","dep_ssn":"{A}"}}', True),
    ],
)
def test_in_an_object_with_one_name_the_number_of_a_parent_or_spouse(scan, data, counts):
    assert people(scan(data, "a.json")) == [("ann lee", ONE) if counts else ("review", "ann lee", ONE)]


@pytest.mark.parametrize("role", ["Name of personal representative", "Executor", "Supervisor", "Authorized agent"])
def test_who_acts_has_the_second_ssn_of_a_form(scan, role):
    text = f"Name of decedent: Ann Lee\nSoc. Sec. No.: {A}\nDate of death: 5/1/24\n{role}: Bob Ray\nSSN: {B}\n"
    assert people(scan(text)) == [("ann lee", digits(A)), ("bob ray", digits(B))]


def test_who_has_no_label_may_have_the_second_ssn_of_a_form(scan):
    found = people(scan(f"Name: Ann Lee\nSSN: {A}\nApproved by Bob Ray\nSSN: {B}\n"))
    assert found == [("ann lee", digits(A)), ("review", "bob ray", digits(B))]


@pytest.mark.parametrize(
    "text",
    [
        f"Employee: Ann Lee\nSupervisor: Bob Ray\nSSN: {A}\n",
        f"Employee: Ann Lee\nSSN: {A}\nSupervisor: Bob Ray\nSSN: {digits(A)}\n",
        f"Employee: Ann Lee\nMA license no. S48213907\nSupervisor: Bob Ray\nSSN: {A}\n",
    ],
)
def test_who_acts_has_no_first_number_nor_the_same_again(scan, text):
    assert {one[0] for one in people(scan(text))} == {"ann lee"}


def test_where_no_label_names_anybody_nothing_is_asked_of_the_line(scan, monkeypatch):
    """A long line may hold thousands of numbers, and was read to its end for each."""
    monkeypatch.setattr(fields, "acts", pytest.fail)
    rows = " ".join(f"Ann Lee Page Brook 773-01-{number:04}" for number in range(1, 40))
    assert len(scan(rows).findings) == 39


@pytest.mark.parametrize("word", ["PCA", "Surrogate", "Doula", "Key holder"])
def test_a_word_not_known_for_a_person_is_one_where_it_names_somebody_above(scan, word):
    text = f"Consumer: Eva Cole, 4 Essex St, Lynn MA 01902\n{word}: Ann Lee\n{word} SSN: {A}\nNote: Bob Ray\n"
    assert people(scan(text)) == [LEE]


def test_who_acts_is_not_whom_the_same_word_names(scan):
    text = f"Employee: Ann Lee\nVerified by: Bob Ray\nVerified SSN: {A}\n"
    assert RAY[0] not in [one[0] for one in people(scan(text))]


def test_a_line_that_begins_with_one_role_is_not_of_who_is_named_by_another(scan):
    text = "OPERATOR 1: plate 4471  lic S22297024\nOPERATOR 2: plate 4472  lic S14599543\nWITNESS: Ann Lee\n"
    assert numbers(scan(text)) == []


def test_names_in_capitals_behind_last_and_first_need_no_gap(scan):
    text = "OPERATOR 1: last LEE first ANN  lic S22297024\nOPERATOR 2: last RAY first BOB  lic S14599543\nWITNESS: E. Cole\n"
    assert numbers(scan(text)) == [("ann lee", "S22297024"), ("bob ray", "S14599543")]
