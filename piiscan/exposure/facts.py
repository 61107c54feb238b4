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


class Export(NamedTuple):
    """A share of this machine that a file lies below, as the settings of its servers say."""

    how: str  # nfs or smb
    share: str  # its name; of NFS the folder
    everybody: bool  # whoever reaches the machine, without proof of who it is
    writable: bool  # somebody whom it goes to may change what is in it
