"""Connections to databases: one for each process and URL, which can only read, waits for no lock and is not waited for.

Rule: a password comes from a file or the environment and goes to the driver, and nowhere else. What a server says may
quote rows: of an error its class and code are told, and its words only where there are no rows yet.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from piiscan.model import Reason
from piiscan.sources.base import UNANSWERED, SourceError
from piiscan.sources.db_patience import KEEPALIVES, SILENT, answered, silent
from piiscan.sources.listing import in_time
from piiscan.sources.unsure import Unsure

if TYPE_CHECKING:
    from sqlalchemy.engine import URL, Connection

PASSWORD_FILE = "PIISCAN_DB_PASSWORD_FILE"  # noqa: S105 - the name of a variable
STATEMENT = 50  # seconds for a statement, which gives some thousand rows at most
LOCK, CONNECT = 5, 20  # seconds
PAUSE = 60.0  # seconds for which a server that could not be reached, or fell silent, is asked nothing
_LARGEST = 1 << 16
_STATE = re.compile(r"[0-9A-Z]{5}")
_NATIVE = re.compile(r"\(([0-9]{1,6})\) \(SQL[A-Za-z]+\)$")
_DRIVERS = {
    "postgresql": ("psycopg",),
    "mysql": ("pymysql",),
    "mariadb": ("pymysql",),
    "mssql": ("pymssql", "pyodbc"),
    "sqlite": ("sqlite3",),
}
_OF_EXTRA = {"psycopg", "pymysql"}
_EXTRA = "pip install 'piiscan-cmr17[db]'"
# By SQLSTATE, and by the numbers of MySQL and SQL Server.
_DENIED = {"42501", "1044", "1045", "1142", "1143", "1370", "229", "230"}
_LATE = {"57014", "1969", "3024", "1317", "HYT00", "HYT01", "20003"}
_LOCKED = {"55P03", "1205", "1222"}

_OPEN: dict[str, Connection] = {}
_GIVEN_UP: dict[str, tuple[float, str]] = {}  # until when, and why


def connection(url: str) -> Connection:
    """The connection of this process. Raises `SourceError` where there is none to be had."""
    found = _OPEN.get(url)
    if found is None or found.closed or found.invalidated:
        until, why_not = _GIVEN_UP.get(url, (0.0, ""))
        if monotonic() < until:  # a thousand tables do not wait for it one by one
            raise SourceError(why_not)
        try:
            found = _OPEN[url] = connect(url)
        except SourceError as error:
            give_up(url, str(error))
            raise
    return found


def give_up(url: str, why_not: str) -> None:
    """Ask the server nothing for a while."""
    _GIVEN_UP[url] = monotonic() + PAUSE, why_not


def forget(url: str) -> None:
    """Close a connection that is of no use any more."""
    found = _OPEN.pop(url, None)
    if found is not None:
        end(found)


def end(found: Connection) -> None:
    """Close a connection, whatever has become of it."""
    driver: Any = None
    with suppress(Exception):
        driver = None if found.invalidated else found.connection.driver_connection  # else it connects anew
        with answered(found):
            found.close()
    with suppress(Exception):  # which is closed already, but where the server was gone
        driver.close()
    found.engine.dispose()


def close() -> None:
    """Close all connections of this process."""
    for url in list(_OPEN):
        forget(url)


def why(error: Exception) -> tuple[Reason, str]:
    """An error of a database as an outcome, without its words."""
    if silent(error):
        return Reason.TIMEOUT, UNANSWERED
    code = code_of(error)
    name = type(getattr(error, "orig", None) or error).__name__
    told = f"{name} {code}".strip()
    if code in _DENIED:
        return Reason.UNREADABLE, f"permission denied ({told})"
    if code in _LATE:
        return Reason.TIMEOUT, f"a statement took more than {STATEMENT} seconds ({told})"
    if code in _LOCKED:
        return Reason.UNREADABLE, f"locked by others, and not waited for ({told})"
    return Reason.UNREADABLE, f"the database says: {told}"


def code_of(error: Exception) -> str:
    """SQLSTATE or the number of the server; "" where there is none."""
    cause: Any = getattr(error, "orig", None) or error
    state = getattr(cause, "sqlstate", None)
    if state:
        return state if _STATE.fullmatch(str(state)) else ""  # a server can say anything
    number, *words = getattr(cause, "args", ()) or ("",)
    if isinstance(number, tuple) and number:  # pymssql: what the server said as one argument
        number = number[0]
    if isinstance(number, str) and _STATE.fullmatch(number):  # pyodbc: the number of the server stands in its words
        native = _NATIVE.search(str(words[0])) if words else None
        return native[1] if native is not None and native[1] != "0" else number
    return str(number) if isinstance(number, int) else ""


def connect(url: str) -> Connection:
    """A new connection. Raises `SourceError`."""
    try:
        from sqlalchemy import create_engine
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError
        from sqlalchemy.pool import NullPool
    except ImportError:
        raise SourceError(f"databases need SQLAlchemy: {_EXTRA}") from None
    scheme, sign, rest = url.partition("://")
    try:
        parsed = make_url(f"{scheme.lower().removesuffix('+')}{sign}{rest}")
    except (ArgumentError, ValueError):  # the latter of a port that is no number
        raise SourceError("not the URL of a database that is understood") from None
    name = parsed.get_backend_name()
    backend = {"postgres": "postgresql"}.get(name, name)
    parsed, password = _with_driver(parsed, backend)
    try:
        how: dict[str, Any] = {"poolclass": NullPool, "hide_parameters": True}
        if backend == "sqlite":
            engine = create_engine("sqlite://", creator=_sqlite(parsed.database), **how)
        else:
            engine = create_engine(parsed, connect_args=_arguments(backend, parsed), **how)
        found = engine.connect() if backend == "sqlite" else in_time(engine.connect, 2 * CONNECT)
        if parsed.get_driver_name() == "pyodbc":  # which has no argument for it
            cast("Any", found.connection.driver_connection).timeout = STATEMENT
        for statement in _setup(backend, found):
            found.exec_driver_sql(statement)
        found.commit()  # after a rollback PostgreSQL has its old settings
    except SourceError:
        raise
    except TimeoutError:
        raise SourceError(f"cannot connect to {url}: {UNANSWERED}") from None
    except Exception as error:  # noqa: BLE001 - of any driver: of an answer without sense some raise what they like
        words = _words(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()
        said = words[0] if words else type(error).__name__
        if password:
            said = said.replace(password, "•••")
        raise SourceError(f"cannot connect to {url}: {said}") from None
    return found


def _words(said: object) -> str:
    """What a driver says: some have a number before the words, for machines."""
    parts: tuple[object, ...] = getattr(said, "args", ())
    return f"{parts[1]} ({parts[0]})" if len(parts) == 2 and isinstance(parts[1], str) else str(said)


def _with_driver(url: URL, backend: str) -> tuple[URL, str | None]:
    """The URL with a driver that is installed, and with the password."""
    names = (url.drivername.partition("+")[2],) if "+" in url.drivername else _DRIVERS[backend]
    driver = next(filter(_is_here, names), None)
    if driver is None:
        how = _EXTRA if names[0] in _OF_EXTRA else f"pip install {names[0]}"
        raise SourceError(f"{backend}:// needs {' or '.join(names)}: {how}")
    if backend == "sqlite":
        return url, None
    password = _password(backend)
    return url.set(drivername=f"{backend}+{driver}", password=password), password


def _is_here(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def _password(backend: str) -> str | None:
    """What was given; None: there is none, or the driver finds it itself (~/.pgpass)."""
    path = os.environ.get(PASSWORD_FILE)
    if path:
        from piiscan.given import GivenError, read_whole

        try:
            text = read_whole(path, _LARGEST).decode("utf-8")
            open_to = os.stat(path).st_mode & 0o077  # noqa: PTH116 - as the other checks of modes
        except (GivenError, UnicodeDecodeError, OSError) as error:
            said = error if isinstance(error, GivenError) else "cannot be used"
            raise SourceError(f"password file {path}: {said}") from None
        if open_to:
            raise SourceError(f"password file {path}: others can read it; use chmod 600")
        return text.splitlines()[0] if text else None
    own = {"postgresql": "PGPASSWORD", "mysql": "MYSQL_PWD", "mariadb": "MYSQL_PWD"}.get(backend, "")
    return os.environ.get("PIISCAN_DB_PASSWORD") or os.environ.get(own) or None


def _arguments(backend: str, url: URL) -> Mapping[str, Any]:
    if backend == "postgresql":
        settings = {
            "default_transaction_read_only": "on",
            "statement_timeout": STATEMENT * 1000,
            "lock_timeout": LOCK * 1000,
            "row_security": "off",  # a table of which a policy shows some rows is refused, and not read in part
        }
        words = [f"-c {name}={value}" for name, value in settings.items()]
        given = url.query.get("options")
        return {
            "options": " ".join([*([given] if isinstance(given, str) else ()), *words]),
            "connect_timeout": CONNECT,
            "application_name": "piiscan",
            **{name: value for name, value in KEEPALIVES.items() if name not in url.query},
        }
    if backend in {"mysql", "mariadb"}:
        return {"connect_timeout": CONNECT, "read_timeout": SILENT, "charset": "utf8mb4", "local_infile": False}
    if url.drivername.endswith("pymssql"):
        return {"login_timeout": CONNECT, "timeout": STATEMENT}
    return {"timeout": CONNECT} if url.drivername.endswith("pyodbc") else {}  # to log in, with this one


def _setup(backend: str, found: Connection) -> list[str]:
    """What makes a session one that only reads. One that cannot be made so raises."""
    if backend == "postgresql":
        return ["SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"]
    if backend == "mssql":  # which has no transaction that can only read: nothing but SELECT is ever sent
        return [f"SET LOCK_TIMEOUT {LOCK * 1000}", "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED"]
    if backend == "sqlite":
        return ["PRAGMA query_only=ON", "PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON"]
    maria = bool(getattr(found.dialect, "is_mariadb", False))
    late = f"max_statement_time={STATEMENT}" if maria else f"max_execution_time={STATEMENT * 1000}"
    return [
        "SET SESSION TRANSACTION READ ONLY",
        f"SET SESSION lock_wait_timeout={LOCK}",
        f"SET SESSION {late}",
    ]


def _sqlite(path: str | None) -> Callable[[], sqlite3.Connection]:
    """Opens a file so that nothing is written, locked or made beside it, as long as it has no log of its own."""
    if not path or not Unsure().is_file(path):
        raise SourceError(
            f"no such file: {path or 'sqlite:///'} (an absolute path has a slash of its own: sqlite:////srv/a.db)"
        )
    whole = os.path.realpath(path)
    logged = os.path.exists(f"{whole}-wal") and os.path.getsize(f"{whole}-wal") > 0  # noqa: PTH110, PTH202
    if logged and not os.path.exists(f"{whole}-shm"):  # noqa: PTH110
        raise SourceError(
            "sqlite:///PATH: to read the log beside it (-wal) SQLite would make a file there: "
            "give the file itself (piiscan scan PATH), which is read from a copy"
        )
    how = "mode=ro" if logged else "mode=ro&immutable=1"

    def connect() -> sqlite3.Connection:
        found = sqlite3.connect(f"file:{quote(os.fsencode(whole))}?{how}", uri=True, timeout=LOCK)
        found.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
        return found

    return connect
