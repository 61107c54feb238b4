"""Numbers without a name whose key stands beside names in another table of the same blob."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.model import Dialect, Segment, Shape
from piiscan.pairing import join
from piiscan.pairing.tables.grid import Grid

PAY = [("emp_no", "ssn"), ("1001", "773-01-0001"), ("1002", "773-01-0002"), ("0077", "773-01-0003")]
STAFF = [("Employee ID", "first", "last"), ("1001", "Ann", "Lee"), ("77", "Bob", "Ray"), ("1002", "", "")]


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"s{number}")
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def classes(scanned):
    return [
        (finding.classification.value, finding.person, finding.elements[0].value, *finding.reasons)
        for finding in scanned.findings
    ]


WANTED = [
    ("review", None, "773010001", "joinable:emp_no", "no-person"),
    ("element_only", None, "773010002", "no-person"),  # nobody is named beside this key
    ("review", None, "773010003", "joinable:emp_no", "no-person"),  # the zeros are lost in the other sheet
]


@pytest.mark.parametrize("sheets", [(PAY, STAFF), (STAFF, PAY)], ids=["numbers first", "names first"])
def test_in_any_order(scan, sheets):
    scanned = scan(workbook(*sheets), "a.xlsx")
    assert sorted(classes(scanned), key=lambda one: one[2]) == WANTED
    counts = scanned.outcomes[-1].counts
    assert (counts["review"], counts["element_only"]) == ({"ssn": 2}, {"ssn": 1})


def test_other_keys_and_other_values_join_nothing(scan):
    customers = [("customer_id", "name"), *[(row[0], f"{row[1]} {row[2]}") for row in STAFF[1:]]]
    assert {one[0] for one in classes(scan(workbook(PAY, customers), "a.xlsx"))} == {"element_only"}
    strangers = [STAFF[0], ("5001", "Ann", "Lee")]
    assert {one[0] for one in classes(scan(workbook(PAY, strangers), "a.xlsx"))} == {"element_only"}
    assert {one[0] for one in classes(scan(workbook(PAY), "a.xlsx"))} == {"element_only"}


def test_tables_of_a_dump_join_each_other_and_never_another_file(scan):
    pay = "INSERT INTO pay (emp_no, ssn) VALUES ('1001', '773-01-0001'), ('1002', '773-01-0002');\n"
    staff = "INSERT INTO staff (emp_no, name) VALUES ('1001', 'Ann Lee');\n"
    assert "review" in {one[0] for one in classes(scan(pay + staff, "a.sql"))}
    assert {one[0] for one in classes(scan(pay, "a.sql"))} == {"element_only"}
    assert "review" not in {one[0] for one in classes(scan(staff, "b.sql"))}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=30), st.integers(1, 5))
def test_counts_do_not_depend_on_how_many_are_listed(scan, rows, most):
    pay = [("emp_no", "ssn"), *[(str(1000 + key), f"773-01-{n:04d}") for n, (key, _) in enumerate(rows, 1)]]
    staff = [("emp_no", "name"), *[(str(1000 + key), "Ann Lee" if named else "") for key, named in rows]]
    named = {key for key, there in rows if there}
    expected = sum(key in named for key, _ in rows)
    data = workbook(pay, staff)
    for config in (Config(), Config(max_findings_per_file=most)):
        counts = scan(data, "a.xlsx", config=config).outcomes[-1].counts
        assert counts.get("review", {}).get("ssn", 0) == expected
        assert counts.get("element_only", {}).get("ssn", 0) == len(rows) - expected


def test_beyond_the_bound_it_says_so(scan, monkeypatch):
    monkeypatch.setattr(join, "_MOST_KEYS", 1)
    scanned = scan(workbook(PAY, STAFF), "a.xlsx")
    assert {(one[0], join.UNCHECKED in one) for one in classes(scanned)} == {("element_only", True)}


@given(st.lists(st.binary(max_size=40).map(lambda cell: cell.translate(None, b',\n"')), min_size=1))
def test_few_rows_are_hashed_as_many(cells):
    texts = (b"\n".join([*rows, b"7"]) for rows in (cells[:9], cells * 17))
    few, many = (Grid(Segment(text, Shape.TABLE, lambda _: (), dialect=Dialect(0x2C, 0x0A, 0x22))) for text in texts)
    assert join.hashes(few, 0).tolist()[:-1] == join.hashes(many, 0).tolist()[: len(cells[:9])]
