"""Several workers on one source: the same bytes as one worker gives, whatever becomes of a part."""

import json
import os
from pathlib import Path

import dask_help
import pytest

from piiscan.config import Config
from piiscan.engines import pool, process, split, spread, spread_lot, spread_parted
from piiscan.engines import run as run_engine
from piiscan.engines.again import Way
from piiscan.engines.base import Hooks
from piiscan.engines.rate import MaxRate, Rate
from piiscan.model import Source
from piiscan.scan import scan_one, scan_raw
from piiscan.scan_part import scan_part
from piiscan.stream import to_record

pytestmark = pytest.mark.long

PART = 2 << 20
CONFIG = Config(max_findings_per_file=100, key=b"k" * 32)
LINE = b"the usual words of a letter that says nothing at all about anybody in particular\n"


def dies_in_third(source, config, part, salt):
    """A worker that ends in the third part."""
    if not isinstance(part, int) and part.start == 2:
        os._exit(3)
    yield from scan_part(source, config, part, salt)


def breaks_in_third(source, config, part, salt):
    """What breaks behind its first finding."""
    for said in scan_part(source, config, part, salt):
        yield said
        if not isinstance(part, int) and part.start == 2:
            raise ValueError(source.path)


def changes_in_third(source, config, part, salt):
    """A file that is written to while others read on."""
    for said in scan_part(source, config, part, salt):
        if not isinstance(part, int) and part.start == 2:
            os.utime(source.opens)
        yield said


@pytest.fixture(scope="module")
def items(tmp_path_factory):
    """A large text between two small ones."""
    folder = tmp_path_factory.mktemp("large")
    people = b"".join(LINE * 900 + b"Name: Ann Lee\nSSN: 010-94-%04d\n\n" % number for number in range(1, 120))
    for name, data in (("a.txt", people[:100_000]), ("b.txt", people), ("c.txt", b"Bob Ray 010-94-4321")):
        (folder / name).write_bytes(data)
    return [Source(str(folder), path.name, str(path), path.stat().st_size) for path in sorted(folder.iterdir())]


@pytest.fixture(scope="module")
def expected(items):
    return list(
        map(json.dumps, run_engine(iter(items), CONFIG, scan=scan_one, encode=to_record, raw=scan_raw, workers=0))
    )


def in_pool(items, part, config=CONFIG):
    way = Way(scan_one, to_record, scan_raw, part)
    return list(map(json.dumps, pool.run(iter(items), config, way, Hooks(), workers=2, part_size=PART)))


def on_dask(items, part, config=CONFIG):
    options = {"scan": scan_one, "encode": to_record, "raw": scan_raw, "part": part}
    return list(map(json.dumps, dask_help.on_dask(iter(items), config, dask_help.client(), **options)))


@pytest.fixture(params=[in_pool, on_dask])
def read(request, monkeypatch):
    for module, name in ((spread, "PART"), (spread_lot, "FIRST_BYTES"), (spread_lot, "BYTES")):
        monkeypatch.setattr(module, name, PART)
    return request.param


@pytest.fixture
def given_up(monkeypatch):
    """Sources that were read whole after all."""
    seen, real, other = [], split.Split.give_up, spread_parted.rejoin
    monkeypatch.setattr(split.Split, "give_up", lambda self: seen.append(self) or real(self))

    def rejoin(parts, *where):
        if parts not in seen:
            seen.append(parts)
        other(parts, *where)

    for module in (spread, spread_parted):
        monkeypatch.setattr(module, "rejoin", rejoin)
    return seen


def test_two_workers_read_one_source(read, items, expected, given_up, monkeypatch):
    seen = []
    real = split.Split._outcome
    monkeypatch.setattr(split.Split, "_outcome", lambda self: seen.append(len(self.parts)) or real(self))
    assert read(items, scan_part) == expected
    assert (seen, given_up) == ([4], [])


def test_two_workers_count_the_lines_of_one_form(tmp_path, given_up):
    line = b"2026-03-14 12:%02d:07 INFO update name=%s Lee ssn=%03d-%02d-%04d state=MA\n"
    numbers = ((n % 60, (b"Ann", b"Bob", b"Rosa")[n % 3], n % 600 + 1, n // 600 % 99 + 1, 4321) for n in range(90_000))
    path = tmp_path / "app.log"
    path.write_bytes(b"".join(line % number for number in numbers))
    item = Source(str(tmp_path), path.name, str(path), path.stat().st_size)
    alone = list(map(json.dumps, run_engine(iter([item]), CONFIG, scan=scan_one, encode=to_record, workers=0)))
    assert json.loads(alone[-1])["counts"]["persons"]["massachusetts"] == 59_400
    assert in_pool([item], scan_part) == alone
    assert given_up == []


def test_those_who_will_read_its_parts_come_up_with_the_first(items, monkeypatch):
    started, before = [], []
    start, divide = process.start, pool._Supervisor.divide
    monkeypatch.setattr(process, "start", lambda *told: started.append(start(*told)) or started[-1])
    monkeypatch.setattr(
        pool._Supervisor, "divide", lambda self, slot, said: before.append(len(started)) or divide(self, slot, said)
    )
    in_pool(items[1:2], scan_part)
    assert before == [2]


@pytest.mark.parametrize("part", [dies_in_third, breaks_in_third])
def test_a_part_that_fails_costs_time_and_nothing_else(read, items, expected, part, given_up):
    assert read(items, part) == expected
    assert len(given_up) == 1


def test_a_source_that_changed_meanwhile_is_said_to_have(read, items, expected):
    before = Path(items[1].opens).stat()
    found = list(map(json.loads, read(items[1:2], changes_in_third)))
    os.utime(items[1].opens, ns=(before.st_atime_ns, before.st_mtime_ns))  # others compare with what was said of it
    assert found[-1]["reason"] == "changed"
    was = json.loads(expected[-3 if json.loads(expected[-2])["type"] == "finding" else -2])
    assert found[-1]["counts"] == was["counts"]


@pytest.mark.parametrize("engine", ["pool", "dask"])
def test_a_source_that_is_to_be_read_slowly_is_read_whole(items, expected, given_up, monkeypatch, engine):
    monkeypatch.setattr(spread, "PART", PART)
    divided = []
    for module in (pool._Supervisor, spread_parted.Parted):
        monkeypatch.setattr(module, "divide" if module is pool._Supervisor else "of", divided.append)
    rate = Rate(MaxRate(bytes=1e12))
    way = Way(scan_one, to_record, scan_raw, scan_part)
    if engine == "pool":
        found = pool.run(iter(items), CONFIG, way, Hooks(rate=rate), workers=2, part_size=PART)
    else:
        options = {"scan": scan_one, "encode": to_record, "raw": scan_raw, "part": scan_part, "rate": rate}
        found = dask_help.on_dask(iter(items), CONFIG, dask_help.client(), **options)
    assert list(map(json.dumps, found)) == expected
    assert (divided, given_up) == ([], [])
