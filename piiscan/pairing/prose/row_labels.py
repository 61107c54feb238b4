"""The label of a row of a form with a column for each of several persons: "SSN    773010001    773010002".

Rule: nothing but values written alike stands behind the label, and each is as far from the next as columns are.
"""

from __future__ import annotations

from piiscan.detectors.labels import find_labels
from piiscan.later import later

_BETWEEN = later(r" {3,}")
_WITH_VALUE = later(r"([^\n]*?[^\W\d_][^\n\d]*[ :])([A-Za-z]{0,3}\d[\d -]{3,20}\d)")
_VALUE = later(r"[A-Za-z]{0,3}\d[\d -]{3,20}\d")
_LONGEST = 60  # characters of a label
_NEAR = 2  # digits that one value may have more than another


def label_of_row(before: str, value: str, after: str) -> str:
    """The text before the first value of a row, where another one is the value behind it; "": it is no such row.

    >>> label_of_row("SSN:   773010001      ", "773010002", ""), label_of_row("Acct no. 44556677    ", "88990011", "")
    ('SSN:  ', 'Acct no. ')
    >>> label_of_row("Acct  44556677      ", "12", ""), label_of_row("Paid  44556677      ", "88990011", "")
    ('', '')
    """
    cells = [cell for cell in _BETWEEN.split(before.rpartition("\n")[2].rstrip()) if cell]
    if not cells:
        return ""
    begun = _WITH_VALUE.fullmatch(cells[0])
    label, values = (begun[1], [begun[2], *cells[1:]]) if begun is not None else (f"{cells[0]}  ", cells[1:])
    behind = [cell for cell in _BETWEEN.split(after.strip()) if cell]
    if not values or len(label) > _LONGEST or not all(_are_alike(one, value) for one in (*values, *behind)):
        return ""
    return label if find_labels(label) else ""


def _are_alike(one: str, other: str) -> bool:
    """Whether two texts are numbers of about as many digits."""
    if _VALUE.fullmatch(one) is None or _VALUE.fullmatch(other) is None:
        return False
    few, many = sorted(sum(map(str.isdigit, text)) for text in (one, other))
    return many - few <= _NEAR
