"""Pictures and sound: words in metadata, claims that are lies, and what stands behind."""

from __future__ import annotations

import io
import random
import struct
import time

import pytest
from format_samples import SSN, read, zipped
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from piiscan.config import Limits
from piiscan.formats.pictures import exif as exif_module
from piiscan.formats.pictures import image_words
from piiscan.formats.pictures.exif import exif, iptc, photoshop
from piiscan.formats.pictures.image_words import _XMP_MORE, READERS, packets
from piiscan.model import Reason


def saved(form: str, **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, form, **options)
    return out.getvalue()


def described(form: str = "JPEG") -> bytes:
    words = Image.Exif()
    words[0x010E] = f"Ann Lee {SSN}"
    return saved(form, exif=words)


def test_a_picture_without_words_is_refused_and_one_with_some_is_read_in_part():
    plain = read(saved("PNG"), "a.png")
    assert plain.refused.detail == "image content needs --ocr"
    some = read(described(), "a.jpg")
    assert some.places == {SSN: ["PART EXIF"]}
    assert [(gap.reason, gap.detail) for gap in some.gaps] == [(Reason.UNSUPPORTED, "image content needs --ocr")]


def test_a_picture_cut_short_gives_the_words_before():
    assert SSN in read(described()[:300], "a.jpg").places


@pytest.mark.parametrize(
    "behind", [b"\0" * 100, b"\xff\xd8\xff\xe0" + bytes(100), b"MPF\x00\x01\x02\xff\xfe" * 30, b"short"]
)
def test_what_says_nothing_behind_a_picture_gets_no_outcome(behind):
    assert not read(saved("JPEG") + behind, "a.jpg").children


def test_an_archive_behind_a_picture_in_an_archive_is_read():
    inner = saved("PNG") + zipped({"a.txt": SSN.encode()})
    result = read(zipped({"a.png": inner}), "a.zip")
    assert SSN in result.child("a.png").child("a.txt").places


def test_extended_xmp_is_put_together():
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32
    text = b"<x:xmpmeta xmlns:x='a'><b>Ann Lee 010-94-0001</b></x:xmpmeta>"
    parts = [head + len(text).to_bytes(4, "big") + at.to_bytes(4, "big") + text[at : at + 50] for at in (0, 50)]
    data = b"\xff\xd8" + b"".join(b"\xff\xe1" + (len(part) + 2).to_bytes(2, "big") + part for part in parts)
    assert read(data + saved("JPEG")[2:], "a.jpg").places == {SSN: ["PART XMP LINE 1"]}


def test_unicode_and_unknown_codes_of_a_comment():
    for value in (b"UNICODE\0" + SSN.encode("utf-16-le"), b"\0" * 8 + SSN.encode(), b"JIS\0\0\0\0\0" + SSN.encode()):
        words = Image.Exif()
        words.get_ifd(0x8769)[0x9286] = value
        assert read(saved("JPEG", exif=words), "a.jpg").places == {SSN: ["PART EXIF"]}


def test_directories_that_name_each_other_are_read_once():
    entry = b"\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00"
    assert list(exif(b"II*\0\x08\0\0\0" + b"\xe8\x03" + entry * 1000 + b"\x08\0\0\0")) == []


def test_sizes_that_lie_are_cut():
    huge = b"II*\0\x08\0\0\0\x01\x00" + b"\x0e\x01\x02\x00\xff\xff\xff\xff\x1a\x00\x00\x00" + bytes(4) + b"010-94-0001"
    assert [words.text for words in exif(huge)] == [SSN]
    assert next(iptc(b"\x1c\x02\x78\x7f\xff010-94-0001")).text == SSN
    assert next(photoshop(b"8BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x78\0\x0b010-94-0001")).text == SSN


@pytest.mark.parametrize("media_type", [*READERS, "image/heic"])
def test_no_picture_takes_long(media_type):
    generator = random.Random(3)
    reader = READERS.get(media_type, packets)
    for data in (
        b"\xff" * 2_000_000,
        generator.randbytes(2_000_000),
        b"\0\0\0\0tEXt" * 200_000,
        b"\xff\xd8" + (b"\xff\xe1\xff\xff" + _XMP_MORE.ljust(65_533, b"x")) * 600,
        b"Exif\0\0II*\0\x08\0\0\0\1\0" * 50_000,
    ):
        start = time.process_time()
        list(reader(data))
        assert time.process_time() - start < 5


