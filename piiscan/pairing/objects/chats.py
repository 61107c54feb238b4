"""A number that answers a question in a chat kept as objects: one message asks, the next is the number and little else.

{"user": "agent", "text": "what's your social?"}, {"user": "ann", "text": "773010001"}: the label is in the message
before, the person is who answers, or the one person whom the question names. Looked for only where a text of a message
is a number, in messages that stand beside each other in one list or one line each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from piiscan.detectors.header_words import NUMBER_KINDS
from piiscan.detectors.labels import find_labels
from piiscan.later import later
from piiscan.matcher import ACCOUNT, ANSWER, LICENSE, SSN_BARE
from piiscan.matcher.titled import MESSAGES
from piiscan.model import Grade, Kind, Person
from piiscan.pairing.names import in_text as names
from piiscan.pairing.objects.enclosing import Known, enclosing
from piiscan.pairing.objects.records import Leaf, Record
from piiscan.pairing.prose import chats, letters
from piiscan.pairing.prose.blocks import Hit
from piiscan.pairing.prose.own import is_own
from piiscan.pairing.residence.evidence import find_residency
from piiscan.pairing.unit import Unit, person_of

_BACK = 3  # messages between a question and its answer, the question too
_TOLD_WITHIN = 12  # messages
_SPEAKERS = frozenset(
    ("from", "user", "sender", "author", "speaker", "username", "userid", "role", "displayname", "by")
)
_WRITERS = _SPEAKERS | {"requester", "reporter", "submitter", "userprofile"}
_NAMES = frozenset(("name", "displayname", "realname", "fullname"))  # under a key for who speaks
_WRITTEN = MESSAGES | {"description", "comment"}
"""Keys of what somebody writes to others, of tickets too."""
_NOTE_AUTHOR = ("note-attributes", "author")  # of an export of notes, whose text stands under its title
_MINE = later(r"\b[Mm](?:y|ine)\b")
_BETWEEN = later(rb"\}\s*,?\s*\Z")
_NEAR = 64  # bytes between two messages
_CODES = {Kind.SSN: SSN_BARE, Kind.FINANCIAL_ACCOUNT: ACCOUNT, Kind.DRIVERS_LICENSE: LICENSE}
_FORBIDS = later(r"\b(?:don['\u2019]?t|do not|never|stop|no need)\b", re.IGNORECASE)
_MARKUP = later(r"<[^<>]{1,60}>|&nbsp;")


class Question(NamedTuple):
    """What was asked: the words, and the one person whom they name."""

    text: str
    person: Person | None


def question(data: bytes | bytearray, records: list[Record], leaf: Leaf, known: Known) -> Question | None:
    """The question that a message answers with a number; None where it is no message, or nothing was asked."""
    if not leaf.path or leaf.path[-1].lower() not in MESSAGES or not chats.is_number(plain(leaf.text)):
        return None
    own = records[0]
    message = next((one for one in records if _before(data, one) >= 0), None)
    if message is None:
        return None
    path = message.again(leaf).path if message is not own else leaf.path
    for before in _messages_before(data, message, known):
        said = next((plain(one.text) for one in before.leaves if one.path == path), "")
        if not said or chats.is_number(said) or _FORBIDS.search(said):
            return None
        if chats.asks(said) and any(label.kind in NUMBER_KINDS for label in find_labels(said)):
            named = {names.normal(name): name for name in names.find_names(said)}
            only = next(iter(named.values())) if len(named) == 1 else None
            person = person_of(only, said, "question") if only is not None and only.grade >= Grade.FAIR else None
            return None if _same_speaker(before, message) else Question(said, person)
        if any(map(str.isdigit, said)):
            return None
    return None


def speaker(data: bytes | bytearray, records: list[Record], leaf: Leaf, known: Known) -> Person | None:
    """Who says a message, where that is all they answered further up when somebody asked for their name."""
    message = next((one for one in records if _before(data, one) >= 0), None)
    if message is None or not leaf.path or leaf.path[-1].lower() not in MESSAGES:
        return None
    path = message.again(leaf).path
    who = _spoken_by(message)
    answer = ""
    for before in _messages_before(data, message, known, _TOLD_WITHIN) if who else ():
        said = next((plain(one.text) for one in before.leaves if one.path == path), "")
        if _spoken_by(before) == who:
            answer = said
        elif answer and "name" in said.lower() and chats.asks_for_self(said):
            name = letters.alone(answer)
            if name is not None:
                return person_of(name, answer, "speaker:answer", grade=max(name.grade, Grade.FAIR))
            answer = ""
        else:
            answer = ""
    return None


def teller(records: list[Record], leaf: Leaf, at: int) -> Person | None:
    """Who says in a message that a number at a place of it is theirs, by the key for who speaks: {"from": ...}."""
    if not leaf.path or leaf.path[-1].lower() not in _WRITTEN or not is_own(leaf.text, at):
        return None
    return next(_writers(records[0]), None)


def by_teller(unit: Unit | None, records: list[Record], leaf: Leaf, at: int) -> Unit | None:
    """A unit of a number in a message: as of who calls it theirs; for review where it only says who writes.

    "Updated, the old number 773-01-0001 is gone" tells nothing of its author (SPEC §5).
    """
    if unit is None or not leaf.path:
        return unit
    if leaf.path[-1].lower() not in _WRITTEN and all(one.path != _NOTE_AUTHOR for one in records[0].leaves):
        return unit
    if unit.person is None or unit.reasons:
        person = teller(records, leaf, at)
        if person is not None:
            unit.person, unit.pair, unit.reasons = person, Grade.FAIR, ()
            unit.evidence = [*unit.evidence, *find_residency(leaf.text)]
        return unit
    if chats.is_number(plain(leaf.text)) or _MINE.search(leaf.text):
        if is_own(leaf.text, at) and all(
            names.normal(one) == unit.person.normal for one in names.find_names(leaf.text)
        ):
            unit.evidence = [*unit.evidence, *find_residency(leaf.text)]
        return unit
    if any(one.normal == unit.person.normal for one in _writers(records[0])) and not _names(leaf.text, unit.person):
        unit.pair = Grade.WEAK
    return unit


def _names(text: str, person: Person) -> bool:
    """Whether a text names somebody itself."""
    return any(names.normal(name) == person.normal for name in names.find_names(text))


def _writers(message: Record) -> Iterator[Person]:
    """Who writes a message, by the keys for that: {"from": ...}, {"author": {"name": ...}}."""
    for leaf in message.leaves:
        keys = [key.lower().replace("_", "") for key in leaf.path]
        if not keys or not (keys[-1] in _WRITERS or (keys[-1] in _NAMES and not _WRITERS.isdisjoint(keys[:-1]))):
            continue
        name = letters.alone(leaf.text)
        if name is not None and name.grade >= Grade.FAIR:
            yield person_of(name, leaf.text, "speaker")


def _spoken_by(message: Record) -> tuple[tuple[tuple[str, ...], str], ...]:
    """What a message says of who speaks: the texts under keys for that."""
    return tuple((leaf.path, leaf.text) for leaf in message.leaves if leaf.path and leaf.path[-1].lower() in _SPEAKERS)


def candidate(hit: Hit, asked: Question, raw: str) -> int:
    """The kind of candidate that a number is by what was asked; that of the hit itself where it has one."""
    if hit[0] != ANSWER:
        return hit[0]
    wanted = [label.kind for label in find_labels(asked.text) if label.kind in NUMBER_KINDS]
    kind = {"account.review": Kind.FINANCIAL_ACCOUNT.value}.get(wanted[-1], wanted[-1])
    code = next((code for of, code in _CODES.items() if of.value == kind), 0)
    nine = len(raw) == len("773010001") and raw.isdigit()
    return code if code != SSN_BARE or nine else 0


def answered(unit: Unit, asked: Question | None, who: Callable[[], Person | None]) -> Unit:
    """A unit of who answers, as one of whom the question names, else of who they said that they are."""
    person = asked.person if asked is not None else None
    if person is None and asked is not None and unit.person is None:
        person = who()
    if person is not None:
        unit.person, unit.pair, unit.reasons = person, Grade.FAIR, ()
    return unit


def plain(text: str) -> str:
    """The words of a message, without the marks of a web page round them.

    >>> plain("<p>773010001</p>")
    '773010001'
    """
    return _MARKUP.sub(" ", text).strip() if "<" in text or "&" in text else text.strip()


def _before(data: bytes | bytearray, record: Record) -> int:
    """Where the object right before one ends; -1: there is none beside it."""
    low = max(0, record.start - _NEAR)
    found = _BETWEEN.search(bytes(data[low : record.start]))
    return low + found.start() if found is not None else -1


def _messages_before(data: bytes | bytearray, message: Record, known: Known, most: int = _BACK) -> Iterator[Record]:
    """The objects beside one, from the nearest upwards."""
    for _ in range(most):
        end = _before(data, message)
        if end < 0:
            return
        found = next((one for one in enclosing(data, end, end + 1, known) if one.end == end + 1), None)
        if found is None:
            return
        yield (message := found)


def _same_speaker(one: Record, other: Record) -> bool:
    """Whether two messages are of the same person, by the names they give."""
    first, second = (
        {
            names.normal(name)
            for leaf, (kind, _, _) in record.name_leaves()
            if kind == "name.full"
            if (name := names.parse_name(leaf.text, labelled=True)) is not None
        }
        for record in (one, other)
    )
    return bool(first & second) and first == second
