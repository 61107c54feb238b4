"""SQLite databases: every row of every table, by SQLite itself, from a copy.

Rule: the file itself is never opened by the library, which would write beside it or fold its log into it; the copy
has the log (-wal), so that rows not folded in yet are read. The journal is not copied: rolling it back would take
rows away, and a journal can name files for SQLite to delete. Nothing that the schema brings along is run: no view, no
trigger, no virtual table (the rows of full-text tables stand in ordinary ones).
"""

from __future__ import annotations

import io
import math
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from piiscan.formats.base import Context, Extracted
from piiscan.formats.databases.sqlite_cells import Joiner
from piiscan.formats.databases.sqlite_pages import deleted_rows, extract_pages, page_size
from piiscan.formats.databases.sqlite_value import TROUBLE, StoredValue, error_name
from piiscan.formats.plain.text import BLOCK
from piiscan.formats.private_copy import forget, private_copy
from piiscan.formats.segments.flow import Flow
from piiscan.formats.segments.record_table import LONGEST_CELL, Cells, RecordTable, number_cell
from piiscan.model import Axis, Blob, Gap, Location, Reason, Step, Unscannable

_BATCH = 500  # rows
_STEPS = 100_000  # of SQLite's machine between two looks
_MOST_LOOKS = 2000  # without a batch of rows: some seconds
_ROWIDS = ("rowid", "_rowid_", "oid")
_FULL_TEXT = re.compile(r"\bUSING\s+fts[345]\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_SETUP = (
    "PRAGMA trusted_schema=OFF",  # the schema may not call functions with side effects
    "PRAGMA locking_mode=EXCLUSIVE",  # no shared memory beside the copy
    "PRAGMA query_only=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)
_TABLES = "SELECT name, sql, rootpage FROM sqlite_schema WHERE type='table' ORDER BY rowid"

Value = str | bytes | bytearray | int | float | None
Row = tuple[Any, ...]  # of values, the key last: types are looked at where they cost nothing


def extract_sqlite(blob: Blob, context: Context) -> Iterator[Extracted]:
    """Tables, then the schema as text, then deleted rows. What cannot be opened is read page by page."""
    with private_copy(blob, context.limits.expanded, "expanded", "-wal") as path:
        if _made_whole(path, context.limits.expanded):
            yield Gap(Reason.CORRUPT, "the database is cut short")
        try:
            database = _Database(path, blob, context)
        except TROUBLE as error:
            yield from extract_pages(blob, f"SQLite cannot open it ({error_name(error)})")
            return
        with closing(database.connection):
            yield from database.read()
    yield from deleted_rows(blob, database.flow.series + 1)


def _made_whole(path: Path, largest: int) -> bool:
    """Whether a copy was shorter than its header says; SQLite opens it when it has its length again."""
    with path.open("r+b") as copy:
        head = copy.read(100)
        if len(head) < 100:
            return False
        size, pages = page_size(head), int.from_bytes(head[28:32], "big")
        cut = copy.seek(0, io.SEEK_END) < pages * size <= largest and head[24:28] == head[92:96]
        if cut:
            copy.truncate(pages * size)
        return cut


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Database:
    """One database under way."""

    def __init__(self, path: Path, blob: Blob, context: Context) -> None:
        self.blob = blob
        self.context = context
        self.flow = Flow()
        self.cells = Cells(blob, context)
        self._looks = 0
        # Text comes as bytearray, so that it is told from blobs, which come as bytes.
        self.connection = sqlite3.connect(path, isolation_level=None)
        try:
            self.connection.text_factory = bytearray
            self.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, context.limits.member_memory)
            for pragma in _SETUP:
                self.connection.execute(pragma)
            self.connection.set_progress_handler(self._is_too_long, _STEPS)
            self.connection.execute("BEGIN")
            self.tables = [
                (_text(name), _text(sql), bool(root)) for name, sql, root in self.connection.execute(_TABLES)
            ]
        except TROUBLE:
            self.connection.close()
            raise
        forget(path)  # what is open needs no names any more

    def read(self) -> Iterator[Extracted]:
        """Everything in it."""
        names = dict(filter(None, (_full_text(name, sql) for name, sql, _ in self.tables)))
        for name, _, stored in self.tables:
            if stored:
                yield from self._table(name, names.get(name, ()))
        for _, sql, _ in self.tables:
            self.flow.write(sql, (Step(Axis.PART, "schema"),))
            self.flow.end_line()
        yield from self.flow.finish()

    def _is_too_long(self) -> bool:
        self._looks += 1
        return self._looks > _MOST_LOOKS

    def _table(self, name: str, named: Sequence[str]) -> Iterator[Extracted]:
        at = (Step(Axis.TABLE, name),)
        try:
            info = self.connection.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
            columns = [_text(column[1]) for column in info]
            table = _Table(self, name, columns)
        except TROUBLE as error:
            yield Gap(Reason.CORRUPT, f"a table cannot be read ({error_name(error)})", at)
            return
        header = list(columns)
        header[1 : 1 + len(named)] = named[: max(len(header) - 1, 0)]
        try:
            yield from table.read(RecordTable(at, self.flow.new_series(), header))
        finally:
            self._looks = 0
        yield from self.cells.gaps(at)

    def rows(self, query: str) -> Iterator[list[Row]]:
        """The rows of a query in batches, all that come before an error."""
        cursor = self.connection.execute(query)
        trouble: Exception | None = None
        text: type = str  # cheaper than bytearray where rows are joined
        rows: list[Row] = []
        while trouble is None:
            self._looks = 0
            self.connection.text_factory = text
            try:
                rows.extend(islice(cursor, _BATCH - len(rows)))  # keeps what came before an error
            except TROUBLE as error:
                if text is str and not hasattr(error, "sqlite_errorcode"):  # text that is no UTF-8: its row comes again
                    text = bytearray
                    continue
                trouble = error
            finally:
                self.connection.text_factory = bytearray
            if not rows:
                break
            yield rows
            rows = []
        if trouble is not None:
            raise trouble


