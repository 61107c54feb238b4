"""Numbers at many places of a piece of memory at once, in the order of bytes of Intel's machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


_MOST = 128 << 10  # bytes: what is worked on goes into the caches of a processor


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of 128 KiB at most."""
    for chunk in chunks:
        for start in range(0, len(chunk), _MOST):
            yield chunk[start : start + _MOST]


def u16(octets: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Whole numbers of two bytes."""
    import numpy as np

    pairs: np.ndarray = octets[at].astype(np.int64)
    pairs |= octets[at + 1].astype(np.int64) << 8
    return pairs


def u32(octets: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Whole numbers of four bytes."""
    pairs = u16(octets, at)
    pairs |= u16(octets, at + 2) << 16
    return pairs


def doubles(octets: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Real numbers of eight bytes."""
    import numpy as np

    bits = u32(octets, at) | u32(octets, at + 4) << 32
    values: np.ndarray = bits.view(np.float64)
    return values


def small_numbers(raw: np.ndarray) -> np.ndarray:
    """Numbers in 30 bits and what is to be done with them (RkNumber, MS-XLS 2.5.217, [MS-XLSB] 2.5.123)."""
    import numpy as np

    kept = raw & 0xFFFFFFFC
    whole = kept.astype(np.uint32).view(np.int32).astype(np.float64) / 4
    real = (kept.astype(np.uint64) << 32).view(np.float64)
    value = np.where(raw & 2, whole, real)
    given: np.ndarray = np.where(raw & 1, value / 100, value)
    return given
