"""The texts of thousands of cells put together to records in one go: characters are gathered where they stand.

Rule: what is made here is what a grid would make of the same cells one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from piiscan.formats import kernel
from piiscan.formats.segments.grid import CELL, RECORD

if TYPE_CHECKING:
    import numpy as np

_CELL, _RECORD, _SPACE = ord(CELL), ord(RECORD), ord(" ")
_CODECS = {1: "latin-1", 2: "utf-16-le"}


Told = tuple["np.ndarray", Sequence[str]]  # cells by number, and their texts


class Joined(Struct, frozen=True):
    """Cells with a separator behind each, another behind the last of a row; `ends` are behind those, one by one."""

    text: str
    ends: np.ndarray

    def __len__(self) -> int:
        return len(self.ends)

    def row(self, start: int, end: int) -> list[str]:
        """Cells of one row."""
        return self.text[self._begin(start) : int(self.ends[end - 1]) - 1].split(CELL)

    def records(self, start: int, end: int) -> str:
        """Whole rows, without the empty cells they end in."""
        text = self.text[self._begin(start) : int(self.ends[end - 1])]
        while CELL + RECORD in text:
            text = text.replace(CELL + RECORD, RECORD)
        return text

    def _begin(self, cell: int) -> int:
        return int(self.ends[cell - 1]) if cell else 0


def joined(
    data: bytes,
    width: int,
    starts: np.ndarray,
    counts: np.ndarray,
    rows: np.ndarray,
    told: tuple[np.ndarray, Sequence[str]],
) -> Joined | list[str]:
    """Cells whose texts are `counts` characters of `width` bytes at `starts`, but for those that are `told`.

    As a list where they cannot be put together so: where characters are of more than one unit.
    """
    import numpy as np

    which, others = told
    codec = _CODECS[width]
    try:
        more = CELL.join(others).encode(codec, "strict" if width == 1 else "surrogatepass")
    except UnicodeEncodeError:
        return _one_by_one(data, width, starts, counts, told)
    if len(which):
        units = np.frombuffer(more, f"<u{width}")
        ends = np.append(np.flatnonzero(units == _CELL), len(units))
        if len(ends) != len(which):
            return _one_by_one(data, width, starts, counts, told)
        begins = np.concatenate([[0], ends[:-1] + 1])
        starts, counts = starts.copy(), counts.copy()
        starts[which], counts[which] = len(data) + width * begins, ends - begins
    behind = np.cumsum(counts + 1)  # with a place for the separator
    last = np.append(rows[1:] != rows[:-1], True)
    gather = kernel.gathered or gathered_by_numpy
    gathered: bytes = gather(data, more, width, starts, counts, last)
    text = gathered.decode(codec, "replace")
    if width * len(text) != len(gathered):
        return text[:-1].replace(RECORD, CELL).split(CELL)
    return Joined(text, behind)


def gathered_by_numpy(
    data: bytes, more: bytes, width: int, starts: np.ndarray, counts: np.ndarray, last: np.ndarray
) -> bytes:
    """Cells of characters of `width` bytes one after the other, with a separator behind each, another behind `last`.

    They stand in `data`, or in `more` as if that went on behind it. `_kernel.c` has it, too.
    """
    import numpy as np

    source = data + more + bytes(width)
    behind = np.cumsum(counts + 1)
    offsets = np.repeat(starts - width * np.concatenate([[0], behind[:-1]]), counts + 1)
    offsets += width * np.arange(len(offsets))
    units = np.ndarray((len(source) - width + 1,), f"<u{width}", source, strides=(1,)).take(offsets)
    units[(units == _CELL) | (units == _RECORD)] = _SPACE
    units[behind - 1] = _CELL
    units[behind[np.flatnonzero(last)] - 1] = _RECORD
    return units.tobytes()


def _one_by_one(data: bytes, width: int, starts: np.ndarray, counts: np.ndarray, told: Told) -> list[str]:
    codec = _CODECS[width]
    spans = zip(starts.tolist(), (starts + width * counts).tolist(), strict=True)
    texts = [data[start:end].decode(codec, "replace") for start, end in spans]
    for index, text in zip(told[0].tolist(), told[1], strict=True):
        texts[index] = text
    return texts
