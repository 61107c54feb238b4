"""JSON tables whose rows and cells are objects of their own, as query services and spreadsheets give them out."""

import json

import pytest
from format_samples import json_told, stands_where_it_is_written, tells_the_same_in_pieces
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.objects.json_places import nth
from piiscan.formats.objects.json_wrapped import cells_of, width_of

TITLES = ["name", "ssn", "state"]
ROWS = [["Ann Lee", "773010001", "MA"], ["Bob Ray", "773-01-0002", "MA"]]
PEOPLE = [("ann lee", "773010001"), ("bob ray", "773010002")]
SOME = 600  # rows of a document that is longer than what tells its format


def _each(cells, key):
    return [{key: cell} for cell in cells]


def _big_query(rows):
    fields = [{"name": title, "type": "STRING", "mode": "NULLABLE"} for title in TITLES]
    return {"kind": "x", "schema": {"fields": fields}, "rows": [{"f": _each(row, "v")} for row in rows]}


def _athena(rows, first=(TITLES,)):
    infos = [{"CatalogName": "hive", "Name": title, "Label": title, "Type": "varchar"} for title in TITLES]
    data = [{"Data": _each(row, "VarCharValue")} for row in (*first, *rows)]
    return {"UpdateCount": 0, "ResultSet": {"Rows": data, "ResultSetMetadata": {"ColumnInfo": infos}}}


def _athena_page(rows):
    return _athena(rows, ())


def _rds(rows):
    records = [_each(row, "stringValue") for row in rows]
    return {"records": records, "columnMetadata": [{"name": title, "typeName": "varchar"} for title in TITLES]}


def _metabase(rows):
    return {"data": {"rows": rows, "cols": [{"name": title, "base_type": "type/Text"} for title in TITLES]}}


def _neo4j(rows):
    return {"results": [{"columns": TITLES, "data": [{"row": row, "meta": [None] * 3} for row in rows]}]}


def _charts(rows):
    columns = [{"id": "A", "label": title, "type": "string"} for title in TITLES]
    return {"table": {"cols": columns, "rows": [{"c": _each(row, "v")} for row in rows]}}


def _sheet(rows):
    ink = {"textFormat": {"foregroundColorStyle": {"rgbColor": {"red": 1}}}}
    made = [
        {"values": [{"userEnteredValue": {"stringValue": cell}, "formattedValue": cell, "format": ink} for cell in row]}
        for row in (TITLES, *rows)
    ]
    return {"sheets": [{"data": [{"rowData": made}]}]}


def _smartsheet(rows):
    columns = [{"id": 4539578763621486 + at, "index": at, "title": title} for at, title in enumerate(TITLES)]
    made = [
        {
            "id": 4556737586899855 + number,
            "rowNumber": number,
            "cells": [{"columnId": 4539578763621486, "value": one} for one in row],
        }
        for number, row in enumerate(rows)
    ]
    return {"id": 4916338506082832, "columns": columns, "rows": made}


def _sparql(rows):
    bound = [
        {title: {"type": "literal", "value": cell} for title, cell in zip(TITLES, row, strict=True)} for row in rows
    ]
    return {"head": {"vars": TITLES}, "results": {"bindings": bound}}


TABLES = [
    _big_query, _athena, _athena_page, _rds, _metabase, _neo4j, _charts, _sheet, _smartsheet,
]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("made", [*TABLES, _sparql], ids=lambda one: one.__name__)
def test_rows_that_are_objects_are_rows(scan, made, indent):
    found = scan(json.dumps(made(ROWS), indent=indent), "a.json")
    assert found.persons() == PEOPLE
    assert {(one[0], one[1]) for one in found.classes()} == {("personal_information", "massachusetts")}


@pytest.mark.long
@pytest.mark.parametrize("made", [*TABLES, _sparql], ids=lambda one: one.__name__)
def test_in_a_long_document_as_well(scan, made):
    rows = [["Ann Lee", f"77301{number:04}", "MA"] for number in range(1, SOME)]
    assert len(scan(json.dumps(made(rows)), "a.json").persons()) == SOME - 1


@pytest.mark.parametrize("made", TABLES, ids=lambda one: one.__name__)
def test_the_place_is_where_the_value_is_written(scan, made):
    assert stands_where_it_is_written(scan, json.dumps(made(ROWS), indent=1), "773-01-0002")


