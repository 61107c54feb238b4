"""All that can be decoded is read, whatever comes after."""

from __future__ import annotations

import gzip
import io
import random

import pytest
from format_samples import SSN, Read, blob, read, take

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.archives.gzip import extract_gzip
from piiscan.formats.base import new_context
from piiscan.formats.identify import identify_blob
from piiscan.model import Blob, Gap, Reason


def numbered(count: int) -> bytes:
    generator = random.Random(5)
    return b"".join(b"%d 010-94-0001\n" % generator.getrandbits(60) for _ in range(count))


@pytest.mark.parametrize(
    ("name", "inner"),
    [("a.csv.gz", "a.csv"), ("b.tgz", "b.tar"), ("C.GZ", "C"), (".gz", ".gz"), ("odd", "odd")],
)
def test_the_child_is_named_by_what_it_holds(name, inner):
    result = read(gzip.compress(SSN.encode()), name)
    assert [child.name for child in result.children] == [inner]
    assert result.children[0].at == "DECODED gzip"
    assert result.gaps == []


def test_members_follow_each_other_and_padding_is_nothing():
    data = gzip.compress(b"one 010-94-0001\n") + gzip.compress(b"two 010-94-0002\n") + bytes(2000)
    result = read(data, "a.gz")
    assert result.everywhere() == "one 010-94-0001\ntwo 010-94-0002\n"
    assert result.gaps == []


def test_trailing_data_is_said():
    result = read(gzip.compress(b"one 010-94-0001\n") + b"garbage", "a.gz")
    assert result.everywhere() == "one 010-94-0001\n"
    assert [gap.detail for gap in result.gaps] == ["trailing data behind the gzip members"]


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_a_truncated_file_gives_all_that_is_there(kept):
    text = numbered(20_000)
    data = gzip.compress(text)
    result = read(data[: int(len(data) * kept)], "a.gz")
    found = result.children[0].text
    assert text.decode().startswith(found)
    assert len(found) > len(text) * kept * 0.98 - 1000
    assert [(gap.reason, gap.detail) for gap in result.gaps] == [(Reason.CORRUPT, "gzip data is cut short")]


def test_damage_keeps_what_is_before_it():
    data = bytearray(gzip.compress(numbered(20_000)))
    data[len(data) // 2 : len(data) // 2 + 50] = bytes(50)
    result = read(bytes(data), "a.gz")
    assert len(result.children[0].places["010-94-0001"]) > 9000
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_only_a_header_is_corrupt():
    result = read(gzip.compress(b"x" * 100)[:10], "a.gz")
    assert result.children[0].refused.reason is Reason.CORRUPT


def test_gzip_in_gzip_in_gzip():
    data = gzip.compress(gzip.compress(gzip.compress(SSN.encode())))
    result = read(data, "a.txt.gz")
    assert result.everywhere() == SSN


@pytest.mark.long
def test_a_bomb_within_the_budget_is_read_to_its_end_in_flat_memory():
    """A1: what is planted first and last is both found; no copy of the content is ever made."""
    size = 24 << 20
    data = gzip.compress(SSN.encode() + b" " * size + SSN.encode(), 1)
    places = []
    context = new_context(Limits())
    for child in extract_gzip(blob(data, "a.txt.gz"), context):
        assert isinstance(child, Blob)
        assert identify_blob(child) is BY_NAME["text"]
        for segment in BY_NAME["text"].extract(child, context):
            found = Read("")
            take(found, segment)
            places += found.places.get(SSN, [])
    assert places == ["LINE 1 COLUMN 1 BYTE 0", f"LINE 1 COLUMN {size + 12} BYTE {size + 11}"]
    assert context.budget.expanded == size + 22


def test_a_bomb_beyond_the_budget_stops_there():
    data = gzip.compress(SSN.encode() + b" " * (20 << 20) + b"010-94-0002")
    result = read(data, "a.txt.gz", Limits(expanded=4 << 20))
    assert list(result.children[0].places) == [SSN]
    assert [(gap.reason, "limit: expanded" in gap.detail) for gap in result.gaps] == [(Reason.LIMIT, True)]


def test_a_child_can_be_read_in_any_order():
    text = numbered(50_000)
    for child in extract_gzip(blob(gzip.compress(text), "a.gz"), new_context(Limits())):
        assert isinstance(child, Blob)
        with child.open() as stream:
            assert stream.read(10) == text[:10]
            assert stream.seek(0) == 0
            assert stream.read(5) == text[:5]
            assert stream.seek(0, io.SEEK_END) == len(text)
            assert stream.seek(-7, io.SEEK_CUR) == len(text) - 7
            assert stream.read() == text[-7:]
            assert stream.seek(300_000) == 300_000
            assert stream.read(100) == text[300_000:300_100]
        with child.open() as stream:
            stream.seek(700_000)
            assert stream.read(20) == text[700_000:700_020]
            stream.seek(5)
            assert stream.read(20) == text[5:25]


def test_a_copy_has_a_limit():
    limits = Limits(document=1 << 20)
    for item in extract_gzip(blob(gzip.compress(bytes(3 << 20)), "a.gz"), new_context(limits)):
        if isinstance(item, Blob):
            with item.open() as stream:
                assert stream.seek(0, io.SEEK_END) < 3 << 20
        else:
            assert isinstance(item, Gap)
            assert item.reason is Reason.LIMIT
            assert "limit: document" in item.detail
            return
    pytest.fail("the cut copy was not said")


def test_a_large_log_with_few_hits_needs_no_copy():
    """The places of later hits are looked up by a second stream, which goes ahead without one."""
    lines = b"nothing here, nothing there\n" * 4
    hits = b"".join(lines * 9000 + b"%d 010-94-0001\n" % number for number in range(5))
    result = read(gzip.compress(hits, 1), "a.log.gz", Limits(document=1 << 20))
    assert [place.split()[1] for place in result.children[0].places[SSN]] == [str(36001 + 36001 * n) for n in range(5)]
    assert result.gaps == []


def test_the_places_of_many_hits_cost_one_more_run():
    lines = b"nothing here, nothing there\n" * 60_000
    data = gzip.compress(b"".join(lines + b"%d 010-94-0001\n" % number for number in range(8)), 1)
    runs = []

    def opened() -> io.BytesIO:
        runs.append(1)
        return io.BytesIO(data)

    result = read(Blob("a.log.gz", opened, (), len(data)))
    assert len(result.children[0].places[SSN]) == 8
    assert len(runs) <= 5  # to tell the formats of both, to tell the encoding, to read, to look up
