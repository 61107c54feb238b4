"""What people decided about findings, and what earlier reports already told: marks and baselines.

A file of marks is TOML, made to be read and kept under version control. It is only ever appended to: the last mark of
a finding counts, the ones before are the record of who said what, when and why. No value is in it, only ids and what
a report shows masked. Rule: a mark never hides a finding; it is listed with its mark, and only fails no gate.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import sqlite3
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import FileIO
from pathlib import Path
from typing import Any

from piiscan.given import GivenError, TooLargeError, in_words, no_room, read_whole, toml
from piiscan.reporters.read import StreamError, read

Record = dict[str, object]

KINDS = ("confirmed", "false-positive", "test-data", "accepted", "remediated", "open")
SETTLE = frozenset({"false-positive", "test-data", "accepted", "known"})  # the others fail a gate as before
_TEXTS = ("reason", "by")
_KEYS = ("id", "as", *_TEXTS, "at", "expires", "key_id", "file", "finding")
_ID = re.compile(r"[0-9a-f]{32}")
_SAID = 100  # marks that matched nothing, told in full at the end of a stream
_LARGEST = 16 << 20  # bytes: some fifty thousand marks, which take two hundred megabytes while they are read
_WAY_OUT = "give several files, or a report of that time as the baseline"
HEAD = (
    "# What was decided about findings of piiscan, by whom and why. Only ever appended to (piiscan mark): the last\n"
    "# mark of a finding counts, those before it are the record.\n"
)


class MarksError(Exception):
    """A file of marks or a baseline that cannot be used, in words that may be shown."""


class NoRoomError(MarksError):
    """A file of marks that cannot be added to, for the disk is full."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision about one finding."""

    id: str
    kind: str
    reason: str
    by: str
    at: str  # as schema times are
    expires: date | None = None  # the last day (UTC) it counts
    key_id: str | None = None
    file: str = ""
    finding: str = ""  # masked

    def said(self) -> Record:
        """What a report says of one that matched nothing."""
        until = {} if self.expires is None else {"expires": self.expires.isoformat()}
        file = {"file": self.file} if self.file else {}
        return {"id": self.id, "as": self.kind, "by": self.by, "at": self.at, "reason": self.reason, **until, **file}

    def toml(self) -> str:
        """The mark as it is appended to a file."""
        lines = ["", "[[mark]]", f"id = {_quoted(self.id)}", f"as = {_quoted(self.kind)}"]
        lines += [f"reason = {_quoted(self.reason)}", f"by = {_quoted(self.by)}", f"at = {self.at}"]
        if self.expires is not None:
            lines.append(f"expires = {self.expires.isoformat()}")
        more = (("key_id", self.key_id), ("file", self.file), ("finding", self.finding))
        lines += [f"{name} = {_quoted(text)}" for name, text in more if text]
        return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    r"""A basic string of TOML: one line, whatever is in the text. Bytes that are not UTF-8 show as such.

    >>> print(_quoted('a"\n\x7f'))
    "a\"\n\u007f"
    """
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
        for char in json.dumps(whole, ensure_ascii=False)
    )


def read_marks(path: str) -> list[Mark]:
    """The marks of a file, in its order. Raises `MarksError` at its first mistake."""
    try:
        return _parsed(read_whole(path, _LARGEST))
    except TooLargeError as error:
        raise MarksError(f"marks {path}: {error}: {_WAY_OUT}") from None
    except (GivenError, MarksError) as error:
        raise MarksError(f"marks {path}: {error}") from None


def _parsed(data: bytes) -> list[Mark]:
    try:
        document = toml(data)
    except GivenError as error:
        raise MarksError(str(error)) from None
    tables = document.pop("mark", [])
    if document or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise MarksError(f"holds something else than [[mark]] tables{': ' + min(document) if document else ''}")
    return [_mark(table, f"mark {number}") for number, table in enumerate(tables, 1)]


