"""Objects as text in the cells of a table: whom their keys name goes before whom the record names."""

import json
import sqlite3

import pytest
from pairs import LEE, RAY, A, B, people

HOLDERS = [("Ann", "Lee", A), ("Bob", "Ray", B)]


def csv(head, rows):
    cells = [[cell if cell.isalnum() else '"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    return "\n".join([head, *map(",".join, cells), ""])


def whole(given, surname, number):
    return json.dumps({"applicant": {"first": given, "last": surname, "ssn": number}})


def test_an_object_with_name_and_number(scan):
    rows = [("1", whole(*one), "x") for one in HOLDERS]
    assert people(scan(csv("id,payload,note", rows), "a.csv")) == [LEE, RAY]


def test_the_other_columns_name_the_person_of_a_number_in_an_object(scan):
    rows = [(given, surname, json.dumps({"ssn": number, "tier": "gold"})) for given, surname, number in HOLDERS]
    assert people(scan(csv("first_name,last_name,meta", rows), "a.csv")) == [LEE, RAY]


def test_an_object_names_the_person_of_a_number_in_another_column(scan):
    rows = [(number, json.dumps({"firstName": given, "lastName": surname})) for given, surname, number in HOLDERS]
    assert people(scan(csv("ssn,profile", rows), "a.csv")) == [LEE, RAY]


@pytest.mark.parametrize("key", ["created_by", "actor"])
def test_who_made_the_record_is_not_whom_the_object_names(scan, key):
    rows = [("Mai Tran", whole(*one)) for one in HOLDERS]
    assert people(scan(csv(f"{key},data", rows), "a.csv")) == [LEE, RAY]
    values = ",\n".join(f"({at}, 'Mai Tran', '{whole(*one)}')" for at, one in enumerate(HOLDERS))
    assert people(scan(f"INSERT INTO events (id, {key}, payload) VALUES\n{values};\n", "a.sql")) == [LEE, RAY]


def test_an_object_in_a_database(scan, tmp_path):
    path = tmp_path / "made.sqlite"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE kv (id INTEGER, owner TEXT, doc TEXT)")
        made.executemany("INSERT INTO kv VALUES (1, 'Mai Tran', ?)", [(whole(*one),) for one in HOLDERS])
    made.close()
    assert people(scan(path.read_bytes(), "a.sqlite")) == [LEE, RAY]


def test_an_object_without_a_number_of_ours_names_nobody_for_the_row(scan):
    rows = [("Ann Lee", A, json.dumps({"approver": "Bob Ray"})), ("Ann Lee", A, json.dumps({"name": "Bob Ray"}))]
    assert people(scan(csv("name,ssn,audit", rows), "a.csv")) == [LEE, LEE]
    two = json.dumps({"buyer": {"name": "Ann Lee"}, "seller": {"name": "Bob Ray"}})
    assert not [one for one in people(scan(csv("ssn,deal", [(A, two)]), "a.csv")) if one in (LEE, RAY)]


ENVIRONMENT = {
    "a container": '{"Config": {"Env": ["PATH=/usr/bin", "FIRST_NAME=Ann", "LAST_NAME=Lee", "SSN=773010001", "B=773010009"]}}',
    "a query": '{"options": ["name=Ann Lee", "ssn=773-01-0001", "ref=773010009"]}',
}


@pytest.mark.parametrize("text", ENVIRONMENT.values(), ids=ENVIRONMENT)
def test_a_list_of_settings_is_an_object(scan, text):
    assert people(scan(text, "a.json")) == [("ann lee", "773010001")]


def test_so_it_is_in_yaml(scan):
    text = "app:\n  environment:\n    - DEMO_FIRST_NAME=Ann\n    - DEMO_LAST_NAME=Lee\n    - DEMO_SSN=773-01-0001\n"
    assert people(scan(text, "docker-compose.yml")) == [("ann lee", "773010001")]


@pytest.mark.parametrize("text", ['{"a": ["name=Ann Lee", "ssn"], "b": "773010001"}', '{"a": ["x=1", 773010001]}'])
def test_other_lists_are_none(scan, text):
    assert people(scan(text, "a.json")) == []
