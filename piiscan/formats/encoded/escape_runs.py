"""Runs of escapes by the thousand, in arrays: found by the kernel, and put in their places at once.

Rule: what `escapes` and `place` do with each of them, to the letter; where that cannot be told at once (a text of
objects, something else encoded between them), they do it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from piiscan.formats import kernel
from piiscan.formats.encoded.place import Moved
from piiscan.formats.encoded.runs import Run
from piiscan.formats.encoded.triggers import QUOTED, Buffer
from piiscan.model import Segment, Shape

LABELS = ("unseen", "hyphen", "hex", "unicode", "html", "url", "octal", "quoted-printable")


class EscapeRuns:
    """The runs of one text, as they are found."""

    def __init__(self) -> None:
        self._runs: list[bytes] = []
        self._texts: list[bytes] = []

    def __bool__(self) -> bool:
        return bool(self._runs)

    def find(self, kind: int, data: Buffer, start: int, end: int) -> int:
        """Find those of a kind in a stretch; the end of the last one, 0 without any."""
        runs, texts = kernel.escaped(data, start, end, kind == QUOTED)
        if not runs:
            return 0
        self._runs.append(runs)
        self._texts.append(texts)
        return int.from_bytes(runs[-24:-16], sys.byteorder)

    def each(self) -> list[Run]:
        """They one by one."""
        found = []
        for some, texts in zip(self._runs, self._texts, strict=True):
            at = 0
            for start, end, label, length in np.frombuffer(some, np.int64).reshape(-1, 4).tolist():
                found.append(Run(start, end, LABELS[label], texts[at : at + length]))
                at += length
        return found

    def placed(self, segment: Segment) -> Segment | None:
        """The segment with what they stand for in their places; None: that has to be done one by one."""
        table = np.frombuffer(b"".join(self._runs), np.int64).reshape(-1, 4)
        begins, ends, labels, lengths = (np.ascontiguousarray(column) for column in table.T)
        if segment.shape is not Shape.PROSE or (begins[1:] < ends[:-1]).any():
            return None
        before = np.concatenate(([0], ends[:-1]))
        starts = (begins - before).cumsum() + lengths.cumsum() - lengths
        source = np.frombuffer(bytes(segment.data), np.uint8)
        kept = source[~_inside(begins, ends, source.size)]
        texts = np.frombuffer(b"".join(self._texts), np.uint8)
        if texts.size:
            some = lengths.nonzero()[0]
            decoded = _inside(starts[some], (starts + lengths)[some], kept.size + texts.size)
            data = np.empty(decoded.size, np.uint8)
            data[decoded] = texts
            data[~decoded] = kept
        else:
            data = kept
        return Moved(
            cast("Sequence[int]", begins),
            cast("Sequence[int]", ends),
            cast("Sequence[int]", starts),
            cast("Sequence[int]", lengths),
            lambda index: LABELS[labels[index]],
        ).of(segment, data.tobytes())


def _inside(begins: NDArray[np.int64], ends: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    """Of each byte whether it is in one of some stretches, in order and apart."""
    changes = np.zeros(size + 1, np.int8)
    changes[begins] = 1
    changes[ends] -= 1
    return changes[:-1].cumsum(dtype=np.int8).view(np.bool_)
