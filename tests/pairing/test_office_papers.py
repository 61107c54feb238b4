"""Letters, lists and notes of offices that name several persons: whose a number in them is."""

import pytest

from tests.pairing.pairs import CARD, LEE, RAY, A, B, numbers, people

LICENSE = "S10000001"


@pytest.mark.parametrize(
    "text",
    [
        (
            "Re: Guardianship of Ann Lee, a minor\n\nDear Attorney Stone:\n\n"
            f"The bank needs this for the girl. Her Social Security number is {A}. Her guardian, Bob Ray, has {B}.\n"
        ),
        f"Subject: Change of address for Ann Lee\n\nDear Sir:\n\nThe SSN is {A}.\n",
        f"ESTATE OF ANN LEE\nInventory\n\nDecedent SSN {A}\n\nSincerely,\nKevin Doyle\n",
        f"In the Matter of the Estate of Ann Lee, deceased\n\nSocial Security no. {A}\n",
    ],
)
def test_whom_a_matter_is_about_has_the_numbers_below(scan, text):
    assert LEE in numbers(scan(text))


@pytest.mark.parametrize(
    "text",
    [
        f"Re: the letter that Ann Lee wrote\n\nDear Bob Ray:\n\nYour SSN is {B}.\n",
        f"Re: parking\n\nDear Bob Ray:\n\nThe SSN is {B}.\n",
        f"The estate of Ann Lee was closed.\n\nClaimant: Bob Ray\nSSN: {B}\n",
    ],
)
def test_who_is_only_mentioned_has_none(scan, text):
    assert numbers(scan(text)) == [RAY]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"1st place, $500: Ann Lee of Lynn, soc. sec. no. {A}\n2nd place, $250: Bob Ray, soc. sec. no. {B}\n",
            [LEE, RAY],
        ),
        (
            (
                f"MEMO\nTo: payroll\n\nPlease correct these:\n    Ann Lee - was blank, should be {A}\n"
                f"    Bob Ray - was blank, should be {B}\n"
            ),
            [LEE, RAY],
        ),
    ],
)
def test_items_of_a_list_are_not_one_sentence(scan, text, told):
    assert numbers(scan(text)) == told


def test_a_sentence_below_a_list_is_of_all_in_it(scan):
    text = f" - Ann Lee, license {LICENSE}, good\n - son Bob Ray, license S10000002, 16\nThey want to pay in full by card: {CARD}\n"
    found = people(scan(text))
    assert [one for one in found if CARD in one] == [("review", "bob ray", CARD)]


def test_a_sentence_that_goes_on_below_an_item_is_its_own(scan):
    assert numbers(scan(f"- Ann Lee called this morning and said that the number is\n  {A} and no other\n")) == [LEE]


@pytest.mark.parametrize(
    "text",
    [
        f"Agent: Kim Stone (ext 4410)   Queue: Cards\nCaller says she is Ann Lee.\nSSN {A} was verified.\n",
        f"Attorney: Kim Stone\nOur client is Ann Lee.\nSSN: {A}\n",
    ],
)
def test_who_serves_is_not_meant_where_another_is_named_above(scan, text):
    assert numbers(scan(text)) == [LEE]


@pytest.mark.parametrize(
    "text",
    [
        f"Agent: Ann Lee (ext 4410)\nSSN: {A}\n",
        f"Caller says he is Bob Ray.\nAgent: Ann Lee\nAgent's SSN: {A}\n",
    ],
)
def test_who_serves_has_numbers_too(scan, text):
    assert numbers(scan(text)) == [LEE]


def test_who_is_named_below_without_a_label_gives_way_to_the_form_above(scan):
    text = (
        "Last Name   First Name\nDoyle       Kevin\n\nSection 2. Employer Review\n"
        f"List B  Driver's license   Number: {LICENSE}\nName of Employer: Bob Ray, Office Manager\n"
    )
    assert numbers(scan(text)) == [("kevin doyle", LICENSE)]


