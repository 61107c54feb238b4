"""Which of the first rows of a table is its header, and what its cells mean.

Rule: the row with the most labels, none of which is a number or long. One label in a row of many cells is a value that
happens to be a word, save where the first row has words alone and stands over columns of numbers, where another one
is the name of a key of persons, or where the operator names it as the title of a column.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from piiscan.detectors.headers import CONCEALED
from piiscan.detectors.labels import Role, column_role, split_key
from piiscan.later import later
from piiscan.model import Grade, Kind
from piiscan.pairing.exclusion import folded
from piiscan.pairing.join_keys import meaning_of

_ROWS = 20  # titles and blank rows may stand above it
_DIGIT = later(r"\d")
_NUMBERISH = later(r"\d{5,}|\d[-. ]\d\d[-. ]\d")
_ACCOUNT_WORDS = frozenset(
    ("account", "accounts", "acct", "acc", "iban", "number", "no", "num", "nbr", "#", "cuenta", "conta", "kont")
)
"""A header without one of these ("Savings", "401k") names a kind of account, and as often an amount of money."""

_FEWEST_PREFIXED = 5  # titles
_MOST_PREFIXED = 0.75
_PREFIXES = (2, 3, 4)  # letters
_OF_TYPES = ("TYPE", "TYP")
_SURE_OF_PERSONS = frozenset(("name.surname", "ssn"))
"""What things have no columns of."""

ELEMENT_ROLES = {kind.value: kind for kind in Kind} | {"account.review": Kind.FINANCIAL_ACCOUNT, "medicare": Kind.SSN}
ELEMENT_ROLES |= {concealed: Kind(kind) for kind, concealed in CONCEALED.items()}
"""Kinds of columns whose cells are elements."""


def header_of(rows: Sequence[Sequence[str]], declared: Collection[str] = ()) -> tuple[int, tuple[Role | None, ...]]:
    """The index of the header row (-1: none) and the roles of its cells. `declared`: titles of the operator, folded."""
    best, best_score = -1, 0
    best_roles: tuple[Role | None, ...] = ()
    for index, written in enumerate(rows[:_ROWS]):
        filled = [cell for cell in written if cell]
        if not filled or any(_NUMBERISH.search(cell) or len(cell) > 80 for cell in filled):
            continue
        row = unprefixed(written)
        roles = tuple(column_role(cell) if cell else None for cell in row)
        telling = _is_telling(row, roles)
        named = sum(folded(cell) in declared for cell in filled) if declared else 0
        score = sum(role is not None for role in roles) + telling + named
        # A single label in a row of many cells is a value that happens to be a word ("Card", "Boston").
        if score > best_score and (score > 1 or named or len(filled) <= 3 or _is_of_columns(rows, index)):
            best, best_score, best_roles = index, score, roles
    return best, best_roles


def unprefixed(row: Sequence[str]) -> Sequence[str]:
    """A header without the letters that a system begins the names of its columns with, where they say something then.

    Only names of one word that mean nothing with them are cut, and only where a surname or a Social Security number is
    among these: in the names of columns of things the letters are the thing (DOGNAME, SITENAME), and only names of
    things are cut (TXNREF).

    >>> unprefixed(["CUSTNBR", "CUSLNM", "CUSFNM", "CUSSSN", "CUSST"])
    ['CUSTNBR', 'LNM', 'FNM', 'SSN', 'ST']
    >>> unprefixed(["ITEMNO", "ITEMNAME", "ITEMLOC", "ITEMREF", "ITEMZIP"])
    ['ITEMNO', 'ITEMNAME', 'ITEMLOC', 'REF', 'ITEMZIP']
    """
    filled = [cell for cell in row if cell]
    middle = filled[len(filled) // 2].upper() if len(filled) >= _FEWEST_PREFIXED else ""
    least = _MOST_PREFIXED * len(filled)
    best, most = row, 1
    for size in _PREFIXES:
        prefix = middle[:size]
        if not prefix.isalpha() or sum(cell.upper().startswith(prefix) for cell in filled) < least:
            break
        cut = [_without(prefix, cell) for cell in row]
        roles = [column_role(cell) for cell in cut]
        told = {role.kind for role, old, new in zip(roles, row, cut, strict=True) if role is not None and old != new}
        if len(told) > most and any(role is not None and role.kind in _SURE_OF_PERSONS for role in roles):
            best, most = cut, len(told)
        elif most == 1:  # what says that numbers are of things does without the letters, too
            best = [new if _is_of_things(role) else old for role, old, new in zip(roles, row, cut, strict=True)]
    return best


def _is_of_things(role: Role | None) -> bool:
    return role is not None and role.kind == "other" and role.grade > Grade.WEAK


def _without(prefix: str, cell: str) -> str:
    """A title without a prefix, if it is of one word and means something only then."""
    if not cell.upper().startswith(prefix) or not cell.isascii() or " " in cell or column_role(cell) is not None:
        return cell
    rest = cell[len(prefix) :].lstrip("_-.")
    of_types = rest.upper().endswith(_OF_TYPES)
    return rest if len(rest) > 1 and (of_types or column_role(rest) is not None) else cell


def _is_of_columns(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a row with one label is one of titles by what else it says, or stands over."""
    return any(map(meaning_of, filter(None, rows[index]))) or _stands_over_numbers(rows, index)


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
