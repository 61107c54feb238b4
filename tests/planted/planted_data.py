"""Databases, columnar files, statistics files: rows with a number in each kind of column."""

from __future__ import annotations

import io
import sqlite3
import struct
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from planted import Case, Plant

sys.path.insert(0, str(Path(__file__).parent.parent / "formats"))
from columnar_samples import PERSON, arrow_stream, avro, feather, locked_parquet, orc, parquet
from dbase_samples import FIELDS, dbase

PEOPLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, ssn TEXT)"


def database(fill: Callable[[sqlite3.Connection], None], *setup: str) -> bytes:
    """The bytes of a SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        connection = sqlite3.connect(path)
        for pragma in setup:
            connection.execute(pragma)
        fill(connection)
        connection.commit()
        connection.close()
        return path.read_bytes()


def zipped(name: str, data: bytes) -> bytes:
    """A ZIP archive of one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _sqlite(plant: Plant) -> bytes:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute(PEOPLE)
        first = plant("first row", "table people › row 7 › column 3 (ssn)")
        number = plant("as an integer", "table people › row 9 › column 3 (ssn)")
        connection.execute("INSERT INTO people VALUES (7, 'Ann Lee', ?)", (first,))
        connection.execute("INSERT INTO people VALUES (9, 'Bob Ray', ?)", (int(number.replace("-", "")),))
        connection.execute("CREATE TABLE keyed (ssn TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID")
        keyed = plant("table without rowid", "table keyed › row 1 › column 1 (ssn)")
        connection.execute("INSERT INTO keyed VALUES (?, 'Cy Poe')", (keyed,))
        connection.execute("CREATE VIRTUAL TABLE found USING fts5(name, ssn)")
        text = plant("full-text table", "table found_content › row 1 › column 3 (ssn)")
        connection.execute("INSERT INTO found VALUES ('Dee Fox', ?)", (text,))
        connection.execute("CREATE TABLE parts (name, area, rest, ssn AS (area || '-' || rest))")
        whole = plant("generated column", "table parts › row 1 › column 4 (ssn)")
        connection.execute("INSERT INTO parts VALUES ('Eve Orr', ?, ?)", (whole[:3], whole[4:]))
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT, data BLOB)")
        note = plant.record("text in a cell", "table notes › row 1 › column 2 (note)")
        connection.execute("INSERT INTO notes VALUES (1, ?, NULL)", (note,))
        record = plant("JSON in a cell", "table notes › row 2 › column 2 (note)")
        connection.execute("INSERT INTO notes VALUES (2, ?, NULL)", (f'{{"name": "Flo Ray", "ssn": "{record}"}}',))
        blob = plant.record("file in a cell", "notes[3].data › a.txt › line 1 › column 14")
        connection.execute("INSERT INTO notes VALUES (3, '', ?)", (zipped("a.txt", blob.encode()),))
        wide = plant.record("text as a blob", "table notes › row 4 › column 3 (data)")
        connection.execute("INSERT INTO notes VALUES (4, '', ?)", (wide.encode("utf-16-le"),))
        default = plant.record("comment of the schema", "schema")
        connection.execute(f"CREATE TABLE defaults (a /* {default} */)")

    return database(fill)


def _one_row(where: str, name: str, *setup: str) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        def fill(connection: sqlite3.Connection) -> None:
            connection.execute(PEOPLE)
            connection.execute("INSERT INTO people VALUES (1, 'Ann Lee', ?)", (plant(name, where),))

        return database(fill, *setup)

    return build


def _large_value(plant: Plant) -> bytes:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT, body TEXT)")
        text = "a line\n" * 20_000 + plant.record("text of a document", "files[1].body › line 20001 › column 14")
        connection.execute("INSERT INTO files VALUES (1, 'a', ?)", (text,))

    return database(fill)


def _free_pages(plant: Plant) -> bytes:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute(PEOPLE)
        ssn = plant("deleted row", "free pages › page 2 › row 1 › column 3")
        connection.execute("INSERT INTO people VALUES (1, 'Ann Lee', ?)", (ssn,))
        connection.commit()
        connection.execute("DROP TABLE people")

    return database(fill, "PRAGMA auto_vacuum=NONE")


def _log(plant: Plant) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(PEOPLE)
        ssn = plant("row in a log", "page 2 › row 1 › column 3")
        connection.execute("INSERT INTO people VALUES (1, 'Ann Lee', ?)", (ssn,))
        connection.commit()
        data = path.with_name("a.db-wal").read_bytes()
        connection.close()
        return data


def _journal(plant: Plant) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        connection = sqlite3.connect(path)
        connection.execute(PEOPLE)
        ssn = plant("row before a change", "page 2 › row 1 › column 3")
        connection.execute("INSERT INTO people VALUES (1, 'Ann Lee', ?)", (ssn,))
        connection.commit()
        connection.execute("PRAGMA cache_size=1")
        connection.execute("UPDATE people SET ssn = ''")
        connection.execute(
            "CREATE TABLE more AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9999) SELECT i, randomblob(50) FROM n"
        )
        data = path.with_name("a.db-journal").read_bytes()
        connection.rollback()
        connection.close()
        return data


