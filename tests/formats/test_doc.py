"""Word 97-2003: every story, tables, tracked changes, fields, what was deleted, objects, and no damage that is a fault."""

from __future__ import annotations

import io
import struct
import time

import olefile
import pytest
from doc_samples import DELETED, IN_CELL, INSERTED, PLAIN, ROW, doc, macro, package, picture, property_set, word6
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.compound.ole_write import compound
from piiscan.model import Reason, Shape

BODY = "Dear Zoë\rSSN 010-94-0001\r"


@pytest.mark.parametrize("widths", ["1", "2", "12", "212121"])
def test_pieces_of_either_width_in_any_order(widths):
    result = read(doc(widths, body=BODY, footnotes="see 010-94-0002\r"), "a.doc")
    assert (result.format, result.media_type, result.gaps) == ("doc", "application/msword", [])
    assert result.text == "Dear Zoë\nSSN 010-94-0001\nsee 010-94-0002\n"
    assert result.places == {SSN: ["PART body LINE 2"], "010-94-0002": ["PART footnotes LINE 1"]}


def test_every_story_has_its_name():
    names = ("body", "footnotes", "headers", "comments", "endnotes", "boxes", "header_boxes")
    texts = {name: f"x\r010-94-000{number}\r" for number, name in enumerate(names)}
    places = read(doc(**texts), "a.doc").places
    assert [place for (place,) in places.values()] == [
        f"PART {name} LINE 2"
        for name in ("body", "footnotes", "headers", "comments", "endnotes", "text boxes", "text boxes of headers")
    ]


def test_a_document_of_word_6():
    result = read(word6(BODY, "010-94-0002\r"), "a.doc")
    assert result.places == {SSN: ["PART body LINE 2"], "010-94-0002": ["PART footnotes LINE 1"]}


def test_a_table_is_a_table():
    body = f"before\rName\x07SSN\x07{ROW}Ann Lee\x07{SSN}\x07{ROW}Bo{IN_CELL}Lee\x07010-94-0002\x07{ROW}after\r"
    result = read(doc(body=body), "a.doc")
    assert Shape.TABLE in result.shapes
    assert result.places == {
        SSN: ["PART body TABLE 1 ROW 2 COLUMN 2"],
        "010-94-0002": ["PART body TABLE 1 ROW 3 COLUMN 2"],
    }
    assert "Bo\nLee\x1f" in result.text


def test_an_empty_cell_is_no_end_of_a_row():
    body = f"A\x07B\x07C\x07{ROW}1\x07\x07{SSN}\x07{ROW}after\r"
    assert read(doc(body=body), "a.doc").places == {SSN: ["PART body TABLE 1 ROW 2 COLUMN 3"]}


def test_rows_without_properties_end_where_an_empty_cell_follows():
    body = f"A\x07B\x07{ROW}1\x07{SSN}\x07{ROW}after\r"
    assert read(doc(body=body, marks=False), "a.doc").places == {SSN: ["PART body TABLE 1 ROW 2 COLUMN 2"]}


def test_tracked_changes_give_the_text_twice():
    body = f"SSN 010-94-000{DELETED}1{INSERTED}2{PLAIN}, gone {DELETED}010-94-0003{PLAIN}.\r"
    for widths in ("1", "2"):
        result = read(doc(widths, body=body), "a.doc")
        assert result.text == "SSN 010-94-0002, gone .\nSSN 010-94-0001, gone 010-94-0003.\n"


def test_instructions_of_fields_follow_the_paragraph():
    body = 'SSN: \x13 MERGEFIELD ssn \x14010-94-0001\x15 and \x13HYPERLINK "x?ssn=010-94-0002"\x15.\rnext\r'
    result = read(doc(body=body), "a.doc")
    assert result.text.split("\n")[0] == "SSN: 010-94-0001 and ."
    assert set(result.places) == {SSN, "010-94-0002"}


def test_signs_of_the_layout():
    body = "010\x1e94\x1e0001\x0bnew line\x0cnext page\ropt\x1fional\r"
    assert read(doc(body=body), "a.doc").text == "010-94-0001\nnew line\n\nnext page\noptional\n"


def test_text_left_behind_by_a_quick_save():
    result = read(doc(body="new text\r", left="\0\0SSN 010-94-0001 of long ago\r\0"), "a.doc")
    assert result.places == {SSN: ["PART deleted text"]}


