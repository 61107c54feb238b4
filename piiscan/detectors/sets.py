"""Membership of many numbers in a short list, without the set-up that numpy's own `isin` does on every call."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def table(values: Iterable[int]) -> NDArray[np.uint64]:
    """The list, sorted; it must not be empty."""
    return np.array(sorted(values), dtype=np.uint64)


def member(values: NDArray[np.uint64], of: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of the values are in a `table`.

    >>> member(np.array([1, 2, 9], np.uint64), table([9, 2])).tolist()
    [False, True, True]
    """
    place = np.minimum(np.searchsorted(of, values), len(of) - 1)
    found: NDArray[np.bool_] = of[place] == values
    return found
