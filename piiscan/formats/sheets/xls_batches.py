"""The records of a workbook of Excel 5 to 2003 (MS-XLS 2.1.4) by the thousand: where they are, and of which kind.

Rule: a record that another belongs to (the text of a formula) comes in the same batch as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from piiscan.formats import kernel
from piiscan.formats.sheets.octets import pieces

if TYPE_CHECKING:
    import numpy as np

_LEAST = 64 << 10  # bytes of a batch
# Formulas, what may stand between one and its text, the text, and the rest of that.
_FORMULAS = (0x06, 0x206, 0x406, 0x4BC, 0x221, 0x236, 0x207, 0x3C)
_MOST_BACK = 8


class Batch(NamedTuple):
    """Whole records: `places` are their beginnings in `data`, which begins at `base`."""

    data: bytes
    base: int
    places: np.ndarray
    kinds: np.ndarray
    sizes: np.ndarray  # of their contents


def batches(chunks: Iterable[bytes]) -> Iterator[Batch | None]:
    """All batches of a stream; None at the end if its last record is cut off."""
    data, base = b"", 0
    for chunk in pieces(chunks):
        data += chunk
        if len(data) >= _LEAST:
            batch, end = _batch(data, base, last=False)
            if batch is not None:
                yield batch
            data, base = data[end:], base + end
    batch, end = _batch(data, base, last=True)
    if batch is not None:
        yield batch
    if len(data) - end > 3:  # less is what fills up a sector
        yield None


def _batch(data: bytes, base: int, *, last: bool) -> tuple[Batch | None, int]:
    import numpy as np

    if kernel.xls_records is not None:
        packed, at = kernel.xls_records(data)
        places = np.frombuffer(packed, np.int64)
    else:
        listed, at = walked(data)
        places = np.array(listed, np.int64)
    count = len(places)
    if count and at > len(data):
        count -= 1
        at = int(places[count])
    if not last:
        for _ in range(min(_MOST_BACK, count - 1)):
            place = int(places[count - 1])
            if data[place] | data[place + 1] << 8 not in _FORMULAS:
                break
            count, at = count - 1, place
    if not count:
        return None, at
    places = places[:count]
    octets = np.frombuffer(data, np.uint8)
    kinds = octets[places] | octets[places + 1].astype(np.uint16) << 8
    ends = np.append(places[1:], at)
    return Batch(data, base, places, kinds, ends - places - 4), at


def walked(data: bytes) -> tuple[list[int], int]:
    """Where the records begin whose heads are whole, and where the last one ends, or would. `_kernel.c` has it, too."""
    listed: list[int] = []
    add = listed.append
    at, end = 0, len(data) - 4
    while at <= end:  # the loop that all the time goes into
        add(at)
        large = data[at + 3]
        at += data[at + 2] + 4
        if large:
            at += large << 8
    return listed, at
