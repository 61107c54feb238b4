"""What an account number in an object is called by the keys round it, and the texts that may hold its routing number.

Rule: objects about the account are the two innermost, and those out to the key that names it: {"CdtrAcct": ...}.
"""

from __future__ import annotations

from piiscan.detectors.headers import Role
from piiscan.model import Grade, Kind
from piiscan.pairing.object_types import says_nothing
from piiscan.pairing.records import Leaf, Record, role_of

_ACCOUNT = Kind.FINANCIAL_ACCOUNT.value
_ABOUT = 2  # objects
LONGEST_VALUE = 60
"""Characters: a longer string is text of its own, not the value of its key."""


def texts_about(records: list[Record], leaf: Leaf) -> str:
    """The texts of the objects that are about the account: a routing number may be among them.

    These are the two innermost, and those out to the one that calls the number an account: {"CdtrAcct": ...}.
    """
    paths = (record.again(leaf).path[:-1] for record in records)
    named = (at + 1 for at, path in enumerate(paths) if path and _is_account(path[0]))
    about = records[: max(_ABOUT, next(named, 0))]
    pairs = [(record, record.again(leaf)) for record in about]
    return "\x1f".join(one.text for record, own in pairs for one in record.leaves if one.bond(own))


def _is_account(key: str) -> bool:
    role = role_of(key)
    return role is not None and role.kind == _ACCOUNT


def account_role(role: Role | None, records: list[Record], leaf: Leaf) -> Role | None:
    """The role of an account number, made stronger by the keys round it: {"bankAccount": {"number": ...}}.

    Or by what stands beside it: {"type": "checking", "account": ...}.
    """
    own = records[-1].again(leaf)
    named = (key for key in reversed(own.path[:-1]) if not says_nothing(key))
    outer = [found for key in named if (found := role_of(key)) is not None]
    beside = [
        found
        for one in records[0].leaves
        if one.path and one.path[-1].lower().endswith("type") and one.bond(leaf)
        if (found := role_of(one.text)) is not None
    ]
    if role is not None and (role.kind == "account.review" or (role.kind != _ACCOUNT and role.grade > Grade.WEAK)):
        return role
    if role is None and len(leaf.text) > LONGEST_VALUE:
        return None
    said = [found for found in (role, *outer[:2], *beside) if found is not None]
    return max((found for found in said if found.kind == _ACCOUNT), key=lambda found: found.grade, default=role)
