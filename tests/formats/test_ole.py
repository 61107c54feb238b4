"""Compound files: written ones are what olefile reads; hostile ones cost no more than they are long (A15)."""

from __future__ import annotations

import io
import struct
import time

import olefile
import pytest
from doc_samples import doc, package, property_set
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.compound.ole_properties import property_lines
from piiscan.formats.compound.ole_write import compound
from piiscan.model import Reason

NAMES = st.text("abcXYZ_\x01\x05é", min_size=1, max_size=20)
TREES = st.recursive(
    st.dictionaries(NAMES, st.binary(max_size=9000), max_size=4),
    lambda inner: st.dictionaries(NAMES, st.one_of(st.binary(max_size=300), inner), max_size=4),
    max_leaves=8,
)


def flat(tree, path=()):
    for name, content in tree.items():
        if isinstance(content, dict):
            yield from flat(content, (*path, name))
        else:
            yield (*path, name), content


def one_case(tree) -> bool:
    """Names are told apart without regard to case."""
    names = [name.lower() for name in tree]
    return len(set(names)) == len(names) and all(one_case(inner) for inner in tree.values() if isinstance(inner, dict))


@settings(max_examples=60, deadline=None)
@given(TREES.filter(one_case))
def test_what_is_written_is_read(tree):
    with olefile.OleFileIO(io.BytesIO(compound(tree)), raise_defects=olefile.DEFECT_INCORRECT) as ole:
        for path, content in flat(tree):
            assert ole.openstream(list(path)).read() == content


def test_large_files_have_large_sectors():
    data = bytes(range(256)) * (30 << 10)
    with olefile.OleFileIO(io.BytesIO(compound({"a": data, "b": b"c"}))) as ole:
        assert ole.openstream("a").read() == data
        assert ole.openstream("b").read() == b"c"


BODY = f"SSN {SSN}\r" * 400


def damaged(offset: int, value: bytes) -> bytes:
    source = bytearray(doc(body=BODY))
    source[offset : offset + len(value)] = value
    return bytes(source)


@pytest.mark.parametrize("shift", [0, 1, 31, 0xFFFF])
def test_sectors_of_an_impossible_size(shift):
    assert read(damaged(30, struct.pack("<H", shift)), "a.doc").format == "ole-damaged"


def test_sectors_that_follow_themselves():
    """A chain in a circle ends, at the latest with the file."""
    source = bytearray(doc(body=BODY))
    (fat,) = struct.unpack_from("<I", source, 76)
    start = (fat + 1) * 512
    for index in range(128):
        source[start + index * 4 : start + index * 4 + 4] = struct.pack("<I", index)
    began = time.process_time()
    read(bytes(source), "a.doc")
    assert time.process_time() - began < 5


def test_a_stream_that_claims_half_a_gigabyte():
    source = bytearray(doc(body=BODY))
    entry = source.find("WordDocument".encode("utf-16-le"))
    source[entry + 120 : entry + 124] = struct.pack("<I", 512 << 20)
    result = read(bytes(source), "a.doc", Limits(document=1 << 30))
    assert SSN in result.places
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}


def test_a_circle_that_claims_to_be_long_ends_with_the_file():
    source = bytearray(doc(body=BODY))
    (fat,) = struct.unpack_from("<I", source, 76)
    for index in range(20):
        place = (fat + 1) * 512 + index * 4
        source[place : place + 4] = struct.pack("<I", index)
    entry = source.find("WordDocument".encode("utf-16-le"))
    source[entry + 120 : entry + 124] = struct.pack("<I", 0x7FFFFFFF)
    began = time.process_time()
    read(bytes(source), "a.doc")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("offset", [44, 64, 72])
def test_tables_that_claim_more_than_the_file_are_not_followed(offset):
    result = read(damaged(offset, struct.pack("<I", 0x00FFFFFF)), "a.doc")
    assert result.format == "ole-damaged"
    assert SSN in result.places
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_objects_in_objects_end_at_the_limit(scan):
    data = doc(body=f"Ann Lee, SSN {SSN}\r")
    for _ in range(12):
        data = doc(body="x\r", streams={"ObjectPool": {"_1": {"Package": data}}})
    scanned = scan(data, "a.doc")
    assert [outcome.reason for outcome in scanned.outcomes if outcome.reason] == [Reason.LIMIT]


def test_entries_of_a_directory_that_lead_back():
    source = bytearray(doc(body=BODY))
    entry = source.find("WordDocument".encode("utf-16-le"))
    source[entry + 68 : entry + 80] = struct.pack("<3I", 1, 1, 1)
    assert read(bytes(source), "a.doc").format in {"doc", "unsupported", "ole"}


def test_properties_of_every_kind():
    wide = "Zoë 2".encode("utf-16-le") + b"\0\0"
    values = {
        2: struct.pack("<II", 0x1F, len(wide) // 2) + wide,
        3: struct.pack("<Id", 5, 10940001.0),
        4: struct.pack("<III", 0x101E, 2, 2) + b"a\0" + struct.pack("<I", 2) + b"b\0",
        5: struct.pack("<III", 0x100C, 1, 0x1E) + struct.pack("<I", 2) + b"v\0",
        6: struct.pack("<II", 0x40, 1) + bytes(8),
        7: struct.pack("<III", 0x101E, 1 << 30, 1 << 30),
    }
    found = list(property_lines(property_set(values), {number: str(number) for number in values}))
    assert found[:5] == [("2", "Zoë 2"), ("3", "10940001"), ("4", "a"), ("4", "b"), ("5", "v")]


@given(st.binary(max_size=200))
def test_properties_of_any_bytes(data):
    list(property_lines(property_set({2: "x"})[:60] + data, {}))
    list(property_lines(data, {}))


@given(st.binary(max_size=100))
def test_packages_of_any_bytes(data):
    read(compound({"\x01Ole10Native": package("a", b"x")[:12] + data}), "a.bin")


@pytest.mark.parametrize(
    ("at", "layout", "value"), [(30, "<H", 0), (68, "<I", 0), (44, "<I", 0x7FFFFFFF), (32, "<H", 9)]
)
def test_a_file_that_cannot_be_opened_gives_the_text_of_its_bytes(at, layout, value):
    data = bytearray(compound({"A": f"Ann Lee, SSN {SSN}".encode("utf-16-le") + bytes(5000)}))
    struct.pack_into(layout, data, at, value)
    if at == 68:
        struct.pack_into("<I", data, 72, 1 << 30)
    result = read(bytes(data), "a.doc")
    assert list(result.places) == [SSN]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