class _Table:
    """One table under way: forward, over rows that are too large, and backward from the end to where it is damaged."""

    def __init__(self, database: _Database, name: str, columns: Sequence[str]) -> None:
        self.database = database
        self.name = name
        self.columns = columns
        lowered = {column.lower() for column in columns}
        self.key = next((key for key in _ROWIDS if key not in lowered), "")
        self.last: int | float = -math.inf
        self.count = 0
        self.joiner = Joiner()
        listed = ", ".join(map(_quoted, columns))
        self.query = f"SELECT {listed}, {self.key or 'NULL'} FROM {_quoted(name)} NOT INDEXED"  # noqa: S608 - quoted
        try:
            database.connection.execute(f"{self.query} LIMIT 0")
        except sqlite3.OperationalError:  # WITHOUT ROWID: by its primary key, rows are counted
            if not self.key:
                raise
            self.key = ""
            self.query = f"SELECT {listed}, NULL FROM {_quoted(name)} NOT INDEXED"  # noqa: S608 - quoted

    def read(self, table: RecordTable) -> Iterator[Extracted]:
        """All rows that can be had."""
        condition = ""
        while True:
            try:
                for rows in self.database.rows(self.query + condition):
                    yield from self._rows(table, rows)
            except TROUBLE as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
                if code == sqlite3.SQLITE_TOOBIG and self.key:
                    yield from self._large_row(table)
                    condition = f" WHERE {self.key} > {int(self.last)}"
                    continue
                yield from self._from_the_end(table, error, code)
            break
        if table.size:
            yield table.segment()
        yield from self.database.cells.drain()

    def _rows(self, table: RecordTable, rows: Sequence[Row]) -> Iterator[Extracted]:
        """Rows into the table, in one go where no value is bytes."""
        start = self.count
        self.count += len(rows)
        numbers = [row[-1] for row in rows] if self.key else range(start + 1, self.count + 1)
        self.last = numbers[-1]
        data = self.joiner.of_rows(rows)
        whole = data is not None and table.put_joined(numbers, data, len(self.columns))
        if not whole:
            for number, row in zip(numbers, rows, strict=True):
                table.put(number, [self._cell(*each, number) for each in zip(row, self.columns, strict=False)])
        if table.size >= BLOCK or self.database.cells.children:
            yield table.segment()
            yield from self.database.cells.drain()

    def _cell(self, value: Value, column: str, row: int) -> bytes | bytearray:
        if isinstance(value, str):
            value = bytearray(value, "utf-8")
        if not isinstance(value, bytes | bytearray):
            return b"" if value is None else number_cell(value)
        if isinstance(value, bytearray) and len(value) <= LONGEST_CELL:
            return value
        return self.database.cells.cell(bytes(value), self._member(row, column))

    def _member(self, row: int, column: str) -> str:
        return f"{self.name}[{row}].{column}"

    def _large_row(self, table: RecordTable) -> Iterator[Extracted]:
        """A row larger than may be held: its small values, and each large one as a file of its own."""
        connection = self.database.connection
        after = f"WHERE {self.key} > {int(self.last)}" if self.last != -math.inf else ""
        (row,) = connection.execute(
            f"SELECT {self.key} FROM {_quoted(self.name)} {after} ORDER BY {self.key} LIMIT 1"  # noqa: S608 - quoted
        ).fetchone()
        cells: list[bytes | bytearray] = []
        for name in self.columns:
            try:
                (value,) = connection.execute(
                    f"SELECT {_quoted(name)} FROM {_quoted(self.name)} WHERE {self.key} = {row}"  # noqa: S608 - quoted
                ).fetchone()
                cells.append(self._cell(value, name, row))
            except TROUBLE:
                cells.append(b"")
                yield self._stored(name, row)
        table.put(row, cells)
        self.last, self.count = row, self.count + 1

    def _stored(self, column: str, row: int) -> Blob:
        """A value read piece by piece where it is."""
        connection, name, blob = self.database.connection, self.name, self.database.blob
        member = self._member(row, column)

        def opened() -> BinaryIO:
            try:
                return cast("BinaryIO", StoredValue(connection.blobopen(name, column, row, readonly=True)))
            except TROUBLE as error:
                raise Unscannable(Reason.LIMIT, f"too large to be read ({error_name(error)})") from None

        self.database.context.budget.take_member()
        return Blob(member, opened, (*blob.at, Step(Axis.MEMBER, member)))

    def _from_the_end(self, table: RecordTable, error: Exception, code: int) -> Iterator[Extracted]:
        """After damage: the gap, and the rows behind it, which the tree can still lead to from its end."""
        at: Location = table.at
        if code == sqlite3.SQLITE_INTERRUPT:
            yield Gap(Reason.LIMIT, f"more than {_STEPS * _MOST_LOOKS} steps for the next rows (limit: steps)", at)
            return
        yield Gap(Reason.CORRUPT, f"some rows of a table cannot be read ({error_name(error)})", at)
        if not self.key or code != sqlite3.SQLITE_CORRUPT:
            return
        last = self.last
        try:
            for rows in self.database.rows(f"{self.query} ORDER BY {self.key} DESC"):
                behind = [row for row in rows if isinstance(row[-1], int) and row[-1] > last]
                if behind:
                    yield from self._rows(table, behind)
                if len(behind) < len(rows):
                    break
        except TROUBLE:
            return


def _text(value: Value) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | bytearray) else ""


def _full_text(name: str, sql: str) -> tuple[str, list[str]] | None:
    """The table with the content of a full-text table, and how its columns, c0 and so on there, are really named."""
    found = _FULL_TEXT.search(sql)
    if found is None:
        return None
    words = [column.strip().split()[0].strip("\"'`[]") for column in found[1].split(",") if column.split()]
    return f"{name}_content", [word for word in words if "=" not in word]
