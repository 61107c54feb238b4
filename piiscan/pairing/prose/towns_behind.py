"""Towns that nothing parts from a name before them: "Ann Lee Boston MA 02108" of flat exports and scans.

Rule: behind a name that is one without it, and before the state. "Mary Ann Lee MA 02139" is of nobody in Lee.
"""

from __future__ import annotations

import re

from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.table import fold, lookup
from piiscan.pairing.residence.places import places

_STATE = later(r",? {1,2}(?:MA|Mass(?:achusetts|\.)?|([A-Z]{2}) {1,2}\d{5})(?![\w'-])")
_WORDS = later(r"(?:(?<=\s)|^)(?:[A-Z][\w'\u2019.-]*,? {1,2}){2,4}[A-Z][\w'\u2019-]*\Z")
_WORD = later(r"\S+")
_REACH = 60  # characters
_BEGIN_TOWNS = frozenset(
    (
        *("new", "san", "santa", "los", "las", "el", "fort", "saint", "st", "north", "south", "east", "west", "mount"),
        *("port", "palm", "lake", "salt", "long", "grand", "little", "oak", "cedar", "fall", "council", "corpus"),
    )
)
"""The first of two words of towns outside of Massachusetts, whose own are on a list."""


def without_towns(text: str) -> str:
    """A line in which semicolons stand in the place of such towns, as they end a name and a value.

    >>> without_towns("SSN 1 Ann Lee Boston MA 02108")
    'SSN 1 Ann Lee ;;;;;; MA 02108'
    >>> without_towns("Mary Ann Lee MA 02139"), without_towns("12 Elm Street Boston MA 02108")
    ('Mary Ann Lee MA 02139', '12 Elm Street Boston MA 02108')
    """
    for state in _STATE.finditer(text):
        found = _town_before(text, state)
        if found is not None:
            text = text[:found] + ";" * (state.start() - found) + text[state.start() :]
    return text


def _town_before(text: str, state: re.Match[str]) -> int | None:
    """Where the town before a state begins, if a name stands right before it."""
    if state[1] is not None and state[1].lower() not in places().states:
        return None
    said = _WORDS.search(text, max(0, state.start() - _REACH), state.start())
    if said is None:
        return None
    found = [*_WORD.finditer(text, said.start(), state.start())]
    words = [one[0] for one in found]
    for count in (2, 1):
        name, town = words[:-count], fold(" ".join(words[-count:]))
        is_town = town in places().towns if state[1] is None else count == 1 or words[-2].lower() in _BEGIN_TOWNS
        if is_town and len(name) > 1 and _is_name(name):
            return found[-count].start()
    return None


def _is_name(words: list[str]) -> bool:
    """Whether words are a name whose last one is more likely a surname than a second given name (Mary Ann)."""
    found = names.known_name(" ".join(words))
    if found is None or found.grade < Grade.FAIR or "," in "".join(words[1:]):
        return False
    last = lookup(words[-1])
    return last.surname >= last.given
