"""Places with the same text round them but for its digits: what a rule says of one of them, it says of all.

Rule: whoever asks for them knows that their rule tells no digit from another, or puts aside the forms in which it does.
Texts that are nothing but numbers are written in few ways, and a rule that runs once for each number takes a hundred
times as long as all other work on them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from piiscan.matcher.borders import Text
from piiscan.matcher.shapes import Places

_FEWEST = 4
"""Of a form; fewer are looked at one by one."""
_WORTHWHILE = 16
"""Places: below, nothing is gained."""
_AT_ONCE = 1 << 14
"""Places that are put in forms together: as many spellings are held in memory."""
_PLAIN = bytes(0x30 if 0x30 <= byte <= 0x39 else byte for byte in range(256))


class Form(NamedTuple):
    """A way of writing, all digits in it made zeros, and the places with it, in order."""

    written: bytes
    places: Places


def forms(text: Text, places: Places, before: int, after: int) -> tuple[list[Form], Places]:
    """The places, which are in order, by the bytes before and from each on; and those of forms that few have."""
    if places.size < _WORTHWHILE:
        return [], places
    low = int(places[0]) - before
    plain = text[low : int(places[-1]) + after].tobytes().translate(_PLAIN)
    found: list[Form] = []
    rest = [places[:0]]
    for first in range(0, places.size, _AT_ONCE):
        some = places[first : first + _AT_ONCE]
        seen: dict[bytes, int] = {}
        number = seen.setdefault
        span = before + after
        begins = (some - (low + before)).tolist()
        which = np.array([number(plain[at : at + span], len(seen)) for at in begins], dtype=np.int64)
        count = np.bincount(which)
        several = count >= _FEWEST
        rest.append(some[~several.take(which)])
        order = which.argsort(kind="stable")
        ends = count.cumsum()
        for written, is_form, end, size in zip(seen, several.tolist(), ends.tolist(), count.tolist(), strict=True):
            if is_form:
                found.append(Form(written, some.take(order[end - size : end])))
    return found, np.concatenate(rest)
