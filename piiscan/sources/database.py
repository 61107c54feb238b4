"""Databases by their URLs (`postgresql://…`, `mysql://…`, `mssql://…`, `sqlite:///…`): a table is a source.

Rule: what is listed is read once. Views show what is in tables, and parents of partitions what is in these; they are
told and not read. A URL with a password in it is refused: it would stand in the list of processes and in every report.
"""

from __future__ import annotations

import json
import os
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast
from urllib.parse import parse_qsl

from piiscan.model import Outcome, Reason, Source
from piiscan.sources.base import TABLE, Choice, Found, SourceError, not_scanned, source_of
from piiscan.sources.shard import order

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.engine.reflection import Inspector

_PASSWORD = re.compile(r"(?i)^[^/?#]*://[^/@]*:[^@]*@")
_SECRET = re.compile(r"pass|pwd|secret|token|odbc_connect", re.IGNORECASE)
_SYSTEM = {
    "mysql": ("information_schema", "performance_schema", "mysql", "sys"),
    "mssql": ("sys", "INFORMATION_SCHEMA", "guest"),
    "postgresql": ("information_schema",),
    "sqlite": ("temp",),
}
# Pages as they were counted last: to ask for the size as it is now would wait for a lock.
_PARTS = """SELECT n.nspname, c.relname, c.relkind, c.relispartition,
    (greatest(c.relpages, 0) + greatest(coalesce(t.relpages, 0), 0)) * current_setting('block_size')::bigint
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
WHERE c.relkind IN ('r', 'p')"""
_SIZES = "SELECT table_schema, table_name, data_length FROM information_schema.tables"
_VIRTUAL = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"


class Table(NamedTuple):
    """A table as a source carries it to where it is read (`Source.opens`)."""

    url: str
    schema: str | None
    name: str
    kind: str  # "table" or "view", of what is stored
    sample: int  # rows to be read at most; 0: all


def opens(table: Table) -> str:
    """What a source carries of a table."""
    return TABLE + json.dumps(table)


def table_of(source: Source) -> Table:
    """The table a source is."""
    return Table(*json.loads(source.opens.removeprefix(TABLE)))


def absolute(url: str) -> str:
    """The same URL for a process that works elsewhere."""
    start, found, path = url.partition(":///")
    if not start.lower().startswith("sqlite") or not found or not path:
        return url
    return f"{start}:///{os.path.abspath(path)}"  # noqa: PTH100 - as it was given


def walk(paths: Sequence[str], choice: Choice, stack: ExitStack) -> Iterator[Found]:
    """Connect to each database now (`SourceError`), then give its tables as they are asked for."""
    for url in paths:
        names = (name for name, _ in parse_qsl(url.partition("?")[2], keep_blank_values=True))
        if _PASSWORD.search(url) or any(map(_SECRET.search, names)):
            raise SourceError(
                "the URL of a database has a password in it, which others can see in the list of processes: leave it "
                "out, and give it by --db-password-file, PIISCAN_DB_PASSWORD, PGPASSWORD, MYSQL_PWD or ~/.pgpass"
            )
    from piiscan.sources import db_connect

    stack.callback(db_connect.close)
    connections = []
    for url in dict.fromkeys(paths):
        connections.append((url, db_connect.connect(absolute(url))))  # workers have their own
        stack.callback(db_connect.end, connections[-1][1])
    return (item for url, connection in connections for item in _listed(url, connection, choice))


def open_table(source: Source) -> BinaryIO:
    """A table as a stream of its rows. Raises `Unscannable`."""
    from piiscan.sources.db_rows import TableStream

    return cast("BinaryIO", TableStream(source))


def _listed(url: str, connection: Connection, choice: Choice) -> Iterator[Found]:
    """All there is, and an outcome where the list ends before its time; by name, as in a walk."""
    from piiscan.sources import db_connect

    found: list[Found] = []
    try:
        found.extend(_tables(url, connection, choice))
    except Exception as error:  # noqa: BLE001 - of any driver
        reason, told = db_connect.why(error)
        whole = Source(url, "./", opens(Table(url, None, "", "database", 0)), 0)
        found.append(not_scanned(whole, reason, f"not all its tables could be listed: {told}"))
    yield from sorted(found, key=lambda item: order(source_of(item).path))


