"""A large source is read no faster than a rate, evenly: by a clock of the test, on which nothing else takes time."""

import os
import sqlite3

import pytest

from piiscan.config import Config
from piiscan.engines import MaxRate, Rate, run
from piiscan.model import Source
from piiscan.scan import scan_one
from piiscan.sources import found, local, open_source, slowly, walk
from piiscan.sources.local import SlowFile, SourceFile
from piiscan.sources.remote import held, places
from piiscan.sources.remote.line import Line
from piiscan.sources.remote.places import Entry, Got
from piiscan.sources.slowly import SLOWLY, Slowly
from piiscan.stream import to_record

RATE = 100_000  # bytes a second
DATA = os.urandom(1 << 20)


@pytest.fixture
def waits(monkeypatch):
    """How long was waited, each time; time goes on by nothing else."""
    waited = []
    monkeypatch.setattr(SLOWLY, "clock", lambda: sum(waited))
    monkeypatch.setattr(SLOWLY, "sleep", waited.append)
    monkeypatch.setattr(SLOWLY, "most", RATE)
    monkeypatch.setattr(SLOWLY, "_free", 0.0)
    return waited


def file(folder, data):
    (folder / "a").write_bytes(data)
    (source,) = walk.walk([str(folder)])
    return source


def test_a_wait_is_as_long_as_what_was_read_should_have_taken_and_never_long():
    now, waited = [7.0], []

    def pass_(seconds):
        waited.append(seconds)
        now[0] += seconds

    slow = Slowly(1000, lambda: now[0], pass_)
    for _ in range(10):
        slow.passed(500)
    assert sum(waited) == pytest.approx(5)
    assert max(waited) <= slowly.LONGEST
    now[0] += 3600  # what was not used is not made up for
    slow.passed(1000)
    assert sum(waited) == pytest.approx(6)
    assert [slow.holds(size) for size in (0, 1000, 1001)] == [False, False, True]
    assert not Slowly().holds(1 << 60)


@pytest.mark.parametrize("most", [-1, 1 << 20, 4096, 1 << 16])
def test_a_large_file_is_read_evenly_and_is_what_it_is(tmp_path, waits, most):
    with open_source(file(tmp_path, DATA)) as stream:
        assert isinstance(stream, SlowFile)
        read = b"".join(iter(lambda: stream.read(most), b""))
    assert read == DATA
    assert sum(waits) == pytest.approx(len(DATA) / RATE)
    assert max(waits) <= slowly.LONGEST
    assert len(waits) >= len(DATA) // (RATE / slowly.AT_ONCE)


def test_a_buffer_is_filled_as_by_any_file_and_a_place_can_be_gone_to(tmp_path, waits):
    with open_source(file(tmp_path, DATA)) as stream:
        buffer = bytearray(300_000)
        assert stream.readinto(buffer) == 300_000
        assert buffer == DATA[:300_000]
        stream.seek(-1000, os.SEEK_END)
        assert stream.readinto(buffer) == 1000
        assert stream.read(10) == b""
    assert sum(waits) == pytest.approx(301_000 / RATE)


def test_a_file_of_less_than_a_second_is_not_held_up_nor_is_any_without_a_rate(tmp_path, waits):
    with open_source(file(tmp_path, DATA[:RATE])) as stream:
        assert type(stream) is SourceFile
        stream.read()
    slowly.use_rate(0)
    with open_source(file(tmp_path, DATA)) as stream:
        assert type(stream) is SourceFile
    assert waits == []
    assert local.SLOWLY is SLOWLY


class Bucket:
    """One object."""

    flat = True

    def __init__(self):
        self.line, self.asked = Line(), []

    def look(self, path):
        return Entry(path, len(DATA), tag="a") if path == "a" else None

    def entries(self, folder):
        del folder
        yield self.look("a")

    def fetch(self, path, start, end):
        del path
        self.asked.append(end - start)
        return Got(DATA[start:end], "a")


@pytest.mark.parametrize("leaps", [False, True])
def test_an_object_is_fetched_a_second_at_a_time(waits, monkeypatch, leaps):
    place = Bucket()
    monkeypatch.setitem(places.CONNECTED, ("s3", "h"), place)
    entry = place.look("a")
    source = Source("s3://h", "a", "s3://h/a", entry.size, places.stamp_of(entry))
    stream = held.open_file(source)
    if leaps:  # all of it goes to a temporary file
        for at in range(len(DATA) - 1, 0, -150_000):
            stream.seek(at)
            assert stream.read(1) == DATA[at : at + 1]
        stream.seek(0)
    assert stream.read() == DATA
    assert sum(waits) == pytest.approx(sum(place.asked) / RATE, rel=0.2)
    assert max(place.asked) <= RATE
    assert max(waits) <= slowly.LONGEST


def run_at_rate(items):
    rate = Rate(MaxRate(bytes=RATE))
    (outcome,) = run(items, Config(), scan=scan_one, encode=to_record, workers=0, rate=rate)
    assert outcome["status"] == "scanned"
    assert SLOWLY.most == 0


def test_rows_of_a_database_are_counted_by_what_they_are(tmp_path, waits):
    pytest.importorskip("sqlalchemy", reason="needs the extra db")
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT)")
        database.executemany("INSERT INTO words (word) VALUES (?)", [("x" * 1000,)] * 500)
    database.close()
    with found([f"sqlite:///{tmp_path}/a.db"]) as items:
        run_at_rate(items)
    assert 5 <= sum(waits) < 6


def test_the_engine_without_processes_reads_so_too(tmp_path, waits):
    text = b"the usual words of a letter that says nothing at all\n" * 10_000
    run_at_rate([file(tmp_path, text)])
    assert sum(waits) >= len(text) / RATE
