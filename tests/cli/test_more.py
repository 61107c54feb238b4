"""--report FORMAT=FILE: several reports of one run, each whole, masked, and none the ruin of another."""

import errno
import os
import stat
import tempfile

import pytest

from piiscan.cli import more
from piiscan.cli.shared import FORMATS


def asked(tmp_path, forms=FORMATS):
    return [word for form in forms for word in ("--report", f"{form}={tmp_path}/further.{form}")]


def names(directory):
    return sorted(path.name for path in directory.iterdir() if path.is_file())


@pytest.mark.parametrize("command", ["scan", "report"])
def test_further_reports_are_those_that_are_made_alone(piiscan, share, tmp_path, command):
    stream = tmp_path / "findings.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", stream, share)
    source = ("-j0", "-q", share) if command == "scan" else (stream,)
    result = piiscan(command, *source, *asked(tmp_path))
    assert result.code == (1 if command == "scan" else 0)
    assert result.out == piiscan("report", stream).out
    assert result.err == ""
    for form in FORMATS:
        path = tmp_path / f"further.{form}"
        assert path.read_bytes().decode() == piiscan("report", "-f", form, stream).out
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_values_go_into_the_runs_own_report_alone(piiscan, share, tmp_path, monkeypatch):
    spools = []
    make = tempfile.TemporaryFile

    def watched():
        spools.append(open(os.dup((spool := make()).fileno()), "rb"))  # noqa: PTH123, SIM115
        return spool

    monkeypatch.setattr(more.tempfile, "TemporaryFile", watched)
    own = tmp_path / "own.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", own, "--reveal", share, *asked(tmp_path))
    assert "010940001" in own.read_text()
    import gzip

    (spool,) = spools
    spool.seek(0)
    texts = [gzip.decompress(spool.read()).decode()]
    texts += [(tmp_path / f"further.{form}").read_text("utf-8") for form in FORMATS]
    spool.close()
    for text in texts:
        assert text
        assert "010940001" not in text
        assert "Quillfeather" not in text


@pytest.mark.parametrize("words", ["sarif", "sarif=", "=x", "pdf=x", "sarif=-", "SARIF=x"])
def test_what_cannot_be_meant_is_refused_before_the_scan(piiscan, share, words):
    result = piiscan("scan", "-j0", share, "--report", words)
    assert (result.code, result.out) == (2, "")
    assert "say FORMAT=FILE" in result.err


def test_two_reports_cannot_go_to_one_file(piiscan, share, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for arguments in (["--report", "csv=x", "--report", "sarif=./x"], ["-o", "x", "--report", f"csv={tmp_path}/x"]):
        result = piiscan("scan", "-j0", share, *arguments)
        assert (result.code, result.out) == (2, "")
        assert "another report goes to this file" in result.err
    assert names(tmp_path) == []


def test_a_place_that_is_none_is_known_before_the_scan(piiscan, share, tmp_path):
    result = piiscan("scan", "-j0", share, *asked(tmp_path, ["csv"]), "--report", f"sarif={tmp_path}/no/x")
    assert (result.code, result.out) == (2, "")
    assert names(tmp_path) == []


def test_a_report_that_fails_takes_no_other_with_it(piiscan, share, tmp_path, monkeypatch):
    monkeypatch.setattr("piiscan.reporters.csv_rows.ROWS", 1)
    (tmp_path / "further.2.csv").mkdir()
    own = tmp_path / "own.jsonl"
    result = piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", own, share, *asked(tmp_path, ["csv", "sarif"]))
    assert result.code == 2
    assert "further.2.csv: is a directory" in result.err
    assert names(tmp_path) == ["further.sarif", "own.jsonl"]


def test_where_the_records_cannot_wait_the_runs_own_report_is_written(piiscan, share, tmp_path, monkeypatch):
    class Full:
        def write(self, _data):
            raise OSError(errno.ENOSPC, "No space left on device")

        def flush(self):
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self):
            pass

    monkeypatch.setattr(more.tempfile, "TemporaryFile", Full)
    own = tmp_path / "own.jsonl"
    result = piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", own, share, *asked(tmp_path, ["csv"]))
    assert result.code == 4
    assert "--report csv: no space left on device" in result.err
    assert names(tmp_path) == ["own.jsonl"]


def test_a_scan_does_not_read_its_further_reports(piiscan, share, checked):
    old = share / "further.csv"
    old.write_text("name,ssn\nWilliam Brown,010-94-0002\n")
    result = piiscan("scan", "-j0", "-q", "-f", "jsonl", share, "--report", f"csv={old}")
    told = {record["file"]: record["detail"] for record in checked(result.out) if record["type"] == "outcome"}
    assert told["further.csv"] == told[".further.csv.piiscan-draft"] == "written by this run"


def test_the_stream_is_not_written_over(piiscan, share, tmp_path):
    stream = tmp_path / "findings.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", stream, share)
    whole = stream.read_bytes()
    result = piiscan("report", stream, "--report", f"csv={stream}")
    assert result.code == 2
    assert "is the stream" in result.err
    assert stream.read_bytes() == whole
