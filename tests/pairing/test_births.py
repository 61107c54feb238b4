"""A number that nobody had before June 2011, beside an older birth date: one grade less, and only without a label."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest

from piiscan.config import Config
from piiscan.detectors.ssn_ceiling import above
from piiscan.judge.ceiling import ABOVE

sys.path.insert(0, str(Path(__file__).parents[2] / "fixtures"))
from company.people import People, dashed

HIGH, LOW = "123-45-6780", "222-22-2221"


def rows(number, born, header="name,born,x1"):
    return f"{header}\n" + "".join(f"Ann Lee,{born},{number[:-1]}{at}\n" for at in range(1, 8))


def verdict(scanned):
    """The grades and the evidence of the first element, or the counts where none is listed."""
    if not scanned.findings:
        return scanned.outcomes[-1].counts
    finding = scanned.findings[0]
    return finding.grades["element"], ABOVE in finding.elements[0].evidence


@pytest.mark.parametrize(
    ("number", "born", "expected"),
    [
        (HIGH, "3/4/1985", (1, True)),
        (HIGH, "2015-01-02", (2, False)),
        (HIGH, "", (2, False)),
        (LOW, "3/4/1985", (2, False)),
    ],
)
def test_a_column_known_by_its_values(scan, number, born, expected):
    assert verdict(scan(rows(number, born), "a.csv")) == expected


@pytest.mark.parametrize("header", ["name,born,ssn", "name,born,social security number", "name,dob,SSN"])
def test_a_header_that_names_the_number_is_believed(scan, header):
    assert verdict(scan(rows(HIGH, "3/4/1985", header), "a.csv")) == (3, False)


def test_columns_of_other_dates_say_nothing(scan):
    assert verdict(scan(rows(HIGH, "3/4/1985", "name,hired,x1"), "a.csv")) == (2, False)


@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize("header", ["name,born,x1", "name,born,ssn"])
def test_counts_do_not_depend_on_how_many_are_listed(scan, most, header):
    born = ["3/4/1985", "2015-01-02", "", "n/a"]
    lines = [f"Ann Lee,1980-01-02,{LOW}"] * 9
    lines += [
        f"{name},{day},{number}"
        for number in (HIGH, LOW, "773-01-0001", "666-12-3456")
        for day in born
        for name in ("Ann Lee", "Bob Ray", "")
    ]
    data = header + "\n" + "\n".join(lines) + "\n"
    few, all_of_it = (scan(data, "a.csv", config=Config(max_findings_per_file=many)) for many in (most, 0))
    assert few.outcomes[-1].counts == all_of_it.outcomes[-1].counts
    assert ("review" in all_of_it.outcomes[-1].counts) == (header == "name,born,x1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Ann Lee, born 3/4/1985, {HIGH}, Boston, MA 02108\n", (1, True)),
        (f"Ann Lee {HIGH} DOB: 1985-03-04\n", (1, True)),
        (f"Ann Lee, born 3/4/2015, {HIGH}\n", (2, False)),
        (f"Ann Lee, hired 3/4/1985, {HIGH}\n", (2, False)),
        (f"Ann Lee, born 3/4/1985, {LOW}\n", (2, False)),
        (f"Ann Lee, born 3/4/1985, SSN {HIGH}\n", (3, False)),
    ],
)
def test_text(scan, text, expected):
    assert verdict(scan(text, "a.txt")) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"name": "Ann Lee", "dob": "1985-03-04", "x1": HIGH}, (1, True)),
        ({"name": "Ann Lee", "dob": "2015-03-04", "x1": HIGH}, (2, False)),
        ({"name": "Ann Lee", "dob": "1985-03-04", "ssn": HIGH}, (3, False)),
        ({"name": "Ann Lee", "dob": "1985-03-04", "x1": LOW}, (2, False)),
    ],
)
def test_objects(scan, record, expected):
    assert verdict(scan(json.dumps(record), "a.json")) == expected


def test_the_numbers_of_the_fixtures_keep_their_grades_where_labelled(scan):
    made = People(Random(7)).many(60)  # above the ceiling on purpose, and born long before
    people = [one for one in made if not one.ssn.startswith("545")]  # of 545 the list and the fixtures differ
    assert all(above(one.ssn) for one in people)
    table = "name,dob,ssn,state\n" + "".join(f"{one.name},{one.born},{dashed(one.ssn)},MA\n" for one in people)
    text = "".join(f"{one.name}, born {one.born}, SSN {dashed(one.ssn)}\n\n" for one in people[:20])
    objects = json.dumps([{"name": one.name, "dob": one.born, "ssn": dashed(one.ssn)} for one in people])
    for data, name, least in ((table, "a.csv", len(people)), (text, "a.txt", 18), (objects, "a.json", len(people))):
        elements = [element for finding in scan(data, name).findings for element in finding.elements]
        assert len(elements) >= least
        assert {(element.grade, ABOVE in element.evidence) for element in elements} == {(3, False)}