def test_properties_with_names_of_their_own():
    streams = {
        "\x05SummaryInformation": property_set({2: "About 010-94-0001", 4: "Ann", 14: 7}),
        "\x05DocumentSummaryInformation": property_set({15: "ACME"}, {"Staff SSN": "010-94-0002", "Number": 10940003}),
    }
    result = read(doc(body="x\r", streams=streams), "a.doc")
    assert (
        "title: About 010-94-0001\nauthor: Ann\ncompany: ACME\nStaff SSN: 010-94-0002\nNumber: 10940003" in result.text
    )
    assert result.places[SSN] == ["PART properties"]


def test_objects_are_children():
    inner = doc(body="inner 010-94-0003\r")
    with olefile.OleFileIO(io.BytesIO(inner)) as ole:
        storage = {name: ole.openstream(name).read() for name in ("WordDocument", "1Table")}
    objects = {
        "_1": {"\x01Ole10Native": package("list.csv", b"name,ssn\nAnn Lee,010-94-0002\n"), "\x03ObjInfo": b"ab"},
        "_2": {**storage, "\x01CompObj": b"x"},
        "_3": {"Package": b"plain 010-94-0004", "\x03ObjInfo": b"ab"},
        "_4": {"\x01Ole": b"a link"},
    }
    result = read(doc(body="x\r", streams={"ObjectPool": objects}), "a.doc")
    assert [child.at for child in result.children] == [
        "MEMBER object 1 list.csv",
        "MEMBER object 2",
        "MEMBER object 3",
    ]
    assert result.child("object 2").places == {"010-94-0003": ["PART body LINE 1"]}
    assert {"010-94-0002", "010-94-0004"} <= {number for child in result.children for number in child.places}


def test_macros_are_text():
    source = b'Attribute VB_Name = "Module1"\r\n' + b"' a remark\r\n" * 400 + b"' SSN 010-94-0001\r\n"
    for storage in ("Macros", "_VBA_PROJECT_CUR"):
        result = read(doc(body="x\r", streams={storage: macro(source)}), "a.doc")
        assert result.places == {SSN: ["PART macro Module1 LINE 402 COLUMN 7"]}


def test_pictures_are_children():
    png, jpg = b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff\xe0" + b"y" * 50
    data = b"\x44\0" + picture(png) + b"noise" + picture(jpg, 0xF01D, 2) + picture(b"no picture")
    result = read(doc(body="x\r", streams={"Data": data}), "a.doc")
    assert [child.name for child in result.children] == ["picture 1.png", "picture 2.jpg"]
    assert [child.media_type for child in result.children] == ["image/png", "image/jpeg"]


def test_a_document_without_its_table_is_read_as_it_stands():
    with olefile.OleFileIO(io.BytesIO(doc(body=BODY))) as ole:
        word = ole.openstream("WordDocument").read()
    result = read(compound({"WordDocument": word}), "a.doc")
    assert SSN in result.places
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def pieces_at(source: bytes, numbers: list[int]) -> bytes:
    """A document whose table of pieces says these first characters."""
    changed = bytearray(source)
    at = changed.find(b"\x01\x02\x00ab\x02") + 10
    changed[at : at + 4 * len(numbers)] = struct.pack(f"<{len(numbers)}I", *numbers)
    return bytes(changed)


def test_pieces_longer_than_the_document_end_with_it():
    began = time.process_time()
    result = read(pieces_at(doc(body=BODY), [0, 0x7FFFFFFF]), "a.doc")
    assert SSN in result.places
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}
    assert time.process_time() - began < 5


def test_pieces_that_lie_over_each_other_are_read_once():
    result = read(pieces_at(doc("1" * 8, body=BODY * 9), [0, *range(1000, 9000, 1000)]), "a.doc")
    assert SSN in result.places
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}


def test_a_table_beyond_the_limit():
    whole = read(doc(body=BODY * 400), "a.doc")
    result = read(doc(body=BODY * 400), "a.doc", Limits(document=20))
    assert Reason.LIMIT in {gap.reason for gap in result.gaps}
    assert result.places[SSN][0] == whole.places[SSN][0]  # its text is never in memory as a whole


@pytest.mark.parametrize("size", [0, 8, 100, 512, 600, 1500, 2100])
def test_a_document_cut_off(size):
    result = read(doc(body=BODY)[:size], "a.doc")
    assert result.format in {"text", "doc", "ole-damaged"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    body = f"A\x07B\x07{ROW}1\x07{SSN}\x07{ROW}{DELETED}gone{PLAIN} \x13 X \x14 y \x15\r"
    streams = {
        "\x05SummaryInformation": property_set({2: "About"}, {"a": "b"}),
        "ObjectPool": {"_1": {"\x01Ole10Native": package("a.txt", b"x")}},
    }
    source = bytearray(doc("12", body=body, footnotes="x\r", streams=streams))
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.doc")
