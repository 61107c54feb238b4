"""How places read."""

import pytest

from piiscan import place
from piiscan.model import Axis, Step


def at(*steps):
    return tuple(Step(Axis(axis), value) for axis, value in zip(steps[::2], steps[1::2], strict=True))


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (at("SHEET", "Payroll", "ROW", 17, "COLUMN", 6), 'sheet "Payroll" › F17'),
        (at("SHEET", "Payroll", "ROW", 17, "COLUMN", 6, "KEY", "ssn"), 'sheet "Payroll" › F17'),
        (at("SHEET", "Payroll", "PART", "comments", "LINE", 2), 'sheet "Payroll" › comments › line 2'),
        (at("PAGE", 3, "LINE", 12), "page 3 › line 12"),
        (at("LINE", 17, "COLUMN", 3, "KEY", "ssn", "BYTE", 400), "line 17 › column 3 (ssn)"),
        (at("TABLE", 2, "ROW", 4, "COLUMN", 1), "table 2 › row 4 › column 1"),
        (at("LINE", 4, "KEY", "employees", "KEY", 3, "KEY", "ssn"), "line 4 › employees[3].ssn"),
        (at("KEY", 0, "KEY", "ssn"), "[0].ssn"),
        (at("PART", "header", "LINE", 1), "header › line 1"),
        (at("BYTE", 4096), "byte 4096"),
        (at("LINE", 1, "BYTE", 0), "line 1"),
        (at("MEMBER", "a.zip", "DECODED", "gzip"), ""),
        (at("MEMBER", "a.zip", "LINE", 2), "line 2"),
        ((), ""),
    ],
)
def test_text(location, text):
    assert place.text(location) == text


def test_containers_come_outermost_first():
    location = at("MEMBER", "in.tar.gz", "DECODED", "gzip", "MEMBER", "x.csv", "LINE", 2)
    assert place.container(location) == ["in.tar.gz", "gzip", "x.csv"]


def test_keys_are_the_innermost_of_their_kind():
    keys = place.keys(at("PAGE", 3, "MEMBER", "in.xlsx", "SHEET", "S", "ROW", 2, "COLUMN", 28))
    assert (keys["page"], keys["sheet"], keys["cell"], keys["line"]) == (3, "S", "AB2", None)
