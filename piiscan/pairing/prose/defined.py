"""Whom a contract calls by a word that it defines: Kevin Doherty ("Client"), further down "Client's SSN".

Or a pleading by the part in a case: "the Defendant, Kevin Doherty", "KEVIN DOHERTY, Plaintiff". One who has it alone.

Rule: a word in quotes and brackets behind the only person named since the sentence began, or the word before was
defined, stands for that person in all that follows; a number is that of the last such word before it, in the possessive
or behind "of", in its sentence.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from piiscan.later import later, later_regex
from piiscan.model import Grade
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.openings import Opening
from piiscan.pairing.prose.sentences import sentence

_DEFINED = later_regex(
    rb"\((?:(?:the|an?|each|as|hereby|herein|hereinafter|referred|to|called|collectively|individually)[ ,]{1,3}){0,6}"
    rb"(?:\"|\xe2\x80\x9c)(?:the )?([A-Z][A-Za-z-]{2,20})(?:\"|,?\xe2\x80\x9d|,\")"
)
_PARTY = later_regex(
    rb"\b(Plaintiff|Defendant|Petitioner|Respondent|Debtor|Claimant|Complainant|Appellant|Appellee|Decedent|Obligor"
    rb"|Obligee|Grantor|Testator|Ward)\b(?!['\xe2])"
)
_BEHIND = later(r",? (?=[A-Z])")
_SAID = later(r"\b([A-Z][A-Za-z-]{2,20})['\u2019]s\b|\b(?:of|for)(?: the)? ([A-Z][A-Za-z-]{2,20})\b")
_FURTHEST = 160  # characters between a name and what it is called, and between that word and a number
_MOST = 64  # words that are defined


class Defined:
    """The words that stand for persons in one segment."""

    def __init__(self, lines: Lines, data: bytes | bytearray) -> None:
        self._lines = lines
        self._data = data

    def of(self, line: Line, at: int) -> Opening | None:
        """The person whom the sentence of a number calls by such a word."""
        start = max(sentence(line, at)[0], at - _FURTHEST)
        said = [found[1] or found[2] for found in _SAID.finditer(line.text, start, at)]
        if not said:  # nor has all of the text to be looked through
            return None
        return next((self._words[word] for word in reversed(said) if word in self._words), None)

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
            opening = self._beside(found.start(), found.end())
            if opening is not None:
                named.setdefault(found[1].decode(), {}).setdefault(opening.mention.person.normal, opening)
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
