"""Hold a report against the truth: what was found, missed, made up, or called something else.

A number is found when the report has its kind and value in the file, with the right person, as personal information.
A person is right when the letters of the name are those of the truth: given name or initial, middle name or not,
surname whole.
Rule: knows the stream that piiscan promises (`piiscan schema`), and nothing else of piiscan.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accuracy.people import letters
from accuracy.truth import PERSONAL, Expected, Item, Number

_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "jr", "sr", "ii", "iii", "iv", "esq", "md"}


@dataclass(frozen=True, slots=True)
class Found:
    """One number of one finding."""

    file: str
    kind: str
    value: str
    name: str
    classification: str
    residency: str
    grade: int
    line: int | None
    row: int | None


@dataclass(slots=True)
class Verdict:
    """One expected number and what became of it."""

    item: Item
    expected: Expected
    number: Number
    got: Found | None  # the best of what the report says about it

    @property
    def person_right(self) -> bool:
        """The report names whom the truth names."""
        return self.got is not None and same_person(self.got.name, self.expected.person)

    @property
    def reported(self) -> str:
        """The class in the report; "none" for silence, "wrong person" when another one is named."""
        if self.got is None:
            return "none"
        if self.expected.person and self.got.name and not self.person_right:
            return "wrong person"
        return self.got.classification

    @property
    def class_right(self) -> bool:
        """The class is the expected one, or another that is right as well."""
        return self.reported == self.expected.classification or self.reported in self.expected.also

    @property
    def hit(self) -> bool:
        """Expected as personal information and reported as such, with the right person."""
        return self.expected.classification == self.reported == PERSONAL and self.person_right

    @property
    def place_right(self) -> bool | None:
        """None where places are not compared."""
        item = self.item
        if self.got is None or not item.first:
            return None
        at = self.got.line if item.axis == "line" else self.got.row
        return at is not None and item.first <= at <= item.last


@dataclass(slots=True)
class Score:
    """Everything that is counted."""

    verdicts: list[Verdict] = field(default_factory=list)
    false: list[tuple[Found, Item | None]] = field(
        default_factory=list
    )  # personal information that is none, and where it stands
    extra: list[tuple[Found, Item | None]] = field(default_factory=list)  # of another class, not in the truth
    unread: list[str] = field(default_factory=list)


def same_person(name: str, person: tuple[str, ...]) -> bool:
    """Whether a name in a report is that person's.

    >>> same_person("O'BRIEN, SEAN M", ("Seán", "Michael", "O'Brien"))
    True
    >>> same_person("Ann Smith", ("Ann", "Marie", "Lee"))
    False
    """
    if not person:
        return not name
    words = [word for word in re.split(r"[\s,./]+", name) if word]
    found = letters("".join(word for word in words if word.casefold() not in _TITLES))
    given, middle, surname = map(letters, person)
    for first in (given, given[:1]):
        for second in ("", middle, middle[:1]):
            if found in {first + second + surname, surname + first + second}:
                return True
    return False


def read_report(path: Path) -> Iterator[Found]:
    """The numbers in a report in JSON Lines, made with --reveal."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            entry = json.loads(line)
            if entry["type"] == "finding":
                yield from _numbers(entry)


def read_gaps(path: Path) -> list[str]:
    """Files that were not read to the end."""
    with path.open(encoding="utf-8") as stream:
        entries = [json.loads(line) for line in stream]
    return [f"{e['file']}: {e['reason']}" for e in entries if e["type"] == "outcome" and e["status"] != "scanned"]


def _numbers(entry: dict[str, Any]) -> Iterator[Found]:
    for element in entry["elements"]:
        at = element["location"]
        row = next((step[1] for step in at["steps"] if step[0] == "ROW"), None)
        yield Found(
            file=entry["file"],
            kind=element["kind"],
            value=canonical(element["value"]),
            name=(entry["person"] or {}).get("name", ""),
            classification=entry["classification"],
            residency=entry["residency"],
            grade=element["grade"],
            line=at["line"],
            row=row,
        )


def canonical(value: str) -> str:
    """Letters and digits.

    >>> canonical("s-1234 5678")
    'S12345678'
    """
    return re.sub(r"[\W_]", "", value).upper()


def score(items: Iterable[Item], found: Iterable[Found], unread: Iterable[str] = ()) -> Score:
    """Match what was found with what is there: by file, kind and value."""
    out = Score(unread=list(unread))
    by_value: dict[tuple[str, str, str], list[Found]] = defaultdict(list)
    by_file: dict[str, list[Item]] = defaultdict(list)
    for one in found:
        by_value[one.file, one.kind, one.value].append(one)
    used: set[int] = set()
    for item in items:
        by_file[item.file].append(item)
        for expected in item.expected:
            for number in expected.numbers:
                got = by_value.get((item.file, number.kind, number.value.upper()), [])
                verdicts = [Verdict(item, expected, number, one) for one in got if _here(item, one)] or [
                    Verdict(item, expected, number, one) for one in got
                ]
                best = max(verdicts, key=_rank, default=Verdict(item, expected, number, None))
                if best.got:
                    used.add(id(best.got))
                    # Copies in the same item: the same number written twice.
                    used.update(id(one.got) for one in verdicts if one.class_right and one.person_right)
                out.verdicts.append(best)
                if best.got and best.got.classification == PERSONAL and not best.hit:
                    out.false.append((best.got, item))
    for one in (one for group in by_value.values() for one in group if id(one) not in used):
        (out.false if one.classification == PERSONAL else out.extra).append((one, _item_at(by_file[one.file], one)))
    return out


def _here(item: Item, one: Found) -> bool:
    at = one.line if item.axis == "line" else one.row
    return not item.first or at is None or item.first <= at <= item.last


def _rank(verdict: Verdict) -> tuple[bool, bool, bool]:
    return verdict.class_right and verdict.person_right, verdict.person_right, verdict.class_right


def _item_at(items: list[Item], one: Found) -> Item | None:
    for item in items:
        at = one.line if item.axis == "line" else one.row
        if at is not None and item.first and item.first <= at <= item.last:
            return item
    return items[0] if len(items) == 1 else None
