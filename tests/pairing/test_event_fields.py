"""What systems write of events and forms: keys and values as objects, trails of changes, who only works on a record."""

import json

import pytest
from pairs import LEE, RAY, A, B, digits, numbers, people


@pytest.mark.parametrize("keys", [("Worker", "Manager"), ("Employee", "Supervisor"), ("Owner", "Agent")])
def test_who_is_named_by_a_role_alone_beside_whom_the_record_is_of(scan, keys):
    record = {keys[0]: "Ann Lee", "ssn": A, keys[1]: "Bob Ray"}
    assert people(scan(json.dumps(record), name="a.json")) == [LEE]


def test_fields_of_a_page_that_was_read(scan):
    pairs = [("Applicant Name", "Ann Lee"), ("Social Security #", A), ("Application ID", "100200300")]
    found = [{"key": {"content": key, "page": 1}, "value": {"content": value, "page": 1}} for key, value in pairs]
    assert people(scan(json.dumps({"keyValuePairs": found}), name="a.json")) == [LEE]


def test_items_of_a_table_whose_types_are_written_small(scan):
    item = {"firstName": {"s": "Ann"}, "lastName": {"s": "Lee"}, "ssn": {"s": A}, "seq": {"n": "100200300"}}
    assert people(scan(json.dumps({"requestParameters": {"item": item}}), name="a.json")) == [LEE]


def test_a_row_for_each_field_of_a_page_that_was_read(scan):
    rows = ["Page number,Key,Value,Key Confidence"]
    for page, (name, number) in enumerate((("Ann Lee", A), ("Bob Ray", B)), 1):
        rows += [f"{page},Name:,{name},99.2", f"{page},SSN:,{number},97.1", f"{page},Policy ref:,10020030{page},97.1"]
    assert numbers(scan("\n".join(rows), name="a.csv")) == [LEE, RAY]


@pytest.mark.parametrize(("number", "last", "counts"), [("773010001", "0001", True), ("773010001", "0002", False)])
@pytest.mark.parametrize("key", ["ssn_last_4", "ssnLast4"])
def test_a_number_whose_last_digits_stand_beside_it(scan, number, last, counts, key):
    person = {"first_name": "Ann", "last_name": "Lee", "id_number": number, key: last}
    assert people(scan(json.dumps({"individual": person}), name="a.json")) == ([LEE] if counts else [])


def test_the_licence_of_who_treats_others(scan):
    provider = {"npi": "1992739471", "name": "Ann Lee", "license": "S12345678", "state": "MA"}
    assert people(scan(json.dumps(provider), name="a.json")) == []
    del provider["npi"]
    assert people(scan(json.dumps(provider), name="a.json")) != []


def test_a_firm_with_the_form_of_a_name_that_pays(scan):
    payment = {
        "payer_name": "BLUE CROSS MA",
        "payer_bank_account_number": "60067337",
        "payer_routing_number": "011000138",
    }
    assert [one[0] for one in people(scan(json.dumps(payment), name="a.json"))] == ["review"]


def test_who_changed_a_record(scan):
    table = "| When | Who | Record | Field | To |\n|---|---|---|---|---|\n"
    rows = f"| 09:12 | Eva Cole | Ann Lee | ssn | {A} |\n| 09:14 | Eva Cole | Bob Ray | ssn | {B} |\n"
    assert numbers(scan(table + rows, name="a.md")) == [LEE, RAY]


def test_keys_between_bars(scan):
    line = "base|surname=LEE|first=ANN|ssn={}|ref=100200300\nbase|surname=RAY|first=BOB|ssn={}|ref=100200301\n"
    assert numbers(scan(line.format(digits(A), digits(B)))) == [LEE, RAY]


@pytest.mark.parametrize("key", [{"id": 7}, {"entity": "m-7", "at": "2026-03-04"}, {}])
def test_lines_that_are_each_a_field(scan, key):
    fields = [("first_name", "Ann"), ("last_name", "Lee"), ("ssn", A), ("order_id", "100200300")]
    others = [("first_name", "Bob"), ("last_name", "Ray"), ("ssn", B), ("order_id", "100200301")]
    lines = [json.dumps({**key, "field": name, "value": value}) for name, value in fields]
    key = {**key, **dict.fromkeys(list(key)[:1], 8)}
    lines += [json.dumps({**key, "field": name, "value": value}) for name, value in others]
    assert numbers(scan("\n".join(lines) + "\n", name="a.jsonl")) == [LEE, RAY]


