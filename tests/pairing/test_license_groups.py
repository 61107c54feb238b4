"""Licenses in the groups in which their states print them: in a column of licenses, and right behind a label."""

import pytest
from pairs import people

PRINTED = {
    "CO": ("12-345-6789", "123456789"),
    "PA": ("12 345 678", "12345678"),
    "IN": ("1234-56-7890", "1234567890"),
    "WY": ("123456-789", "123456789"),
    "KS": ("K01-23-4567", "K01234567"),
    "KY": ("L12-345-678", "L12345678"),
    "VA": ("T12-34-5678", "T12345678"),
    "ND": ("LEE-12-3456", "LEE123456"),
}
NONE = (
    "Ann Lee holds a license; call 12-345-6789.",
    "Ann Lee of Adobe counts licenses: 12 345 678 of them.",
    "Ann Lee's license plate: LEE-12-3456",
    "Ann Lee, license phone 1234-56-7890",
    "Ann Lee sold 12 345 678 licenses.",
)


@pytest.mark.parametrize("state", PRINTED)
def test_in_text_right_behind_its_label(scan, state):
    written, value = PRINTED[state]
    assert people(scan(f"Ann Lee, {state} driver's license {written}, was stopped.\n")) == [("ann lee", value)]
    assert people(scan(f"Name: Ann Lee\nDL State: {state}\nDL Number: {written}\n")) == [("ann lee", value)]


@pytest.mark.parametrize("state", PRINTED)
def test_in_a_column_of_licenses(scan, state):
    written, value = PRINTED[state]
    table = f"name,dl_state,drivers_license_number\nAnn Lee,{state},{written}\n"
    assert people(scan(table, "people.csv")) == [("ann lee", value)]


@pytest.mark.parametrize("text", NONE)
def test_in_text_they_are_any_numbers_elsewhere(scan, text):
    assert people(scan(text + "\n")) == []


@pytest.mark.parametrize("written", ["L-000-123-456-789", "L 000 123 456 789", "L000-123-45-678-0", "SO1234567"])
def test_a_number_is_told_once(scan, written):
    scanned = scan(f"Ann Lee, driver's license {written}, was stopped.\n")
    assert [len(finding.elements) for finding in scanned.findings] == [1]


def test_letters_for_digits_are_for_review(scan):
    found = scan("Ann Lee, MA driver's license SO1234567, was stopped.\n").findings
    assert [(one.classification.value, one.elements[0].value) for one in found] == [("review", "S01234567")]


@pytest.mark.parametrize("written", ["L-000-123-456-789", "L000-123-456-789", "L 000 123 456 789"])
def test_under_a_key_as_well(scan, written):
    text = f'{{"name": "Ann Lee", "license": {{"number": "{written}", "type": "driver license"}}}}'
    assert people(scan(text, "people.json")) == [("ann lee", "L000123456789")]
