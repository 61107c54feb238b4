"""CBOR: values under their keys at the byte where they stand; told by what it is; no damage, depth or size does harm."""

from __future__ import annotations

import base64
import tracemalloc

import pytest
from cbor_samples import cbor, head
from format_samples import SSN, blob, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.markup import xml_records
from piiscan.formats.objects import cbor_items
from piiscan.formats.objects.cbor import extract_cbor
from piiscan.model import Reason, Shape

PEOPLE = [{"name": "Ann Lee", "ssn": SSN, "n": 1}, {"name": "Bob Ray", "ssn": "010-94-0002", "n": -5}]
# cbor2 6.3.0: dumps(CBORTag(55799, {"people": [...], "t": a time, "f": 1.5, "big": 2**70, "no": None, "yes": True, "file":
# b"%PDF-1.4 nothing", "text": b"010-94-0003", "noise": bytes})); dumps of a list of two, and of a map behind it
MADE = "2dn3qWZwZW9wbGWCo2RuYW1lZ0FubiBMZWVjc3NuazAxMC05NC0wMDAxYW4Bo2RuYW1lZ0JvYiBSYXljc3NuGgCm7mJhbiRhdMB0MjAyNS0wMS0wMVQwMDowMDowMFphZvs/+AAAAAAAAGNiaWfCSUAAAAAAAAAAAGJub/ZjeWVz9WRmaWxlUCVQREYtMS40IG5vdGhpbmdkdGV4dEswMTAtOTQtMDAwM2Vub2lzZVTIycrLzM3Oz9DR0tPU1dbX2Nna2w=="
SEQUENCE = "gqNkbmFtZWdBbm4gTGVlY3NzbmswMTAtOTQtMDAwMWFuAaNkbmFtZWdCb2IgUmF5Y3NzbhouEzJSYW4komRuYW1lZkN5IE9ycmNzc25rMDEwLTk0LTAwMDQ="


def test_what_a_library_wrote():
    data = base64.b64decode(MADE)
    result = read(data, "a.bin")
    assert (result.format, result.media_type, set(result.shapes)) == ("cbor", "application/cbor", {Shape.OBJECT})
    assert result.places == {number: [f"BYTE {data.index(number.encode())}"] for number in (SSN,)} | {
        "010-94-0003": [f"BYTE {data.index(b'010-94-0003') - 1}"]
    }
    for shown in ('"ssn": 10940002', '"n": -5', '"f": "1.5"', f'"big": "{2**70}"', '"yes": "true"', "2025-01-01"):
        assert shown in result.text
    assert [(child.name, child.format) for child in result.children] == [("file", "pdf")]
    assert result.gaps == []


def test_items_behind_each_other_are_records(scan):
    data = base64.b64decode(SEQUENCE)
    found = scan(data, "a.cbor")
    assert found.persons() == [("ann lee", "010940001"), ("bob ray", "773010002"), ("cy orr", "010940004")]


@pytest.mark.parametrize("endless", [False, True])
@pytest.mark.parametrize("name", ["a.cbor", "a.bin", "a.txt"])
def test_it_is_told_by_what_it_is(scan, endless, name):
    for value in (PEOPLE, {"people": PEOPLE}, {"a": {"b": {"c": PEOPLE}}}):
        found = scan(cbor(value, endless=endless), name)
        assert found.outcomes[-1].media_type == "application/cbor"
        assert found.persons() == [("ann lee", "010940001"), ("bob ray", "010940002")]


@pytest.mark.parametrize(
    "data",
    [
        "Größe: äöü".encode("latin-1") * 20,
        "\x83\x84\x85".encode("latin-1") * 100,
        "日本語のテキスト".encode("shift_jis") * 30,
        "中文文字".encode("gbk") * 30,
        "all of it in ebcdic".encode("cp037") * 30,
        b"\x82\x01\x02",
        b"\xa1\x63ssn\x6b010-94-0001",  # one key may be chance
        cbor({"a b\n": 1, "c\n": 2, "d\n": 3}),
        cbor(PEOPLE) + b"text",
    ],
)
def test_other_data_are_no_cbor(data):
    assert read(data, "a.bin").format != "cbor"


def test_a_file_named_so_that_is_none_is_not_called_so():
    assert read(b"just a text\n" * 9, "a.cbor").format == "text"


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**64), 2**64 - 1), st.floats(allow_nan=False),
        st.text(max_size=9), st.sampled_from([SSN, "Ann\nLee", "Zoë"]),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1, max_size=5), inner, max_size=4),
)  # fmt: skip


@settings(max_examples=200)
@given(VALUES, st.booleans())
def test_any_values_are_read_to_the_end(value, endless):
    data = cbor({"all": value, "last": "010-94-0009"}, endless=endless)
    result = read(data, "a.cbor")
    assert result.gaps == []
    assert "010-94-0009" in result.text
    assert (SSN in result.text) is (SSN.encode() in data or (endless and SSN in str(value)))


@settings(max_examples=200)
@given(VALUES, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=4), st.integers(0, 200))
def test_no_damage_raises_anything_but_a_verdict(value, changes, size):
    data = bytearray(b"\xd9\xd9\xf7" + cbor({"all": value, "more": PEOPLE}))
    for at, byte in changes:
        data[3 + at % (len(data) - 3)] = byte
    read(bytes(data[: max(4, size)]), "a.cbor")


def test_what_is_cut_short_is_read_up_to_there():
    data = cbor([*PEOPLE, *PEOPLE])
    result = read(data[:-20], "a.cbor")
    assert SSN in result.places
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


@pytest.mark.parametrize(
    "data",
    [
        head(4, 2**63) + cbor("x"),  # more items than there are bytes
        b"\x7b" + b"\xff" * 8 + b"x",
        b"\x81" * 100_000,
        b"\x9f" * 5000,
        b"\xd8\x2a" * 50_000 + b"\x01",
        b"\x5f\x7f\xff\xff",
        b"\xa1\xa1\x01\x02\x03",
        b"\xff",
        b"\x1c",
    ],
)
def test_lies_are_said(data):
    result = read(b"\xd9\xd9\xf7" + data, "a.cbor")
    assert [gap.reason for gap in result.gaps] in ([Reason.CORRUPT], [])


@pytest.mark.long
def test_memory_does_not_grow_with_the_items(monkeypatch):
    monkeypatch.setattr(xml_records, "_FLUSH", 4 << 10)
    monkeypatch.setattr(xml_records, "BLOCK", 16 << 10)
    monkeypatch.setattr(cbor_items, "_BLOCK", 4 << 10)

    data = cbor({"people": [{"name": "Ann Lee", "ssn": SSN, "n": number} for number in range(6000)]})
    tracemalloc.start()
    for _ in extract_cbor(blob(data, "a.cbor"), new_context(Limits())):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000  # it would be 3 MB


def test_many_bytes_are_a_child_where_they_stand():
    inner = f"Ann Lee SSN {SSN}\n".encode() * 500
    for endless in (False, True):
        result = read(cbor({"a": inner, "b": [inner]}, endless=endless), "a.cbor")
        assert [(child.name, child.text.count(SSN)) for child in result.children] == [("a", 500), ("b", 500)]
