r"""The labels of the lexicon as patterns over raw bytes.

Rule: a label is a phrase of `data/labels.tsv`, whole: not after a letter or digit, not before a letter, a hump
of camelCase being a border (`employeeSSN`, `ssnValue`), a digit after it being one too (`ssn1`), and before it a line
end or tab as strings have it (`\nssn`). Its words may be run together or parted by a blank (a full stop may stand
before it), line break, full stop, slash, dash, underscore, tab or NBSP.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile
from typing import Any

from piiscan.detectors.lexicon import entries

SSN_LABEL, LICENSE_LABEL, CARD_LABEL, ACCOUNT_LABEL, MEDICARE_LABEL = range(5)
KINDS = {
    "ssn": SSN_LABEL,
    "drivers_license": LICENSE_LABEL,
    "document": LICENSE_LABEL,  # the number of one, which may be a licence by its title
    "payment_card": CARD_LABEL,
    "financial_account": ACCOUNT_LABEL,
    "account.review": ACCOUNT_LABEL,
    "account.short": ACCOUNT_LABEL,
    "medicare": MEDICARE_LABEL,
}

ALSO_MEDICARE = frozenset({"claim {number}"})
"""Phrases that label another thing, and what the letters of the SSA call an SSN with letters behind it."""

Atoms = tuple[bytes, ...]
"""A phrase in pieces: patterns that each stand for something no two others begin alike, the first a letter."""

GAP = rb"(?:\.? |\r?\n|[./_\t\xa0-]|\xc2\xa0)"
NUMBER = rb"(?:number|no|num|nbr|#)"
ENDING = rb"(?:en[cs]e)?"
SOFT = rb"[cs]"
POSSESSIVE = rb"(?:(?:'|\xe2\x80\x99|\x92)?s)"
_SHORT_HANDS: dict[str, Atoms] = {
    "{number}": (NUMBER,),
    "{license}": (b"l", b"i", b"c", ENDING),
    "license": (b"l", b"i", b"c", b"e", b"n", SOFT, b"e"),
    "licence": (b"l", b"i", b"c", b"e", b"n", SOFT, b"e"),
}


@cache
def _word(word: str) -> Atoms:
    return tuple(_pieces(word))


def _pieces(word: str) -> Iterator[bytes]:
    if word in _SHORT_HANDS:
        yield from _SHORT_HANDS[word]
    elif word.endswith("'s"):
        yield from _word(word[:-2])
        yield POSSESSIVE
    else:
        for char in word:
            if char.isascii():
                yield re.escape(char).encode()
            else:  # with its accent in UTF-8 or a single-byte set, or without
                yield rb"(?:" + unicodedata.normalize("NFD", char)[0].encode() + rb"|[\x80-\xff]{1,2})"


def _atoms(phrase: str) -> Iterator[bytes]:
    words = phrase.split(" ")
    yield from _word(words[0])
    for before, word in pairwise(words):
        apart = len(before) == len(word) == 1  # "d l" run together is another phrase
        yield GAP if apart else GAP + b"?"
        yield from _word(word)


@cache
def phrases() -> tuple[tuple[int, Atoms], ...]:
    """The labels of all `KINDS`, as (kind, atoms), but for the few that begin with a digit ("401k")."""
    kinds = ((MEDICARE_LABEL if one.phrase in ALSO_MEDICARE else KINDS.get(one.kind), one) for one in entries())
    return tuple(
        (kind, tuple(_atoms(entry.phrase)))
        for kind, entry in kinds
        if kind is not None and not entry.header and entry.phrase[0].isalpha()
    )


@cache
def first_words(kind: int) -> frozenset[bytes]:
    """How the labels of one kind begin, small: as many plain letters as they all have. One is in each of them."""

    def plain(atom: bytes) -> bool:
        return atom.isalpha()

    begun: list[list[bytes]] = [list(takewhile(plain, atoms)) for of, atoms in phrases() if of == kind]
    return frozenset(map(b"".join, begun))


def _branches(phrases: set[Atoms]) -> bytes:
    """One pattern for many phrases that looks at what they have in common once."""
    branches: dict[bytes, set[Atoms]] = {}
    for atoms in phrases - {()}:
        branches.setdefault(atoms[0], set()).add(atoms[1:])
    choices = [atom + _branches(rests) for atom, rests in sorted(branches.items())]
    if not choices:
        return b""
    return rb"(?:" + b"|".join(choices) + (rb")?" if () in phrases else b")")


@cache
def exact(kind: int) -> Any:  # noqa: ANN401 - regex has no types
    """The rule above for one kind, as one pattern: the longest phrase at each place."""
    chosen = {atoms for of, atoms in phrases() if of == kind}
    letters = b"".join(sorted({letter for atoms in chosen for letter in (atoms[0], atoms[0].upper())}))
    left = rb"(?=[" + letters + rb"])(?:(?<![0-9A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=\\[nrt]))"
    right = rb"(?:(?![A-Za-z])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]))"  # SSN|Identification
    import regex

    return regex.compile(left + rb"(?i:" + _branches(chosen) + rb")" + right, regex.POSIX)


def bordered(atoms: Atoms) -> bytes:
    """The rule as engines without look-round can say it: one byte more at either end, and caseless.

    Before the phrase any byte but a digit, behind it any but a lower-case letter: that lets through a little too
    much. The whole rule takes two patterns to a phrase, which Hyperscan needs twice the time to compile.
    """
    return rb"[^0-9]" + b"".join(atoms) + rb"(?-i:[^a-z])"
