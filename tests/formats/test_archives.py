"""Archives of all kinds: one bad, locked or odd member never costs the others; nothing unfolds beyond its budget."""

from __future__ import annotations

import io
import random
import struct
import sys
import zlib
from pathlib import Path

import pytest
from format_samples import SSN, blob, read, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.archives import lz, seven_zip, seven_zip_coders
from piiscan.formats.base import new_context
from piiscan.model import Encryption, Reason

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))
import archive_builders as make

NOTE = b"Ann Lee, SSN 010-94-0001\n"
TWO = {"a.txt": b"first 010-94-0002\n", "b.txt": NOTE}


def lz4_frame(data):
    import lz4.frame

    return lz4.frame.compress(data)


def seven(files=None, password=None, *, header=False, **filters):
    import py7zr

    out = io.BytesIO()
    chosen = [filters] if filters else None
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=header, filters=chosen) as made:
        for name, data in (files or TWO).items():
            made.writestr(data, name)
    return out.getvalue()


def disc(files=None):
    import pycdlib

    made = pycdlib.PyCdlib()
    made.new(joliet=3)
    for name, data in (files or TWO).items():
        made.add_fp(io.BytesIO(data), len(data), f"/{name.upper()};1", joliet_path=f"/{name}")
    out = io.BytesIO()
    made.write_fp(out)
    made.close()
    return out.getvalue()


KINDS = {
    "a.7z": seven,
    "a.iso": lambda: disc()[: 400 * 2048],
    "a.cab": lambda: make.cab(TWO, packed=True),
    "b.cab": lambda: make.cab(TWO, packed=False),
    "a.cpio": lambda: make.cpio(TWO),
    "b.cpio": lambda: make.cpio(TWO, "odc"),
    "c.cpio": lambda: make.cpio(TWO, "bin"),
    "a.a": lambda: make.ar({"a_name_longer_than_fits.txt": NOTE, **TWO}),
    "b.a": lambda: make.ar(TWO, bsd=True),
    "a.rpm": lambda: make.rpm(TWO),
    "a.rar": lambda: make.rar4(TWO),
    "b.rar": lambda: make.rar5(TWO, b"a comment"),
    "a.lz": lambda: make.lzip(NOTE * 50),
    "a.Z": lambda: make.compress(NOTE * 50),
    "a.lz4": lambda: lz4_frame(NOTE * 50),
}
ENDLESS = {"a.a", "b.a", "a.Z"}  # formats without a mark at the end
SAMPLES: dict[str, bytes] = {}


def sample(name: str) -> bytes:
    if name not in SAMPLES:
        SAMPLES[name] = KINDS[name]()
    return SAMPLES[name]


@pytest.mark.parametrize("name", KINDS)
def test_all_members_are_read(name):
    result = read(sample(name), name)
    assert SSN in result.everywhere()
    assert result.gaps == []
    assert all(child.refused is None for child in result.children)


