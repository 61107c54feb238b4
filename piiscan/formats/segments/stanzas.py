"""Rows of labels, each with one row of values below it: forms are made of several of them.

Rule: they are lines "Label: value", as other fields are, so that the name in one, the number in the next and the
address in a third are of one form. In documents one such table is enough; in a sheet it is a record, where it is not
one of several that make up a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from piiscan.formats.segments.across import has_number, is_number
from piiscan.formats.segments.cell_labels import is_label
from piiscan.formats.segments.layout import BOX, Kind, layout
from piiscan.model import Axis, Location

_PAIR = 2  # rows, cells
_DIGITS = 3  # of a label: "Parent 2", "Line 12"


def is_stanza(rows: Sequence[Sequence[str]], at: Location) -> bool:
    """Whether a table of a document is a row of labels and one of their values, or several, the last of a cell or two.

    >>> from piiscan.model import Step
    >>> at = (Step(Axis.TABLE, 1),)
    >>> is_stanza([["Name", "SSN"], ["Ann Lee", "010-94-0001"]], at), is_stanza([["Name", "SSN"], ["Ann Lee", "1"]], ())
    (True, False)
    >>> is_stanza([["Ann", "4"], ["Bob", "5"]], at), is_stanza([["Name", "SSN"], ["Ann", "1"], ["Bob", "2"]], at)
    (False, False)
    >>> is_stanza([["Name", "Born"], ["Ann Lee", "1980-01-02"], ["SSN", ""], ["010-94-0001", ""]], at)
    True
    """
    filled = [row for row in rows if any(row)]
    if len(filled) % _PAIR or not any(step.axis is Axis.TABLE for step in at):
        return False
    if len(filled) == _PAIR:
        return _is_one(filled)
    heads = filled[::_PAIR]
    several = bool(heads) and sum(map(bool, heads[0])) >= _PAIR and len(set(map(tuple, heads))) == len(heads)
    return several and all(map(stands_over, heads, filled[1::_PAIR]))


def _is_one(filled: Sequence[Sequence[str]]) -> bool:
    return sum(map(bool, filled[0])) >= _PAIR and stands_over(*filled) and layout(filled).kind is Kind.TABLE


def stands_over(labels: Sequence[str], values: Sequence[str]) -> bool:
    """Whether a row is of labels and the next of their values.

    >>> stands_over(["Name", "SSN"], ["Ann Lee", "010-94-0001"]), stands_over(["Ann Lee", "4"], ["Bob Ray", "5"])
    (True, False)
    """
    pairs = list(zip_longest(labels, values, fillvalue=""))
    named = [label for label, _ in pairs if label]
    if not named or any(value and not label for label, value in pairs):
        return False
    plain = [BOX.sub("", label, count=1) for label in named]
    if any(sum(map(str.isdigit, label)) >= _DIGITS or is_number(label) for label in plain):
        return False
    said = [is_label(value) for _, value in pairs if value]
    numbered = any(has_number(value) for _, value in pairs)  # "Eastern Bank", "Checking", "4079301126"
    few = sum(said) < len(said) if numbered else 5 * sum(said) <= len(said)
    return 2 * sum(map(is_label, plain)) >= len(named) and few


def are_stanzas(parts: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Whether a sheet, in the parts that empty rows part, is a form of such rows: two of them at least.

    >>> name, bank = [["Name", "SSN"], ["Ann Lee", "010-94-0001"]], [["Bank", "Account"], ["Eastern", "8089044058"]]
    >>> are_stanzas([name, bank]), are_stanzas([name]), are_stanzas([[["Staff"], *name, ["Bob Ray", "010-94-0002"]]])
    (True, False, False)
    """
    return (
        sum(is_of_stanzas(rows) for rows in parts) + sum(is_of_stanzas(rows, several=True) for rows in parts) >= _PAIR
    )


def is_of_stanzas(rows: Sequence[Sequence[str]], *, several: bool = False) -> bool:
    """Whether a part of a sheet is rows of labels, each with its values below, and titles in cells of their own."""
    filled = [row for row in rows if sum(map(bool, row)) >= _PAIR]
    if len(filled) % _PAIR or len(filled) < _PAIR * (1 + several):
        return False
    if len(filled) == _PAIR:
        return _is_one(filled)
    return all(map(stands_over, filled[::2], filled[1::2]))
