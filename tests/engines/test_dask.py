"""Dask's workers as processes of their own, which die; and poison, which is named by the pool in each task."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import deque
from math import inf
from pathlib import Path

import dask_help
import engine_stubs as stubs
import pytest
from engine_stubs import plain
from msgspec.structs import replace
from pool_help import QUICK, closing

from piiscan.cli import cli
from piiscan.config import Config, Limits
from piiscan.engines import EngineError, inline, spread, spread_lot, spread_task
from piiscan.engines.again import Way
from piiscan.engines.base import Hooks
from piiscan.engines.spread_task import Batch, Done
from piiscan.engines.worker import Setup
from piiscan.model import Source
from piiscan.scan import scan_one
from piiscan.stream import to_record

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from cluster import Cluster

pytestmark = pytest.mark.long

PATIENT = Config(limits=Limits(deadline=1))  # innocent files of a busy machine come to their end
HERE = Path(__file__).parent


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(spread_lot, "FILES", 40)


@pytest.fixture
def cluster(tmp_path_factory):
    made = []

    def start(workers, **environment):
        made.append(Cluster(tmp_path_factory.mktemp("dask"), [HERE], **environment))
        for _ in range(workers):
            made[0].work()
        return made[0]

    yield start
    for one in made:
        one.end()


def files(folder, names):
    found = []
    for number, name in enumerate(names):
        path = folder / name
        path.write_text(f"name,ssn,state\nAnn Lee,010-94-{number % 9999 + 1:04},MA\n")
        status = path.stat()
        stamp = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        found.append(Source(str(folder), name, str(path), status.st_size, stamp))
    return found


def scanned(items, address, parts, scan):
    from piiscan.engines.spread_cluster import spread as connect

    with connect(address, 0, str(parts)) as made:
        yield from dask_help.engines.run(iter(items), Config(key=b"k" * 32), scan=scan, encode=to_record, spread=made)


POISON = ["segfault", "abort", "find-segfault", "exit3", "loop", "find-sleep", "eight", "allocate", "close", "killed"]


@pytest.mark.usefixtures("few")
def test_the_poison_is_named_and_nothing_else_is_lost():
    """Crashes, hangs and memory: twenty among three hundred."""
    items = [plain(f"{n}/find") for n in range(300)]
    for number, name in enumerate(POISON * 2):
        items.insert(7 + 15 * number, plain(f"{number}/{name}"))
    found = list(
        dask_help.on_dask(items, PATIENT, dask_help.client(), scan=stubs.scan, encode=stubs.encode, memory=1 << 30)
    )
    ends = closing(found)
    assert [*ends] == [item.path for item in items]
    why = {path: reason for path, (_, reason, _) in ends.items() if reason is not None}
    assert sorted(why) == sorted(f"{number}/{name}" for number, name in enumerate(POISON * 2))
    assert set(why.values()) == {"crashed", "timeout", "limit"}
    assert sum(record["type"] == "finding" for record in found) == 300 + 4


def test_a_killed_worker_costs_nothing_and_only_what_was_alone_with_lost_ones_is_named(cluster, tmp_path, monkeypatch):
    """One file kills its worker once, another each time; Dask blames what waited for the worker, too."""
    import dask_killer

    monkeypatch.setattr(spread_lot, "FILES", 4)
    share, parts = tmp_path / "share", tmp_path / "parts"
    share.mkdir(), parts.mkdir()
    items = files(share, [*(f"{n:03}.csv" for n in range(9)), "once.csv", "x.csv", "killer.csv", "y.csv"])
    running = cluster(2, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    found = list(scanned(items, running.address, parts, dask_killer.scan))
    (lost,) = [record for record in found if record["file"] == "killer.csv"]
    assert (lost["status"], lost["reason"], lost["detail"]) == ("not_scanned", "crashed", spread.LOST)
    others = [item for item in items if item.path != "killer.csv"]
    whole = inline.run(iter(others), Config(key=b"k" * 32), Way(dask_killer.scan, to_record), Hooks())
    assert [record for record in found if record is not lost] == list(whole)
    assert list(parts.iterdir()) == []


def once(monkeypatch, done):
    """Before the engine takes note of the first batch that is finished, something is done: to its task, to its worker."""
    note, begun = spread._Engine.note, []

    def noted(engine, lot, future):
        if future.status == "finished" and not begun:
            begun.append(done(engine, future))
            until = time.monotonic() + 60
            while future.status == "finished" and time.monotonic() < until:
                time.sleep(0.01)
            begun.append(future.status)
        note(engine, lot, future)

    monkeypatch.setattr(spread._Engine, "note", noted)
    return begun


def test_a_batch_that_was_read_and_then_lost_with_its_worker_is_read_again(cluster, tmp_path, monkeypatch):
    """What a task said is kept by its worker until somebody asks for it."""
    share, parts = tmp_path / "share", tmp_path / "parts"
    share.mkdir(), parts.mkdir()
    items = files(share, ["a.csv", "b.csv", "c.csv"])
    running = cluster(1)
    begun = once(monkeypatch, lambda *_: (running.kill(running.workers.pop()), running.work()))
    found = list(scanned(items, running.address, parts, scan_one))
    assert begun[1] in {"lost", "pending"}
    assert found == list(inline.run(iter(items), Config(key=b"k" * 32), Way(scan_one, to_record), Hooks()))
    assert list(parts.iterdir()) == []


def test_a_batch_that_dask_lets_go_is_read_again(tmp_path, monkeypatch):
    """A scheduler that forgets a task, as it may where workers die or are started anew, is still there."""
    items = files(tmp_path, ["a.csv", "b.csv", "c.csv"])
    begun = once(monkeypatch, lambda _, future: future.cancel())
    ways = {"scan": scan_one, "encode": to_record}
    found = list(dask_help.on_dask(items, Config(key=b"k" * 32), dask_help.client(), **ways))
    assert begun[1] == "cancelled"
    assert found == list(inline.run(iter(items), Config(key=b"k" * 32), Way(scan_one, to_record), Hooks()))


def test_a_file_whose_task_is_let_go_each_time_is_named(tmp_path, monkeypatch):
    """The run comes to its end all the same."""
    items, note = files(tmp_path, ["a.csv", "b.csv"]), spread._Engine.note

    def noted(engine, lot, future):
        if any(source.path == "b.csv" for source in lot.sources):
            future.cancel()
            while future.status == "finished":
                time.sleep(0.01)
        note(engine, lot, future)

    monkeypatch.setattr(spread._Engine, "note", noted)
    ways = {"scan": scan_one, "encode": to_record}
    found = list(dask_help.on_dask(items, Config(key=b"k" * 32), dask_help.client(), **ways))
    assert [record["detail"] for record in found if record["file"] == "b.csv"] == [spread.LOST]
    assert [record["status"] for record in found if record["file"] == "a.csv" and "status" in record] == ["scanned"]


@pytest.fixture
def piiscan(tmp_path, monkeypatch, capfd):
    """Run the command line here: its exit code, its report and what it said."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o600)

    def run(share, *options):
        report = tmp_path / "report"
        report.unlink(missing_ok=True)
        arguments = ["scan", share, "--key-file", key, "-q", "-f", "jsonl", "-o", report, *options]
        with pytest.raises(SystemExit) as caught:
            cli.main([str(argument) for argument in arguments])
        return caught.value.code, report.read_bytes() if report.exists() else b"", capfd.readouterr().err

    return run


