"""Places with the same text round them but for its digits: what a rule says of one of them, it says of all.

Rule: whoever asks for them knows that their rule tells no digit from another, or puts aside the forms in which it does.
Texts that are nothing but numbers are written in few ways, and a rule that runs once for each number takes a hundred
times as long as all other work on them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from piiscan.matcher.borders import Text
from piiscan.matcher.shapes import Places

_FEWEST = 4
"""Of a form; fewer are looked at one by one."""
_WORTHWHILE = 16
"""Places: below, nothing is gained."""
_AT_ONCE = 1 << 14
"""Places that are put in forms together: as many spellings are held in memory."""
ANY_DIGITS = bytes.maketrans(b"123456789", b"000000000")
"""For `translate`: every digit a zero."""


class Form(NamedTuple):
    """A way of writing, all digits in it made zeros, and the places with it, in order."""

    written: bytes
    places: Places


def numbered(data: bytes, begins: Places, size: int, seen: dict[bytes, int]) -> Places:
    """Numbers of the texts of one size that begin at some places, by what was `seen` so far: new ones are added to it.

    Most are as the one before them, which a look at all of them at once tells.
    """
    found = [begins[:0]]
    number = seen.setdefault
    windows = sliding_window_view(np.frombuffer(data, dtype=np.uint8), size) if begins.size else None
    for first in range(0, begins.size, _AT_ONCE):
        some = begins[first : first + _AT_ONCE]
        assert windows is not None  # noqa: S101 - what mypy needs to know
        texts = windows[some]
        differs = np.ones(some.size, dtype=np.bool_)
        differs[1:] = (texts[1:] != texts[:-1]).any(axis=1)
        others = some[differs].tolist()
        which = np.array([number(data[at : at + size], len(seen)) for at in others], dtype=np.int64)
        found.append(which.take(differs.cumsum() - 1))
    return np.concatenate(found)


def forms(text: Text, places: Places, before: int, after: int) -> tuple[list[Form], Places]:
    """The places, which are in order, by the bytes before and from each on; and those of forms that few have."""
    if places.size < _WORTHWHILE:
        return [], places
    low = int(places[0]) - before
    plain = text[low : int(places[-1]) + after].tobytes().translate(ANY_DIGITS)
    found: list[Form] = []
    rest = [places[:0]]
    for first in range(0, places.size, _AT_ONCE):
        some = places[first : first + _AT_ONCE]
        seen: dict[bytes, int] = {}
        which = numbered(plain, some - (low + before), before + after, seen)
        count = np.bincount(which)
        several = count >= _FEWEST
        rest.append(some[~several.take(which)])
        order = which.argsort(kind="stable")
        ends = count.cumsum()
        for written, is_form, end, size in zip(seen, several.tolist(), ends.tolist(), count.tolist(), strict=True):
            if is_form:
                found.append(Form(written, some.take(order[end - size : end])))
    return found, np.concatenate(rest)
