"""Numbers under a key that calls them another thing, in objects of one form: counted together.

Events and logs as JSON have a `user_id` or an `account_id` in each line, which are the look-alikes of nobody's account.
Rule: the objects of a form have the same keys, and what `Asked.no_account` says of a number comes from keys alone, so
that one of each key is asked. Only a number that is all of its value is counted so; all others are read one by one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from piiscan.matcher import ACCOUNT, Hits
from piiscan.model import Segment
from piiscan.pairing.objects.alike import Found, objects_of_one_form
from piiscan.pairing.objects.asked import SHORTEST, SHORTEST_CARD
from piiscan.pairing.tables.cells import Bools
from piiscan.pairing.tables.grid import Ints

_ASKED = 4  # numbers of a key

Ask = Callable[[tuple[int, int], int, int], str]
"""Why the number that stands at a place of an object is no account; "" where keys alone do not say so."""


def counted(segment: Segment, hits: Hits, count: Callable[[str, int], None], ask: Ask) -> Bools:
    """Which hits of a segment were counted, each by why it is no account."""
    done = np.zeros(len(hits.start), bool)
    length = hits.end - hits.start
    numbers = np.flatnonzero((hits.kind == ACCOUNT) & (length >= SHORTEST) & (length < SHORTEST_CARD))
    end = len(segment.data) if segment.end < 0 else segment.end
    for _, found in objects_of_one_form(segment.data, segment.start, end):
        for these in _values(found, hits, numbers):
            other = _other(found, hits, these, ask)
            if other:
                count(other, len(these))
                done[these] = True
    return done


def _values(found: Found, hits: Hits, numbers: Ints) -> list[Ints]:
    """The numbers that are all of a value, by the value of the form that they are."""
    objects = found.spans[:, 0]
    start, end = hits.start[numbers], hits.end[numbers]
    inside = np.searchsorted(objects[:, 0], start, side="right") - 1
    values = []
    for value in range(1, found.spans.shape[1]):
        spans = found.spans[:, value].take(inside, axis=0, mode="clip")  # of another object it is never the span
        these = numbers[(spans[:, 0] == start) & (spans[:, 1] == end)]
        digits = [found.data[hits.start[at] : hits.end[at]].isdigit() for at in these.tolist()]
        if any(digits):
            values.append(these[digits])
    return values


def _other(found: Found, hits: Hits, these: Ints, ask: Ask) -> str:
    """Why all these numbers, a value each of its object, are no accounts; "" where they have to be asked one by one."""
    for at in these[:_ASKED].tolist():
        start, end = int(hits.start[at]), int(hits.end[at])
        first, last = found.spans[np.searchsorted(found.spans[:, 0, 0], start, side="right") - 1, 0].tolist()
        if other := ask((first, last), start, end):
            return other
    return ""
