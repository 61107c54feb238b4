"""The words of a value that is a name, with what each may be in it, and what stands behind it."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.later import later, later_regex
from piiscan.pairing.names import words
from piiscan.pairing.names.latin import LETTER, SPACE, is_latin
from piiscan.pairing.names.pieces import Kind, kind_of
from piiscan.pairing.names.table import lookup

_WORD = later_regex(r"\p{L}[\p{L}\p{M}]*+(?:['’ʼ‘`´\-‐‑]\p{L}[\p{L}\p{M}]*+)*+")
_GAP = later(rf"""[{SPACE}.,/'’"“”)&\-–—]*+""")
_LATIN_WORD = later(rf"{LETTER}++(?:['’ʼ‘`´\-‐‑]{LETTER}++)*+")
# The same for ASCII text alone, by `re`: twice as fast, and the other library need not be loaded.
BLANK = r" \t\n\r\v\f"
_ASCII_WORD = later(r"[A-Za-z]++(?:['`\-][A-Za-z]++)*+")
_ASCII_GAP = later(rf"[{BLANK}.,/'\")&\-]*+")


class Token(NamedTuple):
    """One word of a value."""

    start: int
    end: int
    text: str
    folded: str
    kind: Kind
    gap: str  # what stands behind it


def tokens_of(value: str) -> list[Token]:
    """The words of a value; none if something stands between them that no name has."""
    if value.isascii():
        word, between = _ASCII_WORD, _ASCII_GAP
    else:
        word, between = _LATIN_WORD if is_latin(value) else _WORD, _GAP
    matches = list(word.finditer(value))
    starts = [match.start() for match in matches]
    ends = [0, *(match.end() for match in matches)]
    gaps = [value[end:start] for end, start in zip(ends, [*starts, len(value)], strict=True)]
    if not all(map(between.fullmatch, gaps)):
        return []
    found = []
    for match, gap in zip(matches, gaps[1:], strict=True):
        token = match[0]
        folded, kind = kind_of(token)
        if not folded:  # letters that this Python does not know
            return []
        if kind is Kind.WORD and token[0].islower():  # the same word in capitals may be known for something else
            kind = kind_of(token[0].upper() + token[1:])[1]
        found.append(Token(match.start(), match.end(), token, folded, kind, gap))
    for at in range(len(found) - 1):
        saint = found[at].folded in words.SAINTS and found[at].folded + found[at + 1].text.partition("-")[0]
        if saint and lookup(saint).surname >= 3:
            found[at] = found[at]._replace(kind=Kind.PARTICLE)  # St. Pierre is no street
    return found
