"""Addresses in an object that are no home: of work, or left since (SPEC §4).

By a key, {"workAddress": {"state": "MA"}, "homeAddress": …}, or by what an item of a list says of itself, as FHIR and
SCIM do: {"addresses": [{"type": "work", …}, {"type": "home", …}]}.
"""

from __future__ import annotations

from functools import lru_cache

from piiscan.detectors.lexicon import split_key
from piiscan.pairing.objects.plain_json import plain
from piiscan.pairing.objects.records import Leaf, Record, Texts

_SAYS = frozenset(("type", "use", "usage", "kind", "label", "purpose", "addresstype", "address_type", "addressuse"))
_NO_HOME = frozenset(
    (
        *("work", "works", "working", "worksite", "workplace", "business", "office", "job", "old", "previous"),
        *("former", "prior", "birth", "employment"),
    )
)
"""`use` of FHIR (home, work, temp, old, billing), `type` of SCIM (work, home, other), and words for the same."""


def no_homes(record: Record, said: Texts, leaves: list[Leaf]) -> list[Leaf]:
    """The leaves of addresses, of some, where nobody lives now."""
    found = [leaf for leaf in leaves if _is_by_key(leaf.path)]
    if all(len(leaf.path) == 1 for leaf in leaves):
        return found
    places = {
        (leaf.path[:-1], leaf.listed)
        for leaf in record.leaves
        if leaf.path[-1].lower() in _SAYS and not _NO_HOME.isdisjoint(plain(said(leaf)).lower().split())
    }
    return [*found, *(leaf for leaf in leaves if (leaf.path[:-1], leaf.listed) in places)] if places else found


@lru_cache(maxsize=1 << 10)  # keys come again
def _is_by_key(path: tuple[str, ...]) -> bool:
    """Whether keys lead to an address of work, or to a former one.

    >>> _is_by_key(("workAddress", "state")), _is_by_key(("previous_address", "zip")), _is_by_key(("address", "state"))
    (True, True, False)
    """
    return any(not _NO_HOME.isdisjoint(split_key(key).split()) for key in path)
