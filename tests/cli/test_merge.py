"""`scan --shard` and `piiscan merge`: parts put together are one scan, byte for byte, and never less in silence."""

import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model import Outcome, Source
from piiscan.sources import found, order, walk
from piiscan.sources.shard import Part, Shard, number_of

SHARE = Path(__file__).parents[2] / "fixtures" / "share"


@pytest.fixture
def parts(piiscan, tmp_path):
    """Scans in so many parts; the streams by their numbers."""

    def scanned(of, *more, only=None):
        streams = {}
        for index in only or range(1, of + 1):
            streams[index] = tmp_path / f"part-{index}-of-{of}.jsonl"
            run = piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", streams[index], "--shard", f"{index}/{of}", *more)
            assert run.code in {0, 1, 3}, run.err
        return streams

    return scanned


@pytest.fixture
def tangled(share, tmp_path):
    """A share with all that has an order of its own, and a second root that is one file."""
    for name in ("a/b/c.txt", "a/b.txt", "a-b/z.txt", "zz.txt", "a/\udcff.txt", "hr.txt", "A/x/y/z.txt"):
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Anna Berg, SSN 010-94-{1000 + len(os.fsencode(name))}\n" * 3)
    (share / "twice.txt").hardlink_to(share / "a/b.txt")
    (share / "link").symlink_to("zz.txt")
    os.mkfifo(share / "a/pipe")
    single = tmp_path / "single.txt"
    single.write_text("Carl Dahl, SSN 010-94-7777\n")
    return share, single


@pytest.mark.long
def test_the_whole_share_in_parts_is_one_scan_in_every_report(piiscan, parts, tmp_path):
    whole = tmp_path / "whole.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", whole, SHARE)
    streams = list(parts(5, SHARE).values())
    merged = tmp_path / "merged.jsonl"
    run = piiscan("merge", *reversed(streams), "-o", merged, "--report", f"csv={tmp_path / 'all.csv'}")
    assert (run.code, run.err) == (1, "")
    assert merged.read_bytes() == whole.read_bytes()
    assert piiscan("inventory", merged, "-f", "json").out == piiscan("inventory", whole, "-f", "json").out
    assert (tmp_path / "all.csv").read_bytes().decode() == piiscan("report", whole, "-f", "csv").out
    assert sum(stream.read_bytes().count(b"\n") > 2 for stream in streams) == 5


@pytest.mark.parametrize("of", [1, 2, 16])
def test_parts_of_a_tangled_share_are_one_scan(piiscan, parts, tangled, checked, of):
    more = ["--exclude", "a-b/", "--also", "masked"]
    one = piiscan("scan", "-j0", "-q", "-f", "jsonl", *more, *tangled)
    streams = parts(of, *more, *tangled)
    assert piiscan("merge", *streams.values()).out == one.out
    for stream in streams.values():
        checked(stream.read_text())


