"""How many small sources are looked at together: more and more while that takes no time, few where it does."""

import engine_stubs as stubs
import pytest
from engine_stubs import plain

from piiscan.config import Config
from piiscan.engines import crew, lots, run
from piiscan.engines.base import LOT
from piiscan.engines.crew import LONG, WAITING
from piiscan.engines.hearing import Hearing


class Clock:
    """Time passes only while a lot is looked at: so many seconds for each source of it."""

    def __init__(self, each):
        self.each, self.now, self.lots = each, 0.0, []

    def glance(self, sources, _config):
        self.now += self.each * len(sources)
        self.lots.append(len(sources))
        return stubs.glance(sources, _config)


def lots_of(monkeypatch, each, items):
    clock = Clock(each)
    monkeypatch.setattr(lots, "monotonic", lambda: clock.now)
    found = list(run(iter(items), Config(), scan=stubs.scan, encode=stubs.encode, workers=0, glance=clock.glance))
    assert [record["file"] for record in found] == [item.path for item in items]
    return clock.lots


def test_lots_grow_where_they_take_no_time(monkeypatch):
    sizes = lots_of(monkeypatch, 0, [plain(f"{n}/clean") for n in range(5000)])
    assert sizes == [64, 128, 256, 512, 1024, 1024, 1024, 968]


@pytest.mark.parametrize("each", [lots.SHORT / LOT, 1.0])
def test_lots_stay_small_where_each_source_takes_long(monkeypatch, each):
    sizes = lots_of(monkeypatch, each, [plain(f"{n}/clean") for n in range(200)])
    assert sizes == [64, 64, 64, 8]


def test_lots_shrink_again(monkeypatch):
    clock = Clock(0)
    pace = lots.Pace()
    monkeypatch.setattr(lots, "monotonic", lambda: clock.now)
    for each, most in ((0, 128), (0, 256), (1, 128), (1, 64), (1, 64), (0, 128)):
        with pace.of([plain("a")] * pace.most):
            clock.now += each
        assert pace.most == most


def test_a_lot_that_is_not_full_says_nothing_of_full_ones():
    pace = lots.Pace()
    with pace.of([plain("a")] * 3):
        pass
    assert pace.most == LOT


def test_a_lot_holds_so_many_bytes(monkeypatch):
    monkeypatch.setattr(lots, "TOGETHER", 1000)
    sizes = lots_of(monkeypatch, 0, [plain(f"{n}/clean", size=300) for n in range(10)])
    assert sizes == [4, 4, 2]


def test_how_far_it_is_is_told_between_the_sources_of_a_lot(monkeypatch):
    """They may be documents, each of which takes longer than a glance at a thousand of them."""
    monkeypatch.setattr("piiscan.engines.inline.TICK", 0)
    told = []
    items = [plain(f"{n}/x") for n in range(LOT)]
    records = run(
        iter(items), Config(), scan=stubs.scan, encode=stubs.encode, workers=0, glance=stubs.glance,
        on_tick=lambda progress: told.append(progress.finished),
    )  # fmt: skip
    assert len(list(records)) == LOT
    assert told == [*range(1, LOT + 1), LOT]


def test_objects_elsewhere_stay_few_together(monkeypatch):
    """A glance leaves all of them to the scan, at once: that says nothing of how long these take."""
    sizes = lots_of(monkeypatch, 0, [plain(f"{n}/x", opens=f"s3://bucket/{n}") for n in range(200)])
    assert sizes == [64, 64, 64, 8]


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_has_more_to_look_at_once_that_takes_no_time(monkeypatch, workers):
    said = []
    honest = Hearing._hear_many

    def heard(self, worker, tag, text):
        honest(self, worker, tag, text)
        if tag == b"G":
            said.append((worker.glancing, worker.most, len(worker.queue), worker.told))

    monkeypatch.setattr(Hearing, "_hear_many", heard)
    items = [plain(f"{n}/clean") for n in range(6000)]
    found = list(run(iter(items), Config(), scan=stubs.scan, encode=stubs.encode, workers=workers, glance=stubs.glance))
    assert [record["file"] for record in found] == [item.path for item in items]
    for count, most, queue, told in said:
        assert count <= most <= lots.MANY
        assert count <= queue
        assert told < WAITING + LONG


def test_what_waits_for_a_worker_fits_the_socket_however_long_the_paths_are():
    """Else a worker that cannot say what it has, and who cannot tell it of more, wait for each other."""
    items = [plain(f"{n}/{'d' * 500}/clean") for n in range(3000)]
    found = list(run(iter(items), Config(), scan=stubs.scan, encode=stubs.encode, workers=1, glance=stubs.glance))
    assert [record["file"] for record in found] == [item.path for item in items]


@pytest.mark.parametrize("glance", [None, stubs.glance], ids=["each", "together"])
@pytest.mark.parametrize("size", [100, 10 << 20], ids=["small", "large"])
def test_who_has_nothing_more_to_do_is_heard_at_once(monkeypatch, glance, size):
    """With nothing else to wake it up, whoever gives the sources out one by one would wait for ever."""
    monkeypatch.setattr(crew, "LONG", 0)
    monkeypatch.setattr(crew, "LULL", 1e6)
    monkeypatch.setattr(crew, "TICK", 1e6)
    items = [plain(f"{n}/clean", size=size) for n in range(20)]
    found = list(run(iter(items), Config(), scan=stubs.scan, encode=stubs.encode, workers=1, glance=glance))
    assert [record["file"] for record in found] == [item.path for item in items]
