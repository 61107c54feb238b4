"""Tables of a database, against files with the same rows: whether what is told of them is the same, and what it costs.

    python benchmarks/databases.py [--only postgresql,mariadb] [--rows 500000] [--tables 50] [--workers 2]

The servers are those of the tests, on the loopback. The exit code is 1 where a table has other counts or other findings
than its file.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure import Usage, measure

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "cli"))
import db_servers

COLUMNS = ("id", "name", "ssn", "card", "state", "note")
_FIRST = ("Ann", "Carl", "Dana", "Emily", "Frank", "Grace", "Henry", "Irene")
_LAST = ("Lee", "Brown", "Whitfield", "Carter", "Turner", "Miller", "Adams", "Walker")
_TABLE = re.compile("share_[0-9]+")


def rows(first: int, count: int) -> Iterator[tuple[int, str, str, str, str, str]]:
    """Some with a number, some with two, some in words, some of nobody."""
    for number in range(first, first + count):
        name = f"{_FIRST[number % 8]} {_LAST[number // 8 % 8]}"
        ssn = f"{10 + number // 1_000_000:03}-{94 + number // 9999 % 5}-{1 + number % 9999:04}"
        card = "4000 0566 5566 5556" if number % 35 == 0 else ""
        words = f"{name}, 12 Elm St, Boston MA 02115, SSN {ssn}" if number % 11 == 0 else f"order {number:09}"
        own = "" if number % 15 == 0 else name
        yield number, own, ssn if number % 5 == 0 else "", card, ("MA", "NH", "")[number % 3], words


def scan(place: str, key: Path, report: Path, workers: int) -> Usage:
    """Scan a place once."""
    options = ["-q", "-f", "jsonl", "-j", str(workers), "--key-file", str(key), "--max-findings-per-file", "0"]
    report.unlink(missing_ok=True)
    return measure([sys.executable, "-m", "piiscan", "scan", place, *options, "-o", str(report)])


def told(report: Path) -> dict[str, list[Any]]:
    """What is said of each table or file, without its place."""
    said: dict[str, list[Any]] = {}
    with report.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            table = _TABLE.search(record.get("file", ""))
            if table is None or record["type"] not in {"finding", "outcome"}:
                continue
            if record["type"] == "outcome":
                own: Any = [record["status"], record["counts"], record["listed"]]
            else:
                elements = [(one["kind"], one["masked"], one["evidence"]) for one in record["elements"]]
                own = [elements, *(record[name] for name in ("subject", "person", "classification", "residency"))]
            said.setdefault(table[0], []).append(own)
    return said


def fill(kind: str, port: int, tables: int, each: int) -> str:
    """Put the rows into a server; the URL of its database."""
    login = {"host": "127.0.0.1", "port": port, "user": "boss", "password": db_servers.PASSWORD}
    connection: Any
    if kind == "postgresql":
        import psycopg

        name, connection = "postgres", psycopg.connect(**login, dbname="postgres")  # type: ignore[arg-type]
    else:
        import pymysql

        name, connection = "shop", pymysql.connect(**login)  # type: ignore[call-overload]
        connection.cursor().execute("CREATE DATABASE shop")
        connection.select_db("shop")
    cursor = connection.cursor()
    words = ", ".join(f"{column} varchar(120)" for column in COLUMNS[1:])
    marks = ", ".join(["%s"] * len(COLUMNS))
    for table in range(tables):
        cursor.execute(f"CREATE TABLE share_{table} (id integer PRIMARY KEY, {words})")
        cursor.executemany(f"INSERT INTO share_{table} VALUES ({marks})", list(rows(table * each, each)))  # noqa: S608
    connection.commit()
    connection.close()
    return f"{kind}://boss@127.0.0.1:{port}/{name}"


def row(name: str, usage: Usage, count: int, said: str) -> None:
    """A line of the table."""
    figures = (f"{usage.wall:.1f}", f"{usage.cpu:.1f}", f"{count / usage.wall:.0f}", f"{usage.peak:.0f}")
    print(f"| {' | '.join((name, *figures, said))} |", flush=True)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="postgresql,mariadb")
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--tables", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    each = options.rows // options.tables
    os.environ["PIISCAN_DB_PASSWORD"] = db_servers.PASSWORD
    code = 0
    with tempfile.TemporaryDirectory() as own:
        folder, key, report = Path(own, "share"), Path(own, "key"), Path(own, "report.jsonl")
        folder.mkdir()
        key.touch(0o600)
        key.write_bytes(bytes(32))
        for table in range(options.tables):
            with (folder / f"share_{table}.csv").open("w", newline="") as file:
                csv.writer(file).writerows([COLUMNS, *rows(table * each, each)])
        usage = scan(str(folder), key, report, options.workers)
        local = told(report)
        print(f"{each * options.tables} rows, {options.tables} tables, {options.workers} workers\n")
        print("| from | s | cpu s | rows/s | peak MB | findings |\n|---|--:|--:|--:|--:|---|")
        row("files", usage, each * options.tables, str(sum(map(len, local.values())) - len(local)))
        for kind in options.only.split(","):
            with getattr(db_servers, kind)() as port:
                if port is None:
                    print(f"| {kind} | none is installed | | | | |")
                    continue
                usage = scan(fill(kind, port, options.tables, each), key, report, options.workers)
            same = len(local) == options.tables and told(report) == local
            row(kind, usage, each * options.tables, "the same" if same else f"DIFFERENT (exit code {usage.code})")
            code = code if same else 1
    return code


if __name__ == "__main__":
    sys.exit(main())
