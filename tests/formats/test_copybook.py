"""Records of fixed fields whose layout stands beside them, in a copybook of COBOL."""

import io
import time

import pytest
from format_samples import blob
from msgspec.structs import replace

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.identify import identify
from piiscan.formats.tables.copybook import fields_of
from piiscan.formats.tables.fixed_width import extract_fixed_width
from piiscan.model import Shape

COPYBOOK = """\
      * EMPLOYEE MASTER
       01  EMP-REC.
           05  EMP-ID                 PIC 9(9).
           05  EMP-NAME.
               10  EMP-LAST-NAME      PIC X(10).
               10  EMP-FIRST-NAME     PIC X(8).
           05  EMP-KEY REDEFINES EMP-NAME.
               10  EMP-KEY-TEXT       PIC X(18).
           05  EMP-SSN                PIC 9(9).
           05  EMP-STATE              PIC X(2).
               88  IN-STATE           VALUE 'MA'.
           05  FILLER                 PIC X(12).
"""
PEOPLE = (("LEE", "ANN", "773010001"), ("RAY", "BOB", "773010002"), ("COLE", "EVA", "773010003"))
RECORDS = "".join(
    f"1002003{at:02}{last:<10}{first:<8}{ssn}MA{' ' * 12}\n" for at, (last, first, ssn) in enumerate(PEOPLE)
)


def segments(records, copybook):
    beside = {"emp.cpy": copybook.encode()}
    opened = replace(
        blob(records.encode(), "emp.dat"), beside=lambda name: io.BytesIO(beside[name]) if name in beside else None
    )
    return list(extract_fixed_width(opened, new_context(Limits())))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_fields_of_a_copybook_are_the_columns(end):
    (table,) = segments(RECORDS.replace("\n", end), COPYBOOK.replace("\n", end))
    assert table.shape is Shape.TABLE
    rows = [row.split(b"\x1f") for row in table.data.split(b"\x1e")[:-1]]
    assert rows[0] == [b"EMP_ID", b"EMP_LAST_NAME", b"EMP_FIRST_NAME", b"EMP_SSN", b"EMP_STATE"]
    assert rows[2] == [b"100200301", b"RAY", b"BOB", b"773010002", b"MA"]
    at = {step.axis.name: step.at for step in table.locate(table.data.find(b"773010002"))}
    assert (at["LINE"], at["COLUMN"]) == (2, 28)


@pytest.mark.parametrize(
    "copybook", ["", COPYBOOK.replace("X(12)", "X(2000)").replace("9(9)", "9(300)"), "01 A PIC X."]
)
def test_a_layout_of_other_records(copybook):
    assert all(b"EMP_SSN" not in segment.data for segment in segments(RECORDS, copybook))


def test_records_of_one_length_are_looked_at():
    assert identify(RECORDS.encode(), "emp.dat").name == "fixed-width"
    assert identify(RECORDS.encode(), "emp.log").name == identify(RECORDS.encode(), "emp.py").name == "text"


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ("PIC S9(5)V99", 7),
        ("PIC S9(7)V99 COMP-3", 5),
        ("PICTURE IS 9(4) COMP", 2),
        ("PIC 9(9) BINARY", 4),
        ("COMP-2 PIC 9", 8),
        ("PIC XX OCCURS 3 TIMES", 6),
        ("PIC ZZ,ZZ9.99", 9),
    ],
)
def test_how_long_fields_are(item, size):
    (*_, last) = fields_of(f"01 R.\n 05 A {item}.\n 05 EMP-SSN PIC 9(9).\n")
    assert last == ("EMP_SSN", size, size + 9)


def test_groups_that_come_again_say_nothing():
    assert fields_of("01 R.\n 05 G OCCURS 3.\n  10 A PIC X.\n") is None


def test_groups_that_come_again_and_again_are_counted():
    """They are more than a hundred million."""
    begun = time.process_time()
    found = fields_of("01 A PIC X.\n" + "05 B PIC V OCCURS 9999.\n" * 2_500 + "05 C PIC 99 OCCURS 9999.\n" * 5_000)
    assert (found[0], len(found)) == (("A", 0, 1), 2000)
    assert time.process_time() - begun < 2


def test_a_layout_of_more_fields_than_a_line_has_characters():
    records = "LEE " * 500 + "\n" + "1\n" * 1000
    found = segments(records, "01 R.\n 05 A PIC X.\n 05 B PIC X OCCURS 1900.\n")
    assert sum(len(segment.data) for segment in found) < 4 * len(records)


DICTIONARIES = {
    "emp_layout.csv": "Field,Start,Length\nEMP ID,1,9\nLast name,10,10\nFirst name,20,8\nSSN,28,9\nState,37,2\nFiller,39,12\n",
    "layout.txt": "LAYOUT 2024\n\nPos 1-9   EMP ID\nPos 10-19 Last name\nPos 20-27 First name\nPos 28-36 SSN\nPos 37-38 State\n",
    "README.txt": "1 EMP ID  1  9 num\n2 Last name  10 10 char\n3 First name 20 8 char\n4 SSN  28  9 num\n5 State  37  2 char\n",
}


def by_dictionary(name, text):
    opened = replace(
        blob(RECORDS.encode(), "emp.dat"), beside=lambda one: io.BytesIO(text.encode()) if one == name else None
    )
    return list(extract_fixed_width(opened, new_context(Limits())))


@pytest.mark.parametrize("name", DICTIONARIES)
def test_a_data_dictionary_is_a_layout(name):
    (table,) = by_dictionary(name, DICTIONARIES[name])
    rows = [row.split(b"\x1f") for row in table.data.split(b"\x1e")[:-1]]
    assert rows[0] == [b"EMP_ID", b"LAST_NAME", b"FIRST_NAME", b"SSN", b"STATE"]
    assert rows[2] == [b"100200301", b"RAY", b"BOB", b"773010002", b"MA"]


@pytest.mark.parametrize(
    "text",
    [
        "Files of 2024\n\nemp.dat 3 51\nold.dat 12 51\nnew.dat 63 51\n",  # not one behind the other
        DICTIONARIES["layout.txt"].replace("20-27", "20-26"),
        DICTIONARIES["emp_layout.csv"] + "Notes,51,9\n",  # longer than they are
    ],
)
def test_numbers_that_are_no_layout_of_these_records(text):
    assert all(b"SSN" not in segment.data for segment in by_dictionary("README.txt", text))
