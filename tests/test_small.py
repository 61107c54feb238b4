"""The short way through a small file says what the long way says, to the last field."""

import bz2
import gzip
import io
import lzma
import marshal
import os
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from piiscan import matcher, small
from piiscan import scan as scan_module
from piiscan.config import Config
from piiscan.formats.base import Budget
from piiscan.formats.encoded.triggers import triggers_in
from piiscan.formats.identify import identify_blob
from piiscan.formats.plain.text import is_as_written
from piiscan.model import Blob, Outcome, Reason, Source, Status
from piiscan.pairing.tables.hashes import hashes_in
from piiscan.scan import scan_one
from piiscan.small import glance
from piiscan.sources import kernel
from piiscan.sources.base import stamp_of

SSN = "773-01-0001"
PIECES = [
    b"",
    b"a",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\0" * 30,
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1b$B",
    b"\x80\x81",
    "é".encode(),
    "Ann Lee 010-94-0001\n".encode("utf-16-le"),
    b"Ann Lee 010-94-0001\n",
    b"SSN: 773010001 ",
    b"nothing to see here, 12 apples\n",
    b"2024-01-01 12:00:00 INFO id=12345678901234567890 done\n",
    b'{"a": 1}\n',
    b'{"ssn_sha256": "' + b"0a" * 32 + b'"}\n',
    b'{"name": "Ann Lee", "ssn": "773-01-0001"}\n',
    b"name,ssn\nAnn Lee,773-01-0001\nBob Ray,773-01-0002\n",
    b"%PDF-1.4\n",
    b"PK\x05\x06" + bytes(18),
    b"-----BEGIN PGP MESSAGE-----\n",
    b"$ANSIBLE_VAULT;1.1;AES256\n",
    b"ENC[AES256_GCM,data:",
    b"<html><body>",
    b"From: a@example.com\nTo: b@example.com\nSubject: x\n\n",
    b"NzczLTAxLTAwMDE=",
    b"%37%37%33-01-0001",
    b"ANSI 636002080002DL00410288ZM03290015DLDAQS12345678",
    b"MSH|^~\\&|A|B\n",
    b"key: value\n- item\n",
    b"begin 644 x\n",
    b"x" * 5000,
    b"\n" * 4096,
]
NAMES = ["a.txt", "a", "a.json", "a.csv", "a.log", "a.pdf", "a.py", "a.md", "a.yml", "a.eml", "a.html", "a.TAR", ".x"]


def long_and_short(path, monkeypatch, config=None):
    source = Source(str(path.parent), path.name, str(path), path.lstat().st_size)
    short = list(scan_one(source, config or Config(key=b"k" * 32)))
    with monkeypatch.context() as patch:
        patch.setattr(small, "LARGEST", -1)
        long = list(scan_one(source, config or Config(key=b"k" * 32)))
    return long, short


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=6), st.sampled_from(NAMES))
def test_any_small_file_is_told_the_same_both_ways(tmp_path, monkeypatch, pieces, name):
    path = tmp_path / name
    path.write_bytes(b"".join(pieces))
    long, short = long_and_short(path, monkeypatch)
    assert short == long


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(NAMES))
def test_any_bytes_are_told_the_same_both_ways(tmp_path, monkeypatch, data, name):
    path = tmp_path / name
    path.write_bytes(data)
    long, short = long_and_short(path, monkeypatch)
    assert short == long


def compiled(constants, behind=b""):
    return (
        struct.pack("<HHI", 3495, 0x0A0D, 0)
        + bytes(8)
        + marshal.dumps(compile("", "x", "exec").replace(co_consts=constants))
        + behind
    )


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([*PIECES, *(piece.decode("latin-1") for piece in PIECES)]), max_size=6),
    st.sampled_from([b"", b"", b"", *PIECES]),
)
def test_compiled_python_is_told_the_same_both_ways(tmp_path, monkeypatch, constants, behind):
    path = tmp_path / "a.pyc"
    path.write_bytes(compiled(tuple(constants), behind))
    long, short = long_and_short(path, monkeypatch)
    assert short == long


