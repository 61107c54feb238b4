"""Whether the values of a grid are alike from left to right, as in a form with a person in each column.

In a table that is said of the columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, zip_longest

FEWEST_DIGITS = 7
"""No number of ours has fewer."""
_SHAPES = str.maketrans("0123456789", "9" * 10)


def closed(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Rows without the columns that are empty in all of them: a merged cell has such columns behind its text.

    >>> closed([["Name", "", "Ann Lee"], ["SSN", "", "010-94-0001"]])
    [['Name', 'Ann Lee'], ['SSN', '010-94-0001']]
    """
    used = list(map(any, zip_longest(*rows, fillvalue="")))
    return rows if all(used) else [list(compress(row, used)) for row in rows]


def has_number(text: str) -> bool:
    """Whether a text has as many digits as the shortest number of ours."""
    return sum(map(str.isdigit, text)) >= FEWEST_DIGITS


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
    return len({form for form in forms if form.count("9") >= FEWEST_DIGITS}) > 1


def is_alike(filled: Sequence[Sequence[str]]) -> bool:
    """Whether most rows have values of one kind, numbers or others: in a table that is said of the columns."""
    mixed = sum(len({is_number(cell) for cell in row[1:] if cell}) > 1 for row in filled)
    return 3 * mixed <= len(filled)


def are_addresses(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the only row below some titles is of addresses: they are parts of the page round them, and no record.

    >>> to = "Ann Lee" + chr(10) + "12 Elm St" + chr(10) + "Lynn, MA 01901"
    >>> are_addresses([["Ship to", "Bill to"], [to, to]]), are_addresses([["Name", "SSN"], ["Ann Lee", "010-94-0001"]])
    (True, False)
    """
    filled = [row for row in rows if any(row)]
    if len(filled) != 2 or len(filled[0]) < len(filled[1]):
        return False
    titles, values = ([cell for cell in row if cell] for row in filled)
    told = not any("\n" in title or any(map(str.isdigit, title)) for title in titles)
    return told and len(titles) == len(values) > 1 and all(map(_is_address, values))


def _is_address(cell: str) -> bool:
    first, _, rest = cell.strip().partition("\n")
    return " " in first and not any(map(str.isdigit, first)) and any(map(str.isdigit, rest))
