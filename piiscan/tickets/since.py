"""What became of the tickets of the scan before: there again, or to be closed, or nobody knows.

Rule: a ticket is to be closed only where the last scan shows that what it was about is gone, locked away, or decided
on (marks); where a file was not read to its end, it stays. Ids wait in a temporary database without a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from piiscan.changes import Changes
from piiscan.reporters.paths import joined
from piiscan.reporters.terminal import clip, escape
from piiscan.tickets.case import Case, Wanted, cases
from piiscan.tickets.spool import gathered
from piiscan.unnamed import Unnamed

Record = Mapping[str, Any]
Reader = Callable[[], AbstractContextManager[Iterator[Record]]]
"""Opens the stream of the scan before anew: it is read twice."""

_TABLE = """
PRAGMA cache_size=-16384;
CREATE TABLE ticket (id TEXT PRIMARY KEY, again INT, due TEXT) WITHOUT ROWID;
CREATE TABLE decided (id TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID;
BEGIN;
"""
_PATH = 240  # columns of one
GONE = "The last scan finds nothing there any more that makes a ticket: it is gone, or encrypted, or was taken out."


class Closed(NamedTuple):
    """A ticket that is to be closed, and why. `decided`: by a mark, what it was about is still there."""

    case: Case
    why: str
    decided: bool


class Since(Unnamed):
    """The tickets of the scan before, held against the last one."""

    def __init__(
        self, old: Reader, wanted: Wanted, identity: Callable[[Case], str], due: Callable[[Case], str]
    ) -> None:
        """`identity`: the id of the ticket of a case; `due`: when it was due by the scan before."""
        super().__init__(_TABLE)
        self.unknown = 0  # tickets that nobody can say anything of
        self.interrupted = False  # the scan before, or it lacks parts
        self.neither: list[str] = []  # ids of tickets that the operator knows, and neither scan has
        self._old = old
        self._wanted = wanted
        self._identity = identity
        self._due = due
        self._changes = Changes(one_root=False)

    def close(self) -> None:
        """Drop what is kept."""
        self._changes.close()
        super().close()

    def begin(self) -> None:
        """Take in the scan before."""
        with self._old() as records:
            found = cases(self._changes.taking(records), self._wanted)
            for case in found if self._wanted.group_by == "file" else gathered(found):
                row = (self._identity(case), self._due(case))
                self._database.execute("INSERT OR IGNORE INTO ticket VALUES (?, 0, ?)", row)
        self.interrupted = self._changes.interrupted

    def taking(self, records: Iterable[Record]) -> Iterator[Record]:
        """Take in the last scan while its records pass on."""
        return self._changes.taking(records)

    def had(self, own: str) -> str | None:
        """When this ticket was due by the scan before; None if that had none. It is noted as there again."""
        rows = self._database.execute("UPDATE ticket SET again = 1 WHERE id = ? RETURNING due", (own,)).fetchall()
        return str(rows[0][0]) if rows else None

    def knew(self, own: str) -> bool:
        """Whether the scan before had this ticket."""
        return self._database.execute("SELECT 1 FROM ticket WHERE id = ?", (own,)).fetchone() is not None

    def decided(self, case: Case) -> None:
        """Note a file with nothing but what was decided on."""
        row = (self._identity(case), "; ".join(case.marks))
        self._database.execute("INSERT OR IGNORE INTO decided VALUES (?, ?)", row)

    def closed(self) -> Iterator[Closed]:
        """The tickets of the scan before that are not there again, and may be closed; after the last scan."""
        ask = "SELECT again, said FROM ticket LEFT JOIN decided USING (id) WHERE id = ?"
        with self._old() as records:
            for case in gathered(self._doubted(cases(records, self._wanted))):
                again, said = self._database.execute(ask, (self._identity(case),)).fetchone()
                if again:
                    continue
                if case.doubts:
                    self.unknown += 1
                    continue
                yield Closed(case, self._why(case) if said is None else f"Decided: {said}.", said is not None)

    def _why(self, case: Case) -> str:
        why = self._changes.resolved(case.root, case.file) if case.by == "file" else ""
        went = self._changes.went(case.root, case.file) if case.by == "file" else None
        if why and went is not None:
            why += f"; what was in it is in {clip(escape(joined(went)), _PATH)} now"
        return f"By the last scan {why}." if why else GONE

    def _doubted(self, found: Iterable[Case]) -> Iterator[Case]:
        for case in found:
            case.doubts = int(self._changes.doubtful(case.root, case.file))
            yield case
