"""Where a licence in a JSON record was issued: by a key of its own, or by the state in the licence's own object.

Rule: `{"dl_number": ..., "dl_state": "CA"}` and `{"license": {"number": ..., "state": "CA"}}`; the state of such an
object is no address.
"""

from __future__ import annotations

from piiscan.detectors.license_states import state_code
from piiscan.model import Kind
from piiscan.pairing.records import Leaf, Record, role_of

_NEAR = 3  # objects outwards


def is_of_license(leaf: Leaf) -> bool:
    """Whether the leaf stands in an object that is a licence."""
    holder = role_of(leaf.path[-2]) if len(leaf.path) > 1 else None
    return holder is not None and holder.kind == Kind.DRIVERS_LICENSE.value


def license_state(records: list[Record], leaf: Leaf) -> str | None:
    """The state that issued the licence in a leaf, by the keys beside it, None if nothing says so."""
    for record in records[:_NEAR]:
        own = record.again(leaf)
        for other in record.leaves:
            role = role_of(other.path[-1]) if other.path and other.bond(own) else None
            if role is None or role.kind not in {"license.state", "state"}:
                continue
            inside = role.kind == "state" and other.path[:-1] == own.path[:-1] and is_of_license(own)
            if (role.kind == "license.state" or inside) and (state := state_code(other.text)):
                return state
    return None
