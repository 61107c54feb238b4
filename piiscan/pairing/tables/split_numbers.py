"""Social Security numbers in three columns, as forms with a box for each group are saved: "SSN1, SSN2, SSN3".

Rule: one of three columns beside each other is titled as the number, the others as well or not at all, and most rows
have a group of each size in them. A spreadsheet takes the zeros that a group begins with.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors import ssn
from piiscan.detectors.labels import Role, split_key
from piiscan.model import Kind

_SIZES = (3, 2, 4)
_MOST = 2 / 3
_WORDS = frozenset(("ssn", "ss", "social"))
_PARTS = frozenset(("area", "group", "serial", "a", "g", "s", "first", "middle", "mid", "last"))


def split_columns(
    header: Sequence[str], roles: Sequence[Role | None], body: Sequence[Sequence[str]]
) -> dict[int, tuple[int, ...]]:
    """The columns of the second and third group, by that of the first.

    >>> rows = [["Ann Lee", "773", "1", "4471"], ["Bob Ray", "773", "21", "4472"]]
    >>> split_columns(["Name", "SSN", "", ""], [None, Role("ssn", 3, ""), None, None], rows)
    {1: (2, 3)}
    """
    said = {column for column, role in enumerate(roles) if role is not None and role.kind == Kind.SSN.value}
    found: dict[int, tuple[int, ...]] = {}
    for column in sorted(said):
        behind = (column + 1, column + 2)
        if column + 2 < len(roles) and all(map(_may_go_on, (_title(header, at) for at in behind))):
            rows = [row for row in body if column < len(row) and row[column]]
            if rows and sum(joined(row, column) != "" for row in rows) >= _MOST * len(rows):
                found[column] = behind
    return found


def joined(cells: Sequence[str], column: int) -> str:
    """The number whose first group stands in a column, "" where there is none."""
    groups = [cell_at(cells, column + at).removesuffix(".0") for at in range(len(_SIZES))]
    if not all(group.isdecimal() and len(group) <= size for group, size in zip(groups, _SIZES, strict=True)):
        return ""
    number = "-".join(group.zfill(size) for group, size in zip(groups, _SIZES, strict=True))
    return number if ssn.validate(number) is not None else ""


def cell_at(cells: Sequence[str], column: int) -> str:
    """The cell of a record in a column, "" where it ends before."""
    return cells[column] if column < len(cells) else ""


def _title(header: Sequence[str], column: int) -> str:
    return split_key(cell_at(header, column))


def _may_go_on(title: str) -> bool:
    """Whether a title may be of the next group of a number: none, one more of the number, or of its parts."""
    words = {word.rstrip("0123456789") for word in title.split()} - {""}
    return not words or not (_WORDS | _PARTS).isdisjoint(words)
