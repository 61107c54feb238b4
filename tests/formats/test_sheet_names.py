"""Names of sheets and tables with a number in them: each is a text of its own, as what stands in the sheet is."""

from __future__ import annotations

import contextlib
import sqlite3
import struct
import sys
from pathlib import Path

import openpyxl
import pytest
from access_samples import TEXT, Table, Writer
from format_samples import rezipped, saved_book
from xlsb_samples import record, wide, xlsb

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))
from office_odf import content, package, row, table

NAME = "Ann Lee SSN 010-94-0007"


def ods(name: str) -> bytes:
    sheet = table(name, row("name", "ssn"), row("Bob Ray", "010-94-0001"))
    return package("spreadsheet", {"content.xml": content("spreadsheet", sheet)})


def xml(name: str) -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    cells = "".join(f"<Cell><Data s:Type='String'>{text}</Data></Cell>" for text in ("Bob Ray", "SSN 010-94-0001"))
    sheet = f"<Worksheet s:Name='{name}'><Table><Row>{cells}</Row></Table></Worksheet>"
    return f"<?xml version='1.0'?><Workbook xmlns='{space}' xmlns:s='{space}'>{sheet}</Workbook>".encode()


def access(name: str) -> bytes:
    return Writer().database(Table(name, [("NAME", TEXT), ("SSN", TEXT)], [(0, ["Bob Ray", "010-94-0001"])]))


def xlsx(name: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = name
    book.active.append(["Bob Ray", "SSN 010-94-0001"])
    return saved_book(book)


def binary(name: str) -> bytes:
    book = xlsb([(0, 0, "Bob Ray"), (0, 1, "SSN 010-94-0001")])
    titled = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("A"))
    named = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name))
    return rezipped(book, lambda _, data: data.replace(titled, named))


def sqlite(name: str) -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f'CREATE TABLE "{name}" (name TEXT, ssn TEXT)')
        connection.execute(f'INSERT INTO "{name}" VALUES (?, ?)', ("Bob Ray", "010-94-0001"))
        connection.commit()
        return connection.serialize()


MADE = {"a.ods": ods, "a.xml": xml, "a.mdb": access, "a.xlsx": xlsx, "a.xlsb": binary, "a.db": sqlite}


@pytest.mark.parametrize("file", MADE)
def test_the_name_of_a_sheet_or_table_is_a_finding(scan, file):
    found = scan(MADE[file](NAME), file).findings
    assert sorted((each.elements[0].value, each.person.name) for each in found) == [
        ("010940001", "Bob Ray"),
        ("010940007", "Ann Lee"),
    ]


@pytest.mark.parametrize("file", MADE)
def test_a_name_without_a_number_is_none(scan, file):
    (found,) = scan(MADE[file]("Ann Lee 2024-01"), file).findings
    assert found.person.name == "Bob Ray"
