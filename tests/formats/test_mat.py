"""MATLAB: arrays and lists as tables, structures by field, packed or not; damage said, and bombs stopped."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from mat_samples import packed, plain

from piiscan.config import Limits
from piiscan.model import Reason

PLACES = {
    SSN: "TABLE cell ROW 1 COLUMN 2",
    "010-94-0002": "TABLE cell ROW 2 COLUMN 2",
    "010-94-0003": "KEY person.ssn",
    "010-94-0004": "KEY person.inner.note",
    "010-94-0005": "TABLE rows ROW 1 COLUMN 2 KEY ssn",
    "010-94-0006": "TABLE rows ROW 2 COLUMN 2 KEY ssn",
    "010-94-0009": "KEY text",
    "010-94-0010": "TABLE chars ROW 1 COLUMN 1 KEY chars",
    "010-94-0011": "TABLE chars ROW 2 COLUMN 1 KEY chars",
}
HEADER = b"MATLAB 5.0 MAT-file".ljust(124) + struct.pack("<H2s", 0x0100, b"IM")


def element(kind: int, data: bytes, order: str = "<") -> bytes:
    return struct.pack(f"{order}II", kind, len(data)) + data + bytes(-len(data) % 8)


def text(name: str, value: str, order: str = "<") -> bytes:
    """A matrix of characters."""
    signs = value.encode("utf-16-le" if order == "<" else "utf-16-be")
    parts = [element(6, struct.pack(f"{order}II", 4, 0), order), element(5, struct.pack(f"{order}ii", 1, len(value)), order),
             element(1, name.encode(), order), element(17, signs, order)]  # fmt: skip
    return element(14, b"".join(parts), order)


@pytest.mark.parametrize("data", [packed(), plain()], ids=["packed", "plain"])
def test_every_kind_of_variable(data):
    result = read(data)
    assert result.format == "matlab"
    assert {number: places[0] for number, places in result.places.items()} == PLACES
    assert "name\x1fssn\x1eAnn Lee\x1f10940007\x1eBob Ray\x1f10940008\x1e" in result.text
    assert "1.5\x1f2\x1e3\x1f4\x1e" in result.text
    assert result.gaps == []


def test_the_other_order_of_bytes():
    data = HEADER[:124] + struct.pack(">H2s", 0x0100, b"MI") + text("ssn", SSN, ">")
    assert read(data).places == {SSN: ["KEY ssn"]}


@pytest.mark.parametrize("sizes", [(0, 0), (0, 1), (1, 0), (0, 5), (3, 0)])
@pytest.mark.parametrize("signs", ["", "abc"])
def test_a_text_without_characters_is_an_empty_one(sizes, signs):
    parts = [element(6, struct.pack("<II", 4, 0)), element(5, struct.pack("<ii", *sizes)), element(1, b"empty")]
    empty = element(14, b"".join([*parts, element(17, signs.encode("utf-16-le"))]))
    result = read(HEADER + empty + text("ssn", SSN))
    assert result.places == {SSN: ["KEY ssn"]}
    assert result.gaps == []


def test_a_variable_that_is_damaged_hides_no_other():
    data = HEADER + element(14, b"\x06\0\0\0\xff\xff\xff\x00" * 4) + text("ssn", SSN)
    result = read(data)
    assert result.places == {SSN: ["KEY ssn"]}
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_cut_short():
    for data in (packed(), plain()):
        result = read(data[:-40])
        assert SSN in result.places
        assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_a_bomb_is_stopped():
    bomb = zlib.compress(bytes(20_000_000))
    data = HEADER + struct.pack("<II", 15, len(bomb)) + bomb + text("ssn", SSN)
    result = read(data, limits=Limits(member_memory=1 << 20))
    assert result.places == {SSN: ["KEY ssn"]}
    assert Reason.LIMIT in {gap.reason for gap in result.gaps}
    assert read(data, limits=Limits(expanded=1 << 20)).refused.reason is Reason.LIMIT


def test_lists_in_lists_without_end():
    inner = b""
    for _ in range(3000):
        inner = element(
            14, element(6, struct.pack("<II", 1, 0)) + element(5, struct.pack("<ii", 1, 1)) + element(1, b"") + inner
        )
    assert [gap.reason for gap in read(HEADER + inner).gaps] == [Reason.CORRUPT]


def test_version_7_3_is_hdf5():
    data = b"MATLAB 7.3 MAT-file".ljust(512) + b"\x89HDF\r\n\x1a\n" + bytes(40) + SSN.encode() + bytes(9)
    result = read(data)
    assert (result.format, list(result.places)) == ("hdf5", [SSN])


@pytest.mark.parametrize("data", [packed(), plain()], ids=["packed", "plain"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 20))
def test_changed_bytes_raise_nothing(data, seed, changes):
    generator = random.Random(seed)
    changed = bytearray(data)
    for _ in range(changes):
        changed[generator.randrange(100, len(changed))] = generator.randrange(256)
    read(bytes(changed))
