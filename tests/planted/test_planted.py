"""Every number planted in a file of any format is found at exactly the place where it stands."""

from __future__ import annotations

import re

import pytest
from planted import HERE, Plant, cases, shown
from table import table

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_planted_number_is_found_where_it_stands(case, scan):
    plant = Plant()
    scanned = scan(case.build(plant), case.name)
    found: dict[str, set[str]] = {}
    for finding in scanned.findings:
        for element, at in zip(finding.elements, finding.places, strict=True):
            number = f"{element.value[:3]}-{element.value[3:5]}-{element.value[5:]}"
            found.setdefault(number, set()).add(shown(at))
    assert {ssn: (name, found.get(ssn)) for ssn, (name, _) in plant.places.items()} == {
        ssn: (name, {where}) for ssn, (name, where) in plant.places.items()
    }
    assert set(found) == set(plant.places)
    complete = all(outcome.status.value == "scanned" for outcome in scanned.outcomes)
    assert complete is not case.gaps, [(outcome.at, outcome.detail) for outcome in scanned.outcomes]


def test_cases_have_names_of_their_own():
    assert len({case.id for case in CASES}) == len(CASES)


def test_the_table_is_the_one_of_these_cases():
    assert (HERE / "TABLE.md").read_text(encoding="utf-8") == table(CASES)


def test_the_readme_has_the_numbers_of_the_table():
    head = (HERE / "TABLE.md").read_text(encoding="utf-8").split("\n", 3)[2]
    formats, variants, numbers = re.findall(r"\d+", head)[:3]
    said = f"{int(numbers):,} numbers in {variants} variants of {formats} formats"
    assert said in (HERE.parent.parent / "README.md").read_text(encoding="utf-8")
