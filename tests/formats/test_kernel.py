"""The compiled ways of formats give what their twins in Python give, on any bytes that these are given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats import html_plain, kernel
from piiscan.formats.record_table import LONGEST_CELL, number_cell
from piiscan.formats.sqlite_cells import Joiner


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(getattr(kernel, name) is None, reason="the kernel was not built here")


_TAGS = (
    "<p>", "</p>", "<P CLASS=x>", "<div class='a b'>", "</div >", "<br/>", "<b>", "</b>", "<o:p>", "<span id=x1 style='a:b'>",
    "</BLOCKQUOTE>", "<figcaption>", "<h1>", "<h7>", "<hr>", "<ul\n>", "<averylongnameofanelement>", "<pre-x>", "<bré>", "</a>",
)  # fmt: skip
_PIECES = st.one_of(st.sampled_from(_TAGS), st.sampled_from(["\n", " ", "x", "&amp;", "Zoë 010-94-0001", ">", "𝔸"]))


@needs("untagged")
@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_a_stretch_of_a_page_without_its_tags(source):
    assert kernel.untagged(source, html_plain._BLOCKS) == html_plain.untagged(
        html_plain.Marks(html_plain.in_lines), source
    )


@needs("untagged")
def test_what_is_no_tag_stays():
    assert kernel.untagged("a <> b > c <p", html_plain._BLOCKS) == (False, "a <> b > c <p")
    assert kernel.untagged("<p>a</p><br>b", html_plain._BLOCKS) == (True, "a\nb")
    with pytest.raises(ValueError, match="size"):
        kernel.untagged("a", b"p")


def test_half_a_pair_of_utf_16_is_left_to_python():
    assert html_plain.flowing(html_plain.Marks(html_plain.in_lines), "a<p>\ud800&amp;</p>") == (False, "a\n\ud800&\n")


_CELLS = st.one_of(
    st.text(max_size=6, alphabet=st.characters(codec="utf-8")),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.integers(-(10**16), 10**16).map(lambda number: number / 100),
    st.integers(-(2**60), 2**60).map(float),
    st.none(),
    st.binary(max_size=6).map(bytearray),
)


@needs("joined")
@settings(max_examples=500, deadline=None)
@given(
    st.integers(1, 5).flatmap(lambda width: st.lists(st.tuples(*[_CELLS] * width, st.just(0)), min_size=1, max_size=9))
)
def test_rows_of_sqlite(rows):
    *columns, _ = zip(*rows, strict=True)
    assert kernel.joined(rows, LONGEST_CELL) == Joiner().joined(columns)


@needs("joined")
@settings(max_examples=500, deadline=None)
@given(st.floats())
def test_a_real_number_of_sqlite(number):
    assert kernel.joined([(number, 0)], 99) == number_cell(number)


@needs("joined")
def test_rows_that_are_left_to_python():
    assert kernel.joined([("a", b"b", 0)], 9) is None
    assert kernel.joined([("a", True, 0)], 9) is None
    assert kernel.joined([("a", 2**63, 0)], 9) is None
    assert kernel.joined([("a" * 9, 0)], 9) == b"a" * 9
    assert kernel.joined([("a", 0), ("a" * 10, 0)], 9) is None
    assert kernel.joined([(0,), (1,)], 9) == b"\x1e"
    for rows in ([("a", 0), ("a", "b", 0)], [()], [["a", 0]]):
        with pytest.raises(ValueError, match="widths"):
            kernel.joined(rows, 9)
    with pytest.raises(UnicodeEncodeError):
        kernel.joined([("\ud800", 0)], 9)