def _mark(table: Mapping[str, Any], where: str) -> Mark:
    for key in table:
        if key not in _KEYS:
            raise MarksError(f"{where}: unknown key {key!r}")
    identity, kind, at, expires = (table.get(key) for key in ("id", "as", "at", "expires"))
    if not isinstance(identity, str) or not _ID.fullmatch(identity):
        raise MarksError(f"{where}: id must be the 32 characters of a finding's id")
    if kind not in KINDS:
        raise MarksError(f"{where}: as must be one of {', '.join(KINDS)}")
    texts = {key: table.get(key) for key in _TEXTS}
    for key, value in texts.items():
        if not isinstance(value, str) or not value.strip():
            raise MarksError(f"{where}: {key} must be a text and not empty")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise MarksError(f"{where}: at must be a time in UTC, such as 2026-11-26T09:00:00Z")
    if expires is not None and (not isinstance(expires, date) or isinstance(expires, datetime)):
        raise MarksError(f"{where}: expires must be a date without quotes, such as 2027-06-30")
    others = {key: table.get(key, "") for key in ("key_id", "file", "finding")}
    if not all(isinstance(value, str) for value in others.values()):
        raise MarksError(f"{where}: {', '.join(others)} must be texts")
    time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Mark(identity, str(kind), str(texts["reason"]), str(texts["by"]), time, expires, **others)


def append(path: str, marks: list[Mark]) -> None:
    """Put marks at the end of a file, which is made if it is not there. What stands in it is checked, and stays."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0) as file:
            _append(file, "".join(mark.toml() for mark in marks))
    except MarksError as error:
        raise type(error)(f"marks {path}: {error}") from None
    except OSError as error:
        raise (NoRoomError if no_room(error) else MarksError)(f"marks {path}: {in_words(error)}") from None


def _append(file: FileIO, text: str) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise MarksError("is not a regular file")
    fcntl.flock(file, fcntl.LOCK_EX)
    before = b"".join(iter(lambda: file.read(1 << 20), b""))
    _parsed(before)
    if len(before) + len(text) > _LARGEST:
        raise MarksError(f"would be larger than {_LARGEST >> 20} MiB: name another file (--marks), or {_WAY_OUT}")
    data = (("" if before.endswith(b"\n") else "\n" if before else HEAD) + text).encode()
    if file.write(data) != len(data):
        file.truncate(len(before))
        raise NoRoomError("no space left; nothing was added")
    os.fsync(file.fileno())


@dataclass(slots=True)
class Baseline:
    """The marks and the earlier findings that a run is held against."""

    today: date
    key_id: str
    _marks: dict[str, Mark] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)
    _settled: Counter[str] = field(default_factory=Counter)
    _known: sqlite3.Connection | None = None  # ids of earlier reports, in a file without a name

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
                "CREATE TABLE known (id BLOB PRIMARY KEY, met INT) WITHOUT ROWID;"
            )
        ids = ((bytes.fromhex(record["id"]),) for record in records if record["type"] == "finding")
        self._known.execute("BEGIN")
        try:
            self._known.executemany("INSERT OR IGNORE INTO known VALUES (?, 0)", ids)
        except ValueError:
            raise MarksError(f"baseline {path}: has an id that is none") from None
        self._known.execute("COMMIT")

    def of(self, identity: str) -> Record | None:
        """What is to be said of a finding; None: nothing was decided, and it is not known."""
        mark = self._marks.get(identity)
        if mark is None:
            if self._known is None:
                return None
            row = self._known.execute("UPDATE known SET met = 1 WHERE id = ?", (bytes.fromhex(identity),))
            if not row.rowcount:
                return None
            self._settled["known"] += 1
            return {"as": "known", "settled": True}
        self._met.add(identity)
        expired = self._expired(mark)
        settled = mark.kind in SETTLE and not expired
        if settled:
            self._settled[mark.kind] += 1
        said: Record = {"as": mark.kind, "settled": settled, "reason": mark.reason, "by": mark.by, "at": mark.at}
        if mark.expires is not None:
            said |= {"expires": mark.expires.isoformat(), "expired": expired}
        return said

    def put(self, finding: Record) -> None:
        """Say in the record of a finding what was decided about it."""
        if (said := self.of(str(finding["id"]))) is not None:
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


_TOLD = 10