def test_parts_of_a_history_and_of_a_database_are_one_scan(piiscan, parts, tmp_path, home):
    repo, tables = tmp_path / "repo", tmp_path / "crm.db"
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    env |= {f"GIT_{who}_{what}": "x@y.z" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    (repo / "d").mkdir(parents=True)
    for number, *commands in ((1, ["init", "-q"]), (2,)):
        for name in ("b.txt", "d/x.txt", "e.txt"):
            (repo / name).write_text(f"Anna Berg, SSN 010-94-{1000 + number}\n{name}\n")
        for command in (*commands, ["add", "-A"], ["commit", "-qm", "x"]):
            subprocess.run(["git", "-C", repo, *command], check=True, env=env)
    with closing(sqlite3.connect(tables)) as base:
        for name in ("b", "a/z", "c"):
            base.execute(f'CREATE TABLE "{name}" (name text, ssn text)')
            base.execute(f'INSERT INTO "{name}" VALUES (?, ?)', ("Anna Berg", "010-94-1234"))
        base.execute("CREATE VIEW shown AS SELECT * FROM b")
        base.commit()
    for asked in (["--git-history", repo], [f"sqlite:///{tables}"]):
        one = piiscan("scan", "-j0", "-q", "-f", "jsonl", *asked)
        assert one.records[-1]["listed"] > 2
        assert piiscan("merge", *parts(3, *asked).values()).out == one.out


def test_marks_and_rules_are_told_as_one_scan_tells_them(piiscan, parts, share, tmp_path):
    before = tmp_path / "before.jsonl"
    (share / "old.txt").write_text("Ida Juhl, SSN 010-94-9999\n")
    (share / "zz.txt").write_text("Kai Lund, SSN 010-94-9998\n")
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", before, share)
    (share / "old.txt").unlink()
    marks = tmp_path / "marks.toml"
    found = [record["id"] for record in map(json.loads, before.read_text().splitlines()) if record["type"] == "finding"]
    when = 'by = "me"\nreason = "so"\nat = 2001-09-01T00:00:00Z\n'
    said = [(found[2], "remediated", ""), ("f" * 32, "accepted", ""), (found[3], "accepted", "expires = 2001-01-01\n")]
    marks.write_text("".join(f'[[mark]]\nid = "{i}"\nas = "{kind}"\n{when}{more}' for i, kind, more in said))
    (share / "new.txt").write_text("Eva Falk, SSN 010-94-8888\n")
    rules = tmp_path / "rules.toml"
    ground = 'elements = ["ssn"]\nbasis = "b"\nsource = "s"\napproved_by = "a"\n'
    rules.write_text(
        f'[[rule]]\nid = "used"\npath = "new.txt"\nexpires = 2030-01-01\n{ground}'
        f'[[rule]]\nid = "idle"\npath = "no"\nexpires = 2030-01-01\n{ground}'
        f'[[rule]]\nid = "old"\npath = "*.old"\nexpires = 2001-01-01\n{ground}'
    )
    more = ["--baseline", marks, "--baseline", before, "--public-records", rules, share]
    one = piiscan("scan", "-j0", "-q", "-f", "jsonl", *more)
    assert one.code == 1, one.err
    summary = one.records[-1]
    assert summary["marks"]["unmatched"] and summary["marks"]["back"] and summary["marks"]["settled"]  # noqa: PT018
    assert summary["public_records"]["excluded_by"] == {"used": 1}
    assert piiscan("merge", *parts(3, *more).values()).out == one.out


def test_a_missing_or_torn_part_leaves_the_whole_incomplete(piiscan, parts, tangled, checked):
    streams = parts(4, *tangled)
    run = piiscan("merge", streams[1], streams[3], streams[4])
    assert run.code == 1
    assert "part 2 of 4 missing" in run.err
    summary = checked(run.out)[-1]
    assert (summary["complete"], summary["interrupted"]) == (False, True)
    assert summary["shards"]["lacking"] == ["part 2 of 4 missing"]
    lines = streams[2].read_bytes().splitlines(keepends=True)
    streams[2].write_bytes(b"".join(lines[:-1]))
    run = piiscan("merge", *streams.values())
    assert checked(run.out)[-1]["shards"]["lacking"] == ["part 2 of 4 cut off"]
    clean = piiscan("merge", *streams.values(), "-f", "table")
    assert "INTERRUPTED" in clean.out


def test_what_is_not_in_a_part_is_not_called_gone(piiscan, parts, share, tmp_path):
    whole = tmp_path / "whole.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", whole, share)
    streams = parts(2, share)
    both = [piiscan("compare", whole, stream, "-f", "jsonl").records[-1]["counts"] for stream in streams.values()]
    assert [one["resolved"] for one in both] == [0, 0]
    assert sum(one["unknown"] for one in both) == sum(one["persisting"] for one in both) == 2
    for stream in streams.values():
        run = piiscan("tickets", stream, "--since", whole, "--for", "csv", "-o", tmp_path / "t.csv")
        assert "to be closed" not in run.err
    merged = tmp_path / "merged.jsonl"
    piiscan("merge", *streams.values(), "-o", merged)
    assert piiscan("compare", whole, merged, "-f", "jsonl").records[-1]["counts"]["persisting"] == 2


def test_nothing_found_but_a_part_missing_is_no_success(piiscan, parts, tmp_path):
    share = tmp_path / "clean"
    share.mkdir()
    (share / "a.txt").write_text("nothing\n")
    assert piiscan("merge", *parts(2, share).values()).code == 0
    assert piiscan("merge", parts(2, share)[1]).code == 3


def test_what_was_not_made_alike_is_refused(piiscan, parts, share, tmp_path):
    streams = parts(3, share)

    def other(**changes):
        path = tmp_path / f"other{'-'.join(changes)}.jsonl"
        head, *rest = streams[2].read_text().splitlines(keepends=True)
        path.write_text(json.dumps(json.loads(head) | changes) + "\n" + "".join(rest))
        return path

    plain = tmp_path / "plain.jsonl"
    piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", plain, share)
    options = json.loads(streams[2].read_text().partition("\n")[0])["options"]
    for given_, said in (
        ([streams[1], streams[1]], "part 1/3 is given twice"),
        ([streams[1], other(ruleset="0" * 16)], "another ruleset"),
        ([streams[1], other(key_id="0" * 8)], "another key of the fingerprints"),
        ([streams[1], other(roots=["/elsewhere"])], "another paths to scan"),
        ([streams[1], other(options={**options, "ocr": True})], "another options than"),
        ([streams[1], other(shard={"index": 2, "of": 4})], "one of 4 parts"),
        ([streams[1], plain], "is no part of a scan"),
    ):
        run = piiscan("merge", *given_)
        assert (run.code, run.out) == (2, "")
        assert said in run.err
    assert "(ocr)" in piiscan("merge", streams[1], other(options={**options, "ocr": True})).err
    run = piiscan("merge", streams[1], other(shard={"index": 3, "of": 3}), "-o", tmp_path / "all.jsonl")
    assert (run.code, (tmp_path / "all.jsonl").exists()) == (2, False)
    assert "has files of another part than 3/3" in run.err
    before = streams[1].read_bytes()
    assert piiscan("merge", *streams.values(), "-o", streams[1]).code == 2
    assert streams[1].read_bytes() == before


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/", "a/b", "1/-2", "1/1000000", "²/4"])
def test_a_part_that_cannot_be_is_refused(piiscan, share, text):
    run = piiscan("scan", "--shard", text, share)
    assert run.code == 2
    assert "is no part" in run.err


