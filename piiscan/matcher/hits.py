"""What the matcher hands over: arrays of spans, and the distances its rules look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.model import Kind

# Those from CELL on are given by `look` alone, never by `find`.
SSN_DELIMITED = 1
SSN_BARE = 2
CARD = 3
LICENSE = 4
ACCOUNT = 5
IBAN = 6
SSN_SHORT = 7  # seven or eight digits as the value of a key: the zeros in front are lost
SSN_CLAIM = 8  # with the letters of an old Medicare claim number behind it
NOT_SSN = 9  # the shape of an SSN from 900 on: an ITIN, an ATIN
MASKED_SSN = 10
MASKED_CARD = 11
CELL = 12
ANSWER = 13
"""No numbers yet, see `titled`: what a table in running text may make one, or a question before."""
SSN_PIECES = 14  # see `pieces`
CARD_PIECES = 15  # see `card_pieces`
LICENSE_PIECES = 16  # see `license_pieces`
SSN_MISREAD = 17
LICENSE_MISREAD = 18
"""with letters for digits, see `misread`"""
LICENSE_ALONE = 19  # without a label, see `license_alone`
ACCOUNT_PIECES = 20  # see `account_pieces`
PURSE = 21  # an address, see `purses`
SSN_SAID = 22
CARD_SAID = 23
"""in words, or over several turns, see `aloud`"""
SSN_HASHED = 24  # see `hashed`

KIND_OF = {
    SSN_DELIMITED: Kind.SSN,
    SSN_BARE: Kind.SSN,
    CARD: Kind.PAYMENT_CARD,
    LICENSE: Kind.DRIVERS_LICENSE,
    ACCOUNT: Kind.FINANCIAL_ACCOUNT,
    IBAN: Kind.FINANCIAL_ACCOUNT,
    SSN_SHORT: Kind.SSN,
    SSN_CLAIM: Kind.SSN,
    NOT_SSN: Kind.SSN,
    MASKED_SSN: Kind.SSN,
    MASKED_CARD: Kind.PAYMENT_CARD,
    SSN_PIECES: Kind.SSN,
    CARD_PIECES: Kind.PAYMENT_CARD,
    LICENSE_PIECES: Kind.DRIVERS_LICENSE,
    SSN_MISREAD: Kind.SSN,
    LICENSE_MISREAD: Kind.DRIVERS_LICENSE,
    LICENSE_ALONE: Kind.DRIVERS_LICENSE,
    ACCOUNT_PIECES: Kind.FINANCIAL_ACCOUNT,
    PURSE: Kind.FINANCIAL_ACCOUNT,
    SSN_SAID: Kind.SSN,
    CARD_SAID: Kind.PAYMENT_CARD,
    SSN_HASHED: Kind.SSN,
}
MISREAD = frozenset({SSN_MISREAD, LICENSE_MISREAD})
"""Letters among the digits, as recognition of pictures reads them."""
SAID = frozenset({SSN_SAID, CARD_SAID})
"""As they are said."""
PIECES = frozenset({SSN_PIECES, CARD_PIECES, LICENSE_PIECES, ACCOUNT_PIECES, SSN_HASHED}) | MISREAD | SAID
"""Broken by the end of a line or by blanks, misread, said, hashed: in running text alone, beside their label."""
ASIDE = frozenset({NOT_SSN, MASKED_SSN, MASKED_CARD})
"""What is known not to be an element by its shape alone, and only counted."""

_KINDS = 32
"""More than there are of kinds."""
_LOOSE = np.isin(np.arange(max(KIND_OF) + 1), (LICENSE, ACCOUNT))
_SURE = np.isin(np.arange(max(KIND_OF) + 1), (SSN_DELIMITED, CARD, IBAN, SSN_CLAIM, PURSE))

LABEL_BEFORE = 60
"""A label speaks for a number that starts at most so many bytes after its end,"""
LABEL_AFTER = 24
"""or ends at most so many bytes before its start."""
MARGIN = 128
"""Nothing further than this from the start of a number, to either side, decides about it."""


class Hits(NamedTuple):
    """Numbers found: spans [start, end) of exactly the number, in order of start, then kind."""

    kind: NDArray[np.uint8]
    start: NDArray[np.int64]
    end: NDArray[np.int64]


NONE = Hits(np.empty(0, dtype=np.uint8), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
"""No number at all."""

Found = tuple[int, NDArray[np.int64], NDArray[np.int64]]
"""A kind, with the starts and ends found of it."""


def found_of(kind: int, spans: Iterable[tuple[int, int]]) -> list[Found]:
    """Spans of one kind, each once, as what `gather` takes."""
    ordered = sorted(set(spans))
    if not ordered:
        return []
    begin, end = np.array(ordered, dtype=np.int64).T
    return [(kind, begin, end)]


def gather(found: Iterable[Found], first: int, last: int, shift: int = 0) -> Hits:
    """`found`, moved by `shift`, as hits: those that start in [first, last), in order, each once."""
    parts = [(kind, start, end) for kind, start, end in found if start.size]
    if not parts:
        return NONE
    start = np.concatenate([start for _, start, _ in parts]) + shift
    end = np.concatenate([end for _, _, end in parts]) + shift
    kind = np.repeat(np.array([kind for kind, _, _ in parts], dtype=np.uint8), [start.size for _, start, _ in parts])
    key = start * _KINDS
    key += kind
    order = key.argsort(kind="stable")
    key = key.take(order)
    again = key[1:] == key[:-1]
    if again.any():
        once = np.concatenate(([True], ~again))
        order, key = order[once], key[once]
    hits = settle(_called(Hits(kind.take(order), start.take(order), end.take(order))))
    inside = slice(*hits.start.searchsorted([first, last]))
    return Hits(hits.kind[inside], hits.start[inside], hits.end[inside])


def _called(hits: Hits) -> Hits:
    """Without the licenses that no label names where a label names what begins there."""
    alone = hits.kind == LICENSE_ALONE
    if not alone.any():
        return hits
    keep = np.ones(hits.kind.size, dtype=np.bool_)
    keep[1:] = ~alone[1:] | (hits.start[1:] != hits.start[:-1])  # its kind is the last of one start
    return Hits(hits.kind[keep], hits.start[keep], hits.end[keep])


def settle(hits: Hits) -> Hits:
    """Without what is a part of another number: a run of digits inside a card or IBAN, or in a longer number.

    Only licences and accounts, which have no shape of their own, can be a part of something. What is a license with
    letters in the places of digits is none of another form besides, and none is told twice for being in groups.
    """
    if hits.kind.size < 2 or not _LOOSE.take(hits.kind).any():
        return hits
    keep = np.ones(hits.kind.size, dtype=np.bool_)
    sure = _SURE.take(hits.kind)
    for kind in (LICENSE, ACCOUNT):
        mine = (hits.kind == kind).nonzero()[0]
        surer = sure | (hits.kind == LICENSE_MISREAD) if kind == LICENSE else sure
        for over in (surer.nonzero()[0], mine):
            if not (mine.size and over.size):
                continue
            # the furthest end of what starts at or before each, and of what starts before it
            reach = np.maximum.accumulate(hits.end.take(over))
            start = hits.start.take(over)
            same = over is mine
            before = np.searchsorted(start, hits.start.take(mine), side="left" if same else "right") - 1
            inside = (before >= 0) & (reach.take(np.maximum(before, 0)) >= hits.end.take(mine))
            keep[mine[inside]] = False
    keep[_again(hits)] = False
    return Hits(hits.kind[keep], hits.start[keep], hits.end[keep])


def _again(hits: Hits) -> list[int]:
    """Which hits are licences in groups that were found as licences, too: only running text has those."""
    pieces = (hits.kind == LICENSE_PIECES).nonzero()[0].tolist()
    if not pieces:
        return []
    mine = hits.kind == LICENSE
    found = set(zip(hits.start[mine].tolist(), hits.end[mine].tolist(), strict=True))
    return [at for at in pieces if (int(hits.start[at]), int(hits.end[at])) in found]


def join(pieces: list[Hits]) -> Hits:
    """Hits of ranges that follow one another."""
    if len(pieces) == 1:
        return pieces[0]
    return Hits(*(np.concatenate(column) for column in zip(*pieces, strict=True)))
