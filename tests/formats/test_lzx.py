"""LZX: what three other programs unpack, any bytes there and back, and damage that is told and costs nothing more."""

from __future__ import annotations

import random
import struct
from hashlib import sha256

import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from lzx_samples import FRAME, KINDS, Writer, cab

from piiscan.formats.archives.lzx import Lzx, LzxError
from piiscan.model import Reason


def words(size: int, seed: int = 1) -> bytes:
    letters = random.Random(seed)
    known = [bytes(letters.choices(b"abcdefghij klmnop", k=letters.randrange(2, 9))) for _ in range(300)]
    return b" ".join(letters.choices(known, k=size // 4))[:size]


def unpacked(data: bytes) -> bytes:
    start, frames, method = struct.unpack_from("<IHH", data, 36)
    stream, out = Lzx(method >> 8), b""
    for _ in range(frames):
        _, packed, size = struct.unpack_from("<IHH", data, start)
        out += stream.frame(data[start + 8 : start + 8 + packed], size)
        start += 8 + packed
    return out


@pytest.mark.parametrize(
    ("window", "kind", "calls", "digest"),
    [
        (15, "", 0, "5889b63e5cda390c"),
        (21, "aligned", 0, "e3321a745eabcf1c"),
        (16, "verbatim", 50_000, "6e1d6a8917834291"),
    ],
)
def test_what_other_programs_unpack(window, kind, calls, digest):
    """Cabinets whose digest this is were unpacked by cabextract 1.9, 7-Zip 26.02 and bsdtar 3.6.2."""
    source = words(70_001) if not calls else b"\xe8\1\0\0\0\xe8\xff\xff\xff\xff\0\xe8\0\xc3\0\0" * 3000
    made = cab({"a.bin": source}, window, kind, calls)
    assert sha256(made).hexdigest()[:16] == digest
    assert unpacked(made) == source


@settings(max_examples=30, deadline=None)
@given(st.lists(st.binary(max_size=90), max_size=20), st.sampled_from([15, 17]), st.sampled_from(KINDS))
def test_any_bytes_there_and_back(parts, window, kind):
    source = b"".join(part * (1 + len(part) % 3) for part in parts) or b"x"
    assert unpacked(cab({"a": source}, window, kind, calls=1000)) == source


def test_what_is_near_comes_back_by_the_code_of_its_last_bits():
    letters = random.Random(3)
    source = b"".join(letters.randbytes(size) * 3 for size in range(4, 60))
    assert unpacked(cab({"a": source}, kind="aligned")) == source


def test_padding_may_stand_at_the_beginning_of_the_next_frame():
    writer, source = Writer(kind="raw"), words(2001)
    first, second = writer.frame(source), writer.frame(source)
    stream = Lzx(15)
    assert stream.frame(first[:-1], 2001) == stream.frame(first[-1:] + second, 2001) == source


def test_no_more_is_kept_than_the_window():
    writer, stream, source = Writer(kind="raw"), Lzx(15), words(FRAME)
    for _ in range(4):
        assert stream.frame(writer.frame(source), FRAME) == source
    assert len(stream._out) == 1 << 15


def test_members_in_lzx_are_read_to_the_end_of_the_folder():
    result = read(cab({"a.txt": words(33_000) + b"\n" + SSN.encode(), "b.txt": b"010-94-0002\n"}), "a.cab")
    assert not result.gaps
    assert list(result.child("a.txt").places) == [SSN]
    assert list(result.child("b.txt").places) == ["010-94-0002"]


def test_what_stands_before_damage_is_read():
    data = bytearray(cab({"a.txt": SSN.encode() + b"\n" + words(30_000), "b.txt": words(40_000)}, kind="verbatim"))
    data[-3000:-2900] = bytes(100)
    result = read(bytes(data), "a.cab")
    assert list(result.child("a.txt").places) == [SSN]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


FRAMES = [Writer(kind=kind).frame(words(2000)) for kind in KINDS]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damage_is_damage_and_gives_no_more_than_a_frame(data):
    frame = bytearray(data.draw(st.sampled_from(FRAMES)))
    for _ in range(data.draw(st.integers(1, 8))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = Lzx(15).frame(bytes(frame[: data.draw(st.integers(0, len(frame)))]), 2000)
    except LzxError as damage:
        found = damage.args[0]
    assert len(found) <= FRAME


@pytest.mark.parametrize("bits", [0, 14, 22])
def test_windows_that_there_are_not(bits):
    with pytest.raises(LzxError):
        Lzx(bits)
