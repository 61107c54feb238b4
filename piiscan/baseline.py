"""What a run is held against: what people decided about findings (marks), and what earlier reports already told.

Rule: a mark never hides a finding; it is listed with its mark, and only fails no gate. A mark stays with its finding
where its file has got another name in the same folder: an id goes by the path, so the finding is known again by its
person and numbers, and only where the file that was decided on is gone. A copy beside it is another finding.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from piiscan.given import in_words
from piiscan.marks import SETTLE, Mark, MarksError, Record, read_marks
from piiscan.reporters import words
from piiscan.reporters.read import StreamError, read
from piiscan.reporters.terminal import escape
from piiscan.sources.unsure import Unsure
from piiscan.titles import SIGN

_SAID = 100  # marks that matched nothing, told in full at the end of a stream
_TOLD = 10


class Baseline(Struct):
    """The marks and the earlier findings that a run is held against."""

    today: date
    key_id: str
    _marks: dict[str, Mark] = field(default_factory=dict)
    _people: dict[str, dict[str, None]] = field(default_factory=dict)  # ids of marks, by the subject of their findings
    _met: set[str] = field(default_factory=set)
    _settled: Counter[str] = field(default_factory=Counter)
    _known: sqlite3.Connection | None = None  # ids of earlier reports, in a file without a name
    _unsure: Unsure = field(default_factory=Unsure)

    def add(self, path: str) -> None:
        """Take in a file of marks, or a report (JSON Lines)."""
        try:
            with Path(path).open("rb") as file:
                if file.peek(1)[:1] in {b"{", b"\xef"}:
                    self._report(read(file, path), path)
                    return
        except OSError as error:
            raise MarksError(f"baseline {path}: {in_words(error)}") from None
        except StreamError as error:
            raise MarksError(f"baseline {error}") from None
        for mark in read_marks(path):
            self._same_key(mark.key_id or self.key_id, path)
            self.mark(mark)

    def mark(self, mark: Mark) -> None:
        """Take in a mark; of several about one finding the last counts."""
        if mark.subject and mark.file:
            self._people.setdefault(mark.subject, {})[mark.id] = None
        self._marks[mark.id] = mark

    def _same_key(self, key_id: str | None, path: str) -> None:
        if key_id != self.key_id:
            raise MarksError(
                f"baseline {path}: its ids were made with another key ({key_id or 'none'}) than this run's "
                f"({self.key_id}), so none can be found: give this run the same --key-file"
            )

    def _report(self, records: Iterator[Mapping[str, Any]], path: str) -> None:
        self._same_key(next(records)["key_id"], path)
        if self._known is None:
            self._known = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._known.executescript(
                "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768;"
                "CREATE TABLE known (id BLOB PRIMARY KEY, met INT, subject BLOB, at BLOB, inside BLOB) WITHOUT ROWID;"
                "CREATE INDEX person ON known (subject) WHERE subject IS NOT NULL;"
            )
        ids = (_row(record) for record in records if record["type"] == "finding")
        self._known.execute("BEGIN")
        try:
            self._known.executemany("INSERT OR IGNORE INTO known VALUES (?, 0, ?, ?, ?)", ids)
        except ValueError:
            raise MarksError(f"baseline {path}: has an id that is none") from None
        self._known.execute("COMMIT")

    def of(self, finding: Mapping[str, Any]) -> Record | None:
        """What is to be said of a finding; None: nothing was decided, and it is not known."""
        identity = str(finding["id"])
        if (mark := self._marks.get(identity)) is not None:
            self._met.add(identity)
            return self._said(mark)
        if self._is_known(identity):
            return {"as": "known", "settled": True}
        if not finding["subject"] or "history" in finding:
            return None  # nobody to know again, or no folder that says what is gone
        if (mark := self._marked_before(finding)) is not None:
            return self._said(mark) | {"was": mark.file}
        if was := self._known_before(finding):
            return {"as": "known", "settled": True, "was": escape(was)}
        return None

    def _is_known(self, identity: str) -> bool:
        if self._known is None:
            return False
        row = self._known.execute("UPDATE known SET met = 1 WHERE id = ?", (bytes.fromhex(identity),))
        self._settled["known"] += row.rowcount
        return row.rowcount > 0

    def _marked_before(self, finding: Mapping[str, Any]) -> Mark | None:
        """The mark of the same person and numbers under the name that the file had before.

        A name that a report shows escaped is not looked for: what it is in bytes, the mark does not say.
        """
        found: dict[str, list[Mark]] = {}
        for mark in map(self._marks.__getitem__, self._people.get(finding["subject"], ())):
            file, _, inside = mark.file.partition(" › ")
            if inside == words.container(finding) and "\\" not in file and self._is_renamed(finding, file):
                found.setdefault(file, []).append(mark)
        for marks in found.values():
            self._met.update(mark.id for mark in marks)
            return min(marks, key=self._settles)  # of several that differ, one that lets the finding count
        return None

    def _known_before(self, finding: Mapping[str, Any]) -> str:
        """The name that the file had before, where an earlier report has the same of it; or ""."""
        if self._known is None:
            return ""
        ask = "SELECT id, at FROM known WHERE subject = ? AND inside = ? ORDER BY id"
        row = (bytes.fromhex(finding["subject"]), _bytes(json.dumps(finding["container"])))
        for identity, name in self._known.execute(ask, row).fetchall():
            file = name.decode("utf-8", "surrogatepass")
            if self._is_renamed(finding, file):
                self._known.execute("UPDATE known SET met = 1 WHERE id = ?", (identity,))
                self._settled["known"] += 1
                return str(file)
        return ""

    def _is_renamed(self, finding: Mapping[str, Any], before: str) -> bool:
        """Whether the file of a finding is there, and `before`, of the same folder, is not: it has got another name.

        The names are compared first: nothing is asked of the file system for a finding that nothing was said of before.
        """
        root, file = finding["root"], finding["file"]
        if SIGN in before or SIGN in file:
            return False  # told with a number masked, by which there is no file
        return _folder(before) == _folder(file) and self._gone(root, before) and not self._gone(root, file)

    def _gone(self, root: str, file: str) -> bool:
        """Whether there is no such file. Where that cannot be seen, it is not gone."""
        try:
            self._unsure.lstat(f"{root}/{file}")
        except FileNotFoundError:
            return True
        except (OSError, ValueError):
            return False
        return False

    def _settles(self, mark: Mark) -> bool:
        return mark.kind in SETTLE and not self._expired(mark)

    def _said(self, mark: Mark) -> Record:
        expired = self._expired(mark)
        settled = self._settles(mark)
        if settled:
            self._settled[mark.kind] += 1
        said: Record = {"as": mark.kind, "settled": settled, "reason": mark.reason, "by": mark.by, "at": mark.at}
        if mark.expires is not None:
            said |= {"expires": mark.expires.isoformat(), "expired": expired}
        return said

    def put(self, finding: Record) -> None:
        """Say in the record of a finding what was decided about it."""
        if (said := self.of(finding)) is not None:
            finding["mark"] = said

    def _expired(self, mark: Mark) -> bool:
        return mark.expires is not None and mark.expires < self.today

    def summary(self) -> Record:
        """What became of the marks and the earlier findings: each is in one of these."""
        gone = 0
        if self._known is not None:
            (gone,) = self._known.execute("SELECT count(*) FROM known WHERE met = 0").fetchone()
        marks = sorted(self._marks.values(), key=lambda mark: mark.id)  # an order that parts of a scan share
        gone_marks = [mark for mark in marks if self._missing(mark)]
        met = [mark for mark in marks if mark.id in self._met]
        return {
            "settled": dict(sorted(self._settled.items())),
            "expired": [mark.id for mark in met if self._expired(mark)],
            "back": [mark.id for mark in met if mark.kind == "remediated"],
            "unmatched": [mark.id for mark in gone_marks],
            "known_unmatched": gone,
            **({"missing": [mark.said() for mark in gone_marks[:_SAID]]} if gone_marks else {}),
        }

    def _missing(self, mark: Mark) -> bool:
        """Whether a mark that says something of a finding that should be there found none."""
        return mark.id not in self._met and mark.kind not in {"remediated", "open"}

    def close(self) -> None:
        """Drop the temporary file."""
        if self._known is not None:
            self._known.close()


def _row(record: Mapping[str, Any]) -> tuple[bytes, bytes | None, bytes, bytes]:
    subject = bytes.fromhex(record["subject"]) if record["subject"] else None
    return (bytes.fromhex(record["id"]), subject, _bytes(record["file"]), _bytes(json.dumps(record["container"])))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def remarks(summary: Mapping[str, Any]) -> Iterator[str]:
    """What the operator should know of the marks after a run, in words."""
    used = summary.get("marks")
    if used is None:
        return
    said = (
        ("expired", "has expired: its finding counts again"),
        ("back", "says remediated, but its finding is there"),
        ("unmatched", "matched nothing" if not summary["interrupted"] else ""),
    )
    for name, what in said:
        for identity in used[name][:_TOLD] if what else ():
            yield f"the mark of {identity[:8]} {what}"
        if what and len(used[name]) > _TOLD:
            yield f"{len(used[name]) - _TOLD} more marks: {what}"
