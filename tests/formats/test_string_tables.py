"""Tables in strings of JSON, as logs of requests and queues have them: their titles count, and nothing is seen twice."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.encoded import string_tables
from piiscan.formats.encoded.string_tables import table_at

LEE, RAY = ("ann lee", "010940001"), ("bob ray", "773010002")
ROWS = [["name", "ssn", "city"], ["Ann Lee", "010-94-0001", "Lynn"], ["Bob Ray", "773010002", "Salem"]]


def table(mark=",", end="\n", rows=ROWS, quote=""):
    return "".join(mark.join(f"{quote}{cell}{quote}" for cell in row) + end for row in rows)


def found(scanned):
    return [(finding.person and finding.person.normal, finding.elements[0].value) for finding in scanned.findings]


TABLES = {
    "commas": table(),
    "semicolons": table(";"),
    "bars": table("|"),
    "tabs": table("\t"),
    "other line ends": table(end="\r\n"),
    "quotation marks": table(quote='"'),
    "no line end": table().rstrip(),
    "a row": table(rows=ROWS[:2]),
    "more columns": "id,first name,last_name,e-mail,SSN #\n1,Ann,Lee,a@example.com,010940001\n2,Bob,Ray,b@example.com,773010002\n",
    "number first": "ssn,name\n010940001,Ann Lee\n773010002,Bob Ray\n",
}
NONE = {
    "a letter": "Dear Ann, my ssn name\nis below, as you asked. The first is 010940001, Bob\n",
    "ragged": "name,ssn\nAnn Lee,010940001,MA\nBob Ray\n",
    "titles alone": "name,ssn\n",
    "no number": "name,city\nAnn Lee,Lynn\n",
    "no name": "batch,ssn\n1,010940001\n",
    "titles come again": "name,name,ssn,ssn\nAnn,Lee,010940001,1\n",
    "one column": "name ssn\nAnn 010940001\n",
    "a title that is none": "name,ssn,12\nAnn Lee,010940001,1\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_a_string_is_read_as_one(scan, name):
    text = json.dumps({"id": 1, "payload": TABLES[name], "state": "x"})
    assert found(scan(text, name="a.json")) == [LEE, RAY][: 1 if name == "a row" else 2]


@pytest.mark.parametrize("name", NONE)
def test_a_string_that_is_no_table_stays_where_it_is(name):
    text = json.dumps({"payload": NONE[name]}).encode()
    assert all(table_at(text, place) is None for place in range(len(text)))


def test_every_number_is_found_once_and_what_is_beside_stays(scan):
    text = json.dumps({"payload": table(), "other": {"name": "Cy Dow", "ssn": "773-01-0003"}})
    assert sorted(found(scan(text, name="a.json"))) == [LEE, RAY, ("cy dow", "773010003")]


def test_whoever_the_object_names_has_the_numbers_of_a_table_without_names(scan):
    text = json.dumps({"customer_name": "Ann Lee", "payload": "ssn,zip\n010-94-0001,01901\n"})
    assert found(scan(text, name="a.json")) == [LEE]


def test_several_in_a_file_of_lines(scan):
    lines = "".join(json.dumps({"id": at, "message": table(rows=[ROWS[0], ROWS[at]])}) + "\n" for at in (1, 2))
    assert found(scan(lines, name="a.jsonl")) == [LEE, RAY]


def test_its_place_is_that_of_the_string(scan):
    finding = scan(json.dumps({"payload": table()}), name="a.json").findings[0]
    assert [step.axis for step in finding.at][:3] == ["LINE", "COLUMN", "DECODED"]


def test_rows_beyond_the_reach_of_a_label_are_found(scan):
    rows = [ROWS[0], *([f"Ann Lee{chr(97 + at % 26)}", f"7730{at + 10001}", "Lynn"] for at in range(300))]
    assert len(found(scan(json.dumps({"payload": table(rows=rows)}), name="a.json"))) == 300


def test_of_a_long_string_only_the_first_line_is_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(string_tables, "_is_table", asked.append)
    text = json.dumps({"payload": "name,ssn\n" * 100}).encode()
    assert all(table_at(text, place) is None for place in range(len(text)))
    assert len(asked) == 1


@given(st.text('name,ssn\n"\\:{} ', max_size=60), st.integers(0, 80))
def test_nothing_makes_it_fail(text, place):
    data = ('{"payload": "name,ssn\\n' + text).encode()
    inside = table_at(data, min(place, len(data)))
    assert inside is None or data[inside.end : inside.end + 1] == b'"'
