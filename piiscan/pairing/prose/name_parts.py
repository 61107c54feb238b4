"""A name that is asked for and given in parts in a chat: "First name?" "Ann" "And your last name?" "Lee"."""

from __future__ import annotations

import re

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.later import later
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.prose import chats
from piiscan.pairing.prose.lines import Line, Lines, Mention

_LISTED = frozenset(("name:listed", "name:part-listed"))
_WITHIN, _MOST = 1500, 30  # bytes and lines
_SURNAME = later(r"\b(?:last|family|sur) ?name\b", re.IGNORECASE)
_GIVEN = later(r"\b(?:first|given) ?name\b|\bname\b|\bwho(?:m)?\b|\bspeaking with\b", re.IGNORECASE)
_OTHERS = later(
    r"\b(?:bank|company|business|maiden|user|father|mother|spouse|husband|wife|his|her|their)\b", re.IGNORECASE
)
_VALUE = later(  # with how it is spelled behind it
    r"(?:(?:sure|yes|ok(?:ay)?|hi|hello|it['\u2019]?s|that['\u2019]?s|this is|I['\u2019]?m|I am"
    r"|my (?:first |last )?name is)[ ,.:!]{1,3}){0,3}([^\W\d_][\w'\u2019-]{1,24})"
    r"(?:[ ,.;!]{1,3}(?:that['\u2019]s )?(?:[A-Za-z](?:[- .]{1,2}|\Z)){2,24})?[ .,!]{0,3}",
    re.IGNORECASE,
)


def answered(lines: Lines, line: Line, at: int) -> tuple[Mention, Line] | None:
    """Whose number a line of a chat holds, by a name that its speaker gave further up, as a whole or in parts."""
    return chats.answered(lines, line, at) or _in_parts(lines, line, at)


def _in_parts(lines: Lines, line: Line, at: int) -> tuple[Mention, Line] | None:
    speaks = chats.speakers(lines, line, at)
    parts: dict[str, str] = {}
    where = line
    one = lines.before(line) if speaks is not None else None
    for _ in range(_MOST):
        if speaks is None or one is None or line.start - one.start > _WITHIN or len(parts) > 1:
            break
        above = lines.before(one)
        speaker, words = chats.spoken(one.text)
        asker, question = chats.spoken(above.text) if above is not None else ("", "")
        if speaks(speaker) and asker not in {"", speaker} and (part := _asked(question)):
            value = _VALUE.fullmatch(words)
            if value is not None and part not in parts:
                parts[part], where = value[1], one
        one = above
    if len(parts) < len(NAME_HALVES):
        return None
    name = names.parse_parts(parts["name.given"], parts["name.surname"])
    if name is None or _LISTED.isdisjoint(name.evidence):
        return None
    said = f"{parts['name.given']} {parts['name.surname']}"
    person = Person(said, names.normal(name), Grade.FAIR, ("speaker:answer", *name.evidence))
    return Mention(0, person, labelled=False, scope=False), where


def _asked(question: str) -> str:
    """Which part of the name of whom somebody talks to they ask for; "" for none."""
    if _OTHERS.search(question):
        return ""
    return "name.surname" if _SURNAME.search(question) else "name.given" if _GIVEN.search(question) else ""
