"""Few letters round what may be base64 tell that it is no text there: never where all of them would have told text."""

from __future__ import annotations

import base64
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.encoded import runs
from piiscan.formats.encoded.triggers import BASE64, WIDE, Trigger, searcher

ALPHABETS = (b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", b"abcdefgABCDEFG0123456789-_")
TEXTS = (
    b"ssn 010-94-0001",
    b"Ann Lee, 010-94-0001 of Lynn; ",
    "Jos\u00e9 010-94-0001".encode(),
    b"\xff\xfe1010-94-0001\x00",
)


def seen(data: bytes) -> list[tuple[Trigger, runs.Run | None]]:
    found = []
    for kind, end, turn in searcher()(data):
        if kind in {BASE64, WIDE}:
            trigger = Trigger(kind, end, turn)
            found.append((trigger, runs.base64_text(data, trigger, runs.base64_span(data, end))))
    return found


def both_ways(data: bytes) -> list[runs.Run | None]:
    quick = seen(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_is_no_text", lambda *_: False)
        assert seen(data) == quick
    return [run for _, run in quick]


PIECES = st.one_of(
    st.sampled_from(TEXTS).map(base64.b64encode),
    st.tuples(st.sampled_from(TEXTS), st.integers(1, 40)).map(lambda one: base64.b64encode(one[0] * one[1])),
    st.tuples(st.sampled_from(ALPHABETS), st.integers(0, 99), st.integers(1, 200)).map(
        lambda one: bytes(random.Random(one[1]).choices(one[0], k=one[2]))
    ),
    st.sampled_from([b"MDEw", b"-MDEw_", b"\n", b"\\n", b"=", b" ", b"&#10;", b"LTk0", b"AAAA", b"////"]),
)


@pytest.mark.long
@given(st.lists(PIECES, max_size=12).map(b"".join))
@settings(max_examples=400, deadline=None)
def test_the_runs_are_the_same_as_by_all_the_letters(data):
    both_ways(data)


@given(st.integers(0, 999), st.sampled_from(ALPHABETS), st.integers(0, 3))
@settings(max_examples=100, deadline=None)
def test_in_letters_at_random_with_a_number_among_them_too(seed, alphabet, turn):
    rng = random.Random(seed)
    noise = [bytes(rng.choices(alphabet, k=rng.choice((3, 60, 70, 400)) + turn)) for _ in range(2)]
    both_ways(b"MDEw".join([noise[0], base64.b64encode(b"ssn 010-94-0001, " * 3), noise[1]]))


def test_both_answers_are_given():
    rng = random.Random(3)
    noise = bytes(rng.choices(ALPHABETS[0], k=3000))
    assert any(run is not None for run in both_ways(base64.b64encode(b"ssn 010-94-0001 " * 9)))
    told = both_ways(b"".join(noise[at : at + 100] + b"MDEwLTk0" for at in range(0, 3000, 100)))
    assert len(told) > 20
    assert any(run is None for run in told)


@pytest.mark.parametrize("many", range(1, 13))
def test_letters_with_accents_that_the_few_letters_cut_in_two(many):
    told = both_ways(base64.b64encode(("\u00e9" * many + "010-94").encode() * 60))
    assert len(told) > 5
    assert any(run is not None for run in told)
