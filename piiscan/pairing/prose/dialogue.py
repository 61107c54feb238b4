"""Who answers and who speaks in a line: a name asked for and given on it, and the speaker of a line of a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose import starts
from piiscan.pairing.unit import person_of

_LISTED = frozenset(("name:listed", "name:part-listed"))
_ANSWER = later(  # behind "name" in a question
    r"[^.?!\n]{0,40}[.?!][\"\u201d]?\s+(?:(?:A\d{0,3}|Answer|ANSWER|THE WITNESS)\s?[.:)]+\s*|[-\u2013]\s+)"
    r"((?:[^.?!\n]|(?<=\b[A-Z])\.|(?<=\b[JSDM]r)\.|(?<=\bSt)\.){3,60})"
)
_ASKING = ("your", "what", "state", "give", "spell", "tell")
_ASKS = later(rf"\b(?:{'|'.join(_ASKING)})\b", re.IGNORECASE)
_ASKED_WITHIN = 40
SPEECH = later(  # behind "Agent:", and the agent is who says it: "I need Ann Lee's", "Ann Lee's SSN?"
    r"(?:I|We|You|They)(?:['\u2019](?:m|ve|ll|d|re))? [a-z]{2}|[^:;,\d\n]{3,40}?['\u2019]s(?: |\Z)"
)


def answers(text: str) -> Iterator[tuple[int, Person]]:
    """The persons who give their names on the line that asks for it, as in the record of a hearing."""
    for label in find_labels(text) if _asks(text) else ():
        asks = label.kind == "name.full" and _ASKS.search(text, max(0, label.start - _ASKED_WITHIN), label.end)
        asked = _ANSWER.match(text, label.end) if asks else None
        name = names.parse_name(asked[1], labelled=True) if asked is not None else None
        if asked is not None and name is not None:
            yield asked.start(1), person_of(name, asked[1], "label:name", grade=max(name.grade, Grade.FAIR))


def _asks(text: str) -> bool:
    """Whether something may be asked in a line, and answered behind the end of a sentence. Most lines have no such."""
    if "." not in text and "?" not in text and "!" not in text:
        return False
    lower = text.lower()
    return any(map(lower.__contains__, _ASKING)) and _ASKS.search(text) is not None


def speaker(text: str) -> tuple[int, int, Person] | None:
    """Who says what follows in a line of a chat, and where the name stands: it is one by its place.

    Words that go on ("09:05 KLM EFT info received: acct") are a note, unless the lists have the name.
    """
    span = starts.speaker(text)
    if span is None:
        return None
    said = text[slice(*span)]
    name = names.parse_name(said, labelled=True)
    if name is not None and name.end < len(said.rstrip()) and not _LISTED.intersection(name.evidence):
        return None
    return (*span, person_of(name, said, "speaker", grade=min(name.grade, Grade.FAIR))) if name is not None else None
