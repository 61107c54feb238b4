"""Licenses of one to three letters and five or six digits (Ohio, West Virginia, Colorado; Idaho with a letter behind) in text: with their label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan import matcher

N = "RS123456"
LABELLED = {
    "label": f"Name: Ann Lee\nDriver's license: {N}\n",
    "label above": f"Name: Ann Lee\nDriver's license number:\n{N}\n",
    "state": f"Ann Lee, OH driver license no. {N}, was stopped on Elm St.\n",
    "value of a key": f"name='Ann Lee' license_number='{N}' state='OH'\n",
    "label behind": f"Ann Lee, {N} (driver's license)\n",
}
NONE = {
    "no label": f"Ann Lee ordered {N}.\n",
    "another label": f"Ann Lee, serial number {N}\n",
    "a plate": f"Name: Ann Lee\nLicense plate: {N}\n",
    "a trade": f"Name: Ann Lee\nContractor license no. {N}\n",
    "an invoice beside": f"Name: Ann Lee\nInvoice {N}, driver's license on file\n",
    "software": f"Licensed to: Ann Lee\nSoftware license key {N}\n",
    "a path": f"Ann Lee, driver's license: /{N}\n",
}
OTHERS = ("RS12345", "R123456", "R12345", "A123456R", "LEE123456")
NO_LICENSES = ("rs123456", "ARS12345", "RS123456XY", "7-RS123456", "RS_123456")


@pytest.mark.parametrize("name", LABELLED)
def test_it_is_found_with_its_label(scan, name):
    scanned = scan(LABELLED[name])
    assert [element.value for finding in scanned.findings for element in finding.elements] == [N]
    assert [finding.person.normal for finding in scanned.findings] == ["ann lee"]


@pytest.mark.parametrize("number", OTHERS)
def test_those_of_other_states_are_found(scan, number):
    assert people(scan(f"Ann Lee, driver's license no. {number}, was stopped.\n")) == [("ann lee", number)]
    assert people(scan(f"Ann Lee ordered {number}.\n")) == []
    assert people(scan(f"Name: Ann Lee\nLicense plate: {number}\n")) == []


@pytest.mark.parametrize("name", NONE)
def test_without_a_label_of_its_own_it_is_none(scan, name):
    assert people(scan(NONE[name])) == []


@pytest.mark.parametrize("number", NO_LICENSES)
def test_another_form_is_none_of_these(number):
    data = f"Name: Ann Lee\nOH driver's license: {number}\n".encode()
    hits = matcher.look(data)
    assert not [one for one in zip(*hits, strict=True) if one[2] - one[1] == len(N)]


def test_of_idaho_a_letter_is_behind(scan):
    assert people(scan(f"Ann Lee, ID driver's license no. {N}T, was stopped.\n")) == [("ann lee", f"{N}T")]


@given(st.text("019RSalx- \n/=", max_size=30))
def test_what_is_found_of_that_length_with_two_letters_is_written_so(text):
    data = b"driver license: " + text.encode()
    for kind, start, end in zip(*(column.tolist() for column in matcher.look(data)), strict=True):
        if kind == matcher.LICENSE and end - start == len(N) and data[start : start + 2].isalpha():
            assert data[start + 2 : end - 1].isdigit() or data[start:end].isalnum()


@pytest.mark.parametrize("around", [0, 50, 64, 127, 200_000])
def test_wherever_it_stands_among_words_it_is_seen(around):
    words = b"and so on with words " * (around // 21) + b"x" * (around % 21)
    data = words + b" driver license RS123456 " + words
    hits = matcher.look(data)
    assert [data[start:end] for _, start, end in zip(*hits, strict=True)] == [N.encode()]


SIX = "638943"


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, Delaware driver's license {SIX}\n",
        f"Ann Lee, driver's license (DE) {SIX}, was stopped.\n",
        f"Name: Ann Lee\nDriver's License No.: {SIX}   State: DE\n",
        f"Name: Ann Lee\nDL#: {SIX}; State of issue: DE\n",
        f"Ann Lee DL# {SIX} (DE)\n",
    ],
)
def test_six_digits_are_one_where_their_state_is_named(scan, text):
    assert [one.value for finding in scan(text).findings for one in finding.elements] == [SIX]
    assert [finding.person.normal for finding in scan(text).findings] == ["ann lee"]


@pytest.mark.parametrize(
    "text",
    [
        f"Ann Lee, driver's license {SIX}",
        f"Ann Lee, New York driver's license {SIX}",
        f"Ann Lee, Delaware RN license {SIX}",
        f"Ann Lee has a Delaware driver's license. Order {SIX}.",
        f"Ann Lee, Delaware driver's license {SIX}-7",
    ],
)
def test_six_digits_are_none_elsewhere(scan, text):
    assert scan(text + "\n").findings == []
