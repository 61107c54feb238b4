"""How many small sources are looked at together: more and more while that takes no time, few where it does."""

import engine_stubs as stubs
import pytest
from engine_stubs import plain

from piiscan.config import Config
from piiscan.engines import lots, run
from piiscan.engines.base import LOT


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
        with pace.of(pace.most):
            clock.now += each
        assert pace.most == most


def test_a_lot_that_is_not_full_says_nothing_of_full_ones():
    pace = lots.Pace()
    with pace.of(3):
        pass
    assert pace.most == LOT


def test_a_lot_holds_so_many_bytes(monkeypatch):
    monkeypatch.setattr("piiscan.engines.inline.TOGETHER", 1000)
    sizes = lots_of(monkeypatch, 0, [plain(f"{n}/clean", size=300) for n in range(10)])
    assert sizes == [4, 4, 2]
