"""Columns of where something is sent: of addresses, if their cells are (SPEC §4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.detectors.headers import Role
from piiscan.later import later
from piiscan.model import Grade
from piiscan.pairing.residence.evidence import find_residency
from piiscan.pairing.tables.column_kinds import mostly

_SENT = later(
    r"(?:bill|billed|remit|mail|ship|shipped|send|deliver|return|check)s? (?:to|from)(?: (?:line )?\d)?", re.IGNORECASE
)
"""How headers say where something goes to, or to whom: only the cells tell which."""
_Roles = tuple[Role | None, ...]


def sent_to(titles: Sequence[str], roles: _Roles, columns: Sequence[Sequence[str]]) -> _Roles:
    """A column of where something is sent holds addresses, if its cells do: "Remit to", "Bill from 3"."""

    def seen(title: str, role: Role | None, cells: Sequence[str]) -> Role | None:
        sent = role is None and " " in title and _SENT.fullmatch(title) is not None
        return Role("address", Grade.FAIR, "") if sent and mostly(cells, _is_address) else role

    return tuple(map(seen, titles, roles, columns))


def _is_address(cell: str) -> bool:
    return any(one.grade >= Grade.FAIR for one in find_residency(cell))
