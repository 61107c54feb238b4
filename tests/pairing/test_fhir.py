"""Identifiers of FHIR, HR-XML and the like: what a number is stands in a type beside it, perhaps far from it."""

from __future__ import annotations

import json

import pytest
from pairs import people

TABLE = "http://terminology.hl7.org/CodeSystem/v2-0203"
NAME = [{"use": "official", "family": "Lee", "given": ["Ann"]}]
LICENSE = {
    "type": {
        "coding": [{"system": TABLE, "code": "DL", "display": "Driver's license number"}],
        "text": "Driver's license number",
    },
    "system": "urn:oid:2.16.840.1.113883.4.3.25",
    "value": "S99912345",
}
SSN = {"type": {"coding": [{"system": TABLE, "code": "SS"}]}, "system": "http://hl7.org/fhir/sid/us-ssn"}


def patient(*identifiers, indent=None):
    return json.dumps({"resourceType": "Patient", "identifier": identifiers, "name": NAME}, indent=indent)


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_patient_of_fhir_with_all_there_is(scan, indent):
    text = patient({**SSN, "value": "773010001"}, LICENSE, indent=indent)
    assert people(scan(text, "a.json")) == [("ann lee", "773010001", "S99912345")]


@pytest.mark.parametrize(
    "said", [{"type": {"coding": [{"code": "DL"}]}}, {"system": "urn:oid:2.16.840.1.113883.4.3.25"}]
)
def test_the_code_or_the_issuer_says_that_it_is_a_license(scan, said):
    assert people(scan(patient({**said, "use": "official", "value": "S99912345"}), "a.json")) == [
        ("ann lee", "S99912345")
    ]


@pytest.mark.parametrize(
    "said",
    [{}, {"type": {"text": "Employee code"}}, {"system": "urn:oid:1.2.3"}, {"key": "badge"}, {"use": "official"}],
)
def test_what_no_type_says_is_no_license(scan, said):
    assert not scan(patient({**said, "value": "S99912345"}), "a.json").findings


@pytest.mark.parametrize("attribute", ["type", "schemeID", "schemeName", "idType", "code"])
def test_an_attribute_beside_a_value_names_its_type(scan, attribute):
    text = (
        "<Person><PersonName><GivenName>Ann</GivenName><FamilyName>Lee</FamilyName></PersonName>"
        f'<PersonId {attribute}="SSN">773010001</PersonId></Person>'
    )
    assert people(scan(text, "a.xml")) == [("ann lee", "773010001")]
    assert not scan(text.replace("SSN", "Badge"), "a.xml").findings
