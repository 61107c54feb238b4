"""The pages: the rule for one number and the rule for many are one rule, and right."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from piiscan.detectors import DETECTORS, drivers_license, payment_card, ssn
from piiscan.model import Kind

EDGES = [
    area * 10**6 + group * 10**4 + serial
    for area in (0, 1, 10, 34, 665, 666, 667, 733, 772, 773, 899, 900, 999)
    for group in (0, 1, 99)
    for serial in (0, 1, 9999)
]
NINE = st.one_of(
    st.integers(0, 10**9 - 1),
    st.sampled_from(EDGES),
    st.sampled_from(sorted(ssn.TEST_VALUES)),
)


def test_every_kind_has_a_page():
    assert [page.KIND for page in DETECTORS] == [
        Kind.SSN,
        Kind.PAYMENT_CARD,
        Kind.DRIVERS_LICENSE,
        Kind.FINANCIAL_ACCOUNT,
    ]
    assert all(page.examples and page.counterexamples for page in DETECTORS)


@given(st.lists(NINE, min_size=1, max_size=30))
@example(EDGES)
def test_ssn_arrays_agree_with_the_scalar_rule(values):
    array = np.array(values, dtype=np.uint64)
    assert ssn.valid_array(array).tolist() == [ssn.validate(f"{value:09d}") is not None for value in values]
    assert ssn.is_test_array(array).tolist() == [ssn.is_test_value(f"{value:09d}") for value in values]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("899-01-0001", "899010001"),  # area in use since 2011; others still reject it
        ("734-12-3456", "734123456"),
        ("001 01 0001", "001010001"),
        ("010\u00a094\u00a00001", "010940001"),
        ("010\\u201194\\u20110001", "010940001"),
        (" 010940001 ", "010940001"),
        ("665.99.9999", "665999999"),
        ("000-12-3456", None),
        ("666-12-3456", None),
        ("900-70-1234", None),
        ("010-00-1234", None),
        ("010-12-0000", None),
        ("010-94 0001", None),
        ("04-2103594", None),
        ("010-94-000", None),
        ("010-94-00011", None),
        ("", None),
    ],
)
def test_ssn_validate(raw, value):
    assert ssn.validate(raw) == value


@pytest.mark.parametrize(
    "value",
    ["078051120", "219099999", "457555462", "123456789", "987654321", "987654320", "111111111", "012345678"],
)
def test_published_and_evident_ssns_are_test_values(value):
    assert ssn.is_test_value(value)


def test_an_ordinary_ssn_is_none():
    assert not ssn.is_test_value("010940001")
    assert not ssn.is_test_value("111111112")


def luhn_digit(digits: str) -> str:
    return next(str(last) for last in range(10) if payment_card.luhn(digits + str(last)))


PREFIXES = st.one_of(
    st.sampled_from([str(row.low) for row in payment_card.NETWORKS]),
    st.sampled_from([str(row.high) for row in payment_card.NETWORKS]),
    st.sampled_from([str(row.high + 1) for row in payment_card.NETWORKS]),
    st.sampled_from([str(row.low - 1) for row in payment_card.NETWORKS if row.low > 1]),
    st.integers(1, 10**6 - 1).map(str),
)
PANS = st.tuples(PREFIXES, st.text("0123456789", min_size=18, max_size=18), st.integers(11, 19), st.booleans()).map(
    lambda parts: (
        (parts[0] + parts[1])[: parts[2] - 1] + luhn_digit((parts[0] + parts[1])[: parts[2] - 1])
        if parts[3]
        else (parts[0] + parts[1])[: parts[2]]
    )
)


@given(st.lists(st.one_of(PANS, st.sampled_from(sorted(map(str, payment_card.published_test_values())))), min_size=1))
def test_card_arrays_agree_with_the_scalar_rule(values):
    array = np.array([int(value) for value in values], dtype=np.uint64)
    lengths = np.array([len(value) for value in values])
    valid = payment_card.valid_array(array, lengths).tolist()
    assert valid == [payment_card.validate(value) is not None for value in values]
    assert payment_card.is_test_array(array).tolist() == [payment_card.is_test_value(value) for value in values]


@given(PANS)
def test_luhn_arrays_agree_with_the_scalar_rule(value):
    digits = np.array([[int(digit)] for digit in value], dtype=np.uint8)
    assert payment_card.luhn_array(digits).tolist() == [payment_card.luhn(value)]


def test_lengths_that_are_not_those_of_the_number():
    values = np.array([4024007100027456] * 3, dtype=np.uint64)
    assert payment_card.valid_array(values, np.array([16, 15, 19])).tolist() == [True, False, False]
    assert payment_card.valid_array(values, np.array([0, 64, -1])).tolist() == [False, False, False]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("4111111111111111", "visa"),
        ("4222222222222", "visa"),
        ("5555555555554444", "mastercard"),
        ("2221000000000009", "mastercard"),
        ("2720990000000015", "mastercard"),
        ("2721000000000004", None),
        ("378282246310005", "amex"),
        ("6011111111111117", "discover"),
        ("6221261111117766", "discover"),
        ("6243030000000001", "unionpay"),
        ("30569309025904", "diners"),
        ("3530111333300000", "jcb"),
        ("3566002020360505", "jcb"),
        ("6304000000000000", "maestro"),
        ("2200000000000004", "mir"),
        ("5060990580000217499", "verve"),
        ("5019717010103742", "dankort"),
        ("411111111111111", None),  # 15 digits are no visa
        ("37828224631000", None),
        ("9999999999999995", None),
    ],
)
def test_network(value, name):
    assert payment_card.network(value) == name


def test_the_published_test_numbers():
    numbers = {str(value) for value in payment_card.published_test_values()}
    assert len(numbers) > 90
    assert all(payment_card.luhn(number) for number in numbers)
    assert all(payment_card.validate(number) == number for number in numbers)
    assert {"4242424242424242", "4111111111111111", "378282246310005"} <= numbers


def test_the_narrow_ranges_come_before_the_wide_ones():
    """`network` takes the first row that fits: a row behind a wider one would never be taken."""
    for index, row in enumerate(payment_card.NETWORKS):
        first = str(row.low).ljust(max(row.lengths), "0")
        assert payment_card.network(first[: row.lengths[0]]) in {
            other.name for other in payment_card.NETWORKS[: index + 1]
        }


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("4024 0071 0002 7456", "4024007100027456"),
        ("4024\u00a00071\u00a00002\u00a07456", "4024007100027456"),
        ("4024\u201000710\u20100027456", None),
        ("4024\u20100071\u20100002\u20107456", "4024007100027456"),
        ("4024\\u00a00071\\u00a00002\\u00a07456", "4024007100027456"),
        ("3714 496353 98431", "371449635398431"),
        ("3714-4963-5398-431", None),
        ("4024 0071-0002 7456", None),
        ("4024007100027457", None),
        ("0000000000000000", None),
    ],
)
def test_card_validate(raw, value):
    assert payment_card.validate(raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("S12345678", "S12345678"),
        ("s 1234 5678", "S12345678"),
        ("sa-123-4567", "SA1234567"),
        ("123456789", "123456789"),
        ("12345678", "12345678"),
        ("D1234562", "D1234562"),
        ("S123-456-78-901-0", "S123456789010"),
        ("T123456", "T123456"),
        ("123456", None),
        ("T123", None),
        ("S1234567890123456", None),
        ("S\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", None),
    ],
)
def test_license_validate(raw, value):
    assert drivers_license.validate(raw) == value


def test_masks_show_no_more_than_they_should():
    assert ssn.mask("010940001") == "•••-••-0001"
    assert payment_card.mask("4024007100027456") == "•••• •••• •••• 7456"
    assert payment_card.mask("30569309025904") == "•••• •••••• 5904"
    assert payment_card.mask("4917610000000000003") == "•••• •••• •••• •••0 003"
    assert drivers_license.mask("SA1234567") == "•••••••67"
    for page, value in ((ssn, "010940001"), (payment_card, "4024007100027456"), (drivers_license, "S12345678")):
        assert sum(char.isalnum() for char in page.mask(value)) <= 4


def test_license_test_values():
    assert drivers_license.is_test_value("S00000000")
    assert drivers_license.is_test_value("SA9999999")
    assert drivers_license.is_test_value("S99988801")
    assert not drivers_license.is_test_value("S12345678")
    assert not drivers_license.is_test_value("77")
