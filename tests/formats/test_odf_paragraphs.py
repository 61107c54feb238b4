"""Plain paragraphs of OpenDocument texts: whichever way they are read, the same text comes at the same places."""

from __future__ import annotations

from format_samples import given_to_expat
from hypothesis import given, settings
from hypothesis import strategies as st
from test_odf import content
from test_odf_rows import quickly, slowly, told

_TEXTS = (
    "Ann Lee 010-94-0001", "", " ", "  two  spaces ", "a\n   b", "&amp;&lt;b&gt; &quot;", "&#65;", "&nbsp;", "\u00e9\u00a0\u00fc", "\u00a0", "]] >",
    "<text:span>x</text:span>y", ' <text:span text:style-name="T1"> 010-94-</text:span>0002', "<text:span>a<text:span>b</text:span></text:span>",
    "a<text:s text:c='2'/>b", "<text:span/>", "<text:tab/>", "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>z",
    "<text:change-start text:change-id='c'/>", "<office:annotation><text:p>note</text:p></office:annotation>",
)  # fmt: skip
_AROUND = (
    ("<text:p>", "</text:p>"), ('<text:p text:style-name="P1">', "</text:p>"), ('<text:h text:outline-level="1">', "</text:h>"),
    ('<text:p text:style-name="a/"/>', ""), ("<text:p text:id='x'>", "</text:p>"), ("<text:list><text:list-item><text:p>", "</text:p></text:list-item></text:list>"),
    ("<text:p>", "</text:p>\n "), ("<text:p>", "</text:p></office:text><office:text>"), ("", ""), ("<!-- <text:p>", "</text:p> -->"),
    ("<draw:frame><text:p>", "</text:p></draw:frame>"),  ("<text:deletion><text:p>", "</text:p></text:deletion>"),
    ("<table:table><table:table-row><table:table-cell><text:p>", "</text:p></table:table-cell></table:table-row></table:table>"),
)  # fmt: skip
_paragraphs = st.builds(
    lambda around, text: around[0] + text + around[1],
    st.one_of(st.sampled_from(_AROUND[:3]), st.sampled_from(_AROUND)),
    st.one_of(st.sampled_from(_TEXTS[:8]), st.sampled_from(_TEXTS)),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(_paragraphs, max_size=14),
    st.lists(_paragraphs, max_size=4),
    st.integers(1, 5),
    st.sampled_from([64, 65, 1000, 1 << 20]),
)
def test_both_ways_give_the_same(paragraphs, more, times, size):
    data = content("text", "".join([*paragraphs, *more * times, *paragraphs]))
    assert told(data, quickly, size) == told(data, slowly, 1 << 20)


def test_what_expat_has_been_given_since_it_was_asked_counts():
    body = (
        "<text:p>a</text:p>" * 3 + "<text:deletion><text:p>gone</text:p><text:p>this too</text:p></text:deletion>" * 3
    )
    data = content("text", body)
    wanted = told(data, slowly, 1 << 20)
    for size in range(64, 64 + len("<text:deletion><text:p>gone</text:p>")):
        assert told(data, quickly, size) == wanted


def test_plain_paragraphs_do_not_reach_expat(monkeypatch):
    seen = given_to_expat(monkeypatch)
    body = "".join(f'<text:p text:style-name="P1">Ann <text:span>{at}</text:span></text:p>' for at in range(2000))
    data = content("text", body)
    assert told(data, quickly, 65536) == told(data, slowly, 65536)
    assert len(b"".join(seen)) < 4096


def test_texts_that_are_not_plain_are_not_asked_about_for_ever(monkeypatch):
    asked = given_to_expat(monkeypatch)
    data = content("text", "<text:p>a<text:tab/>b</text:p>" * 3000)
    assert told(data, quickly, 65536) == told(data, slowly, 65536)
    assert len(asked) < 300


def test_damage_behind_plain_paragraphs_is_found_where_it_is():
    body = "<text:p>Ann Lee 010-94-0001</text:p>\n" * 500 + "<text:p>Bob</text:h>"
    data = content("text", body)
    quick, slow = told(data, quickly, 1000), told(data, slowly, 1000)
    assert quick[2:] == slow[2:]
    assert "line 501" in str(quick[2])
