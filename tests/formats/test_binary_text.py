"""OneNote, Visio, Publisher and compound files of other programs: their texts, and that the layout is not read."""

from __future__ import annotations

import pytest
from binary_samples import onenote, packed, publisher, sized, vsd, vsdx
from doc_samples import doc, macro, package, property_set
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.compound.ole_write import compound
from piiscan.formats.compound.visio_stream import inflated
from piiscan.formats.plain.text_runs import runs
from piiscan.model import Reason


def only_layout(result) -> bool:
    return [gap.reason for gap in result.gaps] == [Reason.UNSUPPORTED]


@pytest.mark.parametrize("wide", [True, False])
def test_texts_of_onenote(wide):
    texts = [sized(text, wide=wide) for text in ("Ann Lee", f"SSN {SSN}", "no")]
    result = read(onenote(texts, [b"file 010-94-0002"]), "a.one")
    assert (result.format, result.media_type) == ("onenote", "application/onenote")
    assert f"Ann Lee\nSSN {SSN}\nno\n" in result.text
    (place,) = result.places[SSN]
    assert place.startswith("BYTE ")
    assert result.child("file 1").places == {"010-94-0002": ["LINE 1 COLUMN 6 BYTE 5"]}
    assert only_layout(result)


def test_a_file_in_onenote_with_a_length_that_lies():
    source = onenote([], [f"SSN {SSN}".encode()]).replace(len(f"SSN {SSN}").to_bytes(8, "little"), b"\xff" * 8)
    result = read(source, "a.one")
    assert list(result.places) == [SSN]
    assert result.children == []


def test_onenote_beyond_the_limit():
    assert read(onenote([]), "a.one", Limits(document=1000)).refused.reason is Reason.LIMIT


@pytest.mark.parametrize("pack", [True, False])
@pytest.mark.parametrize("old", [True, False])
def test_texts_of_visio(old, pack):
    text = f"SSN {SSN}".encode("cp1252" if old else "utf-16-le")
    streams = [b"\x01\x02" + text + b"\0\0", b"\x03" * 50 + b"Ann Lee 010-94-0002\0"]
    result = read(
        vsd(streams, old=old, pack=pack, storages={"\x05SummaryInformation": property_set({4: "Zoe"})}), "a.vsd"
    )
    assert (result.format, result.media_type) == ("vsd", "application/vnd.visio")
    assert set(result.places) == {SSN, "010-94-0002"}
    assert result.places[SSN][0].startswith("PART stream ")
    assert "author: Zoe" in result.text
    assert only_layout(result)


def test_pointers_of_visio_in_a_circle_end():
    source = bytearray(vsd([b"SSN 010-94-0001"], pack=False))
    result = read(bytes(source), "a.vsd", Limits(document=1 << 20))
    assert len(result.places[SSN]) == 1


def test_runs_of_two_widths_keep_their_ends():
    data = b"\x01SSN 010-94-0001\0" + "Ann Lee 010-94-0002".encode("utf-16-le") + b"\0\0Bo 010-94-0003\0\0"
    assert [text for _, text in runs(data)] == ["SSN 010-94-0001", "Ann Lee 010-94-0002", "Bo 010-94-0003"]


@given(st.binary(max_size=300).map(lambda data: data + data[-3:] * 5))
def test_packed_streams_are_what_they_were(data):
    assert inflated(packed(data), 10_000) == data


def test_texts_of_publisher():
    streams = {"Objects": {"_1": {"Package": doc(body="010-94-0002\r"), "\x03ObjInfo": b"x"}}}
    result = read(publisher([f"Ann Lee\rSSN {SSN}".encode("utf-16-le")], streams), "a.pub")
    assert (result.format, result.media_type) == ("publisher", "application/vnd.ms-publisher")
    assert result.places[SSN][0].startswith("PART Quill/QuillSub/CONTENTS BYTE ")
    assert result.child("object 1").places == {"010-94-0002": ["PART body LINE 1"]}
    assert only_layout(result)


def test_other_compound_files():
    result = read(
        compound({"Stuff": b"\0SSN 010-94-0001\0", "\x05SummaryInformation": property_set({4: "Zoe"})}), "a.bin"
    )
    assert (result.format, result.media_type) == ("ole", "application/x-ole-storage")
    assert result.places == {SSN: ["PART Stuff BYTE 1"]}
    assert only_layout(result)


def test_a_wrapping_is_what_is_in_it():
    result = read(compound({"\x01Ole10Native": package("a.txt", b"010-94-0001")}), "object 1")
    assert result.child("a.txt").places == {SSN: ["LINE 1 COLUMN 1 BYTE 0"]}
    assert result.gaps == []


def test_macros_alone_are_read_whole():
    project = macro(b'Attribute VB_Name = "M"\r\n\' SSN 010-94-0001\r\n')
    result = read(compound({**project, "PROJECT": b"ID={some text}"}), "vbaProject.bin")
    assert result.places == {SSN: ["PART macro Module1 LINE 2 COLUMN 7"]}
    assert result.gaps == []


def test_a_compound_file_without_text_is_unsupported():
    assert read(compound({"Stuff": bytes(5000)}), "a.bin").refused.reason is Reason.UNSUPPORTED


def test_drawings_of_the_new_format():
    page = (
        "<Shapes><Shape><Text><cp IX='0'/>SSN 010-<cp IX='1'/>94-0001</Text>"
        '<Section N="Property"><Row N="r1"><Cell N="Value" V="010-94-0002" U="STR"/><Cell N="Label" V="Staff SSN"/></Row>'
        '<Row N="Row_2"><Cell N="Value" V="Ann"/></Row></Section></Shape></Shapes>'
    )
    parts = {
        "visio/comments.xml": "<Comments><CommentEntry>010-94-0003</CommentEntry></Comments>",
        "docProps/core.xml": "<coreProperties><creator>010-94-0004</creator></coreProperties>",
        "visio/media/image1.png": b"\x89PNG\r\n\x1a\n",
    }
    result = read(vsdx(page, parts), "a.vsdx")
    assert (result.format, result.gaps) == ("vsdx", [])
    assert result.places == {
        SSN: ["PART page1 LINE 1"],
        "010-94-0002": ["PART page1 LINE 2"],
        "010-94-0003": ["PART comments LINE 1"],
        "010-94-0004": ["PART properties"],
    }
    assert "Staff SSN: 010-94-0002\nRow_2: Ann\n" in result.text
    assert [child.name for child in result.children] == ["image1.png"]


def test_a_damaged_part_is_a_gap():
    result = read(vsdx("<Text>SSN 010-94-0001</Text><broken"), "a.vsdx")
    assert SSN in result.places
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}


WHOLE = (
    onenote([sized(SSN)], [b"x" * 50]),
    vsd([b"SSN 010-94-0001"] * 3),
    vsd([b"SSN 010-94-0001"] * 3, old=True, pack=False),
    publisher([b"SSN 010-94-0001"]),
    vsdx("<Text>SSN 010-94-0001</Text>"),
)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(WHOLE))
def test_no_damage_raises_anything_but_a_verdict(data, whole):
    source = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.bin")
