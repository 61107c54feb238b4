"""`--max-rate` and `--nice`: a scan that leaves room for others."""

import ctypes
import os
import subprocess
import sys

import pytest

from piiscan.cli import gentle
from piiscan.engines import MaxRate

SAID = """
import ctypes, os
from piiscan.cli import gentle
gentle.give_way(print)
child = os.fork()
if not child:
    print(os.getpriority(os.PRIO_PROCESS, 0), ctypes.CDLL(None).syscall({get}, 1, 0) >> 13, flush=True)
    os._exit(0)
os.wait()
"""


@pytest.mark.skipif(os.uname().machine != "x86_64" or sys.platform != "linux", reason="the number of ioprio_get")
def test_what_is_started_from_then_on_comes_last_too():
    run = subprocess.run([sys.executable, "-c", SAID.format(get=252)], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "19 3"


def test_what_cannot_be_done_is_told_and_the_scan_goes_on(piiscan, share, monkeypatch):
    def refused(*_arguments):
        ctypes.set_errno(1)
        return -1

    def denied(*_arguments):
        raise PermissionError(13, "no")

    monkeypatch.setattr(gentle.os, "setpriority", denied)
    monkeypatch.setattr(gentle.ctypes, "CDLL", lambda *_a, **_b: type("Library", (), {"syscall": refused}))
    run = piiscan("scan", "-j0", "--nice", share)
    assert run.code == 1
    assert "the priority of the processor stays as it is (Permission denied)" in run.err
    assert "the priority of the disk stays as it is (" in run.err


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        (["50M"], MaxRate(0, 50 << 20)),
        (["50 MB/s", "200files/s"], MaxRate(200, 50 << 20)),
        (["7 files"], MaxRate(7, 0)),
    ],
)
def test_a_rate_is_bytes_or_files_a_second(piiscan, share, monkeypatch, given, rate):
    asked = []
    monkeypatch.setattr("piiscan.engines.Rate", asked.append)
    run = piiscan("scan", "-j0", *(word for text in given for word in ("--max-rate", text)), share)
    assert run.code == 1, run.err
    assert asked == [rate]


@pytest.mark.parametrize("text", ["0files", "files", "fast", "-3", "0"])
def test_what_is_no_rate_is_refused(piiscan, share, text):
    assert piiscan("scan", "--max-rate", text, share).code == 2


def test_a_number_alone_may_mean_files_and_is_asked_for(piiscan, share):
    """Thirty bytes a second would seem to hang."""
    run = piiscan("scan", "--max-rate", "30/s", share)
    assert run.code == 2
    assert "'30/s': bytes (50M) or files (200files)?" in run.err
