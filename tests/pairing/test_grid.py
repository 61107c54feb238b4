"""The cells of a table segment against the plain way of cutting them."""

import csv
import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.model import Dialect, Segment, Shape
from piiscan.pairing.tables.grid import Grid

COMMA = Dialect(0x2C, 0x0A, 0x22)


def grid(data, dialect=COMMA, end=-1):
    return Grid(Segment(data, Shape.TABLE, lambda _: (), 0, end, dialect=dialect))


def rows(table):
    return [table.cells(row) for row in range(len(table))]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", []),
        (b"a", [["a"]]),
        (b"a,b\n", [["a", "b"]]),
        (b"a,b\nc", [["a", "b"], ["c"]]),
        (b"a,b\r\nc,\r\n", [["a", "b"], ["c", ""]]),
        (b"\n\n", [[""], [""]]),
        (b'"a,1","b\nc"\n"d ""e"""', [["a,1", "b\nc"], ['d "e']]),
        (b'\xef\xbb\xbf"a",b', [["a", "b"]]),
        (" é ,ü".encode("cp1252"), [["é", "ü"]]),
    ],
)
def test_cells(data, wanted):
    assert rows(grid(data)) == wanted


def test_the_dialect_of_documents():
    assert rows(grid(b'a\x1f"b\x1ec\x1f\x1e', Dialect())) == [["a", "b"], ["c", ""]]


def test_without_quoting_a_quote_is_a_letter():
    assert rows(grid(b'5" pipe,b\nc,d', COMMA._replace(quote=0))) == [['5" pipe', "b"], ["c", "d"]]


def test_what_stands_past_the_end_is_not_read():
    assert rows(grid(bytearray(b'a,b\nc,d\n"rest'), end=8)) == [["a", "b"], ["c", "d"]]


CELL = st.text(st.sampled_from(["a", "1", ",", "\n", "é", "-"]), max_size=5).map(lambda text: text.strip(" \n"))


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=6))
def test_what_csv_writes_is_read(table):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    assert rows(grid(out.getvalue().encode())) == table


@given(st.binary(max_size=60).map(lambda data: data.replace(b"q", b",").replace(b"z", b"\n")), st.data())
def test_places_and_spans_agree(data, choose):
    table = grid(data)
    for at in choose.draw(st.lists(st.integers(0, max(0, len(data) - 1)), max_size=4)) if data else ():
        row, column = table.places(np.array([at]))
        start, end = table.span(int(row[0]), int(column[0]))
        assert start <= at <= end
        first, last = table.inner(int(row[0]), int(column[0]))
        assert start <= first <= last <= end
        assert table.text(start, end) == table.clean(data[first:last])


def test_a_column_of_ragged_records():
    table = grid(b"a,b,c\nd\ne,f\n,,g")
    start, end = table.columns(np.arange(len(table)), 1)
    assert [table.text(*span) for span in zip(start.tolist(), end.tolist(), strict=True)] == ["b", "", "f", ""]
    assert list(table.sample(2)) == [["a", "b", "c"], ["d"]]


@given(st.lists(st.lists(st.sampled_from(["", "a", "bc"]), min_size=1, max_size=4), min_size=1, max_size=5))
@example([["a", "b"], ["c", "d"]])
@example([["a", "b"], ["c"]])
def test_columns_are_the_spans_of_the_cells(records):
    table = grid("".join(",".join(record) + "\n" for record in records).encode())
    everything = np.arange(len(table))
    for rows in (everything, everything[1:], everything[::2]):
        for column in range(5):
            start, end = table.columns(rows, column)
            for row, one, other in zip(rows.tolist(), start.tolist(), end.tolist(), strict=True):
                if column < table.width[row]:
                    assert (one, other) == table.span(row, column)
                else:
                    assert one == other
