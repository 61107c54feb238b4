"""References of markup are read as the standard library reads them, and none of them raises."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.config import Config
from piiscan.formats.references import unescape
from piiscan.model import Outcome, Source, Status
from piiscan.scan import scan_one

PIECES = (
    "&",
    "#",
    "x",
    ";",
    "&#49;",
    "&#x31",
    "&copy",
    "&copycat;",
    "&lt",
    "&notit;",
    "&#0;",
    "&#x110000;",
    "9",
    "a",
    " ",
    "\n",
    "\u00e9",
    "&#13",
)


@settings(max_examples=500)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join))
def test_they_are_read_as_the_standard_library_does(text):
    assert unescape(text) == html.unescape(text)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from([*PIECES, "&#49;", "&lt;", "&amp;", "&amp;lt;", "&#38;"]), max_size=12),
    st.integers(1, 300),
)
def test_many_of_few_kinds(pieces, times):
    text = "".join(pieces) * times
    assert unescape(text) == html.unescape(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<html><body><p>Ann Lee &#{}; SSN 010-94-0001</p><a title='&#{};'>x</a></body></html>"),
        ("a.ofx", "OFXHEADER:100\n\n<OFX><STMTRS><ACCTID>123456789&#{};<NAME>Ann Lee &#{};</STMTRS>\n"),
        ("a.eml", "From: a@b.org\nContent-Type: text/html\n\n<html>&#{}; Ann Lee SSN 010-94-0001 &#{};"),
    ],
)
def test_a_reference_of_thousands_of_digits_is_no_character(tmp_path, name, text):
    digits = "9" * 5000
    path = tmp_path / name
    path.write_text(text.format(digits, digits))
    source = Source(str(tmp_path), name, str(path), path.stat().st_size)
    outcomes = [event for event in scan_one(source, Config()) if isinstance(event, Outcome)]
    assert [one.status for one in outcomes] == [Status.SCANNED]
