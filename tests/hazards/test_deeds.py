"""What is done to a run leaves it as it must be: every number of the list, by the program itself."""

from __future__ import annotations

import re

import pytest
from deeds import NotHere, cases, do
from hazards import HERE
from write_table import deed_beginning, deed_stands_in

pytestmark = pytest.mark.long

CASES = cases()


TOLD = (HERE / "TABLE.md").read_text(encoding="utf-8")
BY_CHANCE = {"C7"}  # which of several good ends it is


@pytest.mark.parametrize("case", [case for case in CASES if not case.slow], ids=lambda case: case.key)
def test_a_deed_has_the_outcome_it_must_have(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", [case for case in CASES if case.slow], ids=lambda case: case.key)
def test_a_heavy_deed_has_the_outcome_it_must_have(case, tmp_path):
    check(case, tmp_path)


def check(case, folder):
    """It is as it must be, and the table says so in the same words."""
    try:
        outcome, _, _ = do(case, folder)
    except NotHere as missing:
        pytest.skip(str(missing))
    line = next(line for line in TOLD.splitlines() if line.startswith(deed_beginning(case)))
    assert case.id in BY_CHANCE or numberless(outcome) in numberless(line)


def numberless(text):
    return re.sub(r"\d[\d.,]*", "#", text)


def test_the_deeds_have_names_of_their_own():
    assert len({case.key for case in CASES}) == len(CASES)
    numbers = {f"C{number}" for number in range(1, 14)} | {f"S{number}" for number in range(1, 8)}
    numbers |= {f"D{number}" for number in range(1, 11)} | {"A24", "P3", "P9", "P10", "P11", "P12"}
    assert numbers <= {case.id for case in CASES}


def test_the_table_is_the_one_of_these_deeds():
    assert [case.key for case in CASES if not deed_stands_in(case, TOLD)] == []
