"""Strings of JSON that hold a record of their own: a posted form, a query, an object as text, elements of XML.

Rule: where the key of a number stands in the string, the string's keys say whose it is before those of the objects
round it do. Of several persons in one string it is whom the key of the number belongs to (`spouse_ssn`), else the last
one named before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_plus

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.labels import column_role
from piiscan.matcher.bound import BEFORE, may_be_bound
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.couples import with_couples
from piiscan.pairing.names.table import by_names
from piiscan.pairing.objects.records import Leaf, Record
from piiscan.pairing.prose import keyed_text
from piiscan.pairing.prose.statements import REACH, values_round
from piiscan.pairing.residence.evidence import Evidence, find_residency
from piiscan.pairing.unit import person_of

_ENCODED = re.compile(r"[^\s+%]+(?:(?:\+|%[0-9A-Fa-f]{2})[^\s+%]*)+")
_VERSION = re.compile(r"v?\d+(?:\.\d+)+")
_AROUND = REACH + 1  # characters on either side of a number that a statement may stand in
_DOUBT = ("ambiguous-subject",)


class Said(NamedTuple):
    """Whose a number is by the keys of its string, what makes that doubtful, and where one lives by them."""

    person: Person
    reasons: tuple[str, ...]
    residency: tuple[Evidence, ...]


def plain(text: str) -> str:
    """A value without the encoding of forms, which some programs leave in it.

    >>> plain("Ann+Lee"), plain("Ann%20Lee"), plain("Ann + Lee"), plain("100%")
    ('Ann Lee', 'Ann Lee', 'Ann + Lee', '100%')
    """
    return unquote_plus(text) if ("+" in text or "%" in text) and _ENCODED.fullmatch(text) else text


def by_own_key(text: str, raw: str, at: int) -> Said | None:
    """Whose a number at a place of a string is, where a key in the string leads to it and others name somebody."""
    read: Sequence[keyed_text.Pair] = _bound(text, at)
    found = keyed_text.persons(read)
    if not found:
        read, found = _keyed(text)
    own = next((pair for pair in reversed(read) if pair.at <= at and raw in pair.value), None)
    if own is None or own.role.kind not in NUMBER_KINDS or not found:
        return None
    mine = [one for one in found if one.group == own.role.group]
    others = bool(own.role.group) and not mine
    near = mine or [one for one in found if not one.group] or found
    before = [one for one in near if one.at <= at]
    one = before[-1] if before else near[0]
    follows = bool(before) or len({names.normal(other.name) for other in near}) == 1
    return _said(text, read, one, _DOUBT if others or not follows else ())


def _bound(text: str, at: int) -> list[keyed_text.Pair]:
    """The values of a statement that a log gives apart from it in the same string, under their columns."""
    if not at or text[at - 1] not in BEFORE:  # as `may_be_bound` asks: most need not be encoded for it
        return []
    low = max(0, at - _AROUND)
    data = text[low:at].encode("utf-8", "replace")
    start = len(data)
    data += text[at : at + _AROUND].encode("utf-8", "replace")
    fields = values_round(data, start, digits=False) if may_be_bound(data, start) else []
    found: list[keyed_text.Pair] = []
    for one in fields:
        key = one.key.decode("utf-8", "replace")
        role, place = column_role(key), low + len(data[: one.start].decode("utf-8", "replace"))
        if role is not None:
            value = data[one.start : one.end].decode("utf-8", "replace")
            found.append(keyed_text.Pair(key, role, value, place))
    return found


@by_names
@lru_cache(maxsize=1 << 4)  # many numbers may stand in one string
def by_words(text: str) -> Said | None:
    """The first person whom a string names, in words or else by its keys."""
    found = with_couples(text, names.find_names(text))
    if found:
        reasons = () if len({names.normal(name) for name in found}) == 1 else _DOUBT
        return Said(person_of(found[0], text), reasons, tuple(find_residency(text)))
    read, keyed = _keyed(text)
    if not keyed:
        return None
    return _said(text, read, keyed[0], _DOUBT if len({names.normal(one.name) for one in keyed}) > 1 else ())


def _said(text: str, read: Sequence[keyed_text.Pair], one: keyed_text.Named, reasons: tuple[str, ...]) -> Said:
    person = Person(one.shown, names.normal(one.name), Grade.STRONG, ("key:name", *one.name.evidence))
    return Said(person, reasons, (*keyed_text.residency(read), *find_residency(text)))


@by_names
@lru_cache(maxsize=1 << 4)  # many numbers may stand in one string
def _keyed(text: str) -> tuple[Sequence[keyed_text.Pair], list[keyed_text.Named]]:
    read = keyed_text.pairs(text)
    return read, keyed_text.persons(read)


def versions(record: Record, leaf: Leaf) -> list[Leaf]:
    """The leaves beside a name further in that may say of which version it is: the creator of a HAR file."""
    inside = leaf.path[:-1]
    return [other for other in record.version_leaves() if other.path[:-1] == inside] if inside else []


def is_version(text: str) -> bool:
    """Whether a text is the version of a program.

    >>> is_version("v1.2"), is_version("1")
    (True, False)
    """
    return _VERSION.match(text) is not None
