"""Marks and baselines: what was decided about findings is listed with them, and fails no gate while it counts."""

import json
import resource
import stat
import tomllib
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan import marks
from piiscan.cli.mark import FILE, MARKS


@pytest.fixture
def report(piiscan, share, tmp_path):
    path = tmp_path / "old.jsonl"
    assert piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", path, share).code == 1
    return path


@pytest.fixture
def ids(report):
    records = [json.loads(line) for line in report.read_text().splitlines()]
    return [record["id"] for record in records if record["type"] == "finding"]


@pytest.fixture
def scan(piiscan, share):
    def scan(*options):
        return piiscan("scan", "-j0", "-f", "jsonl", "--no-progress", share, *options)

    return scan


@pytest.fixture
def mark(piiscan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def mark(kind, *arguments):
        return piiscan("mark", "--as", kind, "--reason", "looked at it", "--by", "R. Officer", *arguments)

    return mark


def test_the_words_of_the_command_are_those_of_the_room():
    assert MARKS == marks.KINDS


def test_what_is_settled_is_listed_and_fails_nothing_and_the_rest_does(report, ids, scan, mark):
    assert mark("false-positive", "--report", report, ids[0][:8]).code == 0
    result = scan("--baseline", FILE)
    assert result.code == 1
    found = {record["id"]: record.get("mark") for record in result.records if record["type"] == "finding"}
    assert found[ids[1]] is None
    assert found[ids[0]] == {
        "as": "false-positive",
        "settled": True,
        "reason": "looked at it",
        "by": "R. Officer",
        "at": "2001-09-09T01:46:40Z",
    }
    assert mark("accepted", ids[1], "--expires", "2001-12-31").code == 0
    result = scan("--baseline", FILE)
    assert result.code == 0
    assert "settled: 2 by marks" in result.err
    assert result.records[-1]["marks"]["settled"] == {"accepted": 1, "false-positive": 1}
    assert result.records[-1]["listed"] == 2


@pytest.mark.parametrize("kind", ["confirmed", "remediated", "open"])
def test_what_is_not_settled_fails_as_before(ids, scan, mark, kind):
    mark("test-data", *ids)
    assert scan("--baseline", FILE).code == 0
    mark(kind, ids[0])
    result = scan("--baseline", FILE)
    assert result.code == 1
    assert ("says remediated, but its finding is there" in result.err) == (kind == "remediated")


def test_an_expired_mark_comes_back_and_says_so(ids, scan, mark, monkeypatch):
    assert mark("accepted", *ids, "--expires", "2001-09-09").code == 0
    assert scan("--baseline", FILE).code == 0  # the last day counts
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1000000000 + 86400))
    result = scan("--baseline", FILE)
    assert result.code == 1
    assert result.records[-1]["marks"]["expired"] == sorted(ids)
    assert "has expired" in result.err
    assert {record["mark"]["expired"] for record in result.records if record["type"] == "finding"} == {True}


def test_a_mark_that_matches_nothing_warns(scan, mark):
    mark("test-data", "0" * 32)
    mark("remediated", "1" * 32)  # which is what it should do
    result = scan("--baseline", FILE)
    assert result.code == 1
    assert "the mark of 00000000 matched nothing" in result.err
    assert "11111111" not in result.err
    assert result.records[-1]["marks"]["unmatched"] == ["0" * 32]


def test_an_earlier_report_is_a_baseline(report, scan, share):
    result = scan("--baseline", report)
    assert result.code == 0
    assert result.records[-1]["marks"] == {
        "settled": {"known": 2}, "expired": [], "back": [], "unmatched": [], "known_unmatched": 0,
    }  # fmt: skip
    (share / "hr" / "more.csv").write_text("name,ssn\nPeregrine Oakenshield,010-94-0003\n")
    (share / "hr" / "list.csv").unlink()
    result = scan("--baseline", report)
    assert result.code == 1
    assert "1 finding at or above" in result.err
    assert result.records[-1]["marks"]["known_unmatched"] == 1


@pytest.fixture(params=["marks", "report"])
def decided(request, mark, report):
    """What everything in the share was decided on by, and as what it is listed then."""
    if request.param == "report":
        return report, "known"
    mark("false-positive", "--file", "hr/list.csv", "--file", "hr/staff.csv", "--report", report)
    return FILE, "false-positive"


def marks_of(records, file):
    return [one.get("mark") for one in records if one["type"] == "finding" and one["file"] == file]


