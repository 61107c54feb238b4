"""Every place of a trigger, for a text that is several: of some kinds `triggers_in` tells of one only.

That there is one is all a text is asked; of small files one behind the other, or objects, it has to be known in which.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from operator import itemgetter

from piiscan.compiled import database
from piiscan.formats.encoded.triggers import (
    ANYWHERE,
    PATTERNS,
    SHAPELESS,
    Buffer,
    Found,
    Triggers,
    triggers_in,
)
from piiscan.hash_labels import HASH_LABELS
from piiscan.matches import search_of


def every_trigger(data: Buffer) -> Triggers:
    """The triggers of a text in order of their ends, all there are."""
    found = triggers_in(data)
    others = found if isinstance(found, list) else found.others
    if not any(kind in ANYWHERE for kind, _, _ in others):
        return found
    every = [*(one for one in others if one[0] not in ANYWHERE), *_of_anywhere()(data)]
    every.sort(key=itemgetter(1))
    if isinstance(found, list):
        return every
    found.others = every
    return found


@cache
def _of_anywhere() -> Callable[[Buffer], list[Found]]:
    """The search for the kinds of `ANYWHERE`: few texts have any."""
    sought = [(kind, turn, pattern) for kind, turn, pattern in PATTERNS if kind in ANYWHERE]
    sought += [(SHAPELESS, 0, pattern) for pattern in HASH_LABELS]
    try:
        look = search_of(database([pattern for _, _, pattern in sought]))
    except ImportError:  # no Hyperscan
        patterns = [(kind, turn, re.compile(pattern)) for kind, turn, pattern in sought]
        return lambda data: [(kind, one.end(), turn) for kind, turn, by in patterns for one in by.finditer(data)]

    def search(data: Buffer) -> list[Found]:
        matched = look(data)
        return [(sought[one][0], end, sought[one][1]) for one, end in zip(matched[::3], matched[2::3], strict=True)]

    return search
