"""Numbers that touch the label of the next field: text of forms whose blanks are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import people

from piiscan import matcher
from piiscan.detectors.labels import find_labels

N, LICENSE = "010940001", "S12345678"
TOUCHING = {
    "digits": ("NAME:ANN LEE SSN:010940001DOB:19700101", N),
    "groups": ("SSN:010-94-0001DOB:01/01/1970NAME:ANN LEE", N),
    "groups and blanks": ("NAME: ANN LEE SSN: 010 94 0001DOB: 01/01/1970", N),
    "a label of several words": ("NAME:ANN LEE SOCIAL SECURITY NO:010940001DATE OF BIRTH:01/01/1970", N),
    "a number sign": ("NAME:ANN LEE SSN#010-94-0001PHONE:617-555-0100", N),
    "a blank before the colon": ("NAME:ANN LEE SSN:010940001SEX :F", N),
    "the label touches too": ("DOB:01/01/1970SSN:010940001NAME:ANN LEE", N),
    "only the label touches": ("NAME:ANN LEE DOB:01/01/1970SSN:010940001", N),
    "small letters in front": ("Name: Ann Lee SSN:010940001DOB:19700101", N),
    "license": ("NAME:ANN LEE DL NO:S12345678DOB:01/01/1970", LICENSE),
    "license, new series": ("NAME:ANN LEE LICENSE NO: SA1234567DOB:01/01/1970", "SA1234567"),
}
NONE = {
    "no label in front": "NAME:ANN LEE 010940001DOB:19700101",
    "a label of another thing": "NAME:ANN LEE ORDER:010-94-0001DOB:19700101 ",
    "a label further off": "NAME:ANN LEE SSN:NONE REF 010940001DOB:19700101",
    "words between": "NAME:ANN LEE SSN: IS 010-94-0001DOB:19700101",
    "no field": "NAME:ANN LEE SSN:010940001XQZ:19700101",
    "small letters": "Name: Ann Lee SSN:010940001dob:19700101",
    "no colon": "NAME:ANN LEE SSN:010940001DOB 19700101",
    "a code": "NAME:ANN LEE SSN:010940001AB:CD:EF",
    "a word that goes on": "NAME:ANN LEE SSN:010940001DOBERMAN:1",
    "more digits": "NAME:ANN LEE SSN:0109400012DOB:19700101",
    "a part of more": "NAME:ANN LEE SSN:1-010-94-0001DOB:19700101",
    "not issued": "NAME:ANN LEE SSN:000-12-3456DOB:19700101",
    "a part of a code": "NAME:ANN LEE LICENSE NO: XS12345678DOB:01/01/1970",
    "another license": "NAME:ANN LEE LICENSE NO: D12345678XQZ:01/01/1970",
}


@pytest.mark.parametrize("name", TOUCHING)
def test_a_number_between_two_labels_is_found(scan, name):
    text, number = TOUCHING[name]
    assert people(scan(f"{text}\n")) == [("ann lee", number)]


@pytest.mark.parametrize("name", NONE)
def test_what_touches_anything_else_is_none(scan, name):
    assert people(scan(f"{NONE[name]}\n")) == []


def test_of_several_persons_each_has_its_own(scan):
    text = "NAME:ANN LEE SSN:010940001DOB:19700101\nNAME:BOB RAY SSN:773-01-0002DOB:19710101\n"
    assert people(scan(text)) == [("ann lee", N), ("bob ray", "773010002")]


@pytest.mark.parametrize("text", ["1NAME:x", "1970DATE OF BIRTH:", "7SSN:1"])
def test_a_label_begins_behind_a_digit_in_capitals_with_a_colon(text):
    assert [label.start for label in find_labels(text)] == [text.index(next(filter(str.isalpha, text)))]


@pytest.mark.parametrize("text", ["1name:x", "1NAME x", "1Name:x", "0XDL:1", "1DL:S", "1NAME_ID:x"])
def test_and_otherwise_behind_nothing_of_a_word(text):
    assert find_labels(text) == []


PIECES = ("SSN", "SSN:", "DOB:", "NAME:", "DL NO:", "dob:", ":", "#", " ", "-", "X", "1", "\n")
NUMBERS = ("010940001", "010-94-0001", "010 94 0001", "S12345678", "SA1234567")


@given(st.lists(st.sampled_from(PIECES + NUMBERS), max_size=10).map("".join))
def test_what_touches_a_letter_has_a_label_on_both_sides(text):
    data = text.encode()
    for kind, start, end in zip(*(column.tolist() for column in matcher.look(data)), strict=True):
        if kind in {matcher.SSN_BARE, matcher.SSN_DELIMITED, matcher.LICENSE} and text[end : end + 1].isalpha():
            assert text[end:].startswith(("DOB:", "NAME:", "SSN:", "DL NO:"))
            assert text[:start].rstrip(" ").endswith((":", "#"))
