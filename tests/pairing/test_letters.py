"""Letters: whom they are about, by address, salutation and matter; and records that no line above speaks for."""

import pytest

from piiscan.pairing.prose import letters, starts

A, B = "773-01-0001", "773-01-0002"
BLOCK = "Ann Lee\n12 Elm Street, Apt 3\nLynn, MA 01902\n"


def people(scanned):
    return [
        (finding.classification.value, finding.person.normal if finding.person else None)
        for finding in scanned.findings
    ]


PI = "personal_information"
END = "\n\nSincerely,\n\nBob Ray\nClerk\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{BLOCK}\nDear Ms. Lee:\n\nWe hold the number {A}.{END}",
        f"{BLOCK}\nDear Ann,\n\nWe hold the number {A}.{END}",
        f"1 May 2024\n\n{BLOCK}\nSSN: {A}\n\nDear Member:\n\nThis is for your files.{END}",
        f"{BLOCK}Dear Ms. Lee:\nWe hold the number {A}.\nSincerely,\nBob Ray\n",
        f"Eva Cole\n9 Oak Road\nSalem, MA 01970\n\nRe: Ann Lee\n\nDear Ms. Cole:\n\nThe number is {A}.{END}",
        f"To whom it may concern:\nAnn Lee works here.\nThe number is {A}.\nYours truly,\nBob Ray\n",
    ],
    ids=["surname", "given name", "address", "no blank lines", "about another", "signed"],
)
def test_the_person_of_a_letter(scan, text):
    assert people(scan(text)) == [(PI, "ann lee")]


def test_the_address_of_the_person_is_evidence(scan):
    (finding,) = scan(f"{BLOCK}\nDear Ms. Lee:\n\nWe hold the number {A}.{END}").findings
    assert finding.residency.value == "massachusetts"


def test_two_letters_in_one_text_do_not_mix(scan):
    other = BLOCK.replace("Ann Lee", "Eva Cole")
    text = (
        f"{BLOCK}Dear Ms. Lee:\nIt is {A}.\nRegards,\nBob Ray\n{other}Dear Ms. Cole:\nIt is {B}.\nRegards,\nBob Ray\n"
    )
    assert people(scan(text)) == [(PI, "ann lee"), (PI, "eva cole")]


def test_who_signs_is_the_subject_of_what_stands_below(scan):
    assert people(scan(f"Thank you.\nSincerely,\nAnn Lee\nSSN {A}\n")) == [(PI, "ann lee")]


def test_a_salutation_that_names_another_finds_no_addressee():
    assert letters.addressee("Mr. Ray", ["Ann Lee"]) is None
    assert letters.addressee("Mr. Lee", ["Lee Company", "Ann Lee"]).normal == "ann lee"


@pytest.mark.parametrize(
    "text",
    [
        f"2024-05-01 10:00:01 INFO hired Ann Lee\n2024-05-01 10:00:02 WARN ssn={A} rejected\n",
        f"May  1 10:00:01 host app: user Ann Lee\nMay  1 10:00:02 host app: ssn={A} rejected\n",
        f"people:\n- name: Ann Lee\n  town: Lynn\n- ssn: {A}\n  town: Salem\n",
        f"[ann]\nname = Ann Lee\n\n[bob]\nssn = {A}\n",
        f"[ann]\nname = Ann Lee\n[bob]\nssn = {A}\n",
    ],
    ids=["log", "syslog", "yaml", "ini", "ini, no blank line"],
)
def test_a_record_without_a_name_takes_none_from_above(scan, text):
    assert PI not in {classification for classification, _ in people(scan(text))}


@pytest.mark.parametrize(
    "text",
    [
        f"2024-05-01 10:00:01 INFO hired Ann Lee, ssn={A}\n",
        f"2024-05-01 10:00:01 ERROR rejected\n  name: Ann Lee\n  ssn: {A}\n",
        f"- name: Bob Ray\n  town: Lynn\n- name: Ann Lee\n  ssn: {A}\n",
        f"- name: Ann Lee\n- ssn: {A}\n",
        f"[ann]\nname = Ann Lee\nssn = {A}\n",
    ],
    ids=["log", "lines of one record", "yaml", "list of labels", "ini"],
)
def test_the_name_in_the_record_is_taken(scan, text):
    assert people(scan(text)) == [(PI, "ann lee")]


@pytest.mark.parametrize(
    "text", ["10.0.0.1 - - [04/Mar/2025:10:12:44 -0500] GET /", "Mar  4 10:12:44 a b", "03/04/2025 10:12:44 x"]
)
def test_stamps(text):
    assert starts.is_stamped(text)


