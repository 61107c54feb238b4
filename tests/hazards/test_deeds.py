"""What is done to a run leaves it as it must be: every number of the list, by the program itself."""

from __future__ import annotations

import pytest
from deeds import cases, do
from hazards import HERE
from write_table import deed_stands_in

CASES = cases()


@pytest.mark.parametrize("case", [case for case in CASES if not case.slow], ids=lambda case: case.key)
def test_a_deed_has_the_outcome_it_must_have(case, tmp_path):
    assert do(case, tmp_path)[0]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", [case for case in CASES if case.slow], ids=lambda case: case.key)
def test_a_heavy_deed_has_the_outcome_it_must_have(case, tmp_path):
    assert do(case, tmp_path)[0]


def test_the_deeds_have_names_of_their_own():
    assert len({case.key for case in CASES}) == len(CASES)
    numbers = {f"C{number}" for number in range(1, 14)} | {f"S{number}" for number in range(1, 8)}
    numbers |= {"D1", *(f"D{number}" for number in range(5, 11)), "P3", "P9", "P10", "P11", "P12"}
    assert numbers <= {case.id for case in CASES}


def test_the_table_is_the_one_of_these_deeds():
    told = (HERE / "TABLE.md").read_text(encoding="utf-8")
    assert [case.key for case in CASES if not deed_stands_in(case, told)] == []
