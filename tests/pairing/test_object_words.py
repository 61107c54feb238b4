"""Tickets, mails and events kept as objects: the title names the person, the number stands in another text."""

from __future__ import annotations

import json

import pytest
from pairs import B, people

A = "010-94-0001"
LEE = ("ann lee", "010940001")


def found(scan, value):
    return people(scan(json.dumps(value), "a.json"))


@pytest.mark.parametrize(
    "value",
    [
        {"title": "W-4 change for Ann Lee", "description": f"new SSN {A}"},
        {"subject": "Ann Lee", "body": f"SSN {A}"},
        {"id": 1, "summary": "Interview with Ann Lee", "fields": {"notes": f"SSN {A}"}},
        {"fields": {"summary": "Onboarding Ann Lee", "comment": {"comments": [{"body": f"SSN is {A}"}]}}},
        {"assignee": "Bob Ray", "title": "W-4 change for Ann Lee", "description": f"new SSN {A}"},
    ],
)
def test_whom_the_title_names_is_whose_the_number_is(scan, value):
    assert found(scan, value) == [LEE]
    assert found(scan, [value, {"title": "Printer", "body": "broken"}]) == [LEE]


def test_records_of_one_form_each_have_their_own_title(scan):
    titles = ["Ann Lee", "the printer", "Bob Ray"]
    rows = [{"title": f"Call about {who}", "text": f"SSN 010-94-000{at}"} for at, who in enumerate(titles, 1)]
    text = "\n".join(map(json.dumps, rows))
    assert people(scan(text, "a.jsonl")) == [LEE, ("element_only", None, "010940002"), ("bob ray", "010940003")]


def test_of_several_it_is_to_be_reviewed(scan):
    assert found(scan, {"title": "Call with Ann Lee and Bob Ray", "text": f"SSN {A}"}) == [("review", *LEE)]
    both = {"title": "Ann Lee called", "reason": "about Bob Ray", "text": f"SSN {A}"}
    assert found(scan, both) == [("review", *LEE)]


@pytest.mark.parametrize(
    "value",
    [
        {"title": "A question for Ann Lee", "body": f"my SSN is {A}"},  # of who writes
        {"approver": "Ann Lee asked", "body": f"SSN {A}"},  # no key for what it is about
        {"title": "Ann Lee called. " * 40, "body": f"SSN {A}"},  # a text of its own
        [{"title": "Ann Lee", "body": "hello"}, {"title": "x", "body": f"SSN {A}"}],
    ],
)
def test_whom_it_does_not_speak_of_is_not_named(scan, value):
    assert found(scan, value) == [("element_only", None, "010940001")]


