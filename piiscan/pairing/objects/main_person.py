"""Of several persons in an object who all have a role, the one whom it is of: "applicant" beside "co-applicant"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from piiscan.detectors.header_words import is_person
from piiscan.pairing.objects.name_keys import NameKeys
from piiscan.pairing.objects.records import Leaf, Record
from piiscan.pairing.tables.column_owner import ACTING, BESIDE, TOKEN

_TARGETS = frozenset(("target", "subject"))


class _Named(Protocol):
    @property
    def keys(self) -> NameKeys: ...


_Some = TypeVar("_Some", bound=_Named)


def of_whom(record: Record, own: Leaf, found: list[_Some], groups: Sequence[Sequence[str]]) -> list[_Some]:
    """Those of some persons that a number of no group is of: the main one, customers beside agents; else all of them.

    `groups` are the words of the groups of the persons.
    """
    main = _main(record, own, found, groups)
    if main:
        return main
    mine = [(one, its) for one, its in zip(found, groups, strict=True) if ACTING.isdisjoint(its)]
    known = all(BESIDE.isdisjoint(its) and any(map(_is_meant, its)) for _, its in mine)  # whose "data" is, is not
    return [one for one, _ in mine] if mine and known else found


def _main(record: Record, own: Leaf, found: list[_Some], groups: Sequence[Sequence[str]]) -> list[_Some]:
    """The one whom the object is of, where all others only stand beside and have such a number, or follow below it."""
    pairs = list(zip(found, groups, strict=True))
    main = [one for one, its in pairs if BESIDE.isdisjoint(its) and any(map(is_person, its))]
    others = [one for one, its in pairs if not BESIDE.isdisjoint(its)]
    if len(main) != 1 or len(main) + len(others) < len(found):
        return []
    places = {id(leaf): at for at, leaf in enumerate(record.leaves)}
    place = next((at for at, leaf in enumerate(record.leaves) if leaf.path == own.path), len(places))
    kind = role.kind if (role := own.role()) is not None else ""
    theirs = {its.group for leaf in record.leaves if (its := leaf.role()) is not None and its.kind == kind}
    apart = all(one.keys.group in theirs or places.get(id(one.keys.leaf), -1) > place for one in others)
    return main if apart else []


def _is_meant(word: str) -> bool:
    """Whether a word of a key is of a person, or of what an entry of an audit is about."""
    return is_person(word) or word in _TARGETS


def is_meant_in(group: str) -> bool:
    """Whether a group has such a word."""
    return any(map(_is_meant, TOKEN.findall(group.lower())))
