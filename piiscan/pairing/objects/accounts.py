"""What an account number in an object is called by the keys round it, and the texts that may hold its routing number.

Rule: objects about the account are the two innermost, and those out to the key that names it: {"CdtrAcct": ...}.
"""

from __future__ import annotations

from typing import NamedTuple

from piiscan.detectors.account_labels import is_bank
from piiscan.detectors.headers import Role
from piiscan.model import Grade, Kind
from piiscan.pairing.objects.records import Leaf, Record, Texts, role_of
from piiscan.pairing.objects.types import says_nothing

_ACCOUNT = Kind.FINANCIAL_ACCOUNT.value
_CARD = Kind.PAYMENT_CARD.value
_OTHERWISE = frozenset(("account.review", Kind.SSN.value))
"""What a key says, if weakly, that the name of the object round it does not turn: the tax number of an "Account"."""
_OF_CARDS = frozenset(("ccacctfrom", "ccacctto"))
_OTHER_ID = ("Id", "Othr", "Id")
"""Of an account without an IBAN, in statements and payments alike (ISO 20022, GenericAccountIdentification1)."""
_ABOUT = 2  # objects
LONGEST_VALUE = 60
"""Characters: a longer string is text of its own, not the value of its key."""


def leaves_about(records: list[Record], leaf: Leaf) -> list[Leaf]:
    """The leaves of the objects that are about the account: a routing number may be among them.

    These are the two innermost, and those out to the one that calls the number an account: {"CdtrAcct": ...}.
    """
    paths = (record.again(leaf).path[:-1] for record in records)
    named = (at + 1 for at, path in enumerate(paths) if path and _is_account(path[0]))
    about = records[: max(_ABOUT, next(named, 0))]
    pairs = [(record, record.again(leaf)) for record in about]
    return [one for record, own in pairs for one in record.leaves if one.bond(own)]


def _is_account(key: str) -> bool:
    role = role_of(key)
    return role is not None and role.kind == _ACCOUNT


class AccountKeys(NamedTuple):
    """The keys round an account number: what the two next outwards mean, the leaves beside it that name a type.

    `bank`: one beside it names a bank, whose account it is then.
    """

    outer: list[Role]
    types: list[Leaf]
    bank: bool

    @staticmethod
    def are_idle(role: Role) -> bool:
        """Whether the keys round a number have no say in what its own key calls it."""
        return role.kind in _OTHERWISE or (role.kind != _ACCOUNT and role.grade > Grade.WEAK)

    def role(self, role: Role | None, leaf: Leaf, said: Texts) -> Role | None:
        """The role of an account number, made stronger by the keys round it: {"bankAccount": {"number": ...}}.

        Or by what stands beside it: {"type": "checking", "account": ...}.
        """
        if role is not None and self.are_idle(role):
            return role
        if role is None and len(said(leaf)) > LONGEST_VALUE:
            return None
        beside = [role_of(said(one)) for one in self.types]
        known = [found for found in (role, *self.outer, *beside) if found is not None]
        role = max((found for found in known if found.kind == _ACCOUNT), key=lambda found: found.grade, default=role)
        return role._replace(grade=Grade.STRONG) if self.bank and role is not None and role.kind == _ACCOUNT else role


def account_keys(records: list[Record], leaf: Leaf) -> AccountKeys:
    """The keys round the number in a leaf, as far as they tell of accounts."""
    own = records[-1].again(leaf)
    named = (key for key in reversed(own.path[:-1]) if not says_nothing(key))
    outer = [found for key in named if (found := role_of(key)) is not None]
    if own.path[-3:] == _OTHER_ID and own.path[-4:-3] and own.path[-4].endswith("Acct"):
        outer.insert(0, Role(_ACCOUNT, Grade.STRONG, ""))
    types = [one for one in records[0].leaves if _is_type_beside(one, leaf) and one.bond(leaf)]
    bank = any(one.path and is_bank(one.path[-1]) and one.bond(leaf) for one in records[0].leaves)
    return AccountKeys(outer[:_ABOUT], types, bank)


def _is_type_beside(one: Leaf, leaf: Leaf) -> bool:
    """Whether a leaf names the type of what another one is in: not of another object beside it."""
    beside = leaf.path[:-1]
    at = len(beside)
    return one.path[:at] == beside and len(one.path) > at and one.path[at].lower().endswith("type")


def card_role(role: Role | None, records: list[Record], leaf: Leaf) -> Role | None:
    """The role of a card number whose own key says nothing, or that it is an account's.

    Of an account's a key round it speaks of a card: {"creditCard": {"acctId": ...}}; in OFX, <CCACCTFROM> (1.6,
    11.3.1). Else what is printed on a card stands beside it: {"number": ..., "expiryMonth": 3}.
    """
    silent = (role is None or role.grade == Grade.WEAK) and bool(leaf.path) and says_nothing(leaf.path[-1])
    if silent and _is_beside_expiry(records[0], leaf):
        return Role(_CARD, Grade.STRONG, "")
    if role is None or role.kind != _ACCOUNT:
        return role
    for key in reversed(records[-1].again(leaf).path[:-1]):
        outer = Role(_CARD, Grade.STRONG, "") if key.lower() in _OF_CARDS else role_of(key)
        if outer is not None and outer.kind == _CARD and outer.grade > Grade.WEAK:
            return outer
    return role


def _is_beside_expiry(record: Record, leaf: Leaf) -> bool:
    """Whether the object of a number has the month a card is good to, or its security code."""
    beside = (one for one in record.leaves if one.path[:-1] == leaf.path[:-1] and one.bond(leaf))
    roles = (one.role() for one in beside if one.path)
    return any(role is not None and role.kind == "card.context" and role.grade == Grade.STRONG for role in roles)
