"""A fact seen of a file, how far it opens the file, and the paragraph it touches."""

from __future__ import annotations

from typing import NamedTuple

LEVELS = ("unknown", "narrow", "some", "wide")
"""How far a file lies open: to its owner and a small group, to more than that, to everybody who gets near it."""

SOME, WIDE = 2, 3


class Fact(NamedTuple):
    """One fact. `level` is an index of `LEVELS`."""

    level: int
    clause: str
    text: str
