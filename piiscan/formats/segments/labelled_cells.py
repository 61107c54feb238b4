"""Grids whose cells have a label and its value in them: forms of two columns, or of two parties side by side.

Rule: a label that comes twice is that of two parties, or of the records of a table, whose rows never pair.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.formats.segments.cell_labels import is_label

_PAIR = 2  # cells, rows
_FEWEST = 4  # of two parties: a name and a number each


def has_fields(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most cells below the first row are fields with their labels in them, as where parties stand side by side.

    The first row is looked at as well where no label comes twice: those of one party, in two columns.

    >>> has_fields([["BUYER", "SELLER"], ["Name: Ann Lee", "Name: Bob Ray"], ["SSN: 010-94-0001", "SSN: 010-94-0002"]])
    True
    >>> has_fields([["Name: Ann Lee", "SSN: 010-94-0001"], ["License no.: S12345678", "Phone: 617-555-0143"]])
    True
    >>> has_fields([["Name: Ann Lee", "SSN: 010-94-0001"], ["Name: Bob Ray", "SSN: 010-94-0002"]])
    False
    """
    cells = [cell for row in rows[1:] for cell in row if cell]
    if _are_fields(cells) and len(cells) >= _FEWEST:
        return True
    cells += [cell for row in rows[:1] for cell in row if cell]
    labels = [cell.partition(":")[0].casefold() for cell in cells]
    return len(rows) > 1 and len(cells) > _PAIR and len(set(labels)) == len(labels) and _are_fields(cells)


def _are_fields(cells: Sequence[str]) -> bool:
    """Whether most of some cells have a label and its value in them."""
    if 5 * sum(": " in cell for cell in cells) < 4 * len(cells):
        return False
    parted = [cell.partition(": ") for cell in cells]
    found = sum(is_label(label) and not is_label(value) for label, _, value in parted if value and "\n" not in label)
    return 2 * found >= len(cells)
