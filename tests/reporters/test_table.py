"""The report for people: what matters first, 80 columns, bounded memory, safe on a terminal."""

import io
import re

import pytest

from piiscan.model import Axis, Classification, Duty, Element, Kind, Reason, Residency, Status, Step
from piiscan.reporters import table, table_end
from piiscan.reporters.terminal import Look, width


def report(records, look=None):
    out = io.StringIO()
    table.write(records, out, look or Look())
    return out.getvalue()


def test_a_finding_says_who_what_where_and_why(share):
    text = report(share().found("hr/staff.xlsx").records())
    assert re.search(r"^hr/staff\.xlsx +1 person$", text, re.MULTILINE)
    assert "personal information, Massachusetts (high confidence)" in text
    assert "A… L…: ssn " in text
    assert 'at sheet "Payroll" › F2' in text
    assert "why column:ssn, rule:ssn-area, name:column, residency:zip" in text
    assert "010940002" not in text
    assert "010-94-0002" not in text


def test_the_worst_file_comes_first(share):
    built = (
        share()
        .found("numbers.xlsx", 9, Classification.ELEMENT_ONLY, person=None, residency=Residency.UNKNOWN)
        .found("few.xlsx", 1)
        .found("review.xlsx", 9, Classification.REVIEW)
        .found("many.xlsx", 5, member=(Step(Axis.MEMBER, "inside"),))
    )
    text = report(built.records())
    order = sorted(("numbers", "few", "review", "many"), key=lambda name: text.index(f"\n{name}.xlsx"))
    assert order == ["many", "few", "review", "numbers"]


def test_files_alike_stand_in_the_order_of_the_walk(share):
    text = report(share().found("b.xlsx").found("a.xlsx").records())
    assert text.index("\nb.xlsx") < text.index("\na.xlsx")


def test_the_worst_findings_of_a_file_are_shown_and_the_others_counted(share):
    built = share().found("a.xlsx", 10, Classification.REVIEW)
    closing = built.events.pop()
    built.found("a.xlsx", 1)
    built.events[-1] = closing
    text = report(built.records())
    assert text.index("personal information, Massachusetts") < text.index("to be reviewed, Massachusetts")
    assert text.count("to be reviewed, Mass") == table.FINDINGS - 1
    assert "… and 8 more findings in this file" in text


def test_only_the_worst_files_are_kept_but_all_are_counted(share, monkeypatch):
    monkeypatch.setattr(table, "FILES", 3)
    built = share()
    for number in range(10):
        built.found(f"f{number}.xlsx", number + 1)
    kept = table.take_in(built.records())
    assert {file.file for _, _, file in kept.worst} == {"f7.xlsx", "f8.xlsx", "f9.xlsx"}
    assert sum(len(file.findings) for _, _, file in kept.worst) == 3 * table.FINDINGS
    assert "… and 7 more files with findings" in report(built.records())


def test_what_was_not_read_is_listed_with_its_reason(share):
    built = (
        share()
        .unread("a.png")
        .unread("b.zip", Reason.CORRUPT, "central directory is damaged", (Step(Axis.MEMBER, "in/x.doc"),))
        .unread("c.pdf", Reason.ENCRYPTED, "needs a password", verdict="encrypted")
        .unread("d.zip", Reason.ENCRYPTED, "ZipCrypto", verdict="weak")
        .unread("e.csv", Reason.LIMIT, "limit: cells", status=Status.PARTIAL)
    )
    text = report(built.records())
    assert re.search(r"unsupported: 1\n    a\.png  an image\n", text)
    assert "b.zip › in/x.doc  central directory is damaged" in text
    assert "encrypted (needs a key, so not a gap): 1" in text
    assert "encrypted (weak): 1" in text
    assert "limit, read in part: 1" in text
    assert "No findings." in text


def test_many_unread_files_are_counted(share):
    built = share()
    for number in range(20):
        built.unread(f"{number}.png")
    text = report(built.records())
    assert "unsupported: 20" in text
    assert text.count("an image") == table.EXAMPLES
    assert "… and 15 more" in text


def test_the_last_line_says_why_the_exit_code_is_what_it_is(share):
    text = report(share().found("a.xlsx").records(1, "1 finding at or above the gate"))
    assert text.endswith("\nexit 1: 1 finding at or above the gate\n")


def test_totals(share):
    text = report(share().found("a.xlsx", 3).unread("b.png").records())
    assert "files: 2 (1 read, 0 in part, 1 not read, 2.0 MB)" in text
    assert "persons in each file: 3 Massachusetts, 0 residency unknown, 0 elsewhere" in text
    assert "personal information: 3 ssn" in text


def test_an_interrupted_run_says_so_at_the_top(share):
    lines = report(share().found("a.xlsx").records(130, "interrupted", interrupted=True)).splitlines()
    assert lines[1].startswith("INTERRUPTED")


def test_with_several_roots_the_root_is_named(share):
    assert "a.xlsx (in /one)" in report(share(roots=("/one", "/two")).found("a.xlsx").records())
    assert "(in /one)" not in report(share(roots=("/one",)).found("a.xlsx").records())


@pytest.mark.parametrize("look", [Look(), Look(100), Look(60), Look(80, colour=True)])
def test_no_line_is_wider_than_the_terminal_and_no_name_acts_on_it(share, look):
    odd = "q/\x1b[2J\u202efdp.exe\n\udcff" + "数" * 60 + "x" * 200
    elements = tuple(Element(Kind.PAYMENT_CARD, "4929000000006", 0, 13, 3, ("check:luhn",) * 3) for _ in range(9))
    built = share(roots=("/r\x1b", "/" + "s" * 200)).found(odd, elements=elements)
    built.unread(odd, Reason.CORRUPT, "at offset 1 " * 20, (Step(Axis.MEMBER, odd),))
    built.unread(odd + "2", at=(Step(Axis.PAGE, 3),))
    text = report(built.records(1, "because " * 30), look)
    plain = re.sub(r"\x1b\[[0-9;]+m", "", text) if look.colour else text
    assert all(line.isprintable() for line in plain.split("\n"))
    assert max(width(line) for line in plain.split("\n")) <= look.columns
    assert ("\x1b" in text) is look.colour


