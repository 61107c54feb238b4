"""The compiled ways of formats give what their twins in Python give, on any bytes that these are given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats import html_plain, kernel


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
