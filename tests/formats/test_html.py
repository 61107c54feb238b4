"""What a reader sees and what only the source shows, in the lines and columns of the source."""

from __future__ import annotations

import re
import time
from itertools import chain

import pytest
from format_samples import read
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats.markup.html import charset_of
from piiscan.formats.markup.html_tokens import attributes, tokens
from piiscan.model import Shape

PAGE = """<!DOCTYPE html><html><head><title>Staff &amp; co</title>
<meta name="author" content="Ann Lee"></head>
<body><p>Ann Lee 010-94-<b>00<i>01</i></b></p>
<p>caf&eacute; 010-94-0002<br>next
010-94-0003</p><!-- old: 010-94-0004 -->
<script>var ssn = "010-94-0005"; if (a<b) {}</script>
<label>SSN</label> <input name=ssn value='010-94-0006'>
<img alt="card of Bob: 010-94-0007" src=x title=a>
<textarea>010-94-0008 <b></textarea>
a < b 010-94-0009 <td>010-94-0010
"""


def test_everything_is_found_at_its_place():
    result = read(PAGE.encode(), "a.html")
    lines = PAGE.split("\n")
    assert result.places == {
        "010-94-0001": [f"LINE 3 COLUMN {lines[2].index('010') + 1}"],
        "010-94-0002": ["LINE 4 COLUMN 9"],  # in a piece with an entity columns are those of the text
        "010-94-0003": ["LINE 5 COLUMN 1"],
        "010-94-0004": [f"LINE 5 COLUMN {lines[4].index('010-94-0004') + 1}"],
        "010-94-0005": [f"LINE 6 COLUMN {lines[5].index('010') + 1}"],
        "010-94-0006": [f"LINE 7 COLUMN {lines[6].index('010') + 1}"],
        "010-94-0007": [f"LINE 8 COLUMN {lines[7].index('010') + 1}"],
        "010-94-0008": ["LINE 9 COLUMN 11"],
        "010-94-0009": ["LINE 10 COLUMN 7"],
        "010-94-0010": ["LINE 10 COLUMN 23"],
    }
    assert "Staff & co\n" in result.text
    assert "author: Ann Lee\n" in result.text
    assert "\nSSN: 010-94-0006\n" in result.text


def test_block_tags_end_lines_and_inline_tags_do_not():
    result = read(b"<html><div>a<span>b</span></div><div>c</div><p>d<br/>e<td>f", "a.html")
    assert [line for line in result.text.split("\n") if line] == ["ab", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<b>SSN</b>010-94-0001", "SSN 010-94-0001"),
        ("<p><b>Name</b>Ann Lee</p><p><span>SSN</span>010940001</p>", "Name Ann Lee\nSSN 010940001"),
        ("<b>Card no</b>4539 5787 6362 1486", "Card no 4539 5787 6362 1486"),
        ("<b>SA</b>1234567", "SA1234567"),
        ("<i>Mc</i>Donald and <b>You</b>TUBE", "McDonald and YouTUBE"),
        ("<b>010</b>-94-0001", "010-94-0001"),
    ],
)
@pytest.mark.parametrize("times", [1, 40])
def test_a_label_in_an_element_is_parted_from_its_value(page, text, times):
    result = read(f"<html><body>{f'<p>{page}</p>' * times}</body></html>".encode(), "a.html")
    assert [line for line in result.text.split("\n") if line] == text.split("\n") * times


def test_tables_are_tables_and_forms_are_lines():
    result = read(
        b"<html><table><tr><th>Name<th>SSN<tr><td>Ann Lee<td>010-94-0001<tr><td>Bob Ray</td><td>010-94-0002</table>"
        b"<table><tr><td>Name</td><td>Ann Lee</td></tr><tr><td>SSN:</td><td>010-<b>94</b>-0003</td></tr></table>",
        "a.html",
    )
    assert result.shapes == [Shape.TABLE, Shape.PROSE]
    assert result.text.endswith("Name: Ann Lee\nSSN: 010-94-0003\n")
    assert result.places == {
        "010-94-0001": ["TABLE 1 ROW 2 COLUMN 2"],
        "010-94-0002": ["TABLE 1 ROW 3 COLUMN 2"],
        "010-94-0003": ["TABLE 2 ROW 2 COLUMN 2"],
    }


