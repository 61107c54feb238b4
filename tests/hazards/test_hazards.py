"""What must not fall over does not: every hazard has the outcome, the findings and the cost that it may have."""

from __future__ import annotations

from pathlib import Path

import pytest
from hazards import HERE, cases, complaints, run
from write_table import beginning, row, stands_in

pytestmark = pytest.mark.long

CASES = cases()
QUICK = [case for case in CASES if not case.slow]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hazards") / "a" / "b"


@pytest.fixture(scope="module")
def ran(folder):
    """All that is quick, in one run."""
    folder.mkdir(parents=True)
    return run(QUICK, folder)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.key)
def test_a_hazard_has_the_outcome_it_must_have(case, ran):
    assert not complaints(case, ran[case.key]), ran[case.key].told


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("case", [case for case in CASES if case.slow], ids=lambda case: case.key)
def test_a_heavy_hazard_has_the_outcome_it_must_have(case, tmp_path):
    ran = run([case], tmp_path)[case.key]
    assert not complaints(case, ran), ran.told


def test_every_number_of_the_list_has_cases_with_names_of_their_own():
    assert {case.id for case in CASES} == {f"A{number}" for number in range(1, 24)}
    assert len({case.key for case in CASES}) == len(CASES)


def test_the_table_is_the_one_of_these_cases():
    told = (HERE / "TABLE.md").read_text(encoding="utf-8")
    assert [case.key for case in CASES if not stands_in(case, told)] == []
    assert told.partition("\n## ")[0].count("\n| A") == len(CASES)
    assert "NOT MET" not in told


@pytest.mark.usefixtures("ran")
def test_nothing_is_written_where_names_lead_to(folder):
    made = {f"{case.key}/{name}" for case in QUICK for name in (case.name, *case.beside)}
    written = {str(path.relative_to(folder)) for path in folder.parent.parent.rglob("*") if not path.is_dir()}
    assert written == made
    assert not Path("/abs").exists()


def test_the_table_says_what_comes_out(ran):
    """The status, and how many were found of how many: its details may be those of another version of a library."""
    lines = (HERE / "TABLE.md").read_text(encoding="utf-8").splitlines()
    for case in QUICK:
        told = next(line for line in lines if line.startswith(beginning(case)))
        own = row(case, ran[case.key], 0)
        assert _gist(own) == _gist(told), case.key


def _gist(line):
    _, _, _, outcome, found, *_ = line.replace("\\|", "").removeprefix("| ").split(" | ")
    return outcome.split()[0], found
