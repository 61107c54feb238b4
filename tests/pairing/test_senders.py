"""Who writes of "my" number: the sender of a mail, and who signs below a letter."""

import pytest
from pairs import CARD, A, numbers, people

MAIL = "From: {sender} <al@example.org>\nTo: Payroll <hr@example.org>\nSubject: bank\n\n{body}\n"


def mail(body, sender="Ann Lee"):
    return MAIL.format(sender=sender, body=body)


OWN = [
    f"Hi,\n\nmy SSN is {A}.\n\nThanks\nAnn",
    f"Hello Bob,\n\nplease correct my Social Security number to {A}. Call me.\n\nAnn L.",
    f"My SSN: {A}",
    f"Hi Bob,\n\nSure - it's {A}.\n\nAnn\n\nOn Monday Bob Ray wrote:\n> I still need your social, Ann.\n> Bob Ray",
]


@pytest.mark.parametrize("body", OWN)
def test_my_number_is_that_of_the_sender(scan, body):
    assert people(scan(mail(body), name="a.eml")) == [("ann lee", "773010001")]


def test_my_account_is_that_of_the_sender(scan):
    body = "please switch my direct deposit to routing 011000015 account 0048213377.\n\nThanks\nAnn"
    assert people(scan(mail(body), name="a.eml")) == [("ann lee", "0048213377")]


@pytest.mark.parametrize(
    "said", ["Can you switch my direct deposit? New bank is Salem Five.", "here is my new account:\n"]
)
def test_fields_below_are_of_whose_account_the_mail_speaks(scan, said):
    fields = "Routing 011000015\nChecking 0048213377\n\nThanks\nAnn"
    assert people(scan(mail(f"Hi Bob,\n\n{said}\n{fields}"), name="a.eml")) == [("ann lee", "0048213377")]


NOT_OWN = [
    mail(f"Please correct the SSN in my husband's account.\nSSN: {A}"),
    mail(f"Please use my notes for his account.\nSSN: {A}"),
    mail(f"her SSN is {A}.\n\nThanks\nAnn"),
    mail(f"The SSN is {A}.\n\nThanks\nAnn"),
    mail(f"my husband's SSN is {A}."),
    mail(f"See below.\n\nOn Monday somebody wrote:\n> My SSN is {A}."),
    mail(f"See below.\n\n-----Original Message-----\nFrom: x@example.org\n\nMy SSN is {A}."),
    mail(f"my SSN is {A}.", sender="HR Payroll"),
    mail(f"Sure - it's {A}.\n\nOn Monday Bob Ray wrote:\n> The office is closed."),
    mail(f"> Sure - it's {A}.\n\n> What is your social?"),
]


@pytest.mark.parametrize("text", NOT_OWN)
def test_no_other_number_is(scan, text):
    assert all(one[0] != "ann lee" and one[0] != "hr payroll" for one in people(scan(text, name="a.eml")))


def test_who_wrote_what_is_quoted_is_not_the_person_of_a_number_above(scan):
    (finding,) = scan(mail(f"It is {A}.\n\nOn Monday Bob Ray wrote:\n> The office is closed."), name="a.eml").findings
    assert finding.person is None


SIGNED = [
    f"I dispute a charge on my Visa ending 4417. The full card number is {CARD} and it expires 09/27.\n\nAnn Lee\n",
    f"Mail order department\n\nPlease charge my credit card, number {CARD}.\n\nAnn Lee\n1 Elm St\nLynn, MA 01901\n",
    f"Please charge my credit card, number {CARD}.\n\nAnn Lee\n",
    f"Hello,\n\nI changed banks, so charge card number {CARD}.\n\nThank you,\nAnn Lee\n",
    f"Hello,\n\nI have switched banks. Card number {CARD} is to be charged.\n\nThank you,\nAnn Lee\n",
]


@pytest.mark.parametrize("text", SIGNED)
def test_my_number_is_that_of_who_signs(scan, text):
    assert people(scan(text)) == [("ann lee", CARD)]


@pytest.mark.parametrize("name", ["Bunthoeun Touch", "Ssebo Kiggundu"])
def test_who_signs_above_an_address_may_be_on_no_list(scan, name):
    (told,) = people(scan(SIGNED[1].replace("Ann Lee", name)))
    assert told == (name.lower(), CARD)
    assert people(scan(SIGNED[2].replace("Ann Lee", name)))[0][0] == "element_only"


