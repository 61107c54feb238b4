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
        f"A new SSN card, {A}, was mailed to Ann Lee at 1 Elm St.",
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


TRANSCRIPTS = {
    "a name in a sentence": f"Customer: two parkas. My name's Ann Lee.\nAgent: Your social?\nCustomer: Sure, {A}.\n",
    "a surname spelled": (
        f"Agent: Who is this?\nCaller: Hi, this is Ann, last name is spelled L-E-E.\nAgent: SSN?\nCaller: It's {A}.\n"
    ),
    "a name and more": f"Rep: Your name?\nCaller: Ann Lee. I moved.\nRep: I need the social.\nCaller: {A}.\n",
    "in brackets": f"[Nurse] Your name please?\n[Patient] Ann Lee\n[Nurse] And your social?\n[Patient] {A}\n",
    "a log of a bot": (
        "2025-03-04 10:00:01 [chat 7] BOT: What is your name?\n2025-03-04 10:00:11 [chat 7] USER: Ann Lee\n"
        f"2025-03-04 10:00:12 [chat 7] BOT: Your SSN?\n2025-03-04 10:00:30 [chat 7] USER: {A}\n"
    ),
}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_who_gives_the_name_in_a_transcript_gives_their_number(scan, name):
    assert numbers(scan(TRANSCRIPTS[name])) == [LEE]


def test_an_address_in_a_transcript_is_of_who_is_asked_for_it(scan):
    text = f"{TRANSCRIPTS['a name and more']}Rep: Address still 1 Elm St, Lynn, MA 01901?\nCaller: Yes.\n"
    (finding,) = scan(text).findings
    assert finding.residency.value == "massachusetts"
    (finding,) = scan(text.replace("Rep: Address", "Rep: Her address")).findings
    assert finding.residency.value == "unknown"


NOT_THEIRS = [
    f"Agent: This is Ann Lee.\nCaller: Hello.\nAgent: I have your social as {A}, correct?\n",
    f"Caller: My name's Ann Lee.\nAgent: And your wife's social?\nCaller: It's {A}.\n",
    f"Caller: My name's Ann Lee.\nAgent: And your son's?\nCaller: His is {A}.\n",
    f"[12/02/25, 14:04:02] Ann Lee: his social is {A}\n",
    f"**Ann Lee** (2025-02-12 10:03)\nthx! my kid's one is {A} (Pip)\n",
]


@pytest.mark.parametrize("text", NOT_THEIRS)
def test_but_not_what_is_anothers(scan, text):
    assert numbers(scan(text)) == []


def test_a_remark_calls_one_of_its_record_by_the_first_name(scan):
    head = "Account,Contact,Owner,Notes\n"
    assert numbers(scan(f'{head}Acme LLC,Ann Lee,Bob Ray,"Ann called. SSN {A}"\n', "a.csv")) == [LEE]
    assert numbers(scan(f'{head}Acme LLC,Ann Lee,Bob Ray,"Bob spoke to Ann. SSN {A}"\n', "a.csv")) == []


def test_a_number_called_his_is_not_that_of_who_is_named_behind(scan):
    assert numbers(scan(f"His SSN is {A}, but we used that of Ann Lee\n")) == []
    assert numbers(scan(f"-- SSN of Ann Lee was {A}\n-- should be {B}\n-- Bob Ray, ticket 7\n")) == [LEE]


def test_a_remark_goes_back_to_whom_it_is_about(scan):
    text = f"BEGIN:VCARD\nFN:Ann Lee\nNOTE:husband Bob Ray ssn {B}\\, hers {A}\nEND:VCARD\n"
    assert numbers(scan(text, "a.vcf")) == [LEE, RAY]


def test_who_she_is_that_gave_a_number(scan):
    text = f"Contact: Ann Lee\nAccount: Lee Trust\n\nSpoke with Ann. She gave me her SSN {A}.\nHer son Bob Ray is 8.\n"
    assert LEE in numbers(scan(text))


MAIL = "From: {sender} <x@example.org>\nTo: Ann Lee <al@example.org>\nSubject: {subject}\n\n{body}\n"


@pytest.mark.parametrize("greeting", ["Dear Ann,", "Hi Ann,", "Dear Ms. Lee,"])
def test_whom_a_mail_is_for_and_greets(scan, greeting):
    body = f"{greeting}\n\nWelcome! We have your SSN as {A}; tell us if that is wrong.\n\nBob Ray\n"
    assert numbers(scan(MAIL.format(sender="Bob Ray", subject="hello", body=body), "a.eml")) == [LEE]
    body = body.replace("your SSN", "his SSN")
    assert numbers(scan(MAIL.format(sender="Bob Ray", subject="hello", body=body), "a.eml")) == []
    body = f"Dear Tom,\n\nWe have your SSN as {A}.\n"
    assert numbers(scan(MAIL.format(sender="Bob Ray", subject="hello", body=body), "a.eml")) == []


