"""Objects of two lists that a key joins: {"people": [{"id": 7, …}], "secrets": [{"personId": 7, "ssn": …}]} (SPEC §5).

Rule: what a key says of a person goes before the place in a list: items in step whose keys differ are of two persons.
A number that nobody is named with, whose key stands in another item beside a name, is joinable, as in tables.
"""

from __future__ import annotations

from piiscan.pairing.join_keys import Key, keys_of
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Item, Leaf, Record, Texts

_Object = tuple[tuple[str, ...], tuple[Item, ...]]
_MOST = 64
"""Keys of an object that are looked at."""


def in_another_item(record: Record, own: Leaf, named: Leaf, said: Texts) -> bool:
    """Whether the objects of a number and of a name say by a key of the same meaning that they are of two persons."""
    mine, its = (_keys(record, leaf) for leaf in (own, named))
    return any(key == other and said(one) != said(two) for one, key in mine for two, other in its)


def joinable(asked: Asked, said: Texts) -> str:
    """The key beside a number that stands beside a name in another item of the same document, "" if there is none."""
    inner = asked.records[0]
    first = _keys(inner, inner.again(asked.leaf))
    if not first:
        return ""
    for here in asked.rounds(1):
        named = {(leaf.path[:-1], leaf.listed) for leaf, _ in here.record.name_leaves()}
        mine = _keys(here.record, here.own)
        values = {(key, said(leaf)): leaf.path[-1] for leaf, key in mine}
        for leaf in here.record.leaves if named and values else ():
            at = _object(leaf)
            if not leaf.path or at == _object(here.own) or not any(_is_in(one, at) for one in named):
                continue
            (key,) = _meanings(leaf, [leaf.path[-1]]) or (None,)
            if key is not None and (title := values.get((key.meaning, said(leaf)))):
                return title
    return ""


def _keys(record: Record, leaf: Leaf) -> list[tuple[Leaf, str]]:
    """The keys for persons in the object that holds a leaf, with what they mean."""
    beside = [one for one in record.leaves if one.path and _object(one) == _object(leaf)][:_MOST]
    return [(beside[key.column], key.meaning) for key in _meanings(leaf, [one.path[-1] for one in beside])]


def _meanings(leaf: Leaf, titles: list[str]) -> tuple[Key, ...]:
    """Which keys of the object that holds a leaf stand for persons; the list it is in is called after whom it lists."""
    path = leaf.listed[-1].path if leaf.listed else leaf.path[:-1]
    return keys_of(titles, path[-1] if path else "")


def _object(leaf: Leaf) -> _Object:
    """Where the object that holds a leaf stands."""
    return leaf.path[:-1], leaf.listed


def _is_in(one: _Object, other: _Object) -> bool:
    """Whether an object is another one, or part of it."""
    return one[0][: len(other[0])] == other[0] and one[1][: len(other[1])] == other[1]