def test_the_address_below_a_signature_is_of_who_signs(scan):
    (finding,) = scan(SIGNED[1]).findings
    assert finding.residency.value == "massachusetts"


def test_a_form_in_a_letter_is_about_who_lives_at_the_address_of_the_letter(scan):
    letter = "Ann Lee\n2 Salem Ct\nCharlotte, NC 28205\n\nDear Ms. Lee:\n\nA copy is enclosed.\n\n   Subject: {}\n   SSN: {}\n"
    assert [one[1] for one in scan(letter.format("Ann Lee", A)).classes()] == ["elsewhere"]
    assert [one[1] for one in scan(letter.format("Bob Ray", A)).classes()] == ["unknown"]


NOT_SIGNED = [
    f"Please charge my card, number {CARD}.\n\nAnn Lee\n\nThe next item is of the board, which met in May.\n",
    f"Please charge his card, number {CARD}.\n\nAnn Lee\n1 Elm St\nLynn, MA 01901\n",
]


@pytest.mark.parametrize("text", NOT_SIGNED)
def test_what_is_no_signature(scan, text):
    assert ("ann lee", CARD) not in people(scan(text))


@pytest.mark.parametrize(
    "text",
    ["My account is 12345678901, routing 011000015. SSN 773-01-0001.", "My card is 4539578763621486; SSN 773-01-0001"],
)
def test_a_label_alone_goes_on_with_what_is_mine(scan, text):
    mail = (
        f"From: Ann Lee <ann@example.com>\nTo: HR <hr@example.org>\nSubject: direct deposit\n\nHi, {text}\n\nThanks\n"
    )
    found = scan(mail.encode(), "a.eml").findings
    assert {one.person.normal for one in found if one.person} == {"ann lee"}
    assert "773010001" in {element.value for one in found if one.person for element in one.elements}
    other = mail.replace("SSN", "Bob Ray's SSN")
    told = scan(other.encode(), "a.eml").findings
    assert {one.person.normal for one in told if "773010001" in {x.value for x in one.elements}} == {"bob ray"}


FORWARDED = """From: Bob Ray <bob@example.org>
To: Payroll <hr@example.org>
Subject: Fwd: paperwork

See below.

{begins}
{header}
To: Bob Ray <bob@example.org>{copies}

Hi Bob,

SSN: {number}
Address: 12 Elm Street, Boston, MA 02108

Best,
Ann Lee
"""
HEADER = "From: Ann Lee <ann@example.org>\nDate: Mon, Feb 10, 2025 at 3:40 PM\nSubject: paperwork"


@pytest.mark.parametrize("begins", ["---------- Forwarded message ---------", "-----Original Message-----", ""])
@pytest.mark.parametrize("copies", ["", "\nCc: Bob Ray <bob@example.org>"])
def test_to_whom_a_forwarded_mail_was_sent_is_not_whom_it_is_about(scan, begins, copies):
    text = FORWARDED.format(begins=begins, header=HEADER, copies=copies, number=A)
    assert people(scan(text, name="a.eml")) == [("review", "ann lee", "773010001")]


def test_a_name_in_a_forwarded_mail_is_still_its_person(scan):
    text = FORWARDED.format(begins="Begin forwarded message:", header=HEADER, copies="", number=A)
    text = text.replace("SSN:", "Name: Maria Santos\nSSN:")
    assert people(scan(text, name="a.eml")) == [("maria santos", "773010001")]


@pytest.mark.parametrize(
    "header", ["TO: Ann Lee\nFROM: Payroll", "FROM: Payroll\nTO: Ann Lee", "To: Ann Lee\nDate: 3/4/25"]
)
def test_to_whom_a_memo_is_may_be_whom_it_is_about(scan, header):
    assert people(scan(f"MEMO\n\n{header}\n\nSSN: {A}\n")) == [("ann lee", "773010001")]


OUTLOOK = "From: Ann Lee <ann@example.org>\nSent: Monday, February 10, 2025 3:40 PM\nTo: Bob Ray\nSubject: RE: new hire"


