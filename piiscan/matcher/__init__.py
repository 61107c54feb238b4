"""Text in, places of numbers out. The only room that knows how candidates are found.

Rule: one question, `find`, one answer: nearly all text goes through bit masks (`shapes`, `proof`) alone,
what these cannot see through `unusual`; both by the rules of `reference`, to the letter.

What is handed over. `hits`
The rules, said plainly, and which of them refuses a text. `reference`, `written`, `value`, `rows`, `refusals`
The same rules on arrays of places. `shapes`, `survey`, `kernel`, `area`, `proof`, `borders`, `beside`, `row_places`,
    `cards`, `bare_cards`, `anchored`, `alike`, `apart`, `seldom`
Labels. `patterns`, `tree`, `labels`, `stems`, `literals`, `titled`, `bound`
Numbers of other forms, which only a label or their very form gives away. `pieces`, `misread`, `lost_zeros`, `coded`,
    `touching`, `joined`, `aloud`, `shapeless`, `hashed`; of cards `card_pieces`, `card_branded`; of accounts
    `account_pieces`, `account_groups`, `routed`, `micr`, `purses`; of licenses `license_pieces`, `license_alone`,
    `license_short`, `license_inside`, `license_named`, `license_washington`
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import numpy as np

from piiscan.matcher import anchored, kernel, reference, titled, unusual, value
from piiscan.matcher.account_groups import account_groups
from piiscan.matcher.account_pieces import account_pieces
from piiscan.matcher.aloud import IN_WORDS, aloud, as_said
from piiscan.matcher.area import Area
from piiscan.matcher.card_branded import card_branded
from piiscan.matcher.card_pieces import card_pieces
from piiscan.matcher.hits import (
    ACCOUNT,
    ACCOUNT_PIECES,
    ANSWER,
    ASIDE,
    CARD,
    CARD_PIECES,
    CARD_SAID,
    CELL,
    IBAN,
    KIND_OF,
    LABEL_AFTER,
    LABEL_BEFORE,
    LICENSE,
    LICENSE_ALONE,
    LICENSE_MISREAD,
    LICENSE_PIECES,
    MARGIN,
    MASKED_CARD,
    MASKED_SSN,
    MISREAD,
    NONE,
    NOT_SSN,
    PIECES,
    PURSE,
    SAID,
    SSN_BARE,
    SSN_CLAIM,
    SSN_DELIMITED,
    SSN_HASHED,
    SSN_MISREAD,
    SSN_PIECES,
    SSN_SAID,
    SSN_SHORT,
    Hits,
    gather,
    join,
)
from piiscan.matcher.labels import searcher
from piiscan.matcher.license_alone import license_alone
from piiscan.matcher.license_inside import license_inside
from piiscan.matcher.license_pieces import license_pieces
from piiscan.matcher.license_short import license_short
from piiscan.matcher.license_washington import license_washington
from piiscan.matcher.lost_zeros import lost_zeros
from piiscan.matcher.misread import as_digits, misread
from piiscan.matcher.patterns import CARD_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.pieces import pieces
from piiscan.matcher.proof import prove
from piiscan.matcher.routed import routed
from piiscan.matcher.shapeless import with_shapeless
from piiscan.matcher.shapes import LARGEST, PAD, Block
from piiscan.matcher.stems import TOGETHER, stems
from piiscan.matcher.survey import PROVED, surveyed
from piiscan.matcher.touching import touching
from piiscan.matcher.tree import tree_of

__all__ = [
    "ACCOUNT",
    "ACCOUNT_PIECES",
    "ANSWER",
    "ASIDE",
    "CARD",
    "CARD_PIECES",
    "CARD_SAID",
    "CELL",
    "IBAN",
    "KIND_OF",
    "LABEL_AFTER",
    "LABEL_BEFORE",
    "LICENSE",
    "LICENSE_ALONE",
    "LICENSE_MISREAD",
    "LICENSE_PIECES",
    "MARGIN",
    "MASKED_CARD",
    "MASKED_SSN",
    "MISREAD",
    "NOT_SSN",
    "PIECES",
    "PURSE",
    "SAID",
    "SSN_BARE",
    "SSN_CLAIM",
    "SSN_DELIMITED",
    "SSN_HASHED",
    "SSN_MISREAD",
    "SSN_PIECES",
    "SSN_SAID",
    "SSN_SHORT",
    "Hits",
    "as_digits",
    "as_said",
    "find",
    "labels_in",
    "look",
    "prepare",
    "with_shapeless",
]

Several = Literal["", "unlabelled", "all"]

PLAIN = 160
"""Up to so many bytes `reference` costs less than some hundred calls of numpy (150 to 450 µs, measured)."""
SHORT = 2048
"""Up to so many bytes it pays to ask first whether there is anything to look at (10 to 50 µs)."""
TINY = 64
"""The same with a kernel, of whose survey a call costs 30 µs, and of the question less than one."""
_WORTHWHILE = re.compile(
    rb"[0-9*X\x95\xa2\xef](?:(?<=[0-9])(?:[0-9]{6}|[0-9][^0-9]{1,6}[0-9]{4}|[0-9]{2}[ -][0-9]{3}[ -][0-9]{2})"
    rb"|(?<=\xef)\xbc[\x90-\x99]|(?<=[*X\x95\xa2])[ .-]?[0-9]{4})"
)
"""A part of every number there is. It begins with a set of bytes, which `re` seeks faster than a choice."""

_OF_TEXTS = (
    pieces,
    card_pieces,
    card_branded,
    license_pieces,
    account_pieces,
    account_groups,
    routed,
    misread,
    license_alone,
    license_inside,
    license_short,
    license_washington,
    lost_zeros,
    touching,
)
"""What `look` seeks beside what `find` does,"""
_UNLABELLED = (license_alone, touching, card_branded, routed)
"""and of that what needs no label that stands by itself."""
_IN_PIECES = re.compile(rb"(?:[0-9][^0-9]*+){5}|WDL[0-9A-Z]{9}")
"""As many digits as a misread number has, wherever they stand; or the one number that has fewer."""


def prepare() -> None:
    """Build what is built once, a third of a second in all: for a process whose children are forked from it."""
    _block()
    for kinds in TOGETHER:
        stems(kinds)
    for kind in (SSN_LABEL, LICENSE_LABEL, CARD_LABEL):
        searcher(frozenset({kind}))  # those of accounts take as long as all these, and few texts have any
        tree_of(kind)
    unusual.triggers()
    value.prepare()
    kernel.prepare()


@cache
def _block() -> Block:
    """The working memory, one for the process: a worker has one thread."""
    return Block()


def find(data: bytes | bytearray, start: int = 0, end: int | None = None) -> Hits:
    """The numbers in `data` that start in [start, end); at most `MARGIN` bytes round it are looked at.

    >>> [column.tolist() for column in find(b"Ann Lee, 010-94-0001")]
    [[1], [9], [20]]
    """
    end = len(data) if end is None else min(end, len(data))
    small = _small(data, start, end)
    return by_blocks(data, start, end) if small is None else small


def _small(data: bytes | bytearray, start: int, end: int) -> Hits | None:
    """What `find` gives for a text that is too small for arrays, where there is no kernel."""
    if kernel.BUILT:
        return None
    if end - start <= SHORT and _WORTHWHILE.search(data, start, end + MARGIN) is None:
        return NONE
    return reference.find(data, start, end) if end - start <= PLAIN else None


def labels_in(data: bytes) -> list[int] | None:
    """Where labels may begin; None: in a text that is full of them."""
    places: list[int] = []
    padded = b"\n" + data + b"\n"  # what is at the very end of a buffer is passed over
    for kinds in TOGETHER:
        found = stems(kinds)(padded)
        if found is None:
            return None
        places += (found.start - 1).tolist()
    return places


def look(data: bytes | bytearray, start: int = 0, end: int | None = None, *, several: Several = "") -> Hits:
    r"""What `find` gives, numbers in pieces, and what may have its label far above: cells of tables, answers of chats.

    several: these are small texts one behind the other, none of which is long because all of them are. "unlabelled":
    without what needs a label, beside what `find` gives.

    >>> look(b"Driver        Sex   License\n" + b"-" * 70 + b"\nAnn Lee       F     D1234567\n").kind.tolist() == [CELL]
    True
    """
    end = len(data) if end is None else min(end, len(data))
    if end - start <= (TINY if kernel.BUILT else SHORT):
        last = end + MARGIN
        if not any(may.search(data, start, last) for may in (_WORTHWHILE, _IN_PIECES, IN_WORDS)):
            return NONE
    seen = titled.Seen([], [], [], [], [])
    hits = by_blocks(data, start, end, seen=seen, several=several)
    return titled.with_titled(data, hits, seen) if any(seen) else hits


def by_blocks(
    data: bytes | bytearray,
    start: int,
    end: int,
    largest: int = LARGEST,
    seen: titled.Seen | None = None,
    *,
    several: Several = "",
) -> Hits:
    """`find` for any size, by blocks of at most `largest` bytes. `seen`: where to put what may have a label above."""
    if end - start <= largest:
        return _in_block(data, start, end, seen, several=several)
    count = -(-(end - start) // largest)
    step = -(-(end - start) // count)
    ends = ((at, min(at + step, end)) for at in range(start, end, step))
    return join([_in_block(data, first, last, seen, several=several) for first, last in ends])


def _in_block(data: bytes | bytearray, start: int, end: int, seen: titled.Seen | None, *, several: Several) -> Hits:
    block = _block()
    first, last = max(0, start - MARGIN), min(len(data), end + MARGIN)
    text = block.load(np.frombuffer(data, dtype=np.uint8), first, last)
    places, odd = surveyed(block, text)
    area = Area(text, places, block, int(np.count_nonzero(block.digits)), bool(several))
    found = []
    if seen is not None and area.words:
        titled.see(seen, area, (start, end), first - PAD)
        for seek in _OF_TEXTS if several != "unlabelled" and area.may_have_any() else _UNLABELLED:
            found += seek(area)
    if seen is not None and several != "unlabelled":
        found += aloud(area)  # it needs no digits
    if not odd and not any(column.size for column in places[:PROVED]):
        return gather(found, start, end, first - PAD)
    found += [*prove(area), *anchored.masked(area)]
    if not odd:
        return gather(found, start, end, first - PAD)
    found += unusual.find(data, first - PAD, area)
    return gather(found, start, end, first - PAD)