def test_spans_keep_the_columns():
    result = read(
        b"<html><table><tr><th colspan=2>Name<th>SSN<th>City<tr><td>Ann<td>Lee<td>010-94-0001<td rowspan=2>Salem"
        b"<tr><td>Bob<td>Ray<td>010-94-0002<tr><td rowspan=2>Cy<td>Orr<td>010-94-0003<td>x"
        b"<tr><td>Di<td>010-94-0004<td>y</table>",
        "a.html",
    )
    assert {place.split()[-1] for places in result.places.values() for place in places} == {"3"}


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    inner = b"<table><tr><th>Name<th>SSN</tr><tr><td>Ann Lee<td>010-94-0001</tr></table>"
    result = read(b"<html><table><tr><td>menu</td><td>" + inner + b"after</td></tr></table>", "a.html")
    assert result.places == {"010-94-0001": ["TABLE 2 ROW 2 COLUMN 2"]}
    assert "after" in result.text


def test_a_cell_that_never_ends_does_not_hold_the_page():
    result = read(b"<html><table><tr><td>" + b"some words\n" * 20_000 + b"010-94-0001", "a.html")
    assert "LINE 20001" in result.places["010-94-0001"][0]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (b"<meta charset=iso-8859-2>", "iso8859-2"),
        (b'<meta http-equiv=x content="text/html; charset=windows-1252">', "cp1252"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=nonsense>", "utf-8"),
        (b"<meta charset=base64>", "utf-8"),
        ("é".encode(), "utf-8"),
        (b"\xe9t\xe9", "cp1252"),
        ("<p>x".encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_charset(head, wanted):
    assert charset_of(head) == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding(encoding):
    result = read("<html><p>Zoë Ångström 010-94-0001</p></html>".encode(encoding), "a.html")
    assert "Zoë Ångström 010-94-0001" in result.text


def test_what_follows_an_empty_script_is_read():
    page = b"<html><script src=x></script><p>Ann Lee 010-94-0001</p><style></style><p>Bob Ray</p></html>"
    text = read(page, "a.html").text
    assert "010-94-0001" in text
    assert "Bob Ray" in text


WORDS = (
    "<p>|</p>|<b a='x>y'>|<i q=\"|'|>|<|<!--|-->|<script>|</script>|&amp|;|<!DOCTYPE|</|<?x|<td>|text |\n|é"
    "|010-94-0001|<br/>|<TITLE>|</title >"
)
MARKUP = WORDS.split("|")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(MARKUP),
        max_size=60,
    ),
    st.integers(1, 40),
)
def test_chunks_make_no_difference_and_lines_are_true(parts, size):
    source = "".join(parts)
    whole = merged(chain.from_iterable(tokens([source])))
    cut = merged(chain.from_iterable(tokens(source[start : start + size] for start in range(0, len(source), size))))
    assert cut == whole
    for kind, text, line, column in whole:
        if kind in {"text", "raw", "comment"} and text:
            lines = source.split("\n")
            offset = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
            assert source.startswith(text, offset)


def merged(found):
    result = []
    for kind, text, line, column, name in found:
        if result and kind in {"text", "raw", "comment"} and result[-1][0] == kind and result[-1][4] == name:
            last = result[-1]
            lines = last[1].split("\n")
            follows = (last[2] + len(lines) - 1, (last[3] if len(lines) == 1 else 1) + len(lines[-1]))
            if follows == (line, column):
                result[-1] = (kind, last[1] + text, last[2], last[3], name)
                continue
        result.append((kind, text, line, column, name))
    return [token[:4] for token in result]


