"""Which of the first rows of a table is its header, and what its cells mean.

Rule: the row with the most labels, none of which is a number or long. One label in a row of many cells is a value that
happens to be a word, save where the first row has words alone and stands over columns of numbers, or where the operator
names it as the title of a column.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from piiscan.detectors.headers import CONCEALED
from piiscan.detectors.labels import Role, column_role, split_key
from piiscan.later import later
from piiscan.model import Grade, Kind
from piiscan.pairing.exclusion import folded

_ROWS = 20  # titles and blank rows may stand above it
_DIGIT = later(r"\d")
_NUMBERISH = later(r"\d{5,}|\d[-. ]\d\d[-. ]\d")
_ACCOUNT_WORDS = frozenset(
    ("account", "accounts", "acct", "acc", "iban", "number", "no", "num", "nbr", "#", "cuenta", "conta", "kont")
)
"""A header without one of these ("Savings", "401k") names a kind of account, and as often an amount of money."""

ELEMENT_ROLES = {kind.value: kind for kind in Kind} | {"account.review": Kind.FINANCIAL_ACCOUNT, "medicare": Kind.SSN}
ELEMENT_ROLES |= {concealed: Kind(kind) for kind, concealed in CONCEALED.items()}
"""Kinds of columns whose cells are elements."""


def header_of(rows: Sequence[Sequence[str]], declared: Collection[str] = ()) -> tuple[int, tuple[Role | None, ...]]:
    """The index of the header row (-1: none) and the roles of its cells. `declared`: titles of the operator, folded."""
    best, best_score = -1, 0
    best_roles: tuple[Role | None, ...] = ()
    for index, row in enumerate(rows[:_ROWS]):
        filled = [cell for cell in row if cell]
        if not filled or any(_NUMBERISH.search(cell) or len(cell) > 80 for cell in filled):
            continue
        roles = tuple(column_role(cell) if cell else None for cell in row)
        telling = _is_telling(row, roles)
        named = sum(folded(cell) in declared for cell in filled) if declared else 0
        score = sum(role is not None for role in roles) + telling + named
        # A single label in a row of many cells is a value that happens to be a word ("Card", "Boston").
        if score > best_score and (score > 1 or named or len(filled) <= 3 or _stands_over_numbers(rows, index)):
            best, best_score, best_roles = index, score, roles
    return best, best_roles


def _stands_over_numbers(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a row is the first and of words alone, and two of its columns have digits in all cells below it.

    >>> _stands_over_numbers([["Date", "Account", "Debit"], ["3/1/24", "101-00-1000", ""]], 0)
    True
    """
    if index or any(map(_DIGIT.search, rows[0])):
        return False
    below = [[row[c] for row in rows[1:_ROWS] if c < len(row) and row[c]] for c in range(len(rows[0]))]
    return sum(bool(cells) and all(map(_DIGIT.search, cells)) for cells in below) > 1


def _is_telling(row: Sequence[str], roles: tuple[Role | None, ...]) -> bool:
    return any(
        role is not None and role.kind in ELEMENT_ROLES and role.grade >= Grade.FAIR and names_numbers(cell, role)
        for cell, role in zip(row, roles, strict=True)
    )


def names_numbers(cell: str, role: Role) -> bool:
    """Whether a label of numbers can only be a header: "Savings" is a value, too."""
    return ELEMENT_ROLES[role.kind] is not Kind.FINANCIAL_ACCOUNT or not _ACCOUNT_WORDS.isdisjoint(
        split_key(cell).split()
    )
