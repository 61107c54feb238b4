"""`piiscan` as a process: streams that are full, closed or gone, signals, workers, and how fast help comes."""

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import piiscan
from piiscan import engines, temporary
from piiscan.cli import cli
from piiscan.cli import run as piiscan_run
from piiscan.model import Classification, Finding
from piiscan.scan import scan_one

pytestmark = pytest.mark.long

COMMAND = [sys.executable, "-m", "piiscan"]
OURS = {"PYTHONPATH": str(Path(piiscan.__file__).parent.parent)}  # wherever it is started


def run(*arguments, **options):
    options = {"capture_output": True, "text": True, "timeout": 60} | options
    return subprocess.run([*COMMAND, *map(str, arguments)], check=False, **options)


@pytest.mark.parametrize("form", ["jsonl", "json", "table"])
def test_a_full_device_is_an_error_and_not_a_finding(share, form):
    with Path("/dev/full").open("w") as full:
        done = run("scan", "-j0", "-f", form, share, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 4
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_full_device_is_told_by_what_is_no_report_too(monkeypatch, capsys, share):
    for command in (["schema"], ["formats"], ["plan", share], ["ledger", "status"], ["scan", share, "--show-settings"]):
        with Path("/dev/full").open("w") as full, monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", full)
            with pytest.raises(SystemExit) as ended:
                cli.main([*map(str, command)])
        assert (command[0], ended.value.code) == (command[0], 4)
        assert "standard output: no space left on device" in capsys.readouterr().err


def test_a_full_device_is_told_by_help_too():
    with Path("/dev/full").open("w") as full:
        done = run("scan", "--help", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (4, "piiscan: error: no space left on device\n")


def test_a_directory_that_is_removed_meanwhile_is_no_place_to_start_from(share, tmp_path):
    # Who scans "/share" from there is not concerned; it was an internal error for everybody.
    here = tmp_path / "here"
    here.mkdir()

    def removed():
        os.chdir(here)
        here.rmdir()

    def told(*arguments):
        here.mkdir(exist_ok=True)
        done = run("scan", "-q", *arguments, preexec_fn=removed, env=os.environ | OURS)
        return done.returncode, done.stderr

    assert told("-j1", "-f", "jsonl", share) == (1, "")
    assert told(".") == (2, "piiscan: error: no such file or directory: .\n")
    gone = "piiscan: error: the current directory is gone: give every path from / on\n"
    assert told(share, "-o", "report.txt") == (2, gone)


@pytest.mark.parametrize("more", ["--no-config", "--show-settings"])
def test_a_reader_that_went_away_is_no_finding(share, more):
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:
        done = run("scan", "-j0", "-f", "jsonl", share, more, capture_output=False, stdout=gone, stderr=subprocess.PIPE)
    assert done.returncode == 4
    assert "its reader is gone" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_closed_standard_output_is_told(share):
    done = run("scan", "-j0", share, capture_output=False, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1))
    assert done.returncode == 2
    assert "standard output is closed" in done.stderr


def test_a_closed_standard_output_does_not_matter_to_a_report_file(share, tmp_path, checked):
    report = tmp_path / "report"
    arguments = ("scan", "-j0", "-f", "jsonl", share, "-o", report)
    done = run(*arguments, capture_output=False, stderr=subprocess.PIPE, preexec_fn=lambda: os.close(1))
    assert done.returncode == 1
    assert checked(report.read_text())[-1]["exit_code"] == 1


def test_a_report_that_grows_too_large_leaves_the_old_one(share, tmp_path):
    report = tmp_path / "report"
    report.write_text("old")
    done = run(
        "scan", "-j0", "-f", "jsonl", share, "-o", report,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)),
    )  # fmt: skip
    assert done.returncode == 4
    assert "file too large" in done.stderr
    assert report.read_text() == "old"


def test_the_report_is_the_same_bytes_for_any_number_of_workers(share):
    for number in range(40):
        (share / f"{number:02}.csv").write_text(f"name,ssn\nAnn Lee,010-94-{number + 1:04}\n" * (number % 5 + 1))
    reports = {run("scan", "-j", workers, "-q", "-f", "jsonl", share).stdout for workers in (0, 3)}
    assert len(reports) == 1
    assert reports.pop().count('"type":"finding"') > 80


