"""Numbers of nobody that cannot be told apart: those that are never listed, or no longer, are counted together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from piiscan import judge
from piiscan.model import Classification, Grade
from piiscan.pairing.prose.alike import Alike
from piiscan.pairing.tables.grid import Ints
from piiscan.pairing.unit import Tally


class Nobodys:
    """Which numbers of nobody are left to be looked at; the others it counts."""

    def __init__(self, tally: Tally, listing: Callable[[], bool]) -> None:
        self._tally = tally
        self._listing = listing

    def places(self, alike: Alike, chosen: Ints) -> Iterator[int]:
        """The places of the chosen hits to be looked at; asked on while they are read."""
        which = alike.which[chosen]
        quiet = np.array([*map(self._is_quiet, alike.proofs), False])[which]  # -1: the last
        self._count(alike, which[quiet])
        left = np.flatnonzero(~quiet)
        for number, place in enumerate(left.tolist()):
            if which[place] >= 0 and not self._listing():
                rest = left[number:]
                alone = which[rest] < 0
                self._count(alike, which[rest[~alone]])
                yield from rest[alone].tolist()
                return
            yield place

    def _is_quiet(self, proof: judge.Proof) -> bool:
        """Whether a number of nobody with this proof is never listed."""
        if proof.kind is None:
            return Classification.LOOKALIKE.value not in self._tally.also
        return proof.grade < Grade.FAIR and not proof.test_value

    def _count(self, alike: Alike, which: Ints) -> None:
        for proof, number in zip(alike.proofs, np.bincount(which, minlength=len(alike.proofs)).tolist(), strict=True):
            self._tally.nobodys(proof, number)
