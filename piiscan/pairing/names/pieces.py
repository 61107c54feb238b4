"""Runs of capitalised words cut into pieces and chunks: what may stand together in one name, and what parts it.

A run never crosses a line end, a tab, two blanks (columns) or a separator of tables. Patterns are possessive
throughout, so that the time is linear in the text, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum, auto
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from piiscan.detectors.header_words import is_role
from piiscan.later import later, later_regex
from piiscan.pairing.names import words
from piiscan.pairing.names.latin import LETTER, capital, is_latin
from piiscan.pairing.names.table import UNLISTED, by_names, fold, lookup
from piiscan.pairing.residence.places import places

_PARTICLE = (
    r"(?:(?:de|da|do|dos|das|del|della|di|du|des|la|las|los|le|van|von|der|den|ter|ten|bin|ibn|y|e) "
    r"|(?:al|el|ul|as|d|l)['’\-](?={upper}))*+"
)
_NICKNAME = r"(?: \({upper}{letter}++\)| [\"“]{upper}{letter}++[\"”]| ['‘]{upper}{letter}++['’](?= ))?+"
_GAP = r"(?:\.?+(?: |, ?+|/)|\.)"
_CAPITALISED = r"{upper}{letter}*+(?:['’ʼ\-‐]{letter}++)*+(?![\w@])"
# The look behind comes second: so the engine can search for the capital alone, ten times as fast.
_BEGINS = r"(?<![\w@/\\.$]{upper})(?<!{letter}['’ʼ\-‐]{upper})(?<!\d-{upper}(?= ))"  # the last: 1099-R Edmund
_FIRST = rf"{{upper}}{_BEGINS}{{letter}}*+(?:['’ʼ\-‐]{{letter}}++)*+(?![\w@])"
_RUN = rf"{_FIRST}(?:{_NICKNAME}{_GAP}{_PARTICLE}{_CAPITALISED})++\.?+"


def _fill(pattern: str, upper: str, letter: str) -> str:
    return pattern.replace("{upper}", upper).replace("{letter}", letter)


# They say the same of what each is for; `re` is twice as fast and knows no \p{Lu}.
_ASCII = later(_fill(_RUN, "[A-Z]", "[A-Za-z]"))
_UNICODE = later_regex(_fill(_RUN, r"\p{Lu}", r"[\p{L}\p{M}]"))


@cache
def _latin() -> re.Pattern[str]:
    return later(_fill(_RUN, capital(), LETTER))


_PIECE = later(r"[^\s,./\"“”()'’‘]++(?:['’][^\s,./\"“”()'’‘]++)*+")  # no quotes round a nickname
_POSSESSIVE = later("['’][sS]$")  # John Smith's
_LATE_SURNAME = 9  # frequency class from which a stop word at the end may be a surname
_CAMEL = later(r"^(?!Ma?c|O['’]|D[aeiu]|L[aeou]|Van|Von|Fitz|St|Al|El|Ben)\w*[a-z][A-Z]")  # LightGreen, not McGary


class Kind(IntEnum):
    """What a piece can be in a name. From TITLE on, it parts the words before it from those behind."""

    WORD = auto()
    INITIAL = auto()
    PARTICLE = auto()
    SUFFIX = auto()
    TITLE = auto()
    SALUTATION = auto()
    ORGANISATION = auto()
    STREET = auto()
    STOP = auto()


class Piece(NamedTuple):
    """One word of a run."""

    start: int
    end: int
    text: str
    folded: str
    kind: Kind
    dotted: bool


class Chunk(NamedTuple):
    """Pieces that nothing parts. `end` says what stands behind: a space and `after`, a comma, a slash, or nothing."""

    pieces: list[Piece]
    before: Piece | None  # what parts it from the words before: a title, a label, any stop word
    after: Piece | None
    end: str


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Where two or more capitalised words follow one another that could be words of a name."""
    pattern = _ASCII if text.isascii() else _latin() if is_latin(text) else _UNICODE
    for match in pattern.finditer(text):
        weights = list(map(_weight, _PIECE.findall(match[0])))
        if max(map(add, weights, weights[1:]), default=0) > 2:  # spares the work on headings and addresses
            yield match.span()


