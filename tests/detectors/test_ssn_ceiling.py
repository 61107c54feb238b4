"""The ceiling of groups of 24 June 2011: by rank, on numbers one by one and many, and on what the sources say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detectors.ssn_ceiling import above, above_array, is_birth_before


@pytest.mark.parametrize(
    "value", ["222222222", "444444444", "555555555", "012345678", "010940001", "001110001", "001060001"]
)
def test_in_issue(value):
    assert not above(value)


@pytest.mark.parametrize(
    "value", ["123456789", "111111111", "333333333", "777777777", "888888888", "010960001", "010020001"]
)
def test_above(value):
    assert above(value)


@pytest.mark.parametrize("area", [666, *range(734, 750), *range(773, 900)])
def test_areas_without_numbers(area):
    assert above(f"{area:03d}010001")


@given(st.lists(st.integers(0, 999_999_999), min_size=1))
def test_many_are_as_each(numbers):
    assert above_array(np.array(numbers, np.uint64)).tolist() == [above(f"{one:09d}") for one in numbers]


def test_the_share_at_or_under_the_ceiling_is_as_the_specification_counts_it():
    areas, groups = np.meshgrid(np.arange(1000), np.arange(1, 100))
    values = (areas * 1_000_000 + groups * 10_000 + 1).ravel().astype(np.uint64)
    assert (~above_array(values)).sum() * 9999 / 1e9 == pytest.approx(0.467, abs=0.001)


@pytest.mark.parametrize(
    "text",
    [
        "1980-02-29",
        "19800229",
        "2/29/1980",
        "29.2.1980",
        "Feb 29, 1980",
        "29 February 1980",
        "1980",
        "1980-02-29T00:00",
    ],
)
def test_births_before(text):
    assert is_birth_before(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/a",
        "1981-02-29",
        "2011-06-25",
        "6/25/2011",
        "7/5/2011",
        "2011",
        "1/2/80",
        "010-94-0001",
        "12345",
        "1899-01-01",
    ],
)
def test_no_births_before(text):
    assert not is_birth_before(text)
