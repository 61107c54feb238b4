"""A number planted in a record is given to the person of that record, and to nobody else."""

from __future__ import annotations

import planted_filings
import planted_markup
import planted_messages
import planted_records
import planted_tables
import pytest
from people import owner
from planted import Plant

CASES = [
    *planted_tables.CASES,
    *planted_records.CASES,
    *planted_messages.CASES,
    *planted_filings.CASES,
    *planted_markup.CASES,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_planted_number_is_given_to_its_owner(case, scan):
    plant = Plant()
    scanned = scan(case.build(plant), case.name)
    found = {}
    for finding in scanned.findings:
        for element in finding.elements:
            number = f"{element.value[:3]}-{element.value[3:5]}-{element.value[5:]}"
            found[number] = finding.person.normal if finding.person else None
    assert found == {ssn: owner(ssn).lower() for ssn in plant.places}
