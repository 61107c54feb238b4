"""A system that is short of something: the run goes on with fewer workers, later, and no source is lost."""

import errno
import os
import socket
import subprocess

import pytest
from engine_stubs import plain
from pool_help import children, closing, records

from piiscan.engines import EngineError, crew, process

pytestmark = pytest.mark.long

FAULTS = {
    "no descriptors": (socket, "socketpair", lambda: OSError(errno.EMFILE, "")),
    "no processes": (subprocess, "Popen", lambda: BlockingIOError(errno.EAGAIN, "")),
    "no memory": (subprocess, "Popen", lambda: OSError(errno.ENOMEM, "")),
    "no memory for Python": (subprocess, "Popen", MemoryError),
    "nothing to wait with": (crew.selectors.DefaultSelector, "register", lambda: OSError(errno.ENOSPC, "")),
    "no pidfd": (os, "pidfd_open", lambda: OSError(errno.EMFILE, "")),
}


@pytest.fixture
def failing(monkeypatch):
    """Let some calls of a function fail, by their number from 1."""
    monkeypatch.setattr(crew, "BACK_OFF", (0.001, 0.001))

    def fail(fault, which):
        owner, name, error = FAULTS[fault]
        real, calls = getattr(owner, name), []

        def call(*args, **options):
            calls.append(1)
            if len(calls) in which:
                raise error()
            return real(*args, **options)

        monkeypatch.setattr(owner, name, call)
        return calls

    return fail


@pytest.mark.parametrize("fault", FAULTS)
def test_a_shortage_costs_time_and_no_source(failing, fault):
    calls, others = failing(fault, {1, 2, 4, 6}), children()
    names = ["a", "exit3", "b", "1-exit3", "c", "segfault", "d"]
    found = closing(records([plain(name, size=10**6) for name in names]))
    assert list(found) == names
    assert [name for name, (_, reason, _) in found.items() if reason] == ["exit3", "1-exit3", "segfault"]
    assert len(calls) >= 4
    assert children() <= others


def test_a_shortage_that_comes_later_is_waited_for_longer(failing):
    """The one worker is gone, and none can be started for a while."""
    failing("no processes", set(range(2, 30)))
    found = closing(records([plain("a"), plain("exit3"), plain("b")], workers=1))
    assert [reason for _, reason, _ in found.values()] == [None, "crashed", None]


def test_one_that_does_not_end_is_an_error_at_last(failing, monkeypatch):
    monkeypatch.setattr(crew, "SHORTAGE", 0.2)
    failing("no processes", range(2, 10**6))
    with pytest.raises(EngineError, match="BlockingIOError"):
        records([plain("a"), plain("exit3"), plain("b")], workers=1)


def test_only_one_worker_can_be_had_and_does_all(failing):
    failing("no processes", range(2, 10**6))
    found = records([plain(f"{n}-pid", size=10**6) for n in range(20)], workers=4)
    assert len({record["pid"] for record in found if "pid" in record}) == 1
    assert len(closing(found)) == 20


def test_the_first_is_waited_for_however_often_no_second_can_be_had(failing, monkeypatch):
    """On a busy machine it is not there yet when the system has refused the others for the fifth time."""
    refused, look_after = [], crew.Crew.look_after

    def awaited(this):
        came_up, this.ever_ready = this.ever_ready, False  # however quick the machine is
        while len(refused) < 8:
            refused.append(1)
            this.start_after = 0
            this.hire(9)
        this.ever_ready = came_up
        look_after(this)

    monkeypatch.setattr(crew.Crew, "look_after", awaited)
    failing("no processes", range(2, 10**6))
    assert len(closing(records([plain("a", size=10**6), plain("b", size=10**6)], workers=4))) == 2
    assert len(refused) == 8


def test_workers_that_do_not_come_up_are_replaced(monkeypatch):
    """Every second one dies before it is ready."""
    monkeypatch.setattr(crew, "BACK_OFF", (0.001, 0.001))
    real, started = process.start, []

    def start(*args):
        worker = real(*args)
        started.append(1)
        if len(started) % 2:
            process.kill(worker)
        return worker

    monkeypatch.setattr(process, "start", start)
    found = closing(records([plain(name, size=10**6) for name in ("a", "exit3", "b", "c")], workers=1))
    assert [reason for _, reason, _ in found.values()] == [None, "crashed", None, None]
