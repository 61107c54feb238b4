"""Accounts, routing numbers and IBANs: what may be one, and that no text upsets the rules."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detectors import financial_account as page

GB82 = "GB82WEST12345698765432"  # SPEC §13, case 26
TOKEN = re.compile(b"|".join(page.TOKENS))
ANY = st.one_of(
    st.text(), st.text("0123456789ABGDEabk -\u00a0\u2011\\u\uff11", max_size=60), st.from_regex(TOKEN.pattern.decode())
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12345678", "12345678"),
        (" 0012-3456-789 ", "00123456789"),
        ("1234 5678 90", "1234567890"),
        ("x12-345678", "X12345678"),
        ("0012\u20113456\u2011789", "00123456789"),
        ("0012\\u20113456\\u2011789", "00123456789"),
        ("\uff11\uff12\uff13\uff14", "1234"),
        ("GB82 WEST 1234 5698 7654 32", GB82),
        ("GB82\u00a0WEST\u00a01234\u00a05698\u00a07654\u00a032", GB82),
        ("gb82west12345698765432", GB82),
        ("GB82WEST12345698765433", None),
        ("NO9386011117947", "NO9386011117947"),
        ("123", None),
        ("ABC-123", None),
        ("12345678901234567", "12345678901234567"),
        ("123456789012345678", None),
        ("2024-12-31", None),
        ("12-31-2024", None),
        ("12/31/2024", None),
        ("1,234.56", None),
        ("****5678", None),
        ("12--345678", None),
        ("", None),
        ("-", None),
    ],
)
def test_validate(raw, value):
    assert page.validate(raw) == value


@given(ANY)
def test_no_text_upsets_the_rules(text):
    value = page.validate(text)
    page.aba(text)
    assert not page.iban(text) or page.validate(text) == text
    if value is not None:
        assert page.validate(value) == value
        assert len(page.mask(value)) == len(value)
        assert sum(char.isalnum() for char in page.mask(value)) <= 4
        page.is_test_value(value)


@pytest.mark.parametrize("value", ["011000015", "121000248", "021000021", "322271627", "091000019", "800000002"])
def test_routing_numbers(value):
    assert page.aba(value) == (value != "800000002")


@pytest.mark.parametrize(
    "value",
    ["000000000", "011000016", "131000015", "501000011", "11000015", "0110000150", "01100001\u0665", "", "a11000015"],
)
def test_no_routing_numbers(value):
    assert not page.aba(value)


def plain_aba(value: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(value, (3, 7, 1) * 3, strict=True))
    first = int(value[:2])
    area = first in {*range(13), *range(21, 33), *range(61, 73), 80}
    return total % 10 == 0 and area and value != "000000000"


@given(st.lists(st.integers(0, 10**9 - 1), min_size=1))
def test_routing_arrays_agree_with_the_scalar_rule(values):
    texts = [f"{value:09d}" for value in values]
    array = page.aba_array(np.array(values, dtype=np.uint64)).tolist()
    assert array == [page.aba(text) for text in texts] == [plain_aba(text) for text in texts]


def test_longer_numbers_are_no_routing_numbers():
    assert not page.aba_array(np.array([1011000015, 2**64 - 1], dtype=np.uint64)).any()


@pytest.mark.parametrize("country", sorted(page._structures()))
def test_ibans_of_every_country(country):
    """One made for the structure passes with its own check digits, and fails with any others."""
    specification = page._specifications()[country]
    bban = "".join(
        ("1234567890" if what == "n" else "QWERTYUIOP")[n % 10]
        for count, what in re.findall(r"(\d+)([nac])", specification)
        for n in range(int(count))
    )
    remainder = int("".join(str(int(char, 36)) for char in f"{bban}{country}00")) % 97
    good = f"{98 - remainder:02d}"
    passed = [f"{check:02d}" for check in range(2, 99) if page.iban(f"{country}{check:02d}{bban}")]
    assert passed == [good]
    whole = f"{country}{good}{bban}"
    grouped = " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))
    assert page.validate(grouped) == whole
    assert page.iban_reach(f"{grouped} KBC") == len(grouped)
    assert not page.iban(f"{whole}0")
    assert not page.iban(whole[:-1])


def as_rows(values):
    codes = np.zeros((page.LONGEST_IBAN, len(values)), np.uint8)
    for column, value in enumerate(values):
        raw = value.encode("ascii")[: page.LONGEST_IBAN]
        codes[: len(raw), column] = list(raw)
    return codes, np.array([len(value) for value in values])


def iban_of(country, fill):
    classes = "".join(what * int(count) for count, what in page._PARTS.findall(page._specifications()[country]))
    bban = "".join(str(fill % 10) if what == "n" else chr(0x41 + fill % 26) for what in classes)
    rest = int("".join(str(int(char, 36)) for char in f"{bban}{country}00")) % 97
    return f"{country}{98 - rest:02d}{bban}"


MADE = st.builds(iban_of, st.sampled_from(sorted(page._structures())), st.integers(0, 25))


@given(
    st.lists(
        st.one_of(MADE, st.text("ABDEGN0123456789", max_size=40), MADE.map(lambda one: one[:-1] + "0")), min_size=1
    )
)
def test_iban_arrays_agree_with_the_scalar_rule(values):
    assert page.iban_array(*as_rows(values)).tolist() == [page.iban(value) for value in values]


def test_samples():
    assert all(page.validate(value) == value for value in page.SAMPLES)
    assert all(page.is_test_value(value) for value in ("00000000", "123456789", "GB29NWBK60161331926819"))
    assert not any(page.is_test_value(value) for value in (GB82, "12345678", "0012345678"))


@pytest.mark.parametrize(
    "text",
    ["AB-12345", "ABCD1234567890123", "0012-3456-789", "1234 5678 90", "X12-345678", "7AB-12345", "123-456-7890",
     "1234-5678", "12-345678", "0-1234567", "1234567-89", "1234-5678-9012-3456", "123456-78-901"],
)  # fmt: skip
def test_tokens_are_accounts(text):
    assert TOKEN.fullmatch(text.encode())
    assert page.validate(text) is not None


@pytest.mark.parametrize(
    "text", ["12-34-56", "010-94-0001", "12 34 5678", "123-45", "1234-5678 90", "ABCDE12345", "2024-12-31", "1-2-3"]
)
def test_no_tokens(text):
    assert TOKEN.fullmatch(text.encode()) is None


@given(st.one_of(*[st.from_regex(token.decode(), fullmatch=True) for token in page.TOKENS]))
def test_every_token_but_a_date_is_an_account(text):
    assert sum(map(str.isdigit, text)) <= page.LONGEST
    assert page.validate(text) is not None or page._DATE.fullmatch(text)


@pytest.mark.parametrize("unit", [b"1234-", b"1234 ", b"A1-", b"GB82 ", b"12345678901234567", b"AAAA", b"GB82WEST"])
def test_linear_time(unit):
    data = unit * ((1 << 18) // len(unit))
    started = time.process_time()
    for _ in TOKEN.finditer(data):
        pass
    page.validate(data.decode())
    page.iban_reach(data.decode())
    page.iban(data.decode())
    page.aba(data.decode())
    assert time.process_time() - started < 10


@pytest.mark.parametrize("value", ["AD1200012030200359100100", "GR1601101250000000012300695", "BE68539007547034"])
def test_the_examples_of_the_registry_are_samples(value):
    assert page.is_test_value(value)
    assert not page.is_test_value(value[:-1] + "9")


def test_every_sample_with_a_country_is_valid():
    numbers = [value for value in page.samples() if value[0].isalpha()]
    assert len(numbers) > 60
    assert [value for value in numbers if page.validate(value) != value] == []
