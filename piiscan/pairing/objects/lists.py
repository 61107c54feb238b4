"""Whom a list without keys names beside a number in it: ["Ann Lee", "010-94-0001"], ["Ann", "Lee", "010-94-0001"].

Rule: nothing says that one of the values is a name but the lists of names, so they must be sure. Several persons in
one list make it doubtful.
"""

from __future__ import annotations

from itertools import pairwise

from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Leaf, Texts
from piiscan.pairing.objects.strings import Said
from piiscan.pairing.prose.two_values import listed_parts
from piiscan.pairing.unit import person_of

_MOST = 64
"""Values of a list that is looked at: a row of a table, and not a column of it."""


def in_list(asked: Asked, said: Texts) -> Said | None:
    """The person named beside a number in the innermost list that holds it."""
    own = asked.records[0].again(asked.leaf)
    if not own.listed or own.listed[-1].size > _MOST or own.listed[-1].path != own.path:
        return None
    beside = [said(leaf) for leaf in asked.records[0].leaves if _is_beside(leaf, own)]
    found = [person for person in map(_whole, beside) if person is not None]
    found += [person for one, two in pairwise(beside) if (person := listed_parts(one, two)) is not None]
    if not found:
        return None
    several = len({person.normal for person in found}) > 1
    return Said(found[0], ("ambiguous-subject",) if several else (), ())


def _is_beside(leaf: Leaf, own: Leaf) -> bool:
    """Whether a leaf is in the innermost list that another one is in."""
    same = leaf.path == own.path and len(leaf.listed) == len(own.listed) and leaf.listed[:-1] == own.listed[:-1]
    return same and leaf.listed[-1].path == own.listed[-1].path


def _whole(text: str) -> Person | None:
    """The person whose whole name a value is."""
    name = names.parse_name(text, labelled=False) if " " in text else None
    return person_of(name, text) if name is not None and name.grade >= Grade.FAIR else None
