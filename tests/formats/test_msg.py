"""Outlook messages and TNEF: headers, bodies in three forms, fields of one's own, attachments, messages inside."""

from __future__ import annotations

import tracemalloc

import compressed_rtf
import pytest
from doc_samples import doc
from format_samples import SSN, blob, read
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mapi_samples import attribute, msg, msg_tree, tnef

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.mail import mapi
from piiscan.formats.mail import msg as msg_module
from piiscan.formats.mail.msg import extract_msg
from piiscan.formats.rich_text.compressed import decompressed
from piiscan.model import Reason, Segment

MAIL = {
    0x0037: "Your SSN 010-94-0002",
    0x0C1A: "Zoë Boss",
    0x5D01: "zoe@example.com",
    0x1000: "Dear Ann\r\nSSN 010-94-0001\r\n",
    0x1013: b"<p>Dear</p>\n<p>SSN 010-94-<b>0003</b></p>",
    0x007D: "Received: x\r\nSubject: Your\r\n SSN 010-94-0002\r\nX-Note: 010-94-0004\r\n",
    0x001A: "IPM.Note",
    0x8000: "010-94-0005",
    0x8001: 10940006.0,
    0x8002: ["a", "010-94-0007"],
    0x3A07: "010-94-0008",
}
NAMES = {0x8000: "Staff SSN", 0x8001: "Number"}
TO = [
    {0x3001: "Ann Lee", 0x39FE: "ann@example.com", 0x0C15: 1},
    {0x3001: "Bo", 0x3003: "/o=X/cn=bo", 0x0C15: 2},
]
PLACES = {
    "010-94-0002": ["PART headers LINE 4"],
    "010-94-0004": ["PART headers LINE 6"],
    SSN: ["PART body LINE 2 COLUMN 5"],
    "010-94-0003": ["PART body 2 LINE 2 COLUMN 8"],
    "010-94-0005": ["PART properties"],
    "010-94-0007": ["PART properties"],
    "010-94-0008": ["PART properties"],
}


def mail(*, wide=True, **more) -> bytes:
    inner = msg_tree({0x0037: "Inner", 0x1000: "010-94-0011", 0x8000: "010-94-0012"}, head=24)
    attachments = [
        ({0x3707: "list.csv"}, b"name,ssn\nAnn Lee,010-94-0009\n"),
        ({0x3704: "list.csv"}, doc(body="010-94-0010\r")),
        ({}, inner),
        ({}, b"010-94-0013"),
    ]
    return msg({**MAIL, **more}, TO, attachments, wide=wide, names=NAMES)


@pytest.mark.parametrize("wide", [True, False])
def test_everything_in_a_message(wide):
    result = read(mail(wide=wide), "a.msg")
    assert (result.format, result.media_type, result.gaps) == ("msg", "application/vnd.ms-outlook", [])
    head = "From: Zoë Boss <zoe@example.com>\nTo: Ann Lee <ann@example.com>\nCc: Bo\nSubject: Your SSN 010-94-0002\n"
    assert result.text.startswith(head)
    assert result.places == PLACES
    for line in ("Staff SSN: 010-94-0005", "Number: 10940006", "government id number: 010-94-0008"):
        assert f"{line}\n" in result.text
    assert [child.at for child in result.children] == [
        "MEMBER list.csv",
        "MEMBER list.csv (2)",
        "MEMBER Inner.msg",
        "MEMBER part 4",
    ]
    assert result.children[2].places == {
        "010-94-0011": ["PART body LINE 1 COLUMN 1"],
        "010-94-0012": ["PART properties"],
    }
    assert "Staff SSN: 010-94-0012" in result.children[2].text
    assert result.children[1].places == {"010-94-0010": ["PART body LINE 1"]}


def test_the_heading_is_a_hint_and_the_sender_is_named():
    segments = [item for item in extract_msg(blob(mail()), new_context(Limits())) if isinstance(item, Segment)]
    body = next(segment for segment in segments if b"Dear Ann" in segment.data)
    assert body.hint == "Your SSN 010-94-0002\nAnn Lee <ann@example.com>"
    assert body.sender == "Zoë Boss"


RTF = b"{\\rtf1\\ansi\nDear Ann\\par\nSSN 010-94-0001\\par\n}"


def test_a_body_that_is_only_rich_text():
    result = read(msg({0x0C1A: "Zoë", 0x1009: compressed_rtf.compress(RTF)}), "a.msg")
    assert list(result.places) == [SSN]
    assert result.places[SSN][0].startswith("PART body LINE")


def test_rich_text_is_left_out_where_it_is_a_copy():
    values = {0x1000: "Dear", 0x1009: compressed_rtf.compress(RTF)}
    assert read(msg({**values, 0x0E1F: 1}), "a.msg").places == {}
    assert list(read(msg({**values, 0x0E1F: 0}), "a.msg").places) == [SSN]


