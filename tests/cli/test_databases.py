"""Databases by URL: what a table holds as a CSV of it does, read only, and no password where others see it."""

import csv
import io
import json
import os
import re
import shutil
import socket
import sqlite3
from contextlib import closing, contextmanager, suppress
from itertools import zip_longest
from threading import Thread
from time import monotonic

import docx
import pytest

from cli import db_servers
from cli.db_servers import PASSWORD
from piiscan.config import Config
from piiscan.sources import database, db_connect, db_patience, db_rows

pytestmark = pytest.mark.long

KINDS = ("sqlite", "postgresql", "mariadb")
NAMES = ["Ann Lee", "Peregrine Oakenshield", "Carl Brown", "Dana Whitfield", "Emily Carter", "Frank Turner"]
PEOPLE = [
    (number, NAMES[number % 6], f"010-94-{1000 + number}", "MA" if number % 2 else "") for number in range(1, 131)
]
TABLES = (
    "CREATE TABLE people (id {serial}, name varchar(60), ssn varchar(11), state varchar(2))",
    "CREATE TABLE by_number (ssn integer PRIMARY KEY, name varchar(60))",
    "CREATE TABLE loose (name varchar(60), ssn varchar(11))",
    "CREATE TABLE files (id {serial}, owner varchar(60), letter {bytes}, form {json})",
    "CREATE VIEW shown AS SELECT name, ssn FROM people",
)
WORDS = {
    "sqlite": {"serial": "integer PRIMARY KEY", "bytes": "blob", "json": "text"},
    "postgresql": {"serial": "serial PRIMARY KEY", "bytes": "bytea", "json": "jsonb"},
    "mariadb": {"serial": "integer AUTO_INCREMENT PRIMARY KEY", "bytes": "longblob", "json": "json"},
}


def letter():
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("Employee Grace Miller, SSN 010-94-7777")
    document.save(stream)
    return stream.getvalue()


def fill(connection, kind):
    mark = "?" if kind == "sqlite" else "%s"
    cursor = connection.cursor()
    for table in TABLES:
        cursor.execute(table.format(**WORDS[kind]))
    cursor.executemany(f"INSERT INTO people VALUES ({', '.join([mark] * 4)})", PEOPLE)
    cursor.execute(f"INSERT INTO by_number VALUES ({mark}, {mark})", (10945555, "Henry Adams"))
    cursor.executemany(f"INSERT INTO loose VALUES ({mark}, {mark})", [row[1:3] for row in PEOPLE[:3]])
    form = json.dumps({"ssn": "010-94-8888", "spouse": {"name": "Irene Walker", "ssn": "010-94-9191"}})
    cursor.execute(f"INSERT INTO files VALUES (1, {mark}, {mark}, {mark})", ("Grace Miller", letter(), form))
    connection.commit()


@pytest.fixture(scope="module")
def postgresql():
    import psycopg

    with db_servers.postgresql() as port:
        if port is not None:
            with psycopg.connect(host="127.0.0.1", port=port, user="boss", password=PASSWORD, dbname="postgres") as one:
                fill(one, "postgresql")
                for statement in (
                    "CREATE SCHEMA hr",
                    "CREATE TABLE hr.closed (name text, ssn text)",
                    "CREATE TABLE hr.odd (born date, name text, numbers text[], paid money, at inet)",
                    "INSERT INTO hr.odd VALUES ('infinity', 'Ann Lee', '{010-94-1001}', 12, '::1')",
                    "CREATE TABLE hr.by_rows (name text, ssn text)",
                    "INSERT INTO hr.by_rows VALUES ('Ann Lee', '010-94-1001')",
                    "ALTER TABLE hr.by_rows ENABLE ROW LEVEL SECURITY",
                    "CREATE TABLE hr.kept_back (name text, ssn text)",
                    "CREATE TABLE hr.pay (name text, ssn text, year int) PARTITION BY LIST (year)",
                    "CREATE TABLE hr.pay_1 PARTITION OF hr.pay FOR VALUES IN (1)",
                    "INSERT INTO hr.pay VALUES ('Ann Lee', '010-94-1001', 1)",
                    "CREATE MATERIALIZED VIEW hr.kept AS SELECT 'Ann Lee' AS name, '010-94-1001' AS ssn",
                    f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'",
                    "GRANT USAGE ON SCHEMA hr TO reader",
                    "GRANT SELECT ON people, hr.pay, hr.pay_1, hr.kept, hr.kept_back, hr.odd, hr.by_rows TO reader",
                ):
                    one.execute(statement)
        yield port


