"""What every engine promises, run on each of them."""

import json
import random
from itertools import groupby, pairwise

import engine_stubs as stubs
import pytest
from dask_help import DASK, run
from engine_stubs import plain
from msgspec.structs import replace

from piiscan.config import Config
from piiscan.engines import ENGINES, EngineError, Interrupted, Progress, default_workers
from piiscan.engines.frames import FRAME_CAP
from piiscan.engines.reorder import Reorder
from piiscan.model import Known, Outcome, Reason, Status

pytestmark = pytest.mark.long

ONE_EACH = pytest.mark.parametrize("workers", [0, 2, DASK], ids=["inline", "pool", "dask"])


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr("piiscan.engines.spread_lot.FILES", 25)


def records(items, workers, config=Config(), **options):  # noqa: B008 - a frozen value
    return list(run(iter(items), config, scan=stubs.scan, encode=stubs.encode, workers=workers, **options))


def collect(engine, found):
    for record in engine:
        found.append(record)


def closing(found):
    return {
        r["file"]: (r["status"], r["reason"], r["detail"])
        for r in found
        if r["type"] == "outcome" and not r["container"]
    }


def excluded(path):
    return Outcome(plain(path), (), Status.NOT_SCANNED, Reason.EXCLUDED, "--exclude x")


@ONE_EACH
def test_nothing_to_do(workers):
    assert records([], workers) == []


@ONE_EACH
def test_one_source(workers):
    (record,) = records([plain("f", size=7)], workers)
    assert record == {
        "type": "outcome", "root": "r", "file": "f", "container": [], "status": "scanned", "reason": None,
        "detail": "", "bytes": 7,
    }  # fmt: skip


@ONE_EACH
def test_a_record_is_made_of_its_line_by_whoever_asks_for_that(workers):
    items = [plain(f"{n}-find-member") for n in range(3)]
    items.insert(1, Known(plain("k"), (b'{"type":"finding","file":"k"}',)))
    found = records(items, workers, read=lambda line: {"line": line})
    assert [json.loads(record["line"]) for record in found] == records(items, workers)


@pytest.mark.parametrize("workers", [0, 2])
def test_what_is_said_of_a_file_with_nothing_in_it_may_be_made_otherwise(workers):
    items = [plain(f"{n}-clean") for n in range(9)]
    found = records(items, workers, glance=stubs.glance, nothing=lambda *known: {"known": known})
    assert [record["known"] for record in found] == [(item, "text/plain") for item in items]


@ONE_EACH
def test_findings_and_members_come_before_the_outcome(workers):
    found = records([plain("member-find")], workers)
    assert [(r["type"], r.get("container")) for r in found] == [
        ("outcome", ["inner.txt"]),
        ("finding", None),
        ("outcome", []),
    ]


@ONE_EACH
def test_outcomes_of_the_walker_keep_their_place(workers):
    items = [excluded("a"), plain("b-find"), excluded("c"), excluded("d"), plain("e"), excluded("f")]
    assert [r["file"] for r in records(items, workers)] == ["a", "b-find", "b-find", "c", "d", "e", "f"]


def test_all_engines_give_the_same_bytes():
    """150 sources of every harmless and every raising kind, in random order and of random sizes."""
    kinds = [
        "",
        "find",
        "find-find",
        "member",
        "nap",
        "raise",
        "find-raise",
        "panic",
        "silent",
        "twice",
    ]
    kinds += ["early", "unencodable", "find-unencodable", "sysexit", "recurse", "member-memory"]
    chance = random.Random(17)
    weights = [20 if kind in {"", "find"} else 1 for kind in kinds]
    items = [
        replace(plain(f"{n}/\udcff-{kind}", size=chance.choice([0, 10, 70_000, 10**9])), root="r\udce9")
        if chance.random() < 0.9
        else excluded(f"{n}")
        for n, kind in enumerate(chance.choices(kinds, weights, k=150))
    ]
    counts = (0, 1, 3, DASK)
    streams = [[json.dumps(record) for record in records(items, workers)] for workers in counts]
    assert all(stream == streams[0] for stream in streams)
    order = [name for name, _ in groupby(json.loads(line)["file"] for line in streams[0])]
    assert order == [(i.source if isinstance(i, Outcome) else i).path for i in items]
    assert len(closing(json.loads(line) for line in streams[0])) == len(items)


