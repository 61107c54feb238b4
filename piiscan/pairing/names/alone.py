"""The one person a text can mean where no name in it is on the lists. Asked only beside a proved number."""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.grade import Name, normal
from piiscan.pairing.names.in_text import parse_name
from piiscan.pairing.names.pieces import Chunk, Kind, Piece, chunks, runs
from piiscan.pairing.names.table import by_names, fold, lookup
from piiscan.pairing.residence.places import places

_MOST_WORDS = 4
_MOST_GIVEN = 3
_ARTICLE = later(
    r"(?:^|[^\w])(?:the|a|an|our|your|this|that|in|at|using|via|from the|see"
    r"|(?:due|paid|wages|income) (?:from|by)|owed by|employ(?:ed|ee|er) (?:at|by|of)|work(?:s|ed|ing)? (?:at|for))\s$",
    re.IGNORECASE,
)
_PARTED = later(r"['\u2019-]|^(?:Ma?c|De|Di|La|Le|Van|Fitz)[A-Z]")
_SMALL_REACH = 64
_SMALL = later(
    r"(?:^|[\s|;:(])([a-z][a-z'\u2019-]+, ?[a-z][a-z'\u2019-]+(?: [a-z]\.?)?)[ ,:|(-]{1,3}(?:(?:ssn|ss)[#: ]{1,3})?$"
)
_ARTICLE_REACH = 16
_WORDY = 2  # the class from which a name is as often a word
_ACRONYM = 5  # letters
_WORDS = later(r"(?<![\w@./])[a-z]{2,}(?![\w@=/])")
_FEWEST_WORDS = 3


@by_names
@lru_cache(maxsize=1 << 6)  # many numbers may stand in one line
def only_one(text: str) -> Name | None:
    """The one person that a text can mean, where nothing in it is a name by the lists: two words off them, in capitals.

    >>> only_one("It was driven by Ssebo Kiggundu, who was not hurt.").surname
    'Kiggundu'
    >>> only_one("Ssebo Kiggundu met Nakato Wanjiku."), only_one("Fixed in the Acme Widget."), only_one("Ann Lee")
    (None, None, None)
    """
    if len(_WORDS.findall(text)) < _FEWEST_WORDS:
        return None  # no sentence
    found: dict[str, Name] = {}
    for start, end in runs(text):
        parts = list(chunks(text, start, end))
        for at, chunk in enumerate(parts):
            inverted = chunk.end == "," and len(parts) == 2 and not at and len(chunk.pieces) == 1
            two = parts[1].pieces if inverted else []
            if inverted and 0 < len(two) < _MOST_GIVEN and parts[1].before is None and two[0].kind is Kind.WORD:
                pieces = [*two[:1], *chunk.pieces]
            elif at and parts[at - 1].end == "," and len(parts) == 2:
                break
            else:
                pieces = chunk.pieces
            name = _unlisted(text, chunk, pieces)
            if name is not None:
                found[normal(name)] = name
    return next(iter(found.values())) if len(found) == 1 else None


def in_small_letters(text: str, at: int) -> Name | None:
    """The person listed in small letters, surname first, directly before a number: both names are on the lists.

    >>> in_small_letters("haddad, omar 010-94-0001 paid", 13).surname, in_small_letters("then, so 010-94-0001", 9)
    ('haddad', None)
    """
    begin = max(0, at - _SMALL_REACH)
    found = _SMALL.search(text[begin:at])
    name = parse_name(found[1], labelled=False) if found is not None else None
    if found is None or name is None:
        return None
    start = begin + found.start(1)
    return name._replace(start=start + name.start, end=start + name.end)


def _unlisted(text: str, chunk: Chunk, pieces: list[Piece]) -> Name | None:
    """A chunk that is all of a name which is off the lists: no ordinary word, no place, no firm, no article before."""
    pieces = [piece for piece in pieces if piece.kind is not Kind.SUFFIX]
    count = sum(piece.kind is Kind.WORD for piece in pieces)
    if not 2 <= count < _MOST_WORDS or pieces[0].kind is not Kind.WORD or pieces[-1].kind is not Kind.WORD:
        return None
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    if _ARTICLE.search(text, max(0, start - _ARTICLE_REACH), start) or (chunk.after and chunk.after.kind > Kind.TITLE):
        return None
    written = [piece for piece in pieces if piece.kind is Kind.WORD]
    if not all(map(_may_name, written)):
        return None
    sure = sum(lookup(piece.text).word < _WORDY for piece in written)
    family = len(pieces) - 1
    while family > 1 and pieces[family - 1].kind is Kind.PARTICLE:
        family -= 1
    if sure < count - 1 or (sure < count and lookup(pieces[-1].text).word < _WORDY):
        return None
    surname = text[pieces[family].start : pieces[-1].end]
    whole = pieces[0].folded + fold(surname)
    if whole in places().compounds or whole in words.CARDS:
        return None  # Costa Rica
    return Name(start, end, pieces[0].text, surname, 2, ("name:only-one",))


def _may_name(piece: Piece) -> bool:
    """Whether a word can be a part of a name: no ordinary word only, no place, no acronym, not oddly spelled."""
    entry, known = lookup(piece.text), places()
    if entry.word >= _WORDY and not (entry.given or entry.surname):
        return False
    if piece.folded in known.towns or piece.folded in known.countries or piece.folded in known.states:
        return False
    if piece.text.isupper() and len(piece.text) < _ACRONYM:
        return False
    if piece.folded in words.LANDSCAPE or piece.folded in words.NOT_FIRST:
        return False
    return piece.text.isupper() or piece.text.istitle() or _PARTED.search(piece.text) is not None
