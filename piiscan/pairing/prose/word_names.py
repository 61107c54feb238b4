"""Persons whose surname is a word, and whom no name in a text is seen in: they are not who stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piiscan.later import later
from piiscan.pairing.names import words
from piiscan.pairing.names.pieces import Kind, kind_of
from piiscan.pairing.names.table import fold, lookup

LONGEST = 40
"""characters of one"""
_OFTEN_GIVEN = 9  # frequency class
_WORD_NAME = later(
    r"(?<![\w.'\u2019] )\b([A-Z][a-z]+) (?:[A-Z]\.? )?([A-Z][\w'\u2019-]+)(?=,? \(|, | [-\u2013] |['\u2019]s )"
)


def word_names(text: str, start: int, at: int) -> Iterator[re.Match[str]]:
    """Such names in a part of a text."""
    return filter(_has_word, _WORD_NAME.finditer(text, start, at))


def is_word_name(text: str) -> bool:
    """Whether a line is such a name and nothing else.

    >>> is_word_name("Sarah Clerk"), is_word_name("Sarah Lee"), is_word_name("Your Order")
    (True, False, False)
    """
    found = _WORD_NAME.match(f"{text.strip()}, ") if len(text) < LONGEST else None
    return found is not None and found.end() == len(text.strip()) and _has_word(found)


def _has_word(found: re.Match[str]) -> bool:
    """Whether a given name and a word are no name that `names` finds, and may be one."""
    if kind_of(found[2])[1] < Kind.TITLE or fold(found[2]) in words.STATES:
        return False
    return lookup(found[1]).given > _OFTEN_GIVEN or fold(found[1]) in words.NICKNAMES
