"""Every place of a trigger, for a text that is several: of some kinds `triggers_in` tells of one only.

That there is one is all a text is asked; of small files one behind the other, or objects, it has to be known in which.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from piiscan.compiled import database
from piiscan.formats.encoded.triggers import (
    ANYWHERE,
    END,
    PATTERNS,
    SHAPELESS,
    Buffer,
    Found,
    Triggers,
    told,
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
    try:
        each = _of_anywhere()(data)
    except ImportError:  # no Hyperscan: `re` has told of all
        return found
    every = sorted([*(one for one in others if one[0] not in ANYWHERE), *each], key=END)
    if isinstance(found, list):
        return every
    found.others = every
    return found


@cache
def _of_anywhere() -> Callable[[Buffer], list[Found]]:
    """The search for the kinds of `ANYWHERE`: few texts have any."""
    sought = [(kind, turn, pattern) for kind, turn, pattern in PATTERNS if kind in ANYWHERE]
    sought += [(SHAPELESS, 0, pattern) for pattern in HASH_LABELS]
    look = search_of(database([pattern for _, _, pattern in sought]))
    return lambda data: told(data, look(data), sought)
