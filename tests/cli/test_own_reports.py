"""Reports that lie in what is scanned: left out by what they are, not by their names, and only if no value is in them (S5)."""

import json

import pytest


@pytest.fixture
def reports(piiscan, share, tmp_path):
    """A report of each kind of the share, in a directory of its own."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(5):
        (share / f"{number}.csv").write_text("name,ssn\nAnn Lee,010-94-0003\n")
    for form in ("jsonl", "json"):
        assert piiscan("scan", "-j0", "-f", form, share, "-o", folder / f"one.{form}.txt").code == 1
        assert piiscan("scan", "-j0", "-f", form, share, "--reveal", "-o", folder / f"values.{form}.txt").code == 1
    return folder


def outcomes(piiscan, folder):
    result = piiscan("scan", "-j0", "-f", "jsonl", folder)
    return result, {one["file"]: (one["status"], one["reason"]) for one in result.records if one["type"] == "outcome"}


def test_a_report_is_left_out_unless_it_has_values(piiscan, reports):
    result, ends = outcomes(piiscan, reports)
    assert ends == {
        "one.json.txt": ("not_scanned", "excluded"),
        "one.jsonl.txt": ("not_scanned", "excluded"),
        "values.json.txt": ("scanned", None),
        "values.jsonl.txt": ("scanned", None),
    }
    assert result.code == 1
    assert {one["file"] for one in result.records if one["type"] == "finding"} == {
        "values.json.txt",
        "values.jsonl.txt",
    }


def test_what_is_left_out_does_not_fail_a_run(piiscan, reports):
    for name in ("values.json.txt", "values.jsonl.txt"):
        (reports / name).unlink()
    assert outcomes(piiscan, reports)[0].code == 0


def test_what_a_killed_run_left_is_left_out(piiscan, reports):
    whole = (reports / "one.jsonl.txt").read_bytes()
    for path in reports.iterdir():
        path.unlink()
    end = len(whole.splitlines(keepends=True)[0]) + 2
    for cut in (*range(end, end + 20), len(whole) // 2, len(whole) - 1):
        (reports / f".{cut}.piiscan-draft").write_bytes(whole[:cut])
    assert set(outcomes(piiscan, reports)[1].values()) == {("not_scanned", "excluded")}


@pytest.mark.parametrize("form", ["jsonl", "json"])
@pytest.mark.parametrize(
    "more", ["name,ssn\nAnn Lee,010-94-0009\n", '{"name":"Ann Lee","ssn":"010-94-0009"}', "Ann Lee 010-94-0009"]
)
def test_what_something_was_added_to_is_read(piiscan, reports, form, more):
    path = reports / f"one.{form}.txt"
    path.write_text(path.read_text() + more)
    result, ends = outcomes(piiscan, reports)
    assert ends[path.name] == ("scanned", None)
    assert any(one["type"] == "finding" and one["file"] == path.name for one in result.records)


def test_a_record_longer_than_a_piece_is_one_line(piiscan, reports, monkeypatch):
    from piiscan.formats import own_report

    monkeypatch.setattr(own_report, "_PIECE", 100)
    assert outcomes(piiscan, reports)[1]["one.jsonl.txt"] == ("not_scanned", "excluded")
    path = reports / "one.jsonl.txt"
    path.write_text(path.read_text() + "Ann Lee 010-94-0009" * 20)
    assert outcomes(piiscan, reports)[1]["one.jsonl.txt"] == ("scanned", None)


def test_a_report_of_another_tool_is_read(piiscan, reports):
    record = {"type": "run", "schema_version": "1", "tool": {"name": "other"}, "ssn": "010-94-0009", "name": "Ann Lee"}
    (reports / "other").write_text(json.dumps(record, separators=(",", ":")) + "\n")
    assert outcomes(piiscan, reports)[1]["other"] == ("scanned", None)


def test_the_report_itself_and_its_draft_are_not_read(piiscan, share):
    report = share / "report.jsonl"
    report.write_text("name,ssn\nAnn Lee,010-94-0003\n")
    assert piiscan("scan", "-j0", "-f", "jsonl", share, "-o", report).code == 1
    ends = {
        one["file"]: one["detail"]
        for one in map(json.loads, report.read_text().splitlines())
        if one["type"] == "outcome"
    }
    assert ends["report.jsonl"] == ends[".report.jsonl.piiscan-draft"] == "written by this run"
