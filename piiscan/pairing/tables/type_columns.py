"""Columns of numbers whose kind another column names, row by row: "ID Type" beside "ID Number" (customers, KYC).

Rule: the header of the numbers says that they are some and not of what, the one near it that it is a type, and one of
the types in the sample is an element. What a type means is said in `objects.types`, which asks the same of JSON.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.headers import Role, column_role
from piiscan.detectors.lexicon import split_key
from piiscan.model import Grade, Kind
from piiscan.pairing.objects.types import is_type, says_nothing, type_role

_NEAR = 3
"""Columns from one to the other at most."""
_KINDS = {kind.value: kind for kind in (Kind.SSN, Kind.DRIVERS_LICENSE, Kind.PAYMENT_CARD)}
_NUMBERS = frozenset(("number", "no", "num", "nbr", "value", "identifier"))


def type_columns(header: Sequence[str], columns: Sequence[Sequence[str]]) -> dict[int, int]:
    """The column that names the kinds, by each column of numbers that has one."""
    found: dict[int, int] = {}
    for column, title in enumerate(header):
        if not title or (_NUMBERS.isdisjoint(split_key(title).split()) and not of_taxpayers(column_role(title))):
            continue
        near = (column + side * off for off in range(1, _NEAR + 1) for side in (-1, 1))
        for other in near:
            if not 0 <= other < len(header) or not (says_nothing(title) or _is_alike(title, header[other])):
                continue
            if is_type(header[other]) and any(map(_kind, columns[other])):
                found[column] = other
                break
    return found


def of_taxpayers(role: Role | None) -> int:
    """The grade of a header of numbers of taxpayers, of whatever kind ("TIN"); 0 of others."""
    return role.grade if role is not None and (role.kind, role.grade) == (Kind.SSN.value, Grade.WEAK) else Grade.NONE


def _is_alike(title: str, other: str) -> bool:
    """Whether two headers are of the same thing: `document_no`, `document_type`; `TIN`, `TIN Type`."""
    if split_key(other) == f"{split_key(title)} type":
        return True
    one = split_key(title).rpartition(" ")[0]
    return one != "" and one == split_key(other).rpartition(" ")[0]


def has_types(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has such columns, by its header and some of its records."""
    if not any(map(is_type, header)):
        return False
    columns = [[row[column] for row in rows if column < len(row)] for column in range(len(header))]
    return bool(type_columns(header, columns))


def says_other(cells: Sequence[str], column: int) -> bool:
    """Whether the cell of a type names something that is no element; an unknown word says nothing."""
    role = type_role(cells[column]) if column < len(cells) and cells[column] else None
    return role is not None and role.grade > Grade.WEAK and role.kind not in _KINDS


def kind_named(cells: Sequence[str], column: int) -> Kind | None:
    """The element that the cell of a type says the number beside it is; None for whatever else."""
    return _kind(cells[column]) if column < len(cells) else None


def _kind(cell: str) -> Kind | None:
    role: Role | None = type_role(cell) if cell else None
    return _KINDS.get(role.kind) if role is not None and role.grade >= Grade.FAIR else None
