"""The file of the ledger: SQLite with a log of its own, for its owner alone. The only file that knows its tables.

Rule: every call is one short transaction, so that several runs can write to one ledger and none is cut off in the
middle of a file. A run that is alive holds a lock on its number; what a dead one had begun is remembered.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from piiscan.compiled import cache_directory
from piiscan.given import in_words

APPLICATION = 0x70696973  # "piis"
SCHEMA = 1
BUSY = 5.0  # seconds to wait for another run
INLINE = 4096  # bytes of records that are read together with their neighbours'
BATCH = 5000  # rows that are removed in one transaction: other runs wait for it
SETS = 5  # sets of options of one root that are kept, the last used ones
UNUSED = 30 * 86_400  # seconds after which even these go, where the root is read with others
SYNC = 1.0  # seconds of work that a power cut may cost

Place = tuple[int, bytes, bytes]  # scope, folder, name
Row = tuple[bytes, bytes, bytes | None, bytes | None, bytes | None]  # name, state, content, beside, records

_TABLES = """
CREATE TABLE scopes (id INTEGER PRIMARY KEY AUTOINCREMENT, root BLOB, key TEXT, made INTEGER, used INTEGER,
  UNIQUE (root, key));
CREATE TABLE files (scope INTEGER, folder BLOB, name BLOB, state BLOB, content BLOB, beside BLOB, findings INTEGER,
  records BLOB, PRIMARY KEY (scope, folder, name)) WITHOUT ROWID;
CREATE TABLE runs (id INTEGER PRIMARY KEY);
CREATE TABLE running (run INTEGER, scope INTEGER, folder BLOB, name BLOB, state BLOB,
  PRIMARY KEY (run, scope, folder, name)) WITHOUT ROWID;
CREATE TABLE suspects (scope INTEGER, folder BLOB, name BLOB, state BLOB, times INTEGER,
  PRIMARY KEY (scope, folder, name)) WITHOUT ROWID;
"""
_MADE = {table.strip().encode() for table in _TABLES.split(";")} - {b""}


class LedgerError(Exception):
    """A ledger that cannot be used, and why."""


def default_path(environment: Mapping[str, str]) -> str:
    """Where the ledger is if nobody says otherwise: in the user's cache directory."""
    return str(cache_directory(environment) / "piiscan" / "ledger.sqlite")


