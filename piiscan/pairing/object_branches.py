"""Which branches of an object are records of their own, and whose: they lend nothing to their neighbours.

Rule: a branch with a name and a number of the same kind is complete; so is any with a number, where the object lists
several such. What belongs to a firm says nothing of a person.
"""

from __future__ import annotations

from functools import lru_cache

from piiscan.detectors.headers import NUMBER_KINDS
from piiscan.detectors.lexicon import split_key
from piiscan.model import Kind
from piiscan.pairing.records import Bond, Leaf, Record, role_of

_FIRMS = frozenset(
    [
        "employer",
        "company",
        "merchant",
        "vendor",
        "supplier",
        "seller",
        "bank",
        "branch",
        "store",
        "shop",
        "school",
        "hospital",
        "clinic",
        "pharmacy",
        "organization",
        "organisation",
        "business",
        "firm",
        "facility",
        "agency",
        "insurer",
        "carrier",
        "lender",
        "creditor",
        "provider",
    ]
)


def is_lent(record: Record, own: Leaf, kind: Kind, named: Leaf) -> bool:
    """Whether a name found outside the branch of a number is that of another record beside it."""
    depth = _common(own.path, named.path)
    branch, mine = named.path[: depth + 1], own.path[: depth + 1]
    if len(named.path) <= depth + 1 or len(own.path) <= depth + 1:
        return False  # the name, or the number, is the outer object's own
    numbers = {
        role.kind
        for leaf in record.leaves
        if leaf.path[: depth + 1] == branch and leaf.bond(named) and (role := role_of(leaf.path[-1])) is not None
    } & NUMBER_KINDS
    if kind.value in numbers:
        return True
    return bool(numbers) and any(
        leaf.bond(own) is Bond.NONE and leaf.path[: depth + 1] not in {branch, mine} for leaf, _ in record.name_leaves()
    )


def without_others(record: Record, own: Leaf) -> Record:
    """A record without the branches beside that of a leaf which name somebody: those have addresses of their own."""
    named = [
        leaf.path[: depth + 1]
        for leaf, _ in record.name_leaves()
        if (depth := _common(own.path, leaf.path)) < len(leaf.path) - 1
    ]
    kept = (leaf for leaf in record.leaves if not any(leaf.path[: len(branch)] == branch for branch in named))
    return Record(record.start, record.end, tuple(kept)) if named else record


def _common(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """How many keys two paths share."""
    shared = 0
    while shared < min(len(one), len(two)) and one[shared] == two[shared]:
        shared += 1
    return shared


@lru_cache(maxsize=4096)
def is_of_others(key: str) -> bool:
    """Whether an object under this key is a firm's: {"merchant": {"state": "MA"}}."""
    return not _FIRMS.isdisjoint(split_key(key).split())