NUMBERS = [SSN.encode(), b"773010001", b"4", b"-", b"4111 1111 1111 1111", b"SSN ", b"acct no. ", b"12345678", b"S12"]


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from([*PIECES[:26], *NUMBERS]), max_size=4).map(b"".join), min_size=1, max_size=8))
def test_texts_that_are_searched_together_are_searched_each_by_itself(texts):
    expected = {
        index
        for index, text in enumerate(texts)
        if matcher.find(text).start.size
        or triggers_in(text)
        or not is_as_written(text)
        or any(hashes_in(text, 0, len(text)))
    }
    found = small._suspects(texts, hashes=True)
    assert set(found) == expected
    for index, hits in found.items():
        for known, column in zip(hits, matcher.find(texts[index]), strict=True):
            assert (known.dtype, known.tolist()) == (column.dtype, column.tolist())


@pytest.mark.parametrize(
    "text",
    [
        b"Ann Lee, SSN: 773-O1-0001 of Lynn",
        b"SSN: 773-O1-0001 of Ann Lee",
        b"Ann Lee, SSN 773 - 01 -\n0001",
        b"Driver's License No. 12-345-6789 of Ann Lee, Boston",
        b"Acct # 88120-0471-1, Rockland Trust",
        b"Card no. 4539 1488\n0343 6467",
        b"paid by MC5425233430109903",
        b"Rockland Trust 211371447/4619825618",
    ],
)
@pytest.mark.parametrize("before", [0, 3, 8])
def test_a_text_among_many_tables_of_numbers_is_searched_as_by_itself(text, before):
    """A long text full of digits has no numbers in pieces: small ones are none, however many are searched together."""
    full = b"".join(b"%d,%d\n" % (at, at * 7919) for at in range(10000, 12000))
    found = small._suspects([*[full] * before, text, *[full] * (8 - before)], hashes=False)[before]
    alone = matcher.look(text)
    assert alone.start.size
    assert [column.tolist() for column in found] == [column.tolist() for column in alone]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from([*PIECES, *NUMBERS]), max_size=4).map(b"".join), st.sampled_from(NAMES)),
        min_size=2,
        max_size=8,
    )
)
def test_a_glance_at_several_says_what_is_said_of_each(tmp_path, monkeypatch, files):
    sources = []
    for number, (data, name) in enumerate(files):
        path = tmp_path / str(number) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        sources.append(Source(str(tmp_path), f"{number}/{name}", str(path), len(data)))
    for source, media_type in zip(sources, glance(sources, Config(key=b"k" * 32)), strict=True):
        long, short = long_and_short(Path(source.opens), monkeypatch)
        if media_type is not None:
            nothing = replace(long[0], source=source)
            assert [nothing] == [Outcome(source, (), Status.SCANNED, media_type=media_type, size=source.size)]
            assert len(long) == 1
        else:  # nor is anything left to the long way that need not go it
            assert not (len(short) == 1 and short[0].status is Status.SCANNED and went_short(Path(source.opens)))


@pytest.mark.parametrize(
    "text",
    [
        b"@\n\x1e\rANSI 636002080002DL00410250ZM02910010DLDAQS40900213\nDCSSILVA\nDACINES\nDAJMA\n",
        b"Ann Lee, SSN (SHA-256): " + b"0a1b" * 16 + b"\n",
        b"Ann Lee, base32: G5ZXGZTF GAYTALJZGQWTAMBQGE======\n",
    ],
    ids=["barcode", "hash", "base32"],
)
def test_what_one_of_several_files_has_is_seen_in_each_of_them(tmp_path, text):
    """Of some triggers a text is told one only: of files one behind the other it was the first one's."""
    sources = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(text)
        sources.append(Source(str(tmp_path), path.name, str(path), len(text)))
    assert glance(sources, Config()) == [None] * 3


def went_short(path):
    data = path.read_bytes()
    form = identify_blob(Blob(path.name, lambda: io.BytesIO(data), size=len(data)))
    return path.suffix != ".pdf" and small.holds_nothing(data, form)


