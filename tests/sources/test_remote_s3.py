"""Buckets: what is found is what a local scan of the same files finds, and what goes wrong is told and costs no more."""

import asyncio
import io
import json
import re
import threading
import zipfile
from importlib import resources
from itertools import islice
from types import SimpleNamespace

import pytest

pytest.importorskip("s3fs", reason="needs the extra test-urls")
pytest.importorskip("moto", reason="needs the extra test-urls")

from click.testing import CliRunner
from fsspec.asyn import get_loop
from jsonschema import Draft202012Validator
from remote_help import CONFIG, files, s3, scanned

from piiscan.cli import cli
from piiscan.config import Config, Limits
from piiscan.engines.rate import MaxRate, Rate
from piiscan.model import Outcome
from piiscan.scan import scan_one
from piiscan.sources import Choice, SourceError, compile_filters, found
from piiscan.sources.base import source_of
from piiscan.sources.remote import faults, held, openness, places
from piiscan.sources.remote import s3 as reader
from piiscan.stream import to_record

LEAK = b"Ann Lee, 12 Elm St, Boston MA 02115, SSN 010-94-1234\n"
OTHER = b"Bob Ray, 14 Elm St, Boston MA 02115, SSN 010-94-4321\n"


@pytest.fixture(scope="module")
def served():
    with s3() as bucket:
        yield bucket


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ({"CommonPrefixes": [{"Prefix": "x/"}]}, "not asked for"),  # whatever was asked
        ({"IsTruncated": True, "NextContinuationToken": "again"}, "in a circle"),
        ({"IsTruncated": True}, "KeyError"),
    ],
)
@pytest.mark.usefixtures("served")
def test_a_server_that_lists_without_sense_comes_to_an_end(monkeypatch, page, told):
    monkeypatch.setattr(reader.Place, "_page", lambda *_, **__: page)
    places.CONNECTED.pop(("s3", "docs"), None)
    with found(["s3://docs/"]) as items:
        assert any(isinstance(item, Outcome) and told in item.detail for item in islice(items, 20))


class _Body:
    """An object that comes in pieces, with seconds before each; its end is an empty one."""

    def __init__(self, *pauses):
        self.pauses, self.closed = iter(pauses), False

    async def read(self, _most):
        pause = next(self.pauses, None)
        if pause is None:
            return b""
        await asyncio.sleep(pause)
        return b"piece "

    def close(self):
        self.closed = True


def _fetched(body, monkeypatch):
    async def answer(*_, **__):
        return {"Body": body, "ETag": '"tag"'}

    monkeypatch.setattr(reader, "QUICK", 1.2)
    place = object.__new__(reader.Place)
    place._bucket, place._fs = "docs", SimpleNamespace(loop=get_loop(), _call_s3=answer)
    return place.fetch("a.txt", 0, 100)


def test_an_object_that_comes_slowly_is_waited_for_as_long_as_it_comes(monkeypatch):
    body = _Body(*[0.4] * 5)
    assert _fetched(body, monkeypatch) == reader.Got(b"piece " * 5, "tag")
    assert body.closed


def test_an_object_of_which_nothing_more_comes_is_given_up(monkeypatch):
    body = _Body(0, 60)
    with pytest.raises(TimeoutError):
        _fetched(body, monkeypatch)
    assert body.closed


@pytest.fixture
def bucket(served, monkeypatch):
    monkeypatch.setattr(faults, "WAITS", [0, 0])
    monkeypatch.setattr(reader, "_PATIENCE", {"retries": {"max_attempts": 1, "mode": "standard"}})
    places.CONNECTED.pop(("s3", "docs"), None)
    served.watched.shut = False
    pages = served.client.get_paginator("list_objects_v2").paginate(Bucket="docs")
    keys = [item["Key"] for page in pages for item in page.get("Contents", ())]
    for key in keys:
        served.delete(key)
    served.watched.asked.clear()
    served.watched.fail = lambda *_: None
    served.watched.shut = True
    yield served
    assert not served.watched.writes


def outcomes(records):
    return {record["file"]: record for record in records if record["type"] == "outcome" and not record["container"]}


def gets(bucket, key):
    return [asked for asked in bucket.watched.asked if asked[0] == "GET" and asked[1].endswith(key)]


def test_names_of_any_kind_come_in_the_order_of_a_local_walk_page_by_page(bucket, tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "PAGE", 3)
    names = ["Z", "a b+c%20d", "a-b/x", "a.txt", "a/x", "a/y/1", "a/y.z", "a0/x", "q?versionId=1", "é", "#1", "b/c/d/e"]
    for number, name in enumerate(names):
        path = tmp_path / "t" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(LEAK + b"%d" % number)
        bucket.put(f"t/{name}", LEAK + b"%d" % number)
    bucket.put("t/empty/", b"")
    bucket.put("tt", LEAK)
    assert scanned("s3://docs/t") == scanned(tmp_path / "t")
    choice = Choice(compile_filters(["a/", "*.txt"]))
    assert scanned("s3://docs/t/", choice=choice) == scanned(tmp_path / "t", choice=choice)