@pytest.mark.parametrize("name", KINDS)
def test_cut_short_is_said_and_what_stands_before_is_read(name):
    data = sample(name)
    sizes = range(112, len(data), max(1, len(data) // 60))
    for size in sizes:
        result = read(data[:size], name)
        said = result.refused or result.gaps or any(child.refused or child.gaps for child in result.each())
        assert said or SSN in result.everywhere() or name in ENDLESS, size
    assert read(data[: len(data) - 1], name).children or name == "a.7z"


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_are_never_a_crash(name, changes):
    data = bytearray(sample(name))
    # Most of an image is empty: its descriptors and folders are what can mislead.
    low = 16 * 2048 if name == "a.iso" else 0
    for at, value in changes:
        data[low + at % (len(data) - low)] = value
    read(bytes(data), name, Limits(expanded=8 << 20, document=8 << 20))


def test_the_others_of_a_damaged_member_are_read():
    data = make.rar4({"a.txt": b"x" * 50, **TWO})
    assert SSN in read(data.replace(b"x" * 50, b"y" * 50), "a.rar").everywhere()
    locked = bytearray(make.rar4(TWO))
    at = locked.index(b"a.txt") - 32
    locked[at + 25] = 0x33  # compressed
    result = read(bytes(locked), "a.rar")
    assert (result.child("a.txt").refused.reason, result.child("a.txt").refused.detail) == (
        Reason.UNSUPPORTED,
        "compressed by RAR 2.0 (method 3 of 5): no free and safe reader, unpack it to have it read",
    )
    assert SSN in result.child("b.txt").places


def test_rar_locks():
    data = bytearray(make.rar4(TWO))
    at = data.index(b"a.txt") - 32
    data[at + 3 : at + 5] = struct.pack("<H", 0x8004)
    data[at + 24] = 29
    result = read(bytes(data), "a.rar")
    assert result.child("a.txt").encryption == Encryption("encrypted", "RAR AES", 128)
    data[at + 24] = 20
    assert read(bytes(data), "a.rar").child("a.txt").encryption.verdict == "weak"
    assert SSN in result.child("b.txt").places
    data = bytearray(make.rar4(TWO))
    data[7 + 3 : 7 + 5] = struct.pack("<H", 0x80)
    assert read(bytes(data), "a.rar").refused.reason is Reason.ENCRYPTED


def test_rar5_locks_and_links():
    def block(*fields, behind=b"", tail=b""):
        body = b"".join(field if isinstance(field, bytes) else make.number(field) for field in fields) + tail
        rest = make.number(len(body)) + body
        return struct.pack("<I", zlib.crc32(rest)) + rest + behind

    head = b"Rar!\x1a\x07\x01\x00" + block(1, 0, 0)
    lock = make.number(33) + make.number(1) + bytes(32)
    fields = (2, 3, len(lock), 4, 0, 4, 0o100644, 0, 1, 5, b"a.txt")
    result = read(head + block(*fields, tail=lock, behind=b"wxyz") + make.rar5(TWO)[8:], "a.rar")
    assert result.child("a.txt").encryption == Encryption("encrypted", "RAR AES", 256)
    assert SSN in result.child("b.txt").places
    fields = (2, 2, 4, 4, 9, 0o100644, zlib.crc32(b"wxyz").to_bytes(4, "little"), 3 << 7, 1, 5, b"a.txt")
    result = read(head + block(*fields, behind=b"wxyz") + make.rar5(TWO)[8:], "a.rar")
    assert (result.child("a.txt").refused.reason, result.child("a.txt").refused.detail) == (
        Reason.UNSUPPORTED,
        "compressed by RAR 5 (method 3 of 5): no free and safe reader, unpack it to have it read",
    )
    assert SSN in result.child("b.txt").places
    link = make.number(3) + make.number(5) + make.number(1)
    result = read(head + block(2, 3, len(link), 0, 0, 0, 0o120777, 0, 1, 1, b"l", tail=link) + block(5, 0, 0), "a.rar")
    assert result.children[0].refused.reason is Reason.SPECIAL
    assert read(head + block(4, 0, 0, 0, 15, bytes(16)), "a.rar").encryption.bits == 256


# 7z -----------------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("header", [False, True])
def test_a_locked_7z(header):
    data = seven(password="open sesame", header=header)
    result = read(data, "a.7z")
    locks = [result.encryption] if header else [child.encryption for child in result.children]
    assert locks == [Encryption("encrypted", "7z AES", 256)] * (1 if header else 2)
    opened = read(blob(data, "a.7z"), context=new_context(Limits(), ("wrong", "open sesame")))
    assert SSN in opened.everywhere()
    assert all(child.refused is None for child in opened.children)


def test_a_key_in_a_locked_7z_is_said():
    import py7zr

    out = io.BytesIO(seven({"password.txt": b"x"}))
    with py7zr.SevenZipFile(
        out,
        "a",
        password="secret",
        filters=[{"id": py7zr.FILTER_LZMA2, "preset": 1}, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}],
    ) as made:
        made.writestr(NOTE, "pay.txt")
    locked = read(out.getvalue(), "a.7z").child("pay.txt")
    assert locked.encryption.key_beside == "password.txt"


def test_members_of_a_solid_stream_that_nobody_reads_are_passed_over():
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4000
    result = read(seven({"a.png": picture, "b.txt": NOTE}), "a.7z")
    assert result.child("a.png").refused.reason is Reason.UNSUPPORTED
    assert SSN in result.child("b.txt").places


def test_a_7z_inside_a_7z_is_read_though_it_comes_by_once():
    result = read(seven({"x.7z": seven(), "y.zip": zipped(TWO), "z.txt": NOTE}), "a.7z")
    assert result.everywhere().count(SSN) == 3


def test_damage_in_a_solid_stream_ends_it_and_is_said():
    noise = random.Random(1).randbytes(300_000)
    data = bytearray(seven({"a.txt": NOTE, "b.bin": noise, "c.txt": NOTE, "d.txt": b"x"}, id=33, preset=1))
    assert read(bytes(data), "a.7z").everywhere().count(SSN) == 2
    data[1000] = 0x7F  # no kind of chunk of LZMA 2, or a wrong byte in one
    data[32] = 0x7F
    result = read(bytes(data), "a.7z")
    assert {child.refused.reason for child in result.children} == {Reason.CORRUPT}
    first, *others = (child.refused.detail for child in result.children)
    assert "compressed data is damaged" in first
    assert set(others) == {"what stands before it in the same stream is damaged"}  # and is not decoded again


def test_a_solid_stream_that_is_cut_short_is_said():
    """The directory stands behind it, and so is whole only where it says itself that there is less."""
    import py7zr

    out, text = io.BytesIO(), NOTE + b"nothing here\n" * 10_000
    with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_COPY}]) as made:
        made.set_encoded_header_mode(False)
        for name, part in {"a.txt": NOTE, "b.txt": text, "c.txt": NOTE, "d.txt": b"x"}.items():
            made.writestr(part, name)
    data = bytearray(out.getvalue())
    packed, length = struct.unpack_from("<QQ", data, 12)
    directory = 32 + packed
    number = bytes((0xC0 | packed >> 16,)) + struct.pack("<H", packed & 0xFFFF)
    at = data.index(number, directory)
    data[at : at + 3] = b"\xc0" + struct.pack("<H", 50_000)
    struct.pack_into("<I", data, 28, zlib.crc32(data[directory : directory + length]))
    struct.pack_into("<I", data, 8, zlib.crc32(data[12:32]))
    result = read(bytes(data), "a.7z")
    assert [SSN in child.places for child in result.children] == [True, True, False, False]
    said = [[gap.detail for gap in result.gaps], *(child.refused and child.refused.detail for child in result.children)]
    behind = "what stands before it in the same stream is cut short"
    assert said == [["compressed data is cut short"], None, None, behind, behind]