def test_what_a_glance_cannot_read_or_changes_is_left_to_the_scan(tmp_path, monkeypatch):
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_bytes(b"a few words\n")
    source = Source(str(tmp_path), "a.txt", str(path), 12, stamp_of(path.stat()))
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    named = [
        source,
        replace(source, opens=str(other)),  # gone
        replace(source, opens=str(link)),
        replace(source, stamp=(1, 2, 3, 4)),  # another file
        replace(source, opens=str(tmp_path)),
        replace(source, root="-"),
        replace(source, size=small.LARGEST + 1),
    ]
    assert glance(named, Config()) == ["text/plain"] + [None] * 6
    monkeypatch.setattr(small, "every_trigger", lambda _: 1 / 0)
    assert glance(named, Config()) == [None] * 7
    monkeypatch.undo()
    monkeypatch.setattr(kernel, "read_whole", None)
    honest = os.read

    def meanwhile(handle, size):
        data = honest(handle, size)
        path.write_bytes(b"other words\n")
        os.utime(path, ns=(1, 1))
        return data

    monkeypatch.setattr(os, "read", meanwhile)
    assert glance([source], Config()) == [None]


@pytest.mark.parametrize("size", [small.LARGEST - 1, small.LARGEST, small.LARGEST + 1])
@pytest.mark.parametrize("ends", [b"\xff\xfe", b"\x1b$B", b"\0", "é".encode()[:1], b" 773-01-0001", b"PK\x05\x06"])
def test_what_stands_at_the_end_of_the_largest_one_counts(tmp_path, monkeypatch, size, ends):
    path = tmp_path / "a.txt"
    path.write_bytes((b"some words\n" * 7000)[: size - len(ends)] + ends)
    long, short = long_and_short(path, monkeypatch)
    assert short == long


@pytest.fixture
def no_long_way(monkeypatch):
    def refuse(*_args):
        raise AssertionError

    monkeypatch.setattr(scan_module.Scan, "blob", refuse)


@pytest.mark.usefixtures("no_long_way")
@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", "text/plain"),
        (b"a few words\n", "text/plain"),
        (b'{"a": [1, 2]}', "application/json"),
        (b"From: a@b.org\nSubject: x\n\nDear Ann,\n", "message/rfc822"),
        (compiled(("a few words", 12)), "application/x-python-bytecode"),
    ],
)
def test_a_text_without_a_number_goes_the_short_way(scan, data, media_type):
    (outcome,) = scan(data).outcomes
    assert (outcome.status, outcome.media_type, outcome.size) == (Status.SCANNED, media_type, len(data))


def test_a_small_file_is_opened_once_whatever_its_format(scan, monkeypatch):
    opened = []
    honest = scan_module.open_source
    monkeypatch.setattr(scan_module, "open_source", lambda source: opened.append(source) or honest(source))
    assert len(scan(f"name,ssn\nAnn Lee,{SSN}\n", "a.csv").findings) == 1
    assert len(opened) == 1


def test_a_file_that_changes_meanwhile_is_partial(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a few words\n")
    honest = small.holds_nothing

    def meanwhile(data, form, name, limits):
        with path.open("ab") as file:
            file.write(f"Ann Lee {SSN}\n".encode())
        return honest(data, form, name, limits)

    monkeypatch.setattr(small, "holds_nothing", meanwhile)
    *_, outcome = scan_one(
        Source(str(tmp_path), "a.txt", str(path), 12), Config()
    )  # it is read again, and changes again
    assert isinstance(outcome, Outcome)
    assert (outcome.status, outcome.reason) == (Status.PARTIAL, Reason.CHANGED)


@pytest.mark.parametrize("longer", [True, False])
def test_a_file_of_another_size_than_it_said_goes_the_long_way(tmp_path, monkeypatch, longer):
    path = tmp_path / "a.txt"
    path.write_bytes(f"Ann Lee {SSN}\n".encode())
    honest = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: honest(handle, size) + b"x" if longer else b"")
    source = Source(str(tmp_path), "a.txt", str(path), path.stat().st_size)
    assert len(list(scan_one(source, Config()))) == 2


