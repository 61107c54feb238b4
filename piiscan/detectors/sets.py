"""Membership of many numbers in a short list, without the set-up that numpy's own `isin` does on every call."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LAST_BITS = np.uint64(0xFFFF)


class Table(NamedTuple):
    """A list, sorted, and for the last 16 bits of a number whether any of it ends so: nearly all end otherwise."""

    values: NDArray[np.uint64]
    ends: NDArray[np.bool_]


def table(values: Iterable[int]) -> Table:
    """The list; it must not be empty."""
    numbers = np.array(sorted(values), dtype=np.uint64)
    ends = np.zeros(int(_LAST_BITS) + 1, dtype=np.bool_)
    ends[(numbers & _LAST_BITS).astype(np.int64)] = True
    return Table(numbers, ends)


def member(values: NDArray[np.uint64], of: Table) -> NDArray[np.bool_]:
    """Which of the values are in a `table`.

    >>> member(np.array([1, 2, 9, 65545], np.uint64), table([9, 2])).tolist()
    [False, True, True, False]
    """
    found: NDArray[np.bool_] = of.ends.take((values & _LAST_BITS).astype(np.int64))
    some = np.flatnonzero(found)
    if some.size:
        place = np.minimum(np.searchsorted(of.values, values[some]), len(of.values) - 1)
        found[some] = of.values[place] == values[some]
    return found
