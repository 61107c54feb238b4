"""Whom a text about several persons calls by the first name alone: Ann Lee and Ben Ford, further down "Ann's SSN".

Rule: a first name with nothing but the label of a number between the two, or who "gave" it, in a sentence that has
named nobody in full, is the person who was named in full further up, if one alone has that name. Another first name is
somebody who was not named: whose such a number is, is not told here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.prose import starts
from piiscan.pairing.prose.kin import names_kin
from piiscan.pairing.prose.letters import is_called
from piiscan.pairing.prose.lines import Line, Lines, Mention
from piiscan.pairing.prose.others import FURTHEST, is_called_by_word, is_given, only_label
from piiscan.pairing.prose.own import is_own
from piiscan.pairing.prose.sentences import sentence

_WORD = later(r"(?<![\w'\u2019-])([A-Z][a-z\u00df-\u00ff]{1,14})(?![\w-])")
_WORD_BEFORE = later(r"([^\W\d_]+)\.? \Z")
_GAVE = later(
    r" (?:(?:has|had|also|then|both|later) ){0,2}(?:gave|gives?|given|provided|provides|confirmed|confirms|submitted"
    r"|entered|showed|shows|wrote|sent|holds|has|had|uses|used|listed|lists)\b[^.;!?\d'\u2019]{0,60}\Z"
)
_NUMBER = later(r"(?s:.*)\d{4}")  # the last of some
_REACH = 3000  # bytes further up
_THEIRS = later(r"\b(?:his|her)\b", re.IGNORECASE)
_BEFORE = " "  # no word is it
_PRONOUNS = frozenset(("he", "she", "they", "who", "it", "his", "her", "hers", "their", "the", "my", "your", "our"))
_TITLED_REACH = 1500  # bytes, either way
_LONGEST = 80  # characters between who gave a number and the number


def called(lines: Lines, line: Line, at: int) -> tuple[Mention, Line] | None:
    """The person whom the sentence of a number calls by the first name, and the line that names them in full."""
    start = sentence(line, at)[0]
    if any(start <= one.at < at for one in line.mentions) or is_own(line.text, at):
        return None  # "Hi Karen, my SSN is 1" is of who writes
    words = list(dict.fromkeys(_said(line.text, start, at))) or _spoken_of(line, start, at)
    if not words or names_kin(line.text, start, at) or is_called_by_word(line.text, start, at):
        return None
    named = list(_named_above(lines, line, start))
    if len(words) > 1 and words[0] == _BEFORE:
        known = {one.person.normal.split()[0] for one, _ in named}
        words = [word for word in words[1:] if word in known]
        words = words if len(words) == 1 else []
    for word in reversed(words):
        found = [pair for pair in named if pair[0].person.normal.split()[0] == word]
        if found:
            return found[0] if len({one.person.normal for one, _ in found}) == 1 else None
    return None


def titled(
    lines: Lines, line: Line, surnames: frozenset[str], begins: Callable[[Line], bool]
) -> tuple[Mention, Line] | None:
    """The person with one of some surnames, named in full in the nearest line above, or by a label in one below."""
    for step in (lines.before, lines.after):
        at = step(line)
        while at is not None and abs(line.start - at.start) <= _TITLED_REACH and not begins(at):
            for one in at.mentions:
                told = one.labelled or at.start < line.start
                if told and one.person.grade >= Grade.FAIR and is_called(one.person, surnames):
                    return one, at
            at = step(at)
    return None


def _spoken_of(line: Line, start: int, at: int) -> list[str]:
    """The one first name in the sentence before, of whom the sentence of a number goes on: "her SSN is".

    Behind `_BEFORE`: words one of which may be that of somebody named further up.
    """
    if not start or _THEIRS.search(line.text, max(start, at - FURTHEST), at) is None:
        return []
    before = sentence(line, start - 1)[0]
    if any(before <= one.at < start for one in line.mentions):
        return []
    words = [found[1] for found in _WORD.finditer(line.text, before, start)]
    given = [fold(word) for word in dict.fromkeys(words) if is_given(word)]
    return given if len(given) == 1 else [_BEFORE, *map(fold, dict.fromkeys(words))] if not given else []


def _said(text: str, start: int, at: int) -> Iterator[str]:
    """The words of a sentence that may be the first name of whose number it says it is, folded."""
    first = max(start, at - _LONGEST)
    number = _NUMBER.match(text, first, at)  # no label has one, nor what is said of who gave it
    for found in _WORD.finditer(text, number.end() if number is not None else first, at):
        gap = text[found.end() : at]
        near = len(gap) <= FURTHEST and only_label(gap)
        if not near and _GAVE.fullmatch(text, found.end(), at) is None:
            continue
        before = _WORD_BEFORE.search(text, max(start, found.start() - FURTHEST), found.start())
        if fold(found[1]) in _PRONOUNS:
            continue  # "She gave me her SSN"
        if before is None or not (before[1][0].isupper() and is_given(before[1])):  # Mary Ann
            yield fold(found[1])


def _named_above(lines: Lines, line: Line, start: int) -> Iterator[tuple[Mention, Line]]:
    """The persons named in full in a line before a character, and in those above up to another message."""
    yield from ((one, line) for one in line.mentions if one.at < start and one.person.grade >= Grade.FAIR)
    at = None if starts.is_stamped(line.text) else lines.before(line)
    while at is not None and line.start - at.start <= _REACH:
        yield from ((one, at) for one in at.mentions if one.person.grade >= Grade.FAIR)
        at = None if starts.is_stamped(at.text) else lines.before(at)
