"""A number in one text of an object, and the person whom another text of it names: the title and body of a ticket.

Rule: only texts that say what an object is about are asked, and only where its keys name nobody for the number. A
number that somebody calls theirs is not that of whom the title names. Else the only name that stands beside it under a
key that says nothing is meant, as it is under such a title of a table: {"who": "Ann Lee", "ssn": …}.
"""

from __future__ import annotations

from piiscan.detectors.lexicon import split_key
from piiscan.model import Grade, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.objects.asked import Asked
from piiscan.pairing.objects.name_keys import ASSIGNED
from piiscan.pairing.objects.persons import residency
from piiscan.pairing.objects.records import Leaf, Texts, role_of
from piiscan.pairing.objects.strings import Said, by_words, plain
from piiscan.pairing.prose.own import is_own
from piiscan.pairing.tables.column_owner import ACTING
from piiscan.pairing.unit import Unit, person_of

_TITLES = frozenset(
    (
        *("title", "subject", "summary", "topic", "headline", "heading", "caption", "re", "regarding", "about"),
        *("description", "details", "body", "text", "message", "content", "notes", "note", "remarks", "remark"),
        *("comments", "comment", "lines", "reason", "purpose", "memo", "narrative", "event", "task", "issue"),
    )
)
_HEADS = frozenset(("title", "subject", "summary", "name", "headline", "heading", "caption", "topic"))
"""Those of what an item of a list is called by."""
_LINES = "lines"  # where formats put the lines of a record that no key names
_LONGEST = 400  # characters: what is longer is about more than one thing
_LONGEST_NAME = 60
_OTHERS = ACTING | ASSIGNED | {"by", "from", "via", "sender", "signer", "editor", "user", "employer"}
_OF_TICKETS = _OTHERS | {"owner", "creator", "created", "author", "updated", "modified", "reporter"}
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
            return unit
    here = next(asked.rounds())
    if at and (called := titled(asked, said, at)) is not None:
        unit.person, unit.pair = called, Grade.FAIR
        return unit
    whole = [one for leaf in here.record.leaves if (one := _whole(leaf, here.own, said)) is not None]
    if len({one.normal for one in whole}) == 1:
        unit.person, unit.pair = whole[0], Grade.FAIR
        unit.evidence = [*unit.evidence, *residency(here.record, here.homes, said)]
    return unit


def has_ticket(group: str) -> bool:
    """Whether somebody is named for what they do with a ticket, whose title may say whom it is about."""
    return not _OF_TICKETS.isdisjoint(split_key(group).split())


def titled(asked: Asked, said: Texts, at: int) -> Person | None:
    """Whom alone the title beside a text names: {"name": "Onboard Ann Lee", "desc": "SSN …"}, a card of a board.

    `at`: the place of the number in its text.
    """
    if is_own(said(asked.leaf), at):
        return None
    for here, _ in zip(asked.rounds(), range(_OUTWARDS), strict=False):
        texts = [said(leaf) for leaf in here.record.leaves if _heads(leaf, here.own)]
        found = [one.person for text in texts if 2 < len(text) <= _LONGEST and (one := _alone(text)) is not None]
        named = {one.normal: one for one in found if one.grade >= Grade.FAIR}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def _heads(leaf: Leaf, own: Leaf) -> bool:
    """Whether a text is what an object round another one is called by, or one beside it."""
    if not leaf.path or leaf.path[-1].lower() not in _HEADS or leaf.path == own.path:
        return False
    return leaf.path[:-1] == own.path[: len(leaf.path) - 1] and bool(leaf.bond(own))


def _alone(text: str) -> Said | None:
    """The only person whom a text names."""
    named = by_words(text)
    return named if named is not None and not named.reasons else None


def _whole(leaf: Leaf, own: Leaf, said: Texts) -> Person | None:
    """The person whose name is all of a text beside a number, where its key does not say what else it is."""
    if not leaf.path or leaf.path[:-1] != own.path[:-1] or not leaf.bond(own) or role_of(leaf.path[-1]) is not None:
        return None
    if not _OTHERS.isdisjoint(split_key(leaf.path[-1]).split()):
        return None
    text = plain(said(leaf))
    name = names.parse_name(text, labelled=False) if 4 < len(text) <= _LONGEST_NAME else None
    return person_of(name, text) if name is not None and name.grade >= Grade.STRONG else None


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
