"""UDF images: files by descriptors of every kind, with what is damaged named."""

from __future__ import annotations

import io
import struct
import sys
from pathlib import Path

import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.model import Reason

sys.path.insert(0, str(Path(__file__).parents[1] / "planted"))
import archive_builders as make

FILES = {"note.txt": b"Ann Lee, SSN 010-94-0001\n", "hr/Löhne.csv": b"name,ssn\n" + b"Bob Ray,010-94-0002\n" * 700}
KINDS = {
    "1.02": {},
    "small sectors": {"sector": 512},
    "large sectors": {"sector": 4096},
    "long entries": {"long_entry": True},
    "data in entries": {"embedded": True},
    "pieces": {"pieces": True},
    "far pieces": {"pieces": True, "far": True},
    "metadata partition": {"metadata": True, "long_entry": True},
    "metadata partition, data in entries": {"metadata": True, "embedded": True},
}


def bridge() -> bytes:
    """By pycdlib: ISO 9660 and UDF over the same files."""
    pycdlib = pytest.importorskip("pycdlib")
    made = pycdlib.PyCdlib()
    made.new(udf="2.60")
    made.add_directory("/HR", udf_path="/hr")
    for name, data in FILES.items():
        made.add_fp(io.BytesIO(data), len(data), "/HR/A.;1" if "/" in name else "/N.;1", udf_path=f"/{name}")
    made.add_fp(io.BytesIO(b"SSN 010-94-0003\n"), 16, udf_path="/only.txt")
    out = io.BytesIO()
    made.write_fp(out)
    made.close()
    return out.getvalue()


def pure(image: bytes) -> bytes:
    """Without the descriptors of ISO 9660."""
    sectors = [image[at * 2048 : (at + 1) * 2048] for at in range(16, 32)]
    kept = b"".join(one for one in sectors if one[1:6] in {b"BEA01", b"NSR02", b"NSR03", b"TEA01"})
    return image[: 16 * 2048] + kept.ljust(16 * 2048, b"\0") + image[32 * 2048 :]


@pytest.mark.parametrize("kind", KINDS)
def test_files_of_every_kind_of_volume(kind):
    result = read(make.udf(FILES, **KINDS[kind]), "a.img")
    assert result.format == "udf"
    assert {child.at: len(child.places) for child in result.children} == {
        "MEMBER note.txt": 1,
        "MEMBER hr/Löhne.csv": 1,
    }
    assert len(result.child("Löhne.csv").places["010-94-0002"]) == 700
    assert (result.gaps, result.refused) == ([], None)


def test_a_disc_as_another_program_writes_it():
    result = read(pure(bridge()), "a.iso")
    assert sorted(child.at for child in result.children) == [
        "MEMBER hr/Löhne.csv",
        "MEMBER note.txt",
        "MEMBER only.txt",
    ]
    assert result.child("note.txt").places == {SSN: ["LINE 1 COLUMN 14 BYTE 13"]}
    assert result.gaps == []


def test_of_a_bridge_disc_what_the_other_tree_lacks_is_added():
    result = read(bridge(), "a.iso")
    assert result.format == "iso9660"
    assert sorted(child.at for child in result.children) == ["MEMBER HR/A", "MEMBER N", "MEMBER only.txt"]


def test_a_hole_reads_as_zeros():
    image = bytearray(make.udf({"a.txt": b"Ann Lee, SSN 010-94-0001\n".ljust(8300)}, pieces=True))
    at = image.index(struct.pack("<II", 4204, 3))  # the second of two pieces
    image[at : at + 4] = struct.pack("<I", 1 << 30 | 4204)  # allocated, not recorded
    child = read(bytes(image), "a.img").children[0]
    assert SSN in child.places
    assert child.gaps == []
    image[at : at + 4] = struct.pack("<I", 3 << 30 | 4204)  # a list that leads nowhere
    result = read(bytes(image), "a.img")
    assert Reason.CORRUPT in {gap.reason for each in result.each() for gap in each.gaps}


def test_a_reserve_of_the_descriptors_is_used():
    image = bytearray(make.udf(FILES))
    anchor = 256 * 2048
    image[270 * 2048 : 273 * 2048], reserve = bytes(3 * 2048), bytes(image[270 * 2048 : 273 * 2048])
    image[280 * 2048 : 283 * 2048] = reserve
    struct.pack_into("<I", image, anchor + 28, 280)
    assert len(read(bytes(image), "a.img").children) == 2


def test_what_cannot_be_mounted_is_said():
    image = make.udf(FILES)
    assert read(image[: 290 * 2048], "a.img").refused.reason is Reason.CORRUPT
    assert read(image[:40_000], "a.img").refused.reason is Reason.CORRUPT
    virtual = make.udf(FILES, metadata=True).replace(b"*UDF Metadata Partition", b"*UDF Virtual Partition\0")
    result = read(virtual, "a.img")
    assert result.refused.reason is Reason.UNSUPPORTED
    assert result.refused.detail == "UDF: a virtual partition is not read"


def test_a_folder_that_holds_itself_is_read_once():
    files = {f"f/{number}.txt": b"x" for number in range(3)}
    image = make.udf(files)
    result = read(image, "a.img")
    assert len(result.children) == 3
    start = 300 * 2048
    for at in range(start, len(image) - 64, 2048):  # every folder leads to each entry in turn
        changed = bytearray(image)
        for place in range(start, len(image) - 40):
            if image[place : place + 2] == b"\1\1" and image[place + 18 : place + 19] == b"\2":
                struct.pack_into("<I", changed, place + 24, (at - start) // 2048)
        read(bytes(changed), "a.img")


def test_cut_short_anywhere_keeps_what_is_whole():
    image = make.udf(FILES)
    for size in range(300 * 2048, len(image), 1500):
        read(image[:size], "a.img")
    cut = read(make.udf({"note.txt": FILES["note.txt"], "z.txt": b"z" * 9000}, pieces=True)[: -5 * 2048], "a.img")
    assert cut.refused is not None or cut.gaps or any(each.gaps or each.refused for each in cut.each())


_IMAGE = make.udf(FILES, metadata=True, embedded=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8), st.booleans())
def test_changed_bytes_are_never_a_crash(changes, mended):
    data = bytearray(_IMAGE)
    begin = 256 * 2048
    for at, value in changes:
        data[begin + at % (len(data) - begin)] = value
    if mended:  # with right checksums, so that the change is believed
        for at in range(begin, len(data), 2048):
            data[at + 4] = (sum(data[at : at + 4]) + sum(data[at + 5 : at + 16])) & 0xFF
    read(bytes(data), "a.img")