def test_who_is_named_below_a_number_is_meant_where_no_form_is_above(scan):
    assert numbers(scan(f"Dear Kim Stone:\n\nSSN {A}\nAnn Lee\n12 Elm St\n")) == [LEE]


def test_the_rows_of_a_table_tell_nothing_of_what_is_below_it(scan):
    text = (
        "Taxpayer ........ Ann Lee\nDependents:\n  Name            SSN            Months\n"
        f"  Tom Stone       {A}    12\n  Kim Stone       {B}    12\n"
        "Refund: direct deposit, routing 011000015, account 4017552093\n"
    )
    assert ("ann lee", "4017552093") in numbers(scan(text))


def test_the_only_row_of_some_titles_is_that_of_a_form(scan):
    assert numbers(scan(f"  Name            Months\n  Ann Lee         12\nSSN: {A}\n")) == [LEE]


@pytest.mark.parametrize("label", ["ALIASES", "AKA", "Also known as", "Other names used", "Maiden name"])
def test_other_names_are_of_the_person_above(scan, label):
    assert numbers(scan(f"SUBJECT:  Lee, Ann\n{label}:  Ann Stone; Ann M Doyle\nSSN:  {A}\n")) == [LEE]


def test_the_name_on_a_card_goes_before_that_of_the_form(scan):
    text = f"Name: Ann and Bob Ray\nCharge my card\nVisa: {CARD}\nName on card: Bob Ray\n"
    assert numbers(scan(text)) == [("bob ray", CARD)]


def test_the_name_on_a_card_says_nothing_of_other_numbers(scan):
    assert numbers(scan(f"Name: Ann Lee\nSSN: {A}\nName on card: Bob Ray\n")) == [LEE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            (
                f"This is about your daughter, Ann Lee.\n\nWe have to match Ann to MassHealth. Our records show her SSN as {A}.\n\n"
                "Sincerely,\nBob Ray\n"
            ),
            [LEE],
        ),
        (
            f"This is about Ann Lee and Bob Ray.\n\nWe must match Ann and Bob to it. Our records show her SSN as {A}.\n",
            [],
        ),
    ],
)
def test_of_whom_the_sentence_before_speaks_by_the_first_name(scan, text, told):
    assert numbers(scan(text)) == told


def test_a_letter_says_that_it_has_the_readers_number(scan):
    text = (
        "Kim Stone, Attorney\n\nDear Mr. Lee:\n\nTheir counsel, Bob Ray, needs your Social Security number. "
        f"I have it as {A}; please correct me.\n\nVery truly yours,\nKim Stone\n\n"
    )
    assert numbers(scan(text + "cc: Ann Lee (by mail)\n")) == [LEE]
    assert numbers(scan(text)) == []  # whom Mr. Lee is nobody can tell; not his counsel


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            f"[9:03 AM] Kim Stone: Ann Lee, SSN {A}, of Lynn\n[9:04 AM] Kim Stone: license is {LICENSE}\n",
            [LEE, ("ann lee", LICENSE)],
        ),
        (
            f"[9:03 AM] Kim Stone: Ann Lee, SSN {A}, of Lynn\n[9:04 AM] Kim Stone: my license is {LICENSE}\n",
            [LEE, ("kim stone", LICENSE)],
        ),
        (
            f"[9:03 AM] Bob Ray: Ann Lee, SSN {A}, of Lynn\n[9:04 AM] Kim Stone: license is {LICENSE}\n",
            [LEE, ("kim stone", LICENSE)],
        ),
    ],
)
def test_who_goes_on_about_somebody_in_a_chat(scan, text, told):
    assert sorted(numbers(scan(text))) == sorted((name, value.replace("-", "")) for name, value in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Two students start Monday.\n  1. Ann Lee, 41 Lyman St, S. Hadley. SS {A}\n", [LEE]),
        (f"Ann Lee of Lexington HS, soc. sec. no. {A}\n", [LEE]),
        (f"Name: S. Hadley\nSSN: {A}\n", [("s hadley", LEE[1])]),
    ],
)
def test_towns_and_schools_are_no_persons(scan, text, told):
    assert numbers(scan(text)) == told


