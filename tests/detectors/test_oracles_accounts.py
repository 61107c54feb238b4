"""Our rules of routing numbers and IBANs beside python-stdnum and schwifty. Known differences are named and stay."""

import random
import re
from contextlib import suppress
from itertools import product
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schwifty import registry
from schwifty.exceptions import InvalidCountryCode
from stdnum import iban as their_iban
from stdnum.iso7064 import mod_97_10
from stdnum.us import rtn as their_rtn

from piiscan.detectors import financial_account

IN_USE = {*range(13), *range(21, 33), *range(61, 73), 80}
"""First two digits of routing numbers. They look at the check digit alone, ours at both."""


@given(st.one_of(st.text("0123456789", min_size=9, max_size=9), st.text("0123456789", min_size=7, max_size=11)))
def test_routing_numbers_agree_where_the_first_digits_are_in_use(value):
    in_use = value != "000000000" and int(value[:2]) in IN_USE
    assert financial_account.aba(value) == (in_use and their_rtn.is_valid(value))


@pytest.mark.parametrize("district", [f"{first:02}" for first in range(100)])
def test_routing_numbers_agree_for_every_district(district):
    source = random.Random(district)
    for _ in range(40):
        head = district + "".join(source.choices("0123456789", k=6))
        checks = [last for last in "0123456789" if financial_account.aba(head + last)]
        expected = [their_rtn.calc_check_digit(head)] if int(district) in IN_USE else []
        assert checks == [last for last in expected if head + last != "000000000"]


def test_nine_zeros_pass_their_check_and_not_ours():
    assert their_rtn.is_valid("000000000")
    assert not financial_account.aba("000000000")


def spelled(spec, source):
    """A text of the shape that the registry gives: 4!a6!n8!n."""
    letters = {"n": "0123456789", "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    letters["c"] = letters["n"] + letters["a"]
    parts = re.findall(r"(\d+)!?([nac])", spec)
    return "".join("".join(source.choices(letters[kind], k=int(length))) for length, kind in parts)


def made(country, source):
    """An IBAN with the right length, shape and check digits."""
    bban = spelled(registry.get_iban_spec(country).bban_spec, source)
    return country + mod_97_10.calc_check_digits(bban + country) + bban


def known_to_both(country):
    """Whether an IBAN made to the one's shape is one to the other. National check digits are nobody's business here."""
    with suppress(InvalidCountryCode):
        return their_iban.is_valid(made(country, random.Random(country)), check_country=False)
    return False


COUNTRIES = [country for country in map("".join, product(ascii_uppercase, repeat=2)) if known_to_both(country)]


def test_both_have_enough_countries():
    assert len(COUNTRIES) >= 75


@pytest.mark.parametrize("country", COUNTRIES)
def test_ibans_of_every_country(country):
    source = random.Random(country)
    for _ in range(5):
        value = made(country, source)
        assert financial_account.iban(value)
        place = source.randrange(2, len(value))
        if value[place].isdigit():  # one wrong digit is always noticed
            wrong = value[:place] + str((int(value[place]) + source.randrange(1, 10)) % 10) + value[place + 1 :]
            assert not financial_account.iban(wrong)
        assert not financial_account.iban(value[:-1])
        assert not financial_account.iban(value + "0")


@given(st.sampled_from(COUNTRIES), st.integers(0, 2**32), st.integers(-2, 2))
def test_other_lengths_with_right_check_digits_are_theirs_to_reject_too(country, seed, more):
    bban = made(country, random.Random(seed))[4:]
    bban = bban[:more] if more < 0 else bban + "1" * more
    value = country + mod_97_10.calc_check_digits(bban + country) + bban
    assert financial_account.iban(value) == their_iban.is_valid(value, check_country=False)


@given(st.from_regex(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{10,30}", fullmatch=True))
def test_what_we_take_at_random_they_take(value):
    if financial_account.iban(value):
        assert mod_97_10.is_valid(value[4:] + value[:4])
        assert len(value) == registry.get_iban_spec(value[:2]).iban_length
