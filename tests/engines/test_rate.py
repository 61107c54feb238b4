"""How fast a run may read: by a clock of the test, over any number of workers."""

import engine_stubs as stubs
import pytest
from dask_help import DASK, run
from engine_stubs import plain
from pool_help import QUICK, closing

from piiscan.config import Config
from piiscan.engines.rate import SAVED, MaxRate, Rate
from piiscan.model import Outcome, Reason, Source, Status
from piiscan.scan import scan_one
from piiscan.sources.slowly import SLOWLY
from piiscan.stream import to_record

pytestmark = pytest.mark.long


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("most", "sizes", "seconds"),
    [
        (MaxRate(files=10), [0] * 100, 9.9),
        (MaxRate(bytes=1000), [100] * 100, 9.9),
        (MaxRate(files=100, bytes=1000), [100] * 100, 9.9),
        (MaxRate(files=10, bytes=1e9), [100] * 100, 9.9),
        (MaxRate(bytes=1000), [5000, 0, 0, 0, 5000, 0], 10.0),
        (MaxRate(), [1 << 40] * 100, 0.0),
    ],
)
def test_so_much_takes_so_long(most, sizes, seconds):
    clock = Clock()
    rate = Rate(most, clock)
    for size in sizes:
        clock.now += rate.wait()
        rate.take(size)
    assert clock.now - 1000 == pytest.approx(seconds)


def test_what_was_not_used_is_saved_up_for_a_second_and_no_longer():
    clock = Clock()
    rate = Rate(MaxRate(files=8), clock)
    clock.now += 3600
    given = 0
    while not rate.wait():
        rate.take(0)
        given += 1
    assert given == 8 * SAVED + 1


@pytest.mark.parametrize("workers", [0, 2, DASK], ids=["inline", "pool", "dask"])
def test_no_engine_gives_out_more_than_the_rate(tmp_path, monkeypatch, workers):
    """A wait is ended by the clock of the test, which goes on by a tick whenever it is looked at."""
    clock = Clock()
    given = []

    class Noted(Rate):
        def wait(self):
            wait = super().wait()
            clock.now += 0.01
            return wait

        def take(self, size):
            given.append((clock.now, size))
            super().take(size)

    for engine in ("inline", "crew", "spread"):
        monkeypatch.setattr(f"piiscan.engines.{engine}.TICK", 0.001)
    (tmp_path / "a").write_text("nothing\n")
    source = Source(str(tmp_path), "a", str(tmp_path / "a"), 8)
    told = Outcome(source, (), Status.NOT_SCANNED, Reason.EXCLUDED, "not read, so not counted")
    items = [source, told] * 30
    rate = Noted(MaxRate(files=10), clock)
    records = list(run(items, Config(), workers=workers, scan=scan_one, encode=to_record, rate=rate))
    assert len(records) == 60
    assert [size for _, size in given] == [8] * 30
    assert given[-1][0] - given[0][0] >= 2.8


@pytest.mark.parametrize("workers", [0, 2, DASK], ids=["inline", "pool", "dask"])
@pytest.mark.parametrize(("most", "told"), [(None, 0), (MaxRate(files=1e6), 0), (MaxRate(bytes=1e9), 1e9)])
def test_who_reads_is_told_of_the_bytes_a_second(workers, most, told):
    rate = None if most is None else Rate(most)
    found = list(run([plain("rate")], Config(), workers=workers, scan=stubs.scan, encode=stubs.encode, rate=rate))
    assert [record["rate"] for record in found if "rate" in record] == [told]
    assert SLOWLY.most == 0


def test_what_is_read_slowly_has_the_time_for_it():
    """A second behind its deadline without a rate, and a second before it with one."""
    items = [plain("slower", size=1000)]
    assert closing(list(run(items, QUICK, workers=1, scan=stubs.scan, encode=stubs.encode)))["slower"][1] == "timeout"
    options = {"scan": stubs.scan, "encode": stubs.encode, "rate": Rate(MaxRate(bytes=400))}
    assert closing(list(run(items, QUICK, workers=1, **options))) == {"slower": ("scanned", None, "")}