def test_what_was_decided_stays_where_a_file_gets_another_name_in_its_folder(share, scan, decided):
    baseline, kind = decided
    (share / "hr" / "list.csv").rename(share / "hr" / "list 2026.csv")
    result = scan("--baseline", baseline)
    assert result.code == 0
    assert "matched nothing" not in result.err
    (found,) = marks_of(result.records, "hr/list 2026.csv")
    assert (found["as"], found["settled"], found["was"]) == (kind, True, "hr/list.csv")
    assert "was" not in marks_of(result.records, "hr/staff.csv")[0]
    used = result.records[-1]["marks"]
    assert (used["settled"], used["unmatched"], used["known_unmatched"]) == ({kind: 2}, [], 0)


def test_a_copy_another_folder_and_another_person_are_not_what_was_decided_on(share, scan, decided):
    baseline, _ = decided
    text = (share / "hr" / "list.csv").read_text()
    (share / "hr" / "copy.csv").write_text(text)  # what it is a copy of is there
    result = scan("--baseline", baseline)
    assert (result.code, marks_of(result.records, "hr/copy.csv")) == (1, [None])
    (share / "hr" / "copy.csv").unlink()
    (share / "public").mkdir()
    (share / "hr" / "list.csv").rename(share / "public" / "list.csv")
    result = scan("--baseline", baseline)
    assert (result.code, marks_of(result.records, "public/list.csv")) == (1, [None])
    (share / "public" / "list.csv").rename(share / "hr" / "new.csv")
    (share / "hr" / "new.csv").write_text(text.replace("010-94", "010-95"))
    result = scan("--baseline", baseline)
    assert (result.code, marks_of(result.records, "hr/new.csv")) == (1, [None])


def test_a_member_of_an_archive_with_another_name_keeps_its_mark_and_another_member_does_not(
    share, scan, mark, piiscan, tmp_path
):
    def packed(name, *members):
        with zipfile.ZipFile(share / "hr" / name, "w") as archive:
            for member in members:
                archive.write(share / "hr" / "list.csv", member)

    packed("a.zip", "one.csv")
    report = tmp_path / "old.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", report, share)
    mark("test-data", "--file", "hr/a.zip", "--report", report)
    (share / "hr" / "a.zip").unlink()
    packed("b.zip", "one.csv", "two.csv")
    for baseline, kind in ((FILE, "test-data"), (report, "known")):
        records = scan("--baseline", baseline).records
        assert [one and one["as"] for one in marks_of(records, "hr/b.zip")] == [kind, None]


def test_a_mark_that_no_longer_settles_does_not_settle_under_another_name(report, share, scan, mark):
    mark("test-data", "--file", "hr/list.csv", "--report", report)
    mark("open", "--file", "hr/list.csv", "--report", report)
    (share / "hr" / "list.csv").rename(share / "hr" / "list 2026.csv")
    result = scan("--baseline", FILE)
    assert (result.code, marks_of(result.records, "hr/list 2026.csv")[0]["settled"]) == (1, False)


def test_a_stream_has_no_folder_in_which_a_file_is_gone(piiscan, share, mark, tmp_path):
    data, report = (share / "hr" / "list.csv").read_bytes(), tmp_path / "stream.jsonl"
    options = ("-j0", "-q", "-f", "jsonl", "-")
    piiscan("scan", *options, "--stdin-filename", "a.csv", "-o", report, stdin=data)
    mark("test-data", "--file", "a.csv", "--report", report)
    for baseline in (FILE, report):
        result = piiscan("scan", *options, "--stdin-filename", "b.csv", "--baseline", baseline, stdin=data)
        assert (result.code, marks_of(result.records, "b.csv")) == (1, [None])


def test_a_baseline_of_another_key_is_refused(piiscan, report, ids, share, mark, tmp_path):
    mark("test-data", "--report", report, *ids)
    key = tmp_path / "key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    for baseline in (report, FILE):
        result = piiscan("scan", "-j0", "-q", share, "--key-file", key, "--baseline", baseline)
        assert (result.code, result.out) == (2, "")
        assert "another key" in result.err


def test_all_findings_of_a_file_are_marked(report, share, scan, mark):
    assert mark("test-data", "--file", "hr/staff.csv", "--report", report).code == 0
    with (share / "hr" / "staff.csv").open("a") as file:
        file.write("Peregrine,Oakenshield,010-94-0003,Salem,MA,01970\n")
    records = scan("--baseline", FILE).records
    found = [(one["file"], one.get("mark", {}).get("as")) for one in records if one["type"] == "finding"]
    assert sorted(found, key=str) == [("hr/list.csv", None), ("hr/staff.csv", "test-data"), ("hr/staff.csv", None)]
    assert "nothing is found in it" in mark("test-data", "--file", "hr/none.csv", "--report", report).err
    assert "needs --report" in mark("test-data", "--file", "hr/staff.csv").err
    assert "name findings" in mark("test-data", "--report", report).err


