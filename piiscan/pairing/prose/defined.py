"""Whom a contract calls by a word that it defines: Kevin Doherty ("Client"), further down "Client's SSN".

Or a pleading by the part in a case: "the Defendant, Kevin Doherty", "KEVIN DOHERTY, Plaintiff", "the defendant's SSN".
One who has it alone.

Rule: a word in quotes and brackets behind the only person named since the sentence began, or the word before was
defined, stands for that person in all that follows; a number is that of the last such word before it, in the possessive
or behind "of", in its sentence, or in brackets behind its label. So does the label of a field with somebody's name in
it, "Party A: Ann Lee", wherever the field stands, for "SSN (Party A)". Of several such fields the nearest is meant, if
it is the only one near.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from piiscan.detectors.header_words import is_role
from piiscan.detectors.lexicon import fold
from piiscan.later import later, later_regex
from piiscan.model import Grade
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.openings import Opening
from piiscan.pairing.prose.role_words import DRIVING
from piiscan.pairing.prose.sentences import joins, sentence

_DEFINED = later_regex(
    rb"\((?:(?:the|an?|each|as|hereby|herein|hereinafter|referred|to|called|collectively|individually)[ ,]{1,3}){0,6}"
    rb"(?:\"|\xe2\x80\x9c)(?:the )?([A-Z][A-Za-z-]{2,20}(?: [A-Z\d])?)(?:\"|,?\xe2\x80\x9d|,\")"
)
_PARTS = (
    "Plaintiff|Defendant|Petitioner|Respondent|Debtor|Claimant|Complainant|Appellant|Appellee|Decedent|Obligor"
    "|Obligee|Grantor|Testator|Ward"
)
_SMALL_PARTS = _PARTS.lower().removesuffix("|ward")  # which are common words without "the"
_PARTY = later_regex(rf"\b(?:({_PARTS})|[Tt]he ({_SMALL_PARTS})(?=,))\b(?!['\xe2])".encode())
_BEHIND = later(r",? (?=[A-Z])")
_WORD = r"([A-Z][A-Za-z-]{2,20}(?: (?:[A-Z]|\d{1,2})(?![A-Za-z\d]))?)"
_SAID = later(
    rf"\b{_WORD}['\u2019]s\b|\b(?:of|for)(?: the)? {_WORD}\b|\((?:the )?{_WORD}\)(?=[^\w.;!?]{{0,8}}\Z)"
    rf"|\b[Tt]he ({_SMALL_PARTS})['\u2019]s\b|\b(?:of|for) the ({_SMALL_PARTS})\b"
)
_MAY_SAY = ("'s", "\u2019s", "of ", "for ", ")")  # one of them is in each
_ROLE = later(r"\b([A-Za-z]{4,20})['\u2019]s\b")
_BEFORE_FIELD = later(rb"[ \t>*#-]{0,8}(?:\(?[A-Za-z\d]{1,3}[.)][ \t]+)?")
_BEHIND_FIELD = later(rb"(?i:(?:'s)?[ ](?:full[ ])?name)?[ \t*]{0,8}[:=][ \t*]*")
_BEFORE_NAME = later(r"[\s:*]*(?:(?:[Ff]ull )?[Nn]ame[:\s]+)?(?:(?:Mr|Mrs|Ms|Mx|Dr|Miss)\b\.?\s*)?")
_FURTHEST = 160  # characters between a name and what it is called, and between that word and a number
_TRIES = 2000  # places of a word that may be a field
_MOST = 64  # words that are defined, and fields of one label
_NEAR = 1200  # bytes
_AMBIGUOUS = ("ambiguous-subject",)


class Defined:
    """The words that stand for persons in one segment."""

    def __init__(self, lines: Lines, data: bytes | bytearray) -> None:
        self._lines = lines
        self._data = data
        self._fields: dict[str, list[Opening]] = {}

    def of(self, line: Line, at: int) -> Opening | None:
        """The person whom the sentence of a number calls by such a word."""
        start = max(sentence(line, at)[0], at - _FURTHEST)
        said = _said(line.text, start, at)
        if not said:  # nor has all of the text to be looked through
            return None
        return next((self._words[word] for word in reversed(said) if word in self._words), None)

    def in_field(self, line: Line, at: int) -> tuple[Opening, tuple[str, ...]] | None:
        """The person in the field whose label a number's own label names, and what makes that doubtful."""
        start = max(sentence(line, at)[0], at - _FURTHEST)
        for word in reversed(_said(line.text, start, at)):
            if word not in self._fields:
                self._fields[word] = list(self._find(word)) if len(self._fields) < _MOST else []
            found = self._fields[word]
            if len({one.mention.person.normal for one in found}) > 1:
                found = [one for one in found if abs(one.where.start - line.start) <= _NEAR]
            if found:
                nearest = min(found, key=lambda one: abs(one.where.start - line.start))
                several = len({one.mention.person.normal for one in found}) > 1
                return nearest, _AMBIGUOUS if several else ()
        return None

    def in_role(self, line: Line, at: int, group: str) -> Opening | None:
        """The only person in a field of the text that has the role a number's label names: "Buyer", for "Buyer SSN".

        Or one that its sentence names: "The insured's license no. is".
        """
        start, end = sentence(line, at)
        start = max(start, at - _FURTHEST)
        if any(start <= mention.at < end for mention in line.mentions):
            return None
        said = [group] if group else [found[1].lower() for found in _ROLE.finditer(line.text, start, at)]
        for word in reversed(said):
            if not is_role(fold(word)) or (word in DRIVING and "lic" in line.text[start:at].lower()):
                continue
            if word not in self._fields:
                self._fields[word] = list(self._find(word)) if len(self._fields) < _MOST else []
            found = self._fields[word]
            if len({one.mention.person.normal for one in found}) == 1:
                return min(found, key=lambda one: abs(one.where.start - line.start))
        return None

    def _find(self, word: str) -> Iterator[Opening]:
        """The fields with such a label that hold one person each, in their line or the one below."""
        data, lower, wanted = self._data, self._lower, word.lower().encode()
        start, fields, tries = lower.find(wanted), 0, 0
        while start >= 0 and fields < _MOST and tries < _TRIES:
            tries += 1
            end = start + len(wanted)
            line = self._lines.at(start)
            behind = _BEHIND_FIELD.match(data, end)
            begins = data[start - 2 : start] == b"  " or _BEFORE_FIELD.fullmatch(data, line.start, start)
            start = lower.find(wanted, end)
            if behind is None or not begins:
                continue
            fields += 1
            at = self._lines.characters(line, behind.end())
            below = self._lines.after(line) if not line.text[at:].strip() else None
            opening = _named(line, at) if below is None else _named(below, 0)
            if opening is not None:
                yield opening

    @cached_property
    def _lower(self) -> bytes:
        return bytes(self._data).lower()

    @cached_property
    def _words(self) -> dict[str, Opening]:
        words = self._parties()
        if b'"' not in self._data and b"\xe2\x80\x9c" not in self._data:
            return words
        before = 0
        for found in islice(_DEFINED.finditer(self._data), _MOST):
            opening = self._before(before, found.start())
            before = found.end()
            if opening is not None:
                words.setdefault(found[1].decode(), opening)
        return words

    def _parties(self) -> dict[str, Opening]:
        """The parts in a case that one person each is said to have, beside their name."""
        named: dict[str, dict[str, Opening]] = {}
        for found in islice(_PARTY.finditer(self._data), _MOST):
            opening = self._beside(found.start(found.lastindex or 0), found.end())
            if opening is not None:
                word = (found[1] or found[2]).decode()
                named.setdefault(word[0].upper() + word[1:], {}).setdefault(opening.mention.person.normal, opening)
        return {word: opening for word, several in named.items() for opening in several.values() if len(several) == 1}

    def _beside(self, start: int, end: int) -> Opening | None:
        """The person named right behind a part in a case, or right before it, over the end of a line or not."""
        line = self._lines.at(start)
        at = len(self._data[line.start : start].decode("utf-8", "replace"))
        before, behind = line.text[:at], _BEHIND.match(line.text, at + end - start)
        for one in line.mentions:
            if behind is not None and one.at == behind.end() and one.person.grade >= Grade.FAIR:
                return Opening(one, line)
        above = self._lines.before(line)
        where, text = (above, above.text) if above is not None and not before.strip() else (line, before)
        for one in where.mentions:
            said = text[one.at :].rstrip()
            if said.endswith(",") and said[:-1].rstrip() == one.person.name and one.person.grade >= Grade.FAIR:
                return Opening(one, where)
        return None

    def _before(self, start: int, end: int) -> Opening | None:
        """The only person named shortly before a place, in its line or the one above."""
        line = self._lines.at(end)
        above = self._lines.before(line)
        named: list[tuple[Mention, Line]] = []
        for one in (above, line):
            if one is not None:
                first, last = max(start, end - _FURTHEST), end
                within = (m for m in one.mentions if first <= self._place(one, m) < last)
                named += [(mention, one) for mention in within]
        persons = {mention.person.normal for mention, _ in named}
        return Opening(*named[-1]) if len(persons) == 1 else None

    def _place(self, line: Line, mention: Mention) -> int:
        return line.start + len(line.text[: mention.at].encode("utf-8", "replace"))


def is_of_party(line: Line, at: int, told: str) -> bool:
    """Whether the sentence of a number says that it is one of a party to a case that whoever tells is not.

    "I, Ann Lee, state: the defendant's SSN is 1".
    """
    start = max(sentence(line, at)[0], at - _FURTHEST)
    parties = [word for word in _said(line.text, start, at) if word in _PARTS.split("|")]
    return bool(parties) and all(word.lower() not in told.lower() for word in parties)


def _said(text: str, start: int, end: int) -> list[str]:
    said = text[start:end]
    if not any(map(said.__contains__, _MAY_SAY)):
        return []
    words = (found[found.lastindex or 0] for found in _SAID.finditer(text, start, end))
    return [word[0].upper() + word[1:] for word in words]


def _named(line: Line, at: int) -> Opening | None:
    """The only person that a value from a character on begins with."""
    named = [one for one in line.mentions if one.at >= at and one.person.grade >= Grade.FAIR]
    if not named or _BEFORE_NAME.fullmatch(line.text, at, named[0].at) is None:
        return None
    end = named[0].at + len(named[0].person.name)
    joined = len(named) > 1 and joins(line.text, end, named[1].at)
    return None if joined else Opening(named[0], line)
