"""The bench of layouts: no number is somebody else's whatever stands where, and the scorer sees what is wrong."""

import doctest
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from accuracy import layouts

ANN = layouts.Person("Ann", "M", "Lee", female=True)
MADE = layouts.Records(("name", "ssn"), (("Ann Lee", "773-01-0001"),), (("ssn", "773-01-0001", ANN, "massachusetts"),))


def finding(**other):
    found = {
        "classification": "personal_information",
        "residency": "massachusetts",
        "person": {"name": "LEE, ANN"},
        "elements": [{"kind": "ssn", "value": "773010001"}],
    }
    return found | other


@pytest.mark.parametrize(
    ("findings", "end"),
    [
        ([finding()], "right"),
        ([], "missing"),
        ([finding(person={"name": "Bob Lee"})], "somebody else"),
        ([finding(person=None, classification="element_only")], "element_only"),
        ([finding(residency="unknown")], "residency"),
    ],
)
def test_the_scorer(findings, end):
    assert list(layouts.judged(MADE, findings)) == [(end, "ssn")]


def test_the_scorer_sees_what_is_no_number():
    more = finding(elements=[{"kind": "payment_card", "value": "1"}])
    assert Counter(end for end, _ in layouts.judged(MADE, [finding(), more])) == {"right": 1, "false": 1}


def test_a_seed_makes_the_same_records(tmp_path):
    first, again = (list(layouts.written(Random(3), 20, tmp_path)) for _ in range(2))
    assert first == again
    assert all(value in text.read_text() for text in [tmp_path / first[0][0]] for _, value, _, _ in first[0][2].truth)


def test_examples():
    assert doctest.testmod(layouts).failed == 0


@pytest.mark.long
@pytest.mark.parametrize("seed", [5, 6])
def test_whose_a_number_is_in_every_layout(tmp_path, seed):
    total = layouts.measured(seed, 150, tmp_path)
    assert not total["somebody else"]
    assert not total["false"]
    assert total["right"] >= layouts.BAR * sum(total.values())
