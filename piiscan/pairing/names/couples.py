"""Two given names that share a surname: "John and Mary Smith", "Smith, John & Mary".

Rule: the name without a surname is a given name beyond doubt, and nothing but "and" stands between. Who is named with
it is in the list of names already; the other is added, in the order of the text.
"""

from __future__ import annotations

from piiscan.later import later
from piiscan.pairing.names.grade import Name, Strength, given_entry, strength
from piiscan.pairing.names.table import fold, lookup
from piiscan.pairing.names.words import SALUTATIONS, TITLES

JOINED = "name:joined"
"""Of a person whose surname stands behind, or before, another given name."""
_AND = r"(?:[Aa][Nn][Dd]|&|y|e)"
_BEFORE = later(rf"(?:^|(?P<before>[\w'\u2019.-]+)\s+|(?<![\w'\u2019-]))([^\W\d_][^\W\d_]+)(?: [A-Z]\.?)? {_AND} $")
_BEHIND = later(rf" {_AND} ([^\W\d_][^\W\d_]+)(?: [A-Z]\.)?(?=\s*(?:$|[,;:.()\n])|\s+(?:[a-z]|SSN|DOB|\d))")
_REACH = 48
_HINTS = ("&", " and ", " AND ", " And ", " y ", " e ")


def may_join(text: str) -> bool:
    """Whether names in a text may share a surname: soon seen, and of most texts it is that none do."""
    return any(map(text.__contains__, _HINTS))


def with_couples(text: str, found: list[Name]) -> list[Name]:
    """The names found in a text, and those of whom they share a surname with."""
    if not found or not may_join(text):
        return found
    both: list[Name] = []
    taken = 0  # where the name before ends
    for name in found:
        inverted = name.given not in text[name.start : name.start + len(name.given)]
        first = max(taken, name.start - _REACH)
        match = _BEFORE.search(text[first : name.start]) if not inverted else None
        if match is not None and _is_given(match[2], name) and not _goes_on(match["before"]):
            start = first + match.start(2)
            both.append(_of(match[2], name, start, start + len(match[2])))
        both.append(name)
        taken = name.end
        behind = _BEHIND.match(text, name.end) if inverted else None
        if behind is not None and _is_given(behind[1], name):
            both.append(_of(behind[1], name, *behind.span(1)))
            taken = behind.end(1)
    return both


def _is_given(word: str, name: Name) -> bool:
    """Whether a word is a given name, in the letters of the name beside it."""
    alike = word.isupper() == name.surname.isupper() and word[0].isupper()
    return alike and strength(given_entry(word), surname=False) == Strength.SURE


def _goes_on(before: str | None) -> bool:
    """Whether the word before a given name may be a name as well, which would make the two one person: Kevin Lee."""
    word = (before or "").strip(".")
    if not word[:1].isupper() or fold(word) in TITLES or fold(word) in SALUTATIONS:
        return False
    entry = lookup(word)
    return bool(entry.given or entry.surname) or len(word) == 1


def _of(given: str, name: Name, start: int, end: int) -> Name:
    return Name(start, end, given, name.surname, name.grade, (JOINED, *name.evidence))
