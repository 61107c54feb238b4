"""Words for those who stand close to somebody: a number behind one is hardly that of the person named before it."""

from __future__ import annotations

import re
from functools import lru_cache

from piiscan.later import later

KIN = (
    r"(?:(?:ex-?|step-?|grand|god)?(?:husband|wife|spouse|son|daughter|mother|father|child|brother|sister|mom|dad|kid)"
    r"|partner|fianc[e\u00e9]e?|aunt|uncle|niece|nephew|cousin)(?:-in-law)?"
)
"""For patterns, between borders of words."""
SOMEBODY = later(r"\b(?:he|she|him|his|hers?|they|them|their)\b", re.IGNORECASE)
"""Words for somebody who is spoken of, and does not speak."""
_BEFORE = later(rf"\b(?:{KIN}|dependent)(?:['\u2019]s)?(?![\w-])[^.;|\n\d]{{0,40}}\Z")
_OWNED = later(  # "and his wife Nina's is 1", "her husband's SSN is 1", "Ann Lee's son's SSN: 1"
    rf"(?:\b(?:whose|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Yy]our)|\w['\u2019]s) (?:\w+ )?(?:{KIN})"
    r"(?:['\u2019]s| [A-Z])"
)
_KINS = later(rf"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|\w['\u2019]s) (?:\w+ )?(?:{KIN}),? \Z")
_BRACKETED = later(rf"\((?:[Hh]is |[Hh]er |the )?(?:{KIN})[,:]? \Z")
_PARTS_OF_KIN = (
    *("husband", "wife", "spouse", "son", "daughter", "other", "father", "child", "sister", "mom", "dad", "kid"),
    *("partner", "fianc", "aunt", "uncle", "niece", "nephew", "cousin", "parent", "guardian"),
)
"""One is in each word of `KIN`."""
_REACH = 64  # characters; a text may be as long as a file, and hold thousands of numbers


def is_of_kin(before: str) -> bool:
    """Whether a number behind some text of a remark is that of somebody's husband, wife, child.

    >>> is_of_kin("see file; spouse Nina SSN "), is_of_kin("spouse: see file. SSN ")
    (True, False)
    """
    return _BEFORE.search(before, max(0, len(before) - _REACH)) is not None


def is_kins(text: str, at: int) -> bool:
    """Whether who is named at a place of a text is told to be somebody's husband, wife or child.

    >>> is_kins("Her daughter, Ann Lee", 14), is_kins("The daughter is Ann Lee", 16), is_kins("his wife Ann", 9)
    (True, False, True)
    """
    return may_name_kin(text) and _KINS.search(text, max(0, at - _REACH), at) is not None


def is_in_brackets(text: str, at: int, number: int) -> bool:
    """Whether who is named at a place is kin told of in brackets that end before a number: "(sister, Ann Lee) = 1".

    >>> text = "SSN per payee (sister, Ann Lee) = 1"
    >>> is_in_brackets(text, 23, 34), is_in_brackets(text, 23, 30), is_in_brackets("(see Ann Lee) = 1", 5, 16)
    (True, False, False)
    """
    if not may_name_kin(text) or text.find(")", at, number) < 0:
        return False
    return _BRACKETED.search(text, max(0, at - _REACH), at) is not None


def names_kin(text: str, start: int, at: int, but: int = -1) -> bool:
    """Whether a sentence speaks of somebody's husband, wife or child before a number of it, and not by a name at `but`.

    >>> text = "my late husband's SSN is 1, and our son Tom Ray's is 2"
    >>> names_kin(text, 0, 25), names_kin(text, 27, 52), names_kin(text, 27, 52, text.index("Tom"))
    (True, True, False)
    """
    if not may_name_kin(text):
        return False
    return any(found.end() - 1 != but for found in _OWNED.finditer(text, start, at))


@lru_cache(maxsize=1 << 6)  # many numbers may stand in one line
def may_speak_of_somebody(text: str) -> bool:
    """Whether "his", "her" or "their" may be in a text: soon seen, and in many there is none."""
    lower = text.lower()
    return not text.isascii() or "his" in lower or "her" in lower or "their" in lower


@lru_cache(maxsize=1 << 6)  # many numbers may stand in one line
def may_name_kin(text: str) -> bool:
    """Whether a part of such a word is anywhere in a text: soon seen, and in most there is none."""
    return any(map(text.lower().__contains__, _PARTS_OF_KIN))
