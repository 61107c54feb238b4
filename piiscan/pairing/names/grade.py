"""What a name is, and how sure two words are one: the only file that turns classes of words into grades (SPEC §2).

A word is strong in a role (given name, surname) by the lists; a word of English that also is a name is less
so. Two words make a grade together by one table.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from piiscan.pairing.names.table import Entry, by_names, fold, lookup
from piiscan.pairing.names.words import COLOURS, EAST_ASIAN, FIRMS, MONTHS, NICKNAMES, NOBODY, PARTICLES, SMALL
from piiscan.pairing.residence.places import places


class Name(NamedTuple):
    """A person's name in a text: [start, end) runs from the first to the last of its parts."""

    start: int
    end: int
    given: str  # as written: a first name, or its initial
    surname: str  # as written, with its particles
    grade: int  # 1 weak, 2 fair, 3 strong
    evidence: tuple[str, ...]


class Strength(IntEnum):
    """What the lists say of a word in a role."""

    NO = 0  # an ordinary word of English
    UNKNOWN = 1  # off every list
    OTHER = 2  # a name, but known in the other role only
    WORDY = 3  # listed, and mostly an ordinary word: Will, May, Love
    EITHER = 4  # listed, and as often a word or a place: Hope, Park, Boston
    SURE = 5


# (given, surname) → grade. What is not here is no name.
_GRADES = {
    (Strength.SURE, Strength.SURE): 3,
    (Strength.SURE, Strength.EITHER): 3,
    (Strength.EITHER, Strength.SURE): 3,
    (Strength.EITHER, Strength.EITHER): 1,
    (Strength.SURE, Strength.WORDY): 2,
    (Strength.WORDY, Strength.SURE): 2,
    (Strength.SURE, Strength.OTHER): 2,
    (Strength.OTHER, Strength.SURE): 2,
    (Strength.OTHER, Strength.OTHER): 2,  # surname first: Nguyen Minh
    (Strength.SURE, Strength.UNKNOWN): 2,
    (Strength.UNKNOWN, Strength.SURE): 2,
    (Strength.EITHER, Strength.UNKNOWN): 1,
    (Strength.UNKNOWN, Strength.EITHER): 1,
    (Strength.EITHER, Strength.OTHER): 1,
    (Strength.OTHER, Strength.EITHER): 1,
    (Strength.EITHER, Strength.WORDY): 1,
    (Strength.WORDY, Strength.EITHER): 1,
    (Strength.OTHER, Strength.UNKNOWN): 1,
}
_COMMON = 4  # frequency class from which a listed name carries an unknown one beside it
_WORDY_GIVEN, _WORDY_SURNAME = 5, 7  # below, a word of English is only a word


def normal(name: Name) -> str:
    """The folded "given surname": the key of a person. The given part is one word, or one letter.

    >>> normal(Name(0, 0, "José M.", "de la Cruz", 3, ()))
    'jose de la cruz'
    """
    return _normal(name.given, name.surname)


@lru_cache(maxsize=1 << 12)
def _normal(given: str, surname: str) -> str:
    first = next(filter(None, map(fold, given.replace(".", " ").split())), "")
    return " ".join(filter(None, [first, *map(fold, surname.split())]))


@by_names
@lru_cache(maxsize=1 << 15)
def surname_entry(surname: str) -> Entry:
    """The classes of a surname of several words, by the whole if it is listed, else by its last part.

    The Census writes DELACRUZ, STPIERRE and JEANBAPTISTE; of Smith-Jones both parts are asked.
    """
    whole = lookup(surname)
    if whole.surname or (" " not in surname and "-" not in surname):
        return whole
    parts = [part for part in surname.replace("-", " ").split() if fold(part) not in PARTICLES]
    entries = [lookup(part) for part in parts or [surname]]
    if "-" in surname:  # as sure as the better part
        return max(entries, key=lambda entry: (entry.word < 2, entry.surname))
    return entries[-1]


