"""Each value of an array once. `numpy.unique` asks for masked arrays first, whose module takes 20 ms to load."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Value = TypeVar("_Value", bound=np.generic)


def distinct(values: NDArray[_Value]) -> NDArray[_Value]:
    """The values of an array of one dimension in order, each once.

    >>> distinct(np.array([3, 1, 3, 2])).tolist(), distinct(np.array([], np.int64)).tolist()
    ([1, 2, 3], [])
    """
    ordered = np.sort(values)
    return ordered[_first(ordered)]


def distinct_at(values: NDArray[_Value]) -> tuple[NDArray[_Value], NDArray[np.int64]]:
    """The same, and where each of them first stands.

    >>> [one.tolist() for one in distinct_at(np.array([3, 1, 3, 2]))]
    [[1, 2, 3], [1, 3, 0]]
    """
    order = np.argsort(values, kind="stable")
    kept = order[_first(values[order])]
    return values[kept], kept


def _first(ordered: NDArray[_Value]) -> NDArray[np.bool_]:
    """Of equal values in order, the first."""
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
