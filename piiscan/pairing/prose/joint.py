"""Accounts of two persons: "Name: Ann Lee & Bob Lee" above one, "Ann and Bob Lee have savings account 1"."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.model import Element, Grade, Kind
from piiscan.pairing.names.couples import JOINED
from piiscan.pairing.prose.found import Found
from piiscan.pairing.prose.line_persons import PAYEE
from piiscan.pairing.prose.lines import ACTING, Line, Mention
from piiscan.pairing.prose.sentences import joins

_UNSURE = frozenset((ACTING, PAYEE))


def are_joined(text: str, one: Mention, other: Mention) -> bool:
    """Whether nothing but "and" stands between two persons, or their names share the surname."""
    if JOINED in one.person.evidence or JOINED in other.person.evidence:
        return True
    return joins(text, one.at + len(one.person.name), other.at)


def holders(line: Line) -> Sequence[Mention]:
    """The two persons whom a line names, and nobody else, joined by nothing but "and"; none where it does not."""
    named = [one for one in line.mentions if one.person.grade >= Grade.FAIR]
    if len(named) != 2 or named[0].person.normal == named[1].person.normal:
        return ()
    one, other = named
    if _UNSURE.intersection((*one.person.evidence, *other.person.evidence)):
        return ()
    return named if are_joined(line.text, one, other) else ()


def settled(found: Found | None, element: Element) -> Found | None:
    """The person found for a number; for an account of two the first of them, without a doubt: it is that of both."""
    if found is None or not found.reasons or element.kind is not Kind.FINANCIAL_ACCOUNT:
        return found
    both = holders(found.where)
    return found._replace(mention=both[0], reasons=()) if found.mention in both else found