def test_one_object_is_a_root_as_a_file_is(bucket, tmp_path):
    (tmp_path / "one.txt").write_bytes(LEAK)
    bucket.put("deep/one.txt", LEAK)
    assert scanned("s3://docs/deep/one.txt") == scanned(tmp_path / "one.txt")
    with pytest.raises(SourceError, match="nothing there"), found(["s3://docs/deep/on"]):
        pass


def test_what_two_urls_reach_is_read_once(bucket):
    bucket.put("a/b/1", LEAK)
    records = outcomes(scanned("s3://docs/a/b", "s3://docs/a", "s3://docs/a/b/1"))
    assert [(name, record["status"]) for name, record in records.items()] == [
        ("1", "not_scanned"),
        ("b/", "not_scanned"),
    ]
    assert len(gets(bucket, "/1")) == 1


def test_an_object_named_like_a_folder_is_told(bucket):
    bucket.put("a/b/", b"x" * 9)
    bucket.put("a/b/c", LEAK)
    records = outcomes(scanned("s3://docs/a"))
    assert "9 bytes that has the name of a folder" in records["b/"]["detail"]
    assert records["b/c"]["status"] == "scanned"


def test_a_small_object_takes_one_request_and_a_text_one_for_each_block(bucket, monkeypatch):
    monkeypatch.setattr(held, "BLOCK", 64 << 10)
    bucket.put("small.csv", LEAK)
    text = b"nothing at all to see in this line of words\n" * 10_000 + LEAK
    bucket.put("large.txt", text)
    findings = [record for record in scanned("s3://docs") if record["type"] == "finding"]
    assert [finding["file"] for finding in findings] == ["large.txt", "small.csv"]
    assert len(gets(bucket, "/small.csv")) == 1
    assert len(gets(bucket, "/large.txt")) == -(-len(text) // (64 << 10))


def large_zip(lines=20):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", LEAK + (bytes(range(128, 256)) + b"\n") * lines)
    return packed.getvalue()


def test_what_is_leapt_in_is_fetched_once_to_a_file_without_a_name(bucket, monkeypatch, tmp_path):
    monkeypatch.setattr(held, "BLOCK", 8 << 10)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "spool"))
    (tmp_path / "spool").mkdir()
    (tmp_path / "a.zip").write_bytes(large_zip())
    bucket.put("a.zip", large_zip())
    records = scanned("s3://docs/a.zip")
    assert records == scanned(tmp_path / "a.zip")
    blocks = -(-len(large_zip()) // (8 << 10))
    # To tell what it is, to read it, and to see what stands behind its end; not for each of forty members.
    assert len(gets(bucket, "/a.zip")) <= 3 * blocks + 4
    assert not list((tmp_path / "spool").iterdir())


def test_what_is_too_large_to_be_fetched_is_told_with_the_option_that_raises_it(bucket, monkeypatch):
    monkeypatch.setattr(held, "BLOCK", 8 << 10)
    bucket.put("a.zip", large_zip(600))  # of small members each is read once, one after the other
    config = Config(key=CONFIG.key, limits=Limits(spooled=100_000))
    outcome = outcomes(scanned("s3://docs/a.zip", config=config))["a.zip"]
    assert outcome["reason"] == "limit"
    assert "--limit spooled=N" in outcome["detail"]


def changing(change):
    """Do something between the listing of all and the first reading."""

    def wrap(items):
        listed = list(items)
        change()
        return iter(listed)

    return wrap


def test_an_object_that_was_replaced_is_read_as_it_is_and_one_that_is_gone_is_told(bucket):
    bucket.put("a", LEAK)
    bucket.put("b", LEAK)
    bucket.put("c", LEAK)

    def change():
        bucket.put("a", OTHER)
        bucket.delete("b")

    records = outcomes(scanned("s3://docs", wrap=changing(change)))
    assert records["a"]["status"] == "scanned"
    assert records["a"]["detail"] == "changed while it was read, and was read again"
    assert (records["b"]["status"], records["b"]["reason"]) == ("not_scanned", "changed")
    assert (records["c"]["status"], records["c"]["detail"]) == ("scanned", "")


def test_a_mixture_of_two_versions_is_never_taken_for_one(bucket, monkeypatch):
    monkeypatch.setattr(held, "BLOCK", 64 << 10)
    size = 300 << 10
    bucket.put("a.txt", LEAK + b"x\n" * (size // 2))

    def replace(_method, path, _number):
        if path.endswith("/a.txt") and len(gets(bucket, "/a.txt")) == 3:
            bucket.put("a.txt", OTHER + b"x\n" * (size // 2))

    bucket.watched.fail = replace
    records = scanned("s3://docs/a.txt")
    assert "read again" in records[-1]["detail"]
    assert len([record for record in records if record["type"] == "finding"]) == 1


def test_an_error_that_passes_is_waited_for_and_one_that_stays_costs_its_object_alone(bucket):
    for name in "abc":
        bucket.put(name, LEAK)
    failed = set()

    def fail(_method, path, _number):
        if path.endswith("/b") or (path.endswith("/a") and path not in failed):
            failed.add(path)
            return "503 Slow Down"
        return None

    bucket.watched.fail = fail
    records = outcomes(scanned("s3://docs"))
    assert {name: record["status"] for name, record in records.items()} == {
        "a": "scanned",
        "b": "not_scanned",
        "c": "scanned",
    }
    assert records["b"]["reason"] == "unreadable"
    assert "503" in records["b"]["detail"]


def test_a_connection_lost_in_the_middle_leaves_what_was_read(bucket, monkeypatch):
    monkeypatch.setattr(held, "BLOCK", 64 << 10)
    bucket.put("a.txt", LEAK + b"words and words\n" * 200_000)
    bucket.put("b.txt", LEAK)
    bucket.watched.fail = lambda _m, path, _n: (
        "500 X" if path.endswith("a.txt") and len(gets(bucket, "a.txt")) > 40 else None
    )
    records = scanned("s3://docs")
    ends = outcomes(records)
    assert (ends["a.txt"]["status"], ends["a.txt"]["reason"]) == ("partial", "unreadable")
    assert ends["b.txt"]["status"] == "scanned"
    assert [record["file"] for record in records if record["type"] == "finding"] == ["a.txt", "b.txt"]


def test_a_folder_that_cannot_be_listed_is_told_and_its_neighbours_are_read(bucket, monkeypatch):
    monkeypatch.setattr(reader, "PAGE", 2)
    for name in ("a/1", "a/2", "a/3", "b/1"):
        bucket.put(name, LEAK)
    asked = bucket.watched.asked
    bucket.watched.fail = lambda *_: "403 Forbidden" if "continuation-token" in asked[-1][2] else None
    records = outcomes(scanned("s3://docs"))
    assert {name: record["status"] for name, record in records.items()} == {
        "a/": "not_scanned",
        "a/1": "scanned",
        "a/2": "scanned",
        "b/1": "scanned",
    }
    assert records["a/"]["detail"].endswith("folder not listed to its end")


def test_a_place_that_is_closed_is_an_outcome_and_a_wrong_one_a_mistake(bucket):
    bucket.watched.fail = lambda *_: "403 Forbidden"
    (outcome,) = scanned("s3://docs/a")
    assert (outcome["status"], outcome["reason"]) == ("not_scanned", "unreadable")
    assert outcome["detail"] == "403 at the server"
    bucket.watched.fail = lambda *_: None
    with pytest.raises(SourceError, match="nothing there"), found(["s3://absent/"]):
        pass


def test_what_did_not_change_is_not_fetched_again(bucket, tmp_path):
    for name in ("a/1", "a/2", "a/3"):
        bucket.put(name, LEAK)
    (tmp_path / "key").touch(0o600)
    (tmp_path / "key").write_bytes(bytes(32))
    words = ["scan", "s3://docs/a", "-q", "-f", "jsonl", "-j", "0", "--key-file", str(tmp_path / "key")]
    words += ["--ledger", str(tmp_path / "ledger")]

    def run():
        bucket.watched.asked.clear()
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 1, done.output
        # Several are asked for at once, and come in any order.
        return sorted(path[-1] for method, path, *_ in bucket.watched.asked if method == "GET" and path[-1] in "123")

    assert run() == ["1", "2", "3"]
    assert run() == []
    bucket.put("a/2", OTHER)
    assert run() == ["2"]
    bucket.delete("a/3")
    assert run() == []
    bucket.put("a/3", LEAK)
    assert run() == ["3"]


def test_the_fixture_share_gives_the_same_from_a_bucket(bucket, share_part, share_local):
    for path, data in files(share_part):
        bucket.put(f"share/{path}", data)
    assert scanned("s3://docs/share") == share_local
    assert scanned("s3://docs/share/", workers=2) == share_local


class Together:
    """Answers no request of a kind until so many of them have come: the first of them only."""

    def __init__(self, number, kind):
        self.barrier, self.kind, self.met = threading.Barrier(number, timeout=30), kind, False

    def __call__(self, _method, path, number):
        if not self.met and self.kind(path, number):
            self.barrier.wait()
            self.met = True


def test_one_worker_has_several_small_objects_on_their_way(bucket):
    names = [f"a/{number}" for number in range(8)]
    for name in names:
        bucket.put(name, LEAK)
    bucket.watched.fail = Together(4, lambda path, _: re.search("/a/[0-9]", path))
    records = outcomes(scanned("s3://docs/a/", workers=1))
    assert {record["status"] for record in records.values()} == {"scanned"}
    assert [len(gets(bucket, f"/{name}")) for name in names] == [1] * 8


def test_folders_that_come_next_are_listed_together(bucket):
    for number in range(8):
        bucket.put(f"a/{number}/x", LEAK)
    asked = bucket.watched.asked
    bucket.watched.fail = Together(4, lambda _, number: re.search("prefix=a%2F[0-9]", asked[number - 1][2]))
    with found(["s3://docs/a/"], Choice(compile_filters(["3/"]))) as items:
        walked = [source_of(item).path for item in items]
    assert walked == [*(f"{number}/x" for number in range(3)), "3/", *(f"{number}/x" for number in range(4, 8))]
    assert not any("a%2F3" in query for _, _, query, _ in asked)


SCHEMA = json.loads(resources.files("piiscan").joinpath("data/schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def lies(monkeypatch, settings=None):
    """How the one object is said to lie, and the duties of what is found in it."""
    openness._asked.cache_clear()
    if settings is not None:
        monkeypatch.setattr(reader.Place, "_setting", lambda _, name: settings.get(name, {}))
    with found(["s3://docs/a.txt"]) as items:
        records = [to_record(event, CONFIG) for item in items for event in scan_one(item, CONFIG)]
    (finding,) = [record for record in records if record["type"] == "finding"]
    for record in records:
        VALIDATOR.validate(record)
    return records[-1].get("exposure"), finding.get("duties", [])


def test_a_bucket_that_everybody_may_read_is_said_to_be_one(bucket, monkeypatch):
    bucket.put("a.txt", LEAK)
    bucket.change(lambda client: client.put_bucket_acl(Bucket="docs", ACL="public-read"))
    exposure, duties = lies(monkeypatch)
    bucket.change(lambda client: client.put_bucket_acl(Bucket="docs", ACL="private"))
    fact = "everybody may list the bucket"
    assert (exposure["level"], exposure["why"], exposure["uid"]) == ("wide", [fact], None)
    assert duties == [{"clause": "17.04(2)(a)", "fact": fact}]
    assert lies(monkeypatch) == (None, [])
    public = {"get_bucket_policy_status": {"PolicyStatus": {"IsPublic": True}}}
    assert lies(monkeypatch, public)[0]["why"] == ["the policy of the bucket is public"]
    shut = {"get_public_access_block": {"PublicAccessBlockConfiguration": {"RestrictPublicBuckets": True}}}
    assert lies(monkeypatch, {**public, **shut}) == (None, [])


def test_a_bucket_that_does_not_say_how_it_lies_costs_nothing(bucket, monkeypatch):
    bucket.put("a.txt", LEAK)
    asked = bucket.watched.asked
    bucket.watched.fail = lambda _method, _path, number: (
        "403 Forbidden" if re.search("acl|policyStatus|publicAccessBlock", asked[number - 1][2]) else None
    )
    assert lies(monkeypatch) == (None, [])
    assert sum("policyStatus" in query for _, _, query, _ in asked) == 1
    monkeypatch.setattr(reader.Place, "public", lambda _: threading.Event().wait(30))
    monkeypatch.setattr(openness, "PATIENCE", 0.1)
    assert lies(monkeypatch) == (None, [])


@pytest.mark.parametrize("workers", [0, 2])
def test_no_object_is_asked_for_before_the_rate_lets_it_be_read(bucket, workers):
    """So many objects a second: nor are those fetched meanwhile that come next."""
    for number in range(12):
        bucket.put(f"{number:02}.txt", LEAK)
    early, given = [], []

    class Noted(Rate):
        def wait(self):
            early.extend(gets(bucket, ".txt")[len(given) :])
            return super().wait()

        def take(self, size):
            given.append(size)
            super().take(size)

    records = scanned("s3://docs/", workers=workers, rate=Noted(MaxRate(files=50)))
    assert [outcome["status"] for outcome in outcomes(records).values()] == ["scanned"] * 12
    assert (len(given), early) == (12, [])
    assert len(gets(bucket, ".txt")) == 12
