"""Ways to read a name out of a chunk of words, graded: by the lists, by an initial, by where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.grade import Strength, given_entry, initial_grade, pair_grade, strength, surname_entry
from piiscan.pairing.names.pieces import Chunk, Kind, Piece
from piiscan.pairing.names.standing import before_a_number, behind_a_role
from piiscan.pairing.names.table import UNLISTED, fold, lookup
from piiscan.pairing.residence.places import places

_MOST_WORDS = 5  # of one name: Maria Aparecida dos Santos Oliveira
_MOST_PIECES = 10  # with particles and initials
_MOST_PLACED = 4  # words of a name that only its place tells
_MOST_INITIALS = 3  # J.R.R. Tolkien
_ACRONYM = 4  # letters: IRA, JCB, FSA
_TWO, _SYLLABLE = 2, 5  # letters: Wai Ling
_MANY = 9  # frequency class of a surname
_SURE_SURNAME = 11
_NUMBERED = later(r"[.:#]? ?#?\d")
_OF_FIRM = later(  # Charles Schwab brokerage account
    r"(?:'s|\u2019s)? (?:brokerage|investments?|advis[eo]r|acc(?:oun)?t|roth|ira|401|403|annuity|mutual fund|policy)\b",
    re.IGNORECASE,
)
_OF_PLACES = words.LANDSCAPE | words.SOFT_STREETS
_MARKS = frozenset(",.;:()'\u2019")
_TRADE = later(
    r"\w{3}(?:er|or|ist|ian|man|woman|ee|strasse|straat|platz|weg|[ts]ion|ment)s?$|board(?:ing|ed)$"
)  # Adjuster, a street, Onboarding: no names off the lists


class Reading(NamedTuple):
    """A way to read a name out of a chunk: from one piece on, the surname in pieces [family, last]."""

    grade: int
    strength: int  # of the surname: decides between readings of one grade
    family: int
    last: int
    evidence: str


NOTHING = Reading(0, 0, 0, 0, "")


def read(text: str, chunk: Chunk, at: int, *, structure: bool) -> Reading:
    """The best reading of a name that begins at a piece."""
    pieces = chunk.pieces
    first = pieces[at]
    if first.kind is Kind.INITIAL:
        return _read_initial(text, chunk, at, structure=structure)
    if first.kind is not Kind.WORD or (first.folded in words.NOT_FIRST and not structure):
        return NOTHING
    best = NOTHING
    longest = NOTHING
    for last in range(at + 1, _reach(pieces, at)):
        if pieces[last].kind is not Kind.WORD:
            continue
        family = last
        while family - 1 > at and pieces[family - 1].kind is Kind.PARTICLE:
            family -= 1
        surname = text[pieces[family].start : pieces[last].end]
        strong = strength(surname_entry(surname), surname=True)
        longest = Reading(2, strong, family, last, "name:title") if structure and strong else longest
        grade = pair_grade(first.text, surname)
        if grade == 1 and first.folded + fold(surname) in words.FIRMS and _OF_FIRM.match(text, pieces[last].end):
            return NOTHING
        # Walter Lee Page, but Walter Lee, Page 3
        longer = best.grade == 3 and not _NUMBERED.match(text, pieces[last].end)
        longer = longer and (grade == 3 or _is_surname(pieces[last]) or _is_behind_given(pieces, at, last))
        grade = 3 if longer else grade
        if grade and (longer or (grade, strong) >= best[:2]):
            best = Reading(grade, strong, family, last, "name:listed" if grade == 3 else "name:part-listed")
    if structure and best.grade < 2 and strength(given_entry(first.text), surname=False):
        return longest
    return best


def _is_surname(piece: Piece) -> bool:
    """Whether a word that is an ordinary one too is a surname of many, and of no place: Day, not Hill."""
    return lookup(piece.text).surname >= _MANY and piece.folded not in _OF_PLACES


def _is_behind_given(pieces: list[Piece], at: int, last: int) -> bool:
    """Whether a surname of East Asia that is a place too stands behind two given names: Soo Jin Park."""
    return last - at == _TWO and pieces[last].folded in words.EAST_ASIAN and leans(pieces[last - 1]) >= 0


def _reach(pieces: list[Piece], at: int) -> int:
    """The end of what one name can hold from a piece on: five words, and not into the next person's name."""
    count = 0
    most = min(len(pieces), at + _MOST_PIECES)
    for index in range(at, most):
        kind = pieces[index].kind
        if kind is Kind.SUFFIX:
            return index
        if kind is Kind.WORD:
            count += 1
            if count > _MOST_WORDS:
                return index
            if at + 2 <= index < len(pieces) - 1 and leans(pieces[index]) > 2 and leans(pieces[index - 1]) < -2:
                return index
            whole = at + 2 <= index and pair_grade(pieces[at].text, pieces[index - 1].text) == 3
            if whole and _is_acronym(pieces, index):
                return index
    return most


def _is_acronym(pieces: list[Piece], index: int) -> bool:
    """Whether a word is a few capitals, and the one before it is not written so: Ann Lee IRA."""
    text = pieces[index].text
    return 2 <= len(text) <= _ACRONYM and text.isupper() and not pieces[index - 1].text.isupper()


