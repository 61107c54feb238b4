"""What the matcher hands over: arrays of spans, and the distances its rules look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from piiscan.model import Kind

SSN_DELIMITED = 1
SSN_BARE = 2
CARD = 3
LICENSE = 4

KIND_OF = {
    SSN_DELIMITED: Kind.SSN,
    SSN_BARE: Kind.SSN,
    CARD: Kind.PAYMENT_CARD,
    LICENSE: Kind.DRIVERS_LICENSE,
}

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


Found = tuple[int, NDArray[np.int64], NDArray[np.int64]]
"""A kind, with the starts and ends found of it."""


def gather(found: Iterable[Found], first: int, last: int, shift: int = 0) -> Hits:
    """`found`, moved by `shift`, as hits: those that start in [first, last), in order, each once."""
    parts = [(kind, start, end) for kind, start, end in found if start.size]
    if not parts:
        empty = np.empty(0, dtype=np.int64)
        return Hits(empty.astype(np.uint8), empty, empty)
    start = np.concatenate([start for _, start, _ in parts]) + shift
    end = np.concatenate([end for _, _, end in parts]) + shift
    kind = np.repeat(np.array([kind for kind, _, _ in parts], dtype=np.uint8), [start.size for _, start, _ in parts])
    key = start * 8
    key += kind
    order = key.argsort(kind="stable")
    key = key.take(order)
    again = key[1:] == key[:-1]
    if again.any():
        once = np.concatenate(([True], ~again))
        order, key = order[once], key[once]
    inside = slice(*key.searchsorted([first * 8, last * 8]))
    order = order[inside]
    return Hits(kind.take(order), start.take(order), end.take(order))


def join(pieces: list[Hits]) -> Hits:
    """Hits of ranges that follow one another."""
    if len(pieces) == 1:
        return pieces[0]
    return Hits(*(np.concatenate(column) for column in zip(*pieces, strict=True)))
