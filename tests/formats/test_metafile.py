"""Windows metafiles: the text they draw, in files of their own and in Office documents."""

from __future__ import annotations

import struct
import zlib

import pytest
from doc_samples import doc
from format_samples import SSN, read
from hypothesis import given, settings
from hypothesis import strategies as st
from metafile_samples import (
    drawn,
    emf,
    emr_many,
    emr_plus,
    emr_small,
    emr_text,
    meta,
    meta_font,
    meta_long,
    meta_text,
    plus,
    plus_string,
    record,
    wmf,
)

from piiscan.model import Reason

TEXT = "Ann Lee, SSN 010-94-0001"


@pytest.mark.parametrize("name", ["emf", "wmf"])
def test_a_slide_as_another_program_draws_it(name):
    result = read(drawn(name), f"a.{name}")
    assert (result.format, result.text) == (name, "Ann Lee, SSN 010-94-0001, \nBoston MA 02139")
    assert result.places == {SSN: ["LINE 1"]}
    assert (result.gaps, result.refused) == ([], None)


@pytest.mark.parametrize(
    "data",
    [
        emf(emr_text(TEXT)),
        emf(emr_text(TEXT, narrow=True)),
        emf(emr_small(TEXT)),
        emf(emr_many([TEXT])),
        emf(description=TEXT),
        emf(emr_plus(plus_string(TEXT))),
        emf(emr_plus(plus(0x4036, struct.pack("<IIII", 0, 1, 0, len(TEXT)) + TEXT.encode("utf-16-le") + bytes(8)))),
        wmf(meta_text(TEXT)),
        wmf(meta_text(TEXT), placeable=False),
        wmf(meta_long(TEXT)),
        wmf(meta_long(TEXT, options=4, widths=[5] * len(TEXT))),
    ],
)
def test_texts_of_every_kind_of_record(data):
    result = read(data, "a")
    assert result.text.strip() == TEXT
    assert result.places == {SSN: ["LINE 1"]}
    assert result.gaps == []


def test_pieces_on_one_height_are_one_line():
    pieces = [emr_text("010-", 0, 5, widths=[10] * 4), emr_text("94-0001", 40, 5, widths=[10] * 7)]
    assert read(emf(*pieces), "a").text == "010-94-0001"
    apart = [emr_text("SSN", 0, 5, widths=[10] * 3), emr_text("010-94-0001", 35, 5, widths=[10] * 11)]
    assert read(emf(*apart, emr_text("below", 0, 9)), "a").text == "SSN 010-94-0001\nbelow"
    assert (
        read(wmf(meta_long("010-", widths=[9] * 4), meta_long("94-0001", 36, widths=[9] * 7)), "a").text
        == "010-94-0001"
    )
    assert read(wmf(meta_text("SSN"), meta_text("010-94-0001", 50)), "a").text == "SSN 010-94-0001"


def test_the_character_set_of_the_font_that_is_selected():
    select, delete = (lambda number, kind=kind: meta(kind, struct.pack("<H", number)) for kind in (0x012D, 0x01F0))
    pen = meta(0x02FA, bytes(10))
    records = [
        pen,
        meta_font(204),
        select(1),
        meta_text("Анна", encoding="cp1251"),
        delete(1),
        meta_font(161),
        select(1),
    ]
    result = read(wmf(*records, meta_text("Άννα", y=1, encoding="cp1253")), "a")
    assert result.text == "Анна\nΆννα"


def test_what_is_drawn_twice_is_read_once():
    head = plus(0x4001, bytes(16), flags=1)
    assert read(emf(emr_plus(head, plus_string(TEXT)), emr_text(TEXT)), "a").text == TEXT


def test_what_is_no_text_is_said():
    bitmap = record(81, bytes(400))
    result = read(emf(emr_text(TEXT), bitmap, emr_text("ab", options=0x10)), "a")
    assert SSN in result.places
    assert [gap.detail for gap in result.gaps] == ["1 bitmaps and 1 texts by glyphs in the drawing are not read"]
    assert read(emf(bitmap), "a").refused.reason is Reason.UNSUPPORTED
    assert read(wmf(meta(0x0F43, bytes(100))), "a").refused.reason is Reason.UNSUPPORTED
    assert read(emf(), "a").refused is None


@pytest.mark.parametrize(
    "make", [lambda *texts: emf(*map(emr_text, texts)), lambda *texts: wmf(*map(meta_text, texts))]
)
def test_one_damaged_record_costs_no_other(make):
    data = bytearray(make(TEXT, "behind"))
    at = data.index("A".encode("utf-16-le") if data[40:44] == b" EMF" else b"Ann")
    struct.pack_into(
        "<I" if data[40:44] == b" EMF" else "<h", data, at - 32 if data[40:44] == b" EMF" else at - 2, 9999
    )
    result = read(bytes(data), "a")
    assert "behind" in result.text
    assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]


def test_cut_short_keeps_what_is_whole():
    for data in (emf(emr_text(TEXT), emr_text("x" * 100)), wmf(meta_text(TEXT), meta_text("x" * 100))):
        result = read(data[:-60], "a")
        assert SSN in result.places
        assert [gap.reason for gap in result.gaps] == [Reason.CORRUPT]
        for size in range(45, len(data), 3):
            read(data[:size], "a")


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.lists(st.tuples(st.integers(40, 4000), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_are_never_a_crash(enhanced, changes):
    texts = [emr_text(TEXT, widths=[4] * 24), emr_small("ab"), emr_many(["a", "b"]), emr_plus(plus_string("c"))]
    data = bytearray(emf(*texts) if enhanced else wmf(meta_font(204), meta_text(TEXT), meta_long("x", options=4)))
    for at, value in changes:
        data[at % len(data)] = value
    read(bytes(data), "a.emf")


# In documents ---------------------------------------------------------------------------------------------------


def blip(data: bytes, kind: int, *, marks: int = 1, packed: bool = True) -> bytes:
    """A record of a metafile in an Office 97-2003 document (MS-ODRAW 2.2.24, 2.2.25, 2.2.31)."""
    body = zlib.compress(data) if packed else data
    head = struct.pack("<I16x8xIBB", len(data), len(body), 0 if packed else 0xFE, 0xFE)
    body = bytes(16 * marks) + head + body
    return struct.pack("<HHI", 0x3D40, kind, len(body)) + body


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [(emf(emr_text(TEXT)), 0xF01A, "emf"), (wmf(meta_text(TEXT), placeable=False), 0xF01B, "wmf")],
)
@pytest.mark.parametrize("marks", [1, 2])
@pytest.mark.parametrize("packed", [True, False])
def test_drawings_in_a_document_of_word(data, kind, name, marks, packed):
    result = read(
        doc(body="Text.\r", streams={"Data": b"\x44\0" + blip(data, kind, marks=marks, packed=packed) + b"noise"}),
        "a.doc",
    )
    (child,) = result.children
    assert (child.name, child.format, child.places) == (f"picture 1.{name}", name, {SSN: ["LINE 1"]})


def test_a_drawing_that_does_not_unfold_is_said():
    broken = blip(emf(emr_text(TEXT)), 0xF01A)
    broken = broken[:60] + bytes(10) + broken[70:]
    result = read(doc(body="Text.\r", streams={"Data": broken}), "a.doc")
    assert all(child.refused or child.gaps for child in result.children)
    assert len(result.children) == 1