def leans(piece: Piece) -> int:
    """Above 0: a word met more as a given name than as a surname."""
    entry = lookup(piece.text)
    return entry.given - entry.surname


def _read_initial(text: str, chunk: Chunk, at: int, *, structure: bool) -> Reading:
    """An initial or several, then a surname: A. Lee, J.R. Smith, F M Last."""
    pieces = chunk.pieces
    end = min(len(pieces), at + _MOST_PIECES)
    last = at
    while last < end and pieces[last].kind is Kind.INITIAL:
        last += 1
    family = last
    while last < end and (pieces[last].kind is Kind.PARTICLE or begins_surname(pieces, last, end)):
        last += 1
    if last == end or family - at > _MOST_INITIALS or pieces[last].kind is not Kind.WORD:
        return NOTHING
    surname = text[pieces[family].start : pieces[last].end]
    first = pieces[at]
    if text[first.start - 1 : first.start] == "/" == text[pieces[last].end : pieces[last].end + 1]:
        return NOTHING  # SEX/M.RAC/W: fields of a message
    # "A Lee" may be an article, "Section B Jones" a heading.
    labelled = chunk.before is None or at > 0 or chunk.before.folded in words.PERSON_LABELS or structure
    dotted = first.dotted or family - at > 1 or (first.text not in {"A", "I"} and labelled)
    grade = initial_grade(surname, dotted=dotted)
    strong = strength(surname_entry(surname), surname=True)
    if grade < 2 and strong and (structure or (dotted and _is_closed(text, pieces[last]))):
        grade = 2
    return Reading(grade, strong, family, last, "name:initial")


def _is_closed(text: str, last: Piece) -> bool:
    """Whether a mark follows a surname of many that is a word too: "R. Day, on", not "of vitamin B. Long lines"."""
    return lookup(last.text).surname >= _SURE_SURNAME and text[last.end : last.end + 1] in _MARKS


def begins_surname(pieces: list[Piece], at: int, end: int) -> bool:
    """Whether a word in capitals begins a surname of two behind an initial: S. Van Houten."""
    if pieces[at].folded not in words.PARTICLES or at + 1 >= end:
        return False
    return pieces[at].kind is Kind.WORD and pieces[at + 1].kind is Kind.WORD


def belongs(pieces: list[Piece], at: int) -> bool:
    """Whether a piece before a name is one more of it: off every list, so no word and no title of a person."""
    piece = pieces[at]
    return piece.kind is Kind.WORD and lookup(piece.text) == UNLISTED and not _TRADE.search(piece.folded)


def whole(text: str, pieces: list[Piece], reading: Reading) -> Reading:
    """A name with one more word behind it that is off every list and ends the run: Fatou James Ssemakula."""
    last = reading.last + 1
    if last + 1 != len(pieces) or not belongs(pieces, last) or _NUMBERED.match(text, pieces[-1].end):
        return reading
    if _is_acronym(pieces, last):
        return reading
    return reading._replace(family=last, last=last)


def by_standing(text: str, chunk: Chunk, at: int) -> Reading | None:
    """A name by where it stands, though the lists say too little: behind a word for a person, before their number."""
    pieces = chunk.pieces
    last = min(len(pieces), at + _MOST_PIECES) - 1
    while last > at and pieces[last].kind is not Kind.WORD:
        last -= 1
    words_of = sum(piece.kind is Kind.WORD for piece in pieces[at : last + 1])
    first = pieces[at]
    if last == at or words_of > _MOST_PLACED or first.kind > Kind.INITIAL or first.folded in words.NOT_FIRST:
        return None
    family = last
    while family - 1 > at and pieces[family - 1].kind is Kind.PARTICLE:
        family -= 1
    surname = text[pieces[family].start : pieces[last].end]
    if first.folded + fold(surname) in places().compounds or first.folded in places().states:
        return None
    ends = pieces[-1].end + pieces[-1].dotted
    role = not at and (chunk.before is None or chunk.before.kind is Kind.STOP) and behind_a_role(text, first.start)
    if not (role or (first.folded + fold(surname) not in words.FIRMS and before_a_number(text, ends))):
        return None
    return Reading(2, strength(surname_entry(surname), surname=True), family, last, "name:by-place")


def end_of_given(chunk: Chunk, family: str) -> int:
    """Where the given names behind a comma end; 0 where they are none: Boston, Ann Lee. But Chan, Wai Ling."""
    end = chunk.pieces[0].end
    syllables = all(len(piece.folded) <= _SYLLABLE and piece.kind is Kind.WORD for piece in chunk.pieces)
    if family in words.EAST_ASIAN and len(chunk.pieces) == _TWO and syllables and chunk.after is None:
        return chunk.pieces[1].end
    for piece in chunk.pieces[1:3]:
        if piece.kind is Kind.WORD and leans(piece) < 0:
            return 0 if strength(lookup(piece.text), surname=True) == Strength.SURE else end
        if piece.kind > Kind.INITIAL:
            return end
        end = piece.end
    after = chunk.after if len(chunk.pieces) < 4 else None
    return 0 if after is not None and after.kind in {Kind.ORGANISATION, Kind.STREET} else end
