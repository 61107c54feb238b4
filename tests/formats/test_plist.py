"""Property lists: keys and values, keyed archives, files in them, and lists that are made to hurt."""

from __future__ import annotations

import plistlib

import pytest
from format_samples import SSN, objects, read
from hypothesis import given
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.objects import plist
from piiscan.model import Reason

LIST = {
    "people": [{"Name": "Ann Lee", "SSN": "010-94-0001"}, {"Name": "Bob", "Age": 7, "ok": True}],
    "note": b"010-94-0002",
}


@pytest.mark.parametrize("form", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_both_forms_are_one_format(form):
    result = read(plistlib.dumps(LIST, fmt=form), "a")
    assert result.format == "plist"
    assert '"SSN": "010-94-0001"' in result.text
    assert not result.gaps


def test_keys_of_a_list_in_xml_are_the_keys_of_the_object():
    (found,) = objects(plistlib.dumps({"a": {"Name": "Ann", "n": [1, 2]}, "b": "x"}).decode(), "plist")
    assert found == {
        "plist": {"version": "1.0", "dict": {"a": {"Name": "Ann", "n": {"integer": ["1", "2"]}}, "b": "x"}}
    }


def test_an_xml_list_without_its_declaration_is_one_too():
    assert read(b"<plist><dict><key>ssn</key><string>010-94-0001</string></dict></plist>", "a").format == "plist"


def test_files_in_a_list_are_children():
    inner = plistlib.dumps({"ssn": "010-94-0001"}, fmt=plistlib.FMT_BINARY)
    result = read(plistlib.dumps({"deep": inner, "font": b"wOFF" + bytes(50)}, fmt=plistlib.FMT_BINARY), "a")
    assert [child.at for child in result.children] == ["MEMBER deep"]
    assert list(result.children[0].places) == ["010-94-0001"]
    few = read(plistlib.dumps({str(n): inner for n in range(5)}, fmt=plistlib.FMT_BINARY), "a", Limits(members=2))
    assert len(few.children) == 2
    assert [gap.reason for gap in few.gaps] == [Reason.LIMIT]


def test_a_list_that_holds_itself_ends():
    uid = plistlib.UID
    parts = ["$null", {"NS.objects": [uid(1), uid(2)], "NS.keys": [uid(3), uid(3)]}, "010-94-0001", "k"]
    data = plistlib.dumps({"$archiver": "x", "$top": {"root": uid(1)}, "$objects": parts}, fmt=plistlib.FMT_BINARY)
    assert list(read(data, "a").places) == ["010-94-0001"]


def test_a_list_of_lists_that_grows_without_end_is_cut():
    parts = [[plistlib.UID(n + 1), plistlib.UID(n + 1)] for n in range(30)]
    data = plistlib.dumps({"$archiver": "x", "$top": plistlib.UID(0), "$objects": parts}, fmt=plistlib.FMT_BINARY)
    assert read(data, "a").gaps == []  # each part is written once


def test_damage_is_said_and_the_rest_is_read():
    data = plistlib.dumps(LIST, fmt=plistlib.FMT_BINARY)
    cut = read(data[:-10], "a")
    assert "010-94-0001" in cut.places
    assert [gap.reason for gap in cut.gaps] == [Reason.CORRUPT]
    xml = read(plistlib.dumps(LIST)[:-30], "a.plist")
    assert "010-94-0001" in xml.places
    assert xml.gaps


def test_a_list_that_is_too_large_is_refused():
    data = plistlib.dumps({"a": "x" * 5000}, fmt=plistlib.FMT_BINARY)
    assert read(data, "a", Limits(document=1000)).refused.reason is Reason.LIMIT


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_damage_of_any_kind_raises_nothing_else(at, junk):
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        data = plistlib.dumps(LIST, fmt=form)
        read(data[:at] + junk + data[at + len(junk) :], "a.plist")


def test_what_is_named_again_and_again_is_written_once():
    shared: dict[str, object] = {"ssn": SSN}
    for _ in range(60):
        shared = {"a": shared, "b": shared}
    result = read(plistlib.dumps(shared, fmt=plistlib.FMT_BINARY), "a.plist")
    assert result.text.count(SSN) == 1
    assert result.gaps == []


def test_a_long_text_named_by_many_is_written_so_often_and_no_more(monkeypatch):
    monkeypatch.setattr(plist, "_CHARS", 1 << 20)
    names = {f"a{number}": "x" * (1 << 16) for number in range(100)}
    result = read(plistlib.dumps([names, {"ssn": SSN}], fmt=plistlib.FMT_BINARY), "a.plist")
    assert [gap.detail for gap in result.gaps] == ["more than 1048576 characters (limit: values)"]
    assert len(result.text) < 1 << 20
