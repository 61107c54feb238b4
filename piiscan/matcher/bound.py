"""Numbers that a log gives apart from the statement of SQL which says what they are: $2 = '010940001'.

In a line of a log an INSERT may have them written out, too: VALUES (7, 'Ann', '010940001').

Rule: such a number is all of a text between quotes or of an item of a list, and no value of a key; its line says before
it that values are given, and a label stands where the statement may. That one may be meant is all that is told;
`pairing.prose.statements` reads the statement.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from piiscan.matcher.area import Area
from piiscan.matcher.borders import Mask, where
from piiscan.matcher.literals import ends_of, has_one, holds
from piiscan.matcher.patterns import ACCOUNT_LABEL, LICENSE_LABEL, SSN_LABEL
from piiscan.matcher.shapes import Places
from piiscan.matcher.stems import TOGETHER, stems

_NEAR = 2 << 10  # bytes of a line before a value
_FAR = 6 << 10  # of one in which a number is found for another reason: no statement is read beyond
_SHORT = 512  # bytes in which to look for each sign takes less than to look for all
_SIGNS = (
    *(b"aram", b"inding", b"args", b" Row: ", b"-- ", b"value=", b"nerated in ", b"s ago] ", b"no key] ", b"sp_exec"),
    *(b'["', b"['", b"', (", b'", (', b'; "', b";@p", b".set", b"AddWithValue"),
    *(b"bind_param", b"-> execute for ", b"ALUES", b"alues"),
)
"""One of them is in the line of a value, before it."""
BEFORE = "'\"[(, "
"""One of them is right before a value."""
_BEFORE = BEFORE.encode()
_LINE_BREAK = 0x0A
_ABOVE, _BELOW = 4 << 10, 2 << 10
"""Bytes to a label of the statement."""
_KINDS = tuple(group for group in TOGETHER if group & {SSN_LABEL, LICENSE_LABEL, ACCOUNT_LABEL})


def may_be_bound(data: bytes | bytearray, at: int) -> bool:
    """Whether a place may be a value of a statement: soon seen of most lines.

    >>> may_be_bound(b"parameters: $1 = '010940001'", 18), may_be_bound(b"SSN: '010940001'", 6)
    (True, False)
    """
    if not at or data[at - 1] not in _BEFORE:
        return False
    low = max(0, at - _FAR)
    line = bytes(data[data.rfind(b"\n", low, at) + 1 or low : at])
    return holds(*_SIGNS)(line) if len(line) > _SHORT else any(map(line.__contains__, _SIGNS))


def gives_values(data: bytes | bytearray) -> bool:
    """Whether anything in a text is a sign of values: where none is, no place has to be asked for."""
    return has_one(data, *_SIGNS)


def behind_signs(area: Area, start: Places) -> Places:
    """Of numbers that stand as values do (`apart.given`), those that a sign of values stands before, in their line."""
    text = area.text
    if not start.size or (area.is_small and not gives_values(text.tobytes())):
        return start[:0]
    signs = np.array([-1, *ends_of(_SIGNS, text.data)], dtype=np.int64)
    breaks = np.append(-1, where(text == _LINE_BREAK))
    begun = breaks.take(breaks.searchsorted(start) - 1)  # their lines, by the break before them
    sign = signs.take(signs.searchsorted(start, side="right") - 1)
    return np.asarray(start.take(where(sign > np.maximum(begun, start - _NEAR))))


def bound(data: bytes | bytearray, start: Places) -> Places:
    """Those of some places, in order, whose line gives values, and that a label stands near."""
    # First: a log may have such values in each line.
    near = start.take(where(near_labels(data, start, _KINDS, (_ABOVE, _BELOW))))
    return np.array([at for at in near.tolist() if may_be_bound(data, at)], dtype=np.int64)


def near_labels(
    data: bytes | bytearray, start: Places, kinds: Sequence[frozenset[int]], reach: tuple[int, int]
) -> Mask:
    """Which of some places, in order, have a label of such kinds so many bytes before or behind them."""
    above, below = reach
    low = max(0, int(start[0]) - above)
    around = b"\n" + bytes(data[low : int(start[-1]) + below]) + b"\n"
    begun = []
    for some in kinds:
        labels = stems(some)(around)
        if labels is None:  # full of them, or no engine to seek them by
            return np.ones(len(start), dtype=np.bool_)
        begun.append(labels.start)
    label = np.sort(np.concatenate(begun)) + (low - 1)
    return np.asarray(label.searchsorted(start + below) > label.searchsorted(start - above))
