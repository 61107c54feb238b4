"""What is known of one file, or of a folder or an owner with several: counts, samples, how open it lies.

Rule: masked text only, escaped, and of a bounded size; counts are exact, samples are the worst few.
"""

from __future__ import annotations

import heapq
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import asdict

from piiscan.exposure.facts import LEVELS
from piiscan.reporters import paths, words
from piiscan.reporters.html_text import many
from piiscan.reporters.terminal import clip, escape
from piiscan.severity import Grade, Severity, grade, step_of
from piiscan.tally import by_file, caught, classes_of, settled
from piiscan.tickets.action import steps

SAMPLES = 15
_FILES = 20
_FACTS = 12
_LONGEST = 240  # columns of one text
_PATH = 1_000  # and of a path
_VALUES = 50  # different ones of a fact that are kept of a group; beyond they are counted as one
_OTHER = "something else"
_SHOWN = 5

Record = Mapping[str, Any]


class Wanted(NamedTuple):
    """Which findings make a ticket, and what one ticket is for."""

    group_by: str = "file"  # file, folder or owner
    at_least: str = "personal_information"  # as --fail-on, or all there are
    depth: int | None = None  # of folders below the root; None: each folder for itself
    decided: bool = False  # also a file of which nothing is left but what marks decided on


class Case(Struct):
    """What one ticket is about. `key` tells it from all others, and is the same in every run."""

    by: str
    key: str
    name: str
    started: str
    files: int = 1
    listed: int = 0
    personal: int = 0  # findings that count by 17.02
    level: str = "unknown"
    persons: dict[str, int] = field(default_factory=dict)  # by residency, distinct within each blob
    kinds: dict[str, int] = field(default_factory=dict)  # distinct numbers by kind
    forms: dict[str, int] = field(default_factory=dict)  # files and members with something in them, by type
    readers: dict[str, int] = field(default_factory=dict)  # files, by who may read them
    protected: int = 0  # findings behind a good lock
    classes: dict[str, int] = field(default_factory=dict)  # findings by class
    samples: list[list[Any]] = field(default_factory=list)  # how bad, text, place
    duties: dict[str, list[str]] = field(default_factory=dict)  # facts by clause
    why: list[str] = field(default_factory=list)
    worst: list[list[Any]] = field(default_factory=list)  # persons, findings, name of the worst files
    facts: dict[str, dict[str, int]] = field(default_factory=dict)  # files by owner, group, mode, volume, lock, history
    todo: dict[str, list[Any]] = field(default_factory=dict)  # of a group, by step: files, most persons, where
    modified: str = ""
    path: str = ""
    root: str = ""
    file: str = ""
    marks: list[str] = field(default_factory=list)  # what was decided on findings that make no ticket for it
    doubts: int = 0  # files of which nobody knows whether they still hold what they did

    def add(self, other: Case) -> None:
        """Take another one of the same group in."""
        self.files += other.files
        self.listed += other.listed
        self.personal += other.personal
        self.protected += other.protected
        self.doubts += other.doubts
        self.level = max(self.level, other.level, key=_rank)
        for group in ("persons", "kinds", "classes", "forms", "readers"):
            mine = getattr(self, group)
            for name, number in getattr(other, group).items():
                mine[name] = mine.get(name, 0) + number
        self.samples = _top(SAMPLES, [*self.samples, *other.samples])
        self.worst = _top(_FILES, [*self.worst, *other.worst])
        for clause, facts in other.duties.items():
            for fact in facts:
                _note(self.duties.setdefault(clause, []), fact)
        for fact in other.why:
            _note(self.why, fact)
        self.modified = max(self.modified, other.modified)
        for name, values in other.facts.items():
            known = self.facts.setdefault(name, {})
            for value, files in values.items():
                kept = value if value in known or len(known) < _VALUES else _OTHER
                known[kept] = known.get(kept, 0) + files
        for step, (files, persons, name) in other.todo.items():
            old = self.todo.get(step, [0, -1, ""])
            self.todo[step] = [old[0] + files, *max(old[1:], [persons, name], key=lambda one: one[0])]

    def grade(self) -> Grade:
        """How urgent it is. A ticket that was asked for is never less than low."""
        persons = self.persons.get("massachusetts", 0) + self.persons.get("unknown", 0)
        step = 0 if self.personal else step_of(self.classes.keys() - {"personal_information"})
        found = grade(self.level, self.why, persons, step)
        return found if step is not None else found._replace(severity=Severity.LOW)

    def said(self, name: str) -> str:
        """What is seen of one of `facts`; of several files that differ, of how many each, the most first."""
        values = Counter(self.facts.get(name, {}))
        if values and (missing := self.files - values.total()):
            values["not known"] += missing
        found = sorted(values.items(), key=lambda one: (one[0] == _OTHER, -one[1]))
        if len(found) < 2:
            return found[0][0] if found else ""
        shown = [f"{value or 'none'} ({many(files, 'file')})" for value, files in found[:_SHOWN]]
        rest = [files for _, files in found[_SHOWN:]]
        more = f" and {len(rest)} others ({many(sum(rest), 'file')})" if rest else ""
        return ", ".join(shown) + more

    @property
    def where(self) -> str:
        """Of a file its path, as far as a field holds it: longer than its name, which is for titles and lists."""
        return clip(escape(self.path), _PATH) if self.path and self.by == "file" else self.name

    def as_dict(self) -> dict[str, Any]:
        """As it waits among others."""
        return asdict(self)