def test_the_subject_of_a_mail_says_whose_number_it_is(scan):
    sent = {"sender": "Bob Ray", "body": f"As requested: {B}"}
    assert numbers(scan(MAIL.format(subject="My SSN", **sent), "a.eml")) == [RAY]
    assert numbers(scan(MAIL.format(subject="SSN", **sent), "a.eml")) == []
    assert numbers(scan(MAIL.format(subject="My son's SSN", **sent), "a.eml")) == []


def test_where_who_writes_lives(scan):
    quoted = f"ok\n\nOn Tue, Mar 4, 2025 at 10:00 AM Ann Lee <al@example.org> wrote:\n> My SSN is {A}.\n"
    (finding,) = scan(f"{quoted}> We live at 1 Elm St, Lynn, MA 01901.\n").findings
    assert finding.residency.value == "massachusetts"
    (finding,) = scan(f"{quoted}> Mail it to 1 Elm St, Lynn, MA 01901.\n").findings
    assert finding.residency.value == "unknown"


def test_values_right_before_a_number_are_a_name(scan):
    text = f'PEOPLE = [\n    ("Cressida", "Vane", "{A}"),\n]\n'
    assert numbers(scan(text, "a.py")) == [("cressida vane", "773010001")]
    assert numbers(scan(f'X = [("Hose", "Green", "{A}"), ("Widget", "Blue", "{B}")]\n', "a.py")) == []


def test_flags_of_a_command_without_quotes(scan):
    assert numbers(scan(f"    ./sync --first Ann --last Lee --ssn {A}\n")) == [LEE]
    assert numbers(scan(f"We sat at home -- last Monday -- and the first -- ssn {A}\n")) == []


def test_who_keeps_notes_is_not_the_person_of_each(scan):
    note = (
        "<note><title>{}</title><note-attributes><author>Ann Lee</author></note-attributes>"
        "<content><![CDATA[<en-note><div>{}</div></en-note>]]></content></note>\n"
    )
    notes = [note.format("Mom", f"Bob Ray SSN {B}"), note.format("Garage code", A)]
    text = '<?xml version="1.0"?>\n<en-export application="Evernote">\n' + "".join(notes) + "</en-export>\n"
    assert numbers(scan(text, "a.enex")) == [RAY]


def test_what_is_read_back_is_of_whom_it_is_read_to(scan):
    text = f"Agent: This is Bob Ray.\nBorrower: Hi Bob, it's Ann Lee.\nAgent: I have your SSN as {A}. Right?\n"
    assert numbers(scan(text)) == [LEE]


def test_who_says_mine_and_names_another(scan):
    said = "07/03/2025, 18:25 - Ann Lee: yes Bob Ray, and my social is {}\n"
    assert numbers(scan(said.format(A))) == [LEE]
    assert numbers(scan(f"07/03/2025, 18:25 - Ann Lee: got it. mine for the form: Bob Ray {B}\n")) == [RAY]


def test_a_mothers_number_is_not_that_of_the_client(scan):
    text = f"Client: Ann Lee. Lives with mother, Bea Lee, 1 Elm St.\nCalled SSA. SSN {A}.\nMother's SSN is {B}.\n"
    assert numbers(scan(text)) == [LEE]


def test_the_number_of_who_died_is_not_that_of_the_executor(scan):
    assert numbers(scan(f"The executor is Bob Ray, whose SSN is {B}. The decedent's SSN was {A}.\n")) == [RAY]
    assert numbers(scan(f"The decedent Ann Lee died in May. The decedent's SSN was {A}.\n")) == [LEE]


def test_whose_contact_goes_on_by_a_pronoun(scan):
    text = f"Activity      Owner: Bob Ray\nContact: Ann Lee      Account: Acme LLC\nAnn is the guarantor. Her SSN is {A}.\n"
    assert numbers(scan(text)) == [LEE]


def test_an_internal_note_is_of_no_one_who_writes_it(scan):
    assert numbers(scan(f"Ann Lee    Mar 6, 11:02   (internal note)\nCarrier had it under {A}.\n")) == []


USED = ["Laptop {}", "SSI appeal no. {}", "Tow: Big Jim's, inv {}", "storage unit {}", "Motion {} passes"]