def test_the_text_agrees_with_a_parser_of_the_standard():
    """selectolax (lexbor) is the oracle: the same words in the same order."""
    from selectolax.lexbor import LexborHTMLParser

    page = re.sub(r"<!--.*?-->|<script>.*?</script>|<textarea>.*|<td>|<label>.*\n|<img.*\n", "", PAGE)
    tree = LexborHTMLParser(page)
    wanted = (tree.head.text(separator="\n") + "\n" + tree.body.text(separator="")).split()
    ours = read(page.encode(), "a.html").text.replace("author: Ann Lee", "").split()
    assert "".join(ours) == "".join(wanted)


def test_attributes():
    tag = """ A=1 b='x "y"' c = "z&amp;" d e=f>g/"""
    found = attributes(tag)
    assert {key: value.text for key, value in found.items()} == {
        "a": "1", "b": 'x "y"', "c": "z&", "d": "", "e": "f", "g": "",
    }  # fmt: skip
    assert tag[found["b"].offset :].startswith('x "y"')


def test_a_value_on_a_later_line_of_its_tag():
    result = read(b"<html>\n<input\n  name='ssn'\n  value='010-94-0001'>", "a.html")
    assert result.places == {"010-94-0001": ["LINE 4 COLUMN 10"]}


@pytest.mark.long
@pytest.mark.parametrize(
    "hostile",
    ["<", '<a "', "<a '\">", "<!--", "<!-", "</", "<script>", "&", "&amp", "<a x=", "<table><tr><td>", "<td colspan=9>",
     "<title>", "<a =", "' \"", "<p <p", "<b\n"],
)  # fmt: skip
def test_no_input_is_slow(hostile):
    data = (hostile * (60_000 // len(hostile))).encode()
    start = time.process_time()
    read(b"<html>" + data, "a.html")
    assert time.process_time() - start < 1.5  # linear: a tenth of it


@pytest.mark.parametrize("rest", ["<", "</", "</t", "</td", "<p", "<br /"])
def test_a_page_cut_off_in_a_tag_keeps_the_cell_before_it(scan, rest):
    page = f"<table><tr><th>name<th>ssn<tr><td>Ann Lee<td>010-94-0001{rest}"
    assert scan(page.encode(), "a.html").counts["personal_information"] == {"ssn": 1}


def test_a_cell_over_several_rows_says_whose_they_are(scan):
    page = (
        "<table><tr><th>Employee<th>Type<th>Savings account no.<tr><td rowspan=2>Ann Lee<td>A<td>44556677"
        "<tr><td>B<td>44556678<tr><td><td>C<td>44556679</table>"
    )
    found = scan(page, "a.html").findings
    told = [(one.person.normal if one.person else None, one.elements[0].value) for one in found]
    assert told == [("ann lee", "44556677"), ("ann lee", "44556678"), (None, "44556679")]


def test_a_number_over_several_rows_is_there_once(scan):
    page = "<table><tr><th>SSN<th>Name<tr><td rowspan=2>773-01-0001<td>Ann Lee<tr><td>Bob Ray</table>"
    assert [one.person.normal for one in scan(page, "a.html").findings] == ["ann lee"]


def test_what_stands_before_a_field_says_what_its_value_is(scan):
    page = (
        '<form><label for="a">First name</label><input id="a" name="fn" value="Ann"><label for="b">Last name</label>'
        '<input id="b" name="ln" value="Lee"><label for="c">SSN</label><input id="c" name="x1" value="773-01-0001">'
        '<fieldset><legend>Spouse</legend><label>Name <input name="sp" value="Bob Ray"></label><label>SSN <input name="s"'
        ' value="773-01-0002"></label></fieldset></form>'
    )
    found = [(one.person.normal, one.elements[0].value) for one in scan(page, "a.html").findings]
    assert found == [("ann lee", "773010001"), ("bob ray", "773010002")]


def test_the_parts_of_a_number_in_fields_without_a_name_stay_together():
    page = b'<form>SSN <input value="773"><input value="01"><input value="0001"></form>'
    assert "773 01 0001" in " ".join(read(page, "a.html").text.split(":")[1].split())
