"""What a decoded JSON object says: its scalars, the keys that lead to them, and how these stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from piiscan.detectors.header_words import NAME_HALVES
from piiscan.detectors.headers import HOME_KINDS
from piiscan.detectors.labels import Role, column_role
from piiscan.model import Grade
from piiscan.pairing.objects.plain_json import plain
from piiscan.pairing.tables.countries import COUNTRY, country_group

_HOMES = frozenset(("state", "zip", "city", "address"))
_HOLDERS = frozenset(("owners", "holders", "accountowners", "accountholders", "jointowners", "signers", "borrowers"))
_WHOLE = frozenset(("value", "text", "formatted", "full"))
"""Keys of all of an address, in an object that is called one: {"addresses": [{"value": …, "type": "home"}]}."""
_ISSUED = frozenset(("routing", "financial_account", "payment_card", "drivers_license", "document"))
"""What a bank or an office gives out, so that a country beside it is theirs."""
_MAX_KEY = 100
_DEEPEST = 32
"""Keys, or lists, that lead to a leaf. What stands deeper belongs to an object further in, which is asked first."""

# Keys that mean a part of a name only inside an object which is one: {"name": {"first": ..., "last": ...}}.
_NAME_PARTS = {
    "first": "name.given",
    "given": "name.given",
    "last": "name.surname",
    "family": "name.surname",
    "full": "name.full",
    "text": "name.full",
}
_DISPLAYED = frozenset(("display", "descriptor", "embossed", "printed"))
"""Keys that mean the name of a person whom the object is called after, and who may be another one: a reference."""


_SHOWN = frozenset(("display_value", "displayvalue"))  # what is shown of a reference, as ServiceNow gives it out
TYPE_KEYS = frozenset(("type", "system", "label", "kind", "key", "field", "name", "question", "code", "title"))
TYPE_KEYS |= {"source", "issuingauthority"}
"""Keys whose text says what the value beside it is."""


class Item(NamedTuple):
    """A place in a list of more than one: the keys that lead to the list, which item, of how many."""

    path: tuple[str, ...]
    place: int
    size: int


class Bond(IntEnum):
    """How a leaf stands to another one by the lists that they are in."""

    NONE = 0  # in another item of the same list, or one of several things beside it
    PARALLEL = 1  # at the same place of another list of the same length
    SAME = 2  # about the same thing


_HELD = (("value",), ("content",))
_SEVERAL = frozenset(("items", "item", "list", "entries", "nodes", "node", "edges", "results", "elements", "records"))
"""Keys of objects, and of lists, that leave open of what."""


def outer_key(path: tuple[str, ...]) -> str:
    """The key of the object that a leaf is in, beyond those that only say that there are several: "Items".

    >>> outer_key(("Dependents", "Items", "FirstName")), outer_key(("Items", "FirstName")), outer_key(("FirstName",))
    ('Dependents', 'Items', '')
    """
    said = next((key for key in reversed(path[:-1]) if key.lower() not in _SEVERAL), "")
    return said or (path[-2] if len(path) > 1 else "")


class Leaf(NamedTuple):
    """A scalar of a record: its text, the keys that lead to it, and its places in the lists on the way."""

    path: tuple[str, ...]
    text: str
    listed: tuple[Item, ...] = ()

    def role(self) -> Role | None:
        """The meaning of the nearest key that has one."""
        return next((role for key in reversed(self.path) if (role := role_of(key)) is not None), None)

    def bond(self, other: Leaf) -> Bond:
        """How this stands to `other`: in the same item of every list that this is in, or at least in step.

        A list of names, or of addresses, is of one person, if it is not as long as the list of the others.
        """
        shared = 0
        for mine, its in zip(self.listed, other.listed, strict=False):
            if mine != its:
                break
            shared += 1
        rest, others = self.listed[shared:], other.listed[shared:]
        if not rest:
            return Bond.SAME
        if others and others[0].path == rest[0].path:
            return Bond.NONE
        apart = self._is_part() and bool(others) and others[0].path[:-1] != rest[0].path[:-1]  # two given names
        if len(rest) == 1 and others and others[0].size == rest[0].size and not apart:
            return Bond.PARALLEL if others[0].place == rest[0].place else Bond.NONE
        if len(rest) == 1 and not others and _lists_holders(rest[0]) and _is_account(other):
            return Bond.NONE if rest[0].place else Bond.SAME  # of a joint account, who is named first
        return Bond.SAME if all(self._is_of_one(item) for item in rest if item.path) else Bond.NONE

    def _is_part(self) -> bool:
        """Whether the leaf is a part of a name."""
        return self.part()[0] in NAME_HALVES

    def _is_of_one(self, item: Item) -> bool:
        """Whether a list that the leaf is in is one person's: names, given names, addresses; not "customers"."""
        key = item.path[-1].lower()
        role = role_of(item.path[-1]) or (role_of(key.removesuffix("es")) if key.endswith("addresses") else None)
        kind = role.kind if role is not None else _NAME_PARTS.get(key, "")
        named = len(self.path) == len(item.path) or key in _NAME_PARTS or "name" in key
        return (kind.startswith("name.") and named) or kind in HOME_KINDS

    def part(self) -> tuple[str, str, int]:
        """What the leaf says of a person: the kind of its role, its group, and how deep the person stands.

        {"name": {"first": "Ann"}} and {"first_name": "Ann"} are both a given name at depth 0; the group is
        the key's own prefix, or else the object's key.
        """
        if not self.path:
            return "", "", 0
        key, outer = self.path[-1].lower(), outer_key(self.path)
        holder = role_of(outer) if outer else None
        if key in _NAME_PARTS and holder is not None and holder.kind.startswith("name."):
            group = holder.group or (self.path[-3] if len(self.path) > 2 else "")
            return _NAME_PARTS[key], group, len(self.path) - 2
        if key in _DISPLAYED and holder is not None and holder.kind == "name.full":
            return holder.kind, holder.group or outer, len(self.path) - 1
        shown = role_of(outer.lower().removesuffix("_id")) if key in _SHOWN else None
        if shown is not None and shown.kind == "name.full":
            return shown.kind, shown.group or (self.path[-3] if len(self.path) > 2 else ""), len(self.path) - 2
        role = role_of(self.path[-1])
        if role is None and self.listed and self.listed[-1].path == self.path and _lists_holders(self.listed[-1]):
            return "name.full", outer, len(self.path) - 1
        return (role.kind, role.group or outer, len(self.path) - 1) if role is not None else ("", "", 0)