def test_directories_of_a_tiff_that_overlap_cost_no_more_than_others(monkeypatch):
    """Of 20,000 entries each, and as many of them as the first one lists."""
    listed, entries = 200, 20_000
    begin = 26 + 4 * listed
    data = struct.pack("<2sHIHHHII4x", b"II", 42, 8, 1, 330, 4, listed, 26)
    data += struct.pack(f"<{listed}I", *range(begin, begin + 2 * listed, 2))
    data += struct.pack("<H", entries) * listed + bytes(12 * entries + 4)
    seen = []
    honest = struct.unpack_from
    monkeypatch.setattr(image_words.struct, "unpack_from", lambda *args: seen.append(1) or honest(*args))
    monkeypatch.setattr(image_words, "_TIFF_WORK", 50_000)
    assert image_words._tiff_end(data) <= len(data)
    assert 3 * entries < len(seen) < 4 * entries


def test_a_list_that_a_directory_of_a_tiff_has_many_times_is_unpacked_once(monkeypatch):
    entries, listed = 100, 1000
    begin = 8 + 2 + 12 * entries + 4
    entry = struct.pack("<HHII", 273, 4, listed, begin)
    data = b"II*\0\x08\0\0\0" + struct.pack("<H", entries) + entry * entries + bytes(4 + 4 * listed)
    unpacked = []
    honest = struct.unpack_from
    monkeypatch.setattr(image_words.struct, "unpack_from", lambda form, *of: unpacked.append(form) or honest(form, *of))
    assert image_words._tiff_end(data) == len(data)
    assert unpacked.count(f"<{listed}I") == 1


def test_a_list_of_directories_is_followed_as_far_as_any_are(monkeypatch):
    """A million places, all of one directory, and a hundred times."""
    listed, entries = 1_000_000, 100
    begin = 8 + 2 + 12 * entries + 4
    below = struct.pack("<HHII", 0x014A, 4, listed, begin)
    data = b"II*\0\x08\0\0\0" + struct.pack("<H", entries) + below * entries + bytes(4) + b"\x08\0\0\0" * listed
    unpacked = []
    honest = struct.iter_unpack
    monkeypatch.setattr(
        exif_module.struct, "iter_unpack", lambda form, of: unpacked.append(len(of)) or honest(form, of)
    )
    assert list(exif(data)) == []
    assert sum(unpacked) <= 4 * exif_module._DIRECTORIES


@given(st.sampled_from(["JPEG", "PNG", "GIF", "TIFF", "WEBP"]), st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_no_damage_raises_anything_but_a_verdict(form, at, junk):
    data = described(form) if form != "GIF" else saved("GIF", comment=SSN.encode())
    read(data[:at] + junk + data[at + len(junk) :], "a")


@given(
    st.sampled_from(["a.mp3", "a.mp4", "a.flac", "a.ogg", "a.wav"]),
    st.integers(0, 300),
    st.binary(min_size=1, max_size=6),
)
def test_no_damage_of_sound_does_either(name, at, junk):
    data = SOUNDS[name]
    read(data[:at] + junk + data[at + len(junk) :], name)


SOUNDS = {
    "a.mp3": b"ID3\3\0\0\0\0\0\x40TIT2\0\0\0\x0c\0\0\x03010-94-0001" + bytes(60),
    "a.mp4": b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x2bmoov\0\0\0\x23udta\0\0\0\x1b\xa9des\0\x0b\0\0" + SSN.encode(),
    "a.flac": b"fLaC\x84\0\0\x1f\0\0\0\0\1\0\0\0\x0d\0\0\0C=010-94-0001",
    "a.ogg": b"OggS" + bytes(22) + b"\1\x24\x03vorbis\0\0\0\0\1\0\0\0\x0d\0\0\0C=010-94-0001",
    "a.wav": b"RIFF\x30\0\0\0WAVELIST\x18\0\0\0INFOICMT\x0c\0\0\x00010-94-0001\0",
}


@pytest.mark.parametrize("name", SOUNDS)
def test_the_sounds_damaged_above_hold_a_number(name):
    result = read(SOUNDS[name], name)
    assert SSN in result.places
    assert [gap.detail for gap in result.gaps] == ["sound and moving pictures are not read"]


def test_sound_without_words_is_refused():
    assert read(b"ID3\3\0\0\0\0\0\0" + bytes(300), "a.mp3").refused.reason is Reason.UNSUPPORTED


def test_an_old_tag_at_the_end_is_read():
    tag = b"TAG" + b"Ann Lee 010-94-0001".ljust(30, b"\0") + bytes(95)
    assert SSN in read(b"\xff\xfb\x90\0" * 200 + tag, "a.mp3").places


def test_more_members_than_allowed_behind_a_picture_are_a_limit():
    behind = saved("JPEG") + f"Ann Lee, SSN {SSN}".encode()
    assert read(behind, "a.jpg", Limits(members=0)).refused.reason is Reason.LIMIT
