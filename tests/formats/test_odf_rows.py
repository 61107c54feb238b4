"""Plain rows of OpenDocument sheets: whichever way they are read, the same cells come at the same places."""

from __future__ import annotations

import pytest
from format_samples import given_to_expat
from hypothesis import given, settings
from hypothesis import strategies as st
from test_odf import cell, content, row

from piiscan.formats.markup import expat
from piiscan.formats.markup.expat import BrokenXmlError
from piiscan.formats.opendocument import rows as odf_rows
from piiscan.formats.opendocument.story import OdfStory
from piiscan.formats.segments.flow import Flow

_VALUES = [
    'office:value-type="string" calcext:value-type="string"',
    'table:style-name="ce1" office:value-type="float" office:value="{0}" calcext:value-type="float"',
    'office:value-type="float" office:value="10940001" table:style-name="ce1"',
    'table:formula="of:=[.A1]*2" office:value-type="currency" office:currency="USD" office:value="{0}.5"',
    'table:formula="of:=CONCATENATE(&quot;010-94-0009&quot;)" office:value-type="string" office:string-value=""',
    'office:value-type="percentage" office:value="0.{0}"',
    'office:value-type="date" office:date-value="2020-01-0{0}T00:00:00"',
    'office:value-type="boolean" office:boolean-value="true"',
    'office:value-type="string" office:string-value="010-94-0003"',
    'office:value-type="float" office:value="5.0"',
    'office:value-type="float" office:value=""',
    'table:number-columns-repeated="3" office:value-type="string"',
    'table:number-columns-repeated="300"',
    'table:number-columns-spanned="2" office:value-type="string"',
    "",
]
_TEXTS = [
    "Ann Lee", "{0}", "010-94-000{0}", "", " ", "  two  spaces ", "a\n   b", "&amp;&lt;&#65;&nbsp;", "é\u00a0ü", "]] >",
    "a<text:s text:c='2'/>b", "a</text:p><text:p>b", "<text:span>x</text:span>y", "2020-01-0{0}", "{0}.50", "a > b",
    '<text:a xlink:href="mailto:ann@example.com">ann@example.com</text:a>', "!?", "5.0", "x<!-- no -->y",
]  # fmt: skip
_NOTE = "<office:annotation><dc:creator>Ann</dc:creator><text:p>note 010-94-0004</text:p></office:annotation><text:p>x</text:p>"
_INNER = "<table:table table:name='T'><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell></table:table-row></table:table>"
_EMPTIES = [
    "<table:table-cell/>",
    '<table:table-cell table:style-name="ce2"/>',
    '<table:table-cell table:number-columns-repeated="2" />',
    '<table:table-cell table:number-columns-repeated="16380"/>',
    '<table:covered-table-cell table:number-columns-repeated="2"/>',
    '<table:table-cell office:value-type="float" office:value="7"/>',
    "<table:table-cell></table:table-cell>",
    '<table:table-cell office:value-type="string"><text:p/></table:table-cell>',
    f"<table:table-cell>{_NOTE}</table:table-cell>",
    f"<table:table-cell>{_INNER}</table:table-cell>",
]  # fmt: skip
_BETWEEN = [
    "", "", "", "\n  ", "<table:table-row/>", "<!-- <table:table-row><table:table-cell/></table:table-row> -->",
    "<table:table-rows>", "</table:table-rows>", "<table:table-row-group><table:table-header-rows>",
    "</table:table-header-rows></table:table-row-group>", "</table:table><table:table table:name='next'>",
    '<x:y xmlns:x="urn:x" xmlns:table="urn:x"/>', "<?pi <table:table-row>?>", "<![CDATA[</table:table-row>]]>",
]  # fmt: skip
_plain = st.builds(lambda value, text: cell(text, value), st.just(_VALUES[0]), st.sampled_from(_TEXTS[:3]))
_any_cell = st.one_of(
    _plain,
    _plain,
    st.builds(lambda value, text: cell(text, value), st.sampled_from(_VALUES), st.sampled_from(_TEXTS)),
    st.sampled_from(_EMPTIES),
)
_rows = st.builds(
    lambda between, cells, more: between + row(*cells, more=more),
    st.sampled_from(_BETWEEN),
    st.one_of(st.lists(_plain, min_size=1, max_size=4), st.lists(_any_cell, max_size=5)),
    st.sampled_from(["", "", 'table:style-name="ro1"', 'table:number-rows-repeated="2"', 'xml:id="r"']),
)
_NAMES = 'xmlns:calcext="urn:c" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def sheets(rows: list[str], *, lines: bool = False) -> bytes:
    body = "".join(rows).replace("{0}", "1")
    data = content("spreadsheet", f"<table:table table:name='S'>{body}</table:table>").replace(
        b" xmlns", f" {_NAMES} xmlns".encode(), 1
    )
    return data.replace(b"><", b">\n <") if lines else data


