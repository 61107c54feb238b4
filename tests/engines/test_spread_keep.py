"""A process that has read a batch reads the next one, and outlives neither its run nor its use."""

import os
import signal

import dask_help
import engine_stubs as stubs
import pytest
from engine_stubs import plain
from pool_help import alive, closing, gone

from piiscan.config import Config
from piiscan.engines import pool, spread_keep, spread_lot
from piiscan.engines.again import Way
from piiscan.engines.frames import from_frame

pytestmark = pytest.mark.long


@pytest.fixture
def setup():
    return pool.setup_of(Config(), Way(stubs.scan, stubs.encode), 0)


@pytest.fixture
def kept(tmp_path):
    wanted = tmp_path / "go"
    wanted.touch()
    yield spread_keep.Kept(str(wanted))
    wanted.unlink(missing_ok=True)


def batch(setup, kept, names):
    frames = pool.frames(map(plain, names), setup, kept, encode=stubs.encode, stop=lambda: False)
    return [from_frame(frame) for _, frame in frames if frame is not None]


def pids(found):
    return [record["pid"] for record in found if "pid" in record]


def test_two_workers_read_all_batches_with_two_processes(monkeypatch):
    monkeypatch.setattr(spread_lot, "FILES", 10)
    items = (plain(f"{n}/nap-pid") for n in range(60))
    found = list(dask_help.on_dask(items, Config(), dask_help.client(), scan=stubs.scan, encode=stubs.encode, memory=0))
    assert len(pids(found)) == 60
    assert len(set(pids(found))) <= 2
    assert not any(map(alive, pids(found)))


def test_one_that_died_while_it_waited_costs_nothing(setup, kept):
    (first,) = pids(batch(setup, kept, ["pid"]))
    assert alive(first)
    os.kill(first, signal.SIGKILL)
    found = batch(setup, kept, ["a", "pid", "b-killed", "c"])
    why = {path: reason for path, (_, reason, _) in closing(found).items()}
    assert why == {"a": None, "pid": None, "b-killed": "crashed", "c": None}
    assert pids(found) != [first]
    kept.end()


def test_it_ends_where_nobody_wants_more_and_serves_no_other_run(setup, kept, monkeypatch):
    monkeypatch.setattr(spread_keep, "WAIT", 0.1)
    (late,) = pids(batch(setup, kept, ["pid"]))
    assert gone(late)
    monkeypatch.setattr(spread_keep, "WAIT", 60)
    (first,) = pids(batch(setup, kept, ["pid"]))
    (other,) = pids(batch(pool.setup_of(Config(), Way(stubs.scan, stubs.encode), 0), kept, ["pid"]))
    assert first != other
    assert alive(first)
    os.unlink(kept.wanted)  # noqa: PTH108
    assert gone(first)
    assert gone(other)


def test_one_that_is_to_be_renewed_is_not_kept(setup, kept):
    (first,) = pids(batch(setup, kept, ["pid-leak"]))
    assert gone(first)
