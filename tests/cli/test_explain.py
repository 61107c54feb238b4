"""`piiscan explain` as it is used: a path, or a finding of a report; what it says when that cannot be had."""

import json
import zipfile

import pytest


def explanations(result):
    return [record for record in result.records if record["type"] == "explanation"]


@pytest.fixture
def report(share, tmp_path, piiscan):
    """A report of the share, with a member of an archive, and its findings."""
    with zipfile.ZipFile(share / "old.zip", "w") as archive:
        archive.writestr("2019/staff.csv", "name,ssn\nMary Stone,010-94-0003\n")
    path = tmp_path / "report.jsonl"
    assert piiscan("scan", share, "-j0", "-f", "jsonl", "-o", path, "-q").code == 1
    records = [json.loads(line) for line in path.read_text().splitlines()]
    return path, [record for record in records if record["type"] == "finding"]


def test_a_file_is_explained_for_people(piiscan, share):
    result = piiscan("explain", share / "hr" / "staff.csv")
    assert result.code == 0
    assert "→ personal information, Massachusetts (high confidence)" in result.out
    assert "•••-••-0001" in result.out
    assert "X… Q…" in result.out
    for raw in ("010-94-0001", "010940001", "Xanthippe", "Quillfeather"):
        assert raw not in result.out + result.err
    assert "SUMMARY\n  personal information: 1\n" in result.out


def test_json_lines_fit_the_schema(piiscan, share):
    result = piiscan("explain", share / "hr" / "list.csv", "-f", "json")
    assert [record["type"] for record in result.records] == ["explanation", "explained"]
    assert result.records[0]["result"] == "personal_information"


def test_every_finding_of_a_report_is_found_again_by_its_id(piiscan, report):
    path, findings = report
    assert len(findings) == 3
    for finding in findings:
        result = piiscan("explain", "--report", path, "--id", finding["id"][:12], "-f", "json")
        assert result.code == 0
        assert {record["finding"] for record in result.records} == {finding["id"]}
        for record, element in zip(result.records, finding["elements"], strict=True):
            assert record["result"] == finding["classification"]
            assert record["container"] == finding["container"]
            assert record["location"] == element["location"]
            assert record["masked"] == element["masked"]


def test_a_report_in_one_document_will_do(piiscan, share, tmp_path):
    path = tmp_path / "report.json"
    piiscan("scan", share, "-j0", "-f", "json", "-o", path, "-q")
    finding = json.loads(path.read_text())["findings"][0]
    assert piiscan("explain", "--report", path, "--id", finding["id"]).code == 0


def test_a_root_that_is_a_file_is_explained_by_its_id_alone(piiscan, share):
    scanned = piiscan("scan", share / "hr" / "staff.csv", "-j0", "-f", "jsonl")
    (finding,) = [record for record in scanned.records if record["type"] == "finding"]
    result = piiscan("explain", share / "hr" / "staff.csv", "--id", finding["id"][:8], "-f", "json")
    assert [record["finding"] for record in result.records] == [finding["id"]]


def test_one_line_alone(piiscan, tmp_path):
    path = tmp_path / "two.txt"
    path.write_text("Ann Lee SSN 010-94-0001\nticket 666-12-3456\n")
    result = piiscan("explain", path, "--line", 2, "-f", "json")
    assert [record["reasons"] for record in explanations(result)] == [["area-666"]]


def test_all_lifts_the_cap(piiscan, tmp_path):
    path = tmp_path / "many.txt"
    path.write_text("".join(f"ticket {number}\n" for number in range(300_000_000, 300_001_100)))
    for more, shown, left in ((), 1000, 100), (("--all",), 1100, 0):
        out = piiscan("explain", path, *more, "-f", "json").out  # that the lines fit the schema is seen elsewhere
        assert (out.count('"type":"explanation"'), json.loads(out.splitlines()[-1])["left_out"]) == (shown, left)
    assert "100 more were refused" in piiscan("explain", path).out


def test_options_of_the_scan_decide_here_too(piiscan, share, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text(
        '[[rule]]\nid = "deeds"\npath = "*.csv"\nelements = ["ssn"]\nbasis = "b"\nsource = "s"\n'
        'approved_by = "c"\nexpires = 2099-01-01\n'
    )
    names = tmp_path / "names.txt"
    names.write_text("Zzyzx Qwortle\n")
    file = tmp_path / "note.txt"
    file.write_text("Zzyzx Qwortle SSN 010-94-0001\n")

    def results(*arguments):
        return [record["result"] for record in explanations(piiscan("explain", *arguments, "-f", "json"))]

    listed = share / "hr" / "list.csv"
    assert results(listed) == ["personal_information"]
    assert results(listed, "--public-records", rules) == ["excluded"]
    assert results(listed, "--residency-default", "nonresident") == ["non_resident"]
    assert results(file) == ["element_only"]
    assert results(file, "--names-file", names) == ["personal_information"]


def test_nothing_to_explain_is_no_error(piiscan, clean):
    result = piiscan("explain", clean / "readme.txt")
    assert (result.code, result.out) == (0, "Nothing in it looks like a number of a person.\n")


def test_another_key_is_told(piiscan, report, tmp_path):
    path, findings = report
    key = tmp_path / "key"
    key.write_bytes(b"another key of thirty-two bytes!")
    key.chmod(0o600)
    result = piiscan("explain", "--report", path, "--id", findings[0]["id"], "--key-file", key)
    assert result.code == 2
    assert "made with another key" in result.err


def test_an_ambiguous_id_is_told(piiscan, report):
    path, findings = report
    twin = {**findings[0], "id": findings[0]["id"][:31] + ("0" if findings[0]["id"][31] != "0" else "1")}
    *lines, end = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines, json.dumps(twin) + "\n", end]))
    result = piiscan("explain", "--report", path, "--id", findings[0]["id"][:31])
    assert result.code == 2
    assert "2 findings begin with" in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "name a file"),
        (("-",), "standard input cannot be explained"),
        (("{share}",), "is a directory"),
        (("{share}/nothing.txt",), "no such file"),
        (("{share}/hr/list.csv", "--id", "0123456"), "at least 8 characters"),
        (("{share}/hr/list.csv", "--id", "01234567"), "no finding 01234567"),
        (("--report", "{report}"), "--report needs --id"),
        (("{share}/hr/list.csv", "--report", "{report}", "--id", "01234567"), "name no other"),
        (("--report", "{report}", "--id", "01234567"), "no finding 01234567"),
        (("--report", "{share}/readme.txt", "--id", "01234567"), "readme.txt: line 1: "),
        (("--report", "{share}/none", "--id", "01234567"), "No such file"),
        (("{share}/locked.pdf",), "cannot be opened|unsupported|corrupt"),
        (("{share}/hr/list.csv", "--names-file", "{share}/none"), "names file"),
    ],
)
def test_what_cannot_be_done_is_an_error_of_one_line(piiscan, share, report, arguments, words):
    (share / "locked.pdf").write_bytes(b"%PDF-1.7\nbroken")
    result = piiscan("explain", *(word.format(share=share, report=report[0]) for word in arguments))
    assert result.code == 2
    assert any(word in result.err for word in words.split("|"))
    assert "Traceback" not in result.err


def test_a_file_that_is_gone_since_the_report_is_told(piiscan, report, share):
    path, findings = report
    gone = next(finding for finding in findings if finding["file"] == "hr/list.csv")
    (share / "hr" / "list.csv").unlink()
    result = piiscan("explain", "--report", path, "--id", gone["id"])
    assert result.code == 2
    assert "list.csv" in result.err