def test_what_a_decoder_may_need_has_a_bound(monkeypatch):
    monkeypatch.setattr(seven_zip_coders, "_MEMORY", 4096)
    assert {child.refused.reason for child in read(seven(), "a.7z").children} == {Reason.LIMIT}
    monkeypatch.setattr(seven_zip, "_HEADER", 3)
    assert read(seven(), "a.7z").refused.reason is Reason.LIMIT


def test_without_the_library_it_is_said(monkeypatch):
    made = {name: sample(name) for name in ("a.7z", "a.lz4")}
    monkeypatch.setitem(sys.modules, "py7zr", None)
    monkeypatch.setitem(sys.modules, "lz4.frame", None)
    for name, data in made.items():
        assert (read(data, name).refused.reason, read(data, name).refused.detail) == (
            Reason.UNSUPPORTED,
            "needs piiscan[archives]",
        )


# Bombs --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "make_bomb"),
    [
        ("a.7z", lambda data: seven({"a.txt": data})),
        ("a.cab", lambda data: make.cab({"a.txt": data}, packed=True)),
        ("a.lz", make.lzip),
        ("a.Z", make.compress),
        ("a.lz4", lz4_frame),
    ],
)
def test_what_unfolds_is_counted(name, make_bomb):
    data = NOTE + b"nothing here\n" * 100_000 + NOTE
    result = read(make_bomb(data), name, Limits(expanded=1 << 20))
    assert SSN in result.everywhere()
    assert Reason.LIMIT in {gap.reason for child in result.each() for gap in child.gaps}


