"""A "name" and its like beside a surname is the given name; a reference shows whom it refers to; forms of the web."""

from __future__ import annotations

import json

import pytest
from pairs import LEE, RAY, people

S, T = "773010001", "773010002"


@pytest.mark.parametrize(
    "header",
    [
        *("Name,Surname", "Nombre,Apellido", "Nombres,Apellidos", "Nome,Sobrenome", "Non,Siyati", "Name,Last Name"),
        "Employee Name,Employee Surname",
    ],
)
def test_a_table_with_a_name_and_a_surname(scan, header):
    assert people(scan(f"{header},SSN\nAnn,Lee,{S}\nBob,Ray,{T}\n", "a.csv")) == [LEE, RAY]


def test_a_name_that_is_whole_stays_whole(scan):
    assert people(scan(f"Name,Last Name,SSN\nAnn Lee,Lee,{S}\nBob Ray,Ray,{T}\n", "a.csv")) == [LEE, RAY]
    assert people(scan(f"Name,First Name,Last Name,SSN\nAnn Lee,Ann,Lee,{S}\n", "a.csv")) == [LEE]
    given = [{"name": "Ann Lee", "surname": "Lee", "ssn": S}, {"name": "Bob", "surname": "Ray", "ssn": T}]
    assert people(scan(json.dumps(given), "a.json")) == [LEE, RAY]


def test_a_surname_is_not_shown_twice(scan):
    for text, name in (
        (f"Name,Last Name,SSN\nAnn Lee,Lee,{S}\nBob Ray,Ray,{T}\n", "a.csv"),
        (json.dumps([{"name": "Ann Lee", "surname": "Lee", "ssn": S}]), "a.json"),
    ):
        assert scan(text, name).findings[0].person.name == "Ann Lee"


@pytest.mark.parametrize(
    "keys", [("name", "surname"), ("nombre", "apellido"), ("name", "lastName"), ("nome", "sobrenome")]
)
def test_an_object_with_a_name_and_a_surname(scan, keys):
    value = {keys[0]: "Ann", keys[1]: "Lee", "ssn": S}
    assert people(scan(json.dumps([value]), "a.json")) == [LEE]
    assert people(scan(f"<p><{keys[0]}>Ann</{keys[0]}><{keys[1]}>Lee</{keys[1]}><ssn>{S}</ssn></p>", "a.xml")) == [LEE]
    assert people(scan(json.dumps([{**value, keys[0]: "Ann Marie"}]), "a.json")) == [("ann lee", S)]


@pytest.mark.parametrize(
    "lines",
    [
        *("Name: Ann\nSurname: Lee", "Non: Ann\nSiyati: Lee", "Siyati: Lee\nNon: Ann", "Nombre: Ann\nApellido: Lee"),
        *(
            "Name (First): Ann\nName (Last): Lee",
            "Your Name (First): Ann\nYour Name (Last): Lee",
            "Patient Name (First): Ann\nPatient Name (Last): Lee",
            "Nom: Ann Lee",
        ),
    ],
)
def test_a_form_with_a_name_and_a_surname(scan, lines):
    assert people(scan(f"{lines}\nSSN: 773-01-0001\n")) == [LEE]


def test_the_name_of_an_order_is_nobodys(scan):
    rows = f"Name,Email,Billing Name,SSN\n#1001,a@x.com,Ann Lee,{S}\n#1002,b@x.com,Bob Ray,{T}\n"
    assert people(scan(rows, "orders.csv")) == [LEE, RAY]


@pytest.mark.parametrize("key", ["caller_id", "employee", "caller"])
def test_a_reference_of_a_ticket_shows_its_person(scan, key):
    ticket = {"number": "INC001", key: {"display_value": "Ann Lee", "link": "https://x"}, "description": f"my ssn {S}"}
    assert people(scan(json.dumps({"result": [ticket, {"number": "INC002", "description": "printer"}]}), "a.json")) == [
        LEE
    ]
    group = {**ticket, key: None, "assignment_group": {"display_value": "Ann Lee", "link": "https://x"}}
    assert not [one for one in people(scan(json.dumps({"result": [group]}), "a.json")) if one[0] == LEE[0]]


def test_the_kind_of_an_account_behind_a_bank_is_nobody(scan):
    text = "Your name: Ann Lee\nAddress: 51 Walnut St, Newton, MA 02460\nb. IRA, Keogh: Schwab IRA acct 18766437\n"
    assert people(scan(text)) == [("ann lee", "18766437")]


def test_a_credit_union_that_has_the_name_of_a_person_is_nobody(scan):
    said = "my direct deposit goes to Jeanne d'Arc, routing 211382931, account 6555277819."
    text = f"From: Ann Lee <a@b.example>\nSubject: x\n\n{said}\n"
    assert people(scan(text, "a.eml")) == [("ann lee", "6555277819")]
