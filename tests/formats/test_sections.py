"""Several tables in one file of delimited text, each with a header of its own behind an empty line."""

from __future__ import annotations

import pytest
from format_samples import blob
from hypothesis import given
from hypothesis import strategies as st

from piiscan.formats.cuts import table_part
from piiscan.formats.plain.text import Lines
from piiscan.formats.tables import delimited
from piiscan.formats.tables.sections import Sections, line_starts, starts_by_numpy
from piiscan.part import NotAlone, Part

A, B = "773010001", "773010002"
ITEMS = ["Item,Qty,Price", *(f"Thing {number},{number},1.50" for number in range(60))]
PEOPLE = ["Name,SSN,Note", f"Ann Lee,{A},a", f"Bob Ray,{B},b"]
BOTH = [("ann lee", A), ("bob ray", B)]


SECOND = {
    "an empty line": [*ITEMS, "", *PEOPLE],
    "delimiters": [*ITEMS, ",,", *PEOPLE],
    "blanks and delimiters": [*ITEMS, ",, ", *PEOPLE],
    "a title": [*ITEMS, "", "Employees", *PEOPLE],
    "three tables": [*ITEMS, "", *PEOPLE, "", "City,Phone,Fax", "Lynn,1,2"],
    "the header again": [*ITEMS, "", PEOPLE[0], PEOPLE[1], "", PEOPLE[0], PEOPLE[2]],
    "after records that are parted": ["Item,Qty,Price", "", "x,1,1", "", "y,2,2", "", *PEOPLE],
    "behind many lines whose first cells are empty": ["Item,Qty,Price", *[",,1.50"] * 99, "", *PEOPLE],
    "quotes": [*ITEMS, "", '"Name","SSN","Note"', *PEOPLE[1:]],
}


TOGETHER = {
    "files put together": ["Name,Routing,Phone", "Jim Poe,011000015,617-555-0100", *PEOPLE],
    "the header in quotes": ["Name,Routing", "Jim Poe,011000015", '"Name","SSN","Note"', *PEOPLE[1:]],
    "behind records alone": ["Thing,1,2", "Thing,2,3", "Thing,3,4", *PEOPLE],
    "the header again, and another": [*PEOPLE[:2], PEOPLE[0], PEOPLE[2], "Name,DL No", "Jim Poe,x"],
}


@pytest.mark.parametrize("lines", TOGETHER.values(), ids=TOGETHER)
def test_a_table_right_behind_another(scan, lines):
    found = scan("\n".join(lines) + "\n", "a.csv")
    assert found.persons() == BOTH


@pytest.mark.parametrize(
    "lines",
    [
        ["Employee: Ann Lee,", "Period,1/31/24", "Date,Account No", f"1/2/24,checking {A}", "1/3/24,"],
        ["Name,SSN,Note", f'Ann Lee,{A},"the form says', "Name,License No", 'and no more"', f"Bob Ray,{B},b"],
        ["Name,Kind", f"Ann Lee,{A}", "Bob,Account", "Jim,License"],
    ],
    ids=["a title above", "in a cell", "cells that are words"],
)
def test_what_is_no_header_begins_no_table(lines):
    data = ("\n".join(lines) + "\n").encode()
    assert len(Sections(ord(","), ord('"')).parts(data, len(data))) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("lines", SECOND.values(), ids=SECOND)
def test_a_table_behind_another_is_read_by_its_own_header(scan, lines, end):
    found = scan(end.join(lines) + end, "a.csv")
    assert found.persons() == BOTH
    wanted = [next(number for number, line in enumerate(lines, 1) if value in line) for value in (A, B)]
    assert [finding.places[0][0].at for finding in found.findings] == wanted


@pytest.mark.parametrize("size", [600, 1000, 1100, 1132, 1133, 1134, 1135, 1140, 1200])
def test_the_same_however_the_file_is_cut(scan, monkeypatch, size):
    text = "\n".join([*ITEMS, "", *PEOPLE]) + "\n"
    monkeypatch.setattr(delimited, "BLOCK", size)
    assert scan(text, "a.csv").persons() == BOTH


def test_any_cut_tells_the_same_tables():
    text = "\n".join([*ITEMS, "", *PEOPLE, "", *ITEMS]).encode() + b"\n"
    ends = [at + 1 for at in range(len(text)) if text[at] == 0x0A]
    whole = [text[first:end] for first, end, _ in Sections(0x2C, 0).parts(text, len(text))]
    for cut in ends[:-1]:
        sections = Sections(0x2C, 0)
        told: dict[int, bytes] = {}
        for block in (text[:cut], text[cut:]):
            for first, end, number in sections.parts(block, len(block)):
                told[number] = told.get(number, b"") + block[first:end]
        assert list(told.values()) == whole


ONE = {
    "a text in a cell": 'Name,SSN,Note\nAnn Lee,773010001,"first\n\nCity,Phone,Fax\n"\nBob Ray,773010002,b\n',
    "records that are parted": f"{PEOPLE[0]}\n\n{PEOPLE[1]}\n\n{PEOPLE[2]}\n",
    "cells that are empty": f"{PEOPLE[0]}\n\nCarl Orr,,\n{PEOPLE[1]}\n,,x\n{PEOPLE[2]}\n",
    "words that are no names of fields": f"{PEOPLE[0]}\n\nred,green,blue\n{PEOPLE[1]}\n{PEOPLE[2]}\n",
    "a row with a number": f"{PEOPLE[0]}\n\nname,ssn,773010003\n{PEOPLE[1]}\n{PEOPLE[2]}\n",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_what_is_one_table_stays_one(scan, text):
    assert scan(text, "a.csv").persons() == BOTH
    assert [number for _, _, number in Sections(0x2C, 0x22).parts(text.encode(), len(text))] == [1]


def test_a_part_of_a_file_with_several_tables_is_not_read_alone():
    def part(lines, first):
        text = ("\n".join(lines) + "\n").encode()
        source = blob(text, "a.csv")
        return list(table_part(source, Part("delimited", text.index(first), -1), Lines(source.open)))

    assert [bytes(segment.data[:8]) for segment in part(ITEMS, b"Thing 40")[1:]] == [b"Thing 40"]
    with pytest.raises(NotAlone):
        part([*ITEMS, "", *PEOPLE], b"Thing 40")
    with pytest.raises(NotAlone):  # nobody knows what stands before a part
        part([*PEOPLE, "City,Phone,Fax", "Lynn,1,2"], b"City,")


@given(st.lists(st.sampled_from([b"\n", b"\r", b",", b"a", b" "]), max_size=30).map(b"".join), st.integers(0, 3))
def test_where_lines_begin_with_nothing_of_a_record(data, less):
    end = max(0, len(data) - less)
    assert line_starts(data, end, 0x2C) == starts_by_numpy(data, end, 0x2C)
    assert line_starts(bytearray(data), end, 0x2C) == [
        at for at in range(1, end) if data[at - 1] == 0x0A and data[at] in b"\n\r,"
    ]
