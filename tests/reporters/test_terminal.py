"""What is shown can neither act on a terminal nor lie about its width."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.reporters.terminal import BOLD, RED, Look, clip, escape, width

any_text = st.text(st.characters(exclude_categories=()))  # surrogates too


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain name.csv", "plain name.csv"),
        ("naïve 数字 é.csv", "naïve 数字 é.csv"),
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("a\nb\rc\td", "a\\x0ab\\x0dc\\x09d"),
        ("\x7f\x80\x9b31m", "\\x7f\\x80\\x9b31m"),
        ("\u202excod.exe\u2066\u200b\ufeff", "\\u202excod.exe\\u2066\\u200b\\ufeff"),
        ("\u2028\u2029\u00a0", "\\u2028\\u2029\\xa0"),
        ("\udcff\ud800", "\\xff\\ud800"),
        ("\U000e0041\U0010ffff", "\\U000e0041\\U0010ffff"),
    ],
)
def test_escapes(raw, shown):
    assert escape(raw) == shown


@pytest.mark.long
def test_no_code_point_gets_through_that_is_not_visible():
    shown = escape("".join(map(chr, range(sys.maxunicode + 1))))
    categories = {unicodedata.category(char) for char in set(shown)}
    assert {"Lu", "Nd", "Po"} < categories
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(any_text)
def test_escaping_twice_changes_nothing(text):
    assert escape(escape(text)) == escape(text)
    escape(text).encode("utf-8")


@given(any_text, st.integers(4, 60))
def test_clipped_text_fits_and_keeps_both_ends(text, columns):
    text = escape(text)
    clipped = clip(text, columns)
    assert width(clipped) <= columns
    if clipped != text:
        front, back = clipped.split("…", 1) if "…" not in text else (clipped[:1], clipped[-1:])
        assert text.startswith(front)
        assert text.endswith(back)


def test_colour_only_where_there_is_colour():
    assert Look(80, colour=False).paint("x", BOLD) == "x"
    assert Look(80, colour=True).paint("x", BOLD, RED) == "\x1b[1;31mx\x1b[0m"
    assert Look(80, colour=True).paint("", BOLD) == ""
