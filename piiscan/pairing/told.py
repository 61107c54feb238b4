"""What has been said of a source, for a second reading of it: nothing is told twice, and nothing goes uncounted.

A note goes from the worker to the parent with each finding, and comes back with the source if that must be read again.
Rule: a note holds no value, only keyed hashes of them, and never leaves the memory of the run.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field

from piiscan.dense import encoder
from piiscan.hidden import Hidden
from piiscan.model import Classification, Element, Event, Finding, Location, Residency
from piiscan.pairing.subjects import subject_key
from piiscan.pairing.unit import PERSONAL, Tally

_ASIDE = (Classification.LOOKALIKE, Classification.MASKED)  # counted where they are set aside, not as findings
MOST = 100_000  # findings told apart: some ten megabytes
_RULE, _ELSE = "excluded:", "else:"
_dumps = encoder()


def marks(elements: Iterable[Element], salt: bytes) -> list[str]:
    """What tells the values of elements apart, however the text round them was read."""
    return [
        hashlib.blake2b(f"{e.kind}:{e.value}".encode("utf-8", "replace"), digest_size=8, key=salt).hexdigest()
        for e in elements
    ]


class Notes:
    """Makes the notes of one source, in the process that scans it."""

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._open: list[Location] = []  # where findings stand that no outcome counts yet

    def of(self, event: Event) -> bytes | None:
        """The note of a finding; of the outcome of a member that counts findings noted before; else None."""
        at = event.at
        if isinstance(event, Finding):
            self._open.append(at)
            return _dumps([at, marks(event.elements, self._salt), *_counted(event)]).encode("ascii")
        left = [place for place in self._open if place[: len(at)] != at]
        if len(left) == len(self._open):
            return None
        self._open = left
        return _dumps([at]).encode("ascii")


def _counted(finding: Finding) -> tuple[object, ...]:
    """What a finding counts as: class, rule, kinds, residency, the key of its subject, whether it was locked."""
    rule, name = "", finding.classification
    if name is Classification.EXCLUDED:
        rule = next(reason.removeprefix(_RULE) for reason in finding.reasons if reason.startswith(_RULE))
        name = next(Classification(r.removeprefix(_ELSE)) for r in finding.reasons if r.startswith(_ELSE))
    key = None
    if finding.person is not None and name in PERSONAL:
        key = subject_key(finding.person.normal, {e.kind: e.value for e in reversed(finding.elements)})
    locked = finding.encryption is not None and finding.encryption.protects
    return name, rule, [element.kind for element in finding.elements], finding.residency, key, locked


class Said:
    """The values of findings, each telling of which stands for one that is found again."""

    def __init__(self, given: Iterable[Iterable[str]], salt: bytes) -> None:
        self._salt = salt
        self._left = Counter(mark for marked in given for mark in marked)

    def take(self, elements: Iterable[Element]) -> bool:
        """Whether all these elements were told, and not taken yet."""
        if not self._left:
            return False
        wanted = Counter(marks(elements, self._salt))
        if any(self._left[mark] < number for mark, number in wanted.items()):
            return False
        self._left.subtract(wanted)
        return True


class Told(Hidden, Struct):
    """The marks of the findings told so far, in their order; of those no outcome counts yet, the notes."""

    salt: bytes = b""
    marked: list[list[str]] = field(default_factory=list)
    listed: int = 0
    uncounted: list[list[Any]] = field(default_factory=list)

    @classmethod
    def of(cls, notes: Iterable[bytes | str], salt: bytes) -> Told:
        """From the notes of a first reading, in their order."""
        told = cls(salt)
        for text in notes:
            note = json.loads(text)
            if len(note) > 1:
                told.marked.append(note[1])
                told.listed += 1
                told.uncounted.append(note)
            else:
                at = note[0]
                told.uncounted = [other for other in told.uncounted if other[0][: len(at)] != at]
        return told

    def add(self, finding: Finding) -> None:
        """One finding more."""
        self.listed += 1
        if not self.full:
            self.marked.append(marks(finding.elements, self.salt))

    @property
    def full(self) -> bool:
        """Whether there are more than can be told apart."""
        return len(self.marked) >= MOST

    def since(self, listed: int) -> Said:
        """What was told after so many findings."""
        return Said(self.marked[listed:], self.salt)

    def count(self, tally: Tally) -> None:
        """Count what no outcome has counted."""
        for _, _, name, rule, kinds, residency, key, locked in self.uncounted:
            if name in _ASIDE:
                continue
            tally.protected = locked
            for kind in kinds:
                tally.as_class(Classification(name), rule, kind)
            if key is not None:
                tally.person(Residency(residency), key, rule)
        tally.protected = False
