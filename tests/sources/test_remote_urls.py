"""Which words are URLs, which of them are refused, and that none costs anything until there is one."""

import socket
import subprocess
import sys
from itertools import islice

import pytest
from click.testing import CliRunner

from piiscan.cli import cli
from piiscan.model import Outcome, Source, Unscannable
from piiscan.sources import SourceError, found
from piiscan.sources.remote import faults, places
from piiscan.sources.remote.line import Line
from piiscan.sources.remote.places import Entry, stamp_of

SECRET = "Tr0ub4dor"


@pytest.mark.parametrize(
    "url",
    [
        f"s3://AKIA:{SECRET}@bucket/a",
        f"s3://{SECRET}@bucket/a",
        f"http://user:{SECRET}@example.com/a",
        f"https://{SECRET}@example.com/a",
        f"https://example.com/a.csv?X-Amz-Signature={SECRET}",
        f"https://example.com/a.csv?v=1&sv=2024&sig={SECRET}",
        f"https://example.com/a.csv?access_token={SECRET}",
        f"https://example.com/a.csv?x={SECRET * 5}",
        f"https://example.com?apikey={SECRET}",
        f"https://example.com/a#access_token={SECRET}",
        f"s3://AKIA:ab/{SECRET}@bucket/a",
        f"sftp://me:{SECRET}/x@host/a",
        f"S3://A:{SECRET}@bucket",
        f"zip::s3://a:{SECRET}@bucket/a.zip",
        f"zip://x::s3://a:{SECRET}@bucket/a.zip",
        f"simplecache::https://{SECRET}@example.com/a",
    ],
)
def test_a_url_with_a_secret_is_refused_and_not_repeated(url, tmp_path):
    done = CliRunner().invoke(cli, ["scan", url, "-o", str(tmp_path / "report.jsonl"), "-f", "jsonl"])
    assert done.exit_code == 2
    assert "::…" in done.output or "…: has" in done.output
    assert SECRET not in done.output
    assert not (tmp_path / "report.jsonl").exists()


@pytest.mark.parametrize("url", ["s3://", "s3:///a", "https://", "http:///x", "http://?a"])
def test_a_url_without_a_place_is_a_mistake(url):
    with pytest.raises(SourceError, match="names no"), found([url]):
        pass


@pytest.mark.parametrize(
    "url", ["zip::s3://bucket/a.zip", "zip::s3::s3://bucket/a.zip", "zip://people.csv::s3://bucket/a.zip"]
)
def test_instead_of_a_chain_is_said_what_to_write(url):
    with pytest.raises(SourceError, match=r"zip::…: .* all that is in it: s3://bucket/a\.zip"), found([url]):
        pass


def test_what_is_not_installed_is_named_with_the_words_that_install_it(monkeypatch):
    places.CONNECTED.pop(("s3", "bucket"), None)
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SourceError) as caught, found(["s3://bucket/a"]):
        pass
    assert str(caught.value) == "s3://… needs what is not installed: pip install 'piiscan-cmr17[s3]'"