@pytest.fixture(scope="module")
def mariadb():
    import pymysql

    with db_servers.mariadb() as port:
        if port is not None:
            with closing(pymysql.connect(host="127.0.0.1", port=port, user="boss", password=PASSWORD)) as one:
                one.cursor().execute("CREATE DATABASE shop")
                one.select_db("shop")
                fill(one, "mariadb")
        yield port


@pytest.fixture(params=KINDS)
def url(request, tmp_path, monkeypatch):
    monkeypatch.delenv(db_connect.PASSWORD_FILE, raising=False)
    if request.param == "sqlite":
        with closing(sqlite3.connect(tmp_path / "a.db")) as one:
            fill(one, "sqlite")
        return f"sqlite:///{tmp_path}/a.db"
    port = request.getfixturevalue(request.param)
    if port is None:
        pytest.skip(f"no server of {request.param} is installed, or no user to run it as")
    monkeypatch.setenv("PIISCAN_DB_PASSWORD", PASSWORD)
    return f"{request.param}://boss@127.0.0.1:{port}/{'postgres' if request.param == 'postgresql' else 'shop'}"


@pytest.fixture
def scan(piiscan):
    def scan(*options):
        return piiscan("scan", "-j0", "--no-progress", "-f", "jsonl", "--max-findings-per-file", "0", *options)

    return scan


def by_table(result, kind="finding"):
    found = {}
    for record in result.records:
        if record["type"] == kind:
            found.setdefault(record["file"].rpartition(".")[2], []).append(record)
    return found


