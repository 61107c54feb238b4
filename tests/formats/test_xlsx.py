"""Every cell of every sheet at its place, with the zeros it shows, and the text beside the cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import resource
import sys
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from format_samples import SSN, Read, blob, payroll, read, rezipped, saved_book, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.markup import xml_batches
from piiscan.formats.sheets import xlsx, xlsx_strings, xlsx_usual
from piiscan.formats.sheets.number_formats import NumberFormats, with_zeros, zero_format
from piiscan.formats.sheets.text_table import TextTable
from piiscan.formats.sheets.xlsx_sheet import Cells
from piiscan.model import Reason, Shape

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))

from office_packages import added

PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@pytest.fixture(scope="module", params=["plain", "zeros"])
def book(request) -> Read:
    return read(payroll("000-00-0000" if request.param == "zeros" else None), "a.xlsx")


def test_the_text_of_all_sheets(book):
    assert book.format == "xlsx"
    assert book.gaps == []
    assert "Payroll 2020\n" in book.text
    assert "Name\x1fSSN\x1fBorn\x1fCard\x1fRate\x1e" in book.text
    assert "\x1f1980-01-02\x1f4111111111111111\x1f1.5\x1fsee 010-94-0009\x1e" in book.text
    assert "Name: Ann Lee\nSSN: 010-94-0003\n" in book.text
    assert book.places["010-94-0003"] == ["SHEET Hid ROW 3 COLUMN 3"]


def test_what_stands_beside_the_cells(book):
    assert book.places["010-94-0009"] == ["SHEET Pay ROW 4 COLUMN 3 PART comment"]
    assert book.places["010-94-0008"] == ["SHEET Pay PART page"]
    assert book.places["010-94-0007"] == ["PART workbook"]
    assert book.places["010-94-0006"] == ["PART properties"]


def test_a_format_restores_the_zeros_a_number_has_lost():
    result = read(payroll("000-00-0000"), "a.xlsx")
    assert result.places["010-94-0001"] == ["SHEET Pay ROW 4 COLUMN 4"]
    assert result.places["010-94-0002"] == ["SHEET Pay ROW 5 COLUMN 4"]
    assert "\x1f10940001\x1f" in read(payroll(), "a.xlsx").text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("000-00-0000", "010-94-0001"),
        ("000\\-00\\-0000", "010-94-0001"),
        ('000"-"00"-"0000', "010-94-0001"),
        ("[$-409]000-00-0000", "010-94-0001"),
        ("000000000", "010940001"),
        ("000-00-0000;@", "010-94-0001"),
        ("00000", "10940001"),
    ],
)
def test_formats_with_zeros(code, shown):
    assert zero_format(code)
    assert with_zeros(10940001, code) == shown


@pytest.mark.parametrize("code", ["General", "0", "0.00", "#,##0", "yyyy-mm-dd", "@", "0%", "00:00", "000", "0.00000"])
def test_formats_without(code):
    assert not zero_format(code)


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("1.0940001E7", "General", "10940001"),
        ("10940001.0", "0", "10940001"),
        ("4111111111111110", "General", "4111111111111110"),
        ("-5", "000-00-0000", "-5"),
        ("1.5", "000-00-0000", "1.5"),
        ("43832", "yyyy-mm-dd", "2020-01-02"),
        ("43832.5", "yyyy-mm-dd h:mm", "2020-01-02 12:00:00"),
        ("1e300", "yyyy-mm-dd", "1e300"),
        ("x", "General", "x"),
    ],
)
def test_numbers_as_text(stored, code, shown):
    assert Cells(TextTable, NumberFormats([code])).shown_number(stored, 0) == shown


def sheet_only(rows: str, dimension: str = "A1:A1") -> bytes:
    """The payroll with the XML of its first sheet replaced."""
    xml = (
        f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    ).encode()
    return rezipped(payroll(), lambda name, data: xml if name.endswith("sheet1.xml") else data)


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("dimension", ["A1:A1", "A1:XFD1048576", "nonsense"])
def test_the_claimed_dimension_does_not_matter(dimension):
    rows = f'<row r="1">{inline("A1", "Name")}</row><row r="9">{inline("C9", "010-94-0001")}</row>'
    result = read(sheet_only(rows, dimension), "a.xlsx")
    assert result.places["010-94-0001"] == ["SHEET Pay ROW 9 COLUMN 3"]


def test_two_cells_in_opposite_corners_cost_nothing():
    """A10: a reader that fills the rectangle would take hundreds of gigabytes."""
    rows = (
        f'<row r="1">{inline("A1", "010-94-0001")}{inline("XFD1", "010-94-0004")}</row>'
        f'<row r="1048576">{inline("XFD1048576", "010-94-0005")}</row>'
    )
    tracemalloc.start()
    result = read(sheet_only(rows), "a.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.places["010-94-0001"] == ["SHEET Pay ROW 1 COLUMN 1"]
    assert result.places["010-94-0004"] == ["SHEET Pay ROW 1 COLUMN 16384"]
    assert result.places["010-94-0005"] == ["SHEET Pay ROW 1048576 COLUMN 16384"]
    assert peak < 20 << 20


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        ("<row r='1'>", "r='A1'", "r='XFD1048576'"),
        ('<row r="1">', 'r="A1"', 'r="XFD1048576"'),
        ('<row r="1">', 'r="A1"', 'x="r=A1" r="XFD1048576"'),
        ('<row r="1">', 'r="A1"', 'x=\' r="A1"\' r="XFD1048576"'),
        ('<row r="1">', 'r="A1"', f'{" " * 900}r="XFD1048576"'),
        ('<row r="1">', 'r="A1"', 'r="&#88;FD1048576"'),
    ],
)
def test_far_corners_are_seen_however_they_are_written(row, first, last):
    cell = "<c {} t='inlineStr'><is><t>{}</t></is></c>"
    sheet = sheet_only(f"{row}{cell.format(first, '010-94-0001')}{cell.format(last, '010-94-0004')}</row>", "A1:A1")
    result = read(sheet, "a.xlsx")
    assert result.places["010-94-0001"] == ["SHEET Pay ROW 1 COLUMN 1"]
    assert "010-94-0004" in result.places


def test_cells_without_references_follow_each_other():
    rows = "".join(f"<row>{''.join(f'<c><v>{row}{column}</v></c>' for column in range(3))}</row>" for row in range(5))
    assert "10\x1f11\x1f12\x1e" in read(sheet_only(rows), "a.xlsx").text


def both_ways(data: bytes, monkeypatch) -> list[tuple[str, dict[str, list[str]]]]:
    found = []
    for usual in (True, False):
        if not usual:  # all is given to expat
            monkeypatch.setattr(xlsx_usual.Usual, "read", lambda *_: False)
            monkeypatch.setattr(xlsx_strings._Strings, "usual", lambda *_: False)
        result = read(data, "a.xlsx")
        assert result.gaps == []
        found.append((result.text, result.places))
    return found


def test_both_readers_give_the_same(monkeypatch):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "SSN", "When", "Sum", "OK", "Rich & <odd>"])
    moment = dt.datetime(2020, 1, 2, 3, 4)  # noqa: DTZ001 - a workbook knows no time zones
    for number in range(200):
        sheet.append([f"Ann {number}", f"010-94-{number:04}", moment, number / 4, True, "a\nb é"])
    sheet.append([])
    sheet.append(["late", None, dt.date(2020, 1, 2), 5, False])
    fast, slow = both_ways(saved_book(book), monkeypatch)
    assert len(fast[1]) == 200
    assert fast[1] == slow[1]
    assert fast[0] == slow[0]


def test_shared_strings_with_runs_and_phonetics(monkeypatch):
    book = openpyxl.Workbook()
    book.active.append(["x"])
    data = saved_book(book)
    strings = (
        b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><r><t>010-94-</t></r><r><t>0001</t></r><rPh><t>no</t></rPh></si><si><t>Name</t></si></sst>"
    )
    kind = (
        b'<Override PartName="/xl/sharedStrings.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    relation = (
        b'<Relationship Id="rIdS" Target="sharedStrings.xml" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )

    def change(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return re.sub(rb"<Override[^>]*sharedStrings[^>]*/>", b"", content).replace(b"</Types>", kind)
        if name == "xl/_rels/workbook.xml.rels":
            return re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", content).replace(
                b"</Relationships>", relation
            )
        if name.endswith("sheet1.xml"):
            cells = b'<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
            return re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + cells + b"</sheetData>", content)
        return content

    changed = rezipped(data, change)
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/sharedStrings.xml"] = strings
    for text, places in both_ways(zipped(members), monkeypatch):
        assert places == {"010-94-0001": ["SHEET Sheet ROW 1 COLUMN 2"]}
        assert "no" not in text.split("\n")[0]


FORMS = {
    "row": '<row r="{0}" spans="1:3">{1}</row>',
    "row without a number": "<row>{1}</row>",
    "row in other quotes": "<row r='{0}'>{1}</row>",
    "row with spaces": '\n <row r="{0}" >\n{1}</row>',
    "row with an empty one": '<row r="9000"/><row r="9001" ht="3"></row><row r="{0}">{1}</row>',
    "row with a comment": '<row r="{0}"><!-- </row> -->{1}</row>',
    "row with a section": '<row r="{0}">{1}<c r="F{0}" t="str"><v><![CDATA[</row>]]></v></c></row>',
}
CELLS = {
    "inline": '<c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c>',
    "kept spaces": '<c r="A{0}" t="inlineStr"><is><t xml:space="preserve"> {1} </t></is></c>',
    "runs": '<c r="A{0}" t="inlineStr"><is><r><t>010-94</t></r><r><t>-{2}</t></r></is></c>',
    "formula": '<c r="A{0}" t="str"><f>B1&amp;"x"</f><v>{1}</v></c>',
    "shared formula": '<c r="A{0}" t="str"><f t="shared" si="0"/><v>{1}</v></c>',
    "never computed": '<c r="A{0}"><f>"{1}"</f><v></v></c>',
    "entity": '<c r="A{0}" t="str"><v>&#48;10-94-{2}</v></c>',
    "between empty ones": '<c r="A{0}" s="1"/><c r="B{0}" t="str"><v>{1}</v></c><c r="C{0}" s="1"></c>',
    "attributes in another order": '<c t="str" s="1" r="A{0}"><v>{1}</v></c>',
    "a style": '<c r="A{0}" s="1" t="str"><v>{1}</v></c>',
    "without a place": "<c t='str'><v>{1}</v></c>",
    "in the middle of a row": '<c r="C{0}" t="str"><v>{1}</v></c><c r="E{0}" t="b"><v>1</v></c><c r="D{0}"><v>1E1</v></c>',
}


@pytest.mark.long
@pytest.mark.parametrize("row", FORMS)
@pytest.mark.parametrize("cell", CELLS)
def test_usual_and_unusual_forms_are_read_alike(row, cell, monkeypatch):
    def made(number: int) -> str:
        usual = f'<row r="{number}"><c r="A{number}" t="str"><v>010-94-{number:04}</v></c></row>'
        digits = f"{number:04}"
        odd = FORMS[row].format(number, CELLS[cell].format(number, f"010-94-{digits}", digits))
        return odd if number % 3 == 0 else usual

    monkeypatch.setattr(xml_batches, "_PIECE", 700)
    fast, slow = both_ways(sheet_only("".join(map(made, range(1, 100)))), monkeypatch)
    assert fast == slow
    assert {f"010-94-{number:04}" for number in range(1, 100)} <= fast[1].keys()


@pytest.mark.parametrize(
    "end", ["<row r='300'><c", "</sheetDat", "<row r='300'><c r='A300'><v>1</x>", "&nothing", "\x01"]
)
def test_a_sheet_that_breaks_off_gives_what_stands_before(end):
    rows = "".join(f'<row r="{number}">{inline(f"A{number}", f"010-94-{number:04}")}</row>' for number in range(1, 200))
    xml = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}{end}'.encode()
    )
    result = read(rezipped(payroll(), lambda name, data: xml if name.endswith("sheet1.xml") else data), "a.xlsx")
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}
    assert all(
        result.places[f"010-94-{number:04}"] == [f"SHEET Pay ROW {number} COLUMN 1"] for number in range(10, 200)
    )


def test_days_that_are_counted_from_1904():
    made = openpyxl.Workbook()
    made.active.append(["When", dt.date(1980, 1, 2)])
    old = rezipped(
        saved_book(made),
        lambda name, data: (
            re.sub(rb"<workbookPr(?=[ />])", b'<workbookPr date1904="1"', data)
            if name.endswith("workbook.xml")
            else data
        ),
    )
    assert "1980-01-02" in read(saved_book(made), "a.xlsx").text
    assert "1984-01-03" in read(old, "a.xlsx").text


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1500), st.binary(max_size=6)), min_size=1, max_size=4))
def test_no_damage_of_a_sheet_raises_anything(changes):
    def damaged(name: str, data: bytes) -> bytes:
        for at, junk in changes if name.endswith(("sheet1.xml", "sharedStrings.xml")) else ():
            data = data[:at] + junk + data[at + len(junk) :]
        return data

    read(rezipped(BOOK, damaged), "a.xlsx")


BOOK = payroll("000-00-0000")


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_that_was_never_computed_gives_its_literals(value):
    rows = f'<row r="1"><c r="A1"><f>"SSN "&amp;"010-94-0001"</f>{value}</c><c r="B1"><v>5</v></c></row>'
    result = read(sheet_only(rows), "a.xlsx")
    assert result.places["010-94-0001"] == ["SHEET Pay ROW 1 COLUMN 1"]


def test_a_broken_sheet_costs_only_itself():
    rows = f'<row r="1">{inline("A1", "010-94-0001")}</row><row r="2"><c r="A2"><v>1</x></row>'
    result = read(sheet_only(rows), "a.xlsx")
    assert result.places["010-94-0003"] == ["SHEET Hid ROW 3 COLUMN 3"]
    assert "010-94-0001" in result.everywhere()
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}


def test_a_missing_sheet_is_said():
    data = rezipped(payroll(), lambda name, content: None if name.endswith("sheet2.xml") else content)
    result = read(data, "a.xlsx")
    assert ("Payroll 2020" in result.text, [gap.detail for gap in result.gaps]) == (
        True,
        ["the cells of a sheet are missing"],
    )


def test_a_workbook_without_a_list_of_sheets_is_read_as_an_archive():
    data = rezipped(payroll(), lambda name, content: None if name == "xl/workbook.xml" else content)
    result = read(data, "a.xlsx")
    assert "10940001" in result.everywhere()
    assert "read as an archive" in result.gaps[-1].detail


def test_the_number_of_cells_is_limited():
    result = read(payroll(), "a.xlsx", Limits(cells=8))
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT] * 2
    assert "limit: cells" in result.gaps[0].detail


def test_a_long_sheet_comes_in_batches_of_one_series():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("S")
    sheet.append(["Name", "SSN", "Note"])
    for number in range(6000):
        sheet.append(["Ann Lee", f"010-94-{number:04}", "words " * 30])
    tables = [
        segment
        for segment in xlsx.extract_xlsx(blob(saved_book(book)), new_context(Limits()))
        if getattr(segment, "shape", None) is Shape.TABLE
    ]
    assert len(tables) > 2
    assert {segment.series for segment in tables} == {1}
    assert {segment.hint for segment in tables} == {"S"}


def test_embedded_files_are_children():
    out = io.BytesIO(payroll())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/embeddings/in.zip", zipped({"a.txt": b"010-94-0005"}))
    result = read(out.getvalue(), "a.xlsx")
    assert "010-94-0005" in result.child("in.zip").everywhere()


def resident() -> int:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ten_million_shared_strings_stay_within_the_memory():
    count = 10_000_000
    row = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>{count}</v></c></row>'
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<si><t>x</t></si>" * count
    strings += f"<si><t>{SSN}</t></si></sst>".encode()
    part = {"xl/sharedStrings.xml": (f"{PARTS}sharedStrings+xml", strings)}
    data = added(sheet_only(row), part, {"xl/sharedStrings.xml": "xl/workbook.xml"})
    del strings, part
    before = resident()
    result = read(data, "a.xlsx", limits=Limits(expanded=1 << 40))
    assert result.places[SSN] == ["SHEET Pay ROW 1 COLUMN 2"]
    assert resident() - before < 400


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_cell_of_500_megabytes_is_read_or_its_limit_named():
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * (500 << 20) + "</t></is></c></row>"
    last = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{SSN}</t></is></c></row>'
    data = sheet_only(cell + last)
    del cell
    result = read(data, "a.xlsx")
    assert SSN in result.places or any(gap.reason is Reason.LIMIT for gap in result.gaps)