def cases(records: Iterable[Record], wanted: Wanted) -> Iterator[Case]:
    """A case for each file with a finding that is wanted; the records of one file stand in a row."""
    started = ""
    for group in by_file(records):
        building = None
        for record in group:
            match record["type"]:
                case "run":
                    started = record["started"]
                case "finding" | "outcome":
                    building = building or _Building(record, started, wanted)
                    building.take(record)
        if building is not None:
            yield from building.built()


def folder_of(record: Record, depth: int | None) -> str:
    """The folder of a file, at most so deep below its root.

    >>> folder_of({"root": "/srv", "file": "a/b/c/d.txt"}, 2), folder_of({"root": "/srv/", "file": "d.txt"}, 2)
    ('/srv/a/b', '/srv')
    """
    path = paths.joined(record)
    deeper = record["file"].count("/") - depth if depth is not None else 0
    for _ in range(max(0, deeper) + 1):
        path = posixpath.dirname(path)
    return path or "."


class _Building:
    """The case of one file while its records come."""

    def __init__(self, record: Record, started: str, wanted: Wanted) -> None:
        self._wanted = wanted
        self._path = paths.joined(record)
        self._counted: Counter[str] = Counter()
        self._persons: Counter[str] = Counter()
        self._seen: Record | None = None
        self._folder = folder_of(record, wanted.depth)
        name = _short(self._path)
        self._case = Case("file", self._path, name, started, path=self._path, root=record["root"])
        self._case.file = record["file"]
        self._case.facts = {"lock": {"": 1}, "history": {}}

    def take(self, record: Record) -> None:
        """One record of the file."""
        if record["type"] == "outcome":
            self._outcome(record)
        elif self._wanted.at_least == "all" or caught(record, self._wanted.at_least, "unknown"):
            self._finding(record)
        elif self._wanted.decided and settled(record) and record["classification"] in classes_of(self._wanted.at_least):
            _note(self._case.marks, _short(_decision(record["mark"])))

    def _outcome(self, record: Record) -> None:
        counts = record["counts"]
        self._persons.update(counts.get("persons", {}))
        for group in ("personal_information", "review", "element_only", "non_resident"):
            self._counted.update(counts.get(group, {}))
        if counts:
            form = _short(record["media_type"] or "not known")
            self._case.forms[form] = self._case.forms.get(form, 0) + 1
        self._seen = record.get("exposure") or self._seen
        if not record["container"]:
            self._case.facts["lock"] = {words.lock(record): 1}

    def _finding(self, record: Record) -> None:
        case, kind = self._case, record["classification"]
        case.listed += 1
        if not case.facts["history"]:
            case.facts["history"] = {_short(words.history(record)): 1}
        case.protected += bool(record.get("protected"))
        case.personal += kind == "personal_information" and not record.get("protected")
        case.classes[kind] = case.classes.get(kind, 0) + 1
        for duty in record["duties"]:
            _note(case.duties.setdefault(_short(duty["clause"]), []), _short(duty["fact"]))
        worse = -3 if record.get("protected") else -(step_of([kind]) or 0)
        if len(case.samples) < SAMPLES or worse > case.samples[-1][0]:
            file = words.file_name(record) if self._wanted.group_by != "file" else ""
            where = " › ".join(filter(None, [file, words.container(record), words.place(record)]))
            who = ", ".join(filter(None, [words.who(record), words.numbers(record)]))
            sample = [worse, 0, 0, clip(f"{words.what(record)}: {who}", _LONGEST), clip(where, _LONGEST)]
            case.samples = _top(SAMPLES, [*case.samples, sample])

    def built(self) -> Iterator[Case]:
        """The case, where it is one."""
        case, seen = self._case, self._seen
        if not case.listed and not case.marks:
            return
        case.persons, case.kinds = dict(self._persons), dict(self._counted)
        persons = self._persons.total()
        if seen is not None:
            _exposed(case, seen)
        else:
            case.facts["owner"] = {"not known": 1}
        case.readers = {seen["readers"] if seen is not None else "not known": 1}
        case.worst = [[persons, case.listed, case.name]]
        if self._wanted.group_by != "file":
            todo = steps(case.duties, counts=bool(case.personal), history=bool(case.said("history")))
            case.todo = {step: [1, persons, case.name] for step in todo}
            for rank, sample in enumerate(case.samples):
                sample[1:3] = -rank, persons  # so that of a group each file has one before another has its second
        if self._wanted.group_by == "folder":
            case.by, case.key = "folder", self._folder
        elif self._wanted.group_by == "owner":
            case.by, case.key = "owner", case.said("owner")
        case.name = _short(case.key)
        yield case


