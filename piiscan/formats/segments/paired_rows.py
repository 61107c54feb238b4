"""Records of two rows each below two rows of titles, as reports of payrolls are saved to sheets: name, then number.

Rule: a column has numbers in all second rows and in no first one, whatever the titles say of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from piiscan.formats.segments.across import has_number, is_number
from piiscan.formats.segments.cell_labels import is_label

_TITLES = 2  # rows, and cells of each
_FEWEST = 2  # records
_KNOWN = 3  # titles
_ABOVE = 3  # rows of one cell


class Paired(NamedTuple):
    """The titles of both rows of a record, how many rows there are above the first record, and the telling column."""

    titles: tuple[Sequence[str], Sequence[str]]
    above: int
    column: int

    def fields(self, cells: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        """The fields of a row, each with its label, value and column."""
        titles = self.titles[self.is_second(cells)]
        for at, cell in enumerate(cells):
            if cell:
                yield (titles[at] if at < len(titles) else ""), cell, at

    def is_second(self, cells: Sequence[str]) -> bool:
        """Whether a row is the second one of a record."""
        return _numbered(cells, self.column)


def paired(rows: Sequence[Sequence[str]]) -> Paired | None:
    """How the rows of a grid are records of two rows each; None where they are not.

    >>> table = [["Name", "City"], ["SSN", "Phone"], ["Ann Lee", "Lynn"], ["773-01-0001", "x"]]
    >>> found = paired([*table, ["Bob Ray", "Salem"], ["773-01-0002", "y"]])
    >>> found.above, found.column, list(found.fields(["773-01-0002", "y"]))
    (2, 0, [('SSN', '773-01-0002', 0), ('Phone', 'y', 1)])
    >>> paired(table) is None
    True
    """
    at = next((at for at, row in enumerate(rows[:_ABOVE]) if sum(map(bool, row)) >= _TITLES), -1)
    heads, body = rows[at : at + _TITLES], rows[at + _TITLES :]
    if at < 0 or len(body) < _FEWEST * _TITLES or not _are_titles(heads):
        return None
    body = body[: len(body) - len(body) % _TITLES]
    first, second = body[::2], body[1::2]
    width = max(map(len, heads))
    for column in range(width):
        if all(_numbered(row, column) for row in second) and not any(_numbered(row, column) for row in first):
            return Paired((heads[0], heads[1]), at + _TITLES, column)
    return None


def _are_titles(heads: Sequence[Sequence[str]]) -> bool:
    """Whether two rows are titles, of different things: none of both is a value."""
    cells = [cell for row in heads for cell in row if cell]
    if any(sum(map(bool, row)) < _TITLES for row in heads) or any(map(has_number, cells)) or heads[0] == heads[1]:
        return False
    if not heads[0][0] and heads[1][0]:
        return False  # a form with a person in each column: "", "Taxpayer", "Spouse"
    both = any(one and other for one, other in zip(*heads, strict=False))
    return both and sum(map(is_label, cells)) >= max(_KNOWN, len(cells) / 2)


def _numbered(row: Sequence[str], column: int) -> bool:
    return column < len(row) and is_number(row[column])
