"""One bad, locked or odd member never costs the others; nothing vanishes."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from format_samples import SSN, blob, read, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.engines.deadline import patience
from piiscan.formats.archives.zip_entries import from_directory, from_headers
from piiscan.formats.base import new_context
from piiscan.model import Reason
from piiscan.pulse import PULSE

TWO = {"a.txt": b"first 010-94-0001\n", "d/b.txt": b"second 010-94-0002\n"}


def patched(data: bytes, old: bytes, new: bytes, count: int = -1) -> bytes:
    assert old in data
    return data.replace(old, new, count)


def encrypted_flags(data: bytes, name: bytes, method: int | None = None, extra: bytes = b"") -> bytes:
    """The archive with the encryption bit set in the directory entry of one member (and its method changed)."""
    out = bytearray(data)
    at = data.rfind(name)  # the last is that of the directory
    entry = at - 46
    assert out[entry : entry + 4] == b"PK\x01\x02"
    out[entry + 8] |= 1
    if method is not None:
        struct.pack_into("<H", out, entry + 10, method)
    if extra:
        struct.pack_into("<H", out, entry + 30, len(extra))
        out[at + len(name) : at + len(name)] = extra
        end = out.rfind(b"PK\x05\x06")
        (size,) = struct.unpack_from("<I", out, end + 12)
        struct.pack_into("<I", out, end + 12, size + len(extra))
    return bytes(out)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_of_every_common_method(method):
    result = read(zipped(TWO, method), "x.zip")
    assert [child.at for child in result.children] == ["MEMBER a.txt", "MEMBER d/b.txt"]
    assert result.everywhere() == "first 010-94-0001\nsecond 010-94-0002\n"
    assert result.gaps == []


def test_archives_inside_archives_keep_their_path():
    result = read(zipped({"in.zip": zipped({"deep.zip": zipped(TWO)})}), "x.zip")
    deep = result.child("in.zip").child("deep.zip").child("b.txt")
    assert deep.at == "MEMBER in.zip MEMBER deep.zip MEMBER d/b.txt"
    assert deep.places == {"010-94-0002": ["LINE 1 COLUMN 8 BYTE 7"]}


def test_a_directory_that_is_too_large_is_done_without(monkeypatch):
    monkeypatch.setattr("piiscan.formats.archives.zip.DIRECTORY", 10)
    result = read(zipped({"a.txt": SSN}), "a.zip")
    assert result.child("a.txt").text == SSN
    assert [gap.detail for gap in result.gaps] == [
        "no usable directory (it is too large): members found by their own headers"
    ]


def test_folders_are_skipped_and_links_listed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("folder/", b"")
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../up.txt", SSN)
    result = read(out.getvalue(), "x.zip")
    assert [child.at for child in result.children] == ["MEMBER link", "MEMBER ../../up.txt"]
    assert result.children[0].refused.reason is Reason.SPECIAL
    assert result.children[1].text == SSN


@pytest.mark.parametrize(
    ("method", "extra", "wanted"),
    [
        (None, b"", ("weak", "ZipCrypto", 96)),
        (99, struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 1, 8), ("encrypted", "AES", 128)),
        (99, struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 8), ("encrypted", "AES", 256)),
        (99, b"", ("encrypted", "AES", None)),
        (None, struct.pack("<HHHH", 0x17, 4, 2, 0x660E), ("encrypted", "PKWARE strong encryption", None)),
    ],
)
def test_locked_members_get_their_own_verdict(method, extra, wanted):
    result = read(encrypted_flags(zipped(TWO), b"d/b.txt", method, extra), "x.zip")
    assert result.child("a.txt").text == "first 010-94-0001\n"
    locked = result.child("b.txt")
    assert locked.refused.reason is Reason.ENCRYPTED
    assert (locked.encryption.verdict, locked.encryption.algorithm, locked.encryption.bits) == wanted


def test_an_unknown_method_is_named():
    data = zipped(TWO, zipfile.ZIP_STORED)
    entry = data.rfind(b"d/b.txt") - 46
    data = data[: entry + 10] + struct.pack("<H", 6) + data[entry + 12 :]
    result = read(data, "x.zip")
    assert result.child("a.txt").text
    trouble = result.child("b.txt").refused
    assert (trouble.reason, trouble.detail) == (Reason.UNSUPPORTED, "compression method 6 (Implode)")


def test_a_wrong_checksum_keeps_the_text():
    data = patched(zipped(TWO, zipfile.ZIP_STORED), b"second 010-94-0002", b"zecond 010-94-0002")
    result = read(data, "x.zip")
    assert result.child("b.txt").places
    assert [(gap.reason, gap.detail) for gap in result.gaps] == [
        (Reason.CORRUPT, "checksum of the member does not match")
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_without_a_directory_members_are_found_by_their_headers(method):
    data = zipped(TWO, method)
    result = read(data[: data.find(b"PK\x01\x02")], "x.zip")
    assert result.everywhere() == "first 010-94-0001\nsecond 010-94-0002\n"
    assert "no usable directory" in result.gaps[0].detail


def test_sizes_behind_the_data_do_not_stop_the_walk():
    out = io.BytesIO()

    class Pipe(io.RawIOBase):  # what cannot seek makes zipfile write the sizes behind the data
        def writable(self):
            return True

        def write(self, data):
            return out.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in TWO.items():
            archive.writestr(name, data)
    data = out.getvalue()
    assert read(data, "x.zip").everywhere() == read(data[: data.find(b"PK\x01\x02")], "x.zip").everywhere()


def test_a_truncated_member_gives_what_it_has():
    text = b"".join(b"%05d 010-94-0001\n" % number for number in range(50_000))
    data = zipped({"a.txt": text})
    result = read(data[: len(data) // 2], "x.zip")
    found = len(result.child("a.txt").places["010-94-0001"])
    assert 20_000 < found < 30_000
    assert any("cut short" in gap.detail for gap in result.gaps)


def test_damaged_data_gives_what_is_before_it():
    text = b"".join(b"%05d 010-94-0001\n" % number for number in range(50_000))
    data = bytearray(zipped({"a.txt": text, "b.txt": b"010-94-0002"}))
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    result = read(bytes(data), "x.zip")
    assert result.child("a.txt").places
    assert result.child("b.txt").text == "010-94-0002"
    assert result.gaps


def test_a_directory_that_lies_about_a_place_does_not_hide_the_member():
    data = zipped(TWO, zipfile.ZIP_STORED)
    entry = data.rfind(b"d/b.txt") - 46
    data = data[: entry + 42] + struct.pack("<I", 3) + data[entry + 46 :]
    result = read(data, "x.zip")
    assert "010-94-0002" in result.everywhere()
    assert any(child.refused for child in result.children)
    assert result.gaps


def test_sizes_that_lie_are_only_claims():
    data = zipped({"a.txt": b"x" * 5000 + b" 010-94-0001"})
    entry = data.rfind(b"a.txt") - 46
    for claim in (0, 10, 0x7FFFFFFF):
        lied = data[: entry + 20] + struct.pack("<II", claim, claim) + data[entry + 28 :]
        assert "010-94-0001" in read(lied, "x.zip").everywhere()


def test_two_entries_for_the_same_bytes_are_read_once():
    data = zipped({"a.txt": SSN.encode()})
    start = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 2, 2, 2 * (end - start))
    result = read(data[:end] + data[start:end] + bytes(tail), "x.zip")
    assert [child.text for child in result.children] == [SSN, ""]
    assert result.children[1].refused.reason is Reason.EXCLUDED


def test_overlapping_members_are_all_read_under_one_budget():
    """Each begins somewhere in the zeros of the first and goes to their end: stored, so that it is no quotation."""
    header = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    body = header * 20 + bytes(1 << 20)
    entry = struct.Struct("<4s6H3I5H2I")
    directory = b"".join(
        entry.pack(b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, size, size, 2, 0, 0, 0, 0, 0, 31 * number) + b"%02d" % number
        for number, size in ((number, len(body) - 31 * (number + 1)) for number in range(20))
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 20, 20, len(directory), len(body), 0)
    result = read(body + directory + end, "bomb.zip", Limits(expanded=8 << 20))
    assert len(result.children) == 20
    assert any(each.refused and each.refused.reason is Reason.LIMIT for each in result.each())


def test_the_number_of_members_is_limited_and_said():
    data = zipped({f"{number}.txt": SSN.encode() for number in range(30)})
    result = read(data, "x.zip", Limits(members=10))
    assert len(result.children) == 10
    assert (result.refused.reason, result.refused.detail) == (
        Reason.LIMIT,
        "more than 10 members (limit: members)",
    )


@pytest.mark.long
def test_a_bomb_stops_at_the_budget_and_what_came_before_is_read():
    bomb = SSN.encode() + b"\n" * (40 << 20)
    tracemalloc.start()
    result = read(zipped({"a.txt": bomb, "b.txt": b"x" * 100}), "x.zip", Limits(expanded=16 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert SSN in result.child("a.txt").places
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]
    assert result.child("b.txt").refused.reason is Reason.LIMIT
    assert peak < 80 << 20  # of which most is what this test itself keeps of the text


def test_comments_are_text():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.comment = b"of 010-94-0003"
        archive.writestr(info, b"x")
        archive.comment = b"from 010-94-0004"
    result = read(out.getvalue(), "x.zip")
    assert result.places["010-94-0003"] == ["PART comment LINE 1 COLUMN 4"]
    assert result.places["010-94-0004"] == ["PART comment LINE 1 COLUMN 6"]


def test_nothing_that_can_be_read_is_corrupt():
    result = read(b"PK\x03\x04" + b"x" * 100, "x.zip")
    assert result.refused.reason is Reason.CORRUPT
    assert "x" * 10 not in result.refused.detail


def test_both_ways_to_the_members_agree():
    data = zipped({f"{number}.txt": b"x" * number for number in range(1, 50)})
    listed, _ = from_directory(io.BytesIO(data))
    walked = list(from_headers(io.BytesIO(data)))
    assert [(entry.name, entry.offset) for entry in listed] == [(entry.name, entry.offset) for entry in walked]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    archive = bytearray(zipped(TWO, data.draw(st.sampled_from([0, 8, 12, 14]))))
    for _ in range(data.draw(st.integers(1, 6))):
        archive[data.draw(st.integers(0, len(archive) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(archive)))
    read(bytes(archive), "x.zip")
    read(bytes(archive[:cut]), "x.zip")


def test_the_budget_counts_a_member_once_however_often_it_is_opened():
    context = new_context(Limits())
    read(blob(zipped({"in.zip": zipped({"a.txt": b"x" * 100_000})}), "x.zip"), context=context)
    inner = len(zipped({"a.txt": b"x" * 100_000}))
    assert context.budget.expanded == inner + 100_000
    assert context.budget.members == 2


def test_a_member_that_quotes_another_is_that_one():
    """What is read is the innermost, whatever its size; the others are only its bytes once more."""
    text = zlib.compressobj(9, wbits=-15)
    inner = text.compress(SSN.encode()) + text.flush()

    def header(name: bytes, size: int) -> bytes:
        return struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, size, 0, len(name), 0) + name

    second = header(b"b", len(inner)) + inner
    quote = struct.pack("<BHH", 0, 31, 31 ^ 0xFFFF)
    archive = header(b"a", 5 + len(second)) + quote + second
    entry = struct.Struct("<4s6H3I5H2I")
    directory = b"".join(
        entry.pack(b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, size, 0, 1, 0, 0, 0, 0, 0, offset) + name
        for name, size, offset in ((b"a", 5 + len(second), 0), (b"b", len(inner), 36))
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), len(archive), 0)
    result = read(archive + directory + end, "x.zip")
    assert [child.refused and child.refused.reason for child in result.children] == [Reason.EXCLUDED, None]
    assert result.child("b").places == {SSN: ["LINE 1 COLUMN 1 BYTE 0"]}
    other = archive.replace(quote, struct.pack("<BHH", 0, 30, 30 ^ 0xFFFF)) + directory + end
    assert not any(child.refused and child.refused.reason is Reason.EXCLUDED for child in read(other, "x.zip").children)


@pytest.mark.long
def test_members_that_are_done_with_are_a_way_to_get_on(monkeypatch):
    # 66,000 files of a line each take a busy machine longer than a deadline; in bytes they are next to nothing.
    told = []
    monkeypatch.setattr(PULSE, "listener", told.append)
    PULSE.begin()
    assert len(read(zipped({f"{number}/": b"" for number in range(9000)}), "a.zip").children) == 9000
    assert len(told) == 2
    assert patience(1 << 20, told[-1], 60.0) == 120
