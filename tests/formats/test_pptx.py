"""Every part of a presentation that holds text, and where in it; damage costs no more than what it hits."""

from __future__ import annotations

import io

import pytest
from format_samples import SSN, Read, read, rezipped
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from piiscan.config import Limits
from piiscan.model import Reason, Shape

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
BOX = (Inches(1), Inches(1), Inches(6), Inches(2))


def saved(*slides: str) -> bytes:
    """A presentation of slides with one text each."""
    show = Presentation()
    for text in slides:
        slide = show.slides.add_slide(show.slide_layouts[6])
        slide.shapes.add_textbox(*BOX).text_frame.text = text
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def with_shapes(xml: str) -> Read:
    """A presentation whose only slide is this XML (prefixes p, a)."""
    slide = (
        f'<?xml version="1.0"?><p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:mc="mc"><p:cSld><p:spTree>{xml}'
        "</p:spTree></p:cSld></p:sld>"
    )
    data = rezipped(saved("x"), lambda name, data: slide.encode() if name.endswith("slide1.xml") else data)
    return read(data, "a.pptx")


def shape(*paragraphs: str) -> str:
    return f"<p:sp><p:txBody>{''.join(f'<a:p>{runs}</a:p>' for runs in paragraphs)}</p:txBody></p:sp>"


def run(text: str) -> str:
    return f"<a:r><a:t>{text}</a:t></a:r>"


def test_slides_come_in_the_order_of_the_show():
    data = saved("one 010-94-0001", "two 010-94-0002")

    def turned(name: str, content: bytes) -> bytes:
        if name == "ppt/presentation.xml":
            first, second = content.split(b"<p:sldId ")[1:]
            ids = [part.split(b"/>")[0] for part in (first, second)]
            return (
                content.replace(ids[0], b"0")
                .replace(ids[1], ids[0])
                .replace(b"<p:sldId 0/>", b"<p:sldId %s/>" % ids[1])
            )
        return content

    result = read(rezipped(data, turned), "a.pptx")
    assert result.format == "pptx"
    assert result.gaps == []
    assert result.places == {"010-94-0002": ["PART slide 1 LINE 1"], "010-94-0001": ["PART slide 2 LINE 1"]}


def test_a_line_break_parts_and_runs_do_not():
    result = with_shapes(shape(run("010-") + run("94-") + run("0001") + "<a:br/>" + run("next"), run("last")))
    assert result.text.startswith("010-94-0001\nnext\nlast\n")


def test_what_older_programs_are_shown_is_not_read_twice():
    box = shape(run(SSN))
    result = with_shapes(
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert result.places == {SSN: ["PART slide 1 LINE 1"]}


def test_merged_cells_keep_their_columns():
    def cell(text: str, merged: str = "") -> str:
        return f"<a:tc {merged}><a:txBody><a:p>{run(text)}</a:p></a:txBody></a:tc>"

    wide, merged = "gridSpan='2'", "hMerge='1'"
    rows = (
        f"<a:tr>{cell('Name', wide)}{cell('', merged)}{cell('SSN')}</a:tr>"
        f"<a:tr>{cell('Ann')}{cell('Lee')}{cell(SSN)}</a:tr><a:tr>{cell('Bob')}{cell('Ray')}{cell('010-94-0002')}</a:tr>"
    )
    result = with_shapes(f"<p:graphicFrame><a:graphic><a:tbl>{rows}</a:tbl></a:graphic></p:graphicFrame>")
    assert result.places[SSN] == ["PART slide 1 TABLE 1 ROW 2 COLUMN 3"]
    assert Shape.TABLE in result.shapes


def test_pictures_are_children_with_their_own_outcome():
    from PIL import Image

    picture = io.BytesIO()
    Image.new("1", (1, 1)).save(picture, "png")
    show = Presentation()
    show.slides.add_slide(show.slide_layouts[6]).shapes.add_picture(picture, 0, 0)
    out = io.BytesIO()
    show.save(out)
    result = read(out.getvalue(), "a.pptx")
    refused = [(child.at, child.media_type) for child in result.children if child.refused]
    assert refused == [("MEMBER ppt/media/image1.png", "image/png")]


@pytest.mark.parametrize("lost", ["ppt/_rels/presentation.xml.rels", "ppt/presentation.xml"])
def test_without_the_list_of_slides_they_are_read_by_their_parts(lost):
    data = rezipped(saved(SSN), lambda name, content: None if name == lost else content)
    assert read(data, "a.pptx").places == {SSN: ["PART slide1 LINE 1"]}


def test_without_types_the_usual_places_are_read():
    data = rezipped(saved(SSN), lambda name, content: b"<Types/>" if name.startswith("[Content") else content)
    assert read(data, "a.pptx").places == {SSN: ["PART slide 1 LINE 1"]}


def test_a_broken_slide_costs_only_itself():
    def broken(name: str, content: bytes) -> bytes:
        return content.replace(b"</a:r>", b"</a:x>") if name.endswith("slide1.xml") else content

    result = read(rezipped(saved("010-94-0002", SSN), broken), "a.pptx")
    assert result.places[SSN] == ["PART slide 2 LINE 1"]
    assert "010-94-0002" in result.text  # stood before the damage
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_a_slide_cut_short_gives_what_it_has():
    def cut(name: str, content: bytes) -> bytes:
        return content[: content.index(SSN.encode()) + 11] if name.endswith("slide1.xml") else content

    result = read(rezipped(saved(SSN), cut), "a.pptx")
    assert SSN in result.everywhere()
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_the_budget_holds():
    result = read(saved("x" * 3_000_000), "a.pptx", Limits(expanded=1 << 20))
    assert any(gap.reason is Reason.LIMIT for gap in result.gaps) or result.refused.reason is Reason.LIMIT


def test_entities_are_not_expanded():
    evil = f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p:sld xmlns:p='{P}'>&x;</p:sld>".encode()
    data = rezipped(saved("x"), lambda name, content: evil if name.endswith("slide1.xml") else content)
    result = read(data, "a.pptx")
    assert "root:" not in result.everywhere()
    assert any("entities" in gap.detail for gap in result.gaps)


SAMPLE = saved("Ann Lee, SSN 010-94-0001", "two")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(SAMPLE))
)
def test_no_damage_raises_anything(changes, end):
    data = bytearray(SAMPLE)
    for offset, byte in changes:
        data[offset] = byte
    read(bytes(data[:end] if end % 3 == 0 else data), "a.pptx")


PART = (
    f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><a:tbl><a:tr><a:tc><a:p><a:r><a:t>a</a:t></a:r></a:p></a:tc></a:tr></a:tbl>'
    "<p:cNvPr descr='x'/><a:p><a:r><a:t>b</a:t></a:r><a:br/></a:p></p:sld>"
).encode()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PART) - 1), st.sampled_from(b"<>/ \"'pcrt&x")), max_size=6))
def test_no_damage_inside_a_slide_raises_anything(changes):
    part = bytearray(PART)
    for offset, byte in changes:
        part[offset] = byte
    read(rezipped(SAMPLE, lambda name, data: bytes(part) if name.endswith("slide1.xml") else data), "a.pptx")
