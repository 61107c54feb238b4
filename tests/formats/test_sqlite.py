"""SQLite: every row from a copy, nothing of the schema is run, and damage costs no more than what it hit."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path

import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Config, Limits
from piiscan.formats import private_copy
from piiscan.formats.databases.sqlite_pages import values_of
from piiscan.model import Reason, Source
from piiscan.scan import scan_one


def database(*statements: str, folder: Path | None = None) -> bytes:
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(folder or temporary) / "a.db"
        connection = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return path.read_bytes()


def people(count: int) -> bytes:
    return database(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, ssn TEXT)",
        f"INSERT INTO people WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {count})"
        " SELECT i, 'Ann Lee', printf('010-94-%04d', i) FROM n",
    )


SMALL = people(300)


def test_the_file_is_not_touched_and_rows_in_its_log_are_found(tmp_path):
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE people (name TEXT, ssn TEXT)")
    connection.execute("INSERT INTO people VALUES ('Ann Lee', ?)", (SSN,))
    try:
        assert SSN.encode() not in path.read_bytes()
        before = {entry.name: (entry.read_bytes(), entry.stat().st_mtime_ns) for entry in tmp_path.iterdir()}
        source = Source(str(tmp_path), "a.db", str(path), path.stat().st_size)
        *findings, outcome = scan_one(source, Config())
        assert outcome.status.value == "scanned"
        assert [str(step.at) for finding in findings for step in finding.at] == ["people", "1", "2", "ssn"]
        assert {entry.name: (entry.read_bytes(), entry.stat().st_mtime_ns) for entry in tmp_path.iterdir()} == before
    finally:
        connection.close()


def test_no_copy_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert len(read(SMALL).places) == 300
    assert len(read(SMALL[:-5000]).places) > 0
    assert list(tmp_path.iterdir()) == []


def test_the_names_of_the_copy_are_gone_while_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = []
    monkeypatch.setattr(private_copy.shutil, "rmtree", lambda *_, **__: names.append(list(tmp_path.iterdir())))
    read(SMALL)
    assert names == [[]]


def test_a_journal_cannot_have_a_file_deleted(tmp_path):
    """A rollback journal may name another one, which SQLite deletes after rolling back."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"keep")
    path = tmp_path / "a.db"
    path.write_bytes(SMALL)
    (tmp_path / "a.db-journal").write_bytes(
        b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
        + bytes(8)
        + b"\0\0\0\1"
        + b"\0\0\2\0\0\0\x10\0"
        + bytes(484)
        + str(victim).encode()
    )
    source = Source(str(tmp_path), "a.db", str(path), len(SMALL))
    assert list(scan_one(source, Config()))[-1].status.value == "scanned"
    assert victim.read_bytes() == b"keep"


def test_views_and_virtual_tables_are_not_run():
    data = database(
        "CREATE TABLE t (name, ssn)",
        f"INSERT INTO t VALUES ('Ann Lee', '{SSN}')",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
    )
    result = read(data)
    assert result.places == {SSN: ["TABLE t ROW 1 COLUMN 2 KEY ssn"]}
    assert result.gaps == []
    assert "CREATE VIEW" not in result.text


def test_an_endless_expression_is_stopped(monkeypatch):
    monkeypatch.setattr("piiscan.formats.databases.sqlite._MOST_LOOKS", 0)
    monkeypatch.setattr("piiscan.formats.databases.sqlite._STEPS", 1000)
    result = read(SMALL)
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]
    assert "limit: steps" in result.gaps[0].detail


def test_a_value_larger_than_memory_is_a_stream():
    data = database(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, name, body)",
        "INSERT INTO t VALUES (1, 'small', 'x')",
        f"INSERT INTO t VALUES (2, 'name 010-94-0003', printf('%.*c', 300000, 'x') || ' {SSN}')",
        "INSERT INTO t VALUES (3, 'name', '010-94-0002')",
    )
    result = read(data, limits=Limits(member_memory=100_000))
    assert result.places == {
        "010-94-0003": ["TABLE t ROW 2 COLUMN 2 KEY name"],
        "010-94-0002": ["TABLE t ROW 3 COLUMN 3 KEY body"],
    }
    assert [(child.name, child.places) for child in result.children] == [
        ("t[2].body", {SSN: ["LINE 1 COLUMN 300002 BYTE 300001"]})
    ]


def test_columns_that_hide_the_rowid():
    data = database("CREATE TABLE t (rowid, _rowid_, oid, ssn)", f"INSERT INTO t VALUES ('a', 'b', 'c', '{SSN}')")
    assert read(data).places == {SSN: ["TABLE t ROW 1 COLUMN 4 KEY ssn"]}


def test_odd_names_and_separators_in_cells():
    data = database(
        'CREATE TABLE "a ""b" ("x""y", "select")',
        'INSERT INTO "a ""b" VALUES (\'p\' || char(30) || char(31), \'' + SSN + "')",
    )
    assert read(data).places == {SSN: ['TABLE a "b ROW 1 COLUMN 2 KEY select']}


def test_files_without_a_reader_are_counted():
    png = "x'" + (b"wOF2" + bytes(40)).hex() + "'"
    result = read(database("CREATE TABLE t (p)", f"INSERT INTO t VALUES ({png}), ({png})"))
    assert [gap.detail for gap in result.gaps] == ["no reader for 2 cells of font/woff2"]


def test_a_database_larger_than_may_be_copied():
    result = read(SMALL, limits=Limits(expanded=5000))
    assert (result.refused.reason, "limit: expanded" in result.refused.detail) == (Reason.LIMIT, True)


def test_a_damaged_page_costs_its_rows_only():
    data = bytearray(people(3000))
    size = 4096
    data[6 * size : 7 * size] = b"\xff" * size
    result = read(bytes(data))
    assert len(result.places) > 2700
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_truncated_database_gives_the_pages_that_are_there(kept):
    data = people(3000)
    result = read(data[: int(len(data) * kept)])
    assert len(result.places) > 3000 * kept - 200
    assert {gap.reason for gap in result.gaps} == {Reason.CORRUPT}


def test_a_database_without_a_schema_is_read_page_by_page():
    data = bytearray(SMALL)
    data[100:4096] = bytes(3996)
    result = read(bytes(data))
    assert len(result.places) == 300
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_versions_of_a_page_in_a_log_count_once(tmp_path):
    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE people (name TEXT, ssn TEXT)")
    for number in range(50):
        connection.execute("INSERT INTO people VALUES ('Ann Lee', ?)", (f"010-94-{number:04}",))
    data = (tmp_path / "a.db-wal").read_bytes()
    connection.close()
    result = read(data, "a.db-wal")
    assert result.places == {f"010-94-{number:04}": [f"PAGE 2 ROW {number + 1} COLUMN 2"] for number in range(50)}


def test_a_record_by_the_book():
    record = bytes([8, 0, 1, 6, 8, 9, 7, 19]) + b"\xfe" + bytes(7) + b"\x05" + b"\x3f\xf8" + bytes(6) + b"Lee"
    assert values_of(record) == [b"", b"-2", b"5", b"0", b"1", b"1.5", b"Lee"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_changed_bytes_raise_nothing(seed, changes):
    generator = random.Random(seed)
    data = bytearray(SMALL)
    for _ in range(changes):
        data[generator.randrange(len(data) if seed % 2 else 4096)] = generator.randrange(256)
    data[:16] = SMALL[:16]
    read(bytes(data))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([b"\x37\x7f\x06\x82", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"]), st.binary(max_size=2000))
def test_any_log_raises_nothing(magic, data):
    read(magic + data)
