"""Batches of rows of SQLite: joined by columns they are what they are cell by cell."""

from __future__ import annotations

import math
import sqlite3

import pytest
from format_samples import read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats import kernel
from piiscan.formats.databases import sqlite_cells
from piiscan.formats.databases.sqlite_cells import Joiner
from piiscan.formats.segments.record_table import LONGEST_CELL, number_cell

_TEXTS = st.text(max_size=6, alphabet=st.characters(codec="utf-8"))
_FLOATS = st.floats(allow_nan=False) | st.integers(-(2**60), 2**60).map(float)
_INTEGERS = st.integers(-(2**63), 2**63 - 1)
_DAMAGED = st.binary(max_size=6).map(bytearray)
_KINDS = (_TEXTS, _INTEGERS, _FLOATS, st.none())


def _cell(value: str | bytearray | float | None) -> bytes:
    if isinstance(value, str | bytearray):
        return value.encode() if isinstance(value, str) else bytes(value)
    return b"" if value is None else number_cell(value)


def _column(kinds):
    return st.lists(st.one_of(kinds), min_size=4, max_size=4)


@given(
    st.lists(
        st.lists(st.sampled_from((*_KINDS, _DAMAGED)), min_size=1, max_size=2).flatmap(_column), min_size=1, max_size=5
    )
)
def test_columns_of_any_kinds_are_what_their_cells_are(columns):
    rows = list(zip(*columns, range(4), strict=True))
    expected = [b"\x1f".join(map(_cell, row[:-1])) for row in rows]
    joiner = Joiner()
    for part in (slice(0, 1), slice(1, 2), slice(0, 4), slice(2, 4)):  # kinds change from batch to batch
        assert joiner.joined(turned(rows[part])) == b"\x1e".join(expected[part])


def turned(rows):
    *columns, _ = zip(*rows, strict=True)
    return columns


@pytest.mark.parametrize(
    "column",
    [
        (0.1, 12.34, 5195.01, 100.0, 0.0, 7.5, 0.29, 1.1, 123456789012.34),
        (0.1, 0.001),
        (1.5, -2.25),
        (1.5, -0.0),
        (1.5, 9.99e14),
        (1.5, 1e15),
        (1.5, 1e300),
        (1.5, 1.7e308),
        (1.5, math.inf),
        (1.5, math.nan),
        (0.07, 0.57, 0.58, 1.15, 4.35, 1.005, 0.1 + 0.2),
    ],
)
def test_amounts_are_what_their_cells_are(column):
    assert Joiner().joined([column]) == b"\x1e".join(map(_cell, column))


@pytest.mark.parametrize("column", [(True, False), (1.5, True), (True, 1.5), (2, 1.5), (1.5, None)])
def test_what_comes_after_amounts_is_no_amount(column):
    joiner = Joiner()
    assert joiner.joined([(1.5, 2.25)]) == b"1.5\x1e2.25"
    shown = [b"True" if value is True else b"False" if value is False else _cell(value) for value in column]
    assert joiner.joined([column]) == b"\x1e".join(shown)


@given(st.lists(st.integers(0, 10**16), min_size=1, max_size=50))
def test_hundredths_are_what_their_cells_are(column):
    amounts = [number / 100 for number in column]
    assert Joiner().joined([amounts]) == b"\x1e".join(map(_cell, amounts))


@pytest.mark.parametrize("before", ["", 7, 1.5, None])
def test_bytes_in_any_column_are_left_to_another(before):
    joiner = Joiner()
    assert joiner.joined([(before,)]) is not None
    assert joiner.joined([(before, b"%%")]) is None
    assert joiner.joined([(before, "é")]) == _cell(before) + b"\x1e\xc3\xa9"


@pytest.mark.parametrize(("letter", "most"), [("a", LONGEST_CELL), ("é", LONGEST_CELL // 4)])
def test_what_may_be_a_document_of_its_own_is_left_to_another(letter, most):
    assert Joiner().joined([(letter * most,)]) is not None
    assert Joiner().joined([("a", letter * (most + 1))]) is None


@pytest.mark.parametrize("key", ["", " WITHOUT ROWID"])
@pytest.mark.parametrize("spoilt", [(0,), (3,), (499,), (500,), (700, 701, 1200), range(1300)])
def test_text_that_is_no_utf_8_costs_no_row(tmp_path, key, spoilt):
    path = tmp_path / "a.db"
    database = sqlite3.connect(path)
    database.execute(f"CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, ssn TEXT){key}")
    rows = [(row + 1, b"Jos\xe9" if row in spoilt else "José".encode(), f"010-94-{row:04}") for row in range(1300)]
    database.executemany("INSERT INTO t VALUES (?, CAST(? AS TEXT), ?)", rows)
    database.commit()
    database.close()
    found = read(path.read_bytes())
    assert found.gaps == []
    assert found.places == {ssn: [f"TABLE t ROW {row} COLUMN 3 KEY ssn"] for row, _, ssn in rows}
    assert [line.split("\x1f")[1].encode("utf-8", "surrogateescape") for line in _lines(path)] == [
        n for _, n, _ in rows
    ]


def _lines(path):
    """The records of the one table but its names, as they are."""
    from piiscan.config import Limits
    from piiscan.formats.base import new_context
    from piiscan.formats.identify import identify_blob
    from piiscan.model import Blob, Segment, Shape

    whole = Blob("a.db", lambda: path.open("rb"), size=path.stat().st_size)
    items = identify_blob(whole).extract(whole, new_context(Limits()))
    data = b"".join(item.data for item in items if isinstance(item, Segment) and item.shape is Shape.TABLE)
    return data.decode("utf-8", "surrogateescape").split("\x1e")[1:-1]


@pytest.mark.parametrize("way", ["compiled", "python"])
def test_a_table_of_plain_values_is_joined_in_batches(tmp_path, monkeypatch, way):
    if way == "python":
        monkeypatch.setattr(kernel, "joined", None)
    elif kernel.joined is None:
        pytest.skip("the kernel was not built here")
    path = tmp_path / "a.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE t (id, name, amount)")
    database.executemany("INSERT INTO t VALUES (?, ?, ?)", [(row, "Ann\0Lee", row / 4) for row in range(1000)])
    database.commit()
    database.close()
    made = []
    joined = Joiner.of_rows
    monkeypatch.setattr(sqlite_cells.Joiner, "of_rows", lambda self, rows: made.append(joined(self, rows)) or made[-1])
    assert _lines(path)[5] == "5\x1fAnn\0Lee\x1f1.25"
    assert [data.count(b"\x1e") + 1 for data in made] == [500, 500]
