"""What is counted over a whole stream: persons once each, what is locked, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from piiscan.inventory.trail import Trail, touched
from piiscan.tickets.case import folder_of
from piiscan.unnamed import Unnamed

_BITS = 62  # kinds told apart in one number; there are four
RESIDENCIES = ("massachusetts", "unknown", "elsewhere")  # the first that any record of a person shows is theirs
_PERSONS = frozenset({"personal_information", "non_resident"})
_TABLE = """
PRAGMA cache_size=-16384;
CREATE TABLE person (folder TEXT, subject TEXT, residency INT, kinds INT, open INT, files INT, last INT,
  PRIMARY KEY (folder, subject)) WITHOUT ROWID;
CREATE TABLE cut (folder TEXT PRIMARY KEY) WITHOUT ROWID;
BEGIN;
"""
_ADD = """
INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  residency = min(residency, excluded.residency), kinds = kinds | excluded.kinds, open = max(open, excluded.open),
  files = files + (excluded.last > last), last = max(last, excluded.last)
"""
_SEVERAL = """
SELECT count(*), coalesce(sum(files - 1), 0) FROM
  (SELECT sum(files) AS files FROM person GROUP BY subject) WHERE files > 1
"""
_EACH = "SELECT min(residency) AS residency, max(open) AS open, max(kinds >> ? & 1) AS has FROM person GROUP BY subject"
_DISTINCT = f"SELECT residency, count(*) FROM ({_EACH}) WHERE open = ? AND (has OR ?) GROUP BY residency"  # noqa: S608

Record = Mapping[str, Any]


class Inventory(Unnamed):
    """The totals of one stream. A person is a keyed fingerprint of name and numbers: another number, another person."""

    def __init__(self, depth: int, trail: Trail | None = None) -> None:
        super().__init__(_TABLE)
        self.changes: Mapping[str, int] | None = None
        self.trail = trail
        self.run: Record = {}
        self.summary: Record = {}
        self.locked: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.cut = 0  # files of which not every finding is listed
        self.unkeyed = False  # findings without a subject: persons cannot be told apart over files
        self.kinds: list[str] = []
        self._depth = depth
        self._file = 1  # the number of the one under way: its records come one after the other

    def taken(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records that belong to a file, counted as they pass."""
        cap = 0
        for record in records:
            match record["type"]:
                case "run":
                    self.run, cap = record, record["options"].get("max_findings_per_file", 0)
                case "summary":
                    self.summary = record
                    continue
                case "finding":
                    if not touched(record):
                        continue
                    self._found(record)
                case "outcome":
                    self._ended(record, cap)
            yield record

    def _found(self, record: Record) -> None:
        if record["classification"] not in _PERSONS or record["person"] is None:
            return
        if record["subject"] is None:
            self.unkeyed = True
            return
        bits = 0
        for element in record["elements"]:
            if element["kind"] not in self.kinds:
                self.kinds.append(element["kind"])
            bits |= 1 << min(self.kinds.index(element["kind"]), _BITS)
        residency = record["residency"]
        rank = RESIDENCIES.index(residency) if residency in RESIDENCIES else 1
        folder, open_ = _known_by(folder_of(record, self._depth)), not record.get("protected")
        row = (folder, record["subject"], rank, bits, open_, open_, self._file if open_ else 0)
        self._database.execute(_ADD, row)

    def _ended(self, record: Record, cap: int) -> None:
        lock = record["encryption"]
        if lock is not None and lock["verdict"] != "plain":
            beside = ", what may be its key beside it" if lock.get("key_beside") else ""
            self.locked[f"{lock['verdict']}{beside}"] += 1
        if record["status"] != "scanned":
            self.unread[str(record["reason"])] += 1
        self._file += not record["container"]
        if cap and not record["container"] and record["listed"] >= cap:
            self.cut += 1
            folder = _known_by(folder_of(record, self._depth))
            self._database.execute("INSERT OR IGNORE INTO cut VALUES (?)", (folder,))

    def distinct(self, *, protected: bool = False) -> dict[str, int] | None:
        """Persons, each once, by residency. None where they cannot be told apart."""
        if self.unkeyed:
            return None
        return _by_residency(self._database.execute(_DISTINCT, (0, not protected, 1)))

    def several(self) -> dict[str, int] | None:
        """Persons who stand with the same numbers in more than one file, and how many times beside the first.

        Of what no lock protects. None where they cannot be told apart.
        """
        if self.unkeyed:
            return None
        persons, copies = self._database.execute(_SEVERAL).fetchone()
        return {"persons": persons, "copies": copies}

    def distinct_of(self, folder: str) -> dict[str, int] | None:
        """The same of one folder."""
        if self.unkeyed:
            return None
        ask = "SELECT residency, count(*) FROM person WHERE folder = ? AND open GROUP BY residency"
        return _by_residency(self._database.execute(ask, (_known_by(folder),)))

    def exact_of(self, folder: str) -> bool:
        """Whether all persons of a folder can be told apart, and all its findings are listed."""
        ask = "SELECT 1 FROM cut WHERE folder = ?"
        return not self.unkeyed and self._database.execute(ask, (_known_by(folder),)).fetchone() is None

    def by_kind(self) -> dict[str, dict[str, int]]:
        """Persons, each once for a kind of number, by residency."""
        found = {}
        for index, kind in enumerate(self.kinds):
            found[kind] = _by_residency(self._database.execute(_DISTINCT, (min(index, _BITS), 1, 0)))
        return dict(sorted(found.items()))


def _known_by(folder: str) -> str:
    return folder.encode("utf-8", "backslashreplace").decode()


def _by_residency(rows: Iterable[tuple[int, int]]) -> dict[str, int]:
    found = dict(rows)
    return {name: found.get(index, 0) for index, name in enumerate(RESIDENCIES)}