def test_a_local_scan_loads_nothing_of_it():
    code = """import sys
from piiscan.cli import run
from piiscan.sources import found
with found(["/dev/null"]) as items: list(items)
loud = {"fsspec", "s3fs", "aiohttp", "asyncio", "ssl"} & set(sys.modules)
loud |= {name for name in sys.modules if name.startswith("piiscan.sources.remote.")}
sys.exit(repr(loud) if loud else 0)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


class Hostile:
    """A server that lists what it likes."""

    flat = False

    def __init__(self, *entries, error=None):
        self.listing, self.error, self.line = entries, error, Line()

    def look(self, path):
        return Entry(path, folder=True)

    def entries(self, _folder):
        yield from self.listing
        if self.error is not None:
            raise self.error


def listed(monkeypatch, place):
    monkeypatch.setitem(places.CONNECTED, ("sftp", "h"), place)
    with found(["sftp://h/d/"]) as items:
        return [(item.source.path, item.reason, item.detail) for item in islice(items, 20) if isinstance(item, Outcome)]


def test_names_and_sizes_that_no_file_has_are_told_and_nowhere_gone_to(monkeypatch):
    names = [Entry("..", folder=True), Entry("a/b", 5), Entry(".", 5), Entry("", folder=True), Entry("a", -5)]
    told = listed(monkeypatch, Hostile(*names, Entry("b", 1 << 70)))
    assert [(path, reason) for path, reason, _ in told] == [
        ("../", "special"),
        ("a/b", "special"),
        (".", "special"),
        ("./", "special"),
        ("a", "unreadable"),
        ("b", "unreadable"),
    ]


def test_a_listing_that_makes_no_sense_costs_its_folder_alone(monkeypatch):
    told = listed(monkeypatch, Hostile(Entry("a", 1), error=KeyError(SECRET)))
    assert told == [("./", "unreadable", "KeyError at the server, folder not listed to its end")]
    told = listed(monkeypatch, Hostile(error=KeyError(SECRET)))
    assert told == [("./", "unreadable", "KeyError at the server")]


class CodedError(Exception):
    def __init__(self, status, code):
        super().__init__(f"GET https://host/bucket/{SECRET}?sig={SECRET}")
        self.response = {"ResponseMetadata": {"HTTPStatusCode": status}, "Error": {"Code": code, "Message": SECRET}}


@pytest.mark.parametrize(
    ("error", "reason", "detail"),
    [
        (CodedError(403, "AccessDenied"), "unreadable", "AccessDenied (403) at the server"),
        (CodedError(400, f"{SECRET}: no"), "unreadable", "CodedError (400) at the server"),
        (CodedError(403, SECRET * 9), "unreadable", "access denied (403) at the server"),
        (OSError(f"Forbidden: {SECRET}"), "unreadable", "access denied (403) at the server"),
        (OSError(SECRET), "unreadable", "OSError at the server"),
        (
            CodedError(403, "InvalidAccessKeyId"),
            "unreadable",
            "the server does not take the credentials (InvalidAccessKeyId (403))",
        ),
        (CodedError(401, ""), "unreadable", "the server does not take the credentials (CodedError (401))"),
        (CodedError(404, "NoSuchKey"), "changed", faults.GONE),
        (CodedError(412, "PreconditionFailed"), "changed", faults.REPLACED),
        (TimeoutError(SECRET), "timeout", "the server has not answered in time"),
        (ConnectionRefusedError(111, SECRET), "unreadable", "the server cannot be reached (ECONNREFUSED)"),
        (ConnectionResetError(104, SECRET), "unreadable", "the server broke off the connection (ECONNRESET)"),
        (socket.gaierror(-3, SECRET), "unreadable", "the name of the server cannot be asked for just now"),
        (PermissionError(13, SECRET), "unreadable", "EACCES at the server"),
        (ValueError(SECRET), "unreadable", "ValueError at the server"),
        (socket.gaierror(-2, SECRET), "unreadable", "no server of this name is found"),
    ],
)
def test_of_an_error_only_its_kind_and_code_are_told(error, reason, detail):
    assert faults.verdict(error) == (reason, detail)


def test_only_what_may_pass_is_tried_again(monkeypatch):
    monkeypatch.setattr(faults, "WAITS", [0, 0])
    tries = []

    def fail(error):
        tries.append(error)
        raise error

    for error, times in [(CodedError(503, "SlowDown"), 3), (faults.CutError(), 3), (CodedError(403, "No"), 1)]:
        tries.clear()
        with pytest.raises(Unscannable) as caught:
            Line().ask(lambda error=error: fail(error))
        assert len(tries) == times
        assert caught.value.__cause__ is None
        assert SECRET not in str(caught.value)


def test_a_stamp_changes_with_the_tag_and_is_no_time_where_there_is_none():
    one, two, untold = stamp_of(Entry("a", 1, 7, "x")), stamp_of(Entry("a", 1, 7, "y")), stamp_of(Entry("a", 1))
    assert one != two
    assert one[3] < 0 < untold[3]
    assert Source("s3://b", "a", "s3://b/a", 1, one).stamp[:2] == (0, 0)
