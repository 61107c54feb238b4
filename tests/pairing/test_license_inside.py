"""Licenses with letters among their digits (New Hampshire before 2018, Iowa, Missouri), in running text: with their label."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan import matcher

N = "12LEA70042"
LABELLED = {
    "label": "Name: Ann Lee\nDriver's license: 12LEA70042\n",
    "label above": "Name: Ann Lee\nDriver's license number:\n12LEA70042\n",
    "state": "Ann Lee, NH driver license no. 12LEA70042, was stopped on Elm St.\n",
    "small letters": "Name: Ann Lee\nDL#: 12lea70042\n",
    "value of a key": "name='Ann Lee' license_number='12LEA70042' state='NH'\n",
    "label behind": "Ann Lee, 12LEA70042 (driver's license)\n",
}
NONE = {
    "no label": "Ann Lee ordered 12LEA70042.\n",
    "another label": "Ann Lee, serial number 12LEA70042\n",
    "software": "Licensed to: Ann Lee\nSoftware license key 12LEA70042\n",
    "another key": "name='Ann Lee' license=none part=12LEA70042\n",
    "a path": "Ann Lee, driver's license: /12LEA70042\n",
}
NO_BIRTHDAYS = ("13LEA70042", "00LEA70042", "12LEA70322", "12LEA70002")
OTHERS = ("123AB4567", "123A456789")
NO_LICENSES = {
    "two letters": "12LE70042",
    "four letters": "12LEAN70042",
    "longer": "12LEA700421",
    "digits before": "112LEA70042",
    "a letter behind": "12LEA70042X",
    "a part": "7-12LEA70042",
    "signs": "12L-A70042",
}


@pytest.mark.parametrize("name", LABELLED)
def test_it_is_found_with_its_label(scan, name):
    scanned = scan(LABELLED[name])
    assert [element.value for finding in scanned.findings for element in finding.elements] == [N]
    assert [finding.person.normal for finding in scanned.findings] == ["ann lee"]


def test_with_its_state_it_is_a_finding(scan):
    assert people(scan(LABELLED["state"])) == [("ann lee", N)]


@pytest.mark.parametrize("name", NONE)
def test_without_a_label_of_its_own_it_is_none(scan, name):
    assert people(scan(NONE[name])) == []


@pytest.mark.parametrize("number", [*NO_BIRTHDAYS, *OTHERS])
def test_any_other_needs_its_label_right_before(scan, number):
    assert people(scan(f"Ann Lee, driver's license no. {number}, was stopped.\n")) == [("ann lee", number)]
    assert people(scan(f"Name: Ann Lee\nDriver's license: {number}\n")) == [("ann lee", number)]
    assert people(scan(f"Ann Lee has a driver's license and part {number} on the seat.\n")) == []
    assert people(scan(f"Ann Lee, {number} (driver's license)\n")) == []


@pytest.mark.parametrize("name", NO_LICENSES)
def test_what_is_of_another_form_is_none(scan, name):
    assert people(scan(f"Name: Ann Lee\nNH driver's license: {NO_LICENSES[name]}\n")) == []


@given(st.text("012379LEalx- \n/=", max_size=30))
def test_what_is_found_is_written_so(text):
    data = b"driver license: " + text.encode()
    for kind, start, end in zip(*(column.tolist() for column in matcher.look(data)), strict=True):
        if kind == matcher.LICENSE and data[start : start + 1].isdigit() and data[end - 1 : end].isdigit():
            form = re.sub(rb"[A-Za-z]", b"A", re.sub(rb"[0-9]", b"N", data[start:end]))
            assert form in {b"NNAAANNNNN", b"NNNAANNNN", b"NNNANNNNNN"} or data[start:end].isdigit()


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_it_stands_among_words_it_is_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    data = words + b" driver license 12LEA70042 " + words
    hits = matcher.look(data)
    assert [data[start:end] for _, start, end in zip(*hits, strict=True)] == [N.encode()]


@pytest.mark.parametrize("number", [N, "698GG4797", "882R366587"])
@pytest.mark.parametrize(
    "record", ['"dl_number": "{}"', '"driversLicense":"{}"', '"driversLicense": {{"number": "{}"}}']
)
def test_under_a_key_of_json(scan, number, record):
    assert people(scan(f'{{"name": "Ann Lee", {record.format(number)}}}', "a.json")) == [("ann lee", number)]
