"""`piiscan compare`: what became of each finding between reports of the same places."""

import json
import stat
from pathlib import Path

import pytest

from piiscan.changes import Change
from piiscan.cli.compare import CHANGES

SECOND = "Peregrine Oakenshield,010-94-0003,Salem,MA,01970\n"


@pytest.fixture
def scanned(piiscan, share, tmp_path):
    """Scan the share into the next report; gives its path."""
    count = iter(range(99))

    def scan(*options, root=share):
        path = tmp_path / f"{next(count)}.jsonl"
        assert piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", path, root, *options).code in {0, 1, 3}
        return path

    return scan


@pytest.fixture
def compared(piiscan, checked):
    """Compare reports; gives the exit code, the counts that are not 0, and the changes by file."""

    def compare(*arguments):
        result = piiscan("compare", "-f", "jsonl", *arguments)
        assert result.code in {0, 1, 3}, result.err
        first, *changes, last = checked(result.out)
        assert (first["type"], last["type"], last["exit_code"]) == ("comparison", "compared", result.code)
        counts = {name: count for name, count in last["counts"].items() if count}
        return result.code, counts, changes

    return compare


def test_the_words_of_the_command_are_those_of_the_room():
    assert tuple(Change) == CHANGES


def test_nothing_changes_between_a_report_and_itself(scanned, compared):
    report = scanned()
    code, counts, changes = compared(report, report)
    assert (code, counts) == (0, {"persisting": 2})
    assert [change["was"] for change in changes] == [None, None]


def test_a_part_of_a_scan_is_no_earlier_report_of_the_whole(piiscan, scanned, compared, tmp_path):
    part, whole = scanned("--shard", "1/2"), scanned()
    for command in (
        ("compare", part, whole),
        ("compare", whole, part, whole),
        ("inventory", whole, "--previous", part),
    ):
        result = piiscan(*command)
        assert (result.code, result.out) == (2, "")
        assert (
            f"{part}: is part 1 of 2 of a scan (--shard), so that all of the other parts would be called new"
            in result.err
        )
    assert piiscan("compare", scanned("--shard", "2/2"), part).code == 2
    assert compared(part, scanned("--shard", "1/2"))[0] == 0
    assert set(compared(whole, part)[1]) <= {"persisting", "unknown"}
    lacking = tmp_path / "lacking.jsonl"
    piiscan("merge", part, "-o", lacking)
    said = "its scan was interrupted, or lacks parts: what lies where it did not read is called new"
    assert f"{lacking}: {said}" in piiscan("compare", lacking, whole).err
    assert said not in piiscan("compare", whole, lacking).err


def test_lines_that_move_and_a_root_with_another_name_change_nothing(share, scanned, compared):
    old = scanned()
    text = (share / "hr" / "list.csv").read_text().splitlines(keepends=True)
    (share / "hr" / "list.csv").write_text(text[0] + "Nobody,\n" * 5 + text[1])
    share.rename(share.with_name("elsewhere"))
    assert compared(old, scanned(root=share.with_name("elsewhere")))[:2] == (0, {"persisting": 2})


def test_an_encoded_run_that_moves_keeps_its_id(share, scanned, compared):
    from base64 import b64encode

    run = b64encode(b"Employee: Xanthippe Quillfeather, SSN 010-94-0009, 1 Main Street, Boston, MA 02110").decode()
    (share / "log.txt").write_text(f"data: {run}\n")
    old = scanned()
    (share / "log.txt").write_text(f"one line\nand another\ndata: {run}\n")
    assert compared(old, scanned())[:2] == (0, {"persisting": 3})


def test_what_is_new_fails_and_only_what_is_new(share, scanned, compared):
    old = scanned()
    with (share / "hr" / "staff.csv").open("a") as file:
        file.write("Peregrine,Oakenshield,010-94-0003,Salem,MA,01970\n")
    new = scanned()
    code, counts, changes = compared("--only", "new", old, new)
    assert (code, counts) == (1, {"new": 1, "persisting": 2})
    assert [change["finding"]["person"]["masked"] for change in changes] == ["P… O…"]
    assert compared("--fail-on", "none", old, new)[0] == 0


def test_a_renamed_file_has_moved_and_says_where_it_was(share, scanned, compared):
    old = scanned()
    (share / "hr" / "list.csv").rename(share / "hr" / "people.csv")
    code, counts, changes = compared("--only", "moved", old, scanned())
    assert (code, counts) == (0, {"moved": 1, "persisting": 1})
    assert changes[0]["was"]["file"] == "hr/list.csv"
    assert changes[0]["finding"]["file"] == "hr/people.csv"


def test_a_copy_is_new_and_the_original_persists(share, scanned, compared):
    old = scanned()
    (share / "copy.csv").write_bytes((share / "hr" / "list.csv").read_bytes())
    assert compared(old, scanned())[:2] == (1, {"new": 1, "persisting": 2})


def test_resolved_is_what_was_read_or_is_gone_and_unknown_what_was_not(share, scanned, compared):
    old = scanned()
    (share / "hr" / "list.csv").write_text("name,ssn\n")
    code, counts, changes = compared("--only", "resolved", old, scanned())
    assert (code, counts) == (0, {"resolved": 1, "persisting": 1})
    assert changes[0]["why"] == "its file was read, and it is not there"
    (share / "hr" / "list.csv").unlink()
    assert compared("--only", "resolved", old, scanned())[2][0]["why"] == "its file is gone"
    code, counts, changes = compared(old, scanned("--exclude", "list.csv"))
    assert counts == {"resolved": 1, "persisting": 1}  # it is not there to be excluded
    for pattern in ("hr/", "staff.csv"):
        code, counts, changes = compared("--only", "unknown", old, scanned("--exclude", pattern))
        assert code == 3
        assert {change["why"] for change in changes} == {"not scanned: excluded"}