def test_a_table_holds_what_a_csv_of_it_holds(url, scan, piiscan, tmp_path):
    with (tmp_path / "people.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("id", "name", "ssn", "state"), *PEOPLE])
    result = scan(url)
    found, ended = by_table(result), by_table(result, "outcome")
    [told] = by_table(scan(tmp_path / "people.csv"), "outcome").values()
    [people] = ended["people"]
    assert people["counts"] == told[0]["counts"]
    assert people["counts"]["persons"]["massachusetts"] == 65
    assert people["listed"] == len(found["people"]) == 130
    places = [record["elements"][0]["location"] for record in found["people"]]
    assert [place["text"] for place in places[:2]] == ["row id=1 › column 3 (ssn)", "row id=2 › column 3 (ssn)"]
    assert places[-1]["text"] == "row id=130 › column 3 (ssn)"
    assert len(found["loose"]) == 3
    assert ended["shown"][0]["reason"] == "excluded"
    [number] = found["by_number"]
    assert number["location"]["text"] == "row 1 › column 1 (ssn)"  # its key is what must not be shown
    assert "10945555" not in result.out
    assert PASSWORD not in result.out + result.err
    assert ["letter[id=1]"] in [record["container"] for record in found["files"]]
    assert {element["masked"][-4:] for record in found["files"] for element in record["elements"]} == {
        "7777",
        "8888",
        "9191",
    }
    told = [
        (record["person"]["masked"], record["location"]["text"]) for record in found["files"] if not record["container"]
    ]
    assert told == [("G… M…", "row id=1 › column 4 (form.ssn)"), ("I… W…", "row id=1 › column 4 (form.ssn)")]
    assert not db_connect._OPEN
    sample_is_spread_and_told(url, scan)
    nothing_can_be_written(url)
    if url.startswith("postgresql"):
        pooled = piiscan("scan", "-j1", "--no-progress", "-f", "jsonl", "--max-findings-per-file", "0", url)
        assert pooled.out == result.out


def crowd(table):
    """Rows of one of some tables with 250 each: some with a number, some with two, some in words, some of nobody."""
    for number in range(table * 250 + 1, table * 250 + 251):
        name = f"{NAMES[number % 6].split()[0]} {NAMES[number // 6 % 6].split()[1]}"
        ssn = f"010-94-{number:04}" if number % 5 == 0 else ""
        card = "4000 0566 5566 5556" if number % 35 == 0 else ""
        note = (f"order {number:09}", f"{name}, 12 Elm St, Boston MA 02115, SSN 010-95-{number:04}")[number % 11 == 0]
        yield number, "" if number % 15 == 0 else name, ssn, card, ("MA", "NH", "")[number % 3], note


def told_of(result):
    """What is told of each of them, with rows by their number: no more than its place sets one from the other."""
    told = {}
    for record in result.records:
        table = re.search("share_([0-9]+)", record.get("file", ""))
        if table is None or record["type"] not in {"finding", "outcome"}:
            continue
        if record["type"] == "outcome":
            own = (record["status"], record["counts"], record["listed"])
        else:
            place = record["location"]
            key = re.search("row id=([0-9]+)", place["text"])
            row = int(key[1]) if key else place["line"] - 1 + 250 * int(table[1])
            elements = [(one["kind"], one["masked"], one["evidence"]) for one in record["elements"]]
            same = ("subject", "person", "classification", "residency", "confidence", "grades", "reasons")
            own = (row, place["text"].partition(" › ")[2], elements, *(record[name] for name in same))
        told.setdefault(table[1], []).append(own)
    return told


@pytest.mark.timeout(600)
@pytest.mark.parametrize("tables", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_a_share_of_many_tables_holds_what_the_same_files_hold(url, scan, tmp_path, request, tables):
    """As many tables as files: the same findings, row for row, and the same counts."""
    connection, kind = connected(url, tmp_path, request)
    columns = ("id", "name", "ssn", "card", "state", "note")
    (tmp_path / "share").mkdir()
    with closing(connection) as one:
        cursor = one.cursor()
        for table in range(tables):
            words = ", ".join(f"{column} varchar(120)" for column in columns[1:])
            cursor.execute(f"CREATE TABLE share_{table} (id integer PRIMARY KEY, {words})")
            mark = "?" if kind == "sqlite" else "%s"
            cursor.executemany(f"INSERT INTO share_{table} VALUES ({', '.join([mark] * 6)})", list(crowd(table)))
            with (tmp_path / "share" / f"share_{table}.csv").open("w", newline="") as file:
                csv.writer(file).writerows([columns, *crowd(table)])
        one.commit()
        result = scan(url, "--include", "*share_*")
        local = scan(tmp_path / "share")
        for table in range(tables):
            cursor.execute(f"DROP TABLE share_{table}")
        one.commit()
    here, there = told_of(local), told_of(result)
    assert len(here) == tables
    assert sum(map(len, here.values())) > 35 * tables
    assert here.keys() == there.keys()
    for table, told in here.items():
        assert next((pair for pair in zip_longest(there[table], told) if pair[0] != pair[1]), None) is None


def connected(url, tmp_path, request):
    kind = url.partition(":")[0]
    if kind == "sqlite":
        return sqlite3.connect(tmp_path / "a.db"), kind
    login = {"host": "127.0.0.1", "port": request.getfixturevalue(kind), "user": "boss", "password": PASSWORD}
    if kind == "postgresql":
        import psycopg

        return psycopg.connect(**login, dbname="postgres"), kind
    import pymysql

    return pymysql.connect(**login, database="shop"), kind


def sample_is_spread_and_told(url, scan):
    result = scan(url, "--sample", "40", "--include", "*people")
    [people] = by_table(result, "outcome")["people"]
    rows = [int(record["location"]["text"].split()[1].partition("=")[2]) for record in by_table(result)["people"]]
    assert (people["reason"], len(rows), len(set(rows))) == ("excluded", 40, 40)
    assert max(rows) > 100 > min(rows)
    assert people["status"] == "partial"


def nothing_can_be_written(url):
    from sqlalchemy import exc

    try:
        for statement in ("INSERT INTO loose VALUES ('a', 'b')", "CREATE TABLE more (a int)", "DROP TABLE loose"):
            with pytest.raises(exc.DBAPIError):
                db_connect.connection(url).exec_driver_sql(statement)
            db_connect.connection(url).rollback()
        if url.startswith("postgresql"):  # also where a pooler drops what was asked for with the connection
            told = db_connect.connection(url).exec_driver_sql(
                "SELECT source FROM pg_settings WHERE name = 'default_transaction_read_only'"
            )
            assert told.scalar() == "session"
    finally:
        db_connect.close()


def test_what_may_not_be_read_is_told_and_partitions_and_kept_views_are_read_once(
    scan, postgresql, tmp_path, monkeypatch
):
    if postgresql is None:
        pytest.skip("no PostgreSQL is installed")
    monkeypatch.setenv(db_connect.PASSWORD_FILE, "")
    secret = tmp_path / "secret"
    secret.touch(0o600)
    secret.write_text(PASSWORD + "\n")
    monkeypatch.setattr(db_connect, "LOCK", 1)
    import psycopg

    login = {"host": "127.0.0.1", "port": postgresql, "user": "boss", "password": PASSWORD, "dbname": "postgres"}
    with psycopg.connect(**login) as other:
        other.execute("LOCK TABLE hr.kept_back IN ACCESS EXCLUSIVE MODE")
        result = scan("--db-password-file", secret, f"postgresql://reader@127.0.0.1:{postgresql}/postgres")
    ended, found = by_table(result, "outcome"), by_table(result)
    assert ended["closed"][0]["reason"] == "unreadable"
    assert "permission denied (InsufficientPrivilege 42501)" in ended["closed"][0]["detail"]
    assert ended["by_rows"][0]["reason"] == "unreadable"  # not: some rows of it, and nobody knows which
    assert "locked by others" in ended["kept_back"][0]["detail"]
    assert ended["pay"][0]["reason"] == "excluded"
    assert (len(found["pay_1"]), len(found["kept"]), ended["odd"][0]["status"]) == (1, 1, "scanned")
    assert {record["file"] for record in found["people"]} == {"public.people"}
    assert result.code == 1


def test_a_password_is_taken_from_a_file_and_never_from_a_url(scan, tmp_path, monkeypatch):
    for bad in (
        "postgresql://boss:secret-word@h/db",
        "mysql://h/db?password=secret-word",
        "mysql://h/db?ssl_key_password=secret-word",
        "mssql+pyodbc://h/db?%50WD=secret-word",
        "mssql+pyodbc:///?odbc_connect=DRIVER%3DX%3BPWD%3Dsecret-word",
    ):
        told = scan(bad)
        assert told.code == 2
        assert "has a password in it" in told.err
        assert "secret-word" not in told.err
    monkeypatch.setenv(db_connect.PASSWORD_FILE, "")
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n")
    secret.chmod(0o644)
    nobody = "postgresql://boss@127.0.0.1:1/postgres"
    assert "others can read it" in scan("--db-password-file", secret, nobody).err
    secret.chmod(0o600)
    refused = scan("--db-password-file", secret, nobody)
    assert (refused.code, "cannot connect" in refused.err) == (2, True)
    assert PASSWORD not in refused.err
    assert os.environ[db_connect.PASSWORD_FILE] == str(secret)


def test_a_url_that_cannot_be_meant_is_a_mistake_told_in_words(scan, tmp_path):
    assert "not the URL of a database" in scan("postgresql://h:one/db").err
    assert "cannot connect to" in scan("postgresql+://boss@127.0.0.1:1/db").err
    assert "cannot connect to POSTGRESQL://boss@127.0.0.1:1/db" in scan("POSTGRESQL://boss@127.0.0.1:1/db").err
    path = os.fsdecode(bytes(tmp_path) + b"/caf\xe9 %#.db")
    with closing(sqlite3.connect(tmp_path / "b.db")) as one:
        fill(one, "sqlite")
    (tmp_path / "b.db").rename(path)
    assert scan(f"SQLITE:///{path}").code == 1


@contextmanager
def answering(answer):
    """A server of its own, by its port, that meets everybody who comes by `answer`, until the block ends.

    How often a driver comes (with and without TLS, once more after a refusal) is its own affair.
    """

    def serve():
        with suppress(OSError):  # of `accept`: the block has ended
            while True:
                one, _ = server.accept()
                with one, suppress(OSError):  # of `answer`: who came is gone
                    answer(one)

    with socket.create_server(("127.0.0.1", 0)) as server:
        served = Thread(target=serve)
        served.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)  # closing alone would not wake who waits in `accept`
            served.join()


def test_what_a_hostile_server_says_is_told_without_its_control_characters(scan):
    def answer(one):
        said = one.recv(1000)
        if said[4:8] == b"\x04\xd2\x16/":  # whether it speaks TLS
            one.sendall(b"N")
            one.recv(1000)
        fields = b"SFATAL\0VFATAL\0C28P01\0Mno \x1b[31mway\0\0"
        one.sendall(b"E" + (len(fields) + 4).to_bytes(4, "big") + fields)

    with answering(answer) as port:
        told = scan(f"postgresql://boss@127.0.0.1:{port}/db")
    assert (told.code, "way" in told.err, "\x1b" in told.err) == (2, True, False)


@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_a_server_that_says_nothing_is_told_in_time(scan, monkeypatch, kind):
    monkeypatch.setattr(db_connect, "CONNECT", 2)
    began = monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        told = scan(f"{kind}://boss@127.0.0.1:{silent.getsockname()[1]}/db")
    assert (told.code, "cannot connect to" in told.err) == (2, True)
    assert "timeout" in told.err or "has not answered in time" in told.err
    assert monotonic() - began < 30


class Between:
    """What stands between a client and a server, and passes on what both say until it falls silent."""

    def __init__(self, port):
        self.to, self.silent = port, False
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.open = []
        Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with suppress(OSError):
            while True:
                client, server = self.server.accept()[0], socket.create_connection(("127.0.0.1", self.to))
                self.open += [client, server]
                for one, other in ((client, server), (server, client)):
                    Thread(target=self.pass_on, args=(one, other), daemon=True).start()

    def pass_on(self, one, other):
        with suppress(OSError):
            while data := one.recv(1 << 16):
                if not self.silent:
                    other.sendall(data)

    def close(self):
        for one in (self.server, *self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def between(request, kind, monkeypatch):
    port = request.getfixturevalue(kind)
    if port is None:
        pytest.skip(f"no server of {kind} is installed, or no user to run it as")
    monkeypatch.setenv("PIISCAN_DB_PASSWORD", PASSWORD)
    monkeypatch.setattr(db_connect, "_GIVEN_UP", {})
    made = Between(port)
    made.url = f"{kind}://boss@127.0.0.1:{made.port}/{'postgres' if kind == 'postgresql' else 'shop'}"
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_server_that_falls_silent_while_a_table_is_read_is_told_and_costs_one_wait(scan, monkeypatch, between):
    """It keeps the connection, so that no keepalive tells of it, and says nothing more."""
    fetched, batches = db_rows.TableStream._fetched, []
    monkeypatch.setattr(db_connect, "SILENT", 8)  # of PyMySQL: the connection that lists has been told it

    def fetch(stream, query):
        if stream.table.name == "people":
            batches.append(1)
        if len(batches) == 3 and not between.silent:
            between.silent = True
            monkeypatch.setattr(db_patience, "SILENT", 1)
            driver = stream._connection.connection.driver_connection
            if hasattr(driver, "_read_timeout"):
                driver._read_timeout = 1
        return fetched(stream, query)

    monkeypatch.setattr(db_rows.TableStream, "_fetched", fetch)
    told = scan(between.url)
    outcomes = by_table(told, "outcome")
    (people,) = outcomes["people"]
    assert (people["status"], people["reason"]) == ("partial", "timeout")
    assert people["detail"] == "the server has not answered in time"
    assert len(by_table(told)["people"]) == len(PEOPLE)
    assert told.code == 1
    behind = [one for name, (one, *_) in outcomes.items() if name > "people" and one["reason"] != "excluded"]
    assert {(one["status"], one["detail"]) for one in behind} <= {
        ("not_scanned", "the server has not answered in time")
    }


# The cursor of a connection that is dead is left to psycopg, which from 3.3 on warns of it: nothing is left to close.
@pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")
@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_server_that_dies_while_a_table_is_read_is_told(scan, monkeypatch, between):
    fetched, batches = db_rows.TableStream._fetched, []

    def fetch(stream, query):
        if stream.table.name == "people":
            batches.append(1)
        if len(batches) == 3:
            between.close()
        return fetched(stream, query)

    monkeypatch.setattr(db_rows.TableStream, "_fetched", fetch)
    told = scan(between.url)
    (people,) = by_table(told, "outcome")["people"]
    assert (people["status"], people["reason"]) == ("partial", "unreadable")
    assert told.code == 1


def test_what_a_machine_that_is_gone_is_known_by():
    from sqlalchemy.engine import make_url

    given = db_connect._arguments("postgresql", make_url("postgresql://h/db?keepalives_idle=99"))
    assert (given["keepalives"], given["tcp_user_timeout"]) == (1, 30_000)
    assert "keepalives_idle" not in given  # as it was asked for
    assert db_connect._arguments("mysql", make_url("mysql://h/db"))["read_timeout"] == db_patience.SILENT
    assert db_connect.STATEMENT < db_patience.SILENT < Config().limits.deadline


def test_an_answer_without_sense_is_told_and_ends_nothing_else(scan, tmp_path, monkeypatch):
    with answering(lambda one: one.sendall(b"\5\0\0\0\x0aabcd")) as port:
        told = scan(f"mysql://boss@127.0.0.1:{port}/db")
    assert (told.code, "cannot connect to mysql://" in told.err) == (2, True)

    def tables(*_):
        raise IndexError("010-94-1234")
        yield

    monkeypatch.setattr(database, "_tables", tables)
    sqlite3.connect(tmp_path / "a.db").close()
    (tmp_path / "pay.csv").write_text("name,ssn,state\nAnn Lee,010-94-1234,MA\n")
    told = scan(f"sqlite:///{tmp_path}/a.db", tmp_path / "pay.csv")
    [list_] = by_table(told, "outcome")["/"]
    assert (list_["status"], list_["detail"]) == (
        "not_scanned",
        "not all its tables could be listed: the database says: IndexError",
    )
    assert "csv" in by_table(told)


def test_of_an_error_no_code_is_told_that_is_none():
    error = RuntimeError()
    error.sqlstate = "010-94-1234\n"
    assert db_connect.why(error)[1] == "the database says: RuntimeError"


def test_a_missing_driver_is_told(scan, monkeypatch):
    monkeypatch.setattr(db_connect, "_is_here", lambda _: False)
    assert "pip install 'piiscan-cmr17[db]'" in scan("mysql://h/db").err
    assert "pymssql or pyodbc" in scan("mssql://h/db").err
    assert "needs psycopg2: pip install psycopg2" in scan("postgresql+psycopg2://h/db").err  # the extra has another


def test_a_sqlite_file_is_left_as_it_is(scan, tmp_path):
    path = tmp_path / "b.db"
    with closing(sqlite3.connect(path)) as one:
        fill(one, "sqlite")
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir())
    assert scan(f"sqlite:///{path}").code == 1
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir())) == before
    assert scan("sqlite:///none.db").code == 2
    with closing(sqlite3.connect(path)) as live:  # one with a log: live, and as a copy of both files
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("INSERT INTO loose VALUES ('Ann Lee', '010-94-1999')")
        live.commit()
        (tmp_path / "copy").mkdir()
        for name in ("b.db", "b.db-wal"):
            shutil.copyfile(tmp_path / name, tmp_path / "copy" / name)
        assert len(by_table(scan(f"sqlite:///{path}"))["loose"]) == 4
    before = sorted((tmp_path / "copy").iterdir())
    told = scan(f"sqlite:///{tmp_path}/copy/b.db")
    assert (told.code, "give the file itself" in told.err) == (2, True)
    assert sorted((tmp_path / "copy").iterdir()) == before
    assert len(by_table(scan(tmp_path / "copy/b.db"))["db"]) > 130
