"""Addresses of work, and former ones, in objects: nobody's home."""

import json

import pytest
from pairs import A

from piiscan.model import Residency

MA, NH = {"city": "Lynn", "state": "MA"}, {"city": "Nashua", "state": "NH"}
HERE, THERE, UNKNOWN = Residency.MASSACHUSETTS, Residency.ELSEWHERE, Residency.UNKNOWN


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"homeAddress": MA, "workAddress": NH}, HERE),
        ({"homeAddress": NH, "businessAddress": MA}, THERE),
        ({"addresses": {"home": MA, "work": NH}}, HERE),
        ({"addresses": [{"type": "work", **MA}, {"type": "home", **NH}]}, THERE),  # SCIM
        ({"address": [{"use": "home", **MA}, {"use": "old", **NH}]}, HERE),  # FHIR
        ({"addresses": [{"type": "work", **MA}]}, UNKNOWN),
        ({"previous_address": NH, "address": MA}, HERE),
        ({"addresses": [MA, MA]}, HERE),
        ({"work_state": "MA"}, UNKNOWN),
    ],
)
@pytest.mark.parametrize("lines", [1, 40])
def test_nobody_lives_at_work(scan, said, expected, lines):
    text = "".join(json.dumps({"name": "Ann Lee", "ssn": A, **said}) + "\n" for _ in range(lines))
    assert {one.residency for one in scan(text, "a.jsonl").findings} == {expected}


def test_two_homes_are_for_review(scan):
    text = json.dumps({"name": "Ann Lee", "ssn": A, "addresses": [MA, NH]})
    assert [one.reasons[0] for one in scan(text, "a.json").findings] == ["mixed-residency"]
