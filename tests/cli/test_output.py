"""A report is there whole or not at all, for its owner's eyes, and never written twice at once."""

import errno
import io
import os
import stat
import threading

import pytest

from piiscan.cli import output
from piiscan.cli.output import OutputError, report_file, standard_output


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def names(directory):
    return sorted(path.name for path in directory.iterdir())


def test_the_report_appears_at_the_end_and_at_once(tmp_path):
    target = tmp_path / "report.jsonl"
    target.write_text("old")
    target.chmod(0o644)
    old = os.umask(0)
    try:
        with report_file(str(target)) as (out, _):
            out.write("new › Ünïcode\n")
            out.flush()
            assert target.read_text() == "old"
    finally:
        os.umask(old)
    assert target.read_text(encoding="utf-8") == "new › Ünïcode\n"
    assert mode(target) == 0o600
    assert names(tmp_path) == ["report.jsonl"]


def test_the_draft_is_for_its_owner_alone(tmp_path):
    with report_file(str(tmp_path / "report")) as (out, _):
        out.write("x")
        (draft,) = tmp_path.iterdir()
        assert mode(draft) == 0o600


def test_the_walker_is_told_which_files_are_the_runs_own(tmp_path):
    target = tmp_path / "report"
    target.write_text("old")
    with report_file(str(target)) as (_, own):
        there = {(path.stat().st_dev, path.stat().st_ino) for path in tmp_path.iterdir()}
        assert len(there) == 2
        assert own == there


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OutputError])
def test_a_run_that_fails_leaves_the_old_report(tmp_path, error):
    target = tmp_path / "report"
    target.write_text("old")
    with pytest.raises(error), report_file(str(target)) as (out, _):  # noqa: PT012
        out.write("half of the new")
        raise error("so")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["report"]


def failing_file(monkeypatch, number, code):
    """Let the given write to the report's file fail, as a full or broken disk makes it."""
    count = 0

    class Failing(io.FileIO):
        def write(self, data):
            nonlocal count
            count += 1
            if count == number:
                raise OSError(code, os.strerror(code))
            return super().write(data)

    monkeypatch.setattr(output.io, "FileIO", Failing)


@pytest.mark.parametrize("number", range(1, 8))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_write_leaves_the_old_report(tmp_path, monkeypatch, number, code):
    target = tmp_path / "report"
    target.write_text("old")
    failing_file(monkeypatch, number, code)
    with (  # noqa: PT012
        pytest.raises(OutputError, match="no report was written") as caught,
        report_file(str(target)) as (out, _),
    ):
        for _ in range(6):  # each fills the buffer, the seventh write is the flush at the end
            out.write("x" * 70_000)
        out.write("tail")
    assert os.strerror(code).lower() in str(caught.value).lower()
    assert target.read_text() == "old"
    assert names(tmp_path) == ["report"]


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_end_leaves_the_old_report(tmp_path, monkeypatch, function):
    target = tmp_path / "report"
    target.write_text("old")

    def fail(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, function, fail)
    with pytest.raises(OutputError, match="input/output error"), report_file(str(target)) as (out, _):
        out.write("new")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["report"]


def test_a_link_at_the_place_of_the_report_is_refused(tmp_path):
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "report").symlink_to("victim")
    with pytest.raises(OutputError, match="symbolic link"), report_file(str(tmp_path / "report")):
        pytest.fail("must not be entered")
    assert (tmp_path / "victim").read_text() == "precious"


def test_a_link_that_comes_during_the_run_is_refused(tmp_path):
    target = tmp_path / "report"
    with pytest.raises(OutputError, match="symbolic link"), report_file(str(target)):
        target.symlink_to("elsewhere")
    assert names(tmp_path) == ["report"]


def test_what_is_no_regular_file_is_refused(tmp_path):
    with pytest.raises(OutputError, match="is a directory"), report_file(str(tmp_path)):
        pytest.fail("must not be entered")
    with pytest.raises(OutputError, match="not a regular file"), report_file("/dev/full"):
        pytest.fail("must not be entered")
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)  # noqa: PTH116


def test_a_directory_that_is_not_there_is_told(tmp_path):
    with (
        pytest.raises(OutputError, match="no such file or directory"),
        report_file(str(tmp_path / "no" / "report")),
    ):
        pytest.fail("must not be entered")


@pytest.mark.parametrize("way", ["link", "hard link", "directory"])
def test_something_in_the_place_of_the_draft_is_not_written_to(tmp_path, way):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    draft = tmp_path / ".report.piiscan-draft"
    if way == "link":
        draft.symlink_to(victim)
    elif way == "hard link":
        os.link(victim, draft)
    else:
        draft.mkdir()
    with pytest.raises(OutputError), report_file(str(tmp_path / "report")):
        pytest.fail("must not be entered")
    assert victim.read_text() == "precious"


def test_what_a_killed_run_left_is_written_over(tmp_path):
    draft = tmp_path / ".report.piiscan-draft"
    draft.write_text("left by a run that was killed, and longer than the new report")
    draft.chmod(0o644)
    with report_file(str(tmp_path / "report")) as (out, _):
        assert mode(draft) == 0o600
        out.write("new")
    assert (tmp_path / "report").read_text() == "new"


def test_a_second_run_on_the_same_report_is_refused(tmp_path):
    target = str(tmp_path / "report")
    with report_file(target) as (out, _):
        out.write("first")
        with pytest.raises(OutputError, match="another run"), report_file(target):
            pytest.fail("must not be entered")
    assert (tmp_path / "report").read_text() == "first"
    with report_file(target) as (out, _):
        out.write("second")
    assert (tmp_path / "report").read_text() == "second"


def test_of_many_runs_at_once_every_one_that_gets_through_writes_a_whole_report(tmp_path):
    target = tmp_path / "report"
    done, refused = [], []

    def one_run(number):
        for _ in range(30):
            try:
                with report_file(str(target)) as (out, _):
                    out.write(str(number) * 1000)
            except OutputError:
                refused.append(number)
            else:
                done.append(number)

    threads = [threading.Thread(target=one_run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) + len(refused) == 120
    assert done
    text = target.read_text()
    assert len(text) == 1000
    assert len(set(text)) == 1
    assert names(tmp_path) == ["report"]


def test_standard_output_that_is_closed_is_told():
    with pytest.raises(OutputError, match="closed"), standard_output(None):
        pytest.fail("must not be entered")


def test_a_standard_output_without_our_characters_gets_them_written_out():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    with standard_output(stream) as out:
        out.write("a › b")
    assert raw.getvalue() == b"a \\u203a b"


def test_the_callers_own_errors_are_not_taken_for_the_reports(tmp_path):
    with pytest.raises(OSError, match="fork"), report_file(str(tmp_path / "report")):
        raise OSError(errno.EAGAIN, "fork")
