"""Which findings make a run fail, and what it says about it."""

import signal

import pytest

from piiscan.cli.gate import FAIL_ON, Gate
from piiscan.model import Classification, Residency


def finding(classification="personal_information", residency="massachusetts"):
    return {"type": "finding", "classification": classification, "residency": residency}


def outcome(counts, listed=0, container=()):
    return {"type": "outcome", "container": list(container), "counts": counts, "listed": listed}


def code(gate, *records, gaps=0):
    for record in records:
        gate.add(record)
    return gate.verdict(gaps)[0]


CAUGHT = {
    "personal_information": {"personal_information"},
    "review": {"personal_information", "review"},
    "element_only": {"personal_information", "review", "element_only"},
    "any": {classification.value for classification in Classification} - {"excluded", "lookalike", "masked"},
    "none": set(),
}


@pytest.mark.parametrize("fail_on", FAIL_ON)
@pytest.mark.parametrize("classification", [member.value for member in Classification])
def test_a_gate_lets_through_what_is_milder(fail_on, classification):
    assert code(Gate(fail_on), finding(classification)) == (classification in CAUGHT[fail_on])


@pytest.mark.parametrize(
    ("gate", "caught"), [("massachusetts", {"massachusetts"}), ("unknown", {"massachusetts", "unknown"})]
)
@pytest.mark.parametrize("residency", [member.value for member in Residency])
def test_residency(gate, caught, residency):
    assert code(Gate("review", gate), finding("review", residency)) == (residency in caught)


def test_what_is_protected_trips_only_any():
    protected = finding() | {"protected": True}
    assert [code(Gate(fail_on), protected) for fail_on in FAIL_ON] == [0, 0, 0, 1, 0]
    counts = {"protected": {"ssn": 5}, "protected_by": {"personal_information": 5}, "protected_persons": {"unknown": 5}}
    assert code(Gate("element_only", cap=5), outcome(counts, listed=5)) == 0
    assert code(Gate("any", cap=5), outcome(counts, listed=5)) == 1


def test_any_takes_people_who_live_elsewhere_too():
    assert code(Gate("any"), finding("non_resident", "elsewhere")) == 1
    assert code(Gate("any", "massachusetts"), finding("non_resident", "elsewhere")) == 0


def test_what_the_list_leaves_out_is_caught_by_its_number():
    counts = {"review": {"ssn": 5}, "personal_information": {"ssn": 1}, "persons": {"unknown": 1}}
    assert code(Gate(cap=5), *[finding("review")] * 5, outcome(counts, listed=5)) == 1
    assert code(Gate(cap=6), *[finding("review")] * 5, outcome(counts, listed=5)) == 0
    assert code(Gate(cap=0), *[finding("review")] * 5, outcome(counts, listed=5)) == 0
    assert code(Gate(residency="massachusetts", cap=5), outcome(counts, listed=5)) == 0
    persons = {"persons": {"massachusetts": 1}}
    assert code(Gate(residency="massachusetts", cap=5), outcome(counts | persons, listed=5)) == 1
    assert code(Gate("none", cap=5), outcome(counts, listed=5)) == 0
    excluded = {"excluded": {"ssn": 5}, "excluded_by": {"deeds": 5}, "excluded_persons": {"massachusetts": 5}}
    assert code(Gate("any", cap=5), outcome(excluded, listed=5)) == 0
    member = outcome(counts, listed=5, container=["member"])
    assert code(Gate(cap=5), member, outcome({}, listed=5)) == 1
    assert code(Gate(cap=5), member, outcome({}, listed=4), outcome({}, listed=5)) == 0


def test_findings_go_before_gaps_and_an_interruption_before_both():
    assert code(Gate(), gaps=1) == 3
    assert code(Gate(), finding(), gaps=1) == 1
    gate = Gate()
    gate.add(finding())
    assert gate.verdict(1, signal.SIGINT)[0] == 130
    assert gate.verdict(0, signal.SIGTERM)[0] == 143
    assert gate.verdict(0, signal.SIGHUP)[0] == 129


def test_the_reason_is_in_words():
    gate = Gate()
    assert gate.verdict(0)[1].startswith("nothing at or above the gate (personal_information, residency mass")
    assert "1 file or member not read" in gate.verdict(1)[1]
    gate.add(finding())
    assert gate.verdict(0)[1].startswith("1 finding at or above the gate")


def test_the_last_line_says_what_was_settled_by_whom_and_what_is_not_listed():
    gate = Gate(cap=2)
    for kind, times in (("accepted", 2), ("test-data", 1), ("known", 3), ("allowed", 1)):
        for _ in range(times):
            gate.add(finding() | {"mark": {"as": kind, "settled": True}})
    assert gate.verdict(0)[1].endswith("; settled: 3 by marks, 3 by the baseline, 1 by lines that allow them")
    counts = {"personal_information": {"ssn": 9}, "persons": {"unknown": 9}}
    gate.add(finding())
    gate.add(outcome(counts, listed=2))
    said = gate.verdict(0)[1]
    assert said.startswith("1 finding at or above the gate (personal_information, residency massachusetts or unknown)")
    assert "unknown), and 1 file has more of them than are listed; settled: " in said
