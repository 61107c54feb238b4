"""One source, bytes to events: every end is an outcome, none says more than it may."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from piiscan import scan as scan_module
from piiscan.config import Config, Limits
from piiscan.formats.base import Format
from piiscan.model import (
    Axis,
    Blob,
    Encryption,
    Finding,
    Gap,
    Outcome,
    Reason,
    Segment,
    Shape,
    Source,
    Status,
    Unscannable,
)
from piiscan.pairing import Reader
from piiscan.scan import scan_one

SSN = "773-01-0001"
SECRET = "010-94-0001"
TEXT = f"Ann Lee {SSN}\n".encode()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def text_segment(data=TEXT):
    return Segment(data, Shape.PROSE, lambda _: ())


@pytest.fixture
def with_format(monkeypatch):
    """Read every blob by a format whose extract is the given function."""

    def use(extract):
        monkeypatch.setattr(scan_module, "identify_blob", lambda _: Format("test", "x/test", extract))

    return use


ENDS = [
    (ValueError(SECRET), Reason.BUG, "ValueError at test_scan.py:"),
    (KeyError(SECRET), Reason.BUG, "KeyError at test_scan.py:"),
    (MemoryError(SECRET), Reason.LIMIT, "out of memory"),
    (RecursionError(SECRET), Reason.LIMIT, "nested too deeply"),
    (OSError(5, SECRET), Reason.UNREADABLE, "read error EIO"),
    (OSError(SECRET), Reason.UNREADABLE, "read error OSError"),
    (UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET), Reason.BUG, "UnicodeDecodeError at test_scan.py:"),
    (Unscannable(Reason.CORRUPT, "damaged"), Reason.CORRUPT, "damaged"),
]


@pytest.mark.parametrize(("error", "reason", "detail"), ENDS, ids=[type(error).__name__ for error, *_ in ENDS])
@pytest.mark.parametrize("after", [False, True], ids=["at once", "after a segment"])
def test_every_exception_is_an_outcome_without_its_text(scan, with_format, error, reason, detail, after):
    def extract(_blob, _context):
        if after:
            yield text_segment()
        raise error

    with_format(extract)
    found = scan(b"x")
    (outcome,) = found.outcomes
    broken = not isinstance(error, (OSError, Unscannable))  # what is text all the same was read as that
    assert outcome.status is (Status.PARTIAL if after or broken else Status.NOT_SCANNED)
    assert outcome.reason is reason
    assert outcome.detail.startswith(detail)
    assert SECRET not in repr(found.outcomes)
    assert len(found.findings) == after
    assert outcome.media_type == "x/test"


def test_what_a_log_would_show_of_a_finding_has_neither_value_nor_name(scan):
    (finding,) = scan(TEXT).findings
    assert (finding.person.name, finding.elements[0].value) == ("Ann Lee", SSN.replace("-", ""))
    shown = repr(finding)
    assert "Classification" in shown
    assert not any(word in shown for word in ("Ann", "Lee", "lee", "773", "0001"))


def test_a_broken_identification_is_an_outcome(scan, monkeypatch):
    monkeypatch.setattr(scan_module, "identify_blob", lambda _: 1 / 0)
    (outcome,) = scan(b"\0x").outcomes
    assert (outcome.status, outcome.reason) == (Status.NOT_SCANNED, Reason.BUG)


@pytest.mark.parametrize("place", ["read", "close"])
def test_an_error_of_pairing_is_an_outcome(scan, monkeypatch, place):
    def broken(*_args):
        raise ValueError(SECRET)
        yield

    monkeypatch.setattr(Reader, place, broken)
    (outcome,) = scan(TEXT).outcomes
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.BUG)
    assert SECRET not in outcome.detail


def test_a_broken_member_costs_only_itself(scan, monkeypatch):
    honest = scan_module.identify_blob

    def identify(blob):
        if blob.name == "b.txt":
            raise ValueError(SECRET)
        return honest(blob)

    monkeypatch.setattr(scan_module, "identify_blob", identify)
    found = scan(zipped({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}), "x.zip")
    assert [outcome.status.value for outcome in found.outcomes] == ["scanned", "partial", "scanned", "scanned"]
    assert found.outcomes[1].detail.endswith(", then read as raw bytes")
    assert len(found.findings) == 3


def test_members_come_before_what_holds_them(scan):
    inner = zipped({"a.txt": TEXT, "b.txt.gz": gzip.compress(TEXT)})
    found = scan(zipped({"in.zip": inner, "z.txt": TEXT}), "x.zip")
    at = ["/".join(str(step.at) for step in outcome.at) for outcome in found.outcomes]
    for index, path in enumerate(at):
        assert not any(later.startswith(f"{path}/") for later in at[index:] if path)
    assert at[-2:] == ["z.txt", ""]
    assert at.index("in.zip") > max(index for index, path in enumerate(at) if path.startswith("in.zip/"))
    assert found.outcomes[-1].at == ()
    assert [finding.at[0] for finding in found.findings] == [(Axis.MEMBER, "in.zip")] * 2 + [(Axis.MEMBER, "z.txt")]


def test_a_finding_comes_before_the_outcome_of_its_blob(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    events = list(scan_one(Source(str(tmp_path), "x.zip", str(path), path.stat().st_size), Config()))
    kinds = [type(event) for event in events]
    assert kinds == [Finding, Outcome, Finding, Outcome, Outcome]


def test_counts_are_of_each_member(scan):
    found = scan(zipped({"a.txt": TEXT, "b.txt": TEXT * 3, "c.txt": b"nothing"}), "x.zip")
    a, b, c, root = found.outcomes
    assert a.counts["personal_information"] == {"ssn": 1}
    assert b.counts["personal_information"] == {"ssn": 3}
    assert b.counts["persons"]["unknown"] == 1
    assert c.counts == root.counts == {}
    assert root.listed == len(found.findings)


def test_containers_in_containers_end_at_the_limit(scan):
    data = TEXT
    for _ in range(6):
        data = zipped({"a": data})
    found = scan(data, "x.zip", Config(limits=Limits(depth=3)))
    deepest = found.outcomes[0]
    assert (deepest.status, deepest.reason) == (Status.NOT_SCANNED, Reason.LIMIT)
    assert len(deepest.at) == 4
    assert "depth" in deepest.detail
    assert not found.findings
    assert len(scan(data, "x.zip", Config(limits=Limits(depth=6))).findings) == 1


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_the_list_is_cut_and_the_counts_are_not(scan, limit):
    data = zipped({f"{i}.txt": f"Ann Lee {SSN}\n\nBob Ray 773-01-0002\n\n".encode() * 2 for i in range(3)})
    full = scan(data, "x.zip", Config(max_findings_per_file=0))
    cut = scan(data, "x.zip", Config(max_findings_per_file=limit))
    assert len(full.findings) == 12
    assert cut.findings == [f for f in full.findings if f.at in {one.at for one in cut.findings}]
    assert len(cut.findings) == limit == cut.outcomes[-1].listed
    assert [outcome.counts for outcome in cut.outcomes] == [outcome.counts for outcome in full.outcomes]


def test_gaps_make_an_outcome_partial_and_are_named(scan, with_format):
    def extract(_blob, _context):
        yield text_segment()
        for page in range(7):
            yield Gap(Reason.UNSUPPORTED, f"page {page} is an image")
        yield Encryption("plain", "RC4", 40)

    with_format(extract)
    (outcome,) = scan(b"x").outcomes
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.UNSUPPORTED)
    assert outcome.detail.endswith("page 4 is an image; and 2 more")
    assert outcome.encryption == Encryption("plain", "RC4", 40)


def test_an_encrypted_file_says_how(scan, with_format):
    def extract(_blob, _context):
        raise Unscannable(Reason.ENCRYPTED, "a password is needed", Encryption("encrypted", "AES", 256))
        yield

    with_format(extract)
    (outcome,) = scan(b"x").outcomes
    assert (outcome.status, outcome.reason) == (Status.NOT_SCANNED, Reason.ENCRYPTED)
    assert outcome.encryption.bits == 256


def test_a_file_that_is_not_there_is_an_outcome(tmp_path):
    (outcome,) = scan_one(Source(str(tmp_path), "gone", str(tmp_path / "gone"), 7), Config())
    assert outcome.status is Status.NOT_SCANNED
    assert outcome.reason is not None


def test_a_file_that_changes_under_way_is_said_to(tmp_path, with_format):
    path = Path(tmp_path) / "log.txt"
    path.write_bytes(TEXT)
    os.utime(path, (1, 1))

    def extract(_blob: Blob, _context):
        yield text_segment()
        with path.open("ab") as stream:
            stream.write(b"more\n")

    with_format(extract)
    finding, outcome = scan_one(Source(str(tmp_path), "log.txt", str(path), len(TEXT)), Config())
    assert isinstance(finding, Finding)
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)
    assert outcome.counts["personal_information"] == {"ssn": 1}


def test_an_empty_file_is_scanned(scan):
    (outcome,) = scan(b"").outcomes
    assert (outcome.status, outcome.counts, outcome.listed) == (Status.SCANNED, {}, 0)


def test_every_stream_is_closed(scan):
    """Warnings are errors: an unclosed stream fails the test that left it."""
    for data, name in [
        (TEXT.decode().encode("utf-16"), "a.txt"),
        (zipped({"a.json": b'{"a": 1}'}), "a.zip"),
        (b"a,b\n1,2\n", "a.csv"),
    ]:
        assert scan(data, name).outcomes[-1].status is Status.SCANNED


def test_what_broke_down_is_read_as_raw_bytes_and_nothing_is_told_or_counted_twice(scan, with_format):
    """The first reading gives one person of three, in a table; the second finds the other two as lines."""
    text = b"\n".join(f"{name} Lee SSN 773-01-000{n}".encode() for n, name in enumerate(["Ann", "Bob", "Eve"], 1))

    def extract(_blob, _context):
        yield text_segment(text.partition(b"\n")[0])
        raise ValueError(SECRET)

    with_format(extract)
    found = scan(text)
    assert [finding.elements[0].value for finding in found.findings] == ["773010001", "773010002", "773010003"]
    assert [finding.at[0].at for finding in found.findings[1:]] == [2, 3]
    (outcome,) = found.outcomes
    assert (outcome.status, outcome.reason, outcome.listed) == (Status.PARTIAL, Reason.BUG, 3)
    assert outcome.counts["personal_information"] == {"ssn": 3}
    assert sum(outcome.counts["persons"].values()) == 3


def test_a_full_list_is_not_read_again(scan, with_format):
    def extract(_blob, _context):
        yield text_segment()
        raise ValueError(SECRET)

    with_format(extract)
    (outcome,) = scan(TEXT * 2, config=Config(max_findings_per_file=1)).outcomes
    assert "not read as raw bytes" in outcome.detail


def test_an_outcome_says_what_was_asked_of_the_folder(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table people (name, ssn)")
    database.close()
    (tmp_path / "a.txt").write_text("Ann Lee, SSN 010-94-0001\n")

    def asked(name):
        path = tmp_path / name
        *_, outcome = scan_one(Source(str(tmp_path), name, str(path), path.stat().st_size), Config())
        return outcome.beside

    assert asked("a.txt") == ()
    assert "a.db-wal" in asked("a.db")
