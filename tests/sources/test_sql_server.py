"""What SQL Server would be asked, as its dialect writes it, and what its drivers are told and say: no server is needed."""

from types import SimpleNamespace

import pytest

pytest.importorskip("sqlalchemy", reason="needs the extra db")

from sqlalchemy import types
from sqlalchemy.dialects import mssql
from sqlalchemy.engine import make_url

from piiscan.model import Reason
from piiscan.sources import db_connect
from piiscan.sources.database import Table
from piiscan.sources.db_rows import TableStream, _behind


@pytest.fixture
def stream():
    found = TableStream.__new__(TableStream)
    found._connection = SimpleNamespace(dialect=mssql.dialect())
    found.table = Table("mssql://h/db", "hr", "people [old]", "table", 0)
    found.names = ["no", "since", "name"]
    found._columns = [
        {"name": name, "type": kind()}
        for name, kind in zip(found.names, (types.Integer, types.DateTime, types.String), strict=True)
    ]
    found.key = [0, 1]
    return found


def written(query):
    return " ".join(str(query.compile(dialect=mssql.dialect(), compile_kwargs={"render_postcompile": True})).split())


def test_rows_are_asked_for_along_the_key_a_batch_at_a_time(stream):
    query, key = stream._selected()
    query = query.order_by(*key)
    own = "hr.[people [old]]]"
    columns = f"{own}.no, {own}.since, {own}.name FROM {own}"
    order = f"ORDER BY {own}.no, {own}.since"
    assert written(query.limit(50)) == f"SELECT TOP 50 {columns} {order}"
    behind = f"{own}.no >= :no_1 AND ({own}.no > :no_2 OR {own}.since > :since_1)"
    assert written(query.where(_behind(key, (7, "x"))).limit(50)) == f"SELECT TOP 50 {columns} WHERE {behind} {order}"


def test_the_session_waits_for_no_lock_and_takes_none():
    assert db_connect._setup("mssql", SimpleNamespace()) == [
        "SET LOCK_TIMEOUT 5000",
        "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
    ]


def test_each_driver_is_told_how_long_to_wait():
    asked = {
        driver: db_connect._arguments("mssql", make_url(f"mssql+{driver}://h/db")) for driver in ("pymssql", "pyodbc")
    }
    assert asked == {"pymssql": {"login_timeout": 20, "timeout": 50}, "pyodbc": {"timeout": 20}}


def test_with_pyodbc_a_statement_has_its_time(monkeypatch):
    told = []
    connection = SimpleNamespace(
        connection=SimpleNamespace(driver_connection=SimpleNamespace()),
        exec_driver_sql=told.append,
        commit=lambda: None,
    )
    monkeypatch.setattr(db_connect, "_is_here", lambda module: module == "pyodbc")
    monkeypatch.setattr("sqlalchemy.create_engine", lambda *_, **__: SimpleNamespace(connect=lambda: connection))
    assert db_connect.connect("mssql://h/db").connection.driver_connection.timeout == 50
    assert len(told) == 2


class Said(Exception):  # noqa: N818 - an error as a driver has it
    pass


@pytest.mark.parametrize(
    ("arguments", "reason", "words"),
    [
        ((229, b"The SELECT permission was denied on 010-94-1234"), Reason.UNREADABLE, "permission denied (Said 229)"),
        (((1222, b"x"),), Reason.UNREADABLE, "locked by others, and not waited for (Said 1222)"),
        (
            ("42000", "[42000] [Microsoft][ODBC] denied on 'x' (229) (SQLExecDirectW)"),
            Reason.UNREADABLE,
            "permission denied (Said 229)",
        ),
        (
            ("HYT00", "[HYT00] [Microsoft][ODBC] Query timeout expired (0) (SQLExecDirectW)"),
            Reason.TIMEOUT,
            "a statement took more than 50 seconds (Said HYT00)",
        ),
        (("010-94-1234", "x"), Reason.UNREADABLE, "the database says: Said"),
    ],
)
def test_what_a_driver_says_is_told_by_its_number(arguments, reason, words):
    assert db_connect.why(Said(*arguments)) == (reason, words)
