"""How urgent a file is: how open it lies, times how many persons are in it, in a word and in words that say why.

Rule: the only place where a severity is made; whatever shows one shows this one. Never by the kind of number alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from msgspec import Struct

from piiscan.tally import is_gap, settled

Record = Mapping[str, Any]


class Severity(IntEnum):
    """How bad something is, on the scale that trackers of weaknesses share."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """As it is written."""
        return self.name.lower()


_LEVELS = {
    "narrow": (1, "its owner and a small group may read it"),
    "some": (2, "more may get at it than its owner and a small group"),
    "wide": (3, "everybody near it may get at it"),
    "unknown": (2, "who may read it is not known"),
}
_MANY = (10, 1000)  # persons from which on there is a point more
_BY_POINTS = {
    1: Severity.LOW,
    2: Severity.MEDIUM,
    3: Severity.HIGH,
    4: Severity.HIGH,
    6: Severity.CRITICAL,
    9: Severity.CRITICAL,
}
_STEPS = {"personal_information": 0, "review": 1, "non_resident": 1, "element_only": 2}
_NOTHING = frozenset({"excluded", "test_value", "masked", "lookalike"})
_LATER = 1  # of a class of a later version
_SAID = ("", "a step less: nothing that counts by 17.02 for sure", "two steps less: numbers without a person")
_OF_FINDING = {
    "review": "a step less: to be reviewed",
    "non_resident": "a step less: a person living elsewhere",
    "element_only": "two steps less: a number without a person",
}
_SEEN = 3  # facts told among the factors
_MODE = re.compile(r"mode [0-7]{3,4}: ")


class Grade(NamedTuple):
    """A severity, the points it is made of (0: of none), and why in a line and in factors."""

    severity: Severity
    exposure: int = 0
    persons: int = 0
    why: str = ""
    factors: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The word and why: "high: every user may read it × 34 persons"."""
        return f"{self.severity.word}: {self.why}" if self.why else self.severity.word

    def record(self) -> dict[str, object]:
        """As it stands in the outcome of a file."""
        return {"word": self.severity.word, "exposure": self.exposure, "persons": self.persons, "why": self.why}


def grade(level: str, facts: Sequence[str], persons: int, step: int | None) -> Grade:
    """Points for how open it lies (1 to 3) times points for persons (1 to 3); steps less where nothing counts for sure.

    `facts`: what opens it, the worst first. `persons`: of Massachusetts or not known. `step` None: it asks for nothing.

    >>> grade("wide", ["mode 0644: every user may read it"], 34, 0).text
    'critical: every user may read it × 34 persons'
    >>> grade("unknown", [], 0, 2).text
    'low: who may read it is not known × no person counted; two steps less: numbers without a person'
    """
    if step is None:
        return Grade(Severity.INFO, why="nothing in it that counts")
    exposure, said = _LEVELS.get(level, _LEVELS["some"])
    many = 1 + sum(persons >= from_ for from_ in _MANY)
    severity = _BY_POINTS[exposure * many]
    seen = "; ".join(facts[:_SEEN])
    factors = [
        f"exposure {exposure} of 3: {said}{f' ({seen})' if seen else ''}",
        f"persons {many} of 3: {persons:,} of Massachusetts or not known",
    ]
    open_ = plain(facts[0]) if facts and level in {"some", "wide"} else said
    people = f"{persons:,} person{'' if persons == 1 else 's'}" if persons else "no person counted"
    if step:
        factors.append(_SAID[step])
    return Grade(
        Severity(max(Severity.LOW, severity - step)),
        exposure,
        many,
        "; ".join(filter(None, [f"{open_} × {people}", _SAID[step]])),
        tuple(factors),
    )


def plain(fact: str) -> str:
    """A fact of an exposure as it is told in a severity: without the mode that says it."""
    fact = _MODE.sub("", fact, count=1)
    return f"it {fact}" if fact.startswith("is ") else fact


def step_of(classes: Collection[str]) -> int | None:
    """How many steps less what is of these classes is than what counts for sure; None: it asks for nothing."""
    return min((_STEPS.get(kind, _LATER) for kind in classes if kind not in _NOTHING), default=None)


def unread(outcome: Record) -> Grade:
    """Of what was not read: medium where it could hold the same as any file, for it is as open as ever."""
    if is_gap(outcome):
        return Grade(Severity.MEDIUM, why="nobody has looked: it may hold personal information")
    return Grade(Severity.INFO)


class Standing(Struct):
    """What a file has shown so far; its records come one after the other, its own outcome last."""

    level: str = "unknown"
    facts: tuple[str, ...] = ()
    persons: int = 0
    step: int | None = None
    settled: bool = False  # a finding was: the counts do not know of it, so only what is listed tells

    def take(self, record: Record) -> None:
        """One record of the file."""
        if record["type"] == "finding":
            self._finding(record)
            return
        counts, seen = record["counts"], record.get("exposure")
        if not counts and seen is None:
            return  # as of nearly all members of an archive
        persons = counts.get("persons", {})
        self.persons += persons.get("massachusetts", 0) + persons.get("unknown", 0)
        if not self.settled:
            self._least(step_of([kind for kind in _STEPS if any(counts.get(kind, {}).values())]))
        if seen is not None:
            self.level, self.facts = seen["level"], tuple(seen["why"])

    def _finding(self, record: Record) -> None:
        if settled(record):
            self.settled = True
        elif self.step != 0 and not record.get("protected"):
            self._least(step_of([record["classification"]]))

    def _least(self, step: int | None) -> None:
        if step is not None:
            self.step = step if self.step is None else min(self.step, step)

    def grade(self) -> Grade:
        """Of the file."""
        return grade(self.level, self.facts, self.persons, self.step)

    def of(self, finding: Record) -> Grade:
        """Of one of its findings: that of the file where it counts for sure, steps less where it does not."""
        kind = finding["classification"]
        if settled(finding):
            return Grade(Severity.INFO, why="settled by what was decided about it")
        if finding.get("protected"):
            return Grade(Severity.INFO, why="behind a lock that protects it")
        step = step_of([kind])
        if step is None:
            return Grade(Severity.INFO, why="nothing that counts")
        found = grade(self.level, self.facts, self.persons, step)
        said = _OF_FINDING.get(kind)
        return found._replace(why=found.why.replace(_SAID[step], said)) if step and said else found


def told(records: Iterable[Any]) -> Iterator[Any]:
    """The records, with the severity in the outcome of each file in which something is listed."""
    standing, of = None, None  # of the file under way, once there is more of it than that nothing was found
    for record in records:
        if record["type"] not in {"finding", "outcome"}:
            standing = None
            yield record
            continue
        file = (record["root"], record["file"])
        ends = record["type"] == "outcome" and not record["container"]
        if standing is None or of != file:
            of, standing = file, None if ends and not record["listed"] else Standing()
        if standing is not None:
            standing.take(record)
            if ends:
                if record["listed"]:
                    record["severity"] = standing.grade().record()
                standing = None
        yield record
