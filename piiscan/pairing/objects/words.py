"""A number in one text of an object, and the person whom another text of it names: the title and body of a ticket.

Rule: only texts that say what an object is about are asked, and only where its keys name nobody for the number. A
number that somebody calls theirs is not that of whom the title names.
"""

from __future__ import annotations

from piiscan.model import Grade
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.records import Leaf, Texts
from piiscan.pairing.objects.strings import Said, by_words
from piiscan.pairing.prose.own import is_own
from piiscan.pairing.unit import Unit

_TITLES = frozenset(
    (
        *("title", "subject", "summary", "topic", "headline", "heading", "caption", "re", "regarding", "about"),
        *("description", "details", "body", "text", "message", "content", "notes", "note", "remarks", "remark"),
        *("comments", "comment", "lines", "reason", "purpose", "memo", "narrative", "event", "task", "issue"),
    )
)
_LINES = "lines"  # where formats put the lines of a record that no key names
_LONGEST = 400  # characters: what is longer is about more than one thing
_OUTWARDS = 3  # objects: the title of a ticket stands two above a field of it


def with_words(unit: Unit | None, asked: Asked, said: Texts, at: int) -> Unit | None:
    """A number at a place of a text that names nobody as that of whom the title beside it, or outwards, names."""
    if unit is None or unit.person is not None or unit.aside is not None or unit.elements[0].grade < Grade.FAIR:
        return unit
    if is_own(said(asked.leaf), at):
        return unit
    for here, _ in zip(asked.rounds(), range(_OUTWARDS), strict=False):
        found = [said_of for leaf in here.record.leaves if (said_of := _named(leaf, here.own, said)) is not None]
        if found:
            role = asked.number.role(said)
            vague = role is not None and role[:2] == ("other", Grade.WEAK)  # "id": that of the record, as like as not
            unit.person, unit.pair = found[0].person, Grade.WEAK if vague else Grade.FAIR
            several = len({one.person.normal for one in found}) > 1
            unit.reasons = ("ambiguous-subject",) if several else found[0].reasons
            unit.evidence = [*unit.evidence, *found[0].residency]
            break
    return unit


def _named(leaf: Leaf, own: Leaf, said: Texts) -> Said | None:
    """Whom a text beside another one names, that says what its object is about."""
    if not leaf.path or len(leaf.path) > len(own.path) or leaf.path[-1].lower() not in _TITLES:
        return None
    together = leaf.path[-1] == _LINES and leaf.path == own.path  # a text, line by line
    text = said(leaf) if together or leaf.bond(own) else ""
    if not 2 < len(text) <= _LONGEST:
        return None
    named = by_words(text)
    return named if named is not None and named.person.grade >= Grade.FAIR else None
