"""Numbers whose label stands further above than a label may: titles of columns, questions of a chat.

Rule: a cell of a small table in running text begins behind a tab, a bar or two blanks, or begins a line and ends so; an
answer is all there is in a text of a message ("text": "773010001"), or ends it. Such a number alone says nothing, so a
label is sought up to `REACH` above, at most two blank lines between, and only where there are such at all. That one may
be there is all that is told; `pairing.prose.insets` reads the table, `pairing.objects.chats` the question. Of values
that only a code names, `coded` tells, of those that a statement does, `bound`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from piiscan.distinct import distinct
from piiscan.matcher import kernel
from piiscan.matcher.area import Area
from piiscan.matcher.borders import Text, among, table, where
from piiscan.matcher.bound import behind_signs, bound
from piiscan.matcher.coded import LICENSE_CODE, SSN_CODE, coded_licenses, coded_ssns, with_codes, with_labels
from piiscan.matcher.hits import ANSWER, CELL, LICENSE, SSN_BARE, Hits
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.shapes import Places
from piiscan.matcher.stems import TOGETHER, stems
from piiscan.matcher.survey import Survey

REACH = 7600
"""Bytes between a title and a cell below it: a page of lines, and less than pairing may look back."""
_BELOW = 160
"""Bytes between a number that begins a cell and a label below it: a line of a form, or the rule it is written on."""
_BLANK, _QUOTE, _MARK = b' ">'
_LINE_BREAK = 0x0A
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
_CELL = re.compile(rb"[A-Za-z]*[0-9]*")
_NONE = np.empty(0, dtype=np.int64)
_APART = b"\n\n\n"
_NOWHERE = -(1 << 40)
_GIVEN = 0
_ORDER = (CELL, ANSWER, SSN_BARE, LICENSE, _GIVEN)  # of what is `Seen`
_CODES = {SSN_BARE: SSN_CODE, LICENSE: LICENSE_CODE}
_KINDS = tuple(group for group in TOGETHER if group & {SSN_LABEL, LICENSE_LABEL, ACCOUNT_LABEL})


class Seen(NamedTuple):
    """Places in a text, block by block."""

    cells: list[Places]
    answers: list[Places]
    ssns: list[Places]
    licenses: list[Places]
    given: list[Places]


def see(seen: Seen, area: Area, within: tuple[int, int], shift: int) -> None:
    """Keep what may begin a cell or end a message in a padded text, as places in the whole, of those within a range."""
    text, found = area.text, area.survey
    for kept, some in (
        (seen.cells, found.cell),
        (seen.answers, _answers(text, found)),
        (seen.ssns, coded_ssns(text, found)),
        (seen.licenses, coded_licenses(text, found, area.block)),
        (seen.given, behind_signs(area, found.given)),
    ):
        if not some.size:
            continue
        moved = some + shift
        inside = moved[slice(*moved.searchsorted(within))]
        if inside.size:
            kept.append(inside)


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
    return distinct(start.take(where(quoted | (one == _BLANK) | (one == _MARK))))


def below_labels(data: bytes | bytearray, start: Places, *, lines: bool) -> Places:
    """Those of some numbers, in order, that a label stands before; `lines`: in a line above, or near below."""
    cuts = where(np.diff(start) > REACH) + 1
    kept = [_with_label(data, group, lines=lines) for group in np.split(start, cuts)]
    return np.concatenate(kept)


def _with_label(data: bytes | bytearray, start: Places, *, lines: bool) -> Places:
    low = max(0, int(start[0]) - REACH)
    around = b"\n" + bytes(data[low : int(start[-1]) + (_BELOW if lines else 0)]) + b"\n"
    begun = []
    for kinds in _KINDS:
        found = stems(kinds)(around)
        if found is None:  # full of them, or no engine to seek them by
            return start
        begun.append(found.start)
    label = np.sort(np.concatenate(begun)) + (low - 1)
    under = _first_behind(label, start) <= start + _BELOW if lines else np.zeros(start.size, bool)
    if not label.size or not (under.any() or (start - _last_before(label, start) <= REACH).any()):
        return start[:0]
    breaks = kernel.places(np.frombuffer(around, np.uint8)[1:-1], _LINE_BREAK, _LINE_BREAK) + low
    apart = breaks[:-2][breaks[2:] - breaks[:-2] == len(_APART) - 1]
    above = _last_before(label, _last_before(breaks, start) if lines else start)
    over = above > np.maximum(start - REACH, _last_before(apart, start - (len(_APART) - 1)))
    return start.take(where(over | under))


def _first_behind(places: Places, start: Places) -> Places:
    """Of some places in order the first one behind each of others; far behind all where there is none."""
    return np.append(places, -_NOWHERE).take(places.searchsorted(start))


def _last_before(places: Places, start: Places) -> Places:
    """Of some places in order the last one before each of others; far before all where there is none."""
    return np.append(places, _NOWHERE).take(places.searchsorted(start) - 1)


def with_titled(data: bytes | bytearray, hits: Hits, seen: Seen) -> Hits:
    """Hits with those of some places that a label stands above and no other number begins at."""
    for kind, some in zip(_ORDER, seen, strict=True):
        start = distinct(np.concatenate(some)) if some else _NONE
        start = start.take(where(~among(start, hits.start)))
        if not start.size:
            continue
        if kind == _GIVEN:
            hits = _merged(data, hits, CELL, start) if (start := bound(data, start)).size else hits
            continue
        code = _CODES.get(kind)
        told = below_labels(data, start, lines=kind == CELL) if code is None else with_codes(data, start, code)
        start = distinct(np.concatenate((told, with_labels(data, start)))) if kind == SSN_BARE else told
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
    match = _CELL.match(data, start)
    return start if match is None else match.end()
