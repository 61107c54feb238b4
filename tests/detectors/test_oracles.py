"""Our rules beside those of another house, python-stdnum. Where they differ, the difference is named and stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as their_luhn
from stdnum.us import ssn as their_ssn

from piiscan.detectors import payment_card, ssn

PRINTED = {"078051120", "219099999", "457555462"}
"""They reject the numbers that were printed in public. Ours are valid, and reported as test values."""

AREAS = st.one_of(st.integers(0, 999), st.sampled_from([0, 1, 10, 34, 665, 666, 667, 734, 772, 773, 899, 900, 999]))
GROUPS = st.one_of(st.integers(0, 99), st.sampled_from([0, 1, 99]))
SERIALS = st.one_of(st.integers(0, 9999), st.sampled_from([0, 1, 9999]))
NUMBERS = st.one_of(
    st.tuples(AREAS, GROUPS, SERIALS).map(lambda parts: "{:03}{:02}{:04}".format(*parts)),
    st.sampled_from(sorted(f"{value:09}" for value in ssn.TEST_VALUES)),
)


def dashed(value):
    return f"{value[:3]}-{value[3:5]}-{value[5:]}"


@given(NUMBERS)
def test_ssn_rules_agree_but_for_the_printed_numbers(value):
    if value in PRINTED:
        assert not their_ssn.is_valid(value)
        assert ssn.validate(value) == value
        assert ssn.is_test_value(value)
        return
    for written in (value, dashed(value)):
        theirs = their_ssn.compact(written) if their_ssn.is_valid(written) else None
        assert ssn.validate(written) == theirs


def test_ssn_rules_agree_on_every_area_group_and_serial():
    whole = [f"{area:03}010001" for area in range(1000)]
    whole += [f"010{group:02}0001" for group in range(100)]
    whole += [f"01001{serial:04}" for serial in range(10_000)]
    assert [v for v in whole if (ssn.validate(v) is not None) != their_ssn.is_valid(v)] == []


@given(st.text("0123456789-", min_size=8, max_size=12))
def test_what_we_take_with_dashes_they_take(written):
    ours = ssn.validate(written)
    if ours is not None and ours not in PRINTED:
        assert their_ssn.is_valid(written)
    elif their_ssn.is_valid(written):  # theirs may have one dash of two; ours has both or none
        assert written.count("-") == 1


@pytest.mark.parametrize("separator", [" ", ".", "\u00a0"])
def test_only_ours_take_other_separators(separator):
    written = dashed("010940001").replace("-", separator)
    assert ssn.validate(written) == "010940001"
    assert not their_ssn.is_valid(written)


@given(st.text("0123456789", min_size=1, max_size=24))
def test_luhn_agrees(digits):
    assert payment_card.luhn(digits) == their_luhn.is_valid(digits)


@given(st.text("0123456789", min_size=12, max_size=18))
def test_a_luhn_digit_of_theirs_is_the_only_one_of_ours(digits):
    theirs = their_luhn.calc_check_digit(digits)
    assert [last for last in "0123456789" if payment_card.luhn(digits + last)] == [theirs]


def test_every_published_card_passes_their_luhn():
    assert all(their_luhn.is_valid(str(value)) for value in payment_card.published_test_values())


def test_their_own_samples_in_our_hands():
    """The numbers in the documentation of their module, each with what it says of it."""
    samples = re.findall(r">>> validate\('([\d-]+)'\)(.*)\n(\S+)", their_ssn.__doc__ or "")
    told = {number: not answer.startswith("Traceback") for number, _, answer in samples}
    assert len(told) >= 4
    assert {number for number, valid in told.items() if valid != (ssn.validate(number) is not None)} == {"078-05-1120"}
