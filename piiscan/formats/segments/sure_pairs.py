"""Rows of a label and its values, told by one of them: "SS No.", "Account No." and a number, or one in each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from piiscan.formats.segments.across import has_number
from piiscan.formats.segments.cell_labels import is_label
from piiscan.later import later

_SURE = later(
    r"\b(?:ssn\b|social security|soc\.? sec|ss ?(?:#|no\b|num)|driver'?s? lic|lic(?:ense|\.)? ?(?:#|no\b|num)"
    r"|acc(?:oun)?t\.? ?(?:#|no\b|num)|routing)",
    re.IGNORECASE,
)
_PAIR = 2  # cells
_WIDEST = 6  # cells: three pairs


def are_sure_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row is pairs of a label and a value, and one of them is such a label and its number.

    >>> are_sure_pairs([["Officer", "Ann Lee"], ["SS No.", "010-94-0001"]])
    True
    >>> are_sure_pairs([["Receiving firm", "Vanguard"], ["IRA Account Number", "69747814"], ["For", "Ann Lee"]])
    True
    >>> are_sure_pairs([["Pay", "SS No."], ["7", "010-94-0001"], ["8", "010-94-0002"]])
    False
    """
    if max(map(len, rows), default=_WIDEST + 1) > _WIDEST:
        return False
    pairs = [pair for row in rows for pair in zip_longest(row[::2], row[1::2], fillvalue="") if any(pair)]
    if not any(_SURE.search(label) is not None and has_number(value) for label, value in pairs):
        return False
    labels = [label for label, _ in pairs]
    told = all(labels) and len(set(labels)) == len(labels) and not any(map(has_number, labels))
    return told and 5 * sum(is_label(value) for _, value in pairs) <= len(pairs)


def has_sure_row(rows: Sequence[Sequence[str]]) -> bool:
    """Whether such a label has a number in every other column: those of two parties.

    >>> has_sure_row([["", "Payor", "Recipient"], ["SSN", "010-94-0001", "010-94-0002"]])
    True
    """
    return any(row and _SURE.search(row[0]) and len(row) > _PAIR and all(map(has_number, row[1:])) for row in rows)
