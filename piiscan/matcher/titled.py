"""Numbers in the cells of a small table inside running text, whose label is the title of their column, lines above.

Rule: a cell begins behind a tab or two blanks. Its number alone says nothing, and the title is further off than a label
may be (`hits.LABEL_BEFORE`): so a label is sought up to `REACH` above, at most two blank lines between, and only where
there are such cells at all. That a label is there is all that is told; `pairing.insets` reads the table.
"""

from __future__ import annotations

import numpy as np

from piiscan.matcher.borders import DIGIT, LETTER, Text, where
from piiscan.matcher.hits import CELL, Hits
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.shapes import Places
from piiscan.matcher.stems import TOGETHER, stems
from piiscan.matcher.survey import Survey

REACH = 4000
"""Bytes between a title and a cell below it: some forty lines, and less than pairing may look back."""
_MOST_LETTERS = 2
_BLANK, _TAB = b" \t"
_APART = b"\n\n\n"
_KINDS = tuple(group for group in TOGETHER if group & {SSN_LABEL, LICENSE_LABEL, ACCOUNT_LABEL})


def cells(text: Text, found: Survey) -> Places:
    """Where long runs of digits, up to two letters before them or not, begin a cell of a padded text."""
    runs = [row for row in (found.loose, found.nine_value, found.iban, found.lettered_eight) if row.size]
    if not runs:
        return found.loose
    start = np.concatenate(runs) if len(runs) > 1 else runs[0].copy()
    for _ in range(_MOST_LETTERS):
        start -= LETTER.take(text.take(start - 1))
    one = text.take(start - 1)
    begins = (one == _TAB) | ((one == _BLANK) & (text.take(start - 2) == _BLANK))
    return np.unique(start.take(where(begins)))


def below_titles(data: bytes | bytearray, start: Places) -> Places:
    """Those of some cells, in order, that a label stands above."""
    cuts = where(np.diff(start) > REACH) + 1
    kept = [_with_label(data, group) for group in np.split(start, cuts)]
    return np.concatenate(kept)


def _with_label(data: bytes | bytearray, start: Places) -> Places:
    low = max(0, int(start[0]) - REACH)
    around = b"\n" + bytes(data[low : int(start[-1])]) + b"\n"
    places = []
    for kinds in _KINDS:
        found = stems(kinds)(around)
        if found is None:  # full of them, or no engine to seek them by
            return start
        places.append(found.start)
    label = np.sort(np.concatenate(places)) + (low - 1)
    last = label.searchsorted(start) - 1
    near = where((last >= 0) & (start - label.take(np.maximum(last, 0)) <= REACH)) if label.size else where(last > 0)
    kept = []
    for place in start.take(near).tolist():
        line = data.rfind(b"\n", low, place)
        above = int(label.searchsorted(line)) - 1
        if above >= 0 and label[above] > max(place - REACH, data.rfind(_APART, max(low, place - REACH), place)):
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def with_cells(data: bytes | bytearray, hits: Hits, start: Places) -> Hits:
    """Hits with those of some cells that a label stands above and no other number begins at."""
    start = np.setdiff1d(start, hits.start)
    start = below_titles(data, start) if start.size else start
    if not start.size:
        return hits
    kind = np.concatenate((hits.kind, np.full(start.size, CELL, dtype=np.uint8)))
    begin = np.concatenate((hits.start, start))
    end = np.concatenate((hits.end, np.array([_end(data, place) for place in start.tolist()], dtype=np.int64)))
    order = begin.argsort(kind="stable")
    return Hits(kind.take(order), begin.take(order), end.take(order))


def _end(data: bytes | bytearray, start: int) -> int:
    """Where the digits behind the letters of a cell end."""
    end = start
    while end < len(data) and LETTER[data[end]]:
        end += 1
    while end < len(data) and DIGIT[data[end]]:
        end += 1
    return end
