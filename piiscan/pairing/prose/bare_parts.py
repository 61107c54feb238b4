"""Parts of a name that only a blank parts from "Last" and "First": "Patient: Last Lee   First Ann   MI B".

Names in capitals need no gap between: "OPERATOR 1: last LEE first ANN".
"""

from __future__ import annotations

import re

from piiscan.later import later
from piiscan.pairing.names.table import UNLISTED, lookup

_PART = later(
    r"(?:(?<![^\t])|(?<=  )|(?<=[A-Z]{2} )|(: ))(last|first)[ ]"
    r"(?=([A-Z][\w'\u2019-]+)(?: (?!first|last)[A-Z][\w'\u2019.-]*){0,2}(?: {2}|\t|\s*$| (?:first|last|lic|dob)\b))",
    re.IGNORECASE,
)
_COMMON = 3  # of words that are hardly ever a name


def with_colons(text: str) -> str:
    """A line with a colon behind both words, where each is a field of its own, and before what is no ordinary word.

    >>> with_colons("Patient: Last Lee   First Ann"), with_colons("Last Seen   First Entry")
    ('Patient  Last:Lee   First:Ann', 'Last Seen   First Entry')
    >>> with_colons("OPERATOR 1: last LEE first ANN  lic")
    'OPERATOR 1  last:LEE first:ANN  lic'
    """
    if "irst " not in text and "FIRST " not in text:
        return text
    found = [one for one in _PART.finditer(text) if _may_name(one[3])]
    if {one[2].lower() for one in found} < {"last", "first"}:
        return text
    for one in found:
        text = f"{text[: one.start()]}{'  ' if one[1] else ''}{one[2]}:{text[one.end() :]}"
    return text


def _may_name(word: str) -> bool:
    entry = lookup(word)
    return entry == UNLISTED or (entry.word < _COMMON and (entry.given > 0 or entry.surname > 0))
