"""What the bench knows about the files it wrote: items, and what a scanner has to say about each.

Rule: the truth is written down when the text is, by the template that wrote it; it is never read out of the text again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

PERSONAL, ELSEWHERE = "personal_information", "non_resident"
COUNTED = (PERSONAL, ELSEWHERE)  # what makes an item a positive one


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a person: its kind, its canonical value (letters and digits only), and how it is written."""

    kind: str
    value: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be said about one person (or nobody) and some numbers."""

    classification: str
    numbers: tuple[Number, ...]
    person: tuple[str, ...] = ()  # given name, middle name, surname; empty: nobody is named
    also: tuple[str, ...] = ()  # other classifications that are right as well; "none": silence is
    residency: str = "any"
    form: str = ""
    trait: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled record: a place in a file and what is there."""

    id: str
    file: str
    container: str
    template: str
    structured: bool
    first: int = 0  # lines or rows, from 1; 0: places are not checked here
    last: int = 0
    axis: str = "line"
    expected: tuple[Expected, ...] = field(default=())

    @property
    def negative(self) -> bool:
        """Nothing here is personal information."""
        return not any(one.classification in COUNTED for one in self.expected)


def write(items: Iterable[Item], path: Path) -> None:
    """One line for each."""
    with path.open("w", encoding="utf-8") as stream:
        for item in items:
            stream.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")


def _expected(entry: dict[str, Any]) -> Expected:
    numbers = tuple(Number(**number) for number in entry.pop("numbers"))
    person, also = tuple(entry.pop("person")), tuple(entry.pop("also"))
    return Expected(numbers=numbers, person=person, also=also, **entry)


def read(path: Path) -> Iterator[Item]:
    """The items of a truth file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            entry = json.loads(line)
            yield Item(expected=tuple(_expected(one) for one in entry.pop("expected")), **entry)
