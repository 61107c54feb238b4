"""Chats kept as objects: a message asks for a number, and the next one is the number and little else."""

import json

import pytest
from pairs import A, people

N = "773010001"


def slack(*said):
    return [
        {
            "type": "message",
            "user": f"U0{place}",
            "user_profile": {"real_name": who},
            "text": text,
            "ts": "1712345.0001",
        }
        for place, (who, text) in enumerate(said)
    ]


def teams(*said):
    messages = [
        {
            "id": str(place),
            "createdDateTime": "2025-01-02T10:00:00Z",
            "from": {"user": {"displayName": who, "id": f"x{place}", "userIdentityType": "aadUser"}},
            "body": {"contentType": "html", "content": f"<p>{text}</p>"},
        }
        for place, (who, text) in enumerate(said)
    ]
    return {"value": messages}


def lines(*said):
    return [{"sender": who, "message": text} for who, text in said]


FORMS = {
    "slack": lambda *said: json.dumps(slack(*said), indent=2),
    "slack in one line": lambda *said: json.dumps(slack(*said)),
    "teams": lambda *said: json.dumps(teams(*said), indent=1),
    "lines": lambda *said: "".join(json.dumps(one) + "\n" for one in lines(*said)),
}
SAID = [
    ([("Dana Porter", "Hi, what's your social?"), ("Ann Lee", N)], ("ann lee", N)),
    ([("Dana Porter", "Can you send me your SSN please?"), ("Ann Lee", f"sure, it's {N}")], ("ann lee", N)),
    (
        [("Dana Porter", "What is your Social Security number?"), ("Ann Lee", "one moment"), ("Ann Lee", N)],
        ("ann lee", N),
    ),
    ([("Dana Porter", "what is Bob Ray's SSN?"), ("Ann Lee", N)], ("bob ray", N)),
    ([("Dana Porter", "what is Bob Ray's SSN?"), ("Ann Lee", "773-01-0001")], ("bob ray", N)),
    ([("Dana Porter", "and your driver's license number?"), ("Ann Lee", "S12345678")], ("ann lee", "S12345678")),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("number", range(len(SAID) - 1))
def test_a_number_alone_answers_the_message_before(scan, form, number):
    said, expected = SAID[number]
    assert people(scan(FORMS[form](*said), "chat.json")) == [expected]


NOTHING = [
    [("Dana Porter", "what's your order number?"), ("Ann Lee", N)],
    [("Dana Porter", "don't ever send your SSN here"), ("Ann Lee", N)],
    [("Dana Porter", "your SSN?"), ("Ann Lee", "ticket 12 is open"), ("Ann Lee", N)],
    [("Ann Lee", "what is an SSN? I wonder"), ("Ann Lee", N)],
    [("Dana Porter", "your SSN?"), ("Ann Lee", "I sent it"), ("Ann Lee", "by mail"), ("Ann Lee", "ok"), ("Ann Lee", N)],
]


@pytest.mark.parametrize("form", ["slack", "teams"])
@pytest.mark.parametrize("said", NOTHING)
def test_what_answers_nothing_is_none(scan, form, said):
    assert people(scan(FORMS[form](*said), "chat.json")) == []


@pytest.mark.parametrize("form", ["slack", "lines"])
def test_who_said_their_name_in_a_message_answers(scan, form):
    agent, nick = "agent_k", "visitor"
    said = [
        (agent, "May I have your full name?"),
        (nick, "Delphine Marchand"),
        (agent, "And the social security number on the account?"),
        (nick, N),
    ]
    messages = [{"from": who, "text": text} for who, text in said]
    text = json.dumps(messages, indent=1) if form == "slack" else "\n".join(map(json.dumps, messages))
    assert people(scan(text, "chat.json")) == [("delphine marchand", N)]


def test_an_answer_near_a_number_in_no_object_is_read(scan):
    asked = {"text": "what is your ssn?", "pad": "x" * 80}
    lines = [{"S": f"SSN {A}"}, asked, {"text": "773010002"}]  # the first only says of which type its value is
    scanned = scan("".join(json.dumps(one) + "\n" for one in lines), "a.json")
    assert scanned.outcomes[-1].status.value == "scanned"
    values = [element.value for finding in scanned.findings for element in finding.elements]
    assert sorted(values) == ["773010001", "773010002"]


@pytest.mark.parametrize("key", ["from", "sender", "author", "by"])
def test_my_number_in_a_message_is_of_whom_the_key_for_the_speaker_names(scan, key):
    said = [{key: "Ann Lee", "text": f"My ssn is {A}"}, {key: "Bob Ray", "text": "Thanks"}]
    assert people(scan(json.dumps(said), "chat.json")) == [("ann lee", N)]


@pytest.mark.parametrize("text", [f"the customer's ssn is {A}", f"my husband's ssn is {A}"])
def test_another_number_in_a_message_is_not_of_the_speaker(scan, text):
    assert people(scan(json.dumps([{"from": "Ann Lee", "text": text}]), "chat.json")) == [("element_only", None, N)]


def test_a_speaker_that_is_no_name_is_nobody(scan):
    assert people(scan(json.dumps([{"from": "ann77", "text": f"My ssn is {A}"}]), "chat.json")) == [
        ("element_only", None, N)
    ]
