"""What an owner leaves out (.piiscanignore) or allows (in a line): listed, counted, and only where that can be trusted."""

import os

import pytest

from piiscan.sources import ignore


@pytest.fixture
def scan(piiscan, share):
    def scan(*options, code=None):
        result = piiscan("scan", "-j0", "--no-progress", "-f", "jsonl", share, *options)
        assert code is None or result.code == code, result.err
        return result

    return scan


@pytest.fixture
def leave_out(share):
    def leave_out(text):
        (share / ".piiscanignore").write_text(text)
        (share / ".piiscanignore").chmod(0o644)
        share.chmod(0o755)

    return leave_out


def excluded(result):
    return {record["file"]: record["detail"] for record in result.records if record.get("reason") == "excluded"}


def test_what_the_owner_leaves_out_is_listed_by_its_line_and_counted(scan, leave_out):
    leave_out("# a comment\n\n*.csv\n!staff.csv\n")
    result = scan(code=1)
    assert excluded(result) == {"hr/list.csv": ".piiscanignore: *.csv"}
    assert result.records[-1]["files"]["reasons"] == {"excluded": 1}
    assert "1 finding at or above" in result.err
    assert scan("--no-ignore-files").records[-1]["listed"] == 2
    leave_out("hr/\n")
    assert excluded(scan(code=0)) == {"hr/": ".piiscanignore: hr/"}


def test_exclude_says_its_own_reason(scan, leave_out):
    leave_out("*.csv\n")
    assert excluded(scan("--exclude", "list.*")) == {
        "hr/list.csv": "--exclude list.*",
        "hr/staff.csv": ".piiscanignore: *.csv",
    }


def test_a_file_that_others_can_write_hides_nothing(scan, leave_out, share, monkeypatch):
    leave_out("*.csv\n")
    (share / ".piiscanignore").chmod(0o664)
    result = scan(code=1)
    assert not excluded(result)
    assert "is not used, because others can write to it" in result.err
    leave_out("*.csv\n")
    share.chmod(0o777)
    result = scan(code=1)
    assert "others can write to its directory" in result.err
    leave_out("*.csv\n")
    if os.geteuid():
        monkeypatch.setattr(os, "geteuid", lambda: 4711)
        assert "it is of another user" in scan(code=1).err


def test_a_file_of_another_user_hides_nothing(scan, leave_out, share):
    leave_out("*.csv\n")
    if os.geteuid():
        pytest.skip("needs root to give a file away")
    os.chown(share / ".piiscanignore", 4711, 4711)
    result = scan(code=1)
    assert "it is of another user" in result.err
    assert not excluded(result)


@pytest.mark.parametrize("make", ["link", "pipe", "directory"])
def test_what_is_no_file_hides_nothing_and_stops_nothing(scan, share, tmp_path, make):
    path = share / ".piiscanignore"
    (tmp_path / "own").write_text("*.csv\n")
    {"link": lambda: path.symlink_to(tmp_path / "own"), "pipe": lambda: os.mkfifo(path), "directory": path.mkdir}[
        make
    ]()
    share.chmod(0o755)
    result = scan(code=1)
    assert "is not used" in result.err
    assert result.records[-1]["listed"] == 2


def test_nothing_on_a_server_is_trusted(scan, leave_out, monkeypatch):
    leave_out("*.csv\n")
    monkeypatch.setattr(ignore.Mounts, "waiting", lambda _self, path: (path, "cifs"))
    assert not excluded(scan(code=1))


def test_a_pattern_that_is_none_is_told_and_the_file_not_used(scan, leave_out):
    leave_out("*.csv\n[\n")
    assert "is no pattern" in scan(code=1).err


ALLOW = "piiscan: allow[ssn] sample of the manual"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Employee William Brown, SSN 010-94-0002  # {allow}\n"),
        ("a.csv", "name,ssn,note\nWilliam Brown,010-94-0002,{allow}\n"),
        ("a.py", 'RECORD = "William Brown, SSN 010-94-0002"  # {allow}\n'),
    ],
)
def test_a_line_that_allows_its_number_is_listed_and_fails_nothing(scan, share, name, text):
    for path in (share / "hr").iterdir():
        path.unlink()
    path = share / name
    for word, settled in (
        (ALLOW, True),
        ("piiscan: allow[ssn, payment_card]: both", True),
        ("piiscan: allow[ssn]", False),  # no reason
        ("piiscan: allow[payment_card] another kind", False),
        ("piiscan: allow[all] no such kind", False),
        ("piiscan: allow", False),
    ):
        path.write_text(text.format(allow=word))
        result = scan("--fail-on", "review")
        (finding,) = [record for record in result.records if record["type"] == "finding"]
        assert finding.get("mark") == ({"as": "allowed", "settled": True} if settled else None), word
        assert result.code == (0 if settled else 1)
        assert result.records[-1].get("allowed") == (1 if settled else None)
        assert "sample of the manual" not in result.out
    path.write_text(text.format(allow=ALLOW))
    assert scan("--fail-on", "review", "--no-inline-allow", code=1).records[-1].get("allowed") is None


def test_a_line_allows_nothing_in_other_lines(scan, share):
    path = share / "hr" / "list.csv"
    path.write_text(f"name,ssn,note\nWilliam Brown,010-94-0002,{ALLOW}\nPeregrine Oakenshield,010-94-0003,\n")
    result = scan(code=1)
    marks = {
        record["location"]["line"]: "mark" in record
        for record in result.records
        if record["type"] == "finding" and record["file"] == "hr/list.csv"
    }
    assert marks == {2: True, 3: False}


def test_a_decision_goes_before_what_a_line_says(piiscan, scan, share, tmp_path):
    (share / "hr" / "list.csv").write_text(f"name,ssn,note\nWilliam Brown,010-94-0002,{ALLOW}\n")
    (share / "hr" / "staff.csv").unlink()
    (finding,) = [record for record in scan(code=0).records if record["type"] == "finding"]
    marks = tmp_path / "marks.toml"
    piiscan("mark", finding["id"], "--as", "confirmed", "--reason", "real", "--by", "me", "--marks", marks)
    assert scan("--baseline", marks).code == 1
