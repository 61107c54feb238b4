"""Numbers as they are said in transcripts: in words, or one group after another over several turns."""

import pytest
from pairs import LEE, numbers, people

from piiscan import matcher
from piiscan.matcher.aloud import as_said

CARD = ("ann lee", "4539578763621486")
IN_WORDS = {
    "a voicemail": '"Hi, this is Ann Lee, my social is seven seven three oh one zero zero zero one. Thank you."\n',
    "with commas": "My name is Ann Lee. My Social Security number is seven seven three, zero one, zero zero zero one.\n",
    "with dashes": "Ann Lee, SSN seven-seven-three dash zero-one dash zero-zero-zero-one\n",
    "in capitals": "MY NAME IS ANN LEE AND MY SOCIAL SECURITY NUMBER IS SEVEN SEVEN THREE ZERO ONE ZERO ZERO ZERO ONE.\n",
    "broken": "My name is Ann Lee. My Social Security number is seven seven three,\nzero one, zero zero zero one.\n",
    "an answer": (
        "Agent: Your name?\nCaller: Ann Lee.\nAgent: For verification, could you give me your Social Security number?\n"
        "Caller: Um, yeah. That's seven seven three zero one zero zero zero one.\nAgent: Okay.\n"
    ),
}
_ASKED = "Agent: What's the name on the card?\n{who}: Ann Lee.\nAgent: And the card number, please?\n"
TURNS = {
    "two": _ASKED.format(who="Caller") + "Caller: 4539 5787\nAgent: Okay.\nCaller: 6362 1486\nAgent: And the zip?\n",
    "four": _ASKED.format(who="Caller")
    + "Caller: 4539\nAgent: Okay.\nCaller: 5787.\nAgent: Mm-hm.\nCaller: 6362\nAgent: Yes?\nCaller: and 1486\n",
    "numbered": _ASKED.format(who="Speaker 2").replace("Agent", "Speaker 1")
    + "Speaker 2: 4539 5787\nSpeaker 1: Go ahead.\nSpeaker 2: 6362 1486\nSpeaker 1: Expires?\nSpeaker 2: 09 27\n",
    "without a word between": _ASKED.format(who="Caller") + "Caller: 4539 5787\nCaller: 6362 1486\n",
}
NONE = {
    "no label": "Ann Lee counted seven seven three zero one zero zero zero one.\n",
    "too many": "Ann Lee, SSN seven seven three zero one zero zero zero one two three\n",
    "too few": "Ann Lee, SSN seven seven three zero one zero zero zero\n",
    "another thing": "Ann Lee said the claim number is seven seven three zero one zero zero zero one. SSN not asked.\n",
    "not issued": "Ann Lee, SSN zero zero zero zero one zero zero zero one\n",
    "no check digit": TURNS["two"].replace("1486", "1487"),
    "of another speaker": TURNS["two"].replace("Caller: 6362", "Agent: 6362"),
    "another question": TURNS["two"].replace("Okay.", "And the order number 77?"),
}


@pytest.mark.parametrize("name", IN_WORDS)
def test_a_number_in_words_is_found_beside_its_label(scan, name):
    assert numbers(scan(IN_WORDS[name])) == [LEE]


@pytest.mark.parametrize("name", TURNS)
def test_a_number_over_several_turns_is_one(scan, name):
    assert numbers(scan(TURNS[name])) == [CARD]


def test_so_is_a_social_security_number(scan):
    said = "Agent: Your name?\nCaller: Ann Lee.\nAgent: And your social?\nCaller: 773 01\nAgent: Okay.\nCaller: 0001\n"
    assert numbers(scan(said)) == [LEE]


def test_what_was_done_is_told(scan):
    assert "restored:said" in scan(TURNS["two"]).findings[0].elements[0].evidence


@pytest.mark.parametrize("name", NONE)
def test_other_words_and_turns_are_none(scan, name):
    assert people(scan(NONE[name])) == []


def test_a_long_text_is_not_looked_through(scan):
    assert numbers(scan("nothing\n" * 9000 + IN_WORDS["a voicemail"])) == []


@pytest.mark.parametrize("shift", range(20))
def test_where_a_number_begins_does_not_matter(shift):
    text = b"." * shift + b" my social is two six one two six one two six one." + b"\n" * 300
    hits = matcher.look(text)
    assert hits.kind.tolist() == [matcher.SSN_SAID]
    assert as_said(text[hits.start[0] : hits.end[0]].decode()) == "261261261"