def _tables(url: str, connection: Connection, choice: Choice) -> Iterator[Found]:
    """All tables, schema by schema."""
    from sqlalchemy import inspect

    from piiscan.sources.db_patience import answered

    with warnings.catch_warnings(action="ignore"), answered(connection):  # on types that the library does not know
        inspector = inspect(connection)
        dialect = connection.dialect.name.replace("mariadb", "mysql")
        schemas = _schemas(inspector, dialect, connection)
        known = _Known(connection, dialect)
    for schema in schemas:
        if schema in _SYSTEM.get(dialect, ()) or (dialect == "mssql" and schema and schema.startswith("db_")):
            if dialect != "sqlite":
                source = Source(url, f"{schema}/", opens(Table(url, schema, "", "schema", 0)), 0)
                yield not_scanned(source, Reason.EXCLUDED, "the system's own tables")
            continue
        with warnings.catch_warnings(action="ignore"), answered(connection):
            found = list(_schema(url, schema, inspector, known, choice))
            connection.rollback()  # nothing is held while tables are read
        yield from found


def _schemas(inspector: Inspector, dialect: str, connection: Connection) -> list[str | None]:
    if dialect == "sqlite":
        return [None]
    if dialect == "mysql" and connection.engine.url.database:
        return [connection.engine.url.database]
    return [*sorted(inspector.get_schema_names())]


class _Known:
    """What a database says of its tables all at once, where it can be asked so."""

    def __init__(self, connection: Connection, dialect: str) -> None:
        from sqlalchemy import text

        self.sizes: dict[tuple[str | None, str], int] = {}
        self.parents: set[tuple[str, str]] = set()
        self.virtual: set[str] = set()
        if dialect == "postgresql":
            for schema, name, kind, _, size in connection.execute(text(_PARTS)):
                self.sizes[schema, name] = size or 0
                if _text(kind) == "p":
                    self.parents.add((schema, name))
        elif dialect == "mysql":
            self.sizes = {(schema, name): size or 0 for schema, name, size in connection.execute(text(_SIZES))}
        elif dialect == "sqlite":
            self.virtual = {name for (name,) in connection.execute(text(_VIRTUAL))}
        connection.rollback()

    def why_not(self, schema: str | None, name: str) -> str:
        """Why what is listed as a table is not read."""
        if (schema, name) in self.parents:
            return "the parent of partitions, which are read"
        return "a virtual table: what it stores is in other tables" if name in self.virtual else ""


def _text(value: Any) -> str:  # noqa: ANN401 - "char" of PostgreSQL comes as bytes or text
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)


def _schema(url: str, schema: str | None, inspector: Inspector, known: _Known, choice: Choice) -> Iterator[Found]:
    def made(name: str, kind: str = "table") -> Source:
        path = f"{schema}.{name}" if schema else name
        size = known.sizes.get((schema, name), 0)
        return Source(url, path, opens(Table(absolute(url), schema, name, kind, choice.sample)), size)

    def left_out(source: Source) -> Found:
        reason = choice.filters.against_file(source.path)
        return source if reason is None else not_scanned(source, Reason.EXCLUDED, reason)

    for name in inspector.get_table_names(schema):
        why = known.why_not(schema, name)
        yield _told(made(name), why) if why else left_out(made(name))
    for name in inspector.get_view_names(schema):
        yield _told(made(name, "view"), "a view: what it shows is read in its tables")
    for name in _optional(inspector, "get_materialized_view_names", schema):
        yield left_out(made(name, "view"))
    for name in _optional(inspector, "get_foreign_table_names", schema):
        yield _told(made(name, "view"), "a foreign table: its rows are in another server")
    inspector.clear_cache()


def _optional(inspector: Inspector, name: str, schema: str | None) -> list[str]:
    """Names of a kind that not every database has: the question is only there for some, or is not answered by it.

    Foreign tables only the inspector of PostgreSQL can be asked for. For materialized views every inspector has the
    question, and the dialects of MySQL, MariaDB, SQLite and SQL Server leave it to the class of all dialects, which
    raises NotImplementedError. None is the right answer: the first three have no such thing, and the indexed views of
    SQL Server are among its views, read in their tables.
    """
    asked: Callable[[str | None], list[str]] | None = getattr(inspector, name, None)
    try:
        return [] if asked is None else asked(schema)
    except NotImplementedError:
        return []


def _told(source: Source, detail: str) -> Outcome:
    return not_scanned(source, Reason.EXCLUDED, detail)