@by_names
@lru_cache(maxsize=1 << 14)
def _weight(token: str) -> int:
    """What a word weighs as a part of a name, given the right neighbours: a name needs two that weigh 3."""
    token = _POSSESSIVE.sub("", token)
    folded, kind = kind_of(token)
    if kind is Kind.WORD:
        return 2
    if kind < Kind.TITLE:
        return 1
    late = folded in words.SMALL or folded in words.SAINTS or lookup(token).surname >= _LATE_SURNAME
    return 2 if late else 0


@by_names
@lru_cache(maxsize=1 << 14)
def kind_of(token: str) -> tuple[str, Kind]:
    """The folded form of a word and what it can be, seen alone."""
    folded = fold(token)
    if not folded:
        return folded, Kind.STOP
    if token[0].islower():
        return folded, Kind.PARTICLE if folded in words.PARTICLES else Kind.WORD
    if len(folded) == 1:
        return folded, Kind.INITIAL
    for kind, members in _MEMBERS:
        if folded in members:
            return folded, kind
    return folded, _kind_by_lists(token, folded)


_ORGANISED = words.BEFORE_ORGANISATIONS
_MEMBERS = (
    (Kind.TITLE, words.TITLES | words.RANKS),
    (Kind.SALUTATION, words.SALUTATIONS),
    (Kind.SUFFIX, words.SUFFIXES),
    (Kind.ORGANISATION, words.ORGANISATIONS | words.BEFORE_ORGANISATIONS),
    (Kind.STREET, words.STREETS - words.SOFT_STREETS),
    (Kind.STOP, words.STOPS),
)


def _kind_by_lists(token: str, folded: str) -> Kind:
    """What a word is that is none of ours: a name for all we know, unless the lists know it as a word only."""
    short = len(folded) == 2 and token.isupper()
    if short and folded in words.STATE_CODES:
        return Kind.STOP
    if short and folded == words.UNION:
        return Kind.ORGANISATION
    entry = lookup(token)
    if entry.surname or entry.given:
        return Kind.WORD
    if entry.word == 3 or (entry == UNLISTED and (_CAMEL.search(token) or is_role(folded))):
        return Kind.STOP
    return Kind.INITIAL if short else Kind.WORD  # TJ Miller


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    found = []
    for match in _PIECE.finditer(text, start, end):
        token = match[0]
        low, high = match.span()
        if token[-2:] in {"'s", "’s"} or (token[-2:] in {"'S", "’S"} and token.isupper()):
            token, high = token[:-2], high - 2
        if token:
            folded, kind = kind_of(token)
            found.append(Piece(low, high, token, folded, kind, text.startswith(".", high)))
    return found


def _settle(pieces: list[Piece]) -> None:
    """Decide what a piece is by its neighbours: particles, small words that are names, initials like JD."""
    for at, piece in enumerate(pieces):
        if at + 1 == len(pieces):
            kind = _last_kind(pieces, at)
        else:
            following = pieces[at + 1]
            bound = piece.folded in words.BOUND and following.kind is Kind.PARTICLE and not piece.dotted
            bound = bound or (piece.folded, following.folded) in words.BOUND_PAIRS
            if bound and len(piece.folded) > 1 and at + 2 < len(pieces) and pieces[at + 2].kind is Kind.WORD:
                kind = Kind.PARTICLE  # De la Cruz
            elif following.kind is not Kind.WORD or following.start - piece.end > 2:
                kind = Kind.STREET if piece.folded == "st" else piece.kind
            elif piece.text == "AM" and at and pieces[at - 1].text == "I":
                kind = Kind.STOP  # I AM ANN LEE
            else:
                kind = _kind_before(piece, following, pieces[min(at + 2, len(pieces) - 1)], first=at == 0)
        if kind is not piece.kind:
            pieces[at] = piece._replace(kind=kind)


