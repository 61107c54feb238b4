"""Columns of the second person of a record, where their headers cut "secondary" short: `secNm`, `secSsn`.

Rule: "sec" is short for much else (seconds, security, section), so it is that of a person only in a table with a number
of theirs behind it ("Sec SSN") and another of the kind, or a name, without; then it is in all of its headers.
"""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.detectors.headers import Role, column_role
from piiscan.model import Grade, Kind

_SHORT = "sec "
_OWN = frozenset((Kind.SSN.value, Kind.DRIVERS_LICENSE.value))
_SHARED = frozenset((Kind.FINANCIAL_ACCOUNT.value, Kind.PAYMENT_CARD.value))
"""Of these a table has several of one person: only beside a name they are of a second one."""
_Roles = tuple[Role | None, ...]


def with_seconds(titles: Sequence[str], roles: _Roles) -> _Roles:
    """The roles of the columns of a table, those of its second person told from the first one's."""
    short = [title.startswith(_SHORT) for title in titles]
    if not any(short):
        return roles
    first = {role.kind for role, sec in zip(roles, short, strict=True) if role is not None and not sec}
    named = any(kind.startswith("name.") for kind in first)
    seconds = [role for role, sec in zip(roles, short, strict=True) if sec and role is not None]
    numbers = _OWN | _SHARED if any(role.kind.startswith("name.") for role in seconds) else _OWN
    owned = {
        role.kind for role in seconds if role.kind in numbers and (role.grade > Grade.WEAK or role.kind in _SHARED)
    }
    if not owned or not (named or owned & first):
        return roles
    return tuple(
        column_role(f"secondary {title.removeprefix(_SHORT)}") or role if sec else role
        for title, role, sec in zip(titles, roles, short, strict=True)
    )
