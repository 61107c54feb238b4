"""Texts made to be slow: the two ways still agree on them. How long they take, `benchmarks/worst.py` measures."""

import sys
from pathlib import Path

import pytest

from piiscan import matcher
from piiscan.matcher import reference

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))
import worst


def spans(hits):
    return [tuple(row) for row in zip(*(column.tolist() for column in hits), strict=True)]


@pytest.mark.long
@pytest.mark.parametrize("name", worst.TEXTS)
def test_both_ways_agree_on_it(name):
    data = worst.TEXTS[name](3000)[:3000]
    assert spans(matcher.by_blocks(data, 0, len(data))) == spans(reference.find(data))
