"""The face of a license or ID card, as text made of its picture has it: each field with its number before it.

AAMVA DL/ID Card Design Standard, Annex A: 1 is the family name, 2 the given names, 3 the date of birth, 4a and 4b the
dates of the card, 4d its number. A line that begins with 1 or 2 is that only beside others of these.
"""

from __future__ import annotations

import re

from piiscan.later import later
from piiscan.pairing.prose.lines import Line, Lines

_MOST = 8  # lines, either way

_FACE = later(r"\b4d\b|\b4[ab][ .:]|\bDLN?[ #:]|driver'?s? licen[cs]e|identification card|\bID card\b", re.IGNORECASE)
_FIELD = later(r"[ \t]*([12])[.:)]?[ \t]+([A-Z][A-Z'\u2019 .-]{1,40}?)(?:[ \t]{2,}.*)?[ \t\r]*")
_KINDS = {"1": "name.surname", "2": "name.given"}


def part(text: str) -> dict[str, str]:
    """The part of a name in a line of the card, by its kind.

    >>> part("1 LEE"), part("2 ANN MARIE   15 SEX F"), part("1 of 2 pages")
    ({'name.surname': 'LEE'}, {'name.given': 'ANN MARIE'}, {})
    """
    found = _FIELD.fullmatch(text)
    return {_KINDS[found[1]]: found[2]} if found is not None else {}


def is_one(text: str) -> bool:
    """Whether a line is one of a card: it holds the number of another field, or says what the card is.

    >>> is_one("4d NUMBER S12345678"), is_one("DRIVER'S LICENSE"), is_one("3 pounds of apples")
    (True, True, False)
    """
    return _FACE.search(text) is not None


def is_round(lines: Lines, line: Line) -> bool:
    """Whether a line near, not parted by a blank one, is of a card."""
    for step in (lines.before, lines.after):
        at = step(line)
        for _ in range(_MOST):
            if at is None or at.blank:
                break
            if is_one(at.text):
                return True
            at = step(at)
    return False
