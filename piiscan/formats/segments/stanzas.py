"""Tables of documents with one row of labels and one of values: forms are made of several of them.

Rule: they are lines "Label: value", as other fields are, so that the name in one, the number in the next and the
address in a third are of one form. In a sheet such a table is a record.
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
    """Whether a table of a document is a row of labels and one of their values, and no more.

    >>> from piiscan.model import Step
    >>> at = (Step(Axis.TABLE, 1),)
    >>> is_stanza([["Name", "SSN"], ["Ann Lee", "010-94-0001"]], at), is_stanza([["Name", "SSN"], ["Ann Lee", "1"]], ())
    (True, False)
    >>> is_stanza([["Ann", "4"], ["Bob", "5"]], at), is_stanza([["Name", "SSN"], ["Ann", "1"], ["Bob", "2"]], at)
    (False, False)
    """
    filled = [row for row in rows if any(row)]
    if len(filled) != _PAIR or not any(step.axis is Axis.TABLE for step in at):
        return False
    pairs = list(zip_longest(*filled, fillvalue=""))
    labels = [label for label, _ in pairs if label]
    if len(labels) < _PAIR or any(value and not label for label, value in pairs):
        return False
    plain = [BOX.sub("", label, count=1) for label in labels]
    if any(sum(map(str.isdigit, label)) >= _DIGITS or is_number(label) for label in plain):
        return False
    values = [is_label(value) for _, value in pairs if value]
    numbered = any(has_number(value) for _, value in pairs)  # "Eastern Bank", "Checking", "4079301126"
    few = sum(values) < len(values) if numbered else 5 * sum(values) <= len(values)
    return 2 * sum(map(is_label, plain)) >= len(labels) and few and layout(filled).kind is Kind.TABLE
