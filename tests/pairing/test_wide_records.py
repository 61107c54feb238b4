"""Records of very many numbers: what is known of a table or cell is not sought again for each of them."""

import pytest
from pairs import A

from piiscan.pairing.tables import remark_cells
from piiscan.pairing.tables.plan import Plan


@pytest.mark.parametrize("count", [20, 80])
def test_the_columns_of_a_plan_are_put_together_once_for_a_record(scan, monkeypatch, count):
    asked = []
    typed = Plan.typed.fget
    monkeypatch.setattr(Plan, "typed", property(lambda plan: (asked.append(1), typed(plan))[1]))
    header = ",".join(f"name_{n},ssn_{n}" for n in range(count))
    row = ",".join(f"Ann Lee,773-01-{n:04}" for n in range(1, count + 1))
    assert len(scan(f"{header}\n{row}\n", "a.csv").findings) == count
    assert len(asked) < 20


def test_the_doubled_quotes_of_a_cell_are_looked_for_once(scan, monkeypatch):
    looked = []
    undoubled = remark_cells._undoubled
    monkeypatch.setattr(remark_cells, "_undoubled", lambda cell: (looked.append(1), undoubled(cell))[1])
    remark = "; ".join(f"Bob Ray SSN 773-01-{n:04}" for n in range(1, 41))
    found = scan(f'name,ssn,remark\nAnn Lee,{A},"{remark}"\n', "a.csv")
    assert {one.person.normal for one in found.findings} == {"ann lee", "bob ray"}
    assert len(looked) < 5
