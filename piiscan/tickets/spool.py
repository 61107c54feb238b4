"""Cases of the same folder or owner brought together, on the disk: a stream has its files in another order.

Rule: what waits there is what stands in a ticket, masked; the database has no name and is gone with the process.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator

from piiscan.dense import encoder
from piiscan.tickets.case import Case


class SpoolError(Exception):
    """The cases could not wait: no room in the directory for temporary files, for one."""


def gathered(cases: Iterable[Case]) -> Iterator[Case]:
    """A case for each group, in the order of their keys."""
    try:
        with contextlib.closing(sqlite3.connect("", isolation_level=None)) as database:  # "": a temporary file
            database.execute("PRAGMA cache_size = -8192")
            database.execute(
                "CREATE TABLE cases (key BLOB, number INTEGER, said TEXT, PRIMARY KEY (key, number)) WITHOUT ROWID"
            )
            database.execute("BEGIN")
            encode = encoder()
            for number, case in enumerate(cases):
                row = (case.key.encode("utf-8", "surrogatepass"), number, encode(case.as_dict()))
                database.execute("INSERT INTO cases VALUES (?, ?, ?)", row)
            yield from _merged(database.execute("SELECT said FROM cases ORDER BY key, number"))
    except sqlite3.Error as error:
        raise SpoolError(f"the directory for temporary files: {error.sqlite_errorname}") from None


def _merged(rows: Iterable[tuple[str]]) -> Iterator[Case]:
    whole: Case | None = None
    for (said,) in rows:
        case = Case(**json.loads(said))
        if whole is not None and whole.key == case.key:
            whole.add(case)
            continue
        if whole is not None:
            yield whole
        whole = case
    if whole is not None:
        yield whole