def test_lines_of_fields_that_agree_in_nothing(scan):
    lines = [{"id": 7, "field": "full_name", "value": "Ann Lee"}, {"id": 8, "field": "ssn", "value": A}]
    assert people(scan("\n".join(map(json.dumps, lines)) + "\n", name="a.jsonl")) == [("element_only", None, LEE[1])]


def test_commands_as_they_are_sent(scan):
    words = ["HMSET", "member:7", "first_name", "Ann", "last_name", "Lee", "ssn", A, "state", "MA"]
    more = ["HSET", "m:8", "name", "Bob Ray", "ssn", B]
    sent = "".join(f"*{len(one)}\r\n" + "".join(f"${len(word)}\r\n{word}\r\n" for word in one) for one in (words, more))
    assert numbers(scan(sent, name="appendonly.aof")) == [LEE, RAY]


def test_values_with_more_said_of_them(scan):
    said = {
        key: {"page": 1, "value": value, "versions": [{"value": value, "at": "100200300"}]}
        for key, value in {"firstname": "Ann", "lastname": "Lee", "ssn": A, "state": "MA"}.items()
    }
    found = scan(json.dumps({"contacts": [{"vid": 100200300, "properties": said}]}), name="a.json")
    assert [one[:2] for one in people(found)] == [LEE]
    assert {one.residency.value for one in found.findings} == {"massachusetts"}


def test_values_of_pages_in_objects_of_their_own(scan):
    said = {"given_names": [{"value": "Ann", "confidence": 0.9}], "surname": {"value": "Lee", "confidence": 0.9}}
    said["ssn"] = {"confidence": 0.9, "value": A}
    assert people(scan(json.dumps({"prediction": said}), name="a.json")) == [LEE]


def test_fields_with_anchors_in_the_text(scan):
    fields = [
        {
            "fieldName": {"textAnchor": {"content": key}, "confidence": 0.9},
            "fieldValue": {"textAnchor": {"content": text}},
        }
        for key, text in (("Name:", "Ann Lee"), ("SSN:", A), ("Claim:", "100200300"))
    ]
    assert people(scan(json.dumps({"formFields": fields}), name="a.json")) == [LEE]


@pytest.mark.parametrize("name", [{"Surname": "Lee", "First": "Ann"}, {"Surname": "Lee", "GivenName": "Ann"}])
def test_parts_of_a_name_that_are_called_differently(scan, name):
    applicant = {
        "PrimaryApplicant": {"Name": name, "SSN": A},
        "Spouse": {"Name": {"Surname": "Ray", "First": "Bob"}, "SSN": B},
    }
    assert numbers(scan(json.dumps(applicant), name="a.json")) == [LEE, RAY]


@pytest.mark.parametrize("kind", ["BlockType", ""])
@pytest.mark.parametrize("key", ["Text", "content"])
def test_lines_of_a_page_in_an_object_each(scan, kind, key):
    texts = ["INTAKE FORM", "Name: Ann Lee", f"SSN: {A}", "Boston, MA 02110", "Claim No 100200300"]
    lines = [{**({kind: "LINE"} if kind else {}), "Id": "x", key: text, "Geometry": {"Top": 0.1}} for text in texts]
    words = [{kind: "WORD", key: "Bob Ray"}] if kind else []
    found = scan(json.dumps({"Blocks": [*lines, *words]}, indent=1), name="a.json")
    assert people(found) == [LEE]


def test_messages_that_are_no_lines_of_a_page(scan):
    posts = [{"user": "U1", "text": "Name: Ann Lee"}, {"user": "U2", "text": f"SSN: {A}"}]
    assert people(scan(json.dumps(posts), name="a.json")) == [("element_only", None, LEE[1])]


@pytest.mark.parametrize("number", [A, digits(A), "4539578763621486"])
def test_bodies_of_requests_whose_quotes_are_escaped(scan, number):
    key = "card_number" if len(digits(number)) > len("773010001") else "ssn"
    body = json.dumps({"name": "Ann Lee", key: number, "state": "MA", "order": "100200300"})
    line = f'10.2.3.4 "POST /api/pay HTTP/1.1" 200 request_body: "{body}" rt=0.02\n'.replace(
        body, body.replace('"', "\\x22")
    )
    assert people(scan(line, name="access.log")) == [(LEE[0], digits(number))]
