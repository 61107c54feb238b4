"""Objects that name several persons by what they are to the record: whose a number is that names none of them."""

import json

import pytest
from pairs import LEE, RAY, A, people

OF_THE_RECORD = {
    "an agent": {"customer_name": "Ann Lee", "agent_name": "Bob Ray", "ssn": A},
    "an agent first": {"agent_name": "Bob Ray", "customer_name": "Ann Lee", "ssn": A},
    "a supervisor, number first": {"ssn": A, "employee_name": "Ann Lee", "supervisor_name": "Bob Ray"},
    "objects of their own": {"customer": {"name": "Ann Lee"}, "agent": {"name": "Bob Ray"}, "ssn": A},
    "names in parts": {
        "patient": {"firstName": "Ann", "lastName": "Lee"},
        "provider": {"firstName": "Bob", "lastName": "Ray"},
        "ssn": A,
    },
    "a number of a role that nobody has": {"customer_name": "Ann Lee", "agent_name": "Bob Ray", "taxpayer_ssn": A},
}
OF_NOBODY_SURE = {
    "a spouse": {"customer_name": "Ann Lee", "spouse_name": "Bob Ray", "ssn": A},
    "a spouse and an agent": {"customer_name": "Ann Lee", "spouse_name": "Bob Ray", "agent_name": "Mai Tran", "ssn": A},
    "two parties": {"buyer_name": "Ann Lee", "seller_name": "Bob Ray", "ssn": A},
    "payer and payee": {"payer_name": "Ann Lee", "payee_name": "Bob Ray", "ssn": A},
    "two who act": {"agent_name": "Ann Lee", "broker_name": "Bob Ray", "ssn": A},
    "a group of no role": {"data": {"name": "Ann Lee"}, "agent": {"name": "Bob Ray"}, "ssn": A},
    "a number that is counted": {"customer_name": "Ann Lee", "agent_name": "Bob Ray", "ssn_2": A},
}


@pytest.mark.parametrize("record", OF_THE_RECORD.values(), ids=OF_THE_RECORD)
def test_a_number_is_of_whom_the_record_is_not_of_who_works_on_it(scan, record):
    assert people(scan(json.dumps(record), "a.json")) == [LEE]


@pytest.mark.parametrize("record", OF_NOBODY_SURE.values(), ids=OF_NOBODY_SURE)
def test_a_number_of_one_of_two_parties_is_for_review(scan, record):
    (finding,) = scan(json.dumps(record), "a.json").findings
    assert finding.classification.value == "review"
    assert "ambiguous-subject" in finding.reasons


def test_a_number_of_who_works_on_the_record_is_theirs(scan):
    record = {"customer_name": "Ann Lee", "agent_name": "Bob Ray", "agent_ssn": RAY[1]}
    assert people(scan(json.dumps(record), "a.json")) == [RAY]


FLAT = {name: record for name, record in OF_THE_RECORD.items() if all(isinstance(one, str) for one in record.values())}


@pytest.mark.parametrize("record", FLAT.values(), ids=FLAT)
def test_a_table_with_the_same_titles_says_the_same(scan, record):
    assert people(scan(f"{','.join(record)}\n{','.join(record.values())}\n", "a.csv")) == [LEE]


BESIDE = {
    "dependents": {"dependents": [{"first_name": "Bob", "last_name": "Ray"}], "account_number": "3344556677"},
    "a contact": {"emergency_contact": {"name": "Bob Ray"}, "ssn": A},
    "a manager": {"ssn": A, "manager": {"full_name": "Bob Ray"}},
}


@pytest.mark.parametrize("inner", BESIDE.values(), ids=BESIDE)
def test_a_number_beside_somebody_of_another_one_is_of_whom_the_objects_round_it_name(scan, inner):
    record = {"first_name": "Ann", "last_name": "Lee", "payroll": {"routing": "011000138", **inner}}
    assert [person for person, *_ in people(scan(json.dumps(record), "a.json"))] == ["ann lee"]


def test_the_number_of_a_dependent_stays_theirs(scan):
    inner = {"dependents": [{"first_name": "Bob", "last_name": "Ray", "ssn": A}]}
    assert people(scan(json.dumps({"name": "Ann Lee", "payroll": inner}), "a.json")) == [("bob ray", "773010001")]
