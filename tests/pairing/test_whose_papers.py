"""Quoted mail, pleadings and tables of fields: whose a number in them is."""

import pytest

from tests.pairing.pairs import LEE, RAY, A, B, numbers


def test_who_is_quoted_writes_of_their_own(scan):
    text = f"> From: Ann Lee\n> Sent: Monday, February 5, 2024 9:31 PM\n> To: Bob Ray\n>\n> Hi Bob, My social is {A} and\n> it is right.\n"
    assert numbers(scan(text)) == [LEE]


def test_who_is_quoted_without_a_header_is_not_the_one_above(scan):
    text = f"From: Ann Lee\nSent: Monday, February 5, 2024 9:31 PM\nTo: Carl Stone\n\n> My social is {A}\nok, thanks\n"
    assert numbers(scan(text)) == []


def test_a_party_by_a_word_in_small_letters(scan):
    text = (
        "I, Bob Ray, state under oath:\nThe bank was served as trustee of the defendant, Ann Lee.\n\n"
        f"The defendant's Social Security number is {A}.\n"
    )
    assert numbers(scan(text)) == [LEE]


def test_who_swears_has_not_the_number_of_a_party(scan):
    text = f"I, Bob Ray, state under oath as follows.\n\nThe defendant's Social Security number is {A}.\n"
    assert numbers(scan(text)) == []
    own = f"I, Bob Ray, am the plaintiff.\n\nThe plaintiff's Social Security number is {B}.\n"
    assert numbers(scan(own)) == [RAY]


def test_where_a_check_is_mailed_is_not_where_somebody_lives(scan):
    text = f"Participant: Ann Lee\nSSN: {A}\nMail check to: PO Box 982902, El Paso TX 79998\nAddress: 4 Hobart St, Hingham, MA 02043\n"
    assert [(one.person.normal, one.residency.value) for one in scan(text).findings] == [("ann lee", "massachusetts")]


@pytest.mark.parametrize("head", ["| | |", "| Field | Value |"])
def test_a_table_of_fields_is_one_record(scan, head):
    rows = f"| Docket | ES24P0662EA |\n| Decedent | Ann Lee |\n| DOD | December 2, 2023 |\n| SSN | {A} |\n"
    assert numbers(scan(f"{head}\n|---|---|\n{rows}", "x.md")) == [LEE]


def test_a_table_of_two_columns_is_of_records(scan):
    rows = f"| Ann Lee | {A} |\n| Bob Ray | {B} |\n"
    assert numbers(scan(f"| Student | SSN |\n|---|---|\n{rows}", "x.md")) == [LEE, RAY]


@pytest.mark.parametrize("title", ["DEFENDANT NAME & ADDRESS", "DEFENDANT", ""])
@pytest.mark.parametrize("teller", ["COMPLAINANT: Off. Brian Teal\n", "Complainant: Brian Teal\n", ""])
def test_who_is_named_with_a_date_of_birth_is_whom_a_complaint_is_about(scan, title, teller):
    text = (
        f"CRIMINAL COMPLAINT            DOCKET NO. 2407CR001182\n{title}\n"
        "Terrence W. Gagnon            DOB 02/08/1986\n"
        "71 High St                    SOC. SEC. NO. 773-01-0001\n"
        f"Gardner, MA 01440             LIC. S40918273 MA\n{teller}"
    )
    (found,) = scan(text).findings
    assert found.person.normal == "terrence gagnon"
    assert [element.value for element in found.elements] == ["773010001", "S40918273"]