def test_a_directory_shut_to_one_run_alone_is_noticed(piiscan, parts, share, monkeypatch):
    """Files of that part may lie in it: the one shard that tells of directories need not be the one kept out."""
    (share / "deep").mkdir()
    for number in range(20):
        (share / "deep" / f"{number}.txt").write_text("nothing\n")
    streams = parts(3, share, only=[1, 2])
    with monkeypatch.context() as patched:
        _shut_deep(patched)
        streams |= parts(3, share, only=[3])
    run = piiscan("merge", *streams.values())
    assert "part 3 of 3 met directories they could not read and others could" in run.err
    assert run.records[-1]["complete"] is False
    same = parts(3, share)
    assert piiscan("merge", *same.values()).records[-1]["complete"] is True


def _shut_deep(patch):
    """A directory called "deep" may not be opened, also not by root."""
    honest = walk._Walk._opened

    def opened(self, name, *more):
        if name == "deep":
            raise PermissionError(13, "no")
        return honest(self, name, *more)

    patch.setattr(walk._Walk, "_opened", opened)


def test_what_nobody_can_read_is_told_once(piiscan, parts, share, monkeypatch):
    for name in ("deep", "more"):
        (share / name).mkdir()
    _shut_deep(monkeypatch)
    one = piiscan("scan", "-j0", "-q", "-f", "jsonl", share)
    assert '"deep/"' in one.out
    assert piiscan("merge", *parts(7, share).values()).out == one.out


def test_names_that_changed_between_the_parts_are_told(piiscan, parts, share):
    streams = parts(2, share, only=[1])
    (share / "late.txt").write_text("nothing\n")
    streams |= parts(2, share, only=[2])
    run = piiscan("merge", *streams.values())
    assert "the parts did not meet the same names" in run.err
    assert run.records[-1]["shards"]["moved"] is True


def test_a_ledger_shared_by_parts_one_after_the_other_keeps_what_each_read(piiscan, share, tmp_path):
    ledger = tmp_path / "ledger.db"
    for _ in range(2):
        for index in (1, 2):
            run = piiscan("scan", "-j0", "--ledger", ledger, "--shard", f"{index}/2", "-f", "jsonl", share)
    assert run.code in {0, 1}
    status = piiscan("ledger", "status", "--ledger", ledger).out
    files = sum(1 for path in share.rglob("*") if path.is_file())
    assert f"{files} file" in status.replace(",", "")


def test_the_order_is_that_of_a_walk(tangled):
    with found([str(tangled[0])]) as items:
        paths = [item.source.path if isinstance(item, Outcome) else item.path for item in items]
    assert len(paths) > 10
    assert sorted(paths, key=order) == paths


NAME = st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=3)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(NAME, min_size=1, max_size=4).map("/".join), max_size=20), st.integers(1, 20))
def test_every_name_is_in_exactly_one_part(paths, of):
    items = [Source("r", path, f"/r/{path}", 0) for path in paths]
    split = [Part(Shard(index, of)) for index in range(1, of + 1)]
    given_ = [list(part.own(iter(items))) for part in split]
    assert sorted(source.path for part in given_ for source in part) == sorted(paths)
    assert all(part.names == split[0].names for part in split)
    for index, part in enumerate(given_):
        assert all(number_of(source.path) % of == index for source in part)
        assert part == [source for source in items if source in part]


def test_files_on_network_file_systems_are_told_and_add_up(piiscan, parts, share, monkeypatch):
    monkeypatch.setattr("piiscan.sources.mounts._ASKED", ("",))  # any file system counts as one of a network
    one = piiscan("scan", "-j0", "-q", "-f", "jsonl", share)
    [(kind, count)] = one.records[-1]["network"].items()
    assert count == 3
    merged = piiscan("merge", *parts(3, share).values())
    assert merged.out == one.out
    assert f"on {kind}: 3 files" in piiscan("scan", "-j0", "-q", share).out
