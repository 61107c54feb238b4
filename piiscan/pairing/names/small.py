"""Names typed in small letters, as in chats and notes: "ann lee ssn 773-01-0001", "hi this is ann lee".

Rule: a given name and a surname beside each other, both on the lists and no words of English. In a text that has
capitals elsewhere, only directly before the label of a number. Asked where nobody else is named beside one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.grade import Name, Strength, given_entry, strength, surname_entry
from piiscan.pairing.names.in_text import parse_name
from piiscan.pairing.names.table import by_names

EVIDENCE = "name:small-letters"
_PAIR = later(
    r"(?<![\w@.'\u2019/-])(?=([a-z]{2,20}) (?:[a-z]\. )?"
    r"((?:(?:del?|d[ao]s?|la|van|von) ){0,2}[a-z][a-z'\u2019-]{1,24})(?![\w@=/]|\.[a-z]))"
)
_CAPITAL = later(r"\b[A-Z][a-z]")
_LETTERS = later(r"[^\W\d_]+")
_JOINING = frozenset(("s", "is", "has", "was", "her", "his", "their", "number", "no"))
_NO_SURNAMES = words.STOPS | words.STREETS | words.SOFT_STREETS | words.LANDSCAPE
_SS = later(r"[ ,:-]{1,3}ss[ :#.-]{1,3}(?=\d{3}[ -]\d\d[ -]\d{4}\b)")
_REACH = 24  # characters behind a name in which the label of its number begins and ends
_OF_PLACES = later(r"\b(?:st|saint|san|mt|mount|fort|ft|port|lake|cape|camp)\.? $")


@by_names
@lru_cache(maxsize=1 << 10)
def small_names(text: str) -> tuple[Name, ...]:
    """The names in small letters in a text, in its order.

    >>> [name.surname for name in small_names("hi this is ann lee, and bob m. ray")]
    ['lee', 'ray']
    >>> small_names("the will of the people in long river may park")
    ()
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Name]:
    until = 0
    for match in _PAIR.finditer(text):
        given, surname = match[1], match[2].rstrip("'\u2019-")
        if surname.endswith(("'s", "\u2019s")):
            surname = surname[:-2]
        if match.start(1) < until or not _are_names(given, surname):
            continue
        of_place = _OF_PLACES.search(text, max(0, match.start(1) - _REACH), match.start(1))
        until = match.start(2) + len(surname)
        if of_place is None:
            yield Name(match.start(1), until, given, surname, 2, (EVIDENCE,))


def _are_names(given: str, surname: str) -> bool:
    if given in words.STOPS or surname in _NO_SURNAMES:
        return False
    if strength(given_entry(given), surname=False) != Strength.SURE:
        return False
    if strength(surname_entry(surname.rpartition(" ")[2]), surname=True) != Strength.SURE:
        return False
    return parse_name(f"{given} {surname}", labelled=False) is not None


def typed_small(text: str) -> list[Name]:
    """Those whom a text with a labelled number names in small letters.

    >>> [name.given for name in typed_small("ann lee ssn 773-01-0001")], typed_small("Notes: ann lee and so on, ssn 7")
    (['ann'], [])
    """
    found = list(small_names(text))
    return [name for name in found if _is_before_label(text, name.end)] if _CAPITAL.search(text) else found


def _is_before_label(text: str, end: int) -> bool:
    """Whether the label of a number is next to a name that ends at a place; "ss" is one before a number alone."""
    if _SS.match(text, end) is not None:
        return True
    label = next((one for one in find_labels(text[end : end + _REACH]) if one.kind in NUMBER_KINDS), None)
    return label is not None and all(word in _JOINING for word in _LETTERS.findall(text, end, end + label.start))
