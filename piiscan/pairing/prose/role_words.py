"""Of several persons in one line the one who has the role that the label of a number names.

"Seller Ann Lee and buyer Bob Ray agree. Buyer's SSN: 1", "Sold to Ann Lee by salesperson Bob Ray; buyer SSN 1".
"""

from __future__ import annotations

import re

from piiscan.detectors.header_words import is_role
from piiscan.detectors.lexicon import fold
from piiscan.later import later
from piiscan.pairing.prose.lines import Line, Mention
from piiscan.pairing.prose.sentences import sentence

_SAID = later(
    r"(?<![\w-])([A-Za-z-]{4,20})(?:['\u2019]s)?[ ](?=(?:(?:full|social|security|tax(?:payer)?|ssn?|id|account|acct"
    r"|bank|checking|savings|card|driver['\u2019]?s?|license|lic|dl|number|no|num|is|on file)\b[ .:#]{0,3}){1,6}\Z)",
    re.IGNORECASE,
)
_REACH = 64  # characters: of a label before its number; of what stands before a name
_MR = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Miss)\b\.? ?)?\Z"
_ROLE = later(r"(?<![\w-])([A-Za-z-]{4,20})(?:['\u2019]s name)?(?:[ ]?(?:\(s\))?:)?[ ]" + _MR)
_BEHIND = later(r",?[ ]\(?(?:(?:as|is|was) )?(?:the |an? )?([A-Za-z-]{4,20})(?![\w-])(?!['\u2019])")
_BOUGHT = later(r"\b(?:[Ss]old|[Ll]eased|[Rr]ented) to " + _MR)
_OF_WHO_BUYS = frozenset(("buyer", "purchaser", "customer", "client", "lessee", "renter", "tenant"))
DRIVING = frozenset(("driver", "drivers", "operator", "motorist", "chauffeur"))
"""Whose license is not that of who has the role: a driver's license."""


def of_said_role(line: Line, at: int, mentions: list[Mention]) -> list[Mention]:
    """The persons of a line who have the role that the label of a number at a place names; all, where nobody has it."""
    found = _SAID.search(line.text, max(sentence(line, at)[0], at - _REACH), at)
    if found is None or not is_role(fold(word := found[1].lower())) or word in DRIVING:
        return mentions
    return [one for one in mentions if _has(line.text, one, word, found.start(1))] or mentions


def _has(text: str, one: Mention, word: str, label: int) -> bool:
    """Whether a person is called by a role, right before the name or right behind it, and not at the label's place."""
    before = _ROLE.search(text, max(0, one.at - _REACH), one.at)
    if before is not None and before[1].lower() == word:
        return True
    behind = _BEHIND.match(text, one.at + len(one.person.name))
    if behind is not None and behind[1].lower() == word and behind.start(1) != label:
        return True
    return word in _OF_WHO_BUYS and _BOUGHT.search(text, max(0, one.at - _REACH), one.at) is not None
