"""Stretches of a page read in one go give what they give tag by tag: the same text, and the same places."""

from __future__ import annotations

from collections.abc import Iterable
from unittest.mock import patch

import pytest
from both_ways import both_ways
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.markup import html_plain, html_tokens
from piiscan.formats.markup.html import html_segments
from piiscan.formats.markup.html_tokens import tokens
from piiscan.formats.segments.flow import Flow
from piiscan.model import Location, Shape

_WORDS = (
    "Ann Lee 010-94-0001 ", "caf&eacute; &amp; &lt;b&gt; ", "x\n", "\n", "  ", "&", "&#10;", "&nbsp", "\0", "\2", "a < b ",
    "<p>", "</p>", "<P CLASS=x>", "<div class='a b'>", "</div >", "<br/>", "<b>", "</b>", "<o:p>", "<span id=x1 style='a:b'>",
    "<a href='https://a.example/p/12'>", "<a href='tel:617-555-0100'>", "</a>", "<img alt='010-94-0002' src=x>",
    "<input name=ssn value=010-94-0003>", "<div data-x=010-94-0004>", "<i id=0109400055>", "<!-- 010-94-0006 -->",
    "<script>var a = '010-94-0007'</script>", "<title>010-94-0008</title>", "é", "<hr><hr>\n<hr>",
    "<i>Name</i><b>Ann", "MI</b>", "<b>B", "<dl><dt>City</dt>", "<dd>", "</dd>", "<dt>f(x)", "</dt>\n", "</dl>", "<label for=x1>",
    "</label>", "<label>SSN</label>", "<input id=x1>", "<input id=x1 value=010-94-0008>", "<select>", "</select>", "<option>MA",
    "<option selected>NY", "<textarea>", "</textarea>", "<h2>", "SSN</b>010-94-0009", "</i>4539 5787 6362 1486", "Name</b>Ann",
    "</b>010940009", "<td><b>SSN</b>010-94-0001</td>", "<td><i>Last Name</i>LEE", "<b>Name</b>", "Mc</b>Donald", "</b>453957876362148612345", "</b>4539-5787",
)  # fmt: skip
_TABLES = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>Name</th>", "<td colspan=2>", "<td rowspan='2'>",
    "<tr><td>Ann</td><td> 010-94-0009 </td><td></td></tr>\n", "<tr><td>1</td>\n<td><b>2</b> <i>3</i></td></tr>",
    "<tr><td></td></tr>", "<tr><td><b>Name</b>Ann</td><td><i>SSN</i>010-94-0009</td></tr>", "<tr class=a><td>a<br>b</td><td>&amp;\x1f</td></tr>\n", "<tbody>", "</thead>",
    "<tr><th>Name</th><th>SSN</th><th>City</th></tr>\n", "<tr><td>Bob &nbsp;</td><td><p>c</p></td><td>d</td></tr> x ",
)  # fmt: skip


def _told(page: str, size: int = 1 << 16) -> list[tuple[Shape, str, list[Location]]]:
    """Shape and text, less blanks at the end, of each segment, and where each of its digits stands."""
    chunks: Iterable[str] = (page[at : at + size] for at in range(0, len(page), size))
    return [
        (
            segment.shape,
            segment.data.decode().rstrip(),
            [segment.locate(at) for at, byte in enumerate(segment.data) if 0x30 <= byte < 0x3A],
        )
        for segment in html_segments(chunks, Flow())
    ]


each_way = both_ways("untagged")


def _tag_by_tag(page: str, size: int = 1 << 16) -> list[tuple[Shape, str, list[Location]]]:
    with patch.object(html_tokens, "stretch", lambda _buffer, at, _reach: ("", at)):
        return _told(page, size)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS + _TABLES), max_size=12),
    st.lists(st.sampled_from(_WORDS[::3] + _WORDS[:3] + _TABLES), min_size=1, max_size=12),
    st.integers(1, 60),
    st.sampled_from([50, 700, 1 << 16]),
    st.sampled_from([1, 60, 300]),
)
def test_the_same_as_tag_by_tag(first, again, times, size, worth):
    page = "".join(first) + "".join(again) * times + "".join(first)
    with patch.object(html_plain, "_WORTH", worth):
        got = _told(page, size)
    assert got == _tag_by_tag(page, size)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("<p class='entry'><b>7</b> Ann Lee, SSN 010-94-0001.</p>\n" * 400, "plain"),
        ("<table><tr><th>Name<th>SSN</tr>" + "<tr><td>Ann Lee</td> <td>010-94-0001</td></tr>\n" * 400, "rows"),
    ],
)
def test_a_plain_page_is_nearly_all_stretches(page, kind):
    given = [token for of_chunk in tokens([page], plain=True) for token in of_chunk]
    assert sum(len(token.text) for token in given if token.kind == kind) > 0.9 * len(page)
    assert _told(page) == _tag_by_tag(page)


def test_what_is_in_no_stretch_costs_no_more_than_itself():
    page = ("<p>AT&T, <b>Ann Lee</b> 010-94-0001</p>\n" + "<p>x <i>y</i></p>\n" * 30) * 40
    given = [token for of_chunk in tokens([page], plain=True) for token in of_chunk]
    assert sum(len(token.text) for token in given if token.kind == "plain") > 0.5 * len(page)
    looked = []
    real = html_plain.stretch
    with patch.object(html_tokens, "stretch", lambda *given: (looked.append(given[2]), real(*given))[1]):
        list(tokens([page], plain=True))
    assert sum(looked) < 8 * len(page)
    assert _told(page) == _tag_by_tag(page)


def test_many_different_tags():
    page = "".join(f"<p id=x{at}>Ann <b id=b{at}>Lee</b> 010-94-0001</p>\n" for at in range(300))
    rows = "".join(f"<tr id=r{at}><td>Ann {at}</td><td>010-94-0001</td></tr>\n" for at in range(300))
    page += f"<table><tr><th>Name</th><th>SSN</th></tr>\n{rows}</table>" + "<i>x</i>" * 100
    assert _told(page) == _tag_by_tag(page)


@pytest.mark.parametrize(
    ("spans", "seen"),
    [
        (("SSN 773-01-0001", "12 Elm St"), "SSN 773-01-0001 12 Elm St"),
        (("1001", "773-01-0001"), "1001 773-01-0001"),
        (("7", "7", "3"), "773"),
        (("4539 5787", "6362 1486"), "4539 57876362 1486"),
    ],
)
def test_what_is_no_piece_of_a_number_is_parted_from_it(spans, seen):
    source = "".join(f"<span class=x>{one}</span>" for one in spans)
    assert html_plain.flowing(html_plain.Marks(html_plain.in_lines), source).text == seen
