"""RTF: what is text and what is not, characters in code pages, tables, objects, damage, blocks of any size."""

from __future__ import annotations

import io
import struct
import tracemalloc

import pytest
from format_samples import SSN, Read, read, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Limits
from piiscan.formats.rich_text import rtf
from piiscan.formats.rich_text.objects import unwrapped
from piiscan.model import Blob, Reason, Shape


def text(body: str, head: str = r"\ansi\ansicpg1252", **options) -> Read:
    return read((r"{\rtf1" + head + " " + body + "}").encode("latin-1"), "a.rtf", **options)


def test_formatting_does_not_part_and_a_paragraph_does():
    result = text(r"SSN 010-{\b 94}-\fs24\cf1 0001\par next\line last")
    assert result.format == "rtf"
    assert result.gaps == []
    assert result.text == f"SSN {SSN}\nnext\nlast\n"
    assert result.places == {SSN: ["LINE 1"]}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"a\'e9b", "aéb"),
        (r"a\~b\_c\-d", "a\u00a0b-cd"),
        (r"\{x\}\\", "{x}\\"),
        (r"\u8217?x", "’x"),
        (r"\u8217\'92x", "’x"),
        (r"\u-10179?\u-8704?x", "\U0001f600x"),
        (r"{\uc0\u233 x}\u233?y", "éxéy"),
        (r"{\uc2\u233??x}", "éx"),
        (r"{\upr{old}{\*\ud new}}", "new"),
        (r"\lquote a\rquote\tab b", "‘a’\tb"),
        (r"x{\*\unknown hidden{\b more}}y", "xy"),
        (r"x{\pntext 1.}{\listtext 2.}y", "xy"),
        (r"x{\stylesheet{\s1 Looks;}}{\colortbl;\red1;}y", "xy"),
        ("so\r\nme", "some"),
    ],
)
def test_what_is_written_and_what_it_says(written, read_as):
    assert text(written).text == f"{read_as}\n"


@pytest.mark.parametrize(
    ("head", "body", "read_as"),
    [
        (r"\ansi\ansicpg1251", r"\'c0\'ed\'ed\'e0", "Анна"),
        (r"\mac", r"\'8e", "é"),
        (r"\pc", r"\'82", "é"),
        (r"\ansi{\fonttbl{\f3\fcharset204 Arial;}}", r"\f3 \'c0\'ed\'ed\'e0", "Анна"),
        (r"\ansi{\fonttbl{\f3\fcharset128 Mincho;}}", r"\f3 \'83\'41\'83\'93", "アン"),
        (r"\ansi{\fonttbl{\f3\fcharset128 Mincho;}}", r"\f3 \'83A", "ア"),
        (r"\ansi{\fonttbl{\f3\fcharset204 Arial;}}", r"{\f3 \'c0}\'c0", "АÀ"),
    ],
)
def test_code_pages(head, body, read_as):
    assert text(body, head).text.strip() == read_as


def test_tracked_changes_give_the_text_before_and_after():
    result = text(r"SSN 010-94-{\deleted 0001}{\revised 0002}\par same")
    assert result.text == "SSN 010-94-0002\nSSN 010-94-0001\nsame\n"


def row(*cells: str) -> str:
    return r"\trowd\pard\intbl " + "".join(cell + r"\cell " for cell in cells) + r"\row "


def test_tables():
    result = text(
        row("Name", "SSN") + row("Ann Lee", SSN) + row("Bob", "x") + r"\pard after\par " + row("SSN", "010-94-0002")
    )
    assert Shape.TABLE in result.shapes
    assert result.places == {SSN: ["TABLE 1 ROW 2 COLUMN 2"], "010-94-0002": ["TABLE 2 ROW 1 COLUMN 2"]}


def rows(*cells: tuple[str, ...]) -> str:
    return "".join(rf"\trowd\intbl {''.join(cell + chr(92) + 'cell ' for cell in row)}\row " for row in cells)


def test_a_form_of_two_columns_that_runs_into_a_table_is_one():
    form = (("Driver name", "Ann Lee"), ("CDL number", "S12345678"), ("Residence", "Lynn"), ("SSN", SSN))
    items = (("Item", "Date", "Initials"), ("Road test", "01/02/2024", "JB"), ("Drug screen", "01/02/2024", "JB"))
    assert text(rows(*form, *items)).text.startswith(
        f"Driver name: Ann Lee\nCDL number: S12345678\nResidence | Lynn\nSSN: {SSN}\n"
    )
    accounts = (
        ("", "Account 1", "Account 2"),
        ("Bank", "Eastern", "Digital"),
        ("Account no.", "8089044058", "8089044069"),
    )
    said = text(rows(*form[:2], *accounts)).text
    assert said == (
        "Driver name: Ann Lee\nCDL number: S12345678\n\nField: Account 1\nBank: Eastern\nAccount no.: 8089044058\n\n"
        "Field: Account 2\nBank: Digital\nAccount no.: 8089044069\n\n"
    )


def test_a_form_whose_rows_grow_wider_stays_one():
    said = text(
        rows(("Name", "Ann Lee"), ("SSN", SSN), ("City", "Lynn", "State", "MA"), ("Phone", "617", "Email", "x"))
    ).text
    assert said.startswith(f"Name: Ann Lee\nSSN: {SSN}\nCity: Lynn | State: MA\n")


def test_a_table_in_a_table():
    inner = (
        r"\pard\intbl\itap2 Name\nestcell SSN\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        rf"\pard\intbl\itap2 Ann Lee\nestcell {SSN}\nestcell{{\*\nesttableprops\trowd\nestrow}}"
    )
    result = text(r"\trowd\pard\intbl a\cell " + inner + r"\pard\intbl\itap1 010-94-0002\cell\row\pard end")
    assert result.places == {SSN: ["TABLE 2 ROW 2 COLUMN 2"], "010-94-0002": ["TABLE 1 ROW 1 COLUMN 2"]}


