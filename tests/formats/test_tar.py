"""One bad member never costs the others; nothing vanishes; the names are names."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import subprocess
import tarfile
import tracemalloc

import pytest
from format_samples import SSN, Read, blob, read, take, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.archives import tar_headers
from piiscan.formats.archives.tar import extract_tar
from piiscan.formats.archives.tar_headers import _odd_number, _sum, pax_records
from piiscan.formats.base import new_context
from piiscan.formats.identify import identify_blob
from piiscan.formats.spool import read_small
from piiscan.model import Axis, Blob, Gap, Reason, Unscannable

TWO = {"a.txt": b"first 010-94-0001\n", "d/b.txt": b"second 010-94-0002\n"}
FORMATS = {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}
LONG = "/".join(["folder-with-a-long-name"] * 14) + "/Größe.txt"


def info(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def tar(members: dict[str, bytes] | list[tuple[tarfile.TarInfo, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    pairs = [(info(name), data) for name, data in members.items()] if isinstance(members, dict) else members
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for each, data in pairs:
            each.size = len(data)
            archive.addfile(each, io.BytesIO(data))
    return out.getvalue()


def header(name: bytes, size: int, kind: bytes = b"0", magic: bytes = b"ustar\x0000") -> bytes:
    """A header with a right checksum, whatever it claims."""
    block = bytearray(512)
    block[: len(name)] = name
    block[100:108] = b"0000644\0"
    block[124:136] = b"%011o\0" % size if size >= 0 else (size % 256**12).to_bytes(12, "big")
    block[156:157] = kind
    block[257 : 257 + len(magic)] = magic
    return signed(block)


def signed(block: bytes | bytearray) -> bytes:
    block = bytearray(block)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def record(key: bytes, value: bytes) -> bytes:
    body = b" " + key + b"=" + value + b"\n"
    length = len(body) + 1
    while length != len(b"%d" % length) + len(body):
        length = len(b"%d" % length) + len(body)
    return b"%d" % length + body


END = bytes(1024)


def details(result: Read) -> list[str]:
    return [gap.detail for gap in result.gaps]


@given(st.lists(st.sampled_from([b"0", b"7", b"8", b" ", b"\0", b"x", b"\x80", b"_", b"+"]), max_size=12).map(b"".join))
def test_a_number_is_the_same_however_it_is_asked_for(field):
    assert tar_headers.number(field) == (
        int.from_bytes(field[1:], "big") if field[:1] == b"\x80" else _odd_number(field)
    )


@given(st.binary(max_size=256))
def test_the_sum_of_a_part_of_a_header_is_that_of_its_bytes(data):
    assert [_sum(part) for part in (data, b"\xff" * 256)] == [sum(data), 256 * 255]


def test_small_members_are_read_from_a_file_many_at_once(tmp_path):
    path, read_in = tmp_path / "a.tar", []
    path.write_bytes(tar({f"{number}.txt": b"a few words\n" for number in range(100)}))

    class Counted(io.FileIO):
        def readinto(self, buffer):
            read_in.append(len(buffer))
            return super().readinto(buffer)

    given = extract_tar(Blob("a.tar", lambda: Counted(path)), new_context(Limits()))
    assert [read_small(member, 12) for member in given] == [b"a few words\n"] * 100
    assert len(read_in) < 10


@pytest.mark.parametrize("end", [None, 520, 512])  # of a tape that is cut short in the member, or before it
def test_a_small_member_is_read_as_its_stream_gives_it(end):
    ways = (lambda member: read_small(member, 18), lambda member: member.open().read())
    whole = tar({"a.txt": TWO["a.txt"]}, tarfile.USTAR_FORMAT)
    assert len({repr(_first_of(whole[:end], way)) for way in ways}) == 1
    assert _first_of(whole, lambda member: read_small(member, 17)) is None


def _first_of(data, read_by):
    members = extract_tar(blob(data), new_context(Limits()))
    try:
        return read_by(next(members))
    except Unscannable as verdict:
        return verdict.args


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_members_in_every_format(form):
    result = read(tar(TWO, form), "x.tar")
    assert result.format == "tar"
    assert [child.at for child in result.children] == ["MEMBER a.txt", "MEMBER d/b.txt"]
    assert [child.name for child in result.children] == ["a.txt", "b.txt"]
    assert result.children[1].places == {"010-94-0002": ["LINE 1 COLUMN 8 BYTE 7"]}
    assert result.gaps == []


def test_archives_from_before_ustar_have_no_magic():
    data = b"".join(header(name.encode(), len(text), b"\0", b"") + padded(text) for name, text in TWO.items()) + END
    result = read(data, "x")
    assert (result.format, result.everywhere()) == ("tar", "first 010-94-0001\nsecond 010-94-0002\n")


@pytest.mark.parametrize("form", ["gnu", "pax"])
def test_long_names_and_what_is_not_ascii(form):
    result = read(tar({LONG: SSN.encode()}, FORMATS[form]), "x.tar")
    assert [child.at for child in result.children] == [f"MEMBER {LONG}"]


def test_a_name_that_is_split_in_ustar():
    name = "/".join(["folder-with-a-long-name"] * 8) + "/a.txt"
    result = read(tar({name: SSN.encode()}, tarfile.USTAR_FORMAT), "x.tar")
    assert result.children[0].at == f"MEMBER {name}"


def test_names_that_are_not_utf_8_stay_what_they_are():
    result = read(header(b"caf\xe9.txt", 11) + padded(SSN.encode()) + END, "x.tar")
    assert result.children[0].name == "caf\udce9.txt"


def test_names_only_name():
    names = ["../../up.txt", "/etc/shadow", "C:\\x.txt"]
    result = read(tar([(info(name), SSN.encode()) for name in names]), "x.tar")
    assert [child.at for child in result.children] == [f"MEMBER {name}" for name in names]
    assert result.everywhere() == SSN * 3


def test_folders_are_passed_and_links_and_devices_listed():
    members = [
        (info("folder", tarfile.DIRTYPE), b""),
        (info("real.txt"), SSN.encode()),
        (info("soft", tarfile.SYMTYPE, "/etc/passwd"), b""),
        (info("soft-to-itself", tarfile.SYMTYPE, "soft-to-itself"), b""),
        (info("hard", tarfile.LNKTYPE, "real.txt"), b""),
        (info("hard-elsewhere", tarfile.LNKTYPE, "gone.txt"), b""),
        (info("device", tarfile.CHRTYPE), b""),
        (info("pipe", tarfile.FIFOTYPE), b""),
    ]
    result = read(tar(members), "x.tar")
    assert result.gaps == []
    assert [(child.name, child.refused and child.refused.reason) for child in result.children] == [
        ("real.txt", None),
        ("soft", Reason.SPECIAL),
        ("soft-to-itself", Reason.SPECIAL),
        ("hard", Reason.EXCLUDED),
        ("hard-elsewhere", Reason.SPECIAL),
        ("device", Reason.SPECIAL),
        ("pipe", Reason.SPECIAL),
    ]


def test_a_hard_link_that_has_its_data_with_it_is_read():
    data = header(b"hard", 11, b"1") + padded(SSN.encode()) + header(b"b", 11) + padded(b"010-94-0002") + END
    for wrapped in (data, gzip.compress(data)):
        assert read(wrapped, "x.tar").everywhere() == SSN + "010-94-0002"


def test_a_hard_link_that_claims_the_size_of_its_file_has_no_data():
    data = header(b"a", 11) + padded(SSN.encode()) + header(b"hard", 11, b"1") + header(b"b", 3) + padded(b"end") + END
    result = read(data, "x.tar")
    assert [child.name for child in result.children] == ["a", "hard", "b"]
    assert result.gaps == []


def test_an_archive_without_members_is_one_by_its_name():
    assert read(bytes(10240), "x.tar").format == "tar"
    assert read(bytes(10240), "x.bin").format == "unsupported"


def test_archives_that_follow_each_other():
    result = read(tar({"a": b"010-94-0001"}) + tar({"b": b"010-94-0002"}), "x.tar")
    assert result.everywhere() == "010-94-0001010-94-0002"
    assert result.gaps == []


def test_comments_are_text():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", pax_headers={"comment": "by 010-94-0003"}) as archive:
        member = info("a.txt")
        member.pax_headers = {"comment": "see 010-94-0004"}
        archive.addfile(member)
    assert read(out.getvalue(), "x.tar").places == {
        "010-94-0003": ["PART comment LINE 1 COLUMN 4"],
        "010-94-0004": ["PART comment LINE 1 COLUMN 5"],
    }


@pytest.mark.parametrize(
    ("pack", "steps"),
    [
        (gzip.compress, "DECODED gzip"),
        (bz2.compress, "DECODED bzip2"),
        (lzma.compress, "DECODED xz"),
        (lambda data: zipped({"in.tar": data}), "MEMBER in.tar"),
        (lambda data: tar({"in.tar": data}), "MEMBER in.tar"),
    ],
)
def test_archives_inside_others_keep_their_path(pack, steps):
    big = b"".join(b"%07d 010-94-0001\n" % number for number in range(15_000))
    result = read(pack(tar({"big.txt": big, "a.zip": zipped(TWO), **TWO})), "x")
    inner = result.children[0]
    assert inner.format == "tar"
    assert inner.child("a.zip").child("b.txt").at == f"{steps} MEMBER a.zip MEMBER d/b.txt"
    assert inner.child("big.txt").text == big.decode()
    assert inner.child("big.txt").places["010-94-0001"][-1] == f"LINE 15000 COLUMN 9 BYTE {len(big) - 12}"
    assert inner.child("b.txt").text == "second 010-94-0002\n"
    assert [gap for each in result.each() for gap in each.gaps] == []


# Sparse members ----------------------------------------------------------------------------------------------


def pieces(unit: int) -> list[tuple[int, bytes]]:
    """What stands in a member that is four units long."""
    return [(unit, b"one 010-94-0001"), (3 * unit, b"two 010-94-0002\n")]


PIECES = pieces(1 << 20)
WHOLE = bytes(1 << 20) + PIECES[0][1] + bytes((2 << 20) - 15) + PIECES[1][1] + bytes((1 << 20) - 16)


def child_bytes(data: bytes, name: str = "x.tar") -> tuple[str, bytes, list[str]]:
    """Name and bytes of the only member, and the gaps."""
    found, gaps = [], []
    for item in extract_tar(blob(data, name), new_context(Limits())):
        if isinstance(item, Blob):
            with item.open() as stream:
                found.append((item.name, stream.read()))
        elif isinstance(item, Gap):
            gaps.append(item.detail)
    assert len(found) == 1
    return *found[0], gaps


def gnu_sparse(count: int = len(PIECES), unit: int = 1 << 20) -> bytes:
    block = bytearray(header(b"hole.bin", sum(len(text) for _, text in PIECES), b"S", b"ustar  \0"))
    for number, (offset, text) in enumerate(pieces(unit)[:count]):
        block[386 + 24 * number :][:24]
        block[386 + 24 * number : 410 + 24 * number] = b"%011o\0%011o\0" % (offset, len(text))
    block[483:495] = b"%011o\0" % (4 * unit)
    block[482] = count < len(PIECES)
    more = bytearray(512)
    for number, (offset, text) in enumerate(pieces(unit)[count:]):
        more[24 * number : 24 * number + 24] = b"%011o\0%011o\0" % (offset, len(text))
    return signed(block) + (bytes(more) if count < len(PIECES) else b"")


def pax_sparse(version: str, unit: int = 1 << 20) -> bytes:
    numbers = [(offset, len(text)) for offset, text in pieces(unit)]
    size = b"%d" % (4 * unit)
    stored = b"".join(text for _, text in PIECES)
    if version == "0.0":
        extra = record(b"GNU.sparse.size", size) + b"".join(
            record(b"GNU.sparse.offset", b"%d" % offset) + record(b"GNU.sparse.numbytes", b"%d" % length)
            for offset, length in numbers
        )
    elif version == "0.1":
        listed = b",".join(b"%d,%d" % pair for pair in numbers)
        extra = record(b"GNU.sparse.size", size) + record(b"GNU.sparse.map", listed)
        extra += record(b"GNU.sparse.name", b"hole.bin")
    else:
        extra = record(b"GNU.sparse.major", b"1") + record(b"GNU.sparse.minor", b"0")
        extra += record(b"GNU.sparse.name", b"hole.bin") + record(b"GNU.sparse.realsize", size)
        stored = padded(b"%d\n" % len(numbers) + b"".join(b"%d\n%d\n" % pair for pair in numbers)) + stored
    name = b"hole.bin" if version == "0.0" else b"GNUSparseFile.0/hole.bin"
    return header(b"pax", len(extra), b"x") + padded(extra) + header(name, len(stored)) + padded(stored)


@pytest.mark.parametrize("version", ["gnu", "gnu, blocks behind", "0.0", "0.1", "1.0"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_holes_of_sparse_members_are_put_back(version, pack):
    if version.startswith("gnu"):
        data = gnu_sparse(2 if version == "gnu" else 1) + padded(b"".join(text for _, text in PIECES))
    else:
        data = pax_sparse(version)
    data += header(b"next.txt", 11) + padded(b"010-94-0009") + END
    archive = Blob("x.tar", lambda: io.BytesIO(data), (), len(data))
    seen = {}
    for item in extract_tar(archive, new_context(Limits())):
        assert isinstance(item, Blob)
        with item.open() as stream:
            seen[item.name] = stream.read()
    assert seen == {"hole.bin": WHOLE, "next.txt": b"010-94-0009"}
    assert read(pack(data), "x").everywhere().endswith("010-94-0009")


@pytest.mark.parametrize("version", ["0.0", "0.1", "1.0"])
@pytest.mark.skipif(shutil.which("tar") is None, reason="no tar")
def test_sparse_members_as_tar_writes_them(tmp_path, version):
    with (tmp_path / "hole.bin").open("wb") as hole:
        for offset, text in PIECES:
            hole.seek(offset)
            hole.write(text)
        hole.truncate(len(WHOLE))
    options = ["--format=posix", f"--sparse-version={version}"]
    subprocess.run(["tar", "-cSf", "x.tar", *options, "hole.bin"], cwd=tmp_path, check=True)
    data = (tmp_path / "x.tar").read_bytes()
    if len(data) > len(WHOLE):
        pytest.skip("the file system keeps no holes")
    name, found, gaps = child_bytes(data)
    assert (name, len(found), gaps) == ("hole.bin", len(WHOLE), [])
    assert found == WHOLE


@pytest.mark.skipif(shutil.which("tar") is None, reason="no tar")
@pytest.mark.parametrize("form", ["v7", "oldgnu", "gnu", "ustar", "posix"])
def test_archives_as_tar_writes_them(tmp_path, form):
    for name, text in TWO.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    subprocess.run(["tar", "-cf", "x.tar", f"--format={form}", "a.txt", "d"], cwd=tmp_path, check=True)
    result = read((tmp_path / "x.tar").read_bytes(), "x")
    assert result.everywhere() == "first 010-94-0001\nsecond 010-94-0002\n"
    assert result.gaps == []


def test_a_list_of_pieces_that_makes_no_sense_costs_only_the_holes():
    data = pax_sparse("0.1").replace(b"1048576,15,", b"9048576,15,") + END
    name, found, gaps = child_bytes(data)
    assert (name, found) == ("hole.bin", b"".join(text for _, text in PIECES))
    assert gaps == ["where the pieces of a sparse member belong is damaged: read without"]


def with_holes(listed: bytes, size: int) -> bytes:
    """A member of a thousand numbers, whose pieces stand where `listed` says."""
    extra = record(b"GNU.sparse.size", b"%d" % size) + record(b"GNU.sparse.map", listed)
    return header(b"pax", len(extra), b"x") + padded(extra) + header(b"hole", 12_000) + padded(b"010-94-0001\n" * 1000)


def test_a_hole_behind_all_that_is_in_a_member_is_not_read():
    result = read(with_holes(b"0,12000", 999_999_999_999_999) + END, "x.tar", Limits(expanded=1 << 20))
    assert len(result.children[0].places[SSN]) == 1000
    assert [gap for each in result.each() for gap in each.gaps] == []


@pytest.mark.long
def test_holes_in_many_members_are_no_expansion():
    # Forty members of 1 MiB each, of which 12,000 bytes are more than holes.
    data = with_holes(b"1000000,12000", 1 << 20) * 40 + END
    result = read(data, "x.tar", Limits(expanded=1 << 20))
    assert [len(child.places[SSN]) for child in result.children] == [1000] * 40
    assert [gap for each in result.each() for gap in each.gaps] == []


def test_a_hole_without_end_before_what_is_in_a_member_stops_at_the_budget():
    data = with_holes(b"0,6000,999999999000000,6000", 999_999_999_999_999) + END
    result = read(data, "x.tar", Limits(expanded=1 << 20))
    assert len(result.children[0].places[SSN]) == 500
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_zeros_that_were_compressed_are_bounded_as_before():
    data = gzip.compress(with_holes(b"1000000,12000", 1 << 20) + tar({"bomb": bytes(4 << 20)}))
    result = read(data, "x", Limits(expanded=1 << 20))
    assert Reason.LIMIT in {gap.reason for each in result.each() for gap in each.gaps}


# Damage ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_damaged_header_costs_a_name_at_most(pack):
    members = {f"{number}.txt": b"%d 010-94-000%d\n" % (number, number) for number in range(1, 6)}
    data = bytearray(tar(members, tarfile.USTAR_FORMAT))
    data[1024 + 108] ^= 1  # the owner of the second
    result = read(pack(bytes(data)), "x")
    archive = result if result.format == "tar" else result.children[0]
    assert [child.name for child in archive.children] == [f"{number}.txt" for number in range(1, 6)]
    assert archive.everywhere() == "".join(text.decode() for text in members.values())
    assert details(archive) == ["no good header at byte 1024: what follows is read as one member"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_what_stands_where_a_header_should_is_read(pack):
    data = tar(TWO, tarfile.USTAR_FORMAT)
    data = data[:1024] + b"somebody wrote 010-94-0005 here\n" * 40 + data[1024:]  # and no block begins where it should
    result = read(pack(data), "x")
    archive = result if result.format == "tar" else result.children[0]
    assert [child.name for child in archive.children] == ["a.txt", "byte 1024", "b.txt"]
    assert len(archive.children[1].places["010-94-0005"]) == 40
    assert archive.children[2].text == "second 010-94-0002\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_large_member_nobody_can_read_behind_a_damaged_header_hides_nothing(pack):
    noise = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8000
    data = bytearray(tar({"a.png": noise, **TWO}, tarfile.USTAR_FORMAT))
    data[108] ^= 1
    result = read(pack(bytes(data)), "x")
    archive = result if result.format == "tar" else result.children[0]
    assert [child.format for child in archive.children] == ["image", "text", "text"]
    assert archive.everywhere() == "first 010-94-0001\nsecond 010-94-0002\n"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_truncated_archive_gives_what_it_has(pack):
    text = b"".join(b"%05d 010-94-0001\n" % number for number in range(50_000))
    data = tar({"a.txt": b"010-94-0002", "b.txt": text})
    result = read(pack(data[: len(data) // 2]), "x")
    archive = result if result.format == "tar" else result.children[0]
    found = archive.child("b.txt").text
    assert text.decode().startswith(found)
    assert len(found) > len(text) // 2 - 2000
    assert "member is cut short" in details(archive)


def test_an_archive_cut_between_members_is_said():
    data = tar({"a.txt": b"x" * 512}, tarfile.USTAR_FORMAT)[:1024]
    result = read(data, "x.tar")
    assert result.children[0].text
    assert details(result) == ["no mark at the end of the archive: it may be cut short"]


@pytest.mark.parametrize("size", [-1, -512, -(1 << 60)])
def test_a_negative_size_is_a_damaged_header(size):
    data = header(b"bad.txt", size) + padded(SSN.encode()) + header(b"b.txt", 11) + padded(b"010-94-0002") + END
    result = read(data, "x.tar")
    assert [(child.name, child.text) for child in result.children] == [("bad.txt", SSN), ("b.txt", "010-94-0002")]


@pytest.mark.parametrize("size", [1 << 40, 1 << 62, (1 << 88) - 1])
@pytest.mark.parametrize("name", ["a.txt", "a.png"])
def test_a_size_beyond_the_end_is_a_claim(tmp_path, size, name):
    block = bytearray(header(name.encode(), 0))
    block[124:136] = b"\x80" + size.to_bytes(11, "big")
    content = b"010-94-0001 " if name == "a.txt" else b"\x89PNG\r\n\x1a\n" + bytes(600)
    data = signed(block) + padded(content) + END
    path = tmp_path / "x.tar"
    path.write_bytes(data)
    for archive in (blob(data, "x.tar"), Blob("x.tar", lambda: path.open("rb", buffering=0), (), len(data))):
        result = read(archive)
        assert SSN in result.everywhere() or name == "a.png"
        assert result.gaps


def test_extended_headers_that_claim_too_much_are_passed_over():
    huge = record(b"path", b"x" * (5 << 20))
    data = header(b"pax", len(huge), b"x") + padded(huge) + header(b"a.txt", 11) + padded(SSN.encode()) + END
    result = read(data, "x.tar")
    assert [(child.name, child.text) for child in result.children] == [("a.txt", SSN)]
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_a_size_in_an_extended_header_is_for_the_member_and_not_for_another_header():
    extra = record(b"size", b"2048")
    body = b"x" * 2037 + SSN.encode()
    data = header(b"pax", len(extra), b"x") + padded(extra) + header(b"././@LongLink", 8, b"L") + padded(b"long.txt")
    data += header(b"short", 0) + body + header(b"b.txt", 11) + padded(b"010-94-0002") + END
    result = read(data, "x.tar")
    assert [(child.name, len(child.text)) for child in result.children] == [("long.txt", 2048), ("b.txt", 11)]


@pytest.mark.parametrize(
    "records",
    [
        b"0 path=x\n",
        b"3 a",
        b"99 path=x\n",
        b"x path=y\n",
        b"9999999999999999999999 path=x\n",
        b"11 path-xyz\n",
        b"5 =x\n",
    ],
)
def test_records_that_are_damaged_are_said(records):
    assert pax_records(record(b"path", b"good") + records)[1] is False
    data = header(b"pax", len(records), b"x") + padded(records) + header(b"a.txt", 11) + padded(SSN.encode()) + END
    result = read(data, "x.tar")
    assert [(child.name, child.text) for child in result.children] == [("a.txt", SSN)]
    assert details(result) == ["an extended header is damaged"]


def test_long_records_take_time_by_their_length():
    """CVE-2024-6232: what was read with one pattern took a minute for this."""
    records = b"1" * 2_000_000
    assert pax_records(records) == ([], False)
    assert pax_records(b"12 " + b"a" * 3_000_000) == ([], False)
    assert len(pax_records(record(b"a", b"=" * 50_000) * 50)[0]) == 50


# Limits ------------------------------------------------------------------------------------------------------


def test_members_are_limited_and_said():
    data = tar({f"{number}.txt": SSN.encode() for number in range(30)})
    result = read(data, "x.tar", Limits(members=10))
    assert len(result.children) == 10
    assert result.refused.detail == "more than 10 members (limit: members)"


@pytest.mark.long
def test_a_bomb_in_an_archive_stops_at_the_budget():
    bomb = gzip.compress(SSN.encode() + b"\n" * (40 << 20))
    result = read(tar({"a.gz": bomb, "b.txt": b"010-94-0002"}), "x.tar", Limits(expanded=16 << 20))
    assert result.children[0].everywhere().startswith(SSN)
    assert result.children[1].text == "010-94-0002"


def test_a_tar_alone_expands_to_nothing():
    context = new_context(Limits())
    read(blob(tar(TWO), "x.tar"), context=context)
    assert (context.budget.expanded, context.budget.members) == (0, 2)
    data = tar(TWO)
    context = new_context(Limits())
    read(blob(gzip.compress(data), "x.tgz"), context=context)
    assert context.budget.expanded == len(data)


@pytest.mark.long
def test_memory_is_flat_in_the_size_of_members_and_of_the_archive(tmp_path):
    path = tmp_path / "x.tar"
    with tarfile.open(path, "w") as archive:
        for number in range(20):
            member = info(f"{number}.txt")
            member.size = 4 << 20
            archive.addfile(member, io.BytesIO(b"x" * 100 + b"\n" * ((4 << 20) - 100)))
    archive = Blob("x.tar", lambda: path.open("rb", buffering=0), (), path.stat().st_size)
    tracemalloc.start()
    for item in extract_tar(archive, new_context(Limits())):
        assert isinstance(item, Blob)
        for segment in identify_blob(item).extract(item, new_context(Limits())):
            take(Read(""), segment)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 << 20


def test_members_larger_than_may_be_kept_are_read_in_any_order():
    text = b"".join(b"%07d\n" % number for number in range(400_000))
    data = gzip.compress(tar({"a.txt": text, "b.txt": b"010-94-0002"}), 1)
    archive = next(iter(identify_blob(blob(data)).extract(blob(data), new_context(Limits()))))
    assert isinstance(archive, Blob)
    seen = []
    for item in extract_tar(archive, new_context(Limits(document=1 << 20, member_memory=1 << 16))):
        assert isinstance(item, Blob)
        with item.open() as one, item.open() as two:
            halves = one.read(1_600_000), two.read(2_000_000), one.read(), two.read()
        seen.append((halves[0] + halves[2], halves[1] + halves[3]))
    assert seen == [(text, text), (b"010-94-0002", b"010-94-0002")]


def test_a_stream_that_fails_ends_the_archive_and_nothing_runs_for_ever():
    class Failing(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 700:
                raise OSError(5, "input/output error")
            return super().read(size)

    data = header(b"bad.txt", -1) + b"text 010-94-0001\n" * 60 + END
    for at in ((), ((Axis.DECODED, "gzip"),)):
        archive = Blob("x.tar", lambda: Failing(data), at, len(data))
        members = (item for item in extract_tar(archive, new_context(Limits())) if isinstance(item, Blob))
        with pytest.raises(OSError, match="input/output"):
            next(members).open()
        with pytest.raises(OSError, match="input/output"):
            next(members)


# Any bytes ---------------------------------------------------------------------------------------------------


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        super().__init__()
        self._data, self._sizes, self._at, self._turn = data, sizes, 0, 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self._at

    def seek(self, offset, whence=0):
        self._at = max(0, offset + (0, self._at, len(self._data))[whence])
        return self._at

    def readinto(self, buffer):
        size = self._sizes[self._turn % len(self._sizes)]
        self._turn += 1
        part = self._data[self._at : self._at + min(size, len(buffer))]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def everything(result: Read) -> list[object]:
    return [(each.at, each.format, each.text, each.places, each.gaps, str(each.refused)) for each in result.each()]


SMALL = 16 << 10  # of a hole: read many times


def mixed() -> bytes:
    members = [
        (info("a.txt"), TWO["a.txt"]),
        (info(LONG), SSN.encode()),
        (info("soft", tarfile.SYMTYPE, "a.txt"), b""),
        (info("in.zip"), zipped(TWO)),
        (info("in.gz"), gzip.compress(tar(TWO))),
    ]
    return (
        tar(members)
        + gnu_sparse(1, SMALL)
        + padded(b"".join(text for _, text in PIECES))
        + pax_sparse("1.0", SMALL)
        + END
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=5), st.integers(0, 20_000))
def test_the_same_however_the_bytes_come(sizes, cut):
    data = mixed()[: max(600, cut)]
    split = Blob("x.tar", lambda: Dribble(data, sizes), (), len(data))
    assert everything(read(split)) == everything(read(data, "x.tar"))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    archive = bytearray(mixed())
    headers = [at for at in range(0, len(archive), 512) if archive[at + 257 : at + 262] == b"ustar"]
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.sampled_from(headers)) + data.draw(st.integers(0, 511))
        archive[at] = data.draw(st.integers(0, 255))
        if data.draw(st.booleans()):
            start = at - at % 512
            archive[start : start + 512] = signed(archive[start : start + 512])
    cut = data.draw(st.integers(0, len(archive)))
    limits = Limits(expanded=4 << 20)
    direct = read(bytes(archive), "x.tar", limits)
    packed = read(gzip.compress(bytes(archive), 1), "x.tar.gz", limits).children[0]
    if direct.format == "tar":
        assert direct.everywhere() == packed.everywhere()
    read(bytes(archive[:cut]), "x.tar", limits)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_as_one_member_at_worst(data):
    read(data, "x.tar")
    context = new_context(Limits())
    for item in extract_tar(blob(data, "x.tar"), context):
        if isinstance(item, Blob):
            read(item, context=context.deeper())
