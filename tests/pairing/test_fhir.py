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


def _typed(code, **more):
    return {"type": {"coding": [{"system": TABLE, "code": code}]}, **more}


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize(
    "said",
    [
        _typed("SB"),
        _typed("SS"),
        _typed("SB", system="https://hospital.example/ids"),
        {"system": "urn:oid:2.16.840.1.113883.4.1"},
        {"type": {"text": "Social Beneficiary Identifier"}},
    ],
    ids=range(5),
)
def test_the_code_alone_says_that_bare_digits_are_a_social_security_number(scan, said, indent):
    records = {"use": "official", **_typed("MR"), "value": "773010009"}
    text = patient(records, {**said, "value": "773010001"}, indent=indent)
    assert people(scan(text, "a.json")) == [("ann lee", "773010001")]


def test_a_type_behind_the_number_says_it_as_well(scan):
    assert people(scan(patient({"value": "773010001", **_typed("SB")}), "a.json")) == [("ann lee", "773010001")]


@pytest.mark.parametrize("indent", [None, 4])
@pytest.mark.parametrize(
    "said", [_typed("DL"), {"system": "urn:oid:2.16.840.1.113883.4.3.6"}, _typed("DL", assigner={"display": "DMV"})]
)
def test_licenses_of_other_states_have_codes_too(scan, said, indent):
    text = patient({**said, "value": "D1234562"}, {**_typed("MR"), "value": "D1234563"}, indent=indent)
    assert people(scan(text, "a.json")) == [("ann lee", "D1234562")]


@pytest.mark.parametrize("code", ["SB", "SS"])
def test_the_code_in_xml(scan, code):
    text = (
        f'<Patient xmlns="http://hl7.org/fhir"><identifier><type><coding><system value="{TABLE}"/><code value="{code}"/>'
        '</coding></type><value value="773010001"/></identifier>'
        '<name><family value="Lee"/><given value="Ann"/></name></Patient>'
    )
    assert people(scan(text, "a.xml")) == [("ann lee", "773010001")]
    assert not scan(text.replace(f'"{code}"', '"MR"'), "a.xml").findings


@pytest.mark.parametrize(
    "said",
    [
        _typed("SB", system="http://hl7.org/fhir/sid/ca-sin"),
        _typed("SB", system="urn:oid:2.16.840.1.113883.4.330.56"),
        _typed("MR"),
        _typed("EN", system="urn:oid:2.16.840.1.113883.4.4"),
        {"system": "https://hospital.example/ids"},
    ],
    ids=range(5),
)
def test_a_number_of_others_is_none_of_ours_though_a_code_is_near(scan, said):
    text = patient({**said, "value": "773010001"}, {**_typed("SB"), "period": {"start": "2001"}})
    assert not scan(text, "a.json").findings


def test_each_of_many_patients_has_their_own(scan):
    patients = [
        {
            "resource": {
                "identifier": [{**_typed("MR"), "value": f"{number:09}"}, {**_typed("SB"), "value": f"{number:09}"}]
            }
        }
        for number in range(773010001, 773010301)
    ]
    for one in patients:
        one["resource"]["name"] = NAME
    found = people(scan(json.dumps({"entry": patients}), "a.json"))
    assert found == [("ann lee", f"{number:09}") for number in range(773010001, 773010301)]
