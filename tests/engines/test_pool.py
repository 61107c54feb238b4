"""The pool as a household: order, bounds, beginnings and ends of workers, nothing left behind."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from engine_stubs import plain
from open_handles import handles
from pool_help import PATIENT, alive, children, closing, gone, records, run

from piiscan.config import Config, Limits
from piiscan.engines import EngineError, Interrupted, crew, pool, process, reorder

pytestmark = pytest.mark.long


def test_a_source_is_scanned_in_order_and_once_by_each_worker():
    found = records([plain(f"{n}-pid-nap", size=10**6) for n in range(100)])
    assert len([record for record in found if "pid" in record]) == 100
    assert len({record["pid"] for record in found if "pid" in record}) == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_large_sources_wait_for_the_only_worker_and_for_whoever_of_several_is_free_first(monkeypatch, workers):
    seen, give = [], crew.Crew.give

    def given(this, slot):
        answer = give(this, slot)
        seen.append(max((len(worker.queue) for worker in this.workers), default=0))
        return answer

    monkeypatch.setattr(crew.Crew, "give", given)
    names = [f"{n}-{word}" for n, word in enumerate(["nap", "segfault", "nap", "exit3", "nap", "nap"])]
    found = closing(records([plain(name, size=10**6) for name in names], workers=workers))
    assert list(found) == names
    assert [name for name, (_, reason, _) in found.items() if reason] == ["1-segfault", "3-exit3"]
    assert (max(seen) > 2) == (workers == 1)


@pytest.fixture
def listening(monkeypatch):
    """How often workers rang, and how often something was taken in from one."""
    rung, taken = [], []
    heard, receive = process.heard, process.receive
    monkeypatch.setattr(process, "heard", lambda worker: rung.append(worker) or heard(worker))
    monkeypatch.setattr(process, "receive", lambda worker: taken.append(worker) or receive(worker))
    return rung, taken


def test_a_worker_is_not_listened_to_for_each_record_of_many(listening):
    began = time.monotonic()
    found = records([plain("many-many-many")], workers=1, config=Config())
    rung, taken = listening
    assert len(found) == 6001
    assert len(rung) <= 6001 / 20  # as a socket holds
    # One that gives as fast as it is listened to fills blocks without a word.
    assert len(taken) <= 2 * len(rung) + (time.monotonic() - began) / crew.LULL + 20


def test_who_has_nothing_to_do_or_no_room_for_what_it_says_is_listened_to_at_once(monkeypatch):
    monkeypatch.setattr(crew, "LULL", 10**6)
    items = [plain(f"{n}-many", size=10**6) for n in range(4)] + [plain(f"{n}") for n in range(500)]
    found = records([*items, plain("exit3"), plain("a")], config=Config())
    assert len(found) == 4 * 2001 + 502
    assert [reason for _, reason, _ in closing(found).values() if reason] == ["crashed"]


def test_before_one_is_ended_for_being_late_it_is_listened_to(monkeypatch):
    monkeypatch.setattr(crew, "LULL", 10**6)
    found = closing(records([plain("on")], workers=1, config=Config(limits=Limits(deadline=0.7))))
    assert found == {"on": ("scanned", None, "")}


@pytest.mark.timeout(40)  # what sleeps has a minute
def test_the_first_finding_of_all_is_heard_of_at_once(monkeypatch):
    monkeypatch.setattr(crew, "LULL", 10**6)
    with contextlib.closing(run([plain("nap-find-sleep")], Config(), workers=1)) as found:
        assert next(found)["type"] == "finding"


def test_no_more_workers_than_sources_are_started(monkeypatch):
    started = []
    real = process.start
    monkeypatch.setattr(process, "start", lambda *args: (started.append(1), real(*args))[1])
    records([plain("a", size=10**6), plain("b", size=10**6)], workers=8)
    assert len(started) <= 2


def test_records_held_back_are_bounded_and_waiting_is_no_crime(monkeypatch):
    """The first source takes longer than the deadline of the others, which must wait for it with full hands."""
    monkeypatch.setattr(reorder, "BUFFERED", 100_000)
    monkeypatch.setattr(process, "BLOCK", 10_000)
    most = 0
    put = reorder.Reorder.put

    def watched(self, slot, frame):
        nonlocal most
        put(self, slot, frame)
        if slot is not self.head:
            most = max(most, self.buffered)

    monkeypatch.setattr(reorder.Reorder, "put", watched)
    items = [plain("slower", size=4 * (64 << 20)), *(plain(f"{n}-many-many", size=10**6) for n in range(6))]
    found = records(items, workers=3, config=PATIENT)
    assert set(closing(found).values()) == {("scanned", None, "")}
    assert sum(record["type"] == "finding" for record in found) == 24_000
    assert 100_000 <= most <= 150_000


def test_the_walker_is_not_run_ahead_of(monkeypatch):
    monkeypatch.setattr(reorder, "WINDOW", 50)
    taken = 0
    finished = 0
    ahead = 0

    def items():
        nonlocal taken
        for number in range(500):
            taken += 1
            yield plain("slow", size=4 * (64 << 20)) if number == 0 else plain(f"{number}")

    for _ in run(items(), workers=2):
        finished += 1
        ahead = max(ahead, taken - finished)
    assert finished == 500
    assert 40 <= ahead <= 51


def test_a_slow_reader_of_the_records_makes_no_timeouts():
    found = []
    for record in run([plain("1-many"), plain("2-many"), plain("3-many")], PATIENT, workers=1):
        if not found or record["file"] != found[-1]["file"]:
            time.sleep(1.3)
        found.append(record)
    assert set(closing(found).values()) == {("scanned", None, "")}


@pytest.mark.timeout(40)  # what hangs has a minute
def test_when_stopped_what_hangs_is_not_waited_for_long(monkeypatch):
    monkeypatch.setattr(pool, "DRAIN", 0.3)
    found = []
    taken = 0

    def items():
        nonlocal taken
        for path in ["a", "find-sleep", *(f"{n}-find-nap" for n in range(10**6))]:
            taken += 1
            yield plain(path, size=10**6)

    def collect():
        engine = run(items(), Config(), workers=2, stop=stop)
        for record in engine:
            found.append(record)  # noqa: PERF402 - `stop` looks at the list

    def stop():
        return len(found) >= 2 and taken >= 20

    with pytest.raises(Interrupted) as caught:
        collect()
    finished = closing(found)
    assert "find-sleep" not in finished
    assert [r["type"] for r in found if r["file"] == "find-sleep"] == ["finding"]
    assert finished["0-find-nap"] == ("scanned", None, "")
    assert len(finished) + caught.value.unfinished == taken


def test_giving_up_the_iteration_ends_the_workers():
    engine = run([plain("1-pid"), plain("2-pid-sleep"), plain("3-pid-sleep")], Config(), workers=2)
    pids = {next(engine)["pid"]}
    next(engine)
    pids.add(next(engine)["pid"])
    assert all(alive(pid) for pid in pids)
    engine.close()
    assert not any(alive(pid) for pid in pids)


def test_workers_do_not_survive_their_parent(tmp_path):
    program = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "import engine_stubs as s; from piiscan.engines import run; from piiscan.config import Config\n"
        "items = [s.plain('1-pid-loop'), s.plain('2-pid-loop')]\n"
        "for r in run(items, Config(), scan=s.scan, encode=s.encode, workers=1): print(r['pid'], flush=True)\n"
    )
    here = str(Path(__file__).parent)
    with subprocess.Popen([sys.executable, "-c", program, here], stdout=subprocess.PIPE, cwd=tmp_path) as parent:
        worker = int(parent.stdout.readline())
        assert alive(worker)
        parent.send_signal(signal.SIGKILL)
    assert gone(worker)


def test_nothing_is_imported_from_the_current_directory(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit")
    (tmp_path / "piiscan.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert closing(records([plain("f")])) == {"f": ("scanned", None, "")}


def test_a_worker_is_sealed_before_it_reads_anything(monkeypatch):
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")  # as Dask has it for its workers
    said = records([plain("sealed")], workers=1, memory=1 << 30)[0]
    assert {name: said[name] for name in said if name not in {"type", "file"}} == {
        "processor": True,
        "written": True,
        "files": 256,
        "core": [0, 0],
        "memory": 1 << 30,
        "dumpable": 0,
        "own session": True,
        "at": "/",
        "threads": "1",
        "allocator": [],
        "ignores": True,
    }


def test_the_key_is_on_no_command_line():
    key = b"k" * 32
    engine = run([plain("pid-sleep")], Config(key=key), workers=1)
    pid = next(engine)["pid"]
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    engine.close()
    assert b"piiscan" in command
    assert key not in command
    assert b"kkkk" not in command


def test_a_scan_that_cannot_be_imported_is_an_error_of_the_engine(tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "BACK_OFF", (0.001, 0.001))
    (tmp_path / "only_here.py").write_text("def scan(source, config): yield")
    monkeypatch.syspath_prepend(tmp_path)
    import only_here

    (tmp_path / "only_here.py").write_text("raise LookupError('078-05-1120')")
    with pytest.raises(EngineError, match=r"no worker could be started \(LookupError\)"):
        records([plain("f")], scan=only_here.scan)


def test_a_scan_another_process_cannot_find_is_an_error_at_once():
    with pytest.raises(EngineError, match="can be imported"):
        records([plain("f")], scan=lambda _source, _config: iter(()))
    with pytest.raises(EngineError, match="at least one"):
        records([plain("f")], workers=0)


def test_a_system_that_refuses_processes_for_a_while_costs_time_and_no_source(monkeypatch):
    monkeypatch.setattr(crew, "BACK_OFF", (0.001, 0.001))
    attempts, real = [], process.start

    def start(*args):
        attempts.append(1)
        if len(attempts) in {1, 2, 3, 5}:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return real(*args)

    monkeypatch.setattr(process, "start", start)
    found = records([plain(f"{n}", size=10**6) for n in range(20)])
    assert set(closing(found).values()) == {("scanned", None, "")}
    assert len(found) == 20


def test_a_system_that_refuses_all_processes_is_an_error_of_the_engine(monkeypatch):
    monkeypatch.setattr(crew, "BACK_OFF", (0.001, 0.001))

    def start(*_args):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(process, "start", start)
    with pytest.raises(EngineError, match="BlockingIOError"):
        records([plain("f")])


def test_without_pidfd_it_works_too(monkeypatch):
    monkeypatch.setattr(process, "_pidfd", lambda _pid: -1)
    found = records([plain("a"), plain("segfault"), plain("fork-exit3", opens=os.devnull), plain("loop"), plain("z")])
    assert {name: reason for name, (_, reason, _) in closing(found).items()} == {
        "a": None, "segfault": "crashed", "fork-exit3": "crashed", "loop": "timeout", "z": None,
    }  # fmt: skip


def test_nothing_is_left_open_and_no_process_behind():
    before, others = handles(), children()
    records([plain("a"), plain("segfault"), plain("loop"), plain("b")])
    assert handles() <= before
    assert children() <= others


def test_memory_of_the_parent_does_not_grow_with_the_number_of_sources():
    import tracemalloc

    engine = run((plain(f"{n}") for n in range(4000)), Config(), workers=2)
    for _ in range(1000):
        next(engine)
    tracemalloc.start()
    count = sum(1 for _ in engine)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 3000
    assert peak < 1_500_000


def test_records_are_plain_json():
    (record,) = records([plain("f\udcff")])
    assert json.loads(json.dumps(record)) == record
    assert record["file"] == "f\udcff"


def test_few_wait_behind_what_takes_long():
    """As many as are read in a quarter of a second, whenever it is heard what was read: ten times a second, all at once."""
    worker, rooms, clock = process.Worker(None, None, None, -1, 0.0), [], 10.0
    for each, count in ((0.001, 1000), (0.025, 80), (2.0, 2), (0.001, 1000)):
        for _ in range(count):
            clock += each
            worker.has_scanned(clock // 0.1 * 0.1)
        rooms.append(worker.least)
    assert rooms[0] == rooms[3] == process.QUEUE
    assert 8 <= rooms[1] <= 12
    assert rooms[2] == process.FEW


@pytest.mark.parametrize(("size", "most"), [(400, 2000), (20_000, 53), (60_000, 32), (2 << 20, 32)])
def test_what_is_not_tiny_waits_by_the_mebibyte_and_not_by_the_thousand(size, most):
    worker = process.Worker(None, None, None, -1, 0.0, room=2000)
    while not worker.full:
        worker.given(reorder.Slot(0, plain("a", size=size)), b"")
    assert len(worker.queue) == most
    while worker.queue:
        worker.taken()
    assert worker.waiting == 0


def test_workers_that_do_not_end_are_waited_for_together(monkeypatch):
    """Else a run on eight of them that are stuck in the kernel would end eight seconds after it was told to."""
    waited = []
    honest = process.bury

    def buried(worker, until):
        waited.append(until)
        return honest(worker, until)

    monkeypatch.setattr(process, "bury", buried)
    assert len(records([plain(f"{n}/clean", size=1 << 20) for n in range(30)], workers=3)) == 30
    assert len(waited) > 1
    assert len(set(waited)) == 1