def kept(ledger):
    """How many files a ledger knows."""
    if not ledger.exists():
        return 0
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as book:
        try:
            return book.execute("SELECT count(*) FROM files").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_a_scheduler_that_dies_is_told_and_the_next_run_goes_on(cluster, tmp_path, monkeypatch, piiscan):
    """What was read before is not read again, and the report is that of a run nobody disturbed."""
    monkeypatch.setattr(spread_lot, "FILES", 80)
    share, parts, ledger = tmp_path / "share", tmp_path / "parts", tmp_path / "ledger"
    share.mkdir(), parts.mkdir()
    files(share, [f"{n:03}.csv" for n in range(400)])
    running = cluster(1)
    spread_lot_tell = spread_lot.tell

    def tell(lot, folder, book):
        """The first batch is the last."""
        spread_lot_tell(lot, folder, book)
        os.killpg(running.scheduler.pid, signal.SIGKILL)

    monkeypatch.setattr(spread, "tell", tell)
    options = ["--engine", "dask", "--parts", parts, "--ledger", ledger]
    code, report, said = piiscan(share, *options, "--scheduler", running.address)
    assert (code, report) == (2, b"")
    assert said == "piiscan: error: the connection to the Dask scheduler was lost; with --ledger the next run goes on\n"
    before = kept(ledger)
    assert 0 < before < 400
    monkeypatch.setattr(spread, "tell", spread_lot_tell)
    read, submit = [], spread._Engine.submit

    def watched(engine, lot):
        read.extend(lot.sources)
        submit(engine, lot)

    monkeypatch.setattr(spread._Engine, "submit", watched)
    again = piiscan(share, *options)
    assert len(read) == 400 - before
    assert again == piiscan(share) == (1, again[1], "")
    assert kept(ledger) == 400
    assert list(parts.iterdir()) == []


