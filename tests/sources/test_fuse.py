"""A mounted share of which single calls hang, as the kernel has it: what hangs is told, the rest is read, the run ends."""

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from mount_help import _LIBC, MNT_DETACH

pytestmark = pytest.mark.long

LEAK = "Ann Lee, 12 Elm St, Boston MA 02115, SSN 010-94-1234\n"
FILES = {f"{folder}/{number}.txt": LEAK for folder in "abc" for number in range(3)}
QUICK = """
import piiscan.cli as cli, piiscan.engines.process as process, piiscan.sources.listing as listing
listing.ANSWER, process.BURIAL = 1.5, 0.2
cli.main()
"""


@contextmanager
def hanging(place, *calls, files=FILES):
    """The files, mounted; of the calls (what, path) none comes back."""
    program = Path(__file__).with_name("fuse_server.py")
    place.mkdir()
    command = [sys.executable, program, place, json.dumps({"files": files, "hang": calls})]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        if server.stdout.readline() != "ready\n":
            server.kill()
            pytest.skip("no FUSE here, or no mounts are allowed")
        try:
            yield server
        finally:
            server.kill()  # who waits gets an error
            server.wait()
            _LIBC.umount2(str(place).encode(), MNT_DETACH)


def begun(place, tmp_path, *options):
    (tmp_path / "key").touch(0o600)
    (tmp_path / "key").write_bytes(bytes(32))
    common = ["-q", "-f", "jsonl", "--deadline", "1", "--key-file", tmp_path / "key", "-o", tmp_path / "report"]
    return subprocess.Popen([sys.executable, "-P", "-c", QUICK, "scan", place, *common, *options])


def told(tmp_path):
    records = [json.loads(line) for line in (tmp_path / "report").read_text().splitlines()]
    return {
        record["file"]: record["detail"] for record in records if record["type"] == "outcome" and record["detail"]
    }, records[-1]


def test_what_hangs_is_told_the_rest_is_read_and_the_run_ends(tmp_path):
    calls = [("stat", "a/1.txt"), ("open", "b/1.txt"), ("read", "b/2.txt"), ("readdir", "c")]
    with hanging(tmp_path / "share", *calls), begun(tmp_path / "share", tmp_path, "-j", "2") as run:
        try:
            assert run.wait(100) == 1
        finally:
            run.kill()
        details, summary = told(tmp_path)
    silent, late = (
        "the file system does not answer (fuse)",
        "exceeded 1 s (limit: deadline), raised by --deadline, twice",
    )
    assert details == {
        "a/1.txt": silent,
        "b/1.txt": late,
        "b/2.txt": late,
        "c/": f"{silent}, directory not listed to its end",
    }
    assert (summary["complete"], summary["files"]["scanned"]) == (False, 3)


def test_a_repository_of_which_the_head_hangs_is_walked_as_any_folder(tmp_path):
    files = {"HEAD": "ref: refs/heads/main\n", "refs/heads/main": "0" * 40, "objects/a.txt": LEAK}
    with hanging(tmp_path / "share", ("open", "HEAD"), files=files), begun(tmp_path / "share", tmp_path) as run:
        try:
            assert run.wait(100) == 1
        finally:
            run.kill()
        details, summary = told(tmp_path)
    assert [*details] == ["HEAD"]
    assert summary["files"]["scanned"] == 2


def test_a_plan_of_what_hangs_is_told_and_ends(tmp_path):
    with (
        hanging(tmp_path / "share", ("open", "a/1.txt"), ("read", "b/1.txt")),
        subprocess.Popen(
            [sys.executable, "-P", "-c", QUICK.replace("1.5", "4"), "plan", tmp_path / "share", "-f", "json"],
            stdout=subprocess.PIPE,
        ) as run,
    ):
        try:
            out, _ = run.communicate(timeout=100)
        finally:
            run.kill()
        plan = json.loads(out)
    assert run.returncode == 0
    assert [(row["why"], row["names"]) for row in plan["skipped"]] == [("the file system does not answer", 2)]
    assert plan["files"] == 7


def test_a_run_that_waits_for_a_file_system_can_be_ended(tmp_path):
    share = tmp_path / "share"
    with hanging(share, ("read", "b/1.txt")) as server, begun(share, tmp_path, "--deadline", "300") as run:
        try:
            assert server.stdout.readline() == "hangs\n"
            run.send_signal(signal.SIGINT)
            assert run.wait(60) == 128 + signal.SIGINT
        finally:
            run.kill()
        _, summary = told(tmp_path)
    assert summary["interrupted"]