def test_what_a_row_holds_beside_its_cells_is_read(scan):
    rows = [{"f": _each(["Ann Lee", "7"], "v"), "ssn": "773-01-0001"}, {"f": _each(["Bob Ray", "8"], "v"), "x": 1}]
    document = {"schema": {"fields": [{"name": "name"}, {"name": "case id"}]}, "rows": rows}
    assert scan(json.dumps(document), "a.json").persons() == PEOPLE[:1]


def test_what_stands_beside_titles_in_a_row_of_their_own_is_read(scan):
    document = [{"f": TITLES, "values": [["Jo Poe", "773-01-0009", "MA"], ["Al Orr", "773-01-0008", "MA"]]}]
    assert {number for _, number in scan(json.dumps(document), "a.json").persons()} <= {"773010009", "773010008"}
    rows = [{"f": [{"v": cell} for cell in row], "id": at} for at, row in enumerate((TITLES, *ROWS))]
    assert scan(json.dumps(rows), "a.json").persons() == PEOPLE


def test_what_a_cell_holds_beside_its_value_is_read(scan):
    cells = [{"v": "Ann Lee"}, {"v": "7", "note": "SSN 773-01-0001"}]
    document = {"cols": [{"label": "name"}, {"label": "tax remarks"}], "rows": [{"c": cells}]}
    assert scan(json.dumps(document), "a.json").persons() == PEOPLE[:1]


@pytest.mark.parametrize(
    "document",
    [
        {"schema": {"fields": [{"name": "name"}, {"name": "order_no"}]}, "rows": [{"f": _each(ROWS[0][:2], "v")}]},
        {"columns": ["name", "id"], "rows": [{"data": [{"name": "Order", "value": "773010001"}, {"name": "x", "value": 1}]}]},
        {"datasets": [{"label": "Sales", "data": [773010001, 773010002]}], "names": ["Ann Lee", "Bob Ray"]},
        {"customer": {"type": "string", "value": "Ann Lee"}, "order": {"type": "string", "value": "773010001"}},
        {"head": {"vars": ["name", "order"]}, "results": {"bindings": [{"order": {"type": "literal", "value": "773010001"}}]}},
    ],
    ids=range(5),
)  # fmt: skip
def test_other_numbers_are_no_evidence(scan, document):
    assert not scan(json.dumps(document), "a.json").findings


def test_objects_with_names_for_their_values_are_no_cells(scan):
    fields = [
        [{"name": "Name", "value": name}, {"name": "SSN", "value": ssn}] for name, ssn, _ in ROWS
    ]  # each a field of its own, below a list of two columns or not
    document = {"columns": ["id", "ssn"], "rows": [{"data": one} for one in fields]}
    assert scan(json.dumps(document), "a.json").persons() == PEOPLE
    objects = [{"full_name": name, "ssn": ssn} for name, ssn, _ in ROWS]
    assert scan(json.dumps({"columns": ["id", "ssn"], "rows": [{"data": objects}]}), "a.json").persons() == PEOPLE


@given(st.integers(1, 200), st.sampled_from([_big_query, _athena, _neo4j, _smartsheet]), st.sampled_from([None, 1]))
def test_however_it_is_read_it_is_told_the_same(size, made, indent):
    """A document of this size is in memory with the first block as far as its titles."""
    text = json.dumps(made(ROWS * 9), indent=indent)
    assert tells_the_same_in_pieces(text, size)


_cells = st.lists(
    st.text(max_size=6) | st.integers() | st.builds(lambda one: {"v": one}, st.text(max_size=6)), min_size=2, max_size=5
)


@given(_cells, st.sampled_from([None, 2]), st.booleans())
def test_each_value_is_found_where_it_is_written(cells, indent, inside):
    row = {"id": [1], "f": cells, "x": "y"} if inside else cells
    text = json.dumps(row, indent=indent)
    assert width_of(row) == len(cells)
    for which, value in enumerate(cells_of(row)[: len(cells)]):
        told = json.dumps(value)
        assert text.startswith(told.removeprefix('"'), nth(text, 0, which))


@pytest.mark.parametrize(
    "piece", ['[{"f":["a",', '[{"f":[{"v":[{"v":', '[{"f":[{"v":"x"},{"v":"y"}],"z":', '[{"a":1,"f":[', '{"v":"a"},']
)
def test_what_never_ends_costs_no_more_than_its_length(piece):
    text = '{"columns": ["name", "ssn"], "x": [{"f": [' + piece * 20_000
    assert len(json_told(text)) > 0