RAISING = {
    "raise": ("not_scanned", "bug", "ValueError"),
    "chain": ("not_scanned", "bug", "RuntimeError"),
    "find-raise": ("partial", "bug", "ValueError"),
    "panic": ("not_scanned", "bug", "PanicError"),
    "sysexit": ("not_scanned", "bug", "SystemExit"),
    "recurse": ("not_scanned", "bug", "RecursionError"),
    "find-memory": ("partial", "limit", "out of memory (limit: memory of a worker)"),
    "unencodable": ("not_scanned", "bug", "TypeError"),
    "giant": ("not_scanned", "limit", f"a record of more than {FRAME_CAP} bytes (limit: record)"),
    "silent": ("not_scanned", "bug", "the scan ended without an outcome"),
    "early": ("not_scanned", "bug", "ValueError"),
    "twice": ("scanned", None, ""),
}


@ONE_EACH
def test_whatever_a_scan_raises_is_its_own_outcome_and_nobody_elses(workers, capfd):
    items = [plain("first"), *(plain(name) for name in RAISING), plain("last")]
    found = records(items, workers)
    assert closing(found) == {"first": ("scanned", None, ""), **RAISING, "last": ("scanned", None, "")}
    assert sum(r["type"] == "outcome" for r in found) == len(items)
    said = json.dumps(found) + "".join(capfd.readouterr())
    assert stubs.SECRET not in said
    assert stubs.SECRET.replace("-", "") not in said


@ONE_EACH
def test_an_exception_of_the_walker_reaches_the_caller(workers):
    def items():
        yield plain("a")
        raise EngineError("walker")

    with pytest.raises(EngineError, match="walker"):
        records(items(), workers)


@ONE_EACH
def test_progress_ends_with_everything_counted(workers):
    ticks = []
    records([plain("a-find", size=5), excluded("b"), plain("nap", size=3)], workers, on_tick=ticks.append)
    assert ticks[-1] == Progress(given=3, finished=3, size=108, findings=1, running=0, oldest=None)


@ONE_EACH
def test_progress_is_told_several_times_a_second(workers):
    ticks = []
    records([plain(f"{n}-nap") for n in range(60)], workers, on_tick=ticks.append)
    assert len(ticks) >= 3
    assert all(earlier.finished <= later.finished for earlier, later in pairwise(ticks))


@ONE_EACH
def test_a_run_that_is_stopped_says_so_after_what_was_found(workers):
    found = []
    endless = (plain(f"{n}-find-nap") for n in range(10**9))
    engine = run(
        endless,
        Config(),
        scan=stubs.scan,
        encode=stubs.encode,
        workers=workers,
        stop=lambda: len(found) >= 20,
    )
    with pytest.raises(Interrupted) as caught:
        collect(engine, found)
    files = [record["file"] for record in found]
    if workers is DASK:  # of each batch what was read so far
        numbers = [int(file.split("-")[0]) for file in files[::2]]
        assert numbers == sorted(numbers)
        assert files == [f"{n}-find-nap" for n in numbers for _ in range(2)]
    else:
        assert files == [f"{n // 2}-find-nap" for n in range(len(files))]
    assert len(closing(found)) == len(files) // 2
    assert caught.value.unfinished >= 1


@ONE_EACH
def test_a_run_stopped_when_all_is_done_is_complete(workers):
    assert len(records([], workers, stop=lambda: True)) == 0


@ONE_EACH
def test_giving_up_the_iteration_ends_the_run(workers):
    engine = run((plain(f"{n}") for n in range(10**9)), Config(), scan=stubs.scan, encode=stubs.encode, workers=workers)
    assert next(engine)["file"] == "0"
    engine.close()
    assert list(engine) == []


