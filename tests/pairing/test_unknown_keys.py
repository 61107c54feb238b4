"""The only name beside a number, under a key that says nothing of what it is."""

import pytest
from pairs import A, people


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", f'{{"who": "Ann Lee", "ssn": "{A}"}}'),
        ("a.json", f'[{{"k1": "Ann Lee", "k2": "blue", "ssn": "{A}"}}]'),
        ("a.yaml", f"- to: Ann Lee\n  ssn: {A}\n"),
        ("a.xml", f"<r><who>Ann Lee</who><ssn>{A}</ssn></r>"),
    ],
)
def test_it_is_whose_the_number_is(scan, name, text):
    assert people(scan(text, name)) == [("ann lee", "773010001")]


@pytest.mark.parametrize(
    "beside",
    [
        '"createdBy": "Ann Lee"',
        '"k1": "Ann Lee", "k2": "Bob Ray"',
        '"street": "Ann Lee Road"',
        '"x": {"who": "Ann Lee"}',
    ],
)
def test_others_are_not(scan, beside):
    assert people(scan(f'{{{beside}, "ssn": "{A}"}}', "a.json")) == [("element_only", None, "773010001")]
