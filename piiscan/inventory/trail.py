"""What was done about findings (17.03(2)(j)): each decision of a file of marks, and what scans in a row show.

Rule: a scan shows that something is gone, locked or out of a file, and how a file lies; who did it only a mark can say.
Where a file was not read nothing is said of it. Memory is flat: what was done waits in a temporary database without
a name, once for a file and what was done to it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from piiscan.changes import GONE, LOCKED, Change, Changes, Told
from piiscan.exposure.facts import LEVELS
from piiscan.marks import Mark
from piiscan.unnamed import Unnamed

Record = Mapping[str, Any]
Wants = Callable[[str], bool]
Reader = Callable[[Wants | None], AbstractContextManager[Iterator[Record]]]
"""Opens a stream anew: each is read more than once. Findings it does not want are passed over."""

TOUCHED = frozenset({"personal_information", "non_resident", "review", "element_only"})
NOTHING = frozenset({"false-positive", "test-data"})  # marks that say it is nothing


class Action(StrEnum):
    """What was done, as far as two scans tell."""

    DELETED = "deleted"  # or taken out of what is scanned
    ENCRYPTED = "encrypted"
    REDACTED = "redacted"  # its file is there, and it is not in it
    MOVED = "moved"
    RESTRICTED = "restricted"
    OPENED = "opened"  # the opposite, which is an incident of its own


class Done(NamedTuple):
    """What was done to one file between two scans. `by`: who marked the findings remediated; "" for nobody."""

    since: str
    until: str
    action: str
    root: str
    file: str
    now: str  # where it has moved to
    why: str
    by: str
    findings: int
    personal: int


class Earlier(NamedTuple):
    """One of the scans before. `interrupted`: or it lacks parts, so that it says nothing of what it did not read."""

    started: str
    ended: str
    interrupted: bool


class Decision(NamedTuple):
    """One mark, whether it counts, and what became of its finding ("" where nothing is known of it)."""

    mark: Mark
    state: str  # in_force, expired or superseded
    superseded: str  # when
    finding: str  # there, moved, resolved, unknown or not_found


_TABLES = """
PRAGMA cache_size=-16384;
CREATE TABLE done (step INT, action TEXT, root BLOB, file BLOB, now BLOB, why BLOB, by BLOB, findings INT, personal INT,
  PRIMARY KEY (step, action, root, file, now, why, by)) WITHOUT ROWID;