def test_a_remark_in_a_row_names_another_behind_its_number(scan):
    text = (
        f"client,notes\nAnn Lee,Housing lost. SSN {A} is needed. Worker: Kim Stone.\nBob Ray,SSN of Ann Lee is {A}.\n"
    )
    assert numbers(scan(text, "notes.csv")) == [LEE, LEE]


def test_who_is_named_in_the_sentence_of_a_remark_is_meant(scan):
    text = f"client,notes\nBob Ray,SSN {A} is that of his aunt Ann Lee.\nBob Ray,Got it from Ann Lee. Her SSN is {A}.\n"
    assert [one for one in numbers(scan(text, "notes.csv")) if one[0] == "bob ray"] == []


@pytest.mark.parametrize(
    "text",
    [
        f"Dear Mrs. Ann Lee:\n\nThank you for opening the account. Your SSN on it is {A}. Questions? Ask for Bob Ray.\n",
        f"Dear Mrs. Ann Lee:\n\nThank you for the SSN, {A}, which you gave us. Ask for Bob Ray at the branch.\n",
    ],
)
def test_who_is_to_be_asked_for_is_not_whom_a_letter_speaks_to(scan, text):
    assert numbers(scan(text)) == [LEE]


def test_a_letter_of_somebody_elses_number_says_whose_at_the_end(scan):
    assert RAY not in numbers(scan(f"Dear Mrs. Ann Lee:\n\nWe have his SSN, {A}. Bob Ray called twice.\n"))


@pytest.mark.parametrize("role", ["Staff", "PCP", "Case manager"])
def test_staff_is_not_whom_a_form_is_about(scan, role):
    assert numbers(scan(f"Adopter: Ann Lee\nAddress: 7 Mill Ln\nSSN: {A}\n{role}: Kim Stone\n")) == [LEE]


def test_staff_has_numbers_too(scan):
    assert numbers(scan(f"Staff: Ann Lee\nSSN: {A}\n")) == [LEE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Child's name: Ann Lee\nTown: Lynn\nParent's SSN: {A}\n", []),
        (f"Child's name: Ann Lee\nTown: Lynn\nChild's SSN: {A}\n", [LEE]),
        (f"Buyer: Ann Lee\nAgent: Bob Ray\nSeller SSN: {A}\n", []),
        (f"Buyer: Ann Lee\nAgent: Bob Ray\nBuyer SSN: {A}\n", [LEE]),
        (f"Patient: Peg\nGuarantor: Ann Lee\nContact: Bob Ray\nPatient SSN: {A}\n", []),
        (f"Applicant: Tr. Anh Pham\nCo-applicant: Ann Lee\nDriver's lic. no. (applicant): {LICENSE}\n", []),
        (f"Owner: Bob Ray\nOwner's SSN: {B}\nPayable on death to: Ann Lee\nBeneficiary's SSN: {A}\n", [LEE, RAY]),
        (
            f"Applicant: Ann Lee\nCo-applicant: Bob Ray\nDriver's lic. no. (applicant): {LICENSE}\n",
            [("ann lee", LICENSE)],
        ),
    ],
)
def test_a_number_of_one_role_is_not_that_of_another(scan, text, told):
    assert numbers(scan(text)) == told


def test_a_name_with_what_somebody_is_called_in_front(scan):
    assert numbers(scan(f'Resident: "Peg" Ann Lee\nSSN: {A}\n')) == [LEE]


def test_who_says_who_they_are_when_asked_with_whom_one_speaks(scan):
    text = (
        "[10:11:02] Agent Roz: hello, who am I speaking with?\n[10:11:09] Caller: Ann Lee\n"
        f"[10:11:15] Agent Roz: and the last four?\n[10:11:21] Caller: I'll give you the whole thing, {A}\n"
    )
    assert numbers(scan(text)) == [LEE]