def test_a_line_about_the_matter_and_its_number_in_one(scan):
    text = "RE: Lee, Ann, SSN 773-01-0001\n\nDear Doctor:\n\nThis patient lives at 222 School St, Portland, ME 04103.\n"
    (finding,) = scan(text).findings
    assert finding.residency.value == "elsewhere"


@pytest.mark.parametrize("behind", ["", " | 617-555-0133 | ann@example.org", "  Tel. 617-555-0133"])
def test_an_address_in_one_line_below_a_name_says_whom_a_resume_is_about(scan, behind):
    text = f"ANN LEE, CPA\n12 Elm St #5, Lynn, MA 01901{behind}\n\nOBJECTIVE\nTo keep books\n\nSSN: {A}\n"
    assert people(scan(text)) == [(PI, "ann lee")]


@pytest.mark.parametrize("head", ["Harbor Light Books", "Lee and Sons", "Ann Lee\n12 elms stood in Lynn, MA"])
def test_other_lines_over_such_an_address_do_not(scan, head):
    text = f"{head}\n12 Elm St #5, Lynn, MA 01901\n\nOBJECTIVE\nTo keep books\n\nSSN: {A}\n"
    assert (PI, "ann lee") not in people(scan(text))


def test_a_couple_is_greeted_by_its_titles(scan):
    text = (
        "Mr. and Mrs. Desmond Achebe\n6 Hill Rd\nShrewsbury MA 01545\n\nRE: savings account no. 9505921381\n\n"
        f"Dear Mr. and Mrs. Achebe:\n\nYour SSN {A} will be reported.\n\nVery truly yours,\nClaudette Morin, AVP\n"
    )
    assert people(scan(text)) == [(PI, "desmond achebe")]


@pytest.mark.parametrize(
    "again", ["Dear Ann Lee,", "RE: Ann Lee\n\nTo Whom It May Concern:", "RE: ANN LEE\n\nDear Customer:"]
)
def test_who_is_named_again_lives_where_the_address_above_says(scan, again):
    head = "Bay State Bank\n100 Federal Street\nBoston, MA 02110\n\nMarch 3, 2026\n\n"
    text = f"{head}Ms. Ann B. Lee\n12 Elm St\nReno, NV 89501\n\n{again}\n\nYour SSN is 773-01-0001.\n\nSincerely,\nEva Cole\n"
    assert [one.residency.value for one in scan(text).findings] == ["elsewhere"]


def test_the_address_of_somebody_else_is_not_theirs(scan):
    text = "Bob Lee\n12 Elm St\nReno, NV 89501\n\nRE: Ann Lee\n\nDear Customer:\n\nThe SSN is 773-01-0001.\n"
    assert {one.residency.value for one in scan(text).findings} == {"unknown"}


@pytest.mark.parametrize(
    "said",
    [
        "Estimado señor Lee:\n\nSu número de seguro social es {}.",
        "Chè Madan Lee,\n\nNimewo sekirite sosyal ou se {}.",
        "Dear Ms. Lee:\n\nWe have your SSN as {}.",
    ],
)
def test_whom_a_letter_greets_may_have_the_address_at_its_end(scan, said):
    found = scan(f"{said.format('773-01-0001')}\n\nAnn Lee\n33 Essex St, Apt 9\nLawrence, MA 01841\n").findings
    assert [(one.person.normal, one.classification.value, one.residency.value) for one in found] == [
        ("ann lee", "personal_information", "massachusetts")
    ]


def test_the_address_at_the_end_of_a_letter_is_not_that_of_another_whom_it_greets(scan):
    found = scan("Dear Ms. Doyle:\n\nThe SSN is 773-01-0001.\n\nAnn Lee\n33 Essex St\nLawrence, MA 01841\n").findings
    assert all(one.classification.value != "personal_information" for one in found)


def test_an_inventory_is_headed_by_the_estate(scan):
    head = "Inventory - Estate of Ann B. Lee, late of Quincy, Norfolk County, Massachusetts\nDocket No. NO22P1234EA\n\n"
    text = (
        f"{head}  1. Quincy Credit Union, share savings 93428849 .... $14,920.11\n\nPersonal Representative: Bob Lee\n"
    )
    assert scan(text).owners() == {"93428849": "ann lee"}
    assert [one.classification.value for one in scan(text).findings] == ["personal_information"]


def test_what_a_letter_in_spanish_calls_su_is_not_of_who_is_named_further_on(scan):
    text = "Estimada Sra. Ann Lee:\n\nSu seguro social 773-01-0001 falta. El de su hijo, Bob Ray, no.\n"
    assert scan(text).owners() == {"773010001": "ann lee"}
