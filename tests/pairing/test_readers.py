"""Whom a letter calls "you": the one it greets has the number, whoever the letter is about."""

import pytest
from pairs import A, B, people

HEAD = "Ann Lee\n12 Elm Street\nLynn, MA 01902\n\n"
ABOUT = "Re: Kevin Doyle\n\n"
END = "\n\nSincerely,\nEva Cole\n"
LEE, DOYLE = ("ann lee", A.replace("-", "")), ("kevin doyle", A.replace("-", ""))


@pytest.mark.parametrize(
    "text",
    [
        f"{ABOUT}Dear Ann Lee,\n\nYour SSN is {A}.{END}",
        f"{HEAD}{ABOUT}Dear Ms. Lee:\n\nWe have your full Social Security number as {A}.{END}",
        f"Re: Kevin Doyle / Dear Ann Lee, your SSN is {A}.",
        f"Dear Ann Lee,\n\nBob Ray of our office noted that your SSN is {A}.{END}",
        f"{ABOUT}Dear Ann Lee,\n\nWe have {A} as your Social Security number.{END}",
        f"Member: Ann Lee\n\nDear Ms. Lee:\n\nYour SSN is {A}. Your spouse is Kevin Doyle.{END}",
        f"Subject: Kevin Doyle\n\nDear Ann Lee,\n\nHis number is known. Yours is SSN {A}.{END}",
    ],
    ids=["whole name", "by the address", "on one line", "another is named", "behind the number", "a field", "yours"],
)
def test_a_number_of_the_reader_is_that_of_whom_the_letter_greets(scan, text):
    assert people(scan(text)) == [LEE]


@pytest.mark.parametrize(
    "text",
    [
        f"{ABOUT}Dear Ann Lee,\n\nYour client's SSN is {A}.{END}",
        f"{ABOUT}Dear Ann Lee,\n\nYour records show an SSN of {A}.{END}",
        f"{ABOUT}Dear Client:\n\nYour SSN is {A}.{END}",
        f"{ABOUT}Dear Mr. Doyle:\n\nYour SSN is {A}.{END}",
    ],
    ids=["another's", "records", "greets nobody", "greets whom it is about"],
)
def test_any_other_number_is_that_of_whom_the_letter_is_about(scan, text):
    assert people(scan(text)) == [DOYLE]


def test_a_reader_without_a_whole_name_makes_whom_the_letter_is_about_doubtful(scan):
    text = f"{ABOUT}Dear Ms. Lee:\n\nYour SSN {A} is on file. Your husband had SSN {B}.{END}"
    assert people(scan(text)) == [("review", *DOYLE), ("kevin doyle", B.replace("-", ""))]


def test_numbers_of_the_reader_and_of_whom_the_letter_is_about_stay_apart(scan):
    text = f"{HEAD}{ABOUT}Dear Ms. Lee:\n\nYour SSN is {A}, and that of your son is {B}.{END}"
    scanned = scan(text)
    assert people(scanned) == [LEE, ("kevin doyle", B.replace("-", ""))]
    assert [one.residency.value for one in scanned.findings] == ["massachusetts", "unknown"]


def test_the_one_that_is_on_file_is_the_readers_too(scan):
    said = f"The bank asks for your Social Security number. The one we have on file for you is {A}."
    assert people(scan(f"{HEAD}Re: Estate of Kevin Doyle\n\nDear Ms. Lee:\n\n{said}{END}")) == [LEE]


def test_a_number_of_the_reader_of_a_mail_where_another_sentence_names_somebody(scan):
    head = "From: Eva Cole <e@b.example>\nTo: Ms. Ann Lee <a@b.example>\nSubject: your return\n\n"
    said = "The refund goes to your savings at Mutual One, a/c 868724546, rtn 211371120. I need Kevin's SSN for Kevin Doyle."
    assert people(scan(f"{head}Hi Ann,\n\n{said}\n\nEva\n", "a.eml")) == [("ann lee", "868724546")]


def test_whose_number_follows_a_name_is_that_persons_whoever_else_the_sentence_is_about(scan):
    said = "Your child's application lists an adult, Ann Lee, whose Social Security number is {}."
    assert people(scan(f"Dear Parent of Kim Ray:\n\n{said.format(A)}\n")) == [LEE]
    assert LEE not in people(scan(f"Dear Parent of Kim Ray:\n\nIt lists Ann Lee, whose husband's SSN is {A}.\n"))


def test_a_daughter_who_is_named_on_the_way_has_not_the_number_of_the_patient(scan):
    note = "Her daughter, Ann Lee, is the proxy. SSN on the face sheet: {}."
    assert people(scan(f"Patient: Kevin Doyle\nMRN: 4471\n\nHOSPITAL COURSE: admitted. {note.format(A)}\n")) == [DOYLE]
    her = "Her daughter, Ann Lee, is the proxy. Her SSN: {}."
    assert people(scan(f"Patient: Kevin Doyle\nMRN: 4471\n\nHOSPITAL COURSE: admitted. {her.format(A)}\n")) != [DOYLE]


def test_who_verified_what_stands_in_one_line_is_not_sure_to_be_meant(scan):
    found = people(scan("CORI request. ID type: MA license S20304050. Verified by: Ann Lee.\n"))
    assert found == [("review", "ann lee", "S20304050")]


def test_yours_is_not_whom_the_letter_speaks_of(scan):
    text = "Dear Prof. Doyle,\n\nMs. Ann Lee needs it. Yours should be on the W-9 you sent: is it {}?\n"
    assert LEE not in people(scan(text.format(A)))
