"""Exports of products: whose the numbers are in the columns and keys as their makers call them."""

import json

import pytest
from pairs import A, B, digits, numbers, people


@pytest.mark.parametrize(
    "title", ["Emergency Contact Name", "Emergency Contact", "EMERG_CONTACT_NAME", "Supervisor", "Next of Kin"]
)
def test_who_is_asked_after_somebody_is_not_whose_number_it_is(scan, title):
    rows = f"Emp ID,SSN,{title}\n1,{A},Ann Lee\n2,{B},Bob Ray\n"
    assert [one[0] for one in people(scan(rows, "a.csv"))] == ["review", "review"]


def test_nor_in_an_object(scan):
    text = json.dumps({"employeeId": 1, "ssn": A, "emergencyContact": {"name": "Ann Lee", "phone": "x"}})
    assert people(scan(text, "a.json")) == [("review", "ann lee", digits(A))]


def test_the_number_of_who_is_asked_after_is_theirs(scan):
    rows = f"Supervisor,Supervisor SSN\nAnn Lee,{A}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A))]


def test_guarantors_contacts_and_providers_cut_short_leave_the_patient_his_number(scan):
    rows = f"PAT_NAME,SSN,CUR_PCP_PROV_NAME,EMERG_CONTACT_NAME,GUAR_NAME,GUAR_SSN\nAnn Lee,{A},Joan Ward,Eva Cole,Bob Ray,{B}\n"
    assert people(scan(rows, "a.csv")) == [("ann lee", digits(A)), ("bob ray", digits(B))]