def test_pictures_are_children_and_no_text():
    png = b"\x89PNG\r\n\x1a\n".hex()
    result = text(rf"a{{\*\shppict{{\pict\pngblip\picw1 {png}}}}}{{\nonshppict{{\pict {png}}}}}b")
    assert result.text == "ab\n"
    assert [(child.name, child.media_type) for child in result.children] == [("picture 1.png", "image/png")]


def ole(name: bytes, data: bytes) -> bytes:
    header = struct.pack("<III", 0x501, 2, len(name) + 1) + name + b"\0" + struct.pack("<II", 0, 0)
    return header + struct.pack("<I", len(data)) + data


def test_objects_without_their_wrapping():
    inner = zipped({"a.txt": SSN.encode()})
    result = text(rf"{{\object\objemb{{\*\objdata {ole(b'Any.Class', inner).hex()}}}}}x")
    assert result.child("object 1").child("a.txt").places == {SSN: ["LINE 1 COLUMN 1 BYTE 0"]}


def test_objects_in_raw_bytes():
    inner = ole(b"Any.Class", b"SSN 010-94-0001 }{ \\")
    data = rb"{\rtf1{\object{\*\objdata\bin%d " % len(inner) + inner + b"}}010-94-0002}"
    result = read(data, "a.rtf")
    assert result.places == {"010-94-0002": ["LINE 1"]}
    assert SSN in result.child("object 1").places


@pytest.mark.parametrize("head", [b"", b"\1\5\0\0", ole(b"Package", b"\2\0a"), struct.pack("<III", 0x501, 2, 1 << 31)])
def test_a_wrapping_that_is_none_is_left_on(head):
    start, end, name = unwrapped(head, len(head))
    assert 0 <= start <= end <= len(head)
    assert name == ""


def test_a_file_cut_short_is_said_to_be():
    result = read(rb"{\rtf1 Ann {\b 010-94-0001", "a.rtf")
    assert result.places == {SSN: ["LINE 1"]}
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_too_many_ends_of_groups_do_no_harm():
    assert text("a}}}" + SSN).places == {SSN: ["LINE 1"]}


@pytest.mark.long
def test_groups_nested_without_end_cost_little():
    tracemalloc.start()
    result = read(rb"{\rtf1 " + b"{" * 250_000 + SSN.encode(), "a.rtf")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert SSN in result.places
    assert peak < 5 << 20


def test_a_paragraph_without_end_comes_in_pieces():
    result = text("word " * 500_000 + SSN)
    assert result.places == {SSN: ["LINE 1"]}


def test_objects_count_against_the_budget():
    result = text(r"{\object{\*\objdata " + "00" * 3_000_000 + "}}", limits=Limits(expanded=1 << 20))
    assert result.refused.reason is Reason.LIMIT


SAMPLE = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}{\info{\author 010-94-0003}}{\header h 010-94-0004\par}"
    r"\pard\fs24\cf1 SSN 010-{\b\i 94}-0001\par\u233?x\'e9{\footnote note 010-94-0005}\par "
    + row("Name", "SSN")
    + row("Ann", "010-94-0002")
    + r"{\object{\*\objdata 0105000002000000020000004100000000000000000003000000414243}}{\*\x\bin3 }}}\pard end}"
).encode("latin-1")
WHOLE = read(SAMPLE, "a.rtf")


class Dripping(io.BytesIO):
    """A stream that gives a few bytes at a time, as a socket may."""

    def __init__(self, data: bytes, step: int) -> None:
        super().__init__(data)
        self.step = step

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self.step if size is None or size < 0 or size > self.step else size)


@pytest.mark.parametrize("step", [1, 2, 3, 7, 47, 48, 49, 64, 100])
def test_blocks_of_any_size_give_the_same(step, monkeypatch):
    monkeypatch.setattr(rtf, "_BLOCK", step)
    result = read(Blob("a.rtf", lambda: Dripping(SAMPLE, step)), "a.rtf")
    assert (result.text, result.places) == (WHOLE.text, WHOLE.places)
    assert [child.text for child in result.children] == [child.text for child in WHOLE.children] == ["ABC"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(6, len(SAMPLE) - 1), st.integers(0, 255) | st.sampled_from(b"\\{}'0")), max_size=8),
    st.integers(0, len(SAMPLE)),
)
def test_no_damage_raises_anything(changes, end):
    data = bytearray(SAMPLE)
    for offset, byte in changes:
        data[offset] = byte
    read(bytes(data[:end] if end % 2 == 0 else data), "a.rtf")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                r"{",
                r"}",
                r"\*",
                r"\pict",
                r"\objdata",
                r"\bin3",
                r"\header",
                r"\footnote",
                r"\cell",
                r"\row",
                r"\nestcell",
                r"\nestrow",
                r"\intbl",
                r"\itap2",
                r"\itap0",
                r"\par",
                r"\u5",
                r"\uc3",
                r"\deleted",
                r"\sn",
                r"\sv",
                r"\propname",
                r"\staticval",
                r"\docvar",
                r"\fonttbl",
                r"\f1",
                r"\fcharset128",
                r"\upr",
                r"\ud",
                r"text",
                r"4a",
            ]
        ),
        max_size=40,
    )
)
def test_no_order_of_words_raises_anything(words):
    read(b"{\\rtf1 " + "".join(words).encode() + b"}", "a.rtf")
