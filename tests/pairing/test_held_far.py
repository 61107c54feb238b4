"""Numbers whose label stands further off in their object than beside them: fields of forms, messages in blocks."""

import json

import pytest
from pairs import LEE, people

SSN = "773010001"
FORM = {"label": "Social Security Number", "type": "text", "required": True, "placeholder": "#########", "value": SSN}


@pytest.mark.parametrize(
    "document",
    [
        {"fields": [{"label": "Name", "type": "text", "value": "Ann Lee"}, {"id": "f2", **FORM}]},
        {"name": {"type": "string", "value": "Ann Lee"}, "ssn": {"type": "string", "format": "nnn", "value": SSN}},
        {
            "properties": {
                "name": [{"id": 1, "value": "Ann Lee"}],
                "ssn": [{"id": {"@type": "g", "n": 1}, "value": SSN}],
            }
        },
        {
            "3": {"text": "Full Name", "answer": "Ann Lee"},
            "5": {"text": "SSN", "kind": "control_textbox", "answer": SSN},
        },
    ],
)
def test_a_value_is_what_its_object_says(scan, document):
    assert people(scan(json.dumps(document), "a.json")) == [LEE]


def test_the_values_of_other_fields_beside_it_are_none(scan):
    other = {"label": "Order", "type": "text", "required": True, "placeholder": "#########", "value": "773010009"}
    fields = [{"label": "Name", "value": "Ann Lee"}, FORM, other, {"id": "f4", "label": "Badge", "value": "773010019"}]
    assert people(scan(json.dumps({"fields": fields}), "a.json")) == [LEE]
    thing = {"name": "Ann Lee", "note": "ssn removed", "thing": {"kind": "x", "value": "773010009"}}
    assert people(scan(json.dumps(thing), "a.json")) == []


def test_messages_in_blocks(scan):
    def message(*texts):
        fields = [{"type": "mrkdwn", "text": text} for text in texts]
        one = {"text": fields[0]} if len(fields) == 1 else {"fields": fields}
        return json.dumps({"blocks": [{"type": "section", **one}]})

    assert people(scan(message(f"*Name:* Ann Lee\n*SSN:* {SSN}"), "a.json")) == [LEE]
    assert people(scan(message("*Name*\nAnn Lee", f"*SSN:*\n{SSN}"), "a.json")) == [LEE]
    assert people(scan(message("*Name*\nAnn Lee", "*Order*\n773010009"), "a.json")) == []


def test_what_an_object_is_called_says_nothing_of_a_text_with_a_label(scan):
    assert people(scan(json.dumps({"name": "Ann Lee", "case": {"text": f"SSN {SSN}"}}), "a.json")) == [LEE]
    for held in ({"text": "Order # 773010009"}, {"text": "ref 773-01-0009"}, {"number": "773-01-0009"}):
        assert people(scan(json.dumps({"name": "Ann Lee", "order": held}), "a.json")) == []


def test_types_as_workday_describes_them_and_texts_under_a_dollar(scan):
    kind = {"id": "y", "descriptor": "Social Security Number (SSN)"}
    worker = {"worker": {"descriptor": "Ann Lee"}, "nationalId": {"idType": kind, "id": "773-01-0001"}}
    assert people(scan(json.dumps(worker), "a.json")) == [LEE]
    assert people(scan(json.dumps({"name": {"$": "Ann Lee"}, "ssn": {"$": SSN}}), "a.json")) == [LEE]


def test_pairs_that_have_an_object_of_their_own(scan):
    columns = [{"column": {"name": name, "value": value}} for name, value in (("name", "Ann Lee"), ("ssn", SSN))]
    assert people(scan(json.dumps({"insert": {"tableName": "emp", "columns": columns}}), "a.json")) == [LEE]