class Store:
    """An open ledger. Raises `sqlite3.Error` and `OSError` as they come; `words` puts them so that they can be told."""

    def __init__(self, path: str) -> None:
        """Open or make it. Raises `LedgerError`; what is no ledger is never touched."""
        self.path = path
        self.remark = ""
        try:
            self.connection = self._opened()
            self._runs = os.open(f"{path}-runs", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(f"ledger {path}: {words(error)}") from None
        self.run = 0
        self._synced = time.monotonic()

    def files(self) -> list[tuple[int, int]]:
        """(device, inode) of all the files it consists of: they are not to be scanned."""
        found = []
        for name in ("", "-wal", "-shm", "-runs"):
            with contextlib.suppress(OSError):
                status = os.lstat(self.path + name)
                found.append((status.st_dev, status.st_ino))
        return found

    def start(self) -> bool:
        """Take a number for this run, and see what runs that have died had begun. Whether there were any.

        A suspect's `times` are the deaths at which nothing else was under way. The one that made it a suspect is none:
        what a run writes down that is not wary is not all that was under way.
        """
        died = False
        with self._transaction() as database:
            others = [number for (number,) in database.execute("SELECT id FROM runs")]
            self.run = int(database.execute("INSERT INTO runs DEFAULT VALUES RETURNING id").fetchone()[0])
            self._lock(self.run)
            for number in others:
                if not self._lock(number):
                    continue
                died = True
                database.execute(
                    "INSERT INTO suspects SELECT scope, folder, name, state, 0 FROM running WHERE run = :run "
                    "ON CONFLICT DO UPDATE SET times = iif(state = excluded.state, "
                    "times + (SELECT count(*) = 1 FROM running WHERE run = :run), 0), "
                    "state = excluded.state",
                    {"run": number},
                )
                self._forget(database, number)
                fcntl.lockf(self._runs, fcntl.LOCK_UN, 1, number)
        return died

    def scope(self, root: bytes, key: str) -> int:
        """The number of a root under certain conditions."""
        now = int(time.time())
        with self._transaction() as database:
            row = database.execute(
                "INSERT INTO scopes (root, key, made, used) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET used = excluded.used RETURNING id",
                (root, key, now, now),
            ).fetchone()
            return int(row[0])

    def suspects(self) -> dict[Place, tuple[bytes, int]]:
        """What was begun and not finished by runs that have died: how it looked, and how often it was alone."""
        rows = self.connection.execute(
            "SELECT scope, folder, name, state, coalesce(CAST(times AS INTEGER), 0) FROM suspects LIMIT 10000"
        )
        return {(scope, folder, name): (state, times) for scope, folder, name, state, times in rows}

    def rows(self, place: Place, most: int) -> list[Row]:
        """What is known of a file and of those behind it in its folder. Long records are left out."""
        return self.connection.execute(
            "SELECT name, state, content, beside, CASE WHEN length(records) <= ? THEN records END FROM files "
            "WHERE scope = ? AND folder = ? AND name >= ? ORDER BY name LIMIT ?",
            (INLINE, *place, most),
        ).fetchall()

    def records(self, place: Place) -> bytes | None:
        """The records of one file."""
        row = self.connection.execute(
            "SELECT records FROM files WHERE scope = ? AND folder = ? AND name = ?", place
        ).fetchone()
        return None if row is None else row[0]

    def write(
        self,
        begun: Iterable[tuple[object, ...]],
        ended: Iterable[Place] | None,
        cleared: Iterable[Place],
        read: Iterable[tuple[object, ...]],
    ) -> None:
        """What was ended, begun and read since the last time. ended: None, all that was begun. cleared: no suspects."""
        own = f"DELETE FROM running WHERE run = {self.run:d}"  # noqa: S608 - a number
        which = "scope = ? AND folder = ? AND name = ?"
        with self._transaction() as database:
            if ended is None:
                database.execute(own)
            else:
                database.executemany(f"{own} AND {which}", ended)
            database.executemany(f"DELETE FROM suspects WHERE {which}", cleared)  # noqa: S608
            database.executemany(f"INSERT OR REPLACE INTO running VALUES ({self.run:d}, ?, ?, ?, ?)", begun)  # noqa: S608
            database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)", read)
        if time.monotonic() - self._synced > SYNC:
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # brings all that was written to the disk
            self._synced = time.monotonic()

    def folders(self, scope: int) -> Iterator[bytes]:
        """The folders of which there are rows: a look per folder, not per row."""
        query = "SELECT folder FROM files WHERE scope = ? AND folder {} ? ORDER BY folder LIMIT 1"
        row = self.connection.execute(query.format(">="), (scope, b"")).fetchone()
        while row is not None:
            yield row[0]
            row = self.connection.execute(query.format(">"), (scope, row[0])).fetchone()

    def remove(self, places: Sequence[Place]) -> None:
        """Forget files, and that they were suspects."""
        for start in range(0, len(places), BATCH):
            with self._transaction() as database:
                for table in ("files", "suspects"):
                    which = f"DELETE FROM {table} WHERE scope = ? AND folder = ? AND name = ?"  # noqa: S608
                    database.executemany(which, places[start : start + BATCH])

    def remove_behind(self, place: Place) -> None:
        """Forget the files of a folder that come behind that name."""
        self._remove("scope = ? AND folder = ? AND name > ?", place)

    def outdated(self, scope: int) -> list[int]:
        """The other scopes of the root of this one that are not worth their room."""
        rows = self.connection.execute(
            "SELECT id, coalesce(CAST(used AS INTEGER), 0) AS last FROM scopes "
            "WHERE root = (SELECT root FROM scopes WHERE id = :scope) AND id != :scope ORDER BY last DESC, id DESC",
            {"scope": scope},
        ).fetchall()
        return [other for at, (other, used) in enumerate(rows, 2) if at > SETS or used < time.time() - UNUSED]

    def drop(self, scope: int) -> None:
        """Forget a scope and all that is in it."""
        self._remove("scope = ?", (scope,))
        with self._transaction() as database:
            database.execute("DELETE FROM scopes WHERE id = ?", (scope,))

    def summary(self) -> list[tuple[bytes, int, int, int, int]]:
        """Of each root: conditions under which it was read, files and findings kept, and when it was last used."""
        return self.connection.execute(
            "SELECT root, count(DISTINCT id), count(name), coalesce(sum(findings), 0), max(used) FROM scopes "
            "LEFT JOIN files ON scope = id GROUP BY root ORDER BY root"
        ).fetchall()

    def clear(self, root: bytes | None) -> int:
        """Forget a root, or all of them; how many files that was."""
        which = "SELECT id FROM scopes WHERE :root IS NULL OR root = :root"
        with self._transaction() as database:
            gone = database.execute(f"DELETE FROM files WHERE scope IN ({which})", {"root": root}).rowcount  # noqa: S608
            database.execute(f"DELETE FROM suspects WHERE scope IN ({which})", {"root": root})  # noqa: S608
            database.execute("DELETE FROM scopes WHERE :root IS NULL OR root = :root", {"root": root})
        self.connection.execute("VACUUM")
        return gone

    def close(self) -> None:
        """An orderly end: nothing that was begun is to blame for it."""
        with contextlib.suppress(sqlite3.Error, OSError):
            if self.run:
                with self._transaction() as database:
                    self._forget(database, self.run)
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        with contextlib.suppress(OSError):
            os.close(self._runs)

    def _remove(self, which: str, values: tuple[object, ...]) -> None:
        for table in ("files", "suspects"):
            some = f"SELECT scope, folder, name FROM {table} WHERE {which} LIMIT {BATCH:d}"  # noqa: S608
            removed = BATCH
            while removed >= BATCH:
                with self._transaction() as database:
                    statement = f"DELETE FROM {table} WHERE (scope, folder, name) IN ({some})"  # noqa: S608
                    removed = database.execute(statement, values).rowcount

    def _opened(self) -> sqlite3.Connection:
        Path(self.path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
        try:
            status = os.fstat(descriptor)
            head = os.read(descriptor, 100) if stat.S_ISREG(status.st_mode) else b"?"
            if head and not (head[:16] == b"SQLite format 3\0" and head[68:72] == APPLICATION.to_bytes(4, "big")):
                raise LedgerError(f"{self.path}: is no ledger of piiscan, and was left as it is")
            if status.st_uid != os.geteuid():
                raise LedgerError(f"{self.path}: belongs to another user")
            os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)
        try:
            return self._prepared()
        except sqlite3.OperationalError:
            raise
        except (
            sqlite3.DatabaseError,
            UnicodeDecodeError,
        ):  # damaged: it can be made anew by reading the files once more
            for name in ("", "-wal", "-shm"):
                Path(self.path + name).unlink(missing_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            self.remark = f"ledger {self.path}: was damaged, and is begun anew"
            return self._prepared()

    def _prepared(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > SCHEMA:
                raise LedgerError(f"ledger {self.path}: was written by a newer version, and was left as it is")  # noqa: TRY301
            if version != SCHEMA:
                head = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"
                connection.executescript(f"BEGIN EXCLUSIVE; {head} {_TABLES} COMMIT;")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")
            own = "SELECT CAST(sql AS BLOB) FROM sqlite_schema WHERE sql IS NOT NULL AND name != 'sqlite_sequence'"
            if {made for (made,) in connection.execute(own)} != _MADE:
                raise sqlite3.DatabaseError  # noqa: TRY301 - one letter of it is another
            for table in ("scopes", "files", "runs", "running", "suspects"):
                connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()  # noqa: S608
        except BaseException:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise

    def _lock(self, number: int) -> bool:
        """Whether no other process holds the number of that run. Where there are no locks, nobody does."""
        try:
            fcntl.lockf(self._runs, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except BlockingIOError:
            return False
        except PermissionError:
            return False
        return True

    @staticmethod
    def _forget(database: sqlite3.Connection, number: int) -> None:
        database.execute("DELETE FROM running WHERE run = ?", (number,))
        database.execute("DELETE FROM runs WHERE id = ?", (number,))


def words(error: Exception) -> str:
    """What went wrong. SQLite's own text may hold what was being written, so its code is told."""
    if isinstance(error, OSError):
        return in_words(error)
    return getattr(error, "sqlite_errorname", type(error).__name__)