@pytest.mark.parametrize("said", USED)
def test_a_label_that_has_its_number_says_nothing_of_the_next(scan, said):
    text = f"New hire Ann Lee SSN {A}. {said.format(B)}.\n"
    assert numbers(scan(text)) == [LEE]
    assert numbers(scan(f"New hires Ann Lee SSN {A}. Bob Ray {B}.\n")) == [LEE, RAY]


def test_a_name_ends_with_its_sentence(scan):
    (finding,) = scan(f"Caller: Ann Lee. Service is on. SSN {A}\n").findings
    assert finding.person.name == "Ann Lee"


@pytest.mark.parametrize("word", ["posted", "filed", "submitted", "opened"])
def test_who_files_a_thing_may_be_its_person(scan, word):
    text = f"The application was {word} by Ann Lee, date of birth 09/15/1975, S.S.N. {A}, of 1 Elm St., Lynn.\n"
    assert numbers(scan(text)) == [LEE]


def test_a_first_name_in_a_question_is_not_who_answers(scan):
    text = f"Nurse: Who is this?\nMother: Yes, I'm Bea Lee.\nNurse: I need Ann's social.\nMother: {A}\n"
    assert all(one[0] != "bea lee" for one in numbers(scan(text)))


def test_in_a_transcript_in_capitals(scan):
    assert numbers(scan(f"ANN LEE: Her social is {A}.\n")) == []
    assert numbers(scan(f"ANN LEE: My social is {A}.\n")) == [LEE]


def test_a_question_says_what_number_follows(scan):
    text = "Support: Who am I chatting with?\nClient: This is Ann Lee.\nSupport: {}?\nClient: {}\n"
    assert numbers(scan(text.format("Order number", A))) == []
    assert numbers(scan(text.format("Your social", A))) == [LEE]


def test_the_label_in_german(scan):
    said = f"Sehr geehrter Herr Klein,\n\nMeine Sozialversicherungsnummer (SSN) ist {A}.\n\nMit freundlichen Gr\u00fc\u00dfen\n"
    assert numbers(scan(f"{said}Ann Lee\n")) == [LEE]


NAMED_ABOVE = [
    "12/03/2023, 19:25 - Keisha: transfer. Ann Lee\n12/03/2023, 19:25 - Keisha: {label}\n",
    "[10:02] keisha: Ann Lee\n[10:02] keisha: routing 211370545\n[10:03] keisha: {label}\n",
]


@pytest.mark.parametrize("said", NAMED_ABOVE)
def test_a_number_right_below_a_name_of_the_same_speaker_is_of_that_person(scan, said):
    assert numbers(scan(said.format(label="checking account 5728576139"))) == [("ann lee", "5728576139")]
    assert numbers(scan(said.format(label="my checking account 5728576139"))) == []


def test_but_not_where_more_is_said_behind_the_name_or_by_another(scan):
    line = "[10:03] keisha: checking account 5728576139\n"
    assert numbers(scan("[10:02] keisha: Ann Lee will tell you more\n" + line)) == []
    assert numbers(scan("[10:02] tom: Ann Lee\n" + line)) == []


def test_who_switched_banks_gives_their_own_account(scan):
    said = (
        "From: Ann Lee <a@b.example>\nTo: Bob Ray <c@d.example>\nSubject: pay\n\nHi Bob, {} Starting with the next check "
        "please use\nrouting 211370545 and checking account # 9957489068\n\nAnn Lee\n"
    )
    assert numbers(scan(said.format("I switched banks."), "a.eml")) == [("ann lee", "9957489068")]
    assert numbers(scan(said.format("I switched banks. Their clerk was slow."), "a.eml")) == []


def test_who_is_identified_by_a_number_is_named_behind_it(scan):
    said = "I spoke with Bob Ray, who said that her neighbor, {} license S77300001 as Ann Lee, threw a bottle.\n"
    assert numbers(scan(said.format("later identified by his Massachusetts"))) == [("ann lee", "S77300001")]


@pytest.mark.parametrize("asked", ["and the serial of the printer", "what serial has the printer?"])
def test_what_another_speaker_asks_for_is_what_is_answered(scan, asked):
    assert numbers(scan(f"[10:02] Ann Lee: {asked}\n[10:03] Bob Ray: {B}\n")) == []
    assert numbers(scan(f"[10:02] Ann Lee: {asked}\n[10:03] Bob Ray: no idea, but my SSN is {B}\n")) == [RAY]


