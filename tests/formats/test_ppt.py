"""PowerPoint 97-2003: slides in their order, with notes, comments, tables and objects, and no damage that is a fault."""

from __future__ import annotations

import tracemalloc

import pytest
from doc_samples import doc, property_set
from format_samples import SSN, blob, read
from hypothesis import given, settings
from hypothesis import strategies as st
from ppt_samples import Slide, atom, comment, container, drawing, embedded, ppt, scattered, shape, string, table, text

from piiscan.config import Limits
from piiscan.formats.base import new_context
from piiscan.formats.compound.office_art import pictures
from piiscan.formats.compound.ppt import extract_ppt
from piiscan.formats.compound.ppt_show import Numbers
from piiscan.model import Reason, Shape


def show(**options) -> bytes:
    first = Slide(
        [drawing(shape(atom(3998, b"\0\0\0\0")), shape(text("Lee\rSSN 010-94-0001"))), comment("see 010-94-0002")],
        [drawing(shape(text("Note\x0b010-94-0003", wide=False)))],
        [text("Title 010-94-0004"), text("unreferred 010-94-0005")],
        [drawing(shape(text("was 010-94-0006")))],
    )
    second = Slide(
        [drawing(shape(text("two 010-94-0007")), table([["Name", "SSN"], ["Ann Lee", "010-94-0008"], ["Bob Ray", ""]]))]
    )
    document = [container(4057, string("Footer 010-94-0009", 2)), container(1037, container(4055, string("x?a=1", 1)))]
    return ppt(first, second, document=document, **options)


def test_all_texts_have_places():
    result = read(show(), "a.ppt")
    assert (result.format, result.media_type, result.gaps) == ("ppt", "application/vnd.ms-powerpoint", [])
    assert result.places == {
        "010-94-0009": ["PART document LINE 1"],
        "010-94-0004": ["PART slide 1 LINE 1"],
        SSN: ["PART slide 1 LINE 3"],
        "010-94-0002": ["PART slide 1 PART comments LINE 1"],
        "010-94-0005": ["PART slide 1 LINE 4"],
        "010-94-0003": ["PART slide 1 PART notes LINE 2"],
        "010-94-0007": ["PART slide 2 LINE 1"],
        "010-94-0008": ["PART slide 2 TABLE 1 ROW 2 COLUMN 2"],
        "010-94-0006": ["PART earlier save LINE 1"],
    }
    assert Shape.TABLE in result.shapes


def test_without_a_user_slides_are_numbered_as_they_stand():
    result = read(show(user=False), "a.ppt")
    assert len(result.places) == 9
    assert result.places["010-94-0006"] == ["PART slide 1 LINE 1"]


def test_objects_and_pictures_are_children():
    inner = doc(body="inner 010-94-0001\r")
    png = b"\x89PNG\r\n\x1a\nrest"
    after = embedded(inner) + embedded(inner, deflated=False)
    pictures = atom(0xF01E, bytes(17) + png, 0x6E0)
    result = read(ppt(Slide(), after=after, streams={"Pictures": pictures}), "a.ppt")
    assert [(child.name, child.format) for child in result.children] == [
        ("object 1", "doc"),
        ("object 2", "doc"),
        ("picture 1.png", "image"),
    ]
    assert result.children[0].places == {SSN: ["PART body LINE 1"]}


def test_a_damaged_object_is_said():
    result = read(ppt(Slide(), after=embedded(b"x" * 9000)[:-9] + b"?" * 9), "a.ppt")
    assert [(child.name, child.refused.reason) for child in result.children] == [("object 1", Reason.CORRUPT)]


def test_a_large_object_is_read_as_far_as_it_is_whole():
    lines = b"".join(b"%d of many lines that differ\n" % number for number in range(200_000))
    packed = embedded(SSN.encode() + b"\n" + lines)
    result = read(ppt(Slide(), after=packed[:-900] + b"?" * 900), "a.ppt")
    assert list(result.children[0].places) == [SSN]
    assert [(gap.reason, gap.at[0].at) for gap in result.gaps] == [(Reason.CORRUPT, "object 1")]


def test_an_object_that_inflates_without_end_is_a_limit():
    result = read(ppt(Slide(), after=embedded(b"\0" * 5_000_000)), "a.ppt", Limits(expanded=100_000))
    assert [child.refused.reason for child in result.children] == [Reason.LIMIT]


def test_texts_and_objects_in_sectors_that_lie_apart():
    source = show(after=embedded(doc(body="inner 010-94-0001\r"), deflated=False))
    whole, apart = read(source, "a.ppt"), read(scattered(source), "a.ppt")
    assert (apart.places, apart.gaps) == (whole.places, [])
    assert [child.places for child in apart.children] == [{SSN: ["PART body LINE 1"]}]


@pytest.mark.long
def test_pictures_over_the_edge_of_a_block_are_found():
    png = b"\x89PNG\r\n\x1a\n" + bytes(90_000)
    for before in range((1 << 20) - 45, (1 << 20) + 1):
        start = bytes(before)
        assert list(pictures(start + atom(0xF01E, bytes(17) + png, 0x6E0) + atom(0xF01E, bytes(17) + png, 0x6E0))) == [
            ("png", before + 25, before + 25 + len(png)),
            ("png", before + 50 + len(png), before + 50 + 2 * len(png)),
        ]


def test_shapes_in_a_group_that_are_no_table():
    group = container(0xF003, shape(text("one"), (0, 0)), shape(text(SSN), (70, 70)), shape(text("three"), (140, 140)))
    result = read(ppt(Slide([drawing(group)])), "a.ppt")
    assert result.places == {SSN: ["PART slide 1 LINE 2"]}


def test_containers_nested_without_end():
    inner = text(SSN)
    for _ in range(3000):
        inner = container(1036, inner)
    assert read(ppt(Slide([inner, text("010-94-0002")])), "a.ppt").places == {"010-94-0002": ["PART slide 1 LINE 1"]}


def test_properties():
    streams = {"\x05SummaryInformation": property_set({4: SSN})}
    assert read(ppt(Slide(), streams=streams), "a.ppt").places == {SSN: ["PART properties"]}


@pytest.mark.parametrize("size", [0, 100, 600, 1500, 3000])
def test_a_presentation_cut_off(size):
    assert read(show()[:size], "a.ppt").format in {"text", "ppt", "ole-damaged"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_verdict(data):
    source = bytearray(show(after=embedded(b"x" * 500)))
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(source), "a.ppt")


def test_texts_of_the_outline_in_front_of_any_slide_are_read():
    data = ppt(Slide([drawing(shape(text("x")))]), document=[container(4080, text(f"Ann Lee {SSN}"))])
    assert read(data, "a.ppt").places == {SSN: ["PART document LINE 1"]}


@pytest.mark.long
def test_of_a_slide_some_numbers_are_kept():
    def peak(slides: int) -> int:
        data = ppt(*[Slide([drawing(shape(text(f"note {number}")))]) for number in range(slides)])
        tracemalloc.start()
        for _ in extract_ppt(blob(data, "a.ppt"), new_context(Limits())):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4000) - peak(1000) < 3000 * 250


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1 << 40)), max_size=30))
def test_numbers_under_numbers(pairs):
    numbers = Numbers()
    for key, value in pairs:
        numbers.add(key, value)
    assert [numbers.of(key) for key in range(11)] == [[v for k, v in pairs if k == key] for key in range(11)]
