"""Finds the names of persons in running text. Labelled cells and values: `name_cells`, which this page re-exports.

First name or its initial, and a surname (201 CMR 17.02): initials, a first name, a surname alone are none. The
dictionaries and the shape decide the grade (SPEC §2, §3b); places, firms and headings are told apart by the
words round them. Called on windows round proved numbers, never on whole files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from piiscan.pairing import name_words as words
from piiscan.pairing.name_cells import labelled_name, parse_parts
from piiscan.pairing.name_grade import (
    Name,
    Strength,
    given_entry,
    initial_grade,
    inverted_grade,
    normal,
    pair_grade,
    strength,
    surname_entry,
)
from piiscan.pairing.name_pieces import Chunk, Kind, Piece, chunks, runs
from piiscan.pairing.name_table import fold, lookup
from piiscan.pairing.places import places

__all__ = ["Name", "find_names", "normal", "parse_name", "parse_parts"]

_MOST_WORDS = 5  # of one name: Maria Aparecida dos Santos Oliveira
_MOST_PIECES = 10  # with particles and initials
_MOST_INITIALS = 3  # J.R.R. Tolkien
_FIELD = re.compile(r" ?(?:[#:]|(?:account|acct|policy|id|no|number|card|member|plan|phone|routing)\b)", re.IGNORECASE)
_ZIP = re.compile(r",? ([A-Z]{2}),? (\d{3})\d\d(?!\d)")
_MANY = 9  # frequency class of a surname
_NUMBERED = re.compile(r"[.:#]? ?#?\d")
_HOUSE = re.compile(r"\d[A-Za-z]? $")


def find_names(text: str) -> list[Name]:
    """The persons named in a window of running text, in its order, graded.

    >>> [(name.given, name.surname, name.grade) for name in find_names("Wire to O'Brien, Ann M. by Friday.")]
    [('Ann', "O'Brien", 3)]
    """
    found: list[Name] = []
    for start, end in runs(text):
        parts = list(chunks(text, start, end))
        at = 0
        listing = False  # the second or later of words between commas: Mary, John, Ann
        while at < len(parts):
            chunk = parts[at]
            if chunk.end in {",", "/"} and at + 1 < len(parts):
                name = _inverted(text, chunk, parts[at + 1], alone=len(parts) == 2, listing=listing)
                if name is not None:
                    found.append(name)
                    at += 2
                    listing = False
                    continue
            found.extend(_plain(text, chunk))
            listing = chunk.end == "," and len(chunk.pieces) == 1
            at += 1
    return found


def parse_name(text: str, *, labelled: bool) -> Name | None:
    """The person a whole text is: a cell, a value, what stands behind "Name:".

    `labelled`: its header, key or label says it is a name, and structure is enough. If not, the text must be a
    name as `find_names` finds them and nothing else; in small letters only if both parts are listed.

    >>> parse_name("phoeung, sopheap", labelled=True).given
    'sopheap'
    >>> parse_name("Lee Company", labelled=True) is None
    True
    """
    if labelled:
        return labelled_name(text)
    lower = text.isascii() and text.islower()
    found = find_names(text.title() if lower else text)
    if len(found) != 1 or (lower and found[0].grade < 3):
        return None
    name = found[0]
    rest = f"{text[: name.start]} {text[name.end :]}"
    extra = rest.replace(".", " ").replace(",", " ").replace("/", " ").split()
    if any(fold(word) not in words.TITLES | words.SUFFIXES for word in extra):
        return None
    return name._replace(given=name.given.lower(), surname=name.surname.lower()) if lower else name


def known_name(text: str) -> Name | None:
    """The person a whole text is, where nothing says that it is a name: found as in running text, or listed in full.

    >>> known_name("dos santos, ana").surname, known_name("Harbor Light Books")
    ('dos santos', None)
    """
    name = parse_name(text, labelled=False)
    if name is not None and name.grade > 1:
        return name
    name = labelled_name(text)
    return name if name is not None and "name:listed" in name.evidence else None


class _Reading(NamedTuple):
    """A way to read a name out of a chunk: from one piece on, the surname in pieces [family, last]."""

    grade: int
    strength: int  # of the surname: decides between readings of one grade
    family: int
    last: int
    evidence: str


_NOTHING = _Reading(0, 0, 0, 0, "")


def _plain(text: str, chunk: Chunk) -> Iterator[Name]:
    """Names in the order First [Middle] Last."""
    pieces = chunk.pieces
    opener = chunk.before
    structure = opener is not None and (opener.folded in words.TITLES or opener.kind is Kind.SALUTATION)
    at = 0
    while at < len(pieces) - 1:
        reading = _read(text, chunk, at, structure=structure)
        if reading.grade < 3 and at + 2 < len(pieces):
            other = _read(text, chunk, at + 1, structure=False)
            if other.grade > reading.grade:
                at, reading = at + 1, other
        structure = False
        if not reading.grade:
            at += 1
            continue
        grade, evidence = _in_context(text, chunk, at, reading)
        if grade:
            first, last = pieces[at], pieces[reading.last]
            surname = text[pieces[reading.family].start : last.end]
            given = first.text
            if reading.last == at + 1 and _leans(first) < -2 and _leans(last) > 2:  # SMITH JOHN
                given, surname = surname, given
            yield Name(first.start, last.end, given, surname, grade, (evidence,))
        at = reading.last + 1


def _read(text: str, chunk: Chunk, at: int, *, structure: bool) -> _Reading:
    """The best reading of a name that begins at a piece."""
    pieces = chunk.pieces
    first = pieces[at]
    if first.kind is Kind.INITIAL:
        return _read_initial(text, chunk, at, structure=structure)
    if first.kind is not Kind.WORD or (first.folded in words.NOT_FIRST and not structure):
        return _NOTHING
    best = _NOTHING
    longest = _NOTHING
    for last in range(at + 1, _reach(pieces, at)):
        if pieces[last].kind is not Kind.WORD:
            continue
        family = last
        while family - 1 > at and pieces[family - 1].kind is Kind.PARTICLE:
            family -= 1
        surname = text[pieces[family].start : pieces[last].end]
        strong = strength(surname_entry(surname), surname=True)
        longest = _Reading(2, strong, family, last, "name:title") if strong else longest
        grade = pair_grade(first.text, surname)
        # Walter Lee Page, but Walter Lee, Page 3
        longer = best.grade == 3 and not _NUMBERED.match(text, pieces[last].end)
        longer = longer and (grade == 3 or _is_surname(pieces[last]))
        grade = 3 if longer else grade
        if grade and (longer or (grade, strong) >= best[:2]):
            best = _Reading(grade, strong, family, last, "name:listed" if grade == 3 else "name:part-listed")
    if structure and best.grade < 2 and strength(given_entry(first.text), surname=False):
        return longest
    return best


def _is_surname(piece: Piece) -> bool:
    """Whether a word that is an ordinary one too is a surname of many, and of no place: Day, not Hill."""
    return lookup(piece.text).surname >= _MANY and piece.folded not in words.LANDSCAPE | words.SOFT_STREETS


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
            if at + 2 <= index < len(pieces) - 1 and _leans(pieces[index]) > 2 and _leans(pieces[index - 1]) < -2:
                return index
    return most


def _leans(piece: Piece) -> int:
    """Above 0: a word met more as a given name than as a surname."""
    entry = lookup(piece.text)
    return entry.given - entry.surname


def _read_initial(text: str, chunk: Chunk, at: int, *, structure: bool) -> _Reading:
    """An initial or several, then a surname: A. Lee, J.R. Smith, F M Last."""
    pieces = chunk.pieces
    end = min(len(pieces), at + _MOST_PIECES)
    last = at
    while last < end and pieces[last].kind is Kind.INITIAL:
        last += 1
    family = last
    while last < end and pieces[last].kind is Kind.PARTICLE:
        last += 1
    if last == end or family - at > _MOST_INITIALS or pieces[last].kind is not Kind.WORD:
        return _NOTHING
    surname = text[pieces[family].start : pieces[last].end]
    first = pieces[at]
    # "A Lee" may be an article, "Section B Jones" a heading.
    labelled = chunk.before is None or at > 0 or chunk.before.folded in words.PERSON_LABELS or structure
    dotted = first.dotted or family - at > 1 or (first.text not in {"A", "I"} and labelled)
    grade = initial_grade(surname, dotted=dotted)
    strong = strength(surname_entry(surname), surname=True)
    if structure and grade < 2 and strong:
        grade = 2
    return _Reading(grade, strong, family, last, "name:initial")


def _in_context(text: str, chunk: Chunk, at: int, reading: _Reading) -> tuple[int, str]:
    """The grade after a look at the words round the name, and the reason for it."""
    pieces = chunk.pieces
    first, last = pieces[at], pieces[reading.last]
    following = pieces[reading.last + 1] if reading.last + 1 < len(pieces) else chunk.after
    numbered = bool(_HOUSE.search(text, max(0, first.start - 3), first.start))
    if following is not None:
        if following.kind is Kind.STREET or (numbered and following.folded in words.SOFT_STREETS):
            return 0, ""
        if following.kind is Kind.ORGANISATION and not _FIELD.match(text, following.end):
            return min(reading.grade, 1), "name:organisation"
    if numbered and last.folded in words.SOFT_STREETS:
        return 0, ""
    if last.folded in words.LANDSCAPE:
        entry = lookup(last.text)
        person = strength(given_entry(first.text), surname=False) == Strength.SURE
        if not person or entry.surname < 9 or first.folded in places().towns or first.folded in places().states:
            return 0, ""
        return (reading.grade if entry.surname > 11 else min(reading.grade, 2)), reading.evidence
    town = _ZIP.match(text, last.end)
    if town and town[1] != "MA" and places().zip_states.get(town[2]) == town[1]:
        return 0, ""  # Glen Allen, VA 23060
    return reading.grade, reading.evidence


def _inverted(text: str, one: Chunk, two: Chunk, *, alone: bool, listing: bool) -> Name | None:
    """A name in the order Last, First [M], or LAST/FIRST M as the whole of a run."""
    if one.end == "/" and not (alone and text[two.pieces[-1].end :][:1] != "/"):
        return None
    if two.before is not None or (one.before is not None and one.before.kind is Kind.TITLE):
        return None
    given = two.pieces[0]
    family = _family(one, given) if given.kind <= Kind.INITIAL else []
    if not family or (listing and _leans(family[-1]) >= 0):
        return None
    surname = text[family[0].start : family[-1].end]
    house = _HOUSE.search(text, max(0, one.pieces[0].start - 3), one.pieces[0].start)
    if house and family[-1].folded in words.SOFT_STREETS:
        return None  # 877 Elm Lane, Nashua
    if given.kind is Kind.INITIAL:
        article = not given.dotted and re.match(" [a-z]", text[given.end : given.end + 2])  # "Smith, A nurse"
        grade = 0 if article else initial_grade(surname, dotted=True)
    else:
        grade = inverted_grade(surname, given.text)
        if not grade:
            return _delimited(one, two, text)
    end = _end_of_given(two)
    if not grade or not end or (one.end == "/" and grade < 3):
        return None
    initial = given.kind is Kind.INITIAL
    evidence = "name:initial" if initial else "name:listed" if grade == 3 else "name:part-listed"
    return Name(family[0].start, end, given.text, surname, grade, (evidence,))


def _delimited(one: Chunk, two: Chunk, text: str) -> Name | None:
    """First,Last in a line of values: no blank behind the comma, and the lists sure about the order."""
    if len(one.pieces) != 1 or len(two.pieces) != 1 or text[two.pieces[0].start - 1] != ",":
        return None
    first, last = one.pieces[0], two.pieces[0]
    if _leans(first) < 3 or _leans(last) > -3 or pair_grade(first.text, last.text) < 3:
        return None
    return Name(first.start, last.end, first.text, last.text, 2, ("name:listed",))


def _family(chunk: Chunk, given: Piece) -> list[Piece]:
    """The pieces of a surname before a comma; none where they are a whole name: Ann Lee, Boston."""
    pieces = [piece for piece in chunk.pieces if piece.kind is not Kind.SUFFIX]
    if not pieces or pieces[-1].kind is not Kind.WORD:
        return []
    begin = len(pieces) - 1
    while begin and pieces[begin - 1].kind is Kind.PARTICLE:
        begin -= 1
    if begin > 1 or (begin and pieces[0].kind is not Kind.WORD):
        return []
    if begin and pair_grade(pieces[0].text, pieces[-1].text) > 1:
        both = _leans(pieces[0]) < -3 and _leans(pieces[-1]) < -3 and _leans(given) > 0
        return pieces if both else []  # Garcia Lopez, Maria
    return pieces[begin:]


def _end_of_given(chunk: Chunk) -> int:
    """Where the given names behind a comma end; 0 where they are no given names: Boston, Ann Lee."""
    end = chunk.pieces[0].end
    for piece in chunk.pieces[1:3]:
        if piece.kind is Kind.WORD and _leans(piece) < 0:
            return 0 if strength(lookup(piece.text), surname=True) == Strength.SURE else end
        if piece.kind > Kind.INITIAL:
            return end
        end = piece.end
    after = chunk.after if len(chunk.pieces) < 4 else None
    return 0 if after is not None and after.kind in {Kind.ORGANISATION, Kind.STREET} else end