HOME = "5 Elm St, Lynn, MA 01901"
HOMES = {
    "an affidavit": f"I, Ann Lee, being duly sworn, state:\n\n1. I reside at {HOME}.\n2. I am the plaintiff.\n3. My SSN is {A}.\n",
    "a quoted mail": f"> Hi, my SSN is {A}.\n>\n> Thanks,\n> Ann Lee\n> {HOME}\n",
    "a forwarded mail": f"see below\n\n---------- Forwarded message ---------\nFrom: Ann Lee <a@b.example>\nTo: <c@d.example>\n\n"
    f"Hello, my SSN is {A}.\n\nThank you,\nAnn Lee\n{HOME}\n",
    "a chat": f"00:03:11 Bob Ray: I need your social\n00:03:19 Ann Lee: {A}\n00:03:25 Bob Ray: and the address\n"
    f"00:03:40 Ann Lee: {HOME}\n",
}


@pytest.mark.parametrize("name", HOMES)
def test_where_who_speaks_lives(scan, name):
    text = HOMES[name]
    scanned = scan(("From: Ann Lee <a@b.example>\nSubject: x\n\n" + text), "a.eml") if "mail" in name else scan(text)
    assert numbers(scanned) == [LEE]
    assert scanned.findings[0].residency.value == "massachusetts"


def test_where_another_speaker_lives_says_nothing(scan):
    said = f"00:03:19 Ann Lee: {A}\n00:03:25 Bob Ray: thanks\n00:03:40 Bob Ray: I am at {HOME}\n"
    assert scan(said).findings[0].residency.value == "unknown"


def test_where_who_writes_a_message_lives(scan):
    said = f"use mine: 4539-5787-6362-1486 exp 04/27, bill to {HOME}"
    (finding,) = scan(json.dumps([{"user_profile": {"real_name": "Ann Lee"}, "text": said}]), "a.json").findings
    assert (finding.person.normal, finding.residency.value) == ("ann lee", "massachusetts")


@pytest.mark.parametrize("said", ["I need Ann Lee's social for the 1099.", "Ann Lee's SSN?"])
@pytest.mark.parametrize(("asker", "answerer"), [("Bob Ray", "Carl Fox"), ("Agent", "Clerk"), ("Sue Poe", "Bob Ray")])
def test_a_number_is_of_whom_another_speaker_asks_for(scan, asker, answerer, said):
    assert numbers(scan(f"{asker}: {said}\n{answerer}: {A}\n")) == [LEE]


@pytest.mark.parametrize("said", ["Ann Lee is here.", f"spouse Ann Lee, SSN {A}", "what's your social?"])
def test_else_of_who_is_named_before_it(scan, said):
    assert RAY in numbers(scan(f"Carl Fox: {said}\nBob Ray: {B}\n"))


@pytest.mark.parametrize("label", ["OLN", "CDL", "MADL", "DL", "LIC#"])
def test_a_short_label_in_capitals_is_no_part_of_the_name_before_it(scan, label):
    assert numbers(scan(f"Ann Lee {label} S77300001 was cited.\n")) == [("ann lee", "S77300001")]


def test_a_part_of_a_name_is_nobody_elses(scan):
    assert numbers(scan(f"Ann Saint-Fleur's SS number is {A}.\n")) == [("ann saintfleur", LEE[1])]


def test_a_network_right_before_a_card_is_nearer_than_a_phone(scan):
    said = "Ann Lee called to pay by phone, MC 5466838614914215, exp 10/27.\n"
    assert numbers(scan(said)) == [("ann lee", "5466838614914215")]


HELD = [
    "Agent: Your name?\nCaller: Ann Lee\nAgent: And your social?\nCaller: hold on a sec\nAgent: sure\nCaller: {}\n",
    "[10:01] Bob Ray: what is your social?\n[10:02] Ann Lee: one sec\n[10:04] Ann Lee: {}\n",
]


@pytest.mark.parametrize("said", HELD)
def test_who_only_waits_does_not_part_an_answer_from_its_question(scan, said):
    assert numbers(scan(said.format("773010001"))) == [LEE]
    assert numbers(scan(said.format("773010001").replace("social", "order number"))) == []
    assert numbers(scan(said.replace("sec", "sec, order").format("773010001"))) == []


def test_what_stands_below_who_commented_is_theirs(scan):
    said = (
        "Comment by Ann Lee:\nMine is Citizens 211070175, checking 9435167656.\n\nComment by Bob Ray (internal):\nok\n"
    )
    assert people(scan(f"Ticket #12\nAssignee: Bob Ray\n\n{said}")) == [("ann lee", "9435167656")]


def test_who_answers_by_a_nick_with_digits_gave_the_name_further_up(scan):
    said = ("<intake> What's your full name?", "<guest77> Ann Lee", "<intake> Your SSN?", f"<guest77> {A}")
    assert people(scan("".join(f"2024-05-05 10:00:0{at} {one}\n" for at, one in enumerate(said)))) == [LEE]