def test_the_file_is_only_appended_to_holds_no_value_and_is_private(report, ids, mark, tmp_path):
    path = tmp_path / FILE
    mark("confirmed", "--report", report, ids[0][:10])
    first = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    mark("remediated", ids[0])
    assert path.read_bytes().startswith(first)
    found = tomllib.loads(path.read_text("utf-8"))["mark"]
    assert [one["as"] for one in found] == ["confirmed", "remediated"]
    assert found[0]["file"].startswith("hr/")
    assert "•••-••-000" in found[0]["finding"]
    assert b"010-94" not in first
    assert b"Quillfeather" not in first
    assert b"Brown" not in first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["accepted", "0" * 32], "needs --expires"),
        (["test-data", "0" * 32, "--expires", "2001-01-01"], "is over"),
        (["test-data", "0" * 32, "--expires", "soon"], "not a date"),
        (["test-data", "0" * 8], "--report"),
        (["test-data", "zz"], "an id has"),
        (["test-data", "0" * 32, "--marks", "."], "directory"),
        (["fixed", "0" * 32], "--as"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_noted(mark, tmp_path, arguments, words):
    result = mark(*arguments)
    assert result.code == 2
    assert words in result.err
    assert not (tmp_path / FILE).exists()


def test_more_marks_than_fit_in_memory_are_refused_with_the_way_out(ids, scan, mark, tmp_path, monkeypatch):
    monkeypatch.setattr(marks, "_LARGEST", 600)
    assert mark("test-data", ids[0]).code == 0
    before = (tmp_path / FILE).read_bytes()
    result = mark("test-data", *ids, ids[0][::-1])
    assert result.code == 2
    assert "name another file (--marks)" in result.err
    assert (tmp_path / FILE).read_bytes() == before
    monkeypatch.setattr(marks, "_LARGEST", 100)
    assert "give several files" in scan("--baseline", FILE).err


@pytest.mark.parametrize("room", [0, 20])
def test_a_full_disk_leaves_the_file_as_it_was(ids, mark, tmp_path, room):
    file = tmp_path / FILE
    assert mark("confirmed", ids[0]).code == 0
    before = file.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, limits[1]))
    try:
        result = mark("test-data", ids[1])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert result.code == 4
    assert f"marks {FILE}: " in result.err
    assert file.read_bytes() == before


def test_an_id_that_is_not_in_the_report_is_refused(report, mark):
    result = mark("test-data", "--report", report, "0" * 8)
    assert result.code == 2
    assert "no such finding" in result.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mark = 1", "[[mark]]"),
        ("[[mark]]\nid = 1", "id must"),
        ('[[mark]]\nid = "' + "0" * 32 + '"\nas = "fine"', "as must"),
        ('[[mark]]\nid = "' + "0" * 32 + '"\nas = "open"\nreason = ""', "reason must"),
        ("[[mark]]\nidd = 1", "unknown key 'idd'"),
        ("[[mark]", "line 1"),
        ("\xff", "UTF-8"),
    ],
)
def test_a_bad_file_of_marks_is_told_and_neither_used_nor_appended_to(scan, mark, tmp_path, text, words):
    (tmp_path / FILE).write_text(text, "latin-1")
    for result in (scan("--baseline", tmp_path / FILE), mark("test-data", "0" * 32)):
        assert result.code == 2
        assert words in result.err
    assert (tmp_path / FILE).read_text("latin-1") == text


@pytest.mark.parametrize("form", ["table", "csv", "sarif", "ocsf", "defectdojo", "gitlab", "junit", "markdown"])
def test_every_report_says_the_mark(piiscan, ids, share, mark, form):
    mark("false-positive", *ids)
    result = piiscan("scan", "-j0", "-q", "-f", form, share, "--baseline", FILE)
    assert result.code == 0
    if form != "junit":  # where what passes has no text
        assert "false-positive" in result.out
    if form == "junit":
        assert "<failure" not in result.out
    if form == "sarif":
        results = json.loads(result.out)["runs"][0]["results"]
        assert [one["suppressions"][0]["kind"] for one in results] == ["external"] * 2
        assert {one["level"] for one in results} <= {"note", "none"}


@pytest.mark.long
@given(reason=st.text(min_size=1).filter(str.strip), name=st.text())
def test_any_text_survives_the_file(reason, name):
    mark = marks.Mark("0" * 32, "open", reason, "x", "2001-09-09T01:46:40Z", file=name)
    clean = reason.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    (back,) = marks._parsed(mark.toml().encode())
    assert back.reason == clean
