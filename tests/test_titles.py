"""Numbers in the names of files and members: found as in any text, and masked in whatever is told."""

import contextlib
import json
import os
import sqlite3
import zipfile

import pytest
import pyzipper
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from piiscan.cli import cli
from piiscan.model import Axis, Step
from piiscan.titles import SIGN, path_of, told, told_place

SSN, CARD = "773-01-0001", "4539578763621486"
NAMED = f"Ann Lee {SSN}.pdf"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"hr/Ann Lee {SSN}.pdf", "hr/Ann Lee •••-••-0001.pdf"),
        (f"{SSN}/w4.txt", "•••-••-0001/w4.txt"),
        ("lee_773_01_0001.txt", "lee_•••_••_0001.txt"),
        ("ssn_773010001.pdf", "ssn_•••••0001.pdf"),
        (f"{CARD}.png", "••••••••••••1486.png"),
        ("Visa 4539-5787-6362-1486 é.png", "Visa ••••-••••-••••-1486 é.png"),
        ("DL S12345678.jpg", "DL •••••••••.jpg"),
        ("checking account 12345678.pdf", "checking account ••••••••.pdf"),
        ("GB82WEST12345698765432.pdf", "••••••••••••••••••••••.pdf"),
        (f"\udcff {SSN}", "\udcff •••-••-0001"),
    ],
)
def test_a_number_is_masked_in_a_name(path, shown):
    assert told(path) == shown


@pytest.mark.parametrize(
    "path",
    [
        "hr/staff 2024-01-15.csv",
        "IMG_20240101_123456789.jpg",
        "20240115123456.log",
        "orders_2023-10-11_1234567890.csv",
        "773010001.dat",
        "900-70-0001.txt",  # an ITIN
        "6f9619ff-8b86-4011-b42d-00c04fc964ff.bin",
        "a/000-12-3456/b",
    ],
)
def test_other_digits_of_names_are_told(path):
    assert told(path) == path


@given(st.text(st.characters(exclude_characters="/", max_codepoint=0x2FFF), max_size=40), st.sampled_from([SSN, CARD]))
def test_no_name_tells_it_that_a_text_would_not_hide(around, number):
    shown = told(f"{around}/{number}.txt")
    assert shown == f"{around}/{told(number)}.txt"
    assert number not in shown


def test_names_in_a_place_are_masked_and_counts_are_not():
    at = (Step(Axis.MEMBER, f"a/{SSN}.xlsx"), Step(Axis.SHEET, f"Lee {SSN}"), Step(Axis.ROW, 773010001))
    assert [step.at for step in told_place(at)] == ["a/•••-••-0001.xlsx", "Lee •••-••-0001", 773010001]


@pytest.mark.parametrize("axis", [Axis.TABLE, Axis.KEY, Axis.PART, Axis.DECODED, Axis.SHEET, Axis.MEMBER])
def test_whatever_has_a_name_of_its_own_is_masked(axis):
    assert told_place((Step(axis, f"Lee {SSN}"),)) == (Step(axis, "Lee •••-••-0001"),)
    assert told_place((Step(axis, "ssn"),)) == (Step(axis, "ssn"),)


def database(path):
    with contextlib.closing(sqlite3.connect(path / "a.db", isolation_level=None)) as connection:
        connection.execute(f'CREATE TABLE "Ann Lee {SSN}" (name TEXT, "SSN {SSN}" TEXT)')
        connection.execute(f'INSERT INTO "Ann Lee {SSN}" VALUES (?, ?)', ("Bob Ray", SSN))


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps({f"Ann Lee {SSN}": SSN, "name": "Bob Ray"})),
        ("a.yaml", f"Ann Lee {SSN}:\n  ssn: {SSN}\n  name: Bob Ray\n"),
        ("a.csv", f"name,SSN {SSN}\nAnn Lee,{SSN}\nBob Ray,{SSN}\n"),
        ("a.ini", f"[Ann Lee {SSN}]\nssn {SSN} = {SSN}\n"),
        ("a.html", f"<table><tr><th>name</th><th>SSN {SSN}</th></tr><tr><td>Ann Lee</td><td>{SSN}</td></tr></table>"),
        ("a.db", None),
    ],
)
def test_no_key_column_or_table_tells_a_number(tmp_path, name, text):
    if text is None:
        database(tmp_path)
    else:
        (tmp_path / name).write_text(text)
    assert any(record["type"] == "finding" for record in scanned(tmp_path))


def scanned(root, *options):
    done = CliRunner().invoke(cli, ["scan", str(root), "-q", "-f", "jsonl", *options])
    assert done.exit_code in {0, 1, 3}, done.output
    assert SSN not in done.output.replace(str(root), "")
    assert "773010001" not in done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def found(root, *options):
    return [
        (record["file"], record["location"]["text"], record["person"]["masked"])
        for record in scanned(root, *options)
        if record["type"] == "finding"
    ]


@pytest.mark.long
@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize(
    "content", [b"nothing to see\n", b"\x00\x01" * 5000, b"", b"%PDF-1.7 broken", b"name,state\nKevin Doyle,MA\n" * 400]
)
def test_a_name_is_a_finding_whatever_the_file_holds(tmp_path, content, workers):
    (tmp_path / f"Ann Lee {SSN}.txt").write_bytes(content)
    (tmp_path / "other.txt").write_bytes(content)
    assert found(tmp_path, "-j", workers) == [("Ann Lee •••-••-0001.txt", "name of the file", "A… L…")]


