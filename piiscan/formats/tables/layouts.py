"""Layouts of records of one length in a data dictionary beside them: a table or a list of fields with their places.

Rule: each line has a name and its first place, and how long it is or where it ends; each field begins where the one
before ends, the first at the beginning of the record. Which of the numbers in a line say so is told by that alone, so
that a text with other numbers in it is no layout.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

from piiscan.later import later

NAMES = (
    *("{}_layout.csv", "{}_layout.txt", "{}.layout", "layout.csv", "layout.txt", "record_layout.csv"),
    *("record_layout.txt", "data_dictionary.csv", "data_dictionary.txt", "README.txt", "readme.txt", "README"),
)
"""What such a file is called beside one of records, by the name of that up to the point."""
_PARTS = later(r"\s*[,;|\t]\s*|\s{2,}|:\s+|\s(?=\d{1,4}(?![^\s,;|]))|(?<=\d)\s(?=\S)")
_BETWEEN = later(r"(?<=\d)\s*(?:-|\u2013|\bto\b|\bthru\b|\bthrough\b)\s*(?=\d)", re.IGNORECASE)
_PLACE = later(r"(?:(?:pos(?:ition)?s?|cols?|columns?|bytes?|start|end|len(?:gth)?)[ .:#]*)?(\d{1,4})", re.IGNORECASE)
_NAMED = later(r"[A-Za-z][\w .,()#/'&-]{1,59}")
_TYPE = later(
    r"(?:an?|n|x|9|char|text|string|num(?:eric)?|int(?:eger)?|date|alpha(?:numeric)?|varchar|left|right|type|format"
    r"|[x9]\(\d+\)|y|yes|no|req(?:uired)?|pos(?:ition)?s?|cols?|columns?|bytes?|field)(?:\(\d+\))?\.?",
    re.IGNORECASE,
)
_WORD = later(r"\W+")
_FILLER = later(r"filler|blanks?|spaces?|reserved|unused", re.IGNORECASE)
_FEWEST, _MOST = 3, 400  # fields
_PLACES = 4  # numbers in a line that are looked at


class Field(NamedTuple):
    """A field of a record: its name, and the characters it has."""

    name: str
    start: int
    end: int


def layout_of(text: str) -> list[Field] | None:
    r"""The fields that a data dictionary lists; None where it lists none.

    >>> layout_of("Field,Start,Length\nSSN,1,9\nLAST NAME,10,15\nFIRST NAME,25,12")[1]
    Field(name='LAST_NAME', start=9, end=24)
    >>> layout_of("Pos 1-9   Social security number\nPos 10-24  Last name\nPos 25-36  Filler")[0]
    Field(name='SOCIAL_SECURITY_NUMBER', start=0, end=9)
    >>> layout_of("Bolts 12 40\nNuts 9 31\nNails 100 200")
    """
    lines = [line for line in map(_line, text.splitlines()) if line is not None][:_MOST]
    if len(lines) < _FEWEST:
        return None
    width = min(len(numbers) for _, numbers in lines)
    for first, second in permutations(range(width), 2):
        starts, others = [one[first] for _, one in lines], [one[second] for _, one in lines]
        ends = _ends(starts, others)
        if ends is not None:
            return [
                Field(_WORD.sub("_", name).strip("_").upper(), start - starts[0], end)
                for (name, _), start, end in zip(lines, starts, ends, strict=True)
                if _FILLER.match(name) is None
            ]
    return None


def _ends(starts: Sequence[int], others: Sequence[int]) -> list[int] | None:
    """Where fields end by their starts and their lengths, or else their last places; None: these are none of fields."""
    base = starts[0]
    if base > 1 or min(others) < 1:
        return None
    for ends in ([one + size for one, size in zip(starts, others, strict=True)], [one + 1 for one in others]):
        if all(end == following for end, following in zip(ends, starts[1:], strict=False)) and ends[0] > base:
            return [end - base for end in ends]
    return None


def _line(text: str) -> tuple[str, list[int]] | None:
    """The name of a field and the numbers beside it."""
    cells = [cell.strip("\"' *") for cell in _PARTS.split(_BETWEEN.sub("  ", text.strip()))]
    numbers = [int(place[1]) for cell in cells if (place := _PLACE.fullmatch(cell)) is not None]
    names = [cell for cell in cells if _NAMED.fullmatch(cell) and not (_TYPE.fullmatch(cell) or _PLACE.fullmatch(cell))]
    return (names[0], numbers[:_PLACES]) if names and len(numbers) > 1 else None
