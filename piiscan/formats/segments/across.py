"""Whether the values of a grid are alike from left to right, as in a form with a person in each column.

In a table that is said of the columns.
"""

from __future__ import annotations

from collections.abc import Sequence

_SHORTEST_NUMBER = 7  # digits
_SHAPES = str.maketrans("0123456789", "9" * 10)


def is_number(cell: str) -> bool:
    """Whether a cell is a number, or mostly digits."""
    digits = sum(map(str.isdigit, cell))
    return digits >= 2 and digits * 5 >= len(cell) * 2


def runs_across(rows: Sequence[Sequence[str]]) -> bool:
    """Whether numbers are written alike from left to right, in two rows in two ways: columns of a table have one each.

    >>> rows = [["SSN", "010-94-0001", "010-94-0002"], ["Card", "4000 0001", "4000 0002"], ["Home", "Lynn", "Salem"]]
    >>> runs_across(rows), runs_across([["Ann Lee", "010-94-0001", "S12345678"], ["Bob Ray", "010-94-0002", ""]])
    (True, False)
    """
    written = [{cell.translate(_SHAPES) for cell in row[1:] if cell} for row in rows if sum(map(bool, row[1:])) > 1]
    forms = [next(iter(forms)) for forms in written if len(forms) == 1]
    return len({form for form in forms if form.count("9") >= _SHORTEST_NUMBER}) > 1


def is_alike(filled: Sequence[Sequence[str]]) -> bool:
    """Whether most rows have values of one kind, numbers or others: in a table that is said of the columns."""
    mixed = sum(len({is_number(cell) for cell in row[1:] if cell}) > 1 for row in filled)
    return 3 * mixed <= len(filled)
