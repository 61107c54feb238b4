"""`piiscan plan`: what is there, what of it is read, what not and why, and how long it takes."""

import gzip
import json
import os
import sys
from time import sleep

import pytest

from piiscan.config import Config, Limits
from piiscan.formats.catalog import catalog
from piiscan.model import Source
from piiscan.plan.survey import LARGEST, SAMPLED, Group, survey
from piiscan.plan.timing import Cost, Estimate, _scaled, estimate
from piiscan.sources import Choice, compile_filters, found


@pytest.fixture
def mixed(share):
    """All that is told of before a scan: types, links, special files, a type without a reader, one not to be read."""
    (share / "a.log").write_text("nothing\n" * 1000)
    (share / "b.gz").write_bytes(gzip.compress(b"nothing\n" * 100, mtime=0))
    (share / "c.parquet").write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    (share / "d.exe").write_bytes(b"\x7fELF\2\1\1" + bytes(200))
    (share / "e.pdf").write_bytes(b"%PDF-1.4\n" + b"x" * 2000)
    (share / "link").symlink_to("a.log")
    os.mkfifo(share / "pipe")
    return share


def surveyed(share, *, exclude=(), limits=None, installed=None):
    choice = Choice(compile_filters(exclude))
    with found([str(share)], choice) as items:
        return survey(items, limits or Limits(), catalog(installed) if installed else None)


def test_what_is_there_is_told_by_type_and_what_is_not_read_by_reason(mixed):
    there = surveyed(mixed, exclude=["*.csv"], limits=Limits(document=1000), installed=lambda _library: "")
    assert {name: kind.files for name, kind in there.kinds.items() if kind.files} == {
        "text": 2, "gzip": 1, "parquet": 1, "application/x-elf": 1,
    }  # fmt: skip
    states = {name: kind.state for name, kind in there.kinds.items()}
    assert (states["text"], states["parquet"], states["application/x-elf"]) == ("read", "missing", "listed")
    assert there.kinds["parquet"].missing == "pip install 'piiscan-cmr17[columnar]'"
    skipped = {key: row[0] for key, row in there.skipped.items()}
    assert skipped == {
        ("excluded", "--exclude *.csv"): 2,
        ("excluded", "symbolic link, not followed"): 1,
        ("special", "FIFO"): 1,
        ("limit", "pdf larger than 1000 bytes (limit: document), raised by --max-document"): 1,
    }


def test_the_plan_adds_up_to_what_the_scan_then_says(piiscan, mixed):
    run = piiscan("plan", mixed, "-f", "json", "--sample", "0.5", "-j", "1", "-j", "64")
    assert run.code == 0, run.err
    plan = json.loads(run.out)
    summary = piiscan("scan", "-j0", "-q", "-f", "jsonl", mixed).records[-1]
    assert plan["files"] + sum(row["names"] for row in plan["skipped"]) == summary["files"]["total"]
    assert sum(row["files"] for row in plan["types"]) == plan["files"]
    one, many = plan["time"]["workers"]
    assert (one["workers"], many["workers"]) == (1, 64)
    assert 0 < many["least"] <= one["least"] < one["most"]
    assert plan["time"]["basis"] == "measured"
    assert "Quillfeather" not in run.out


def test_without_a_sample_nothing_is_read_and_that_is_said(piiscan, mixed, monkeypatch):
    monkeypatch.setattr("piiscan.engines.run", None)
    run = piiscan("plan", mixed, "--sample", "0")
    assert run.code == 0
    assert "by stored figures" in run.out
    assert "FIFO" in run.out


def test_a_path_that_is_not_there_and_standard_input_are_refused(piiscan, tmp_path):
    assert piiscan("plan", tmp_path / "no").code == 2
    assert piiscan("plan", "-").code == 2


def test_the_sample_is_bounded_and_the_same_in_any_order():
    sources = [Source("r", f"{number}.txt", f"/r/{number}.txt", number % 9) for number in range(500)]
    one, other = Group(), Group()
    for source in sources:
        one.add(source)
    for source in reversed(sources):
        other.add(source)
    one.add(Source("r", "huge", "/r/huge", LARGEST + 1))
    assert len(one.sample) == SAMPLED
    assert sorted(row[1] for row in one.sample) == sorted(row[1] for row in other.sample)
    assert (one.files, one.bytes) == (501, other.bytes + LARGEST + 1)


def test_a_group_that_was_read_whole_is_exact_and_a_part_is_scaled_by_bytes():
    group = Group(files=4, bytes=400)
    read = [(100, 1.0, 0.5)] * 4
    assert _scaled(group, read) == Cost(4.0, 2.0, 0.0)
    group = Group(files=40, bytes=8000)
    cost = _scaled(group, [(100, 1.0, 0.5), (100, 3.0, 0.5)])
    assert (cost.wall, cost.processor) == (160.0, 40.0)
    assert cost.spread > 30


@pytest.mark.parametrize("stored", [0.0, 50.0, 100.0])
def test_more_workers_take_less_time_until_there_are_no_more_processors(stored):
    time = Estimate(100.0, 90.0, 5.0, stored, 10, 10, 1.0, 1000)
    ranges = [time.on(workers, 4) for workers in (1, 2, 4, 8)]
    assert ranges[0] > ranges[1] > ranges[2]
    assert ranges[3][0] == ranges[2][0]  # only what waits goes on getting less
    for low, high in ranges:
        assert 0 < low < high


def test_a_file_that_ends_its_reader_costs_what_a_file_given_up_costs(mixed, monkeypatch):
    """It is read by a worker, whose end the plan survives."""

    def run(items, _config, **_options):
        for item in items:
            lost = item.path == "a.log"
            counts = {} if lost else {"plan": {"wall": 1000, "processor": 500}}
            yield {"type": "outcome", "container": [], "counts": counts}

    monkeypatch.setattr("piiscan.engines.run", run)
    time = estimate(surveyed(mixed), Config(), 2.0)
    assert time.files == time.of
    assert time.stored == 0
    assert time.wall == pytest.approx(2.0 + 0.001 * (time.of - 1))


def test_a_server_that_does_not_answer_is_told_and_asked_three_times(mixed, monkeypatch):
    asked = []
    monkeypatch.setattr("piiscan.sources.listing.ANSWER", 0.2)

    def silent(_blob):
        asked.append(1)
        sleep(5)

    monkeypatch.setattr("piiscan.sources.mounts._ASKED", ("",))
    monkeypatch.setattr(sys.modules["piiscan.plan.survey"], "identify_blob", silent)
    there = surveyed(mixed)
    monkeypatch.undo()
    assert sum(asked) == 3
    assert there.skipped["timeout", "the file system does not answer"][0] == 8
    assert there.files == 0
