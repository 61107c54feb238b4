"""The names of cells of a worksheet: letters and numbers."""

from __future__ import annotations

import re

from piiscan.model import Axis, Location, Step

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?![0-9])")


def column_number(letters: str) -> int:
    """A is 1.

    >>> [column_number(letters) for letters in ("A", "Z", "AA", "XFD")]
    [1, 26, 27, 16384]
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def reference(text: str) -> Location:
    """The steps to a cell, or to the first of a range; () for what is none.

    >>> [step.at for step in reference("B7")], reference("?")
    ([7, 2], ())
    """
    found = _REFERENCE.match(text)
    return (Step(Axis.ROW, int(found[2])), Step(Axis.COLUMN, column_number(found[1]))) if found else ()