CREATE TABLE lay (file TEXT PRIMARY KEY, step INT, level INT, locked INT, why BLOB) WITHOUT ROWID;
CREATE TABLE locked (stem TEXT, name BLOB, step INT, PRIMARY KEY (stem, name)) WITHOUT ROWID;
BEGIN;
"""
_ADD = """
INSERT INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  findings = findings + excluded.findings, personal = personal + excluded.personal
"""
_LOCK = "INSERT OR IGNORE INTO locked VALUES (?, ?, ?)"  # the step that saw it first stays
_WANTED = (Change.RESOLVED, Change.MOVED, Change.UNKNOWN)


def touched(finding: Record) -> bool:
    """Whether a finding is of a class the record is about, and no mark says that it is nothing."""
    return finding["classification"] in TOUCHED and (finding.get("mark") or {}).get("as") not in NOTHING


class Trail(Unnamed):
    """The decisions, and what scans show to have been done, the oldest first."""

    def __init__(self, marks: Sequence[Mark] = ()) -> None:
        """`marks`: in the order of their files; of several about one finding the last counts."""
        super().__init__(_TABLES)
        self.compared = False
        self._one_root = True
        self._marks = marks
        self._last = {mark.id: mark for mark in marks}
        self._became: dict[str, str] = {}
        self._started: list[str] = []
        self._ended: list[tuple[str, bool]] = []  # and whether it was interrupted
        self._file = _OfFile()

    def compare(self, readers: Sequence[Reader], *, one_root: bool) -> dict[str, int]:
        """Take in the scans; how many findings the last two tell what of."""
        self.compared, self._one_root = True, one_root
        with Changes(one_root=one_root) as changes:
            for step, reader in enumerate(readers):
                with reader(None) as records:
                    changes.take(self._lying(step, records))
                for number in range(step, -1, -1):
                    if step and changes.has(number, _WANTED):
                        with readers[number](changes.wants(number, _WANTED)) as records:
                            self._told(step, changes.told(number, records))
            return changes.counts()

    def earlier(self) -> list[Earlier]:
        """The scans before the last, the oldest first."""
        pairs = zip(self._started[:-1], self._ended[:-1], strict=True)
        return [Earlier(started, *ended) for started, ended in pairs]

    def noting(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records of the last scan, from which it is seen what is there."""
        for record in records:
            if record["type"] == "finding" and record["id"] in self._last:
                self._became[record["id"]] = "there"
            yield record

    def decisions(self, today: str) -> Iterator[Decision]:
        """The marks in their order. `today`: the day of the scan."""
        after: dict[str, str] = {}
        ends = []
        for mark in reversed(self._marks):
            ends.append(after.get(mark.id, ""))
            after[mark.id] = mark.at
        for mark, superseded in zip(self._marks, reversed(ends), strict=True):
            over = mark.expires is not None and mark.expires < date.fromisoformat(today)
            state = "superseded" if superseded else "expired" if over else "in_force"
            yield Decision(mark, state, superseded, self._became.get(mark.id, "not_found"))

    def done(self) -> Iterator[Done]:
        """What was done, in the order of the scans and files."""
        for step, action, *texts, findings, personal in self._database.execute(
            "SELECT step, action, root, file, now, why, by, findings, personal FROM done ORDER BY step, root, file"
        ):
            since, until = self._started[step - 1 : step + 1]
            root, file, now, why, by = (text.decode("utf-8", "surrogatepass") for text in texts)
            yield Done(since, until, action, root, file, now, why, by, findings, personal)

    def counts(self, today: str) -> dict[str, Any]:
        """How many decisions there are by state, findings by what was done, and of these without a mark of anybody."""
        states = Counter(one.state for one in self.decisions(today))
        found = dict(self._database.execute("SELECT action, sum(findings) FROM done GROUP BY action"))
        ask = "SELECT coalesce(sum(findings), 0) FROM done WHERE by = X'' AND action != ?"
        (nobody,) = self._database.execute(ask, (Action.OPENED,)).fetchone()
        return {
            "decisions": {name: states[name] for name in ("in_force", "expired", "superseded")},
            "done": {action.value: found.get(action.value, 0) for action in Action} if self.compared else None,
            "without_a_decision": nobody if self.compared else None,
        }

    def _told(self, step: int, told: Iterable[Told]) -> None:
        for one in told:
            finding, identity = one.finding, one.finding["id"]
            if one.change not in _WANTED:
                continue
            if one.change is not Change.MOVED and identity in self._last:
                self._became[identity] = one.change.value
            if one.change is Change.UNKNOWN or not touched(finding):
                continue
            was, now = finding, ""
            if one.change is Change.MOVED:
                was, now = {**finding, **(one.was or {})}, _name(finding)
            action = Action.MOVED if now else _RESOLVED.get(one.why, Action.REDACTED)
            why = one.why + (self._locked_beside(step, was) if action is Action.DELETED else "")
            self._add(step, action, was, (now, why, self._by(identity)), (1, _personal(finding)))

    def _locked_beside(self, step: int, gone: Record) -> str:
        """What may hold a file that is gone: a locked one of the same name but for its ending, new beside it."""
        ask = "SELECT name FROM locked WHERE stem = ? AND step = ? ORDER BY name LIMIT 1"
        row = self._database.execute(ask, (self._stem(gone), step)).fetchone()
        return "" if row is None else f"; new beside it and encrypted: {row[0].decode('utf-8', 'surrogatepass')}"

    def _stem(self, record: Record) -> str:
        """A file without the endings of its name.

        >>> Trail()._stem({"root": "/srv", "file": "a.b/pay.csv.gpg"})
        '["", "a.b/pay"]'
        """
        folder, slash, name = record["file"].rpartition("/")
        return json.dumps(["" if self._one_root else record["root"], folder + slash + name.partition(".")[0]])

    def _by(self, identity: str) -> str:
        mark = self._last.get(identity)
        return mark.by if mark is not None and mark.kind == "remediated" else ""

    def _add(self, step: int, action: Action, at: Record, texts: Collection[str], numbers: tuple[int, int]) -> None:
        shown = (text.encode("utf-8", "surrogatepass") for text in (at["root"], at["file"], *texts))
        self._database.execute(_ADD, (step, action, *shown, *numbers))

    def _lying(self, step: int, records: Iterable[Record]) -> Iterator[Record]:
        """The records, from which it is seen how the files with findings lie."""
        for record in records:
            match record["type"]:
                case "run":
                    self._started.append(record["started"])
                case "summary":
                    self._ended.append((record["ended"], record["interrupted"]))
                case "finding":
                    if record["id"] in self._last:
                        self._became[record["id"]] = Change.MOVED.value  # unless it is told otherwise
                    self._file.take(record, self._by(record["id"]))
                case "outcome" if not record["container"]:
                    locked = _is_locked(record["encryption"])
                    if locked:
                        name = record["file"].rpartition("/")[2].encode("utf-8", "surrogatepass")
                        self._database.execute(_LOCK, (self._stem(record), name, step))
                    if self._file.findings:
                        self._lies(step, record, locked=locked)
                    self._file = _OfFile()
            yield record

    def _lies(self, step: int, record: Record, *, locked: bool) -> None:
        seen = record.get("exposure")
        level = LEVELS.index(seen["level"]) if seen and seen["level"] in LEVELS else 0
        why = "; ".join(seen["why"][:_FACTS]) if seen else ""
        key = json.dumps(["" if self._one_root else record["root"], record["file"]])
        ask = "SELECT level, locked, why FROM lay WHERE file = ? AND step = ?"
        before = self._database.execute(ask, (key, step - 1)).fetchone()
        row = (key, step, level, locked, why.encode("utf-8", "surrogatepass"))
        self._database.execute("INSERT OR REPLACE INTO lay VALUES (?, ?, ?, ?, ?)", row)
        if before is None:
            return
        numbers = (self._file.findings, self._file.personal)
        if locked and not before[1]:
            self._add(step, Action.ENCRYPTED, record, ("", _OPENED_BY_KEY, self._file.by), numbers)
        if level and before[0] and level != before[0]:
            action = Action.RESTRICTED if level < before[0] else Action.OPENED
            old = _lay(before[0], before[2].decode("utf-8", "surrogatepass"))
            self._add(step, action, record, ("", f"was {old}, is {_lay(level, why)}", self._file.by), numbers)


_RESOLVED = {GONE: Action.DELETED, LOCKED: Action.ENCRYPTED}
_OPENED_BY_KEY = "it is encrypted now; the scan had its key"
_FACTS = 3


class _OfFile:
    """What was found in the file at hand."""

    def __init__(self) -> None:
        self.findings = self.personal = 0
        self.by = ""

    def take(self, finding: Record, by: str) -> None:
        if touched(finding):
            self.findings += 1
            self.personal += _personal(finding)
            self.by = self.by or by


def _is_locked(lock: Record | None) -> bool:
    return lock is not None and lock["verdict"] == "encrypted" and not lock.get("key_beside")


def _personal(finding: Record) -> int:
    return int(finding["classification"] == "personal_information")


def _lay(level: int, why: str) -> str:
    return LEVELS[level] + (f" ({why})" if why else "")


def _name(record: Record) -> str:
    return " › ".join([record["file"], *record["container"]])