def given_entry(given: str) -> Entry:
    """The classes of a given name; of Jean-Pierre the first part counts if the whole is not listed."""
    whole = lookup(given)
    if whole.word > 1 and fold(given) in NICKNAMES:
        return whole._replace(word=1)
    return whole if whole.given or "-" not in given else lookup(given.split("-", 1)[0])


def strength(entry: Entry, *, surname: bool) -> Strength:
    """How strong a word is in a role."""
    own, other = (entry.surname, entry.given) if surname else (entry.given, entry.surname)
    if own:
        if entry.word < 2:
            return Strength.SURE
        if own < (_WORDY_SURNAME if surname else _WORDY_GIVEN):
            # Words that are as often a name: the rarer surnames of the famous (Johansson) are among them.
            return Strength.WORDY if surname and entry.word == 2 else Strength.NO
        return Strength.EITHER if entry.word == 2 else Strength.WORDY
    if entry.word > 1:
        return Strength.NO
    return Strength.OTHER if other else Strength.UNKNOWN


@by_names
@lru_cache(maxsize=1 << 12)
def pair_grade(given: str, surname: str) -> int:
    """The grade of two adjacent capitalised words (a surname may be several) as a person's name; 0: none."""
    first, last = given_entry(given), surname_entry(surname)
    one, two = strength(first, surname=False), strength(last, surname=True)
    folded, family = fold(given), fold(surname)
    if family in EAST_ASIAN and folded in SMALL:
        return 2
    grade = _GRADES.get((one, two), 0)
    if not grade or folded == family or any(folded in group and family in group for group in (MONTHS, COLOURS)):
        return 0
    if Strength.UNKNOWN in (one, two) and max(first.given, last.surname) < _COMMON:
        grade = min(grade, 1)
    if (last.given - last.surname >= 6 and last.given >= 10) or folded + family in FIRMS:
        grade = min(grade, 1)  # Mary Ann: two given names
    known = places()
    if folded + family in known.compounds or folded + family in NOBODY:
        return 0
    sure = first.given > 11 and first.given - first.surname > 3
    if folded in known.municipalities and family in known.municipalities and not sure:
        grade = min(grade, 1)  # towns in a row: Quincy Weymouth. But Sharon Lawrence
    return grade


def inverted_grade(surname: str, given: str) -> int:
    """The grade of "Surname, Given", where lists of towns, of surnames and of given names look alike."""
    first, last = given_entry(given), surname_entry(surname)
    known = places()
    folded = fold(surname)
    town = folded in known.towns or folded in known.states
    person = first.given > 10 and first.word < 2  # Washington, George
    if town and (fold(given) in known.towns or fold(given) in known.states or (last.word > 1 and not person)):
        return 0
    lean = last.given - last.surname
    if lean >= 6 or first.surname - first.given >= 6:
        return 0  # Mary, Ann, Jane; Smith, Jones. But Joseph, Charles and Louis lead the surnames of Haiti
    if first.given < 10 and (fold(given) in known.towns or fold(given) in known.countries):
        return 0
    one, two = strength(first, surname=False), strength(last, surname=True)
    if {one, two} <= {Strength.WORDY, Strength.EITHER, Strength.OTHER}:
        return 0
    if two is Strength.UNKNOWN and first.given < 6:
        return 0  # Helvetica, Arial
    return min(pair_grade(given, surname), 2 if lean >= 4 or one is Strength.UNKNOWN else 3)


def initial_grade(surname: str, *, dotted: bool) -> int:
    """The grade of an initial and a surname; `dotted`: the initial could not be a word of its own."""
    entry = surname_entry(surname)
    found = strength(entry, surname=True)
    if found == Strength.SURE and not entry.given - entry.surname >= 6:
        return 2 if dotted else 1
    return 2 if found == Strength.EITHER and entry.surname >= 9 and dotted else 0
