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
_FIELD = later(  # First name and middle initial Ann M  Last name Lee
    r"\b(?:(first|given) names?|last name|surname|family name)(?:(?: and| &|,) (?:middle )?initial)?[ \t]*(?:(:)|[ \t]"
    r"(?=([A-Z][\w'\u2019-]+)))",
    re.IGNORECASE,
)
_LAST_CELL = later(
    r"\b(last name|surname|family name)[ ]([A-Z][\w'\u2019-]+)[^\t:]{0,24}?(?:\t *| {2,})\Z", re.IGNORECASE
)
_OWN = (
    later(  # what is of the next label: "Your social security number", "a Employee's social security number" of a W-2
        r"(?<= )(?:your|my|[a-f](?= employee)|m\.?i\.?)(?= (?:social|ssn|name|address|home|employee|[a-z])\b)",
        re.IGNORECASE,
    )
)
_COMMON = 3  # of words that are hardly ever a name


def with_colons(text: str) -> str:
    """A line with a colon behind both words, where each is a field of its own, and before what is no ordinary word.

    >>> with_colons("Patient: Last Lee   First Ann"), with_colons("Last Seen   First Entry")
    ('Patient  Last:Lee   First:Ann', 'Last Seen   First Entry')
    >>> with_colons("OPERATOR 1: last LEE first ANN  lic")
    'OPERATOR 1  last:LEE first:ANN  lic'
    """
    said = text.lower()
    if "first " not in said and "given n" not in said:
        return text
    if " name" in said:
        text = _with_fields(text)
    found = [one for one in _PART.finditer(text) if _may_name(one[3])]
    halves = {one[2].lower() for one in found}
    if halves == {"first"}:
        return _with_first(text, found[0])
    if halves < {"last", "first"}:
        return text
    for one in found:
        text = f"{text[: one.start()]}{'  ' if one[1] else ''}{one[2]}:{text[one.end() :]}"
    return text


def _with_first(text: str, first: re.Match[str]) -> str:
    r"""A row of cells, "First Ann" in one and the surname behind its label in the cell before, with colons in both.

    >>> with_colons("Last name Lee\tFirst Ann\tMI B"), with_colons("Last seen Lee\tFirst Ann")
    ('Last name:Lee\tFirst:Ann\tMI B', 'Last seen Lee\tFirst Ann')
    """
    last = _LAST_CELL.search(text, 0, first.start(2))
    if last is None or not _may_name(last[2]):
        return text
    return f"{text[: last.end(1)]}:{text[last.start(2) : first.end(2)]}:{text[first.end() :]}"


def _with_fields(text: str) -> str:
    """A line with a colon behind both labels for the parts of a name, where a name is behind each of them.

    >>> _with_fields("e Employee's first name and initial Ann M  Last name Lee")
    "e Employee's first name and initial:Ann M  Last name:Lee"
    >>> _with_fields("First name and initial  Last name"), _with_fields("First name Middle name Last name Address")
    ('First name and initial  Last name', 'First name Middle name Last name Address')
    """
    found = [one for one in _FIELD.finditer(text) if one[2] or (one[3][0].isupper() and _may_name(one[3]))]
    if len({one[1] is None for one in found}) < 2:
        return text
    for one in found:
        text = f"{text[: one.end() - 1]}:{text[one.end() :]}"
    return _OWN.sub(lambda one: " " * len(one[0]), text)


def _may_name(word: str) -> bool:
    entry = lookup(word)
    return entry == UNLISTED or (entry.word < _COMMON and (entry.given > 0 or entry.surname > 0))
