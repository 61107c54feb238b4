"""What looks like a number and is no candidate has a reason, always; and what is a candidate is not told again."""

import random

import numpy as np
import pytest

from piiscan import matcher
from piiscan.detectors import DETECTORS
from piiscan.explain.codes import code
from piiscan.matcher import refusals
from piiscan.matcher.refusals import refusals as refused

TEXTS = (
    'ssn |SSN: |card |acct no. |license |DL#|order |Ann Lee |\n|, | |-|.|+|x|_|/|=|":|"key": |cafe-|010-94-0001|010 94 0001|900-70-1234'
    "|900-01-1234|666-12-3456|010-00-1234|010940001|4024007100027456|4024-0071-0002-7456|4024-0071-0002-7455|3714 496353 98431"
    "|9999999999999995|0109400012|1234567|12345678|S12345678|1234567890123|4222222222222|12345678901234567890|617-555-0123|011000015"
    "|1 |22 |A12345678|010.94.0001|010-94 0001|\u0663|\u2013|\uff10\uff11\uff10-\uff19\uff14-\uff10\uff10\uff10\uff11"
)
PIECES = TEXTS.split("|")


def texts():
    chance = random.Random(201)
    for _ in range(1500):
        yield "".join(chance.choice(PIECES) for _ in range(chance.randint(2, 9))).encode()


def test_every_refused_shape_has_a_reason_that_has_words_and_touches_no_hit():
    reasons = set()
    for text in texts():
        hits = matcher.find(text)
        found, more = refused(text, 0, len(text), hits)
        assert more == 0
        taken = np.zeros(len(text), bool)
        for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True):
            taken[start:end] = True
        last = 0
        for one in found:
            assert last <= one.start < one.end
            last = one.end
            assert not taken[one.start : one.end].any(), (text, one)
            assert "no-rule" not in one.reasons, (text, one)
            reasons |= set(one.reasons)
    assert {reason for reason in reasons if code(reason) == reason} == set()
    assert len(reasons) >= 15


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.KIND.value)
def test_every_counterexample_of_a_detector_is_a_candidate_of_another_kind_or_refused_or_no_number(detector):
    """So that whoever asks why one of them is not found gets an answer."""
    for text in detector.counterexamples:
        data = text.encode()
        hits = matcher.find(data)
        found, _ = refused(data, 0, len(data), hits)
        digits = sum(map(str.isdigit, text))
        assert hits.start.size or found or digits < 9 or detector.KIND in {"drivers_license", "financial_account"}, text


def test_only_what_starts_in_the_stretch_is_told_and_the_rest_is_seen():
    text = b"ticket 010940001, ticket 010940002"
    hits = matcher.find(text, 0, 10)
    assert [one.start for one in refused(text, 0, 10, hits)[0]] == [7]
    assert [one.start for one in refused(text, 10, len(text), hits)[0]] == [25]
    assert refused(b"ssn 1.010940001", 6, 15, hits)[0][0].reasons[0] == "decimal"


def test_the_search_is_linear():
    """Long runs of what shapes are made of, each byte of which could begin one."""
    from time import process_time

    def took(size):
        text = (b"1" * size) + b" " + (b"1234-" * (size // 5)) + b" " + (b"12 " * (size // 3))
        begin = process_time()
        refused(text, 0, len(text), matcher.find(text), most=10**9)
        return process_time() - begin

    took(1000)
    small, large = took(20_000), took(200_000)
    assert large < 60 * small + 0.5  # a quadratic one would take a hundred times as long


def test_a_cap_counts_what_it_leaves_out():
    text = b" ".join(b"%d" % number for number in range(10**9, 10**9 + 100)).replace(b"10000", b"ticket 3000")
    hits = matcher.find(text)
    whole, _ = refused(text, 0, len(text), hits, 10**6)
    found, more = refused(text, 0, len(text), hits, 5)
    assert found == whole[:5]
    assert more == len(whole) - 5
    assert refusals.MOST == 1000


def test_shapes_asked_for_at_digits_are_those_found_everywhere():
    for text in texts():
        everywhere = [match.span() for match in refusals._ANY.finditer(text, 3)]
        assert [match.span() for match in refusals._matches(text, 3, len(text))] == everywhere