def test_an_interrupt_before_anything_was_read_leaves_a_valid_report(share, tmp_path, checked):
    report = tmp_path / "report"
    with subprocess.Popen(
        [*COMMAND, "scan", "-j2", "-f", "jsonl", share, "-o", report], stderr=subprocess.PIPE
    ) as child:
        while not any(path.name.endswith("draft") for path in tmp_path.iterdir()):
            assert child.poll() is None
            time.sleep(0.001)
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 130
    summary = checked(report.read_text())[-1]
    assert (summary["complete"], summary["interrupted"], summary["exit_code"]) == (False, True, 130)


ENDED = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize("module", ["piiscan.cli", "click", "piiscan.cli.run", "msgspec"])
@pytest.mark.parametrize(("number", "code"), ENDED)
def test_a_signal_while_the_program_is_loaded_ends_it_without_a_traceback(clean, number, code, module):
    code_run = (
        "import os, sys\n"
        "class Loaded:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), {int(number)})\n"
        "sys.meta_path.insert(0, Loaded())\n"
        "from piiscan.__main__ import main\n"
        f"sys.argv = ['piiscan', 'scan', '-q', '-j0', {str(clean)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code_run], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (code, "", "")  # a line feed behind the ^C shown


def test_a_signal_that_is_ignored_while_the_program_is_loaded_stays_so(clean):
    done = run(
        "scan", "-q", "-j0", clean,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )  # fmt: skip
    assert done.returncode == 0


@pytest.mark.parametrize("option", ["--baseline", "--names-file", "--password-file", "--public-records", "--config"])
def test_a_pipe_nobody_writes_to_is_waited_for_until_a_signal_ends_it(clean, tmp_path, option):
    """A pipe is how a shell gives what another program writes, so it is read; but nobody has to wait for ever."""
    pipe, report = tmp_path / "pipe", tmp_path / "report"
    os.mkfifo(pipe)
    for number, code in ENDED:
        with subprocess.Popen(
            [*COMMAND, "scan", "-q", "-j0", option, pipe, "-o", report, clean],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as child:
            while Path(f"/proc/{child.pid}/wchan").read_text() != "wait_for_partner":  # the kernel, of a pipe opened
                assert child.poll() is None
                time.sleep(0.01)
            child.send_signal(number)
            try:
                _, said = child.communicate(timeout=10)
            finally:
                child.kill()
        assert (child.returncode, said.strip(), report.exists()) == (code, b"", False)


@pytest.mark.parametrize(("number", "code"), ENDED)
def test_a_signal_ends_the_run_after_the_file_under_way(piiscan, share, monkeypatch, number, code):
    def interrupted(source, config):
        if source.path == "hr/list.csv":
            os.kill(os.getpid(), number)
        return scan_one(source, config)

    before = signal.getsignal(number)
    monkeypatch.setattr(piiscan_run, "scan_one", interrupted)
    result = piiscan("scan", "-j0", "-f", "jsonl", share)
    assert result.code == code
    assert signal.getsignal(number) == before
    *_, closing, summary = result.records
    assert closing["file"] == "hr/list.csv"
    assert (summary["complete"], summary["interrupted"], summary["exit_code"]) == (False, True, code)
    assert any(
        record["type"] == "finding" and record["classification"] == Classification.PERSONAL_INFORMATION.value
        for record in result.records
    )


def test_a_second_signal_breaks_off_what_is_under_way(piiscan, share, monkeypatch):
    def stuck(source, config):
        if source.path == "hr/staff.csv":
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGINT)
            pytest.fail("went on")
        yield from scan_one(source, config)

    monkeypatch.setattr(piiscan_run, "scan_one", stuck)
    result = piiscan("scan", "-j0", "-f", "jsonl", share)
    assert result.code == 143
    assert result.records[-1]["interrupted"] is True
    assert "hr/staff.csv" not in {record.get("file") for record in result.records}


def test_a_file_that_takes_long_is_broken_off_after_the_first_signal_in_this_process_too(piiscan, share, monkeypatch):
    """There is no worker to be ended: a file of some gigabytes was read to its end first. What was found is kept."""
    monkeypatch.setattr(engines, "DRAIN", 0.3)

    def endless(source, config):
        yield from scan_one(source, config) if source.path != "hr/staff.csv" else stuck(source, config)

    def stuck(source, config):
        finding = next(event for event in scan_one(source, config) if isinstance(event, Finding))
        yield finding
        os.kill(os.getpid(), signal.SIGTERM)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            time.sleep(0.01)
        pytest.fail("went on")

    before = signal.getsignal(signal.SIGALRM)
    monkeypatch.setattr(piiscan_run, "scan_one", endless)
    began = time.monotonic()
    result = piiscan("scan", "-j0", "-f", "jsonl", share)
    assert time.monotonic() - began < 15
    assert result.code == 143
    assert (signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)) == (before, (0, 0))
    summary = result.records[-1]
    assert (summary["complete"], summary["interrupted"]) == (False, True)
    said = [record["type"] for record in result.records if record.get("file") == "hr/staff.csv"]
    assert said == ["finding"]


