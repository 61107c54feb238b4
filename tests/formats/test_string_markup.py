"""Tables of HTML in strings of JSON, and printed ones in the lines of a notebook: each row is a person."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.encoded.string_markup import markup_at, printed_at, taken_at
from piiscan.formats.encoded.triggers import MARKUP

LEE, RAY = ("ann lee", "773010001"), ("bob ray", "773010002")
ROWS = [["first", "last", "ssn", "badge"], ["Ann", "Lee", "773010001", "773010008"], ["Bob", "Ray", "773010002", "7"]]


def markup(rows=ROWS, *, cell="td", between=""):
    first, *rest = [[f"<{cell}>{text}</{cell}>" for text in row] for row in rows]
    lines = ["<p>New hires:</p><table border='1'>", *(f"<tr>{''.join(row)}</tr>" for row in (first, *rest)), "</table>"]
    return between.join(lines)


def found(scanned):
    return [
        (one.person.normal if one.person else None, element.value)
        for one in scanned.findings
        for element in one.elements
    ]


TEXTS = {
    "a message": json.dumps({"body": {"contentType": "html", "content": markup()}}),
    "with its lines": json.dumps({"html_body": markup(between="\n")}, indent=1),
    "slashes with a sign before": json.dumps({"html": markup()}).replace("</", "<\\/"),
    "signs as numbers": json.dumps({"html": markup()}).replace("<", "\\u003c").replace(">", "\\u003E"),
    "a string for each line": json.dumps({"text/html": markup(between="\n").splitlines(keepends=True)}, indent=1),
    "a column without title": json.dumps(
        {"html": markup([["", *ROWS[0]], ["0", *ROWS[1]], ["1", *ROWS[2]]], cell="th")}
    ),
    "behind one without titles": json.dumps({"html": "<table><tr><td>Hi</td></tr></table>" + markup()}),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_each_row_is_a_person(scan, text):
    assert found(scan(text, "a.json")) == [LEE, RAY]


PRINTED = [
    "   first  last        ssn  score\n",
    "0    Ann   Lee  773010001    118\n",
    "1    Bob   Ray  773010002      2\n",
]


@pytest.mark.parametrize("key", ["text", "text/plain"])
@pytest.mark.parametrize("indent", [None, 1])
def test_what_a_notebook_shows(scan, key, indent):
    cell = {"cell_type": "code", "source": ["df.head()"], "outputs": [{"data": {key: PRINTED}}]}
    assert found(scan(json.dumps({"cells": [cell], "nbformat": 4}, indent=indent), "a.ipynb")) == [LEE, RAY]


def test_a_form_stays_where_it_is(scan):
    rows = [["Full name", "Ann Lee"], ["SSN", "773-01-0001"], ["Order", "773010009"]]
    assert found(scan(json.dumps({"html": markup(rows)}), "a.json")) == [LEE]


@pytest.mark.parametrize(
    "rows",
    [
        [["first", "last", "order"], ["Ann", "Lee", "773010001"]],
        [["item", "part no", "qty"], ["Bolt", "773010001", "7"]],
    ],
)
def test_tables_of_other_things(scan, rows):
    assert not scan(json.dumps({"html": markup(rows)}), "a.json").findings


def test_what_has_no_end_is_looked_at_once():
    data = b'{"a": "' + b"<table><tr>" * 1000
    taken, looked = taken_at(MARKUP, data, 13)
    assert (taken, looked) == (None, len(data))


@given(st.text('<table>trhdsn"\\/,: \n', max_size=80), st.integers(0, 90))
def test_nothing_makes_it_fail(text, place):
    data = ('["<table' + text).encode()
    inside, _ = markup_at(data, min(8 + place, len(data)))
    assert inside.start <= inside.end <= len(data)
    assert printed_at(data, min(place, len(data))) is None or b"\\n" in data
