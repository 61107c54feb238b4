"""Outlook's stores: folders, messages, recipients, attachments, messages inside, and both kinds of bytes."""

from __future__ import annotations

import struct
import sys

import compressed_rtf
import pytest
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from pst_samples import Folder, Message, pst

from piiscan.config import Limits
from piiscan.formats.mail.pst_nodes import Nodes
from piiscan.model import Reason

DEEP = Message({0x1000: "SSN 010-94-0010"}, [{0x3001: "Cy Lee", 0x0C15: 1}])
INNER = Message(
    {0x0037: "Inner", 0x1000: "010-94-0006", 0x8000: "010-94-0011"},
    [{0x3001: "Di Fox", 0x39FE: "di@example.com", 0x0C15: 1}],
    [({0x3707: "in.txt"}, b"010-94-0007"), ({0x3707: "long.txt"}, b"x\n" * 9000 + b"010-94-0012"), ({}, DEEP)],
)
BIG = b"a line of text\n" * 2000 + b"010-94-0008\n"


def store(**options) -> bytes:
    first = Message(
        {
            0x0037: "Your SSN",
            0x0C1A: "Zoë Boss",
            0x5D01: "zoe@example.com",
            0x1000: "Dear Ann\r\nSSN 010-94-0001\r\n",
            0x1013: b"<p>010-94-0002</p>",
            0x8000: "010-94-0003",
        },
        [{0x3001: "Ann Lee", 0x39FE: "ann@example.com", 0x0C15: 1}, {0x3001: "Bo", 0x0C15: 2}],
        [({0x3707: "a.txt"}, b"010-94-0004"), ({0x3001: "Inner"}, INNER), ({0x3707: "big.txt"}, BIG)],
    )
    rich = Message({0x1009: compressed_rtf.compress(b"{\\rtf1 010-94-0005}")})
    folders = [Folder("In/box", [first, rich], [Folder("Old", [Message({0x1000: "010-94-0009"})])])]
    return pst(*folders, names={0x8000: "Staff SSN"}, **options)


@pytest.mark.parametrize(("encoding", "generation"), [(0, 23), (1, 23), (1, 14), (0, 36)])
def test_everything_in_a_store(encoding, generation):
    result = read(store(encoding=encoding, generation=generation), "a.pst")
    assert (result.format, result.media_type) == ("pst", "application/vnd.ms-outlook-pst")
    assert not result.gaps
    assert "From: Zoë Boss <zoe@example.com>\nTo: Ann Lee <ann@example.com>\nCc: Bo\nSubject: Your SSN\n" in result.text
    assert "Staff SSN: 010-94-0003" in result.text
    rich = result.places.pop("010-94-0005")
    assert rich[0].startswith("MEMBER In_box/2 PART body LINE")
    assert result.places == {
        SSN: ["MEMBER In_box/1 PART body LINE 2 COLUMN 5"],
        "010-94-0002": ["MEMBER In_box/1 PART body 2 LINE 1 COLUMN 4"],
        "010-94-0003": ["MEMBER In_box/1 PART properties"],
        "010-94-0006": ["MEMBER In_box/1 MEMBER Inner PART body LINE 1 COLUMN 1"],
        "010-94-0010": ["MEMBER In_box/1 MEMBER Inner MEMBER message PART body LINE 1 COLUMN 5"],
        "010-94-0011": ["MEMBER In_box/1 MEMBER Inner PART properties"],
        "010-94-0009": ["MEMBER In_box/Old/1 PART body LINE 1 COLUMN 1"],
    }
    assert {child.at: list(child.places) for child in result.children} == {
        "MEMBER In_box/1 MEMBER a.txt": ["010-94-0004"],
        "MEMBER In_box/1 MEMBER big.txt": ["010-94-0008"],
        "MEMBER In_box/1 MEMBER Inner MEMBER in.txt": ["010-94-0007"],
        "MEMBER In_box/1 MEMBER Inner MEMBER long.txt": ["010-94-0012"],
    }
    assert "To: Di Fox <di@example.com>\nSubject: Inner\n" in result.text
    assert "Staff SSN: 010-94-0011" in result.text
    assert "To: Cy Lee\n" in result.text


def test_many_messages():
    result = read(pst(Folder("Inbox", [Message({0x1000: f"010-94-{number:04}"}) for number in range(1, 60)])), "a.pst")
    assert [places[0] for places in result.places.values()] == [
        f"MEMBER Inbox/{number} PART body LINE 1 COLUMN 1" for number in range(1, 60)
    ]


def test_a_message_inside_that_the_store_does_not_lead_to_is_read_in_part_and_it_is_said(monkeypatch):
    monkeypatch.setattr(Nodes, "legible", False)
    result = read(store(), "a.pst")
    inner = [gap for gap in result.gaps if "inside a message" in gap.detail]
    assert [str(gap.at[-1].at) for gap in inner] == ["Inner"]
    assert result.places["010-94-0006"] == ["MEMBER In_box/1 MEMBER Inner PART properties"]


def test_what_is_not_had_of_a_message_inside_is_said():
    """An attachment that is larger than may be, and one of whose blocks the store has no place."""
    whole = store()
    second = whole.index(struct.pack("<BBHI", 1, 1, 3, 18_011)) + 16  # in the list of the blocks of the long attachment
    lost = whole[:second] + b"\xf8\xff\xff" + whole[second + 3 :]
    for data, limits in ((whole, Limits(document=12_000)), (lost, Limits())):
        gaps = [gap for gap in read(data, "a.pst", limits).gaps if "inside" in gap.detail]
        assert [(gap.reason, str(gap.at[-1].at)) for gap in gaps] == [(Reason.CORRUPT, "Inner")]


def test_messages_inside_messages_have_a_depth():
    message = Message({0x1000: "010-94-0001"})
    for _ in range(70):
        message = Message({0x0037: "x"}, (), [({0x3001: "m"}, message)])
    result = read(pst(Folder("Inbox", [message])), "a.pst")
    assert [gap.reason for gap in result.gaps] == [Reason.LIMIT]


def test_the_budget_counts_attachments():
    assert read(store(), "a.pst", Limits(expanded=20_000)).child("big.txt").refused.reason is Reason.LIMIT


def test_without_the_library_it_says_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypff", None)
    refused = read(store(), "a.pst").refused
    assert (refused.reason, refused.detail) == (Reason.UNSUPPORTED, "needs piiscan[mail]")


@pytest.mark.parametrize("size", [4, 100, 564, 1024, 0x4600, 0x5000])
def test_a_store_cut_off(size):
    result = read(store()[:size], "a.pst")
    assert result.format == "pst"
    assert result.refused.reason is Reason.CORRUPT


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    source = bytearray(store(generation=data.draw(st.sampled_from([14, 23, 36]))))
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0x4600, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.pst")