def _exposed(case: Case, seen: Record) -> None:
    volume = seen["volume"]
    case.level = seen["level"] if seen["level"] in LEVELS else "some"
    case.why = [_short(fact) for fact in seen["why"][:_FACTS]]
    mode = (seen["mode"] or "not known") + (" and an access list" if seen["acl"] else "")
    case.modified = _short(seen["modified"] or "")
    sealed = {True: ", encrypted", False: ", not encrypted"}.get(volume["encrypted"], "")
    where = ", on the network" if volume["network"] else f", {volume['portable']}" if volume["portable"] else ""
    lies = {
        "owner": _account(seen["owner"], seen["uid"]),
        "group": _account(seen["group"], seen["gid"]),
        "mode": mode,
        "volume": _short(f"{volume['type'] or 'not known'}{where}{sealed}"),
    }
    case.facts |= {name: {value: 1} for name, value in lies.items()}


def _account(name: str | None, number: int | None) -> str:
    if name is not None:
        return _short(name)
    return "not known" if number is None else f"number {number}"


def _decision(mark: Record) -> str:
    until = f" until {mark['expires']}" if "expires" in mark else ""
    by = f" by {mark['by']}" if "by" in mark else ""
    reason = f" ({mark['reason']})" if "reason" in mark else ""
    return f"{mark['as']}{until}{by}{reason}"


def _short(text: str) -> str:
    return clip(escape(text), _LONGEST)


def _note(facts: list[str], fact: str) -> None:
    if fact not in facts and len(facts) < _FACTS:
        facts.append(fact)


def _top(most: int, rows: list[list[Any]]) -> list[list[Any]]:
    """The first by their numbers; as they came where those are equal."""
    return heapq.nsmallest(most, rows, key=lambda row: [-part for part in row if isinstance(part, int)])


def _rank(level: str) -> int:
    return (LEVELS[1], LEVELS[0], *LEVELS[2:]).index(level)  # what is not known is worse than narrow
