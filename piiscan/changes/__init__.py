"""What became of each finding between reports of the same places: new, persisting, moved, reopened, resolved, unknown.

Rule: a finding that is not there any more is resolved only where the last report shows that its file was read to
the end, needs a good key now, or is gone from a directory that was listed; else nobody knows. Findings are told apart
by their ids, which are keyed: no value and no name is kept.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from piiscan.changes.places import class_of, folders, packed, place_of, told_before, unread
from piiscan.tally import is_gap
from piiscan.unnamed import Unnamed

Record = Mapping[str, Any]


class Change(StrEnum):
    """What became of a finding, as the last report shows it."""

    NEW = "new"
    REOPENED = "reopened"  # resolved in an earlier report, and back
    MOVED = "moved"  # the same person and values, in another file or container than before
    PERSISTING = "persisting"
    UNKNOWN = "unknown"  # not found, and where it was has not been read
    RESOLVED = "resolved"


class Told(NamedTuple):
    """A finding, what became of it and why that is known, and where it was before."""

    change: Change
    why: str
    finding: Record
    was: Record | None = None


_OPEN, _AWAY, _RESOLVED = 0, 1, 2
_TABLES = """
PRAGMA cache_size=-32768; PRAGMA locking_mode=EXCLUSIVE;
CREATE TABLE place (number INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE file (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE finding (key BLOB PRIMARY KEY, subject BLOB, place INT, class INT,
  state INT, report INT, change TEXT, why TEXT, was INT, was_class INT) WITHOUT ROWID;
CREATE INDEX gone ON finding (subject, place) WHERE change = 'resolved';
CREATE TABLE outcome (place TEXT, report INT, whole INT, why TEXT, PRIMARY KEY (place, report)) WITHOUT ROWID;
CREATE TABLE covered (place INTEGER PRIMARY KEY, state INT, change TEXT, why TEXT);
"""
_FOUND = """
INSERT INTO finding VALUES (?, ?, ?, ?, 0, ?, 'new', ?, NULL, NULL) ON CONFLICT DO UPDATE SET
  subject = excluded.subject, place = excluded.place, report = excluded.report, was = NULL, why = '',
  was_class = CASE WHEN class != excluded.class THEN class END, class = excluded.class,
  change = CASE WHEN state = 2 THEN 'reopened' ELSE 'persisting' END, state = 0
"""
_MISSED = """
UPDATE finding SET was = NULL,
  (state, change, why) = (SELECT state, change, why FROM covered WHERE covered.place = finding.place)
  WHERE report < ? AND state != 2
"""
_MISSING = "SELECT number, name FROM place WHERE number IN (SELECT place FROM finding WHERE report < ? AND state != 2)"
_TOLD = "SELECT change, why, name, was_class FROM finding LEFT JOIN place ON was = number WHERE key = ? AND report = ?"
_WENT = """
SELECT place.name FROM finding JOIN place ON finding.place = place.number
  WHERE was = (SELECT number FROM place WHERE name = ?) LIMIT 1
"""
_BATCH = 1_000
_CUT = "more findings than its report lists"
LOCKED = "it is encrypted now, and cannot be read without a key"
GONE = "its file is gone"
CUT_OFF = "was interrupted, or lacks parts: what lies where it did not read is called new"  # an earlier scan
_PART = "its report is of a part of the scan (--shard): merge the parts"


class Changes(Unnamed):
    """Takes one report after the other, the oldest first, then says what the last one changed."""

    def __init__(self, *, one_root: bool) -> None:
        """`one_root`: every report has one root, which may have another name each time."""
        super().__init__(_TABLES)
        self.interrupted = False  # the scan of the report taken last, or it lacks parts
        self._one_root = one_root
        self._report = -1
        self._roots: frozenset[str] = frozenset()  # of the report at hand
        self._waiting: list[tuple[object, ...]] = []
        self._doubts = False  # asked for
        self._classes: dict[str, int] = {}  # by what a report says, in the order they came
        self._at: tuple[str, str, list[str]] | None = None  # the place of the last finding
        self._number, self._cut = 0, ""  # of that place, and why something new in its file may not be

    def take(self, records: Iterable[Record]) -> None:
        """Take in one whole report."""
        deque(self.taking(records), maxlen=0)

    def taking(self, records: Iterable[Record]) -> Iterator[Record]:
        """Take in one whole report while its records pass on."""
        self._report += 1
        cap, beyond = 0, ""
        self._at = None
        self._database.execute("BEGIN")
        for record in records:
            match record["type"]:
                case "run":
                    cap = record["options"].get("max_findings_per_file", 0)
                    self._roots = frozenset(record["roots"])
                    beyond = _PART if record.get("shard", {}).get("of", 1) > 1 else ""
                case "finding":
                    self._found(record)
                case "outcome":
                    self._ended(record, cap)
                case "summary":
                    self.interrupted = record["interrupted"]
                    beyond = "the scan was interrupted" if self.interrupted else beyond
            yield record
        self._flush()
        if self._report:
            self._missed(beyond)
            self._pair()
        self._database.execute("DELETE FROM outcome WHERE report < ?", (self._report,))
        self._database.execute("COMMIT")

    def told(self, number: int, records: Iterable[Record]) -> Iterator[Told]:
        """What became of the findings whose last trace is report `number`, whose records are given once more."""
        for record in records:
            if record["type"] != "finding":
                continue
            row = self._database.execute(_TOLD, (self._key(record), number)).fetchone()
            if row is not None and row[0] is not None:
                change, why, was, kind = row
                classes = None if kind is None else list(self._classes)[kind]
                yield Told(Change(change), why, record, told_before(was, classes))

    def has(self, number: int, wanted: Collection[Change]) -> bool:
        """Whether there is anything to tell whose last trace is this report."""
        names = ", ".join("?" * len(wanted))
        ask = f"SELECT 1 FROM finding WHERE report = ? AND change IN ({names}) LIMIT 1"  # noqa: S608 - question marks
        return self._database.execute(ask, (number, *wanted)).fetchone() is not None

    def wants(self, number: int, wanted: Collection[Change]) -> Callable[[str], bool] | None:
        """Which ids of a report are to be told, so that the others need not be read. None: an id alone does not say."""
        if not self._one_root:
            return None
        ask, database = "SELECT change FROM finding WHERE key = ? AND report = ?", self._database

        def wants(identity: str) -> bool:
            row = database.execute(ask, (packed(identity), number)).fetchone()
            return row is not None and row[0] in wanted

        return wants

    def counts(self) -> dict[str, int]:
        """How many findings there are of each change."""
        ask = "SELECT change, count(*) FROM finding WHERE change IS NOT NULL GROUP BY change"
        found = dict(self._database.execute(ask).fetchall())
        return {change.value: found.get(change.value, 0) for change in Change}

    def doubtful(self, root: str, file: str) -> bool:
        """Whether of something found in a file before nobody knows what became of it."""
        if not self._doubts:
            self._doubts = True
            execute = self._database.execute
            execute("CREATE TABLE doubt (file TEXT PRIMARY KEY) WITHOUT ROWID")
            ask = "SELECT name FROM place WHERE number IN (SELECT place FROM finding WHERE change = ?)"
            for (name,) in execute(ask, (Change.UNKNOWN,)):
                execute("INSERT OR IGNORE INTO doubt VALUES (?)", (place_of(*json.loads(name)[:2]),))
        row = (place_of(root, file),)
        return self._database.execute("SELECT 1 FROM doubt WHERE file = ?", row).fetchone() is not None

    def resolved(self, root: str, file: str) -> str:
        """Why what was found in a file is not there any more; "" where that is not known of the file itself."""
        ask = "SELECT why FROM covered JOIN place ON number = place WHERE name = ? AND change = 'resolved'"
        row = self._database.execute(ask, (place_of(root, file),)).fetchone()
        return str(row[0]) if row is not None else ""

    def went(self, root: str, file: str) -> Record | None:
        """The root and the file that has now what was in a file; None where that is nowhere."""
        self._database.execute("CREATE INDEX IF NOT EXISTS away ON finding (was) WHERE was IS NOT NULL")
        row = self._database.execute(_WENT, (place_of(root, file),)).fetchone()
        return None if row is None else dict(zip(("root", "file"), json.loads(row[0]), strict=False))

    def _root(self, record: Record) -> str:
        return "" if self._one_root else record["root"]

    def _key(self, record: Record) -> bytes:
        return packed(record["id"]) + self._root(record).encode(errors="backslashreplace")

    def _found(self, record: Record) -> None:
        at = (record["root"], record["file"], record["container"])
        if at != self._at:  # findings of one place stand in a row
            self._arrived(record)
            self._at = at
        kind = self._classes.setdefault(class_of(record), len(self._classes))
        subject = None if record["subject"] is None else packed(record["subject"])
        self._waiting.append((self._key(record), subject, self._number, kind, self._report, self._cut))
        if len(self._waiting) == _BATCH:
            self._flush()

    def _arrived(self, record: Record) -> None:
        """Note the place of the findings that follow."""
        file = place_of(self._root(record), record["file"])
        self._database.execute("INSERT OR IGNORE INTO file VALUES (?)", (file,))
        cut = self._report and self._cut_before(file)
        self._cut = f"the report before does not list all findings of this file: {_CUT}" if cut else ""
        place = place_of(record["root"], record["file"], *record["container"])
        self._database.execute("INSERT OR IGNORE INTO place (name) VALUES (?)", (place,))
        (self._number,) = self._database.execute("SELECT number FROM place WHERE name = ?", (place,)).fetchone()

    def _flush(self) -> None:
        self._database.executemany(_FOUND, self._waiting)
        self._waiting.clear()

    def _cut_before(self, file: str) -> bool:
        ask = "SELECT 1 FROM outcome WHERE place = ? AND report = ? AND why = ?"
        return self._database.execute(ask, (file, self._report - 1, _CUT)).fetchone() is not None

    def _ended(self, record: Record, cap: int) -> None:
        """Note what was not read to its end, and of what was the files that matter: where findings are known."""
        root, own = self._root(record), not record["container"]
        place = place_of(root, record["file"], *record["container"])
        whole = record["status"] == "scanned" or (record["reason"] == "encrypted" and not is_gap(record))
        why = "" if record["status"] == "scanned" else LOCKED if whole else unread(record)
        if not why and own and cap and record["listed"] >= cap:
            whole, why = False, _CUT
        if why or (own and self._known(place)):
            self._database.execute(
                "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?)", (place, self._report, whole, why)
            )

    def _known(self, file: str) -> bool:
        return self._database.execute("SELECT 1 FROM file WHERE name = ?", (file,)).fetchone() is not None

    def _missed(self, beyond: str) -> None:
        """Decide on the findings that this report does not have. `beyond`: why it says nothing of some files."""
        execute = self._database.execute
        execute("UPDATE finding SET change = NULL WHERE report < ? AND state = ?", (self._report, _RESOLVED))
        execute("DELETE FROM covered")
        for number, place in execute(_MISSING, (self._report,)):
            execute("INSERT INTO covered VALUES (?, ?, ?, ?)", (number, *self._coverage(place, beyond)))
        execute(_MISSED, (self._report,))

    def _coverage(self, place: str, beyond: str) -> tuple[int, str, str]:
        """Whether the place of a finding that is not there was read: its new state, the change and the reason."""
        root, file, *inside = json.loads(place)
        root = "" if self._one_root else root
        whole = None
        for depth in range(len(inside) + 1):
            row = self._outcome(place_of(root, file, *inside[:depth]))
            if row is not None and not row[0]:
                return _AWAY, Change.UNKNOWN, row[1]
            whole = whole if row is None else row[1]
        if whole is not None:
            return _RESOLVED, Change.RESOLVED, whole or "its file was read, and it is not there"
        if beyond:
            return _AWAY, Change.UNKNOWN, beyond
        for folder in folders(file):
            row = self._outcome(place_of(root, folder))
            if row is not None:
                return _AWAY, Change.UNKNOWN, row[1]
        if root and root not in self._roots:
            return _AWAY, Change.UNKNOWN, "the scan was not given its directory"
        return _RESOLVED, Change.RESOLVED, GONE

    def _outcome(self, place: str) -> tuple[int, str] | None:
        ask = "SELECT whole, why FROM outcome WHERE place = ? AND report = ?"
        row: tuple[int, str] | None = self._database.execute(ask, (place, self._report)).fetchone()
        return row

    def _pair(self) -> None:
        """What is new here and resolved there, with the same person and values, has moved."""
        ask = "SELECT key, subject FROM finding WHERE change = 'new' AND report = ? AND subject IS NOT NULL AND key > ?"
        gone = "SELECT key, place FROM finding WHERE subject = ? AND change = 'resolved' ORDER BY place LIMIT 1"
        execute, last = self._database.execute, b""
        while rows := execute(f"{ask} ORDER BY key LIMIT {_BATCH}", (self._report, last)).fetchall():
            last = rows[-1][0]
            for key, subject in rows:
                old = execute(gone, (subject,)).fetchone()
                if old is not None:
                    execute("DELETE FROM finding WHERE key = ?", (old[0],))
                    execute("UPDATE finding SET change = ?, was = ? WHERE key = ?", (Change.MOVED, old[1], key))
