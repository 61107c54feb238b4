"""`piiscan report`: from the stream of a finished scan to another format."""

import errno
import json
import stat

import pytest

from piiscan.cli.shared import FORMATS
from piiscan.reporters import graded, parts


@pytest.fixture
def stream(piiscan, share, tmp_path):
    path = tmp_path / "findings.jsonl"
    assert piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", path, share).code == 1
    return path


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_made_later_is_the_one_the_scan_makes(piiscan, share, stream, form):
    now = piiscan("scan", "-j0", "-q", "-f", form, share)
    later = piiscan("report", "-f", form, stream)
    assert later.code == 0
    assert later.err == ""
    assert later.out == now.out


def test_a_report_file_is_written_whole_for_its_owner(piiscan, stream, tmp_path):
    target = tmp_path / "out.csv"
    assert piiscan("report", stream, "-f", "csv", "-o", target).out == ""
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_bytes().startswith(b'\xef\xbb\xbf"record"')
    assert target.read_bytes().count(b"\r\n") == 3


def test_standard_input_is_a_stream_too(piiscan, stream):
    result = piiscan("report", "-", stdin=stream.read_bytes())
    assert result.code == 0
    assert "hr/staff.csv" in result.out


@pytest.mark.parametrize("cut", [1, 100, -1])
def test_a_stream_cut_off_is_refused_by_its_line_and_leaves_the_old_report(piiscan, stream, tmp_path, cut):
    target = tmp_path / "out.csv"
    target.write_text("old")
    stream.write_bytes(
        stream.read_bytes()[:-cut] if cut > 0 else b"".join(stream.read_bytes().splitlines(keepends=True)[:-1])
    )
    if cut == 1:  # but for its last line end it is whole
        assert piiscan("report", stream, "-f", "csv", "-o", target).code == 0
        return
    result = piiscan("report", stream, "-f", "csv", "-o", target)
    assert result.code == 2
    assert target.read_text() == "old"
    assert result.err.startswith(f"piiscan: error: {stream}: line ")
    assert result.err.count("\n") == 1
    part = piiscan("report", stream, "--incomplete")
    assert part.code == 0
    assert "INTERRUPTED" in part.out


def test_the_stream_itself_is_not_written_over(piiscan, stream):
    whole = stream.read_bytes()
    result = piiscan("report", stream, "-f", "csv", "-o", stream)
    assert result.code == 2
    assert "is the stream that the report is made of" in result.err
    assert stream.read_bytes() == whole


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_stream_that_cannot_be_opened_is_told(piiscan, tmp_path, name):
    result = piiscan("report", tmp_path / name)
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "internal" not in result.err


def test_values_leave_a_revealed_stream_only_where_asked_and_into_a_file(piiscan, share, tmp_path):
    stream, target = tmp_path / "raw.jsonl", tmp_path / "out"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", stream, "--reveal", share)
    assert "010940001" in stream.read_text()
    for form in FORMATS:
        piiscan("report", stream, "-f", form, "-o", target)
        text = target.read_text(encoding="utf-8")
        assert "010940001" not in text
        assert "Quillfeather" not in text
        refused = piiscan("report", stream, "-f", form, "--reveal")
        assert (refused.code, refused.out) == (2, "")
    for form in ("jsonl", "json", "csv"):
        assert piiscan("report", stream, "-f", form, "--reveal", "-o", target).code == 0
        assert "010940001" in target.read_text(encoding="utf-8")
    assert piiscan("report", stream, "-f", "table", "--reveal", "-o", target).code == 2


def test_a_hostile_stream_ends_in_one_line(piiscan, stream):
    lines = stream.read_text().splitlines()
    summary = json.loads(lines[-1]) | {"exit_reason": "\x1b[2J"}
    stream.write_text("\n".join([*lines[:-1], json.dumps(summary)]))
    result = piiscan("report", stream)
    assert result.code == 0
    assert "\x1b" not in result.out


def test_a_report_of_several_parts_names_them(piiscan, stream, tmp_path, monkeypatch):
    monkeypatch.setattr("piiscan.reporters.sarif.RESULTS", 1)
    monkeypatch.setattr("piiscan.reporters.sarif.RUNS", 1)
    monkeypatch.setattr("piiscan.reporters.csv_rows.ROWS", 1)
    for name, form in (("out.sarif", "sarif"), ("out.csv", "csv")):
        (tmp_path / f"out.3.{form}").write_text("of an earlier report")
        result = piiscan("report", stream, "-f", form, "-o", tmp_path / name)
        assert result.code == 0
        assert result.err.splitlines() == [
            f"piiscan: the report has 2 parts: {tmp_path}/{name} to {tmp_path}/out.2.{form}",
            f"piiscan: {tmp_path}/out.3.{form}: is of an earlier report, and no part of this one",
        ]
        assert stat.S_IMODE((tmp_path / f"out.2.{form}").stat().st_mode) == 0o600
    assert [(tmp_path / name).read_text("utf-8").count("\n") for name in ("out.csv", "out.2.csv")] == [2, 2]
    refused = piiscan("report", stream, "-f", "sarif")
    assert refused.code == 2
    assert "use -o FILE" in refused.err


def test_a_report_whose_part_cannot_be_written_leaves_the_old_one_whole(piiscan, stream, tmp_path, monkeypatch):
    monkeypatch.setattr("piiscan.reporters.csv_rows.ROWS", 1)
    (tmp_path / "out.csv").write_text("old")
    (tmp_path / "out.2.csv").mkdir()
    result = piiscan("report", stream, "-f", "csv", "-o", tmp_path / "out.csv")
    assert result.code == 2
    assert "out.2.csv: is a directory" in result.err
    assert (tmp_path / "out.csv").read_text() == "old"
    assert not list(tmp_path.glob(".*draft"))


@pytest.mark.parametrize("form", ["csv", "sarif", "json", "junit"])
def test_no_room_for_what_waits_is_said_in_words(piiscan, stream, tmp_path, monkeypatch, form):
    report = tmp_path / "report"

    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device", "/a/name")

    monkeypatch.setattr(graded, "WAITING", 1)
    monkeypatch.setattr(parts, "_IN_MEMORY", 1)
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    run = piiscan("report", stream, "-f", form, "-o", report)
    assert run.code == 4
    assert "no space left on device in the directory for temporary files" in run.err
    assert not report.exists()
