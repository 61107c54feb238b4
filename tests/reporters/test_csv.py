"""CSV: a row a finding and a row a gap, nothing that a spreadsheet would run, the masked form only."""

import csv
import io

import pytest

from piiscan.model import Axis, Reason, Step
from piiscan.reporters import csv_rows
from piiscan.reporters.terminal import Look


def text(records, look=None):
    out = io.StringIO()
    csv_rows.write(records, out, look or Look())
    return out.getvalue()


def rows(records, look=None):
    return list(csv.DictReader(io.StringIO(text(records, look).removeprefix("\ufeff"), newline="")))


def test_a_row_for_each_finding_and_for_each_thing_not_read(share):
    built = share().found("a.xlsx", 2).unread("b.zip", Reason.ENCRYPTED, "needs a password", verdict="weak")
    first, second, gap = rows(built.records())
    assert first["record"] == second["record"] == "finding"
    assert first["file"] == "a.xlsx"
    assert first["cell"] == "F2"
    assert first["sheet"] == "Payroll"
    assert first["severity"] == "medium"
    assert first["severity_why"] == "who may read it is not known × 2 persons"
    assert first["numbers"] == "•••-••-0002"
    assert first["person"] == "A… L…"
    assert gap["record"] == "not read"
    assert gap["severity"] == "medium"
    assert gap["reason"] == "encrypted"
    assert gap["detail"] == "needs a password"
    assert gap["encryption"] == "weak, AES, 256 bits"


def test_every_cell_is_quoted_and_lines_end_as_excel_wants_them(share):
    whole = text(share().found("a.xlsx").records())
    assert whole.startswith('\ufeff"record",')
    assert whole.endswith('"\r\n')
    assert all(line.startswith('"') and line.endswith('"') for line in whole[1:].split("\r\n")[:-1])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\0=", "＝", "＋", "－", "＠"])
def test_a_name_cannot_be_a_formula(share, start):
    name = f'{start}cmd|" /C calc"!A1.xlsx'
    (row,) = rows(share((f"{start}root",)).found(name).records())
    for cell in (row["file"], row["root"]):
        assert cell[0] not in "=+-@\t\r\0＝＋－＠"
    assert all("\n" not in cell and "\r" not in cell for cell in row.values())


def test_a_name_cannot_end_its_row(share):
    (row,) = rows(share().found('a",b\r\n"=1"\n\udcff\u202e.xlsx').records())
    assert row["file"] == 'a",b\\x0d\\x0a"=1"\\x0a\\xff\\u202e.xlsx'


def test_a_cell_too_long_for_excel_is_cut_and_says_so(share):
    (row,) = rows(share().found("a" * 40_000).records())
    assert len(row["file"]) == csv_rows.CELL
    assert row["file"].endswith("(cut: a cell holds no more)")


def test_members_have_their_container(share):
    (row,) = rows(share().unread("a.zip", at=(Step(Axis.MEMBER, "in.bin"),)).records())
    assert (row["file"], row["container"]) == ("a.zip", "in.bin")


def test_values_have_columns_only_where_they_are_asked_for(share):
    records = list(share().found("a.xlsx").records())
    records[1]["person"]["name"], records[1]["elements"][0]["value"] = "Ann Lee", "010940002"
    assert "010940002" not in text(records)
    assert "Ann Lee" not in text(records)
    (row,) = rows(records, Look(reveal=True))
    assert (row["name"], row["values"]) == ("Ann Lee", "010940002")