def test_the_number_of_workers_is_that_of_the_processors_by_default():
    assert default_workers() >= 1
    assert len(records([plain("a"), plain("b")], None)) == 2
    assert list(ENGINES) == ["inline", "pool", "dask"]


class Notebook:
    """A book that keeps what it is told."""

    wary = False

    def __init__(self):
        self.told = []

    def alone(self, _source):
        return False

    def began(self, source):
        self.told.append(("began", source.path))

    def done(self, source, frames):
        self.told.append(("done", source.path, frames and [json.loads(frame)["type"] for frame in frames]))

    def flush(self):
        pass


@ONE_EACH
def test_what_is_known_is_told_in_its_turn_and_read_by_nobody(workers):
    known = Known(plain("b-kill"), (b'{"type":"finding","file":"b"}', b'{"type":"outcome","file":"b","container":[]}'))
    book = Notebook()
    found = records([plain("a-find"), known, plain("c"), excluded("d")], workers, book=book)
    assert [(r["type"], r["file"][0]) for r in found] == [
        ("finding", "a"), ("outcome", "a"), ("finding", "b"), ("outcome", "b"), ("outcome", "c"), ("outcome", "d"),
    ]  # fmt: skip
    assert sorted(book.told) == [
        ("began", "a-find"), ("began", "c"), ("done", "a-find", ["finding", "outcome"]), ("done", "c", ["outcome"]),
    ]  # fmt: skip


def test_the_book_hears_of_a_crash_and_what_came_before_it():
    book = Notebook()
    records([plain("c-find-killed")], 1, book=book)
    assert book.told == [("began", "c-find-killed"), ("done", "c-find-killed", ["finding", "outcome"])]


def test_the_book_hears_at_once_what_has_to_wait_for_its_turn():
    book = Notebook()
    order = Reorder(book)
    first, second = order.add(plain("a")), order.add(plain("b"))
    order.begin(first)
    order.begin(second)
    order.put(second, b'{"type":"outcome"}')
    order.close(second)
    assert list(order.ready()) == []
    assert book.told[-1] == ("done", "b", ["outcome"])


@ONE_EACH
def test_more_records_than_can_be_kept_are_not_told_to_the_book(workers, monkeypatch):
    monkeypatch.setattr("piiscan.engines.base.KEPT", 1000)
    book = Notebook()
    assert len(records([plain("many")], workers, book=book)) == 2001
    assert book.told == [("began", "many"), ("done", "many", None)]


@ONE_EACH
def test_a_walk_of_known_files_keeps_nobody_waiting(workers, monkeypatch):
    monkeypatch.setattr("piiscan.engines.crew.sleep", lambda _: pytest.fail("waits for nothing"))
    line = b'{"type":"outcome","file":"b","container":[]}'
    assert len(records((Known(plain(str(n)), (line,)) for n in range(5000)), workers)) == 5000


@ONE_EACH
def test_what_a_glance_says_is_what_a_scan_would(workers):
    """In whatever company: the records, their order, and what the book hears are the same with and without."""
    chance = random.Random(5)
    kinds = chance.choices(["clean", "find", "raise", "clean-stumble", "member"], [60, 4, 1, 1, 2], k=150)
    items = [
        replace(plain(f"{n}/\udcff-{kind}", size=chance.choice([0, 10, 10, 70_000])), root="r\udce9")
        if chance.random() < 0.97
        else excluded(f"{n}")
        for n, kind in enumerate(kinds)
    ]
    told, same = Notebook(), Notebook()
    assert records(items, workers, book=told, glance=stubs.glance) == records(items, 0, book=same)
    assert {*map(str, told.told)} == {*map(str, same.told)}


def test_a_stop_comes_between_the_sources_of_a_glance():
    found = []
    engine = run(
        iter([plain(f"{n}/clean") for n in range(30)]), Config(), scan=stubs.scan, encode=stubs.encode, workers=0,
        glance=stubs.glance, stop=lambda: len(found) == 7,
    )  # fmt: skip
    with pytest.raises(Interrupted) as stopped:
        collect(engine, found)
    assert (len(found), stopped.value.unfinished) == (7, 23)