def test_a_stopped_run_gives_what_was_read(tmp_path, monkeypatch, piiscan):
    """Ctrl-C: a report of its own, complete in itself."""
    monkeypatch.setattr(spread_lot, "FILES", 20)
    share = tmp_path / "share"
    share.mkdir()
    files(share, [f"{n:03}.csv" for n in range(400)])
    finish, stopped = spread._Engine.finish, []

    def finished(engine, lot, done):
        finish(engine, lot, done)
        if not stopped:  # twice would end it at once
            stopped.append(os.kill(os.getpid(), signal.SIGINT))

    monkeypatch.setattr(spread._Engine, "finish", finished)
    code, report, _ = piiscan(share, "--engine", "dask", "-j", "2")
    records = [json.loads(line) for line in report.splitlines()]
    outcomes = [record["file"] for record in records if record["type"] == "outcome"]
    assert (code, records[-1]["type"], records[-1]["complete"]) == (130, "summary", False)
    assert 20 <= len(outcomes) < 400
    assert outcomes == sorted(set(outcomes))
    assert sum(record["type"] == "finding" for record in records) == len(outcomes)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--scheduler", "tcp://127.0.0.1:1"], "use --engine dask"),
        (["--engine", "dask", "-j", "0"], "--workers 0"),
        (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"], "needs --parts"),
        (["--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "-j", "2"], "are there already"),
        (["--engine", "dask", "--reveal"], "--reveal"),
        (["--engine", "dask", "-"], "standard input"),
        (["--engine", "dask", "--parts", "/nowhere/at/all"], "No such file"),
        (["--engine", "dask", "--parts", "/proc"], "--parts /proc: No such file"),  # there, but not to be written to
    ],
)
def test_what_does_not_go_together_is_told(tmp_path, piiscan, options, words):
    code, report, said = piiscan(tmp_path, *options)
    assert (code, report) == (2, b"")
    assert words in said


def test_a_scheduler_that_is_not_there_is_told(tmp_path, piiscan, monkeypatch):
    from piiscan.engines import spread_cluster

    monkeypatch.setattr(spread_cluster, "ANSWER", 0.5)
    parts = tmp_path / "parts"
    parts.mkdir()
    code, _, said = piiscan(tmp_path, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "--parts", parts)
    assert (code, "no scheduler answers at tcp://127.0.0.1:1" in said) == (2, True)


def test_without_dask_it_is_told_what_to_install(tmp_path, piiscan, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _, said = piiscan(tmp_path, "--engine", "dask")
    assert (code, "pip install 'piiscan-cmr17[dask]'" in said) == (2, True)


def listening():
    """The sockets of this process that wait for connections."""
    own = set()
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # open for a moment only
            own.add(str(link.readlink()))
    tables = (Path("/proc/net", name).read_text().splitlines()[1:] for name in ("tcp", "tcp6"))
    lines = [line.split() for table in tables for line in table]
    return {name for line in lines if line[3] == "0A" and (name := f"socket:[{line[9]}]") in own}


def test_no_port_is_opened_and_the_folder_of_the_parts_is_not_read(tmp_path, piiscan, monkeypatch):
    """Nobody on this machine can reach the workers: not even their pages about themselves are served."""
    files(tmp_path, ["a.csv"])
    before, ports = listening(), []
    submit = spread._Engine.submit

    def look(engine, lot):
        ports.extend(listening() - before)
        submit(engine, lot)

    monkeypatch.setattr(spread._Engine, "submit", look)
    code, report, _ = piiscan(tmp_path, "--engine", "dask", "--parts", tmp_path, "-j", "1")
    records = [json.loads(line) for line in report.splitlines()]
    (own,) = [record for record in records if record.get("file", "").startswith(".piiscan-parts-")]
    assert (code, own["reason"], own["detail"], ports) == (1, "excluded", "written by this run", [])


def test_a_worker_that_cannot_work_ends_the_run_and_blames_no_file(monkeypatch):
    items = [plain("a"), plain("b")]
    options = {"scan": stubs.scan, "encode": stubs.encode}
    monkeypatch.setattr(spread_task, "_read", no_space)
    with pytest.raises(EngineError, match=r"a Dask worker cannot work: OSError$"):
        list(dask_help.on_dask(items, QUICK, dask_help.client(), **options))
    monkeypatch.setattr(spread_task, "_read", elsewhere)
    with pytest.raises(EngineError, match="not to be seen here"):
        list(dask_help.on_dask(items, QUICK, dask_help.client(), **options))


def no_space(_batch):
    raise OSError(28, "010-94-0001")


def elsewhere(_batch):
    return Done("part", 2, 10)


def test_another_version_on_a_worker_is_told(tmp_path):
    (tmp_path / "go").touch()
    setup = Setup("engine_stubs:scan", "engine_stubs:encode", Config(key=b"secret"), 0, 0)
    batch = Batch("0.0", str(tmp_path), (), setup)
    assert "0.0 here" in spread_task.read(batch).error
    assert "secret" not in repr(batch)
    assert str(tmp_path) not in repr(batch)


def test_a_mount_with_other_numbers_is_the_same_file_system_where_a_file_shows_it(tmp_path):
    """Each machine numbers its mounts by itself; what is no longer the same file keeps its number."""
    first, second = files(tmp_path, ["a", "b"])
    elsewhere = [replace(one, stamp=(987654, *one.stamp[1:])) for one in (first, second)]
    assert list(spread_task.numbered_here(elsewhere)) == [first, second]
    other = replace(elsewhere[0], stamp=(987654, 1, 2, 3))
    assert list(spread_task.numbered_here([other, elsewhere[1]])) == [other, second]
    assert list(spread_task.numbered_here([first])) == [first]


def test_what_dask_is_made_of_is_not_looked_through_for_garbage():
    """That took a third of its start and end."""
    code = (
        "import gc\nfrom piiscan.engines.spread_cluster import spread\n"
        "with spread(None, 1, None): print(gc.get_freeze_count() > len(gc.get_objects()), gc.isenabled())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True\n"


def test_a_scheduler_behind_tls_is_reached_by_the_settings_of_dask(tmp_path, piiscan, monkeypatch):
    """Certificates from where Dask looks for them; without one nobody is let in."""
    import dask
    from distributed import LocalCluster, Security

    from piiscan.engines import spread_cluster

    monkeypatch.setattr(spread_cluster, "ANSWER", 2)
    share, parts = tmp_path / "share", tmp_path / "parts"
    share.mkdir(), parts.mkdir()
    files(share, ["a.csv", "b.csv"])
    own = Security.temporary()
    tls = {"ca-file": own.tls_ca_file, "client.cert": own.tls_client_cert, "client.key": own.tls_client_key}
    tls = {f"distributed.comm.tls.{name}": value for name, value in tls.items()}
    ways = {"protocol": "tls://", "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with (
        dask.config.set({"temporary-directory": str(tmp_path)}),
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, security=own, **ways) as running,
    ):
        options = ["--engine", "dask", "--parts", parts, "--scheduler", running.scheduler_address]
        assert running.scheduler_address.startswith("tls://127.0.0.1:")
        code, _, said = piiscan(share, *options)
        assert (code, "no scheduler answers at tls://" in said) == (2, True)
        with dask.config.set({**tls, "distributed.comm.require-encryption": True}):
            assert piiscan(share, *options) == piiscan(share)


def test_the_last_batches_are_read_in_pieces_so_that_no_worker_waits_for_another(monkeypatch):
    """Each file is said to have taken a second: what is left when the walk is over is divided."""
    monkeypatch.setattr(spread_lot, "FIRST", 16)
    monkeypatch.setattr(spread_lot, "FILES", 16)
    monkeypatch.setattr(spread_lot, "GIVEN", inf)
    monkeypatch.setattr(spread_lot.Pace, "each", 1.0)
    given, submit = [], spread._Engine.submit

    def watched(engine, lot):
        given.append((engine.items is None, [source.path for source in lot.sources]))
        submit(engine, lot)

    monkeypatch.setattr(spread._Engine, "submit", watched)
    items = [plain(f"{n}/find-nap") for n in range(200)]
    found = list(dask_help.on_dask(items, PATIENT, dask_help.client(), scan=stubs.scan, encode=stubs.encode, memory=0))
    assert [*closing(found)] == [item.path for item in items] == [path for _, paths in given for path in paths]
    assert {len(paths) for last, paths in given if not last} == {16}
    pieces = [len(paths) for last, paths in given if last]
    assert len(pieces) > 4
    assert pieces[-1] <= 2


def test_the_last_batches_are_divided_by_what_they_take():
    pace, lots = spread_lot.Pace(), deque(spread_lot.Lot(sources=[plain(f"{n}") for n in range(100)]) for _ in range(4))
    assert not pace.too_long(lots, 2)  # nothing is known yet
    assert pace.ahead(lots[0], last=False) == 1
    part = spread_lot.Lot(part=(object(), 1))
    assert pace.ahead(part, last=True) == 2
    pace.took(lots[0], 0.4)
    assert [pace.ahead(lots[0], last=last) for last in (False, True)] == [4, 2]
    assert not pace.too_long(lots, 2)  # soon done
    pace.took(lots[0], 99.6)
    assert pace.ahead(lots[0], last=False) == 2
    assert not pace.too_long(lots, 2)  # a fourth of what is left
    lots.pop()
    assert pace.too_long(lots, 2)
    assert not pace.too_long(deque([spread_lot.Lot(sources=[plain("a")])]), 2)
    assert spread_lot.Lot.after(10**6, 0, 2, 0.02).most == 200
    assert spread_lot.Lot.after(10**6, 0, 2, 9.0).most == 100


def test_a_small_share_is_divided_by_what_its_first_batches_took(monkeypatch):
    """Nothing waits behind them; what is left then is read in pieces."""
    monkeypatch.setattr(spread_lot, "FIRST", 16)
    monkeypatch.setattr(spread_lot.Pace, "each", property(lambda pace: float(pace.known > 0)))  # a second for a file
    given, submit, note = [], spread._Engine.submit, spread._Engine.note
    monkeypatch.setattr(
        spread._Engine, "submit", lambda engine, lot: (given.append(len(lot.sources)), submit(engine, lot))
    )
    monkeypatch.setattr(spread._Engine, "note", lambda *said: (given.append(0), note(*said)))
    items = [plain(f"{n}/find") for n in range(64)]
    found = list(dask_help.on_dask(items, PATIENT, dask_help.client(), scan=stubs.scan, encode=stubs.encode, memory=0))
    assert [*closing(found)] == [item.path for item in items]
    first = given.index(0)
    assert given[:first] == [16, 16]
    assert max(given[first:]) <= 8


def test_a_worker_with_nothing_to_do_gets_what_another_has_not_begun(monkeypatch):
    """All are in one batch, and the one who has it is asked for the rest as long as the other has nothing."""
    monkeypatch.setattr(spread_lot, "GIVEN", 0)
    monkeypatch.setattr(spread_task, "LOOK", 0)
    given, submit = [], spread._Engine.submit
    monkeypatch.setattr(
        spread._Engine, "submit", lambda engine, lot: (given.append(len(lot.sources)), submit(engine, lot))
    )
    items = [plain(f"{n}/find-nap") for n in range(100)]
    found = list(dask_help.on_dask(items, PATIENT, dask_help.client(), scan=stubs.scan, encode=stubs.encode, memory=0))
    assert [*closing(found)] == [item.path for item in items]
    assert sum(record["type"] == "finding" for record in found) == 100
    assert given[0] == 100
    assert len(given) > 2


def test_a_task_gives_back_what_it_has_not_begun_where_it_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(spread_task, "LOOK", 0)
    share, parts = tmp_path / "share", tmp_path / "parts"
    share.mkdir(), parts.mkdir()
    fields = tuple((s.root, s.path, s.opens, s.size, s.stamp) for s in files(share, [f"{n}.csv" for n in range(99)]))
    setup = spread.setup_of(PATIENT, Way(stubs.scan, stubs.encode), 0)
    (parts / "go").write_text("one two ")
    kept, asked, all_of_it = [
        spread_task.read(Batch(spread.piiscan.__version__, str(parts), fields[:most], setup, None, token))
        for token, most in (("thr", 99), ("two", 99), ("one", 1))
    ]
    spread_task.kept_of(str(parts)).end()
    assert (kept.whole, kept.error, asked.error, all_of_it.whole) == (99, "", "", 1)
    assert 0 < asked.whole < 99
    written = [line for line in (parts / asked.part).read_bytes().splitlines() if line.startswith(spread_task.CLOSES)]
    assert len(written) == asked.whole


def test_only_batches_under_way_are_asked_and_each_once():
    lots = [spread_lot.Lot(sources=[plain("a")] * most, future=future) for most, future in ((2, 1), (1, 1), (2, None))]
    lots += [spread_lot.Lot(sources=[plain("b")] * 2, future=1, given=inf), spread_lot.Lot(sources=lots[0].sources)]
    lots += [spread_lot.Lot(sources=lots[0].sources, future=1) for _ in range(2)]
    assert [*spread_lot.to_share(lots, -1), *spread_lot.to_share(lots, 0)] == []
    assert [*spread_lot.to_share(lots, 2)] == [lots[0], lots[5]]
    assert [*spread_lot.to_share(lots, 2)] == [lots[6]]


def test_batches_grow_with_what_has_come_so_that_a_small_share_keeps_all_workers_busy():
    grown = [spread_lot.Lot.after(given, given << 16, 2) for given in (0, 16_000, 32_000, 10**6)]
    assert [(lot.most, lot.room >> 20) for lot in grown] == [(100, 64), (1000, 64), (2000, 125), (2000, 512)]
