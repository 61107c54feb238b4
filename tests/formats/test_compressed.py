"""bzip2, XZ, LZMA alone and Zstandard: all that can be decoded is read, whatever comes after."""

from __future__ import annotations

import bz2
import functools
import io
import lzma
import random
import shutil
import struct
import subprocess
import sys
import tracemalloc
import zlib

import pytest
from format_samples import SSN, Read, blob, read, take, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats import BY_NAME
from piiscan.formats.base import new_context
from piiscan.formats.identify import identify_blob
from piiscan.model import Blob, Reason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CHECKED = {zstd.CompressionParameter.checksum_flag: 1}


def lzma_alone(data: bytes) -> bytes:
    return lzma.compress(data, lzma.FORMAT_ALONE, preset=1)


def zstandard(data: bytes) -> bytes:
    return zstd.compress(data, options=CHECKED)


def xz(data: bytes) -> bytes:
    return lzma.compress(data, preset=1)


PACK = {"bzip2": bz2.compress, "xz": xz, "lzma": lzma_alone, "zstd": zstandard}
IN_BLOCKS = {**PACK, "bzip2": lambda data: bz2.compress(data, 1)}  # of 100 and 128 KiB at most
FOLLOWING = {name: pack for name, pack in PACK.items() if name != "lzma"}


@functools.cache
def numbered(count: int) -> bytes:
    generator = random.Random(5)
    return b"".join(b"%d 010-94-0001\n" % generator.getrandbits(60) for _ in range(count))


@functools.cache
def in_blocks(form: str) -> tuple[bytes, bytes]:
    """A text of some hundred kilobytes, and it packed: made once, and cut and damaged often."""
    text = numbered(20_000)
    return text, IN_BLOCKS[form](text)


@pytest.mark.parametrize(
    ("form", "name", "inner"),
    [
        ("bzip2", "a.csv.bz2", "a.csv"),
        ("bzip2", "b.TBZ2", "b.tar"),
        ("xz", "a.csv.xz", "a.csv"),
        ("xz", "b.txz", "b.tar"),
        ("lzma", "a.csv.lzma", "a.csv"),
        ("zstd", "a.csv.zst", "a.csv"),
        ("zstd", "b.tzst", "b.tar"),
        ("zstd", "odd", "odd"),
        ("xz", ".xz", ".xz"),
    ],
)
def test_the_child_is_named_by_what_it_holds(form, name, inner):
    result = read(PACK[form](SSN.encode()), name)
    assert result.format == form
    assert [child.name for child in result.children] == [inner]
    assert result.children[0].at == f"DECODED {form}"
    assert result.everywhere() == SSN
    assert result.gaps == []


@pytest.mark.parametrize("form", FOLLOWING)
@pytest.mark.parametrize("padding", [0, 4, 200_000])
def test_streams_follow_each_other_and_padding_is_nothing(form, padding):
    pack = PACK[form]
    data = pack(b"one 010-94-0001\n") + bytes(padding) + pack(b"") + pack(b"two 010-94-0002\n") + bytes(padding)
    result = read(data, "a")
    assert result.everywhere() == "one 010-94-0001\ntwo 010-94-0002\n"
    assert result.gaps == []


@pytest.mark.parametrize("form", PACK)
def test_trailing_data_is_said(form):
    result = read(PACK[form](b"one 010-94-0001\n") + b"garbage", "a")
    assert result.everywhere() == "one 010-94-0001\n"
    assert [gap.detail for gap in result.gaps] == [f"trailing data behind the {form} data"]


@pytest.mark.long
@pytest.mark.parametrize("form", PACK)
@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_a_truncated_file_gives_all_that_is_there(form, kept):
    text, data = in_blocks(form)
    result = read(data[: int(len(data) * kept)], "a")
    found = result.everywhere()
    assert text.decode().startswith(found)
    assert len(found) > len(text) * kept - 150_000  # the last block
    assert [(gap.reason, gap.detail) for gap in result.gaps] == [(Reason.CORRUPT, f"{form} data is cut short")]