def test_help_comes_in_a_moment():
    """What takes time is what is loaded: 160 modules when this was written, and nothing that reads or finds."""
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from piiscan.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "scan", "--help"], capture_output=True, text=True, timeout=60, check=True
    )
    assert "--fail-on" in done.stdout
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"click", "piiscan.cli"} <= loaded
    heavy = {"numpy", "hyperscan", "regex", "cryptography", "sqlite3", "multiprocessing", "asyncio", "http", "logging"}
    rooms = {"matcher", "detectors", "pairing", "formats", "sources", "engines", "scan", "ledger.book"}
    assert not loaded & (heavy | {f"piiscan.{room}" for room in rooms})
    assert len(loaded) < 200


@pytest.mark.parametrize("unbuffered", ["", "1"])  # where lines are kept back, the failed one is tried again and again
def test_a_standard_error_that_nobody_reads_changes_no_exit_code(share, tmp_path, monkeypatch, unbuffered):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as gone:  # a run that has something to tell: it makes the key
        done = run("scan", "-j0", share, "-o", tmp_path / "report", capture_output=False, stdout=gone, stderr=gone)
    assert done.returncode == 1
    assert (tmp_path / "report").exists()


def test_no_temporary_file_lies_where_the_program_was_started(share):
    # What it falls back to is Python's rule; copies of what is read lay among what is scanned.
    code = "import tempfile; tempfile._candidate_tempdir_list = lambda: [tempfile._os.getcwd()]; "
    code += "from piiscan.cli import main; main()"
    with contextlib.closing(sqlite3.connect(share / "a.db")) as database:
        database.execute("CREATE TABLE people (name, ssn)")
        database.execute("INSERT INTO people VALUES ('Ann Lee', '010-94-0001')")
        database.commit()
    before = share.stat().st_mtime_ns, sorted(share.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", code, "scan", "-j0", "-q", "-f", "sarif", "."],
        capture_output=True,
        cwd=share,
        env=os.environ | OURS,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert (share.stat().st_mtime_ns, sorted(share.iterdir())) == before


def test_temporary_files_go_where_there_is_room(tmp_path, monkeypatch):
    usual = [str(tmp_path / name) for name in ("none", "first", "second")]
    for path in usual[1:]:
        Path(path).mkdir()
    monkeypatch.setattr(temporary, "_USUAL", usual)
    assert temporary.place({"TMPDIR": str(tmp_path)}) == str(tmp_path)
    assert temporary.place({"TMPDIR": "/nonexistent/x", "TMP": ""}) == usual[1]
    monkeypatch.setattr(temporary, "_has_room", lambda path: path == usual[2])
    assert temporary.place({}) == usual[2]
    monkeypatch.setattr(temporary, "_has_room", lambda _path: False)
    assert temporary.place({}) == usual[1]  # where it is told what is wrong, and nowhere else
    monkeypatch.setattr(temporary, "_USUAL", usual[:1])
    assert temporary.place({}) == usual[0]


def test_at_the_end_all_is_put_in_order_and_nothing_taken_apart(clean):
    """What others left to be done at the end is done, and the code is kept; memory goes back with the process."""
    code_run = (
        "import atexit, sys\n"
        "from piiscan import __main__, cli\n"
        "class Kept:\n"
        "    def __del__(self): print('taken apart')\n"
        "kept, program = Kept(), cli.main\n"
        "def run():\n"
        "    atexit.register(print, 'in order')\n"
        "    program()\n"
        "cli.main = run\n"
        "__main__.main()\n"
    )
    for given, code in ((["scan", "-q", "-j0", str(clean)], 0), (["scan", "--no-such-option"], 2)):
        command = [sys.executable, "-c", code_run, *given]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout.splitlines()[-1:]) == (code, ["in order"])
