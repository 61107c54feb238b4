"""Distinct subjects: one key for one person and number, however it is made; exact in bounded memory."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.pairing.subjects import Distinct, mix, mix_one, number_of, subject_key, word_hash

WORD = st.integers(0, 2**64 - 1)
KIND = st.sampled_from(["ssn", "drivers_license", "payment_card", "financial_account"])


@given(WORD, WORD, WORD, KIND)
def test_one_key_by_one_is_the_key_by_arrays(one, other, value, kind):
    arrays = (np.array([number], np.uint64) for number in (one, other, value))
    assert mix_one(one, other, value, kind) == int(mix(*arrays, kind)[0])


def test_a_subject_is_a_name_in_either_order_and_one_number():
    key = subject_key("ann lee", {"ssn": "010940001"})
    assert key == subject_key("lee ann", {"ssn": "010940001"})
    assert key == subject_key("ann marie lee", {"ssn": "010940001", "payment_card": "4539578763621486"})
    others = [
        subject_key("ann ray", {"ssn": "010940001"}),
        subject_key("bob lee", {"ssn": "010940001"}),
        subject_key("ann lee", {"ssn": "010940002"}),
        subject_key("ann lee", {"payment_card": "010940001"}),
        subject_key("ann lee", {"drivers_license": "S12345678"}),
    ]
    assert len({key, *others}) == 6


def test_letters_count_and_nothing_else():
    assert word_hash("O'Brien") == word_hash("OBRIEN") != word_hash("brien")
    assert word_hash("") == 0
    assert number_of("S12345678") != number_of("S12345679")


def test_keys_do_not_collide():
    keys = {subject_key(f"{a} {b}", {"ssn": f"{n:09}"}) for a in "abcdef" for b in "ghijkl" for n in range(300)}
    assert len(keys) == 36 * 300


@pytest.mark.parametrize("limit", [10, 1000, 1 << 20])
def test_the_count_is_exact_in_any_memory(limit):
    rng = random.Random(limit)
    distinct, seen = Distinct(limit), set()
    for _ in range(60):
        keys = [rng.randrange(2**64) for _ in range(rng.randrange(60))] + rng.sample(sorted(seen), min(len(seen), 20))
        seen.update(keys)
        if rng.random() < 0.5:
            distinct.add(np.array(keys, np.uint64))
        else:
            for key in keys:
                distinct.add_one(key)
    assert distinct.count() == len(seen)


def test_nothing_is_none():
    assert Distinct().count() == 0