def test_elements_and_events_have_titles_too(scan):
    text = f"<ticket><title>W-4 change for Ann Lee</title><description>new SSN {A}</description></ticket>"
    assert people(scan(text, "a.xml")) == [LEE]
    event = f"BEGIN:VEVENT\nSUMMARY:Interview with Ann Lee\nDESCRIPTION:SSN {A}\nEND:VEVENT\n"
    assert people(scan(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n", "a.ics")) == [LEE]


@pytest.mark.parametrize("key", ["claim", "order", "ticket", "invoice"])
def test_the_number_of_another_thing_is_told_by_the_key_outside(scan, key):
    assert not scan(json.dumps({"name": "Ann Lee", key: {"number": A}}), "a.json").findings
    assert people(scan(json.dumps({"name": "Ann Lee", "person": {"number": A}}), "a.json")) == [LEE]


def test_the_account_of_a_firm_is_not_that_of_whom_it_pays(scan):
    firm = '"payer_name":"Harbor Tile Inc","payer_bank_account_number":"5573920416"'
    paid = '"payee_name":"Ann Lee","payee_bank_account_number":"8834297661"'
    nobody = ("element_only", None, "5573920416")
    assert people(scan(f"{{{firm},{paid}}}", "a.json")) == [("ann lee", "8834297661"), nobody]
    firm = firm.replace("Harbor Tile Inc", "Bob Ray")
    assert set(people(scan(f"{{{firm},{paid}}}", "a.json"))) == {("bob ray", "5573920416"), ("ann lee", "8834297661")}


def test_the_account_at_a_bank_is_of_whom_the_object_names(scan):
    data = '{"bank_name":"Bay Bank","bank_account_number":"5573920416","payee_name":"Ann Lee"}'
    assert people(scan(data, "a.json")) == [("ann lee", "5573920416")]
    data = '{"employer_name":"Bay Tile LLC","employee_name":"Ann Lee","employee_bank_account":"5573920416"}'
    assert people(scan(data, "a.json")) == [("ann lee", "5573920416")]


@pytest.mark.parametrize("key", ["id", "_id", "number"])
def test_the_id_of_a_record_is_of_nobody_for_sure_whom_its_text_names(scan, key):
    record = {"text": "Ann Lee ordered three of them", key: A}
    assert [one[0] for one in found(scan, record)] == ["review"]
    assert found(scan, {"name": "Ann Lee", key: A}) == [LEE]


@pytest.mark.parametrize("name", ["Jennifer Price", "Mark Page", "Price, Jennifer G."])
@pytest.mark.parametrize("key", ["taxId", "tin", "number"])
def test_who_is_called_like_a_thing_is_no_type_of_the_number_beside(scan, name, key):
    record = f'{{"name": "{name}", "{key}": "790-19-4854", "taxIdType": "SSN"}}'
    (finding,) = scan(record, "a.json").findings
    assert (finding.person.name, finding.elements[0].kind.value) == (name.removesuffix(" G."), "ssn")


@pytest.mark.parametrize("name", ["Unit Price", "Order Number", "Page Count", "Bill Rate"])
def test_a_thing_is_one(scan, name):
    assert scan(f'{{"name": "{name}", "value": "790-19-4854"}}', "a.json").findings == []


@pytest.mark.parametrize("members", [["Bob Ray"], ["Bob Ray", "Eva Cole"], ["Bob Ray", "Eva Cole", "Joan Ward"]])
def test_a_card_of_a_board_is_of_whom_its_title_names_and_no_member(scan, members):
    cards = [
        {"name": "Onboard Ann Lee", "desc": f"- I-9 done\nSSN: {A}"},
        {"name": "Odds and ends", "desc": f"SSN: {B} still to be asked"},
    ]
    text = json.dumps({"name": "Hires", "cards": cards, "members": [{"fullName": name} for name in members]})
    counted, *others = people(scan(text, "board.json"))
    assert counted == LEE
    assert [one[0] in {"review", "element_only"} for one in others] == [True]


def test_the_shown_name_of_whom_a_case_was_opened_for(scan):
    case = f'<c><number>HRC1</number><opened_for display_value="Ann Lee">ab1</opened_for><u_ssn>{A}</u_ssn></c>'
    assert people(scan(f'<?xml version="1.0"?><unload>{case}</unload>', "a.xml")) == [LEE]


@pytest.mark.parametrize("of", ["assignee", "created_by", "owner", "author", "reporter"])
def test_who_has_a_ticket_is_not_whom_its_title_names(scan, of):
    value = {"name": "Onboard Ann Lee", "notes": f"SSN: {A}", of: {"name": "Bob Ray"}}
    assert found(scan, value) == [LEE]


def test_a_number_in_a_ticket_of_nobody_else_is_for_review(scan):
    value = {"name": "Hire", "notes": f"SSN: {A}", "assignee": {"name": "Bob Ray"}}
    assert found(scan, value) == [("review", "bob ray", "010940001")]
    value = {"assignee": {"name": "Bob Ray", "ssn": A}}
    assert found(scan, value) == [("bob ray", "010940001")]


def test_the_title_of_a_ticket_is_of_the_texts_in_it(scan):
    value = {
        "ticket": {"title": "Benefits - Ann Lee", "owner": {"name": "Bob Ray"}, "article": {"body": f"hi\nssn {A}"}}
    }
    assert found(scan, value) == [LEE]


def test_who_asks_is_meant_and_not_who_has_the_ticket(scan):
    value = {
        "text": f"hi\nssn {A}",
        "recipient": {"name": "Ann Lee"},
        "assignee": {"first_name": "Bob", "last_name": "Ray"},
    }
    assert found(scan, value) == [LEE]