@pytest.mark.long
def test_the_table_of_lzw_has_a_bound(monkeypatch):
    monkeypatch.setattr(lz, "_TABLE", 100_000)
    result = read(make.compress(NOTE + b"0" * 2_000_000), "a.Z")
    assert Reason.LIMIT in {gap.reason for gap in result.gaps}
    assert SSN in result.everywhere()


def test_folders_of_an_image_that_lead_to_themselves():
    data = bytearray(disc())
    root = 16 * 2048 + 156
    extent = struct.unpack_from("<I", data, root + 2)[0]
    record = bytearray(data[extent * 2048 : extent * 2048 + 34])
    record[25], record[32], record[33] = 2, 1, ord("X")
    free = bytes(data[extent * 2048 : extent * 2048 + 2048]).rindex(b"\1") + 2048
    at = extent * 2048 + len(bytes(data[extent * 2048 : extent * 2048 + 2048]).rstrip(b"\0"))
    at += at % 2
    data[at : at + 34] = record
    result = read(bytes(data), "a.iso")
    assert free
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
    assert SSN in result.everywhere()


def test_links_and_devices_are_listed():
    data = make.cpio({"l": b"target"}).replace(b"%08X" % 0o100644, b"%08X" % 0o120777)
    assert [child.refused.reason for child in read(data, "a.cpio").children] == [Reason.SPECIAL]
    thin = b"!<thin>\n" + make.ar({"a.txt": b""})[8:]
    assert [child.refused.reason for child in read(thin, "a.a").children] == [Reason.SPECIAL]


def test_archives_behind_each_other_with_zeros_between():
    data = make.cpio({"a.txt": b"x\n"}) + bytes(5000) + make.cpio(TWO)
    assert SSN in read(data, "initrd").everywhere()


def test_compression_of_a_cabinet_that_is_not_read_is_named():
    data = bytearray(make.cab(TWO, packed=True))
    data[42] = 2
    children = read(bytes(data), "a.cab").children
    assert [(child.refused.reason, child.refused.detail) for child in children] == [
        (Reason.UNSUPPORTED, "compressed by Quantum: no free and safe reader, unpack it to have it read")
    ] * 2


def test_a_volume_of_a_set_says_so():
    volume = read(seven()[:100], "a.7z.001")
    assert "one volume of a set" in volume.refused.detail
    later = read(bytes(range(256)) * 16, "a.7z.002")
    assert (later.refused.reason, later.format) == (Reason.UNSUPPORTED, "volume")


def test_rare_methods_of_zip():
    """7zz 26.02: 7zz a -tzip -mm=Deflate64."""
    import base64

    result = read(base64.b64decode(DEFLATE64), "a.zip").children[0]
    assert (result.text.count(SSN), result.refused) == (200, None)


def test_a_directory_in_ppmd_is_not_decoded():
    directory = b"\x17\x06\x00\x01\x09\x05\x00\x07\x0b\x01\x00\x01\x23\x03\x04\x01\x05\x06\x00\x00\x01\x00"
    head = struct.pack("<QQI", 0, len(directory), zlib.crc32(directory))
    data = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(head)) + head + directory
    assert "PPMd" in read(data, "a.7z").refused.detail


DEFLATE64 = "UEsDBBUAAAAJAOcoel39zryqRwAAAIgTAAAFAAAAcS50eHTlyaENgDAUBUDPFH8AmrwmGCSeYDpDbfeXTFF1Z+9Zq945zxrjq/S0+2pJ+sEHH3zwwQcffPDBBx988MEHH3zwwQcffOyMH1BLAQI/AxUAAAAJAOcoel39zryqRwAAAIgTAAAFACQAAAAAAAAAIICkgQAAAABxLnR4dAoAIAAAAAAAAQAYAHBYf/9jfd0BAAAAAAAAAAAAAAAAAAAAAFBLBQYAAAAAAQABAFcAAABqAAAAAAA="
