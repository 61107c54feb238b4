"""What is told of many candidates at once is what was told of each: hashes, codes, cheques, addresses of wallets."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan import matcher
from piiscan.detectors import wallets
from piiscan.detectors.financial_account import aba, aba_digits
from piiscan.matcher import coded, hashed, purses
from piiscan.matcher.hits import LABEL_BEFORE

HASH_PARTS = (
    "ssn ", "md5", "ssn md5: ", "sha256 of his ssn ", "ssn hash ", " ", " ", "\n", "=", "x", "$2b$10$" + "a." * 26, "0x", "f" * 31,
    "0123456789abcdef" * 2, "0123456789abcdef" * 4, "0123456789ABCDEF" * 8, "A" * 22 + "==", "words of it ", " " * 50, "a" * 70,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1 << 40), st.integers(1, 40), st.integers(1, 8))
def test_hashes_are_those_that_follow_each_label(seed, count, times):
    rng = random.Random(seed)
    data = ("".join(rng.choices(HASH_PARTS, k=count)) * times).encode()
    found = set()
    for label in hashed._LABEL.finditer(data):
        one = hashed._ALONE.search(data, label.end(), label.end() + LABEL_BEFORE + hashed.REACH)
        if one is not None and one.start() - label.end() <= LABEL_BEFORE:
            found.add(one.span())
    assert set(hashed.hashes(data, 0, len(data))) == found


def test_hashes_far_apart():
    far = b" " * 5000
    one = b"ssn md5: " + b"0123456789abcdef" * 2
    data = far.join([one, b"ssn md5 ", one, b"md5 of ssn ", one, one])
    assert len(list(hashed.hashes(data, 0, len(data)))) == 4


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 40), st.sampled_from([coded.SSN_CODE, coded.LICENSE_CODE]))
def test_codes_near_many_numbers(seed, code):
    rng = random.Random(seed)
    parts = (
        '"code": "SS"',
        '"code":"DL", ',
        '"system": "2.16.840.1.113883.4.1"',
        "2.16.840.1.113883.4.3.25 ",
        '"SB"',
        " " * 250,
        "x",
        "\n",
    )
    rows, places, size = [], [], 0
    for _ in range(rng.randrange(20, 90)):
        key = rng.choice(('"value": "', '"extension":"', '"other": "', '"'))
        piece = rng.choice(parts) * rng.randrange(3) + key
        places.append(size + len(piece))
        rows.append(piece + "010940001" + '", ')
        size += len(rows[-1])
    data, at = "".join(rows).encode(), np.array(places)
    assert coded.with_codes(data, at, code).tolist() == slowly(data, at, code)


def slowly(data: bytes, places: np.ndarray, code) -> list[int]:
    before, behind = coded._REACH
    return [
        at
        for at in places.tolist()
        if code.search(data, max(0, at - before), at + behind) and coded._VALUE.search(data, max(0, at - 32), at)
    ]


@given(st.lists(st.from_regex(r"[0-9]{9}", fullmatch=True), min_size=1, max_size=50))
def test_routing_numbers_by_their_digits(numbers):
    digits = np.array([list(map(int, number)) for number in numbers], dtype=np.uint8).T
    assert aba_digits(digits).tolist() == list(map(aba, numbers))


@settings(max_examples=200)
@given(st.from_regex(rf"[13][{wallets._BASE58}]{{25,34}}", fullmatch=True))
def test_base58(raw):
    number = 0
    for char in raw:
        number = number * 58 + wallets._BASE58.index(char)
    powers = sum(
        digit * power
        for digit, power in zip(reversed(raw.encode().translate(wallets._OF_BASE58)), wallets._POWERS, strict=False)
    )
    assert powers == number


PURSE_PARTS = (
    "paypal", "PayPal ", "venmo", "cash app", "cashtag: $", "zelle e-mail: ", "wallet_address", " is ", ": ", " ", "=", "a", "account", " id", "x" * 70,
    "@ann-lee", "$annlee", "ann.lee@example.com", "a@b.co", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "0x" + "aB12" * 10, "bitcoin wallet ", "\n",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PURSE_PARTS), max_size=30))
def test_addresses_are_sought_where_their_labels_are(parts):
    data = "".join(parts).encode()
    whole = {one.span("value") for one in purses._LABELLED.finditer(data) if purses._is_one(one["label"], one["value"])}
    assert set(purses.purses(data, 0, len(data))) == whole


@pytest.mark.parametrize(
    "good", ["|:011000015|: 88120047 || ", "A011000015A 88120047C ", "\u2446011000015\u2446 88120047\u2448"]
)
def test_a_cheque_among_many_of_none(good):
    bad = good.replace("011000015", "011000016") * 50
    hits = matcher.find((bad + good + bad).encode())
    assert hits.kind.size == 1


def test_what_touches_labels_among_many_of_none():
    bad = "SSN:000940001DOB: SOC/000940001 "
    hits = matcher.look((bad * 50 + "SSN:010940001DOB: SOC/010940002 " + bad * 50).encode())
    assert hits.kind.size == 2
