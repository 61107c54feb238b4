"""Which stretches of a text of records are worth reading. The only file that asks before anything is built.

To build a record takes fifty times as long as to look for numbers in a text. So a format shows what its records will
say, put together cheaply, and builds those in which a number, or whatever else has to be looked at, was seen.
Rule: what is shown has all labels and numbers that the records will have, side by side as there. A stretch ends where
a record does. Where there is nobody to ask (`Context.sees`), all of it is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from piiscan.formats.base import Context
from piiscan.formats.segments.keyed import after

_LEAST = 1 << 10  # characters of a text: to look at less costs what reading it does
_STEP = 4 << 10  # characters of a stretch, at least
MOST = 1 << 20
"""Characters of a record: a longer one is read as it comes."""

Block = tuple[str, int, int]
"""Whole lines or records, and the line and column they begin at."""
Shown = Callable[[str], str | None]
"""What the records of a stretch will say; None: that is not to be had without reading it."""


def promising(blocks: Iterable[Block], context: Context, border: re.Pattern[str], shown: Shown) -> Iterator[Block]:
    """The blocks without the stretches that nothing can be found in. `border`: it ends where a record begins."""
    if context.sees is None:
        yield from blocks
        return
    held, line, column = "", 1, 1
    inside = False  # of a record that is longer than any
    short = True
    for text, first, at in blocks:
        if not held:
            line, column = first, at
        held += text
        cuts = [0]
        while (match := border.search(held, cuts[-1] + _STEP)) is not None:
            cuts.append(match.end())
        if len(cuts) == 1 and len(held) < MOST:
            continue
        long = len(cuts) == 1
        pieces = [held[start:end] for start, end in pairwise(cuts)] or [held]
        held = held[cuts[-1] :] if not long else ""
        for piece, kept in zip(pieces, _kept(pieces, context, shown, whole=inside or long), strict=True):
            if kept:
                yield piece, line, column
            line, column = after(piece, line, column)
        inside, short = long, False
    if held and _kept([held], context, shown, whole=inside or (short and len(held) < _LEAST))[0]:
        yield held, line, column


def _kept(pieces: list[str], context: Context, shown: Shown, *, whole: bool) -> list[bool]:
    """Which of the stretches are read; `whole`: the first one is, whatever it says."""
    data, starts, kept = bytearray(), [], [whole, *[False] * (len(pieces) - 1)]
    if all(kept):
        return kept
    for index, piece in enumerate(pieces):
        starts.append(len(data))
        said = shown(piece)
        if said is None:
            kept[index] = True
        else:
            data += said.encode("utf-8", "replace")
    places = context.sees(bytes(data)) if context.sees is not None else None
    if places is None:
        return [True] * len(pieces)
    for place in places:
        kept[bisect_right(starts, place) - 1] = True
    return kept
