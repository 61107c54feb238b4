"""Texts made to be slow: twice the text takes about twice the time, and the two ways still agree on them."""

import sys
from pathlib import Path

import pytest

from piiscan import matcher
from piiscan.matcher import reference

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
import worst

KIB = 1 << 10
NOISE = 2.0
"""A machine that does other things at the same time: what is quadratic takes four times as long, and sixteen."""


def spans(hits):
    return [tuple(row) for row in zip(*(column.tolist() for column in hits), strict=True)]


@pytest.mark.parametrize("name", worst.TEXTS)
def test_both_ways_agree_on_it(name):
    data = worst.TEXTS[name](3000)[:3000]
    assert spans(matcher.by_blocks(data, 0, len(data))) == spans(reference.find(data))


@pytest.mark.parametrize("name", worst.TEXTS)
def test_four_times_the_text_takes_four_times_as_long(name):
    matcher.prepare()
    texts = [worst.TEXTS[name](size)[:size] for size in (4 * KIB, 16 * KIB)]
    short, long = (worst.seconds(lambda data=data: matcher.find(data), 3) for data in texts)
    assert long < 4 * NOISE * max(short, 0.005)


@pytest.mark.slow
@pytest.mark.parametrize("name", worst.TEXTS)
def test_doublings_of_a_megabyte(name):
    matcher.prepare()
    texts = [worst.TEXTS[name](size)[:size] for size in worst.SIZES]
    times = [worst.seconds(lambda data=data: matcher.find(data), 2) for data in texts]
    assert times[1] < worst.LINEAR * times[0]
    assert times[2] < worst.LINEAR * times[1]
