"""The compiled ways of formats give what their twins in Python give, on any bytes that these are given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.formats import kernel
from piiscan.formats.counting import Ended, count_by_numpy
from piiscan.formats.databases.sqlite_cells import Joiner
from piiscan.formats.encoded import hex_runs
from piiscan.formats.markup import html_plain
from piiscan.formats.segments import stacked
from piiscan.formats.segments.record_table import LONGEST_CELL, number_cell
from piiscan.formats.sheets import xls_batches, xlsb_batches
from piiscan.formats.sheets.cell_text import gathered_by_numpy


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(getattr(kernel, name) is None, reason="the kernel was not built here")


_TAGS = (
    "<p>", "</p>", "<P CLASS=x>", "<div class='a b'>", "</div >", "<br/>", "<b>", "</b>", "<o:p>", "<span id=x1 style='a:b'>",
    "</BLOCKQUOTE>", "<figcaption>", "<h1>", "<h7>", "<hr>", "<ul\n>", "<averylongnameofanelement>", "<pre-x>", "<bré>", "</a>",
)  # fmt: skip
_NUMBERS = (
    "1",
    "12 Elm St",
    "12 E",
    "123456 Elm",
    "1/2/19",
    "1/222/19",
    "1/2/1",
    "773-01-0001",
    "773-01-00011",
    "773-1-",
)
_PIECES = st.one_of(
    st.sampled_from(_TAGS),
    st.sampled_from(["\n", " ", "x", "&amp;", "Zoë 010-94-0001", ">", "𝔸"]),
    st.sampled_from(_NUMBERS),
)


_TEXTS = st.text("aB1:# é\n", max_size=2)


@needs("untagged")
@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join), _TEXTS, st.integers(0, 3))
def test_a_stretch_of_a_page_without_its_tags(source, before, side):
    assert kernel.untagged(source, html_plain._BLOCKS, before, side) == html_plain.untagged(
        html_plain.Marks(html_plain.in_lines), source, before, side
    )


@needs("untagged")
def test_what_is_no_tag_stays():
    assert kernel.untagged("a <> b > c <p", html_plain._BLOCKS, "", 0) == (False, "a <> b > c <p", 0, False)
    assert kernel.untagged("<p>a</p><br>b", html_plain._BLOCKS, "", 0) == (True, "a\nb", 0, False)
    assert kernel.untagged("<b>Name</b><i>Ann<dt>", html_plain._BLOCKS, "", 0) == (False, "Name Ann\n", 0, True)
    for words, side in ((b"p", 0), (html_plain._BLOCKS, 4)):
        with pytest.raises(ValueError, match="size"):
            kernel.untagged("a", words, "", side)


def test_half_a_pair_of_utf_16_is_left_to_python():
    found = html_plain.flowing(html_plain.Marks(html_plain.in_lines), "a<p>\ud800&amp;</p>")
    assert found == (False, "a\n\ud800&amp;\n", 0, False)


_LINES = st.lists(
    st.sampled_from(["\n", "\n", " ", "S1234567", "010-94-0001", "ab", "x" * 50, "1", ".", "\t\r", "é"]), max_size=30
)


@needs("number_lines")
@settings(max_examples=500, deadline=None)
@given(_LINES.map("".join))
def test_the_lines_that_are_numbers(text):
    data = text.encode()
    assert kernel.number_lines(data) == stacked.number_lines(data)


@pytest.mark.parametrize("number_lines", [*filter(None, [kernel.number_lines]), stacked.number_lines])
def test_a_number_alone_and_one_above_a_blank_line(number_lines):
    text = b"SSN\n010-94-0001\nCard 4111111\n\nno 1234567 x\nAcct 7654321\nS12345678"
    assert [text[at:].split(b"\n")[0] for at in number_lines(text)] == [b"010-94-0001", b"Card 4111111", b"S12345678"]


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


@needs("xls_records")
@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=9), st.just(b"\4\2\3\0abc"), st.just(b"\4\2\0\1" + bytes(256)))))
def test_records_of_a_workbook(pieces):
    data = b"".join(pieces)
    places, end = kernel.xls_records(data)
    assert (np.frombuffer(places, np.int64).tolist(), end) == xls_batches.walked(data)


_HEADS = st.sampled_from(
    [b"\0\4row!", b"\x81\1\0", b"\x85\x80\1" + bytes(128), b"\1\x80", b"\1\x80\x80\x80\x80", b"\x80"]
)


@needs("xlsb_records")
@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.one_of(_HEADS, _HEADS, st.binary(max_size=9))), st.sampled_from([128, 1 << 20])
)  # what a head of two bytes says is never too much
def test_records_of_a_binary_workbook(pieces, largest):
    data = b"".join(pieces)
    *packed, end, too_large = kernel.xlsb_records(data, largest)
    *found, last, large = xlsb_batches.walked(data, largest)
    assert ([np.frombuffer(each, np.int64).tolist() for each in packed], end, too_large) == (
        [each.tolist() for each in found], last, large,
    )  # fmt: skip


@needs("gathered")
@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=40), st.binary(max_size=40), st.sampled_from([1, 2]), st.data())
def test_cells_where_they_stand(one, other, width, drawn):
    data, more = one.replace(b"x", b"\x1e"), other[: len(other) // width * width].replace(b"y", b"\x1f\0")
    more = more[: len(more) // width * width]
    spans = []
    for _ in range(drawn.draw(st.integers(1, 8))):
        begin, room = drawn.draw(st.sampled_from([(0, len(data)), (len(data), len(more))]))
        start = drawn.draw(st.integers(0, room))
        spans.append((begin + start, drawn.draw(st.integers(0, (room - start) // width)), drawn.draw(st.booleans())))
    starts, counts, last = (np.array(each) for each in zip(*spans, strict=True))
    arguments = (data, more, width, starts.astype(np.int64), counts.astype(np.int64), last)
    assert kernel.gathered(*arguments) == gathered_by_numpy(*arguments)


@needs("gathered")
def test_cells_that_do_not_fit_are_refused():
    one, flag = np.ones(1, np.int64), np.ones(1, bool)
    good = (b"abc", b"", 1, one, one, flag)
    assert kernel.gathered(*good) == b"b\x1e"
    for place, wrong in (
        (2, 3),
        (2, 0),
        (3, -one),
        (3, 4 * one),
        (4, 3 * one),
        (4, -one),
        (3, one[:0]),
        (4, np.ones(2, np.int64)),
    ):
        arguments = list(good)
        arguments[place] = wrong
        with pytest.raises(ValueError, match="fit"):
            kernel.gathered(*arguments)


@needs("count")
@given(st.binary(max_size=200), st.integers(0, 300), st.integers(0, 255), st.integers(0, 60), st.integers(0, 60))
def test_bytes_are_counted_as_by_numpy(some, times, byte, before, behind):
    """Also where a lane of eight bits would run over: so many rounds of 64 are counted at once."""
    text = some + bytes([byte]) * (64 * times) + some
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - behind)
    assert (
        kernel.count(text, byte, start, end) == count_by_numpy(text, byte, start, end) == text.count(byte, start, end)
    )
    assert kernel.count(text, byte) == count_by_numpy(text, byte) == text.count(byte)


@needs("count")
@pytest.mark.parametrize("stretch", [(-1, 2), (0, 4), (3, 2)])
def test_no_byte_is_counted_outside_of_the_text(stretch):
    with pytest.raises(ValueError, match="not in the text"):
        kernel.count(b"abc", 0x61, *stretch)


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=12))
def test_who_counts_on_counts_the_same(text, offsets):
    ended = Ended(text, 0x0A)
    asked = [min(offset, len(text)) for offset in offsets]
    assert [ended.before(offset) for offset in asked] == [text.count(b"\n", 0, offset) for offset in asked]


_HEX = st.lists(
    st.sampled_from(["0x", "3", "1", "A", "f", "31", "0x32", ",", " ", ":", "\n", "g", " " * 21, "x"]), max_size=40
)


@needs("pairs_round")
@settings(max_examples=1000, deadline=None)
@given(_HEX.map("".join), st.integers(0, 40), st.integers(0, 60), st.booleans())
def test_how_far_pairs_of_digits_reach(text, begun, reach, array):
    data = text.encode()
    begun = min(begun, len(data))
    assert kernel.pairs_round(data, begun, reach, array) == hex_runs.reach_by_patterns(data, begun, reach, array)


@needs("pairs_round")
@pytest.mark.parametrize(("begun", "reach"), [(-1, 3), (4, 3), (0, -1)])
def test_pairs_round_a_place_that_is_not_in_the_text(begun, reach):
    with pytest.raises(ValueError, match="not in the text"):
        kernel.pairs_round(b"313", begun, reach, 0)
