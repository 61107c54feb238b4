"""What people write to each other: entries of tickets, messages, mails in other languages, who was only told a number."""

import json

import pytest
from pairs import LEE, RAY, A, B, numbers, people

ENTRIES = [
    "2025-03-04 09:01:11 - Ann Lee (Work notes)\n{said}\n",
    "2025-03-04 09:01:11 - Ann Lee (Additional comments)\n{said}\n",
    "Ann Lee added a comment - 04/Mar/25 10:01 AM\n    {said}\n",
    "Ann Lee commented on Mar 4, 2025\n{said}\n",
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_who_works_on_a_ticket_is_not_its_person(scan, entry):
    assert numbers(scan(entry.format(said=f"Verified by full SSN {A}."))) == []
    assert numbers(scan(entry.format(said=f"My SSN is {A}."))) == [LEE]
    assert numbers(scan(entry.format(said=f"Found Bob Ray, SSN {B}."))) == [RAY]


def test_whom_the_words_of_a_chat_call_him_is_another_than_who_says_them(scan):
    said = "Ann Lee  10:01 AM\nFound him under {}.\n\n"
    assert numbers(scan(said.format(A))) == []
    assert numbers(scan(f"Ann Lee  10:01 AM\nSSN {A}\n\n")) == [LEE]


MESSAGES = [
    {"author": "Ann Lee", "body": f"Updated. The old number {A} is gone."},
    {"author": {"displayName": "Ann Lee"}, "body": f"Updated. The old SSN {A} is gone."},
    {"type": "message", "user_profile": {"real_name": "Ann Lee"}, "text": f"Bob's SSN is {A}"},
    {"from": {"name": "Ann Lee"}, "text": f"please look up SSN {A}"},
]


@pytest.mark.parametrize("message", MESSAGES)
def test_the_author_of_a_message_is_not_its_person(scan, message):
    assert numbers(scan(json.dumps([message]), "a.json")) == []


OWN = [
    {"author": "Ann Lee", "body": f"Updated. My SSN is {A}."},
    {"user_profile": {"real_name": "Ann Lee"}, "text": f"SSN {A}"},
    {"author": "Bob Ray", "body": f"Ann Lee has SSN {A}"},
    {"requester": {"name": "Ann Lee"}, "assignee": {"name": "Bob Ray"}, "description": f"Hi, my SSN is {A}. Ann"},
    {"name": "Ann Lee", "message": f"please look up SSN {A}"},
]


@pytest.mark.parametrize("message", OWN)
def test_but_whose_it_says_it_is(scan, message):
    assert numbers(scan(json.dumps([message]), "a.json")) == [LEE]


TOLD = [
    f"SSN {A} was given to the investigator Ann Lee.",
    f"The SSN, {A}, was verified with his daughter Ann Lee by phone.",
    f"SSN on file {A} is wrong per dad (Ann Lee).",
    f"SSN {A} received from agent Ann Lee.",
]


@pytest.mark.parametrize("said", TOLD)
def test_who_was_told_a_number_has_it_not(scan, said):
    assert numbers(scan(f"{said}\n")) == []
    assert [one for one in numbers(scan(f"Client: Bob Ray\n{said}\n")) if one[0] == "ann lee"] == []


@pytest.mark.parametrize(
    "said",
    [
        f"Card 4539578763621486 and SSN {A} for Ann Lee",
        f"SSN {A} belongs to Ann Lee.",
        f"The SSN {A} was issued to Ann Lee.",
        f"Ann Lee, SSN {A}, was referred to Bob Ray",
    ],
)
def test_but_to_whom_it_was_issued(scan, said):
    assert LEE in numbers(scan(f"{said}\n"))


MAILS = {
    "german": f"Hallo Bob,\n\nmeine SSN lautet {A}.\n\nViele Gr\u00fc\u00dfe\nAnn Lee\n",
    "spanish": f"De: Ann Lee <al@example.org>\nEnviado: lunes\nPara: Bob Ray\nAsunto: x\n\nMi n\u00famero de SSN es {A}.\n",
    "portuguese": f"De: Ann Lee <al@example.org>\nEnviada em: lunes\nPara: Bob Ray\n\nMeu SSN \u00e9 {A}.\n",
    "quoted": f"ok\n\nOn Tue, Mar 4, 2025 at 10:00 AM Ann Lee <al@example.org> wrote:\n> Hi Bob,\n>\n> My SSN is {A}.\n",
    "quoted in German": f"ok\n\nAm 04.03.2025 um 10:00 schrieb Ann Lee <al@example.org>:\n> Meine SSN ist {A}.\n",
    "me": f"From: Ann Lee\nTo: Bob Ray\n\nMe: {A}\n",
}


@pytest.mark.parametrize("name", MAILS)
def test_who_writes_of_their_number_in_other_words(scan, name):
    assert numbers(scan(MAILS[name])) == [LEE]


def test_who_quotes_is_not_who_wrote(scan):
    text = f"From: Bob Ray\nTo: x\n\nok\n\nOn Tue, Mar 4, 2025 at 10:00 AM x@example.org wrote:\n> My SSN is {A}.\n"
    assert numbers(scan(text)) == []


@pytest.mark.parametrize("said", ["claim 773010001 it is", f"Incident {A}.", f"Referral {A}", f"booking {A} for"])
def test_numbers_of_other_things(scan, said):
    text = f"Agent: your Social Security number? Caller: no.\nAgent: Mr. Ann Lee, {said} Ann Lee\n"
    assert numbers(scan(text)) == []


def test_letters_of_a_claim_number_are_no_word(scan):
    assert people(scan("Name: Ann Lee\nMedicare Claim Number 773-01-0001 A\n")) == [LEE]
    for behind in (" is right", " a copy", ""):
        assert people(scan(f"Name: Ann Lee\nMedicare Claim Number 773-01-0001{behind}\n")) == []