def test_a_read_error_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a few words\n")

    def fails(*_args):
        raise OSError(5, "x")

    monkeypatch.setattr(os, "read", fails)
    monkeypatch.setattr(scan_module, "identify_blob", fails)
    (outcome,) = scan_one(Source(str(tmp_path), "a.txt", str(path), 12), Config())
    assert (outcome.status, outcome.reason, outcome.detail) == (
        Status.NOT_SCANNED,
        Reason.UNREADABLE,
        "read error EIO",
    )


def test_holes_are_left_to_the_long_way(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"a few words\n")
        file.truncate(60_000)
    long, short = long_and_short(path, monkeypatch)
    assert short == long


def test_what_cannot_be_opened_is_told_the_same_both_ways(tmp_path, monkeypatch):
    target = tmp_path / "target"
    target.write_bytes(b"a few words\n")
    link, closed, pipe = tmp_path / "link", tmp_path / "closed", tmp_path / "pipe"
    link.symlink_to(target)
    closed.write_bytes(b"a few words\n")
    closed.chmod(0)
    os.mkfifo(pipe)
    for path in (link, closed, pipe, Path(tmp_path)):
        long, short = long_and_short(path, monkeypatch)
        assert short == long


PACKERS = {"a.txt.gz": gzip.compress, "a.json.bz2": bz2.compress, "a.xz": lzma.compress, "a.gz": gzip.compress}


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from([*PIECES, *NUMBERS]), max_size=4).map(b"".join),
            st.sampled_from([*PACKERS, "a.txt"]),
            st.integers(0, 40),
        ),
        min_size=2,
        max_size=8,
    )
)
def test_a_glance_at_compressed_files_changes_nothing_that_is_said_of_them(tmp_path, monkeypatch, files):
    sources = []
    for number, (data, name, lost) in enumerate(files):
        path = tmp_path / str(number) / name
        path.parent.mkdir(exist_ok=True)
        packed = PACKERS.get(name, bytes)(data)
        path.write_bytes(packed[: len(packed) - (lost if lost > 30 else 0)])
        sources.append(Source(str(tmp_path), f"{number}/{name}", str(path), path.stat().st_size))
    config = Config(key=b"k" * 32)
    with monkeypatch.context() as patch:
        patch.setattr(small, "LARGEST", -1)
        long = [list(scan_one(source, config)) for source in sources]
    told = glance(sources, config)
    for source, media_type, events in zip(sources, told, long, strict=True):
        if media_type is None:
            assert list(scan_one(source, config)) == events


def test_what_compressed_files_hold_is_looked_at_together(tmp_path, monkeypatch):
    sources = []
    for number in range(20):
        path = tmp_path / f"{number}.log.gz"
        path.write_bytes(gzip.compress(b"%d words\n" % number))
        sources.append(Source(str(tmp_path), path.name, str(path), path.stat().st_size))
    assert glance(sources, Config()) == [None] * 20
    monkeypatch.setattr(small, "every_trigger", lambda _: 1 / 0)
    monkeypatch.setattr(matcher, "look", lambda *_: 1 / 0)
    for source in sources:
        member, outcome = scan_one(source, Config())
        assert (member.status, member.media_type) == (Status.SCANNED, "text/plain")
        assert (outcome.status, outcome.media_type) == (Status.SCANNED, "application/gzip")


def test_a_compressed_file_that_unpacks_to_much_is_not_unpacked_by_a_glance(tmp_path, monkeypatch):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(bytes(50 << 20)))
    counted = []
    honest = Budget.take_bytes
    monkeypatch.setattr(Budget, "take_bytes", lambda self, count: counted.append(count) or honest(self, count))
    source = Source(str(tmp_path), "a.gz", str(path), path.stat().st_size)
    assert glance([source, source], Config()) == [None, None]
    assert sum(counted) <= 8 << 20