@pytest.mark.parametrize(
    "begins", ["", "-----Original Message-----\n", "Thanks.\n\nBob Ray\n\n-----Original Message-----\n"]
)
@pytest.mark.parametrize("said", [f"My SSN is {A}.", f"Hi Bob, my social is {A}.", f"Hi Bob,\n\nmy SSN is {A}."])
def test_my_number_below_the_header_of_a_quoted_mail_is_of_its_sender(scan, begins, said):
    """A line "Sent:" is of the header, and whom "Hi Bob" greets is not who says "my"."""
    assert people(scan(f"{begins}{OUTLOOK}\n\n{said}\n\nThanks\nAnn\n")) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "text",
    [
        f"Sent: Monday, February 10, 2025 3:40 PM\n\nMy SSN is {A}.\n",
        f"From: Ann Lee\nSent: Monday\n\nok\n\nThanks,\nAnn\n\nSent: Tuesday\n\nMy SSN is {A}.\n",
        f"{OUTLOOK}\n\nHer SSN is {A}.\n",
    ],
)
def test_without_its_sender_such_a_header_tells_nobody(scan, text):
    assert ("ann lee", "773010001") not in people(scan(text))


GIVEN = (
    "From: Ann Lee <a@b.example>\nTo: Bob Ray <c@d.example>\nSubject: two nights\n\n"
    "Hello, {0}.\n\nCard number {1}, exp 07/28.\n\nCheers,\nAnn Lee\n"
)


@pytest.mark.parametrize("said", ["we'd like the room with a view", "I need the van on Friday"])
def test_a_card_with_its_expiry_in_a_mail_is_that_of_who_asks_for_something(scan, said):
    assert numbers(scan(GIVEN.format(said, CARD), "a.eml")) == [("ann lee", CARD)]


@pytest.mark.parametrize(
    "said",
    ["we charged this card twice", "here is your refund", "we need her signature", "the room is free", "I met Kim Fox"],
)
def test_but_not_of_who_speaks_of_others(scan, said):
    assert ("ann lee", CARD) not in numbers(scan(GIVEN.format(said, CARD), "a.eml"))


def test_nor_where_the_number_is_said_of_somebody_in_a_sentence(scan):
    text = GIVEN.replace("Card number {1}", "We have card number {1} of the guest")
    assert numbers(scan(text.format("we'd like to know", CARD), "a.eml")) == []


@pytest.mark.parametrize(
    "said",
    [
        "My new bank: Rockland Trust, routing 011304478, account {}.",
        "The account you have is not mine any more. It should be savings {}.",
    ],
)
def test_an_account_of_my_bank_is_that_of_the_sender(scan, said):
    text = f"From: Ann Lee <a@b.example>\nSubject: x\n\nHello, AP. {said.format('9193350564')}\n"
    assert scan(text, "a.eml").owners() == {"9193350564": "ann lee"}


def test_a_name_in_a_header_in_utf_8_that_no_word_encodes(scan):
    text = "From: José Núñez <a@b.example>\nSubject: x\n\nmy social security number is 773-01-0001\n"
    (found,) = scan(text, "a.eml").findings
    assert found.person.name == "José Núñez"


_NEW = "From: Ann Lee <a@example.com>\nTo: Payroll <p@example.com>\nSubject: new bank\n\nHi,\n\n{}\nThanks,\nAnn\n"


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("My new bank details are:\nRouting: 211370545\nAccount: 6597428309\n", True),
        ("I'd like to change my direct deposit.\n\nBank: Eastern\nRouting 211370545\nAccount 6597428309\n", True),
        ("Here is my info for the 1099:\nRouting 211370545\nAccount 6597428309\n", True),
        ("I changed banks. New info below:\n\nABA - 211370545\nAcct - 6597428309\n", True),
        ("My tenant's bank details are:\nRouting: 211370545\nAccount: 6597428309\n", False),
        ("My colleague Bob Ray's bank details:\nRouting: 211370545\nAccount: 6597428309\n", False),
        ("The details are:\nRouting: 211370545\nAccount: 6597428309\n", False),
    ],
)
def test_a_list_below_what_the_writer_calls_theirs(scan, text, own):
    told = [one for one in scan(_NEW.format(text), "a.eml").findings if one.person is not None]
    named = [one.person.normal for one in told if one.classification.value == "personal_information"]
    assert ("ann lee" in named) is own
