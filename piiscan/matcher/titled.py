"""Numbers whose label stands further above than a label may: titles of columns, questions of a chat.

Rule: a cell of a small table in running text begins behind a tab or two blanks; an answer is all there is in a text of
a message ("text": "773010001"), or ends it. Such a number alone says nothing, so a label is sought up to `REACH` above,
at most two blank lines between, and only where there are such at all. That a label may be there is all that is told;
`pairing.insets` reads the table, `pairing.object_chats` the question.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from piiscan.matcher.borders import DIGIT, LETTER, Mask, Text, table, where
from piiscan.matcher.hits import ANSWER, CELL, Hits
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.shapes import Places
from piiscan.matcher.stems import TOGETHER, stems
from piiscan.matcher.survey import Survey

REACH = 4000
"""Bytes between a title and a cell below it: some forty lines, and less than pairing may look back."""
_MOST_LETTERS = 2
_BLANK, _TAB, _QUOTE, _MARK = b' \t">'
_NINE = 9
MESSAGES = frozenset(("text", "content", "message", "body", "msg", "plaintext", "messagetext", "plain_text", "reply"))
"""Keys of what somebody says in a chat."""
_TAILS = tuple(table("".join(key[-back] + key[-back].upper() for key in MESSAGES).encode()) for back in (1, 2, 3))
_ENDS = table(b'"<.!\\')
_KEY = 120  # bytes before an answer that hold its key
_MESSAGE = re.compile(
    rb'"(?:' + "|".join(sorted(MESSAGES)).encode() + rb')"\s{0,4}:\s{0,4}"(?:<[^<>"]{1,30}>){0,3}[^"0-9\\]{0,40}\Z',
    re.IGNORECASE,
)
_NONE = np.empty(0, dtype=np.int64)
_APART = b"\n\n\n"
_KINDS = tuple(group for group in TOGETHER if group & {SSN_LABEL, LICENSE_LABEL, ACCOUNT_LABEL})


class Seen(NamedTuple):
    """Places in a text, block by block."""

    cells: list[Places]
    answers: list[Places]


def see(seen: Seen, text: Text, found: Survey, within: tuple[int, int], shift: int) -> None:
    """Keep what may begin a cell or end a message in a padded text, as places in the whole, of those within a range."""
    for kept, places in ((seen.cells, _cells(text, found)), (seen.answers, _answers(text, found))):
        if not places.size:
            continue
        moved = places + shift
        inside = moved[slice(*moved.searchsorted(within))]
        if inside.size:
            kept.append(inside)


def _cells(text: Text, found: Survey) -> Places:
    """Where long runs of digits, up to two letters before them or not, begin a cell."""
    runs = [row for row in (found.loose, found.nine_value, found.iban, found.lettered_eight) if row.size]
    if not runs:
        return found.loose
    start = np.concatenate(runs)
    for _ in range(_MOST_LETTERS):
        start -= LETTER.take(text.take(start - 1))
    return np.unique(start.take(where(begins_cell(text, start))))


def begins_cell(text: Text, start: Places) -> Mask:
    """Which places are behind a tab, or two blanks; the first two of a text are behind its first byte."""
    one, two = text.take(start - 1, mode="clip"), text.take(start - 2, mode="clip")
    return np.asarray((one == _TAB) | ((one == _BLANK) & (two == _BLANK)))


def _answers(text: Text, found: Survey) -> Places:
    """Where runs of digits begin that end a text between quotes: all of it only under a key that ends as some do."""
    nine = found.nine_value
    if not (nine.size or found.loose.size):
        return nine
    start = np.concatenate((nine, found.loose))
    end = np.concatenate((nine + _NINE, found.loose + found.loose_lengths))
    ends = where(_ENDS.take(text.take(end)))
    if not ends.size:
        return ends
    start = start.take(ends)
    one = text.take(start - 1)
    quoted = one == _QUOTE
    key = start - 4 - (text.take(start - 2) == _BLANK)  # the last letter of "text": "
    for tail in range(3):
        quoted &= _TAILS[tail].take(text.take(key - tail))
    return np.unique(start.take(where(quoted | (one == _BLANK) | (one == _MARK))))


def below_labels(data: bytes | bytearray, start: Places, *, lines: bool) -> Places:
    """Those of some numbers, in order, that a label stands before; `lines`: in a line above."""
    cuts = where(np.diff(start) > REACH) + 1
    kept = [_with_label(data, group, lines=lines) for group in np.split(start, cuts)]
    return np.concatenate(kept)


def _with_label(data: bytes | bytearray, start: Places, *, lines: bool) -> Places:
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
        above = int(label.searchsorted(data.rfind(b"\n", low, place) if lines else place)) - 1
        if above >= 0 and label[above] > max(place - REACH, data.rfind(_APART, max(low, place - REACH), place)):
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def with_titled(data: bytes | bytearray, hits: Hits, seen: Seen) -> Hits:
    """Hits with those of some places that a label stands above and no other number begins at."""
    for kind, places in ((CELL, seen.cells), (ANSWER, seen.answers)):
        start = np.setdiff1d(np.concatenate(places), hits.start) if places else _NONE
        start = below_labels(data, start, lines=kind == CELL) if start.size else start
        if kind == ANSWER and start.size:
            start = start[[_MESSAGE.search(data, max(0, at - _KEY), at) is not None for at in start.tolist()]]
        if start.size:
            hits = _merged(data, hits, kind, start)
    return hits


def _merged(data: bytes | bytearray, hits: Hits, kind: int, start: Places) -> Hits:
    kinds = np.concatenate((hits.kind, np.full(start.size, kind, dtype=np.uint8)))
    begin = np.concatenate((hits.start, start))
    end = np.concatenate((hits.end, np.array([_end(data, place) for place in start.tolist()], dtype=np.int64)))
    order = begin.argsort(kind="stable")
    return Hits(kinds.take(order), begin.take(order), end.take(order))


def _end(data: bytes | bytearray, start: int) -> int:
    """Where the digits behind the letters of a cell end."""
    end = start
    while end < len(data) and LETTER[data[end]]:
        end += 1
    while end < len(data) and DIGIT[data[end]]:
        end += 1
    return end