Texts = Callable[[Leaf], str]
"""What a leaf says. Of a form that many objects share (`forms`), the text of a leaf is only a place."""
written: Texts = attrgetter("text")


class Record:
    """A decoded object, where it stands in the data [`start`, `end`), and its scalars in order."""

    __slots__ = ("_homes", "_names", "_types", "_versions", "end", "is_pair", "leaves", "start")

    def __init__(self, start: int, end: int, leaves: tuple[Leaf, ...], *, is_pair: bool = False) -> None:
        self.start = start
        self.end = end
        self.leaves = leaves
        self.is_pair = is_pair  # it is but the name of a value and the value
        self._names: list[tuple[Leaf, tuple[str, str, int]]] | None = None
        self._homes: list[tuple[Leaf, Role]] | None = None
        self._types: list[Leaf] | None = None
        self._versions: list[Leaf] | None = None

    def type_leaves(self) -> list[Leaf]:
        """The leaves under a key that says what the value beside it is; looked for once."""
        if self._types is None:
            self._types = [leaf for leaf in self.leaves if leaf.path and leaf.path[-1].lower() in TYPE_KEYS]
        return self._types

    def version_leaves(self) -> list[Leaf]:
        """The leaves under a key that is called a version; looked for once."""
        if self._versions is None:
            self._versions = [leaf for leaf in self.leaves if leaf.path and leaf.path[-1].lower() == "version"]
        return self._versions

    def name_leaves(self) -> list[tuple[Leaf, tuple[str, str, int]]]:
        """The leaves that say a name or a part of one, and what they say of it; looked for once."""
        if self._names is None:
            parts = ((leaf, leaf.part()) for leaf in self.leaves)
            self._names = [(leaf, part) for leaf, part in parts if part[0].startswith("name.")]
        return self._names

    def home_leaves(self) -> list[tuple[Leaf, Role]]:
        """The leaves that say where somebody lives, and what their keys mean; looked for once."""
        if self._homes is None:
            roles = [(leaf, _home_role(leaf.path)) for leaf in self.leaves if leaf.path]
            self._homes = [(leaf, role) for leaf, role in roles if role is not None and role.kind in _HOMES]
            self._homes += _countries(roles)
        return self._homes

    def leaf_of(self, raw: str, before: int) -> tuple[Leaf | None, int]:
        """The leaf that holds a text, and where in it. `before`: how often the text stands in the record before."""
        first: tuple[Leaf | None, int] = (None, -1)
        for leaf in self.leaves:
            at = leaf.text.find(raw)
            if at >= 0 and first[0] is None:
                first = leaf, at
            while at >= 0:
                if not before:
                    return leaf, at
                before -= 1
                at = leaf.text.find(raw, at + len(raw))
        return first  # it also stands in keys, or a key came twice

    def under(self, key: str) -> list[Record]:
        """What stands under a key, as a record of its own."""
        below = [(leaf, at) for leaf in self.leaves for at, one in enumerate(leaf.path) if key in one]
        leaves = (Leaf(leaf.path[at + 1 :], leaf.text, _below(leaf.listed, at + 1)) for leaf, at in below)
        return [Record(self.start, self.end, tuple(leaves))] if below else []

    def again(self, leaf: Leaf) -> Leaf:
        """A leaf of an inner record as it stands in this one."""
        size = len(leaf.path)
        said = [one for one in self.leaves if one.text == leaf.text]
        same = (one for one in said if one.path[len(one.path) - size :] == leaf.path)
        held = said[0] if said and leaf.path in _HELD else leaf  # {"ssn": {"id": 7, "value": …}}, see `held_values`
        return next(same, held)