def _columns(write: Callable[..., bytes], words: bool = True, **options: object) -> Callable[[Plant], bytes]:  # noqa: FBT001, FBT002
    def build(plant: Plant) -> bytes:
        ssn = [plant("column of text", f"row {row} › column 2 (ssn)") for row in (1, 2)]
        number = float(plant("column of numbers", "row 1 › column 3 (social_security_number)").replace("-", ""))
        inner = plant("struct", "row 2 › column 4 (person.ssn)")
        listed = plant("list of structs", "row 1 › column 5 (children)")
        mapped = plant("map", "row 2 › column 6 (more)")
        file = plant.record("file in a cell", "file[2] › a.txt › line 1 › column 14")
        columns = {
            "name": ["Ann Lee", "Bob Ray"],
            "ssn": ssn,
            "social_security_number": [number, None],
            "person": [None, {"ssn": inner}],
            "children": [[{"name": "Cy Poe", "ssn": listed}], []],
            "more": pa.array([None, [("ssn", mapped)]], pa.map_(pa.string(), pa.string())),
            "file": [b"", zipped("a.txt", file.encode())],
        }
        if words:
            word = plant("dictionary of words", "row 1 › column 8 (tax_id_ssn)")
            columns["tax_id_ssn"] = pa.array([word, None]).dictionary_encode()
        return write(pa.table(columns), **options)

    return build


def _late(write: Callable[..., bytes], **options: object) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        ssn = ["" for _ in range(20_000)]
        ssn[19_999] = plant("last of many row groups", "row 20000 › column 2 (ssn)")
        return write(pa.table({"name": ["Ann Lee"] * 20_000, "ssn": ssn}), **options)

    return build


def _half_locked(plant: Plant) -> bytes:
    clear = plant("clear column", "row 1 › column 2 (ssn)")
    return locked_parquet(pa.table({"name": ["Ann Lee"], "ssn": [clear], "pay": ["1"]}), ["pay"], plain_footer=True)


def _avro(codec: str) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        inner = {"type": "record", "name": "Inner", "fields": [{"name": "ssn", "type": "string"}]}
        fields = [
            *PERSON["fields"],
            {"name": "spouse", "type": ["null", inner]},
            {"name": "children", "type": {"type": "array", "items": PERSON}},
            {"name": "notes", "type": {"type": "map", "values": "string"}},
        ]
        schema = {"type": "record", "name": "Household", "fields": fields}
        record = {
            "name": "Ann Lee",
            "ssn": plant("field", "row 1 › column 2 (ssn)"),
            "spouse": {"ssn": plant("record in a record", "row 1 › column 3 (spouse.ssn)")},
            "children": [{"name": "Cy Lee", "ssn": plant("array", "row 1 › column 4 (children)")}],
            "notes": {"ssn": plant("map", "row 1 › column 5 (notes)")},
        }
        return avro(schema, [record], codec)

    return build


def _dbase(version: int, fields: list[tuple[str, str, int]] = FIELDS) -> Callable[[Plant], bytes]:
    def build(plant: Plant) -> bytes:
        live = plant("record", "row 1 › column 2 (SSN)")
        deleted = plant("deleted record", "row 2 › column 2 (SSN)")
        records = [(" ", ["Ann Lee", live]), ("*", ["Bob Ray", deleted])]
        if fields is not FIELDS:
            records = [(flag, [name, struct.pack("<i", int(ssn.replace("-", "")))]) for flag, (name, ssn) in records]
        return dbase(fields, records, version=version)

    return build


CASES = [
    Case("sqlite", "kinds of tables and columns", "a.db", _sqlite),
    Case(
        "sqlite",
        "UTF-16",
        "a.db",
        _one_row("table people › row 1 › column 3 (ssn)", "row", "PRAGMA encoding='UTF-16le'"),
    ),
    Case(
        "sqlite",
        "page of 64 KiB",
        "a.db",
        _one_row("table people › row 1 › column 3 (ssn)", "row", "PRAGMA page_size=65536"),
    ),
    Case(
        "sqlite",
        "mode WAL",
        "a.db",
        _one_row("table people › row 1 › column 3 (ssn)", "row", "PRAGMA journal_mode=WAL"),
    ),
    Case("sqlite", "large value", "a.db", _large_value),
    Case("sqlite", "free pages", "a.db", _free_pages),
    Case("sqlite", "write-ahead log", "a.db-wal", _log),
    Case("sqlite", "rollback journal", "a.db-journal", _journal),
    Case("parquet", "kinds of columns", "a.parquet", _columns(parquet)),
    Case(
        "parquet",
        "gzip, version 1.0, data pages 2",
        "a.parquet",
        _columns(parquet, compression="gzip", version="1.0", data_page_version="2.0"),
    ),
    Case("parquet", "zstd, no dictionary", "a.parquet", _columns(parquet, compression="zstd", use_dictionary=False)),
    Case("parquet", "many row groups", "a.parquet", _late(parquet, row_group_size=1000)),
    Case("parquet", "a column encrypted", "a.parquet", _half_locked, gaps=True),
    Case("orc", "kinds of columns", "a.orc", _columns(orc, words=False)),
    Case("orc", "zlib, small stripes", "a.orc", _late(orc, compression="zlib", stripe_size=1024)),
    Case("arrow", "Feather 2, LZ4", "a.feather", _columns(feather)),
    Case("arrow", "Feather 2, Zstandard, small batches", "a.arrow", _late(feather, compression="zstd", chunksize=777)),
    Case("arrow", "stream", "a.arrows", _columns(arrow_stream)),
    Case("avro", "null", "a.avro", _avro("null")),
    Case("avro", "deflate", "a.avro", _avro("deflate")),
    Case("avro", "xz", "a.avro", _avro("xz")),
    Case("dbase", "III", "a.dbf", _dbase(0x03)),
    Case("dbase", "7", "a.dbf", _dbase(0x04)),
    Case("dbase", "Visual FoxPro", "a.dbf", _dbase(0x30)),
    Case("dbase", "Visual FoxPro, numbers in bytes", "a.dbf", _dbase(0x30, [("NAME", "C", 20), ("SSN", "I", 4)])),
]
