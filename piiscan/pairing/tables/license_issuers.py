"""A column of states beside licences: that of who issued them, or where somebody lives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from piiscan.detectors import drivers_license
from piiscan.detectors.headers import HOME_KINDS, Role
from piiscan.detectors.license_states import state_code
from piiscan.model import Grade, Kind

_MOST = 0.8
_ANY_ID = frozenset((kind, Grade.WEAK) for kind in ("other", Kind.SSN.value, Kind.DRIVERS_LICENSE.value))
"""Kinds and grades of headers of numbers that may be of a licence."""
_HOME = ("home", "resid", "mail", "address", "addr")
"""How headers of where somebody lives begin, also such as run together."""

Roles = tuple[Role | None, ...]


def issued(titles: Sequence[str], roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """A state right behind a licence, in a table without addresses, is the one that issued it: nobody's home.

    Not where its title says that it is that, nor where that of another column says that it issued it (DL State), nor
    where a fifth of the licences and more are of another form than those of their states.
    """
    if any(role is not None and role.kind == "license.state" for role in roles):
        return _of_issuers(roles, columns)
    homes = [column for column, role in enumerate(roles) if role is not None and role.kind in HOME_KINDS]
    if len(homes) != 1 or not homes[0] or titles[homes[0]].startswith(_HOME):
        return roles
    role, before = roles[homes[0]], roles[homes[0] - 1]
    if role is None or role.kind != "state" or before is None or before.kind != Kind.DRIVERS_LICENSE:
        return roles
    if before.grade < Grade.FAIR:  # of any trade
        return roles
    pairs = list(zip(columns[homes[0] - 1], columns[homes[0]], strict=False))
    even = len(columns[homes[0] - 1]) == len(columns[homes[0]])  # no cell is empty, as far as that can be seen
    if even and 5 * sum(not _may_issue(number, state) for number, state in pairs) > len(pairs):
        return roles
    return (*roles[: homes[0]], Role("license.state", role.grade, before.group), *roles[homes[0] + 1 :])


def _of_issuers(roles: Roles, columns: Sequence[Sequence[str]]) -> Roles:
    """IDs of no said kind, right before the states that issued them, are licences where they have the states' forms.

    "Government ID, Issuing State", in a table that has no licence under a surer title.
    """
    if any(role is not None and role.kind == Kind.DRIVERS_LICENSE and role.grade > Grade.WEAK for role in roles):
        return roles
    found = list(roles)
    for at, (role, said) in enumerate(pairwise(roles)):
        if role is None or said is None or said.kind != "license.state" or (role.kind, role.grade) not in _ANY_ID:
            continue
        pairs = list(zip(columns[at], columns[at + 1], strict=False))
        if pairs and sum(_is_issued(*pair) for pair in pairs) >= _MOST * len(pairs):
            found[at] = Role(Kind.DRIVERS_LICENSE.value, Grade.FAIR, role.group)
    return tuple(found)


def _is_issued(number: str, state: str) -> bool:
    """Whether a number has the form of a licence of a state that is named."""
    code = state_code(state)
    return code is not None and drivers_license.validate(number, code) is not None


def _may_issue(number: str, state: str) -> bool:
    """Whether a licence has a form of those of a state; what is no name of one says nothing."""
    code = state_code(state)
    return code is None or drivers_license.validate(number, code) is not None
