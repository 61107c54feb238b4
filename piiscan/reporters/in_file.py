"""What a report for people knows of each file while a stream passes, and the one loop that takes a stream in.

Rule: counts are exact, and what a report keeps beside them it bounds itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from msgspec import Struct, field

from piiscan.reporters import words
from piiscan.severity import Standing
from piiscan.tally import by_file

Record = words.Record


class InFile(Struct):
    """One file: what is counted in it, and how urgent that makes it."""

    root: str
    file: str
    listed: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)  # those of its members with them
    standing: Standing = field(default_factory=Standing)

    def take(self, record: Record) -> None:
        """Take in one of its records."""
        self.standing.take(record)
        if record["type"] == "finding":
            self.listed += 1
            self.keep(record)
            return
        for group, numbers in record["counts"].items():
            self.counts.setdefault(group, Counter()).update(numbers)

    def keep(self, finding: Record) -> None:
        """What a report keeps of a finding."""

    def persons(self, *residencies: str) -> int:
        """How many persons count."""
        persons = self.counts.get("persons", Counter())
        return sum(persons[residency] for residency in residencies or ("massachusetts", "unknown"))

    def total(self, group: str) -> int:
        """How many numbers are in a class."""
        return self.counts[group].total() if group in self.counts else 0

    def severity(self) -> tuple[int, ...]:
        """How bad it is: its severity, persons who count, those of Massachusetts, then the other classes."""
        classes = [self.total(group) for group in list(words.CLASSES)[:4]]
        return (self.standing.grade().severity, self.persons(), self.persons("massachusetts"), *classes, self.listed)


_F = TypeVar("_F", bound=InFile)
_Of_contra = TypeVar("_Of_contra", bound=InFile, contravariant=True)


class Keeper(Protocol[_Of_contra]):
    """What keeps something of a whole stream."""

    run: Record
    summary: Record

    def finding(self, record: Record) -> None:
        """Take in a finding, but for what its file keeps."""

    def outcome(self, record: Record) -> None:
        """Take in an outcome, but for what its file keeps."""

    def close(self, file: _Of_contra, /) -> None:
        """Take in a file that is complete."""


def take_in(records: Iterable[Record], kept: Keeper[_F], begin: Callable[[str, str], _F]) -> None:
    """Give a stream to what keeps something of it, and to each file its own. A file with nothing listed is left out."""
    for group in by_file(records):
        file: Any = None
        for record in group:
            match record["type"]:
                case "run":
                    kept.run = record
                case "summary":
                    kept.summary = record
                case kind:
                    file = file or begin(record["root"], record["file"])
                    file.take(record)
                    (kept.finding if kind == "finding" else kept.outcome)(record)
        if file is not None and file.listed:
            kept.close(file)
