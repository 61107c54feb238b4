"""Finds the names of persons in running text. Labelled cells and values: `cells`, which this page re-exports.

First name or its initial, and a surname (201 CMR 17.02): initials, a first name, a surname alone are none. The
dictionaries and the shape decide the grade (SPEC §2, §3b); places, firms and headings are told apart by the
words round them. Called on windows round proved numbers, never on whole files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.addresses import COMPASS, HOUSE, ZIP, is_address, is_town
from piiscan.pairing.names.cells import as_filed, labelled_name, parse_parts
from piiscan.pairing.names.couples import with_couples
from piiscan.pairing.names.grade import (
    Name,
    Strength,
    given_entry,
    initial_grade,
    inverted_grade,
    normal,
    pair_grade,
    strength,
)
from piiscan.pairing.names.partners import is_legal_form, names_firm
from piiscan.pairing.names.pieces import Chunk, Kind, Piece, chunks, runs
from piiscan.pairing.names.readings import (
    Reading,
    begins_surname,
    belongs,
    by_standing,
    end_of_given,
    leans,
    read,
    whole,
)
from piiscan.pairing.names.standing import begins_in_field, fills_column, in_roster
from piiscan.pairing.names.table import by_names, fold, lookup
from piiscan.pairing.residence.places import places

__all__ = ["Name", "find_names", "normal", "parse_name", "parse_parts"]

VALUES = "name:values"
"""Of a person whom two values beside each other name, of which only the lists say that they are names."""
_FIELD = later(r" ?(?:[#:]|(?:account|acct|policy|id|no|number|card|member|plan|phone|routing)\b)", re.IGNORECASE)
_OF_BANK = later(
    r" (?:(?:Federal|Employees|State|National|Community|Five Cents?|Savings|Co-?operative),? ){0,3}"
    r"(?:Credit Union|(?:Savings|National|Co-?operative|Community|Five|Trust) Bank)\b(?! *(?:#|accounts?\b|acct))",
    re.IGNORECASE,
)
BETWEEN = " .,/"  # one of these is between any two words of a name
_BEFORE, _BEHIND = 48, 64  # characters round a run of words that say whether it is a name: see `standing`
_SURE_ORDER = 3  # frequency classes between a given name and a surname
_STATE = later(r",\s*M[AD]\.\s+")  # which are degrees as well, and those stand behind a name
_PLACED = later(r"\b(?:of|in|at|from|near) $")
_DOTTED = later(r"(?:N\. ?[HYJCMD]|R\. ?I|S\. ?[CD])\b")  # codes of states, as they were written
_GREETED = later(r",[ \t\r]*(?:\n|\Z)")


def find_names(text: str) -> list[Name]:
    """The persons named in a window of running text, in its order, graded.

    >>> [(name.given, name.surname, name.grade) for name in find_names("Wire to O'Brien, Ann M. by Friday.")]
    [('Ann', "O'Brien", 3)]
    """
    found: list[Name] = []
    if not any(mark in text for mark in BETWEEN):
        return found  # one word, as in most cells
    for start, end in runs(text):
        first = max(0, start - _BEFORE)
        named = _in_run(text[first : end + _BEHIND], start - first, end - first)
        found += [Name(name[0] + first, name[1] + first, *name[2:]) for name in named] if first else named
    return found


@by_names
@lru_cache(maxsize=1 << 12)  # stretches of a long line overlap, and so do paragraphs: a run is in several of them
def _in_run(text: str, start: int, end: int) -> tuple[Name, ...]:
    """The persons named in one run, of which nothing further off than the ends of `text` tells."""
    found: list[Name] = []
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
    return tuple(found)


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
    if any(fold(word) not in words.ADDED for word in extra):
        return None
    return name._replace(given=name.given.lower(), surname=name.surname.lower()) if lower else name


def listed_parts(given: str, surname: str) -> Name | None:
    """A given name and a surname that are values beside each other, where the lists are sure, and say which is which.

    >>> listed_parts("Ann", "Lee").surname, listed_parts("Boston", "Lowell")
    ('Lee', None)
    """
    first, last = lookup(given), lookup(surname)
    if first.given - first.surname < _SURE_ORDER or last.surname < last.given or pair_grade(given, surname) < 3:
        return None
    return Name(0, 0, given, surname, 2, (VALUES, "name:listed"))


@by_names
@lru_cache(maxsize=1 << 10)
def all_names(text: str) -> tuple[Name, ...]:
    """The persons that a whole value names for sure, each once: a cell, or what stands behind a label or key.

    >>> [name.given for name in all_names("John and Mary Smith")], len(all_names("Lee, Ann")), all_names("Lee & Sons")
    (['John', 'Mary'], 1, ())
    """
    text = as_filed(text)
    found = {normal(name): name for name in with_couples(text, find_names(text)) if name.grade > 1}
    return tuple(found.values())


def known_name(text: str) -> Name | None:
    """The person a whole text is, where nothing says that it is a name: found as in running text, or listed in full.

    >>> known_name("dos santos, ana").surname, known_name("Halloran M.").surname, known_name("Harbor Light Books")
    ('dos santos', 'Halloran', None)
    """
    name = parse_name(text, labelled=False)
    if name is not None and name.grade > 1:
        return name
    name = labelled_name(text)
    if name is not None and name.given + "." == text[-2:] and initial_grade(name.surname, dotted=True) > 1:
        return name._replace(grade=2)
    return name if name is not None and "name:listed" in name.evidence else None


def _plain(text: str, chunk: Chunk) -> Iterator[Name]:
    """Names in the order First [Middle] Last."""
    pieces = chunk.pieces
    opener = chunk.before
    structure = opener is not None and (opener.folded in words.TITLES or opener.kind is Kind.SALUTATION)
    at = 0
    while at < len(pieces) - 1:
        reading = read(text, chunk, at, structure=structure)
        compound = reading.grade > 1 and begins_surname(pieces, at + 1, len(pieces)) and pieces[at].kind is Kind.INITIAL
        if reading.grade < 3 and at + 2 < len(pieces) and not compound:
            other = read(text, chunk, at + 1, structure=False)
            if other.grade > reading.grade:
                begins = at if belongs(pieces, at) else at + 1  # Ssebo Ann Mensah
                at, reading = begins, other
        reading = whole(text, pieces, reading) if reading.grade > 1 else by_standing(text, chunk, at) or reading
        structure = False
        if not reading.grade:
            at += 1
            continue
        grade, evidence = _in_context(text, chunk, at, reading)
        if grade:
            first, last = pieces[at], pieces[reading.last]
            surname = text[pieces[reading.family].start : last.end]
            given = first.text
            if reading.last == at + 1 and leans(first) < -2 and leans(last) > 2:  # SMITH JOHN
                given, surname = surname, given
                grade = max(grade, 2) if fills_column(text, first.start, last.end) else grade
            yield Name(first.start, last.end, given, surname, grade, (evidence,))
        at = reading.last + 1


def _in_context(text: str, chunk: Chunk, at: int, reading: Reading) -> tuple[int, str]:
    """The grade after a look at the words round the name, and the reason for it."""
    pieces = chunk.pieces
    first, last = pieces[at], pieces[reading.last]
    following = pieces[reading.last + 1] if reading.last + 1 < len(pieces) else chunk.after
    numbered = bool(HOUSE.search(text, max(0, first.start - 3), first.start))
    if following is not None:
        if following.kind is Kind.STREET or (numbered and following.folded in words.SOFT_STREETS):
            return 0, ""
        if following.kind is Kind.ORGANISATION and not _FIELD.match(text, following.end):
            return min(reading.grade, 1), "name:organisation"
        if following.kind is Kind.STOP and following.text[0].isupper() and _OF_BANK.match(text, last.end):
            return min(reading.grade, 1), "name:organisation"
    if names_firm(text, last.end):
        return min(reading.grade, 1), "name:organisation"
    if (numbered and last.folded in words.SOFT_STREETS) or is_town(text, first, last):
        return 0, ""
    if last.folded in words.LANDSCAPE:
        entry = lookup(last.text)
        person = strength(given_entry(first.text), surname=False) == Strength.SURE
        person = person or (first.dotted and first.kind is Kind.INITIAL and first.folded not in COMPASS)
        person = person or (last.folded in words.EAST_ASIAN and reading.grade == 3)  # Soo Jin Park
        if not person or entry.surname < 9 or first.folded in places().towns or first.folded in places().states:
            return 0, ""
        return (reading.grade if entry.surname > 11 else min(reading.grade, 2)), reading.evidence
    town = ZIP.match(text, last.end)
    elsewhere = town and town[1] != "MA" and places().zip_states.get(town[2]) == town[1]  # Glen Allen, VA 23060
    return (0, "") if elsewhere else (reading.grade, reading.evidence)


def _inverted(text: str, one: Chunk, two: Chunk, *, alone: bool, listing: bool) -> Name | None:
    """A name in the order Last, First [M], or LAST/FIRST M as the whole of a run."""
    if one.end == "/" and not (alone and text[two.pieces[-1].end :][:1] != "/"):
        return None
    titled = one.before if one.before is not None and one.before.kind is Kind.TITLE else None
    if two.before is not None or (titled and not in_roster(text, titled.start, two.pieces[-1].end)):
        return None
    given = two.pieces[0]
    family = _family(one, given) if given.kind <= Kind.INITIAL else []
    if not family or (listing and leans(family[-1]) >= 0) or _are_greeted(text, one, two):
        return None
    placed = _PLACED.search(text, max(0, family[0].start - 6), family[0].start) and _DOTTED.match(text, given.start)
    if placed or _STATE.fullmatch(text, family[-1].end, given.start):
        return None  # of Keene, N.H.; lives in Lowell, MA. Bob says
    surname = text[family[0].start : family[-1].end]
    house = HOUSE.search(text, max(0, one.pieces[0].start - 3), one.pieces[0].start)
    if house and family[-1].folded in words.SOFT_STREETS:
        return None  # 877 Elm Lane, Nashua
    if is_address(text, family[-1], given):
        return None  # 12 Elm, Nashua NH; 3 Lookout Hill, Marion, MA
    if given.kind is Kind.INITIAL:
        article = not given.dotted and re.match(" [a-z]", text[given.end : given.end + 2])  # "Smith, A nurse"
        grade = 0 if article or is_legal_form(text, given.start) else initial_grade(surname, dotted=True)
    else:
        grade = inverted_grade(surname, given.text)
        if not grade:
            return _delimited(one, two, text)
    end = end_of_given(two, family[-1].folded)
    if not grade or not end or (one.end == "/" and grade < 3):
        return None
    initial = given.kind is Kind.INITIAL
    evidence = "name:initial" if initial else "name:listed" if grade == 3 else "name:part-listed"
    begins = begins_in_field(text, family[0].start) if family[0] is one.pieces[0] else family[0].start
    return Name(begins, end, given.text, text[begins : family[-1].end], grade, (evidence,))


def _are_greeted(text: str, one: Chunk, two: Chunk) -> bool:
    """Whether two first names are all of a line, each with a comma behind it: "Stefan, Jovana,"."""
    line = text[: one.pieces[0].start].rpartition("\n")[2]
    alone = len(one.pieces) == len(two.pieces) == 1 and not line.strip("> \t")
    return alone and leans(one.pieces[0]) > 0 and _GREETED.match(text, two.pieces[0].end) is not None


def _delimited(one: Chunk, two: Chunk, text: str) -> Name | None:
    """First,Last in a line of values: no blank behind the comma, and the lists sure about the order."""
    if len(one.pieces) != 1 or len(two.pieces) != 1 or text[two.pieces[0].start - 1] != ",":
        return None
    first, last = one.pieces[0], two.pieces[0]
    if leans(first) < _SURE_ORDER or leans(last) > -_SURE_ORDER or pair_grade(first.text, last.text) < 3:
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
        both = leans(pieces[0]) < -3 and leans(pieces[-1]) < -3 and leans(given) > 0
        return pieces if both else []  # Garcia Lopez, Maria
    return pieces[begin:]