def _lists_holders(item: Item) -> bool:
    """Whether a list is of those who have what it stands in: {"accountNumber": …, "owners": [{"name": …}, …]}."""
    return bool(item.path) and item.path[-1].lower().replace("_", "") in _HOLDERS


def _is_account(leaf: Leaf) -> bool:
    """Whether a leaf is an account or a card by its key, or by the one round it: {"account": {"number": …}}."""
    roles = map(role_of, leaf.path[-2:])
    return any(role is not None and role.kind in {"financial_account", "payment_card"} for role in roles)


def _home_role(path: tuple[str, ...]) -> Role | None:
    """The meaning of the key of a leaf; of one that says nothing, that of the address it is in."""
    if path[-1] not in _WHOLE or len(path) < 2:
        return role_of(path[-1])
    role = role_of(path[-2].removesuffix("es"))
    return role if role is not None and role.kind == "address" else role_of(path[-1])


def _countries(roles: list[tuple[Leaf, Role | None]]) -> Iterator[tuple[Leaf, Role]]:
    """The countries beside a name or in an address, and not beside a number: that of an account is its bank's."""
    keys = ((leaf, leaf.path[-1]) for leaf, _ in roles if "try" in leaf.path[-1].lower())  # country, ctry, cntry
    groups = ((leaf, country_group(key)) for leaf, key in keys if len(key) <= _MAX_KEY)
    for leaf, group in groups:
        if group is None:
            continue
        beside = {role.kind for one, role in roles if role is not None and one.path[:-1] == leaf.path[:-1]}
        if _ISSUED.isdisjoint(beside) and any(kind in _HOMES or kind.startswith("name.") for kind in beside):
            yield leaf, Role(COUNTRY, Grade.FAIR, group)


def _below(listed: tuple[Item, ...], depth: int) -> tuple[Item, ...]:
    """The lists that begin at some depth or deeper."""
    return tuple(item._replace(path=item.path[depth:]) for item in listed if len(item.path) >= depth)


@lru_cache(maxsize=4096)
def role_of(key: str) -> Role | None:
    """The meaning of a key; keys repeat in every record."""
    return column_role(key) if len(key) <= _MAX_KEY else None


def all_leaves(value: Any) -> Iterator[Leaf]:  # noqa: ANN401 - whatever JSON holds
    """The scalars of a decoded document, in order. Without recursion: nesting is the file's choice."""
    stack: list[tuple[Any, tuple[str, ...], tuple[Item, ...]]] = [(plain(value), (), ())]
    while stack:
        node, path, listed = stack.pop()
        if isinstance(node, dict | list) and max(len(path), len(listed)) >= _DEEPEST:
            continue
        if isinstance(node, dict):
            stack.extend((child, (*path, str(key)), listed) for key, child in reversed(node.items()))
        elif isinstance(node, list):
            size = len(node)
            stack.extend(
                (node[place], path, (*listed, Item(path, place, size)) if size > 1 else listed)
                for place in range(size - 1, -1, -1)
            )
        elif node is not None and not isinstance(node, bool):
            yield Leaf(path, node if isinstance(node, str) else repr(node), listed)
