"""What people decided about findings: marks, and the file they stand in.

A file of marks is TOML, made to be read and kept under version control. It is only ever appended to: the last mark of
a finding counts, the ones before are the record of who said what, when and why. No value is in it, only ids and what
a report shows masked. Rule: a mark never hides a finding; it is listed with its mark, and only fails no gate.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import stat
from collections.abc import Mapping
from datetime import date, datetime
from io import FileIO
from typing import Any

from msgspec import Struct

from piiscan.given import GivenError, TooLargeError, in_words, no_room, read_whole, toml

Record = dict[str, object]

KINDS = ("confirmed", "false-positive", "test-data", "accepted", "remediated", "open")
SETTLE = frozenset({"false-positive", "test-data", "accepted", "known"})  # the others fail a gate as before
_TEXTS = ("reason", "by")
_KEYS = ("id", "as", *_TEXTS, "at", "expires", "key_id", "subject", "file", "finding")
_ID = re.compile(r"[0-9a-f]{32}")
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


class Mark(Struct, frozen=True):
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
    subject: str = ""  # of the finding: the same person and numbers, wherever they are

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
        names = ("key_id", "subject", "file", "finding")
        more = ((name, getattr(self, name)) for name in names)
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
    time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return Mark(identity, str(kind), str(texts["reason"]), str(texts["by"]), time, expires, **_others(table, where))


def _others(table: Mapping[str, Any], where: str) -> dict[str, str]:
    """What need not be there."""
    others = {key: table.get(key, "") for key in ("key_id", "subject", "file", "finding")}
    if not all(isinstance(value, str) for value in others.values()):
        raise MarksError(f"{where}: {', '.join(others)} must be texts")
    if others["subject"] and not _ID.fullmatch(others["subject"]):
        raise MarksError(f"{where}: subject must be the 32 characters of a finding's subject")
    return others


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
