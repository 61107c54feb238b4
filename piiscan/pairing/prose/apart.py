"""What in a running text is a record of its own: rows of small tables, forms as browsers send them, fields in lines.

Looked for only where a number stands; what reads them is loaded only where there may be one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

import numpy as np

from piiscan.later import later
from piiscan.matcher import CELL, Hits
from piiscan.matcher.borders import table
from piiscan.matcher.bound import gives_values, may_be_bound
from piiscan.model import Element, Segment
from piiscan.pairing.aside import of_kinds, without
from piiscan.pairing.prose.blocks import Hit
from piiscan.pairing.prose.insets import Row, in_cells
from piiscan.pairing.unit import Tally, Unit

Pair = Callable[[Segment, Hits, Hit, Element], tuple[Unit, tuple[str, int] | None]]
_CELLS = of_kinds(CELL)
FIELD = b"form-data; name="
# Backwards, from the number: so it is looked at from one place, and not from each of those before the number.
_BEHIND_KEY = later(
    rb"[^\s:=|]{0,30}[ \t*\"']*(?:\*{0,2}:|>?=|\||\t)[ \t]*[*\"'\]]{0,3}[A-Za-z)*]"
    rb"|\n\r?\d{1,4}\$\n\r?[A-Za-z_]"  # Redis, as below
    rb"|[^\s\"]{0,30}(?:\" \)[ \d)]{1,40}\n\r?\"[A-Za-z_]|\" \)\d{1,4}\(gnirts|\(tni)"  # Redis, PHP
)
_SIGN = table(b':=|\t"($')  # one of them is behind each key
_KEY = 64  # bytes before a number
_FEW = 100  # hits
_DENSE = 512  # bytes for a number, at most, where all of a text is looked through for signs
NEAREST = 3000  # bytes from the name of a field to a number in it


def records_of(
    segment: Segment, hits: Hits, tally: Tally, pair: Pair, *, listing: bool
) -> tuple[list[Row], Hits, Hits]:
    """The units of records that hold some of the hits, in order of place; those outside; and all that count for these.

    A line of a table that holds a number is a record of its own, for the numbers round it, too. Whose a number is in a
    table that names nobody, `pair` says.
    """
    rows: list[Row] = []
    if _have_field(segment.data, hits):
        from piiscan.pairing.prose.form_data import forms_of

        rows, hits = forms_of(segment, hits, tally, listing=listing)
    few = len(hits.start) <= _FEW  # to ask each costs less than to look through the text
    if (few or gives_values(segment.data)) and any(may_be_bound(segment.data, at) for at in hits.start.tolist()):
        from piiscan.pairing.prose.bound_records import bound_of

        bound, hits = bound_of(segment, hits, tally, listing=listing)
        rows = sorted([*rows, *bound], key=attrgetter("start")) if rows else bound
    every = hits  # a line that is a record holds its number for those round it, too
    if _have_line(segment.data, hits):
        from piiscan.pairing.prose.field_lines import lines_of

        in_lines, hits = lines_of(segment, hits, tally, listing=listing)
        rows = sorted([*rows, *in_lines], key=attrgetter("start")) if rows else in_lines
    if not in_cells(segment.data, hits).any():
        return rows, hits, every
    from piiscan.pairing.prose.inset_rows import rows_of

    numbers = without(every, _CELLS)
    of_tables, left = rows_of(segment, hits, tally, partial(pair, segment, numbers), listing=listing)
    return sorted([*rows, *of_tables], key=attrgetter("start")) if rows else of_tables, left, numbers


def _have_line(data: bytes | bytearray, hits: Hits) -> bool:
    """Whether one of the hits may stand behind a key, as the value of a line of its own."""
    starts = hits.start
    if len(starts) * _DENSE > len(data):
        signs = np.flatnonzero(_SIGN.take(np.frombuffer(data, np.uint8)))
        starts = starts[starts - np.append(-_KEY, signs)[signs.searchsorted(starts)] < _KEY]
    before = (data[max(0, start - _KEY) : start] for start in starts.tolist())
    return any(_BEHIND_KEY.match(some[::-1]) is not None for some in before)


def _have_field(data: bytes | bytearray, hits: Hits) -> bool:
    """Whether a field of a form stands before some of the hits. A few are asked for themselves: a window is long."""
    if len(hits.start) * NEAREST < len(data):
        return any(data.rfind(FIELD, max(0, start - NEAREST), start) >= 0 for start in hits.start.tolist())
    return data.find(FIELD) >= 0