def test_damaged_rich_text_is_a_gap():
    result = read(msg({0x1009: compressed_rtf.compress(RTF)[:-20]}), "a.msg")
    assert Reason.CORRUPT in {gap.reason for gap in result.gaps}
    assert Reason.CORRUPT in {gap.reason for gap in read(msg({0x1009: b"no RTF"}), "a.msg").gaps}


@example(b"a" * 5000)
@given(st.binary(max_size=3000))
def test_compressed_rtf_as_the_library_has_it(data):
    assert decompressed(compressed_rtf.compress(data), 1 << 20) == (data, True)
    assert decompressed(compressed_rtf.compress(data, compressed=False), 1 << 20) == (data, True)


def test_narrow_text_in_the_code_page_it_names():
    values = {0x1000: "x", 0x3FFD: 1251}
    source = msg(values, wide=False).replace(b"x\0", b"\xc0\0")
    assert "А" in read(source, "a.msg").text
    assert "x" in read(msg({0x1000: "x", 0x3FDE: 28591}, wide=False), "a.msg").text


def test_the_budget_counts_attachments():
    source = msg({}, (), [({0x3707: "a.bin"}, b"y" * 9000)])
    assert read(source, "a.msg", Limits(expanded=5000)).child("a.bin").refused.reason is Reason.LIMIT


def test_everything_in_tnef():
    inner = b"\x07\x03\x02\0" + bytes(12) + tnef({0x0037: "Inner", 0x1000: "010-94-0011"})
    attachments = [
        ({0x3707: "list.csv"}, b"name,ssn\nAnn Lee,010-94-0009\n"),
        ({}, b"010-94-0013"),
        ({0x3001: "In", 0x3701: inner}, b""),
    ]
    result = read(tnef(MAIL, TO, attachments, names=NAMES), "winmail.dat")
    assert (result.format, result.media_type, result.gaps) == ("tnef", "application/vnd.ms-tnef", [])
    assert result.places == PLACES
    assert [child.at for child in result.children] == ["MEMBER list.csv", "MEMBER TITLE.TXT", "MEMBER In"]
    assert result.child("In").places == {"010-94-0011": ["PART body LINE 1 COLUMN 1"]}


def test_tnef_of_old_programs():
    name = b"Zoe Boss\0"
    sender = b"\x04\0\x22\0" + len(name).to_bytes(2, "little") + b"\x05\0" + name + b"SMTP:"
    old = {0x8000: sender, 0x18004: b"Hello\0", 0x2800C: b"SSN 010-94-0001\r\n", 0x69007: (1252).to_bytes(8, "little")}
    result = read(tnef({}, old=old), "winmail.dat")
    assert result.text.startswith("From: Zoe Boss\nSubject: Hello\n")
    assert result.places == {SSN: ["PART body LINE 1 COLUMN 5"]}


def test_tnef_cut_off_is_read_as_far_as_it_goes():
    source = tnef({}, old={0x2800C: f"SSN {SSN}".encode()}) + attribute(1, 0x69003, b"\xff" * 9)[:-6]
    result = read(source, "winmail.dat")
    assert list(result.places) == [SSN]
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_tnef_beyond_the_limit():
    assert read(tnef(MAIL), "winmail.dat", Limits(document=100)).refused.reason is Reason.LIMIT


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from([mail(), tnef(MAIL, TO, [({0x3707: "a"}, b"b")], names=NAMES)]))
def test_no_damage_raises_anything_but_a_verdict(data, whole):
    source = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.msg")
    read(bytes(source[: data.draw(st.integers(0, len(source)))]), "a.msg")


LINES = st.lists(st.sampled_from(["Dear Ann", "", SSN, "Zoë", "x" * 50, "日本", "a<b>c</b>", "<p>", "\r"]), max_size=30)


@settings(max_examples=100)
@given(LINES, LINES, st.sampled_from(["\r\n", "\n"]), st.booleans(), st.booleans(), st.sampled_from([7, 64, 1000]))
def test_a_long_body_is_read_as_a_short_one(body, page, end, wide, binary, piece):
    html = end.join(page)
    values = {0x0037: "x", 0x1000: end.join(body), 0x1013: html.encode() if binary else html}
    if not wide:
        values = {
            key: value.encode("cp1252", "replace").decode("cp1252") if isinstance(value, str) else value
            for key, value in values.items()
        }
    source = msg(values, wide=wide)
    short = read(source, "a.msg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(msg_module, "_LONG", 0)
        patch.setattr(mapi, "_PIECE", piece)
        patch.setattr(mapi, "_LONGEST_LINE", piece)
        long = read(source, "a.msg")
    assert (long.text, long.places, long.gaps) == (short.text, short.places, short.gaps)


def test_a_body_of_megabytes_stays_in_its_file():
    def walk(lines: int) -> int:
        source = msg({0x0037: "x", 0x1000: "nothing of note stands in this line\r\n" * lines + SSN})
        tracemalloc.start()
        for _ in extract_msg(blob(source, "a.msg"), new_context(Limits())):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    walk(100)
    assert walk(400_000) < walk(50_000) + 500_000
