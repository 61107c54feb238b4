"""JSON that is a table: rows below titles, titles among the rows, a row a line, and a list for each column."""

import json

import pytest
from format_samples import json_told, stands_where_it_is_written, tells_the_same_in_pieces
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.objects.json_rows import holds_rows
from piiscan.formats.sniff import text_kind
from piiscan.model import Shape

TITLES = ["id", "name", "ssn", "state"]
ROWS = [[7, "Ann Lee", "773010001", "MA"], [8, "Bob Ray", 773010002, None], [9, "José Díaz", "773-01-0003", "NY"]]
PEOPLE = [("ann lee", "773010001"), ("bob ray", "773010002")]

COLUMNS = {title: [row[at] for row in ROWS] for at, title in enumerate(TITLES)}
DOCUMENTS = [
    {"columns": TITLES, "rows": ROWS},
    {"meta": {"view": {"columns": [{"id": 1, "name": title} for title in TITLES]}}, "data": ROWS},
    {"resultSets": [{"headers": TITLES, "rowSet": ROWS}]},
    {"schema": {"fields": [{"name": title, "type": "string"} for title in TITLES]}, "data": ROWS},
    {"meta": [{"name": title, "type": "String"} for title in TITLES], "data": ROWS},
    {"columns": TITLES, "index": [0, 1, 2], "data": ROWS},
    {"values": [TITLES, *ROWS]},
    [TITLES, *ROWS],
    COLUMNS,
    {title: {str(at): value for at, value in enumerate(values)} for title, values in COLUMNS.items()},
]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_rows_are_a_table(scan, document, indent):
    found = scan(json.dumps(document, indent=indent), "a.json")
    assert found.persons() == PEOPLE
    assert [(one[0], one[1]) for one in found.classes()] == [
        ("personal_information", "massachusetts"),
        ("personal_information", "unknown"),
        ("non_resident", "elsewhere"),
    ]


def test_a_row_a_line(scan):
    text = "".join(json.dumps(row) + "\n" for row in [TITLES, *ROWS])
    assert scan(text, "a.jsonl").persons() == PEOPLE


@pytest.mark.parametrize("indent", [None, 1])
def test_the_place_is_where_it_is_written_and_the_title(scan, indent):
    assert stands_where_it_is_written(scan, json.dumps(DOCUMENTS[0], indent=indent), "773-01-0003")


def test_titles_of_other_things_are_no_evidence(scan):
    titles = ["id", "name", "order_no", "state"]
    assert not scan(json.dumps({"columns": titles, "rows": ROWS[:2]}), "a.json").findings


def test_what_is_round_the_rows_is_read_as_well(scan):
    document = {"name": "Jo Poe", "ssn": "773-01-0009", "columns": TITLES, "rows": ROWS, "more": [{"name": "Al Orr"}]}
    document["more"][0]["ssn"] = "773-01-0008"
    found = scan(json.dumps(document), "a.json")
    assert found.persons() == sorted([*PEOPLE, ("jo poe", "773010009"), ("al orr", "773010008")])


def test_two_tables_with_titles_of_their_own(scan):
    orders = [["Ann Lee", "773010004"], ["Bob Ray", "773010005"]]
    text = json.dumps([{"cols": ["name", "order_no"], "rows": orders}, {"cols": TITLES, "rows": ROWS}])
    assert scan(text, "a.json").persons() == PEOPLE


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [[1, 2], [3, 4]]}',
        '{"columns": ["time", "value"], "rows": [["10:00", 1]]}',
        '{"columns": ["name", "ssn"], "rows": [{"name": "Ann Lee", "ssn": "773010001"}]}',
        '{"user": {"name": "Ann Lee"}}',
        "[[[1.5, 2.5], [3.5, 4.5]]]",
        '{"tags": ["a", "b"], "name": "Ann Lee", "ssn": "773-01-0001"}',
    ],
)
def test_other_lists_are_objects_as_before(text):
    assert text_kind(text.encode(), "a.json") == "json"


def test_a_list_that_is_no_row_ends_the_table(scan):
    rows = [*ROWS[:1], ["x"], ["Cy Fox", "773-01-0007"]]
    text = json.dumps({"columns": TITLES, "rows": rows})
    assert scan(text, "a.json").persons() == [("ann lee", "773010001"), ("cy fox", "773010007")]


@pytest.mark.parametrize("cut", ["", "]", ', ["x', ', ["x", 1, ["y"'])
def test_a_document_that_ends_too_soon_keeps_its_rows(scan, cut):
    text = json.dumps({"columns": TITLES, "rows": ROWS})
    assert scan(text.removesuffix("]}") + cut, "a.json").persons() == PEOPLE


@given(st.integers(1, 200), st.sampled_from(DOCUMENTS[:7]), st.sampled_from([None, 1]))
def test_however_it_is_read_it_is_told_the_same(size, document, indent):
    """The look ahead is as long as a row and the titles: a document of this size is in memory with the first block."""
    text = json.dumps(document, indent=indent)
    assert tells_the_same_in_pieces(text, size)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda one: st.lists(one, max_size=4)))
def test_nothing_is_lost_or_told_twice(value):
    text = json.dumps({"columns": ["name", "ssn"], "rows": value})
    told = json_told(text)
    assert b"".join(data for shape, _, data in told if shape is Shape.OBJECT).startswith(b'{"columns"')
    if not any(shape is Shape.TABLE for shape, _, _ in told):
        assert [data.decode() for _, _, data in told] == [text]


def test_many_lists_cost_no_more_than_their_length():
    text = '{"columns": ["name", "ssn"], "x": ' + '[["a", "b"], ["x", 1], ' * 2000
    assert len(json_told(text)) > 0
    assert not holds_rows('[["a", ' * 3000)
