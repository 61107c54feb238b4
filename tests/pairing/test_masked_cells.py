"""Masked cells of typed columns: told by the whole cell, counted once each, at little cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.model import Kind
from piiscan.pairing.tables.cells import Cells, Text
from piiscan.pairing.tables.grid import Grid
from piiscan.pairing.tables.masked_cells import is_masked, masked_cells

MASKED = {
    "ssn": ["***-**-0001", "XXX-XX-1234", "xxx-xx-1234", "*****1234", "\u2022\u2022\u2022-\u2022\u2022-0001", "###-##-0001"],
    "payment_card": ["411111******1111", "************1234", "4111 11** **** 1111", "xxxx-xxxx-xxxx-1111", "41111111****1111"],
    "financial_account": ["****5678", "xxxxxx5678", "\u2022\u2022\u2022\u20221234", "XXXX-1234"],
    "drivers_license": ["*****1234", "XXXXX1234"],
}  # fmt: skip
HEADERS = {
    "ssn": "ssn",
    "payment_card": "card number",
    "financial_account": "bank account number",
    "drivers_license": "drivers license",
}
BOTH = sorted((kind, cell) for kind, cells in MASKED.items() for cell in cells)


def counts(scanned):
    return scanned.outcomes[-1].counts


@pytest.mark.parametrize(("kind", "cell"), BOTH)
@pytest.mark.parametrize("code", ["utf-8", "cp1252"])
def test_each_is_counted_once_by_the_kind_of_its_column(scan, kind, cell, code):
    rows = "".join(f"Ann Lee,{cell},caf\u00e9\n" for _ in range(50))
    scanned = scan(f"name,{HEADERS[kind]},note\n{rows}".encode(code), "a.csv")
    assert not scanned.findings
    assert counts(scanned) == {"masked": {kind: 50}}


def test_what_else_is_masked_in_the_table_is_counted_too(scan):
    rows = "Ann Lee,***-**-0001,\nBob Ray,SSN ***-**-0002,card 411111******1111\nCy Orr,773-01-0001,***-**-0003\n"
    scanned = scan(f"name,ssn,note\n{rows}", "a.csv")
    assert counts(scanned)["masked"] == {"payment_card": 1, "ssn": 3}
    (finding,) = scanned.findings
    assert finding.person.normal == "cy orr"


@pytest.mark.parametrize("header", ["name,order number", "name,quantity", "name,note"])
def test_small_letters_are_masks_only_where_the_header_names_the_number(scan, header):
    assert counts(scan(f"{header}\nAnn Lee,xxx-xx-1234\n", "a.csv")) == {}


@pytest.mark.parametrize("most", [1, 3, 1000])
def test_they_are_listed_where_the_operator_asks_and_counted_alike(scan, most):
    rows = "".join(f"Ann Lee,{'xxx-xx-1234' if at % 2 else '773-01-0001'}\n" for at in range(40))
    config = Config(also=("masked",), max_findings_per_file=most)
    scanned = scan(f"name,ssn\n{rows}", "a.csv", config=config)
    assert counts(scanned)["masked"] == {"ssn": 20}
    listed = [finding for finding in scanned.findings if finding.classification.value == "masked"]
    assert len(listed) == min(20, most)
    assert [step.axis.name.lower() for step in listed[0].places[0]][:2] == ["line", "column"]


@given(st.sampled_from(list(Kind)), st.lists(st.text("*Xx#\u2022- .0127a\u00e9", max_size=24), min_size=1, max_size=60))
def test_many_at_once_are_what_each_is(kind, texts):
    data = "\n".join([*texts, "end"]).encode()
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    many = masked_cells(Cells(Text(data, len(data)), starts, ends), kind)
    assert many.tolist() == [is_masked(kind, Grid.clean(text.encode())) for text in texts]