def _kind_before(piece: Piece, following: Piece, second: Piece, *, first: bool) -> Kind:
    """What a piece is in front of a word."""
    kind, folded = piece.kind, piece.folded
    if folded in words.TITLING and piece.text.isupper() and not following.text.isupper():
        return Kind.STOP
    if folded in words.SAINTS or (folded == "o" and not piece.dotted):
        if lookup(folded + following.text.partition("-")[0]).surname >= 3:
            return Kind.PARTICLE
        return kind if kind is Kind.INITIAL or piece.text[0].islower() else Kind.STOP
    if folded in words.BOUND and kind is not Kind.INITIAL:
        return Kind.PARTICLE
    if folded in words.SMALL and kind is Kind.STOP:
        return Kind.WORD if words.EAST_ASIAN & {following.folded, second.folded} else kind
    if kind is Kind.SUFFIX and first and len(folded) == 2 and piece.text.isupper():
        return Kind.INITIAL
    return kind


def _last_kind(pieces: list[Piece], at: int) -> Kind:
    """What the last piece of a run is."""
    piece = pieces[at]
    if piece.folded == "st":
        return Kind.STREET
    if at and piece.folded in words.TITLING and piece.text.isupper() and not pieces[at - 1].text.isupper():
        return Kind.STOP  # Schwab IRA
    late = at and piece.kind in {Kind.STOP, Kind.TITLE} and _ends_name(pieces[at - 1], piece)
    return Kind.WORD if late else piece.kind


def _ends_name(before: Piece, piece: Piece) -> bool:
    """Whether a word at the end of a run is a surname after all: Eric Holder, Aaron Judge."""
    state = piece.text.isupper() and piece.folded in words.STATE_CODES
    if state and (before.folded in places().towns or not before.text.isupper()):
        return False  # Lynn MA, Jordan MN: a town and its state
    entry = lookup(before.text)
    known = before.kind is Kind.WORD and entry.given > 9 and entry.word < 2
    return known and piece.start - before.end == 1 and lookup(piece.text).surname >= _LATE_SURNAME


def chunks(text: str, start: int, end: int) -> Iterator[Chunk]:
    """The chunks of one run, in order, but what is called by a word that goes before the name of an organisation."""
    first = _chunks(text, start, end)
    before = text[max(0, start - 16) : start].rsplit(maxsplit=1) if start > 1 and text[start - 2].islower() else ()
    if before and fold(before[-1]) in _ORGANISED:  # stichting Zonnehof
        next(first, None)
    return (chunk for chunk in first if not (chunk.before and chunk.before.folded in _ORGANISED))


def _chunks(text: str, start: int, end: int) -> Iterator[Chunk]:
    pieces = _pieces(text, start, end)
    _settle(pieces)
    held: list[Piece] = []
    before: Piece | None = None
    for at, piece in enumerate(pieces):
        gap = text[piece.end : pieces[at + 1].start] if at + 1 < len(pieces) else ""
        if piece.kind >= Kind.TITLE:
            if held:
                yield Chunk(held, before, piece, " ")
            held, before = [], piece
        else:
            held.append(piece)
        end_of = _boundary(piece, gap)
        if end_of is not None:
            if held:
                yield Chunk(held, before, None, end_of)
            held, before = [], (before if not held and piece.kind is Kind.TITLE else None)
    if held:
        yield Chunk(held, before, None, "")


def _boundary(piece: Piece, gap: str) -> str | None:
    """What ends a chunk behind this piece, if anything does."""
    if "," in gap:
        return ","
    if "/" in gap:
        return "/"
    if gap.startswith("."):
        kept = piece.kind in {Kind.INITIAL, Kind.TITLE} or piece.folded in words.DOTTED
        return None if kept else "."
    return None