def pieces_of(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


def told(data: bytes, way, size: int) -> tuple[object, ...]:
    """All that is read, with places, and the damage if there is any."""
    story = OdfStory(Flow())
    damage = ""
    offset = 0
    try:
        for _ in way(story)(pieces_of(data, size), story.start, story.end, story.text):
            pass
    except BrokenXmlError as error:
        damage, offset = str(error), error.offset
    story.close()
    segments = [
        (segment.data, segment.shape, segment.hint, segment.series, [segment.locate(at) for at in range(0, len(segment.data), 5)])
        for segment in story.flow.finish()
    ]  # fmt: skip
    return segments, story.cells, damage, offset


def slowly(_story: OdfStory):
    return expat.parse


def quickly(story: OdfStory):
    return lambda chunks, start, end, text: odf_rows.parse(story, chunks, start, end, text)


@settings(max_examples=120, deadline=None)
@given(st.lists(_rows, max_size=12), st.booleans(), st.sampled_from([64, 65, 100, 1000, 1 << 20]))
def test_both_ways_give_the_same(rows, lines, size):
    data = sheets(rows, lines=lines)
    assert told(data, quickly, size) == told(data, slowly, 1 << 20)


def _long(count: int) -> list[str]:
    return [row(cell(f"Ann {at}"), cell(str(at), f'office:value-type="float" office:value="{at}"'), cell("Lynn" * (at % 3)))
            for at in range(count)]  # fmt: skip


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(60, 199), _rows), max_size=3), st.integers(0, 12), st.sampled_from([1000, 1 << 20])
)
def test_rows_taken_together_are_what_they_are_one_by_one(others, text, size):
    rows = [*_long(80), *(row(cell(f"Lee {at}"), cell(_TEXTS[text] if at == 100 else "x")) for at in range(120))]
    for at, other in others:
        rows[at] = other
    data = sheets(rows)
    assert told(data, quickly, size) == told(data, slowly, 1 << 20)


def test_rows_of_one_shape_are_taken_together(monkeypatch):
    one_by_one: list[int] = []
    taken = odf_rows.Cells.plain_row
    monkeypatch.setattr(
        odf_rows.Cells, "plain_row", lambda self, *row: (one_by_one.append(self.row), taken(self, *row))[1]
    )
    segments, cells, _, _ = told(sheets(_long(1000)), quickly, 1 << 20)
    assert (len(one_by_one) < 100, cells) == (True, 3000 - 334)
    assert segments[0][0].count(b"\x1e") == 1000
    assert b"\x1eAnn 999\x1f999\x1e" in segments[0][0]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(_rows, min_size=1, max_size=6), st.integers(0, 1 << 16), st.sampled_from(["<", "&", "</a>", "\x01", '"'])
)
def test_damage_behind_plain_rows_is_found_where_it_is(rows, at, wrong):
    data = sheets(rows, lines=True)
    at %= len(data)
    data = data[:at] + wrong.encode() + data[at:]
    assert told(data, quickly, 1000) == told(data, slowly, 1 << 20)


def test_plain_rows_do_not_reach_expat(monkeypatch):
    seen = given_to_expat(monkeypatch)
    rows = [
        row(cell(f"Ann {number}"), cell(str(number), _VALUES[1].replace("{0}", str(number)))) for number in range(500)
    ]
    _, cells, _, _ = told(sheets(rows), quickly, 4096)
    assert cells == 1000
    assert b"Ann" not in b"".join(seen)


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16"])
def test_other_encodings_are_left_to_expat(encoding):
    data = sheets([row(cell("Zoë 010-94-0001"))]).decode().replace('"1.0"?', f'"1.0" encoding="{encoding}"?')
    result = told(data.encode(encoding), quickly, 1000)
    assert "Zoë 010-94-0001".encode() in result[0][0][0]
