"""What breaks down is read once more as raw bytes: what was found stays, nothing is told or counted twice."""

import io
import json
import zipfile

import pytest
import raw_stubs

from piiscan.config import Config, Limits
from piiscan.engines import inline, pool
from piiscan.engines.again import Way
from piiscan.engines.base import Hooks
from piiscan.model import Source
from piiscan.stream import to_record

pytestmark = pytest.mark.long

CONFIG = Config(limits=Limits(deadline=1.5), key=b"k" * 32)
NAMES = ("Ann Lee", "John Smith", "Mary Jones", "Robert Brown")
ROWS = [f"{name},773-01-000{n},MA" for n, name in enumerate(NAMES, 1)]
CSV = "\n".join(["name,ssn,state", *ROWS, ""]).encode()


def source_of(folder, name, data):
    (folder / name).write_bytes(data)
    return Source(str(folder), name, str(folder / name), len(data))


def run(engine, items, **options):
    config = options.pop("config", CONFIG)
    return list(engine(iter(items), config, Way(raw_stubs.scan, to_record, raw_stubs.raw), Hooks(), **options))


def values(records, file):
    return sorted(e["masked"] for r in records if r["file"] == file and r["type"] == "finding" for e in r["elements"])


def own(records, file):
    (outcome,) = [r for r in records if r["file"] == file and r["type"] == "outcome" and not r["container"]]
    return outcome


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(("how", "after"), [("abort", 0), ("exit", 2), ("loop", 2), ("raise", 2)])
def test_a_text_is_read_to_its_end_whatever_ended_its_worker(tmp_path, how, after):
    name = f"{after}-{how}-x.csv"
    records = run(pool.run, [source_of(tmp_path, name, CSV)], workers=1)
    outcome = own(records, name)
    assert values(records, name) == [f"•••-••-000{n}" for n in range(1, 5)]
    assert outcome["status"] == "partial"
    assert outcome["reason"] == {"loop": "timeout", "raise": "bug"}.get(how, "crashed")
    assert outcome["detail"].endswith(", then read as raw bytes")
    assert outcome["listed"] == len(NAMES)
    assert sum(outcome["counts"]["persons"].values()) == len(NAMES)
    assert sum(sum(kinds.values()) for name, kinds in outcome["counts"].items() if name != "persons") == len(NAMES)


def test_members_that_were_read_are_not_counted_again(tmp_path):
    """The first member is told and counted; of the second, the findings are told and its outcome never came."""
    data = zipped({"a.csv": CSV, "b.csv": CSV.replace(b"773-01", b"774-02")})
    name = "7-abort-x.zip"  # four findings, an outcome, two findings of four
    records = run(pool.run, [source_of(tmp_path, name, data)], workers=1)
    outcomes = [r for r in records if r["type"] == "outcome"]
    assert [(r["container"], r["status"], r["listed"]) for r in outcomes] == [
        (["a.csv"], "scanned", 4),
        ([], "partial", 2),
    ]
    assert len(values(records, name)) == 6
    assert sum(outcomes[1]["counts"]["persons"].values()) == 2


def test_a_stored_member_is_not_told_twice(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("b.csv", CSV.replace(b"773-01", b"774-02"))
    name = "5-abort-x.zip"
    records = run(pool.run, [source_of(tmp_path, name, out.getvalue())], workers=1)
    assert len(values(records, name)) == 8
    assert own(records, name)["listed"] == 4


def test_a_second_break_down_is_the_end_and_keeps_what_was_found(tmp_path):
    items = [source_of(tmp_path, f"{n}-abort-again.csv", CSV) for n in (0, 2)] + [
        source_of(tmp_path, "99-exit-next.csv", CSV)
    ]
    records = run(pool.run, items, workers=2)
    first, second, after = (own(records, item.path) for item in items)
    assert (first["status"], first["counts"], first["detail"]) == ("not_scanned", {}, "worker killed by SIGABRT, twice")
    assert (second["status"], second["reason"], second["listed"]) == ("partial", "crashed", 2)
    assert sum(second["counts"]["persons"].values()) == 2
    assert after["status"] == "scanned"


def test_any_number_of_workers_gives_the_same_bytes(tmp_path):
    kinds = ["99-exit", "0-abort", "2-raise", "3-abort-again", "99-abort"]
    items = [source_of(tmp_path, f"{kind}-x.csv", CSV) for kind in kinds]
    one, three = (json.dumps(run(pool.run, items, workers=workers)) for workers in (1, 3))
    assert one == three


def test_without_processes_what_a_scan_raises_is_dealt_with_alike(tmp_path):
    items = [source_of(tmp_path, "2-raise-x.csv", CSV), source_of(tmp_path, "99-raise-x.csv", CSV)]
    assert run(inline.run, items) == run(pool.run, items, workers=1)


def test_a_list_that_is_full_stays_so_and_the_counts_are_those_of_all(tmp_path):
    config = Config(limits=CONFIG.limits, key=CONFIG.key, max_findings_per_file=2)
    name = "2-abort-x.csv"
    records = run(pool.run, [source_of(tmp_path, name, CSV)], workers=1, config=config)
    assert len(values(records, name)) == 2
    assert sum(own(records, name)["counts"]["persons"].values()) == len(NAMES)