def test_what_needs_a_good_key_now_is_resolved(share, scanned, compared):
    locked = Path(__file__).parents[2] / "fixtures" / "share" / "secure"
    old = scanned()
    (share / "hr" / "list.csv").write_bytes((locked / "severance.pdf").read_bytes())
    code, counts, changes = compared("--only", "resolved", old, scanned())
    assert (code, counts) == (0, {"resolved": 1, "persisting": 1})
    assert changes[0]["why"] == "it is encrypted now, and cannot be read without a key"


def test_a_file_read_in_part_or_a_scan_cut_off_resolves_nothing(scanned, compared):
    old = scanned()
    new = scanned()
    lines = [json.loads(line) for line in new.read_text().splitlines()]
    kept = [line for line in lines if not (line["type"] == "finding" and line["file"] == "hr/list.csv")]
    for line in kept:
        if line["type"] == "outcome" and line["file"] == "hr/list.csv":
            line |= {"status": "partial", "reason": "corrupt"}
    new.write_text("".join(json.dumps(line) + "\n" for line in kept))
    assert compared(old, new)[:2] == (3, {"persisting": 1, "unknown": 1})
    cut = [line for line in kept if line.get("file") != "hr/list.csv"]
    cut[-1]["interrupted"] = True
    new.write_text("".join(json.dumps(line) + "\n" for line in cut))
    assert compared(old, new)[:2] == (3, {"persisting": 1, "unknown": 1})


def test_what_was_resolved_once_and_is_back_is_reopened(share, scanned, compared):
    text = (share / "hr" / "list.csv").read_text()
    first = scanned()
    (share / "hr" / "list.csv").write_text("name,ssn\n")
    second = scanned()
    unread = scanned("--exclude", "list.csv")
    (share / "hr" / "list.csv").write_text(text)
    third = scanned()
    assert compared(first, second, third)[:2] == (1, {"reopened": 1, "persisting": 1})
    assert compared(first, unread, third)[:2] == (0, {"persisting": 2})  # not read is not resolved
    assert compared(second, third)[:2] == (1, {"new": 1, "persisting": 1})
    assert compared(first, second, second)[:2] == (0, {"persisting": 1})  # resolved before, no change


def test_a_list_that_was_cut_off_resolves_nothing(share, scanned, compared):
    rows = [f"Peregrine Oakenshield,010-94-00{number}\n" for number in range(10, 20)]
    (share / "hr" / "list.csv").write_text("name,ssn\n" + "".join(rows))
    old = scanned("--max-findings-per-file", 5)
    (share / "hr" / "list.csv").write_text("name,ssn\n" + "".join(reversed(rows)))
    code, counts, changes = compared(old, scanned("--max-findings-per-file", 5))
    assert counts == {"new": 5, "unknown": 5, "persisting": 1}
    assert "does not list all" in next(change["why"] for change in changes if change["change"] == "new")
    assert code == 1


def test_a_class_that_changed_is_told_and_is_nothing_new(share, scanned, compared):
    old = scanned()
    (share / "hr" / "list.csv").write_text("name,ssn,state\nWilliam Brown,010-94-0002,MA\n")
    code, counts, changes = compared(old, scanned())
    assert (code, counts) == (0, {"persisting": 2})
    assert {"classification": "personal_information", "residency": "unknown"} in [change["was"] for change in changes]


def test_reports_of_different_keys_are_refused(piiscan, scanned, tmp_path):
    key = tmp_path / "key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    result = piiscan("compare", scanned(), scanned("--key-file", key))
    assert result.code == 2
    assert "different keys" in result.err
    assert "--key-file" in result.err


@pytest.mark.parametrize("names", [["a.jsonl"], ["-", "a.jsonl"], ["a.jsonl", "missing.jsonl"]])
def test_what_cannot_be_compared_is_told_in_a_line(piiscan, scanned, tmp_path, monkeypatch, names):
    scanned().rename(tmp_path / "a.jsonl")
    monkeypatch.chdir(tmp_path)
    result = piiscan("compare", *names)
    assert result.code == 2
    assert result.err.startswith("piiscan: error: ")
    assert "internal" not in result.err


def test_a_table_says_what_and_where_and_a_report_is_not_written_over(piiscan, share, scanned, tmp_path):
    old = scanned()
    (share / "hr" / "list.csv").rename(share / "hr" / "people.csv")
    (share / "hr" / "new\x1b[2J.csv").write_text("name,ssn,city,state,zip\n" + SECOND)
    new = scanned()
    result = piiscan("compare", old, new)
    assert result.code == 1
    assert result.out.splitlines()[0] == "NEW"
    assert "\x1b" not in result.out
    assert "was in hr/list.csv" in result.out
    assert "1 new, 0 reopened, 1 moved, 1 persisting, 0 unknown, 0 resolved" in result.out
    assert "0003" in result.out
    assert "010-94" not in result.out
    target = tmp_path / "out.txt"
    assert piiscan("compare", old, new, "-o", target).code == 1
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    whole = new.read_bytes()
    assert piiscan("compare", old, new, "-o", new).code == 2
    assert new.read_bytes() == whole


def test_other_options_are_told(piiscan, scanned):
    result = piiscan("compare", scanned(), scanned("--exclude", "*.png"))
    assert "different options: exclude" in result.err
