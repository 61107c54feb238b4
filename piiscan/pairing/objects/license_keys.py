"""Where a licence in a JSON record was issued: by a key of its own, or by the state in the licence's own object.

Rule: `{"dl_number": ..., "dl_state": "CA"}` and `{"license": {"number": ..., "state": "CA"}}`; the state of such an
object is no address.
"""

from __future__ import annotations

from piiscan.detectors.license_states import state_code
from piiscan.model import Kind
from piiscan.pairing.objects.records import Leaf, Record, Texts, role_of, written

_NEAR = 3  # objects outwards
_LONGEST_TYPE = 40  # characters


def is_of_license(leaf: Leaf) -> bool:
    """Whether the leaf stands in an object that is a licence."""
    holder = role_of(leaf.path[-2]) if len(leaf.path) > 1 else None
    return holder is not None and holder.kind == Kind.DRIVERS_LICENSE.value


def license_objects(record: Record, said: Texts = written) -> set[tuple[str, ...]]:
    """The keys that lead to objects which say of themselves that they are licences: {"type": "drivers_license", ...}.

    Not those that hold an address: then the state is part of it.
    """
    found = set()
    for leaf in record.type_leaves():
        text = said(leaf)
        if len(text) <= _LONGEST_TYPE:
            role = role_of(text.rsplit("/", 1)[-1])
            if role is not None and role.kind == Kind.DRIVERS_LICENSE.value:
                found.add(leaf.path[:-1])
    return found and found - {one.path[:-1] for one in record.leaves if one.path and _is_address(one.path[-1])}


def _is_address(key: str) -> bool:
    role = role_of(key)
    return role is not None and role.kind in {"zip", "city", "address"}


def license_state(records: list[Record], leaf: Leaf, said: Texts = written) -> str | None:
    """The state that issued the licence in a leaf, by the keys beside it, None if nothing says so."""
    for record in records[:_NEAR]:
        own = record.again(leaf)
        licensed = is_of_license(own) or own.path[:-1] in license_objects(record, said)
        for other in record.leaves:
            role = role_of(other.path[-1]) if other.path and other.bond(own) else None
            if role is None or role.kind not in {"license.state", "state"}:
                continue
            inside = role.kind == "state" and other.path[:-1] == own.path[:-1] and licensed
            if (role.kind == "license.state" or inside) and (state := state_code(said(other))):
                return state
    return None
