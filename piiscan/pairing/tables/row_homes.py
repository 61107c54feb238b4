"""What the columns of a record say of where its persons live."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.model import Grade
from piiscan.pairing.residence.evidence import Evidence, city_evidence, find_residency, state_evidence, zip_evidence
from piiscan.pairing.tables.countries import country_evidence
from piiscan.pairing.tables.plan import Plan


def row_residency(plan: Plan, cells: Sequence[str], group: str) -> list[Evidence]:
    """What a record says of where the subject of a group lives: in columns of that group, or of none.

    State and ZIP columns are asked first; towns and running addresses only where these say nothing.
    """

    def mine(columns: Sequence[tuple[int, str]]) -> list[str]:
        return [
            cells[column]
            for column, other in columns
            if column < len(cells) and cells[column] and (not other or not group or other == group)
        ]

    found = [state_evidence(cell) for cell in mine(plan.states)]
    found += [zip_evidence(cell) for cell in mine(plan.zips)]
    if not any(evidence is not None and evidence.grade >= Grade.FAIR for evidence in found):
        found += [country_evidence(cell) for cell in mine(plan.countries)]
        found += [city_evidence(cell) for cell in mine(plan.cities)]
        for cell in mine(plan.addresses):
            found.extend(find_residency(cell))
        if not plan.header and not plan.states:
            found.extend(find_residency(", ".join(cell for cell in cells if cell)))
    return [evidence for evidence in found if evidence is not None]