def test_a_file_says_what_it_has_how_open_it_is_and_what_to_do(share):
    duty = (Duty("17.04(2)(a)", "mode 0644: every user may read it"),)
    lines = report(share().found("a.xlsx", 3, duties=duty).records()).splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("a.xlsx"))
    assert lines[at + 1 : at + 5] == [
        "  medium: who may read it is not known × 3 persons",
        "  has 3 ssn",
        "  open mode 0644: every user may read it",
        "  do restrict who reads it; delete what is not needed, encrypt or move the rest",
    ]


@pytest.mark.parametrize(
    ("clauses", "do"),
    [
        (("17.03(2)(b)",), "delete it for good unless somebody needs it"),
        (("17.04(2)(a)", "17.03(2)(b)"), "delete it for good unless somebody needs it; restrict who reads it"),
        (
            ("17.04(2)(a)", "17.04(6)"),
            "take it off the web folder; restrict who reads it; delete what is not needed, encrypt or move the rest",
        ),
        (
            ("17.04(3)", "17.03(2)(c)"),
            "move it to where only who needs it may enter; delete what is not needed, encrypt the rest",
        ),
        (
            ("17.04(4)",),
            "redact it, and keep such numbers out of it; delete what is not needed, encrypt or move the rest",
        ),
        (("17.04(5)",), "encrypt it, or its volume; delete what is not needed"),
        (("17.03(2)(e)",), "give it an owner who works here; delete what is not needed, encrypt or move the rest"),
        ((), "delete what is not needed, encrypt or move the rest"),
    ],
)
def test_what_to_do_goes_by_how_it_lies(share, clauses, do):
    built = share().found("a.xlsx", 1, duties=tuple(Duty(clause, "seen") for clause in clauses))
    lines = report(built.records()).splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("  do "))
    end = next(index for index, line in enumerate(lines) if line.startswith("  personal information"))
    assert " ".join(line.strip() for line in lines[at:end]) == f"do {do}"


def test_what_to_do_goes_by_what_it_is(share):
    text = report(share().found("a.xlsx", 1, Classification.REVIEW).records())
    assert "  do look at it: piiscan explain says why it is not sure" in text
    assert "  open" not in text


def test_a_reason_not_to_read_says_what_to_do(share):
    built = (
        share()
        .unread("d.zip", Reason.ENCRYPTED, "ZipCrypto", verdict="weak")
        .unread("a.bin", Reason.LIMIT, "limit: cells")
    )
    text = report(built.records())
    assert "do read it with --password-file" in text
    assert "do scan it with the limit raised that it names" in text


def test_a_lock_with_its_key_beside_it_is_no_lock_like_others(share):
    built = share().unread("a.zip", Reason.ENCRYPTED, "ZipCrypto", verdict="weak")
    built.unread("b.zip", Reason.ENCRYPTED, "ZipCrypto", verdict="weak")
    built.unread("c.zip", Reason.ENCRYPTED, "AES", verdict="encrypted")
    records = [
        {**one, "encryption": {**one["encryption"], "key_beside": "password.txt"}}
        if one.get("file") in {"b.zip", "c.zip"}
        else one
        for one in built.records()
    ]
    text = " ".join(report(records).split())
    again = "lock it again with AES of 128 bits or more, or delete it"
    assert f"encrypted (weak): 1 a.zip ZipCrypto do read it with --password-file; {again}" in text
    away = "do move the key away from what it opens, or read it with --password-file"
    assert f"encrypted (weak), with what may be the key beside it: 1 b.zip ZipCrypto {away}; {again}" in text
    assert f"encrypted, with what may be the key beside it: 1 c.zip AES {away}" in text


def test_show_coverage_lists_all_that_was_not_read(share, monkeypatch):
    monkeypatch.setattr(table_end, "MOST", 15)
    built = share()
    for number in range(20):
        built.unread(f"{number}.png")
    plain, full = report(built.records()), report(built.records(), Look(show=frozenset({"coverage"})))
    assert "COVERAGE" not in plain
    assert "15 more (all of them: --show coverage)" in plain
    section = full.partition("COVERAGE, all that was not read\n")[2]
    assert section.count("an image") == 15
    assert "… and 5 more (all of them: --format csv)" in section
    nothing = report(share().found("a.xlsx").records(), Look(show=frozenset({"coverage"})))
    assert "  everything was read to its end" in nothing


def test_show_elements_is_a_table_of_classes_and_kinds(share):
    built = share().found("a.xlsx", 2).found("b.xlsx", 2, Classification.REVIEW)
    records = list(built.records())
    records[-1]["counts"]["personal_information"]["ssn"] = 1200
    records[-1]["counts"]["review"]["passport\x1b"] = 4
    for columns in (60, 80, 120):
        text = report(records, Look(columns, show=frozenset({"elements"})))
        rows = [line.split() for line in text.partition("ELEMENTS")[2].splitlines()[1:5]]
        assert rows == [
            ["SSN", "license", "account", "card"],
            ["personal", "information", "1,200", "0", "0", "0"],
            ["to", "be", "reviewed", "2", "0", "0", "0"],
            ["4", "passport\\x1b"],
        ]
        assert max(map(width, text.splitlines())) <= columns
    assert "  none" in report(share().records(), Look(show=frozenset({"elements"}))).partition("ELEMENTS")[2]