@pytest.mark.parametrize("form", PACK)
def test_damage_keeps_what_is_before_it(form):
    data = bytearray(in_blocks(form)[1])
    data[len(data) // 2 : len(data) // 2 + 50] = bytes(50)
    result = read(bytes(data), "a")
    assert len(result.children[0].places["010-94-0001"]) > 4_000
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


@pytest.mark.parametrize(("form", "at"), [("bzip2", -1), ("bzip2", 10), ("xz", -32), ("zstd", -1)])
def test_a_wrong_checksum_keeps_the_text(form, at):
    data = bytearray(PACK[form](b"Ann Lee 010-94-0001\n" * 3))
    data[at] ^= 0x10
    result = read(bytes(data), "a")
    assert len(result.children[0].places["010-94-0001"]) == 3
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


@pytest.mark.parametrize("form", PACK)
def test_a_wrong_stream_does_not_hide_the_one_before(form):
    text = numbered(3000)
    data = PACK[form](text) + PACK[form](text)[: len(PACK[form](text)) // 2].replace(b"1AY&SY", b"1AY&SX")
    assert read(data, "a").everywhere().startswith(text.decode())


@pytest.mark.parametrize("form", FOLLOWING)
def test_only_a_header_is_corrupt(form):
    result = read(PACK[form](b"x" * 100)[:11], "a")
    assert result.format == form
    assert result.children[0].refused.reason is Reason.CORRUPT


@pytest.mark.long
@pytest.mark.parametrize("form", PACK)
def test_a_bomb_within_the_budget_is_read_to_its_end_in_flat_memory(form):
    """A1: what is planted first and last is both found; no copy of the content is ever made."""
    size = 12 << 20
    data = PACK[form](SSN.encode() + b" " * size + SSN.encode())
    places = []
    context = new_context(Limits())
    tracemalloc.start()
    for child in BY_NAME[form].extract(blob(data, "a.txt"), context):
        assert isinstance(child, Blob)
        assert identify_blob(child) is BY_NAME["text"]
        for segment in BY_NAME["text"].extract(child, context):
            found = Read("")
            take(found, segment)
            places += found.places.get(SSN, [])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert places == ["LINE 1 COLUMN 1 BYTE 0", f"LINE 1 COLUMN {size + 12} BYTE {size + 11}"]
    assert context.budget.expanded == size + 22
    assert peak < 20 << 20


@pytest.mark.parametrize("form", PACK)
def test_a_bomb_beyond_the_budget_stops_there(form):
    data = PACK[form](SSN.encode() + b" " * (6 << 20) + b"010-94-0002")
    result = read(data, "a.txt", Limits(expanded=2 << 20))
    assert list(result.children[0].places) == [SSN]
    assert [(gap.reason, "limit: expanded" in gap.detail) for gap in result.gaps] == [(Reason.LIMIT, True)]


def test_a_decoder_may_not_take_what_the_data_claim():
    huge = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29, "preset": 0}]
    one = lzma.LZMACompressor(filters=huge)
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 30})
    for data in (one.compress(b"x" * 100) + one.flush(), packer.compress(b"x" * 100) + packer.flush()):
        trouble = read(data, "a").children[0].refused
        assert (trouble.reason, "limit: memory" in trouble.detail) == (Reason.LIMIT, True)


def test_what_was_made_with_a_dictionary_says_so():
    dictionary = zstd.train_dict([b"abc %d hello there world" % number for number in range(1000)], 1000)
    result = read(zstd.compress(b"abc 5 hello", zstd_dict=dictionary), "a.zst")
    assert result.children[0].refused.reason is Reason.UNSUPPORTED


def test_frames_to_be_skipped_are_skipped():
    skipped = struct.pack("<II", 0x184D2A50, 4) + b"abcd"
    data = skipped + zstandard(b"one 010-94-0001\n") + skipped + zstandard(b"two 010-94-0002\n")
    assert read(data, "a").everywhere() == "one 010-94-0001\ntwo 010-94-0002\n"


@pytest.mark.long
@pytest.mark.parametrize("tool", ["bzip2", "xz", "lzma", "zstd"])
def test_what_the_tools_write_is_read(tool):
    if shutil.which(tool) is None:
        pytest.skip(f"no {tool}")
    text = numbered(20_000)
    data = subprocess.run([tool, "-c"], input=text, capture_output=True, check=True).stdout
    result = read(data, "a")
    assert (result.format, result.everywhere()) == (tool, text.decode())
    assert result.gaps == []


def test_compressed_in_compressed():
    data = SSN.encode()
    for pack in PACK.values():
        data = pack(data)
    result = read(data, "a.txt.lzma")
    assert result.everywhere() == SSN
    assert [each.format for each in result.each()] == ["zstd", "lzma", "xz", "bzip2", "text"]


def test_members_of_zip_in_zstandard():
    packed = zstandard(SSN.encode())
    data = zipped({"a.txt": packed}, 0)
    block = bytearray(data)
    for start, method in ((0, 8), (data.rfind(b"PK\x01\x02"), 10)):
        struct.pack_into("<H", block, start + method, 93)
        struct.pack_into("<III", block, start + method + 6, zlib.crc32(SSN.encode()), len(packed), len(SSN))
    result = read(bytes(block), "x.zip")
    assert result.child("a.txt").text == SSN
    assert result.gaps == []


@pytest.mark.parametrize("form", PACK)
def test_a_child_can_be_read_in_any_order(form):
    text, children = numbered(30_000), 0
    for child in BY_NAME[form].extract(blob(PACK[form](text), "a"), new_context(Limits())):
        assert isinstance(child, Blob)
        children += 1
        with child.open() as stream, child.open() as other:
            assert stream.read(10) == text[:10]
            assert stream.seek(300_000) == 300_000
            assert stream.read(100) == text[300_000:300_100]
            assert other.read(20) == text[:20]
            assert stream.seek(0, io.SEEK_END) == len(text)
            assert stream.seek(5) == 5
            assert stream.read(20) == text[5:25]
            assert other.seek(700_000) == 700_000
            assert other.read(20) == text[700_000:700_020]
            assert other.seek(len(text) + 9) in {len(text), len(text) + 9}
            assert other.read(1) == b""
    assert children == 1


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    form = data.draw(st.sampled_from(sorted(PACK)))
    packed = bytearray(PACK[form](numbered(200)) + PACK[form](SSN.encode()))
    for _ in range(data.draw(st.integers(0, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    whole = bytes(packed[: data.draw(st.integers(0, len(packed)))])
    context = new_context(Limits())
    for item in BY_NAME[form].extract(blob(whole, "a"), context):
        if isinstance(item, Blob):
            read(item, context=context.deeper())
    read(whole, "a")
