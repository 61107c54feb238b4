"""Where an object names somebody, and whether that one only has to do with what the record is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from piiscan.detectors.lexicon import split_key
from piiscan.model import Grade
from piiscan.pairing.objects.records import Bond, Leaf, role_of
from piiscan.pairing.tables.column_owner import ACTING, BESIDE, TOKEN
from piiscan.pairing.tables.others_records import RECORDS, WORKING

_PAYS = "responsible"  # party
_AT_WORK = WORKING - {"contact"}  # the contact of a customer is that customer

ASSIGNED = frozenset(("assignee", "assigned", "responder", "resolver"))
"""Who has a ticket to work on."""


def is_assigned(group: str) -> bool:
    """Whether somebody is named for having a ticket to work on: {"assignee": {"name": "Ann Lee"}}."""
    return not ASSIGNED.isdisjoint(split_key(group).split())


class NameKeys(NamedTuple):
    """Where an object names somebody: in one leaf, or in one for the given name (`given`) and one for the surname.

    `given` may be all of the name, too: {"name": "Ann", "surname": "Lee"}, {"name": "Ann Lee", "surname": "Lee"}.
    """

    kind: str
    depth: int
    group: str
    bond: Bond  # to the number
    leaf: Leaf
    given: Leaf | None = None
    versions: Sequence[Leaf] = ()  # what may say that it is the name of a program

    @property
    def acts(self) -> bool:
        """Whether the key is of somebody who may only have to do with the record: owner, author, agent, who pays."""
        key = self.leaf.path[-1]
        role = role_of(key)
        weak = role is not None and role.grade == Grade.WEAK
        return self.kind == "name.full" and (weak or key[: len(_PAYS)].lower() == _PAYS)

    @property
    def works(self) -> bool:
        """Whether the group is of somebody who works on the record: "Physician name"."""
        return not ACTING.isdisjoint(TOKEN.findall(self.group.lower()))

    @property
    def stands_beside(self) -> bool:
        """Whether the key is a word for who has to do with somebody's record: {"Worker": …, "Manager": …}."""
        return not BESIDE.isdisjoint(split_key(self.leaf.path[-1]).split())

    def is_for_others(self, number: Sequence[str], leaves: Sequence[Leaf]) -> bool:
        """Whether who is named works on a record that is another's: {"claim": {"ssn": …, "adjuster": "Ann Lee"}}.

        `number`: all keys round the number; `leaves`: of the object. Not where the number's own keys say it is theirs.
        """
        path = self.leaf.path
        named = _AT_WORK.intersection(split_key(" ".join((self.group, *path))).split())
        own = set(split_key(" ".join(number)).split())
        if not named or not named.isdisjoint(own):
            return False
        keys = (*number, *(key for leaf in leaves if leaf.path[0] != path[0] for key in leaf.path))
        words = (frozenset(split_key(key).split()) for key in keys)
        return any(RECORDS & one and not WORKING & one for one in words)