@pytest.mark.long
def test_the_name_and_the_text_are_findings_of_their_own(tmp_path):
    (tmp_path / "ssn_773010001_Ann_Lee.txt").write_text("Name: Kevin Doyle\nSSN: 773-01-0002\n")
    assert found(tmp_path) == [
        ("ssn_•••••0001_Ann_Lee.txt", "name of the file", "A… L…"),
        ("ssn_•••••0001_Ann_Lee.txt", "line 2 › column 6", "K… D…"),
    ]
    (outcome,) = (record for record in scanned(tmp_path) if record["type"] == "outcome")
    assert outcome["counts"]["personal_information"] == {"ssn": 2}
    assert outcome["listed"] == 2


def test_a_locked_archive_tells_the_names_of_its_members(tmp_path):
    with pyzipper.AESZipFile(tmp_path / "a.zip", "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(b"secret word")
        archive.writestr(f"hr/{NAMED}", b"read by nobody")
    records = scanned(tmp_path)
    (finding,) = (record for record in records if record["type"] == "finding")
    assert finding["container"] == ["hr/Ann Lee •••-••-0001.pdf"]
    assert finding["location"]["text"] == "name of the file"
    (member, _) = (record for record in records if record["type"] == "outcome")
    assert (member["reason"], member["container"]) == ("encrypted", ["hr/Ann Lee •••-••-0001.pdf"])


def test_a_file_that_is_one_of_many_like_it_keeps_its_own_name(tmp_path):
    data = b"name,ssn\n" + b"".join(b"Kevin Doyle,773-01-%04d\n" % number for number in range(2, 300))
    for name in (f"Ann Lee {SSN}.csv", "Mary Stone 773-01-0009.csv", "plain.csv"):
        (tmp_path / name).write_bytes(data)
        os.utime(tmp_path / name, (1, 1))
    names = [one for one in found(tmp_path, "-j", "0") if one[1] == "name of the file"]
    assert [one[2] for one in names] == ["A… L…", "M… S…"]


def test_a_finding_in_a_file_with_a_masked_name_is_explained(tmp_path):
    share, report, key = tmp_path / "share", tmp_path / "r.jsonl", tmp_path / "key"
    (share / SSN).mkdir(parents=True)
    (share / SSN / NAMED).write_text("Name: Kevin Doyle\nSSN: 773-01-0002\n")
    key.touch(0o600)
    key.write_bytes(bytes(32))
    done = CliRunner().invoke(cli, ["scan", str(share), "-q", "--key-file", str(key), "-f", "jsonl", "-o", str(report)])
    assert done.exit_code == 1
    _, finding, *_ = map(json.loads, report.read_text("utf-8").splitlines())
    assert finding["file"] == "•••-••-0001/Ann Lee •••-••-0001.pdf"
    words = ["explain", "--id", finding["id"], "--report", str(report), "--key-file", str(key)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert "name of the file" in done.stdout
    (share / SSN / "Ann Lee 774-02-0001.pdf").write_text("Whose?")  # told alike
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "is masked" in done.output
    assert SSN not in done.output


def test_the_path_behind_a_masked_one(tmp_path):
    (tmp_path / "a" / SSN).mkdir(parents=True)
    (tmp_path / "a" / SSN / "b.txt").touch()
    assert path_of(str(tmp_path), f"a/{told(SSN)}/b.txt") == f"a/{SSN}/b.txt"
    assert path_of(str(tmp_path), f"a/{SIGN * 3}-{SIGN * 2}-0002/b.txt") is None
    assert path_of(str(tmp_path), "a/b.txt") == "a/b.txt"


def test_the_ledger_gives_the_same_again(tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    (share / NAMED).write_text("Name: Kevin Doyle\nSSN: 773-01-0002\n")
    os.utime(share / NAMED, (1, 1))
    ledger = ["--ledger", str(tmp_path / "ledger")]
    first = found(share, *ledger)
    assert len(first) == 2
    assert found(share, *ledger) == first


@pytest.mark.long
def test_parts_of_a_share_are_put_together(tmp_path):
    share, key = tmp_path / "share", tmp_path / "key"
    share.mkdir()
    for number in range(1, 20):
        (share / f"Ann Lee 773-01-{number:04}.txt").write_text("empty")
    key.touch(0o600)
    key.write_bytes(bytes(32))
    whole = scanned(share, "--key-file", str(key))
    parts = []
    for index in (1, 2, 3):
        parts.append(str(tmp_path / f"{index}.jsonl"))
        words = ["scan", str(share), "-q", "-f", "jsonl", "--shard", f"{index}/3", "--key-file", str(key)]
        assert CliRunner().invoke(cli, [*words, "-o", parts[-1]]).exit_code in {0, 1}
    done = CliRunner().invoke(cli, ["merge", *parts])
    assert done.exit_code == 1, done.output
    merged = [json.loads(line) for line in done.stdout.splitlines()]
    told_of = [sorted(json.dumps(record) for record in records[1:-1]) for records in (whole, merged)]
    assert told_of[0] == told_of[1]
    assert len(told_of[0]) == 38


def test_a_member_with_a_number_in_its_name_beside_one_without(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(NAMED, b"not a PDF")
        archive.writestr("b.txt", b"nothing")
    assert found(tmp_path) == [("a.zip", "name of the file", "A… L…")]


def test_the_report_advises_another_name(tmp_path):
    (tmp_path / f"Ann Lee {SSN}.txt").write_text("nothing")
    done = CliRunner().invoke(cli, ["scan", str(tmp_path), "--no-progress"])
    assert "do give it a name without the number" in " ".join(done.stdout.split())
