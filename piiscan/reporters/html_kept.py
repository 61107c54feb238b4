"""What an HTML report keeps of a stream: sums, the worst files, examples. The same memory for any number of findings.

Rule: whatever has no bound by its nature (folders, owners, persons) gets one here, and the page says what it means.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from piiscan.exposure.facts import LEVELS
from piiscan.reporters import advice, in_file, words
from piiscan.reporters.html_files import Seen, Worst, owner_of
from piiscan.reporters.marked import Marked
from piiscan.reporters.table import why_unread
from piiscan.reporters.terminal import escape
from piiscan.tally import is_gap

EXAMPLES = 10  # of each reason not to read, of each verdict on a lock
FACTS = 3  # told of each duty
FOLDERS = 2_000  # told apart; beyond, folders are counted with the one above
OWNERS = 2_000  # told apart; beyond, the others are one
DISTINCT = 4_096  # counted exactly; beyond, estimated within about three in a hundred
DEPTH = 3  # of folders

Record = Mapping[str, Any]


class Distinct:
    """How many different ones there are: the least of their hashes tell it, for the hashes are spread evenly."""

    def __init__(self) -> None:
        self._least: list[int] = []  # a heap of the negatives
        self._known: set[int] = set()

    def add(self, one: str) -> None:
        """Take one in."""
        digest = hashlib.blake2b(one.encode("utf-8", "backslashreplace"), digest_size=8).digest()
        value = int.from_bytes(digest, "big")
        if value in self._known:
            return
        if len(self._least) < DISTINCT:
            heapq.heappush(self._least, -value)
        elif value < -self._least[0]:
            self._known.discard(-heapq.heapreplace(self._least, -value))
        else:
            return
        self._known.add(value)

    def number(self) -> tuple[int, bool]:
        """How many, and whether that is exact."""
        if len(self._least) < DISTINCT:
            return len(self._least), True
        return int((DISTINCT - 1) * 2**64 / -self._least[0]), False


class Folders:
    """Persons who count by folder, as deep as there is room for."""

    def __init__(self) -> None:
        self.depth = DEPTH
        self.persons: dict[tuple[str, ...], Counter[str]] = {}

    def add(self, seen: Seen) -> None:
        """Count the persons of a file."""
        if seen.persons():
            self._add((seen.root, *seen.file.split("/")[:-1]), seen.counts["persons"])
        while len(self.persons) > FOLDERS and self.depth:
            self.depth -= 1
            deeper, self.persons = self.persons, {}
            for path, persons in deeper.items():
                self._add(path, persons)

    def _add(self, path: tuple[str, ...], persons: Mapping[str, int]) -> None:
        self.persons.setdefault(path[: 1 + self.depth], Counter()).update(persons)

    def first(self) -> list[tuple[tuple[str, ...], Counter[str]]]:
        """Those with the most persons first."""
        return sorted(self.persons.items(), key=lambda item: (-_counted(item[1]), item[0]))


def _counted(persons: Mapping[str, int]) -> int:
    return persons.get("massachusetts", 0) + persons.get("unknown", 0)


class Sum(Struct):
    """Files and the persons in them."""

    files: int = 0
    persons: int = 0
    facts: list[str] = field(default_factory=list)

    def add(self, seen: Seen, fact: str = "") -> None:
        """Count a file."""
        self.files += 1
        self.persons += seen.persons()
        if fact and fact not in self.facts and len(self.facts) <= FACTS:
            self.facts.append(fact)  # one more than is shown says that there are more


class Gap(Struct):
    """One reason not to read, or one verdict on a lock."""

    count: int = 0
    gap: bool = False
    reason: str = ""
    do: str = ""
    examples: list[tuple[str, str]] = field(default_factory=list)  # name, detail

    def add(self, name: str, detail: str) -> None:
        """Count one."""
        self.count += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append((name, detail))


class Kept(Struct):
    """What is kept of a whole stream."""

    run: Record = field(default_factory=dict)
    summary: Record = field(default_factory=dict)
    worst: Worst = field(default_factory=Worst)
    folders: Folders = field(default_factory=Folders)
    pairs: Distinct = field(default_factory=Distinct)  # a person with their numbers
    listed: int = 0  # findings among which the pairs were counted
    with_persons: int = 0  # files
    duties: dict[str, Sum] = field(default_factory=dict)
    owners: dict[str, Sum] = field(default_factory=dict)
    grades: dict[tuple[int, str], Sum] = field(default_factory=dict)  # by severity and level of exposure
    unread: dict[str, Gap] = field(default_factory=dict)
    locks: dict[str, Gap] = field(default_factory=dict)
    marked: Marked = field(default_factory=Marked)

    @property
    def several(self) -> bool:
        """Whether a file must be told with its root."""
        return len(self.run["roots"]) > 1

    def finding(self, record: Record) -> None:
        """Take in a finding, but for what its file keeps."""
        self.marked.take(record, self.run["options"], self._name(record))
        counts = record["classification"] == "personal_information" and record["residency"] != "elsewhere"
        if counts and not record.get("protected"):
            self.listed += 1
            self.pairs.add(str(record["subject"] or record["id"]))

    def _name(self, record: Record) -> str:
        name = words.whole_name(record)
        return f"{name} (in {escape(record['root'])})" if self.several else name

    def outcome(self, record: Record) -> None:
        """Take in an outcome, but for what its file keeps."""
        name = self._name(record)
        lock = record["encryption"]
        if lock is not None:
            self.locks.setdefault(lock["verdict"], Gap()).add(name, words.lock(record).partition(", ")[2])
        if record["status"] == "scanned":
            return
        gap = self.unread.setdefault(why_unread(record), Gap())
        gap.gap, gap.reason, gap.do = is_gap(record), str(record["reason"]), advice.unread(record)
        gap.add(name, record["detail"])

    def close(self, seen: Seen) -> None:
        """Take in a file that is complete."""
        self.with_persons += bool(seen.persons())
        self.folders.add(seen)
        level = seen.standing.level if seen.standing.level in LEVELS else "unknown"
        self.grades.setdefault((seen.standing.grade().severity, level), Sum()).add(seen)
        for clause, fact in seen.duties.items():
            self.duties.setdefault(clause, Sum()).add(seen, fact)
        if owner := owner_of(seen.exposure):
            full = len(self.owners) >= OWNERS and owner not in self.owners
            self.owners.setdefault("all other owners" if full else owner, Sum()).add(seen)
        self.worst.add(seen)


def take_in(records: Iterable[Record]) -> Kept:
    """What the page says of a stream."""
    kept = Kept()
    in_file.take_in(records, kept, Seen)
    return kept
